package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"variorum/internal/engine/grammar"
	"variorum/internal/engine/grammar/learn"
)

// The treebanks in the data folder.
var (
	trainFiles = []string{"ewt-train.conllu.gz", "gum-wikimedia-train.conllu.gz"}
	devFile    = "ewt-dev.conllu.gz"
)

type grammarCommand struct {
	Data   string `help:"Folder with ewt-train, ewt-dev and gum-wikimedia-train (.conllu.gz)." required:"" type:"existingdir"`
	Output string `short:"o" help:"File to write the weights to, at the end and whole." required:"" type:"path"`
	Work   string `help:"Folder to keep finished networks in, so that a stopped training goes on after the last of them." type:"path"`
	Every  int    `help:"Epochs between scores on the development treebank." default:"2"`
}

// Run trains and writes. Nothing is written when it is stopped, but for finished networks in Work.
func (c *grammarCommand) Run(ctx context.Context) error {
	var sentences []learn.Sentence
	for _, name := range trainFiles {
		part, err := readTreebank(filepath.Join(c.Data, name))
		if err != nil {
			return err
		}
		sentences = append(sentences, part...)
	}
	dev, err := readTreebank(filepath.Join(c.Data, devFile))
	if err != nil {
		return err
	}
	if !learn.Accelerated {
		fmt.Fprintln(os.Stderr, "no AVX-512 on this processor: this will take most of a day")
	}
	start := time.Now()
	pupil, err := learn.Standard.Run(ctx, sentences, shelf(c.Work), func(who string, l *learn.Learner, p learn.Progress) {
		fmt.Fprintf(os.Stderr, "%s, epoch %d, %s: loss of arcs %.3f, relations %.3f, tags %.3f\n",
			who, p.Epoch, time.Since(start).Round(time.Second), p.Loss[0], p.Loss[1], p.Loss[2])
		if p.Epoch%c.Every == 0 {
			fmt.Fprintln(os.Stderr, "  development:", learn.Compare(dev, l.Predict(dev), reports))
		}
	})
	if err != nil {
		return err
	}
	data := pupil.Model(sentences)
	score, err := learn.Check(data, dev, reports)
	if err != nil {
		return fmt.Errorf("check the finished weights: %w", err)
	}
	if err := writeFile(c.Output, func(w io.Writer) error { _, err := w.Write(data); return err }); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%s: %d bytes after %s\n  development: %v\n", c.Output, len(data), time.Since(start).Round(time.Second), score)
	return nil
}

type scoreCommand struct {
	Weights   string   `arg:"" help:"Weights written by train grammar." type:"existingfile"`
	Treebanks []string `arg:"" help:"CoNLL-U files, gzip when the name ends in .gz." type:"existingfile"`
	Prefix    string   `help:"Score only sentences whose sent_id begins with this: n for the news half of PUD."`
	Relations bool     `help:"Print F1 by relation."`
}

// Run prints one line of scores a treebank, and how fast one core parsed it.
func (c *scoreCommand) Run() error {
	data, err := os.ReadFile(c.Weights)
	if err != nil {
		return err
	}
	start := time.Now()
	m, err := grammar.Load(data)
	if err != nil {
		return fmt.Errorf("load %s: %w", c.Weights, err)
	}
	fmt.Printf("%d bytes, loaded in %s\n", len(data), time.Since(start).Round(100*time.Microsecond))
	for _, name := range c.Treebanks {
		gold, err := readTreebank(name)
		if err != nil {
			return err
		}
		gold = slices.DeleteFunc(gold, func(s learn.Sentence) bool { return !strings.HasPrefix(s.ID, c.Prefix) })
		start := time.Now()
		got := learn.PredictModel(m, gold)
		took := time.Since(start)
		score := learn.Compare(gold, got, reports)
		fmt.Printf("%s: %v | %.0f words a second\n", filepath.Base(name), score, float64(score.Words)/took.Seconds())
		if c.Relations {
			printRelations(score)
		}
	}
	return nil
}

func printRelations(s learn.Score) {
	for _, r := range s.Relations() {
		fmt.Printf("  %-12s %5.1f of %d\n", r, s.F(r), s.Wanted[r])
	}
}
