package main

import (
	"bufio"
	"fmt"
	"maps"
	"math"
	"os"
	"slices"

	"variorum/internal/engine/text"
	"variorum/internal/news/quotation"
)

// Conditional logit with AdaGrad (Duchi, Hazan and Singer 2011) and an L2 penalty, one pass after another in the order of
// the articles: the same articles give the same weights.
const (
	epochs      = 30
	rate        = 0.3
	penalty     = 10   // per step, on the weights of the features met
	leastCount  = 4    // a feature met less often says nothing
	leastWeight = 0.05 // a smaller weight is left out of the table
)

// lesson is one thing that may be right.
type lesson struct {
	features []string
	right    bool
}

// choice is the things of which one is right, or none: the probability of each goes with the exponent of its weights, that of none
// with 1. A choice of one thing is plain logistic regression.
type choice []lesson

// learnWeights learns what makes a proposal right, that no other matches an annotation better, and which of the phrases around it
// names its source.
func learnWeights(articles []example) quotation.Weights {
	var proposals []choice
	for _, e := range articles {
		for i, p := range e.open {
			proposals = append(proposals, choice{{p.Features, e.right[i]}})
		}
	}
	weights := descend(proposals)
	maps.Copy(weights, descend(sourceChoices(articles)))
	return weights
}

// sourceChoices are the phrases that may name the sources of what readers marked, and whether they do.
func sourceChoices(articles []example) []choice {
	var out []choice
	for _, e := range articles {
		for i := range e.open {
			if k := e.goldOf(i); k >= 0 {
				var one choice
				for _, c := range e.open[i].Candidates() {
					one = append(one, lesson{c.Features, quotation.Overlap([]text.Span{c.Source}, e.sources[k]) > 0})
				}
				out = append(out, one)
			}
		}
	}
	return out
}

// goldOf returns the annotation that proposal i is right about, or -1.
func (e *example) goldOf(i int) int {
	const enough = 0.5
	if !e.right[i] {
		return -1
	}
	return slices.IndexFunc(e.gold, func(g []text.Span) bool { return quotation.Overlap(e.open[i].Content, g) >= enough })
}

// featureIndex numbers the features that are met often enough, and counts them.
func featureIndex(rows []choice) (index map[string]int, times []float64) {
	count := map[string]int{}
	for _, r := range rows {
		for _, l := range r {
			for _, f := range l.features {
				count[f]++
			}
		}
	}
	index = map[string]int{}
	for _, f := range slices.Sorted(maps.Keys(count)) {
		if count[f] >= leastCount {
			index[f] = len(index)
			times = append(times, float64(count[f]))
		}
	}
	return index, times
}

// numbered returns the features of each thing of a choice by their numbers.
func (c choice) numbered(index map[string]int) [][]int {
	out := make([][]int, len(c))
	for j, l := range c {
		for _, f := range l.features {
			if k, ok := index[f]; ok {
				out[j] = append(out[j], k)
			}
		}
	}
	return out
}

// errors returns by how much each thing of a choice is thought likelier than it is, given the weights.
func (c choice) errors(known [][]int, w []float64) []float64 {
	const most = 30 // of a sum: its exponent still adds up
	out, all, right := make([]float64, len(c)), 1.0, 0.0
	for j, ids := range known {
		sum := 0.0
		for _, k := range ids {
			sum += w[k]
		}
		out[j] = math.Exp(min(sum, most))
		all += out[j]
		if c[j].right {
			right += out[j]
		}
	}
	for j := range out {
		e := out[j] / all
		if c[j].right {
			e -= out[j] / right
		}
		out[j] = e
	}
	return out
}

// descend returns the mean of the weights after each pass but the first.
func descend(rows []choice) map[string]float64 {
	index, times := featureIndex(rows)
	known := make([][][]int, len(rows))
	for i, r := range rows {
		known[i] = r.numbered(index)
	}
	w, g, mean := make([]float64, len(index)), make([]float64, len(index)), make([]float64, len(index))
	for pass := range epochs {
		for i, r := range rows {
			for j, err := range r.errors(known[i], w) {
				for _, k := range known[i][j] {
					d := err + penalty*w[k]/times[k]
					g[k] += d * d
					w[k] -= rate * d / math.Sqrt(1e-6+g[k])
				}
			}
		}
		if pass > 0 {
			for k := range w {
				mean[k] += w[k] / (epochs - 1)
			}
		}
	}
	out := map[string]float64{}
	for f, k := range index {
		if math.Abs(mean[k]) >= leastWeight {
			out[f] = math.Round(mean[k]*100) / 100
		}
	}
	return out
}

func writeWeights(name string, weights quotation.Weights) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, "# feature of a possible attribution\tlog odds that it adds\tsource")
	for _, f := range slices.Sorted(maps.Keys(weights)) {
		fmt.Fprintf(w, "%s\t%.2f\tlearnt from PolNeAR 1.0 by cmd/train\n", f, weights[f])
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}
