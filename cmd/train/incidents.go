package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"

	"variorum/edition"
	"variorum/internal/news/account"
	"variorum/internal/news/incident"
	"variorum/internal/news/language"
)

// incidentsCommand trains what tells incidents.
type incidentsCommand struct {
	Data   string `required:"" type:"existingfile" help:"Reports with the types of their incidents and the names that have part in them, JSON Lines."`
	Output string `short:"o" help:"Where the weights go."`
	Folds  int    `help:"Cut the data into so many parts, read each with weights learnt from the others and write what was found instead of the weights."`
	Seed   uint64 `help:"Shuffles the rows before they are cut into parts; 0 leaves their order."`
}

// told is a row of the data.
type told struct {
	ID, Text  string
	Templates []struct{ Type string }
	Entities  map[string][][]string
}

// Run trains, or cross-validates.
func (c *incidentsCommand) Run() error {
	rows, err := readTold(c.Data)
	if err != nil {
		return err
	}
	if c.Seed != 0 {
		rand.New(rand.NewPCG(c.Seed, 0)).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	}
	pack, samples := language.For("en"), make([]incident.Sample, len(rows))
	for i, r := range rows {
		samples[i] = r.sample()
	}
	return writeFile(c.Output, func(w io.Writer) error {
		if c.Folds > 1 {
			return crossTell(w, pack, rows, samples, c.Folds)
		}
		_, err := w.Write(incident.Learn(pack, samples))
		return err
	})
}

// crossTell reads each fold with weights learnt from the others.
func crossTell(w io.Writer, pack *language.Pack, rows []told, samples []incident.Sample, folds int) error {
	out := json.NewEncoder(w)
	for fold := range folds {
		var others []incident.Sample
		for i, s := range samples {
			if i%folds != fold {
				others = append(others, s)
			}
		}
		describe, err := incident.Reporter(pack, incident.Learn(pack, others))
		if err != nil {
			return err
		}
		for i := fold; i < len(rows); i += folds {
			r := describe(samples[i].Account)
			templates := []map[string]any{}
			for _, t := range r.Types {
				templates = append(templates, map[string]any{"type": t, "places": append([]string{}, r.Places...)})
			}
			if err := out.Encode(map[string]any{"id": rows[i].ID, "chance": r.Chance, "entities": r.Entities, "templates": templates}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r told) sample() incident.Sample {
	s := incident.Sample{Account: account.New(edition.Account{ID: r.ID, Text: r.Text, Language: "en"}), Entities: map[string][]string{}}
	for _, t := range r.Templates {
		s.Types = append(s.Types, t.Type)
	}
	for role, entities := range r.Entities {
		for _, names := range entities {
			s.Entities[role] = append(s.Entities[role], names...)
		}
	}
	return s
}

func readTold(file string) ([]told, error) {
	r, err := openData(file)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var out []told
	for dec := json.NewDecoder(bufio.NewReaderSize(r, 1<<20)); ; {
		var t told
		if err := dec.Decode(&t); err == io.EOF {
			return out, nil
		} else if err != nil {
			return nil, fmt.Errorf("read %s, row %d: %w", file, len(out)+1, err)
		}
		out = append(out, t)
	}
}
