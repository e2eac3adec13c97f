package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"variorum/internal/engine/grove"
	"variorum/internal/news/account"
	"variorum/internal/news/collation"
	"variorum/internal/news/extract"
	"variorum/internal/news/intake"
	"variorum/internal/news/stemma"
)

// stemmaCommand learns how to weigh what speaks for a model.
type stemmaCommand struct {
	Data   string  `required:"" help:"Traditions whose stemma is known, as JSON Lines."`
	Out    string  `short:"o" required:"" help:"The folder that the tables go to."`
	Trees  int     `default:"160" help:"How many trees."`
	Deep   int     `default:"4" help:"How many questions a tree asks in a row."`
	Step   float64 `default:"0.15" help:"The share of what a tree would mend that it is let mend."`
	Steady float64 `default:"20" help:"How many offers of doubt are added to each leaf."`
}

func (c stemmaCommand) Run() error {
	all, err := taught(c.Data)
	if err != nil {
		return err
	}
	care := grove.Care{Trees: c.Trees, Deep: c.Deep, Step: c.Step, Steady: c.Steady}
	first, second := stemma.Traits()
	if err := write(grove.Grow(all.First, first, care), filepath.Join(c.Out, "appraisal.tsv")); err != nil {
		return err
	}
	return write(grove.Grow(all.Second, second, care), filepath.Join(c.Out, "second.tsv"))
}

func write(g *grove.Grove, path string) error {
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	defer out.Close()
	if err := g.Write(out); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return out.Close()
}

// taught is what a file of traditions teaches.
func taught(path string) (out stemma.Lesson, err error) {
	f, err := os.Open(path)
	if err != nil {
		return out, err
	}
	defer f.Close()
	in := json.NewDecoder(bufio.NewReader(f))
	for in.More() {
		var t tradition
		if err := in.Decode(&t); err != nil {
			return out, fmt.Errorf("read %s: %w", path, err)
		}
		one, err := t.lesson()
		if err != nil {
			return out, fmt.Errorf("read %s: %w", path, err)
		}
		out.First, out.Second = append(out.First, one.First...), append(out.Second, one.Second...)
	}
	return out, nil
}

// tradition is accounts of one story of which it is known who had the text from whom.
type tradition struct {
	ID        string
	Witnesses []struct{ ID, Outlet, Title, Published, Text string }
	Edges     [][2]string // from a model to a copy, the first model of each copy first
}

// otherReport is what the generator calls the lost report that is not the wire; each other name that is no witness's is the wire or a copy of it.
const otherReport = "second"

func (t tradition) lesson() (stemma.Lesson, error) {
	var accounts []*account.Account
	there := map[string]bool{}
	for _, w := range t.Witnesses {
		page := intake.Page{ID: w.ID, Source: w.ID, Kind: intake.Article, Body: w.Text, Outlet: w.Outlet, Date: w.Published, Title: w.Title}
		parts, err := extract.Extract(page)
		if err != nil {
			return stemma.Lesson{}, fmt.Errorf("tradition %s, witness %s: %w", t.ID, w.ID, err)
		}
		accounts = append(accounts, account.Read(page, parts))
		there[w.ID] = true
	}
	models := map[string][]string{}
	for _, e := range t.Edges {
		name := e[0]
		if name != otherReport && !there[name] {
			name = ""
		}
		models[e[1]] = append(models[e[1]], name)
	}
	w := account.Weigh(accounts)
	c := collation.Collate(accounts, w)
	return stemma.Teach(accounts, c.Passages, c.Only, w, models), nil
}
