package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
	"variorum/internal/news/language"
	"variorum/internal/news/name"
)

// namesCommand trains the finder of names.
type namesCommand struct {
	Data     string   `required:"" type:"existingfile" help:"News stories with marked names, JSON Lines."`
	Treebank []string `type:"existingfile" help:"CoNLL-U treebanks with an Entity column."`
	Share    float64  `default:"0.25" help:"How much a treebank's sequence counts beside one of the data."`
	Output   string   `short:"o" help:"Where the weights go."`
	Folds    int      `help:"Cut the data into so many parts, read each with weights learnt from the others and write the names found instead of the weights."`
}

// story is a row of the data.
type story struct {
	ID, Title, Text string
	Names           []struct {
		S, E int
		Kind string
	}
}

// Run trains, or cross-validates.
func (c *namesCommand) Run() error {
	pack := language.For("en")
	stories, err := readStories(c.Data)
	if err != nil {
		return err
	}
	var common []name.Sample
	for _, file := range c.Treebank {
		samples, err := readMarked(file, pack, c.Share)
		if err != nil {
			return err
		}
		common = append(common, samples...)
	}
	own := make([]name.Sample, len(stories))
	for i, s := range stories {
		own[i] = sampleOf(s)
	}
	if c.Folds > 1 {
		return c.validate(pack, common, stories, own)
	}
	return writeFile(c.Output, func(w io.Writer) error {
		_, err := w.Write(name.Learn(pack, append(common, own...)))
		return err
	})
}

// validate reads each fold of the stories with weights learnt from the others.
func (c *namesCommand) validate(pack *language.Pack, common []name.Sample, stories []story, own []name.Sample) error {
	return writeFile(c.Output, func(w io.Writer) error {
		out := json.NewEncoder(w)
		for fold := range c.Folds {
			samples := slices.Clone(common)
			for i, s := range own {
				if i%c.Folds != fold {
					samples = append(samples, s)
				}
			}
			find, err := name.Finder(pack, name.Learn(pack, samples))
			if err != nil {
				return err
			}
			for i := fold; i < len(own); i += c.Folds {
				if err := out.Encode(answerOf(stories[i], find(own[i].Account))); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// answerOf writes names found as the data has them, in code points.
func answerOf(s story, found []name.Marked) map[string]any {
	names := []map[string]any{}
	for _, n := range found {
		start := utf8.RuneCountInString(s.Text[:n.Start])
		names = append(names, map[string]any{"s": start, "e": start + utf8.RuneCountInString(n.Of(s.Text)), "kind": n.Kind})
	}
	return map[string]any{"id": s.ID, "names": names}
}

func accountOf(s story) *account.Account {
	return account.New(edition.Account{ID: s.ID, Title: s.Title, Text: s.Text, Language: "en"})
}

// sampleOf is a story with its names, whose offsets count code points.
func sampleOf(s story) name.Sample {
	offset := make([]int, 0, len(s.Text)+1)
	for i := range s.Text {
		offset = append(offset, i)
	}
	offset = append(offset, len(s.Text))
	out := name.Sample{Account: accountOf(s), Weight: 1}
	for _, n := range s.Names {
		out.Names = append(out.Names, name.Marked{Span: text.Span{Start: offset[n.S], End: offset[n.E]}, Kind: n.Kind})
	}
	return out
}

// readStories reads JSON Lines, gzip when the name ends in ".gz".
func readStories(file string) ([]story, error) {
	r, err := openData(file)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var out []story
	for dec := json.NewDecoder(bufio.NewReaderSize(r, 1<<20)); ; {
		var s story
		if err := dec.Decode(&s); err == io.EOF {
			return out, nil
		} else if err != nil {
			return nil, fmt.Errorf("read %s, row %d: %w", file, len(out)+1, err)
		}
		out = append(out, s)
	}
}
