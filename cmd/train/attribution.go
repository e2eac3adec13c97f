package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"slices"
	"unicode/utf8"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
	"variorum/internal/news/name"
	"variorum/internal/news/quotation"
)

type attributionCommand struct {
	Data   string `help:"Articles with their attributions, as JSON Lines (gzip)." default:"../shared/bench/quotes/dev.jsonl.gz"`
	Output string `short:"o" help:"Where to write the table of weights."`
	Folds  string `help:"Where to write what each article gets from weights that were learnt from other articles, for the suite's scorer."`
}

// folds is how many parts the articles are cut in for cross-validation, by a hash of their id.
const folds = 5

// example is one article with all its proposals.
type example struct {
	id      string
	text    string
	open    []quotation.Proposal
	settled []quotation.Attribution
	right   []bool // which of open are attributions
	fold    uint32
	gold    [][]text.Span
	sources [][]text.Span // of gold
}

// Run learns the weights of attributions' features.
func (c attributionCommand) Run() error {
	articles, err := readArticles(c.Data)
	if err != nil {
		return err
	}
	if c.Folds != "" {
		if err := writeFolds(c.Folds, articles); err != nil {
			return err
		}
	}
	if c.Output == "" {
		return nil
	}
	return writeWeights(c.Output, learnWeights(articles))
}

func readArticles(file string) ([]example, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("open articles: %w", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("unpack %s: %w", file, err)
	}
	var out []example
	for d := json.NewDecoder(z); ; {
		var row struct {
			ID, Title, Text string
			Attributions    []struct{ Content, Source [][2]int }
		}
		if err := d.Decode(&row); err == io.EOF {
			return out, nil
		} else if err != nil {
			return nil, fmt.Errorf("read %s: %w", file, err)
		}
		e := example{id: row.ID, text: row.Text}
		a := account.New(edition.Account{ID: row.ID, Title: row.Title, Text: row.Text, Language: "en"})
		a.Mentions = name.Find(a)
		e.open, e.settled = quotation.Proposals(a)
		var gold [][]text.Span
		at := byteOffsets(row.Text)
		for _, x := range row.Attributions {
			gold, e.sources = append(gold, inBytes(x.Content, at)), append(e.sources, inBytes(x.Source, at))
		}
		e.gold = gold
		e.mark()
		h := fnv.New32a()
		h.Write([]byte(row.ID))
		e.fold = h.Sum32() % folds
		out = append(out, e)
	}
}

func inBytes(points [][2]int, at []int) []text.Span {
	var out []text.Span
	for _, c := range points {
		out = append(out, text.Span{Start: at[c[0]], End: at[c[1]]})
	}
	return out
}

// byteOffsets maps code points to bytes.
func byteOffsets(s string) []int {
	var out []int
	for i := range s {
		out = append(out, i)
	}
	return append(out, len(s))
}

// mark tells which proposals are right: for each annotation the ones that share most words with it, if that is at least half.
func (e *example) mark() {
	const enough, like = 0.5, 0.03
	e.right = make([]bool, len(e.open))
	shares := make([]float64, len(e.open))
	for _, g := range e.gold {
		most := enough + like
		for i := range e.open {
			shares[i] = quotation.Overlap(e.open[i].Content, g)
			most = max(most, shares[i])
		}
		for i, s := range shares {
			e.right[i] = e.right[i] || s >= most-like
		}
	}
}

// writeFolds answers each article by weights that were learnt without its fold.
func writeFolds(name string, articles []example) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	enc := json.NewEncoder(w)
	for fold := range uint32(folds) {
		train := slices.DeleteFunc(slices.Clone(articles), func(e example) bool { return e.fold == fold })
		weights := learnWeights(train)
		for i := range articles {
			if e := &articles[i]; e.fold == fold {
				if err := enc.Encode(e.answer(weights)); err != nil {
					return err
				}
			}
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

func (e *example) answer(w quotation.Weights) any {
	type row struct {
		Content [][2]int `json:"content"`
		Source  [][2]int `json:"source"`
		Odds    float64  `json:"odds"`
	}
	out := struct {
		ID           string `json:"id"`
		Attributions []row  `json:"attributions"`
	}{ID: e.id, Attributions: []row{}}
	for _, at := range quotation.Choose(slices.Clone(e.open), e.settled, w) {
		out.Attributions = append(out.Attributions, row{e.points(at.Content...), e.points(at.Source), at.Odds})
	}
	return out
}

func (e *example) points(spans ...text.Span) [][2]int {
	out := [][2]int{}
	for _, p := range spans {
		if p.Len() > 0 {
			start := utf8.RuneCountInString(e.text[:p.Start])
			out = append(out, [2]int{start, start + utf8.RuneCountInString(p.Of(e.text))})
		}
	}
	return out
}
