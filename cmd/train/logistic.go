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

// Logistic regression with AdaGrad (Duchi, Hazan and Singer 2011) and an L2 penalty, one pass after another in the order of
// the articles: the same articles give the same weights.
const (
	epochs      = 12
	rate        = 0.3
	penalty     = 10   // per step, on the weights of the features met
	leastCount  = 4    // a feature met less often says nothing
	leastWeight = 0.05 // a smaller weight is left out of the table
)

// lesson is one case to learn from.
type lesson struct {
	features []string
	positive bool
}

// learnWeights learns what makes a proposal right: that no other matches an annotation better.
func learnWeights(articles []example) quotation.Weights {
	var lessons []lesson
	for _, e := range articles {
		for i, p := range e.open {
			lessons = append(lessons, lesson{p.Features, e.right[i]})
		}
	}
	weights := descend(lessons)
	maps.Copy(weights, descend(sourceLessons(articles)))
	return weights
}

// sourceLessons are the phrases that may name the sources of what readers marked, and whether they do.
func sourceLessons(articles []example) []lesson {
	const enough = 0.5
	var out []lesson
	for _, e := range articles {
		for i := range e.open {
			for k, g := range e.gold {
				if !e.right[i] || quotation.Overlap(e.open[i].Content, g) < enough {
					continue
				}
				for _, c := range e.open[i].Candidates() {
					out = append(out, lesson{c.Features, quotation.Overlap([]text.Span{c.Source}, e.sources[k]) > 0})
				}
				break
			}
		}
	}
	return out
}

// featureIndex numbers the features that are met often enough.
func featureIndex(rows []lesson) map[string]int {
	count := map[string]int{}
	for _, r := range rows {
		for _, f := range r.features {
			count[f]++
		}
	}
	index := map[string]int{}
	for _, f := range slices.Sorted(maps.Keys(count)) {
		if count[f] >= leastCount {
			index[f] = len(index)
		}
	}
	return index
}

// descend returns the mean of the weights after each pass but the first.
func descend(rows []lesson) map[string]float64 {
	index := featureIndex(rows)
	known := make([][]int, len(rows))
	for i, r := range rows {
		for _, f := range r.features {
			if k, ok := index[f]; ok {
				known[i] = append(known[i], k)
			}
		}
	}
	times := make([]float64, len(index))
	for _, ids := range known {
		for _, k := range ids {
			times[k]++
		}
	}
	w, g, mean := make([]float64, len(index)), make([]float64, len(index)), make([]float64, len(index))
	for pass := range epochs {
		for i, ids := range known {
			sum := 0.0
			for _, k := range ids {
				sum += w[k]
			}
			err := 1 / (1 + math.Exp(-sum))
			if rows[i].positive {
				err--
			}
			for _, k := range ids {
				d := err + penalty*w[k]/times[k]
				g[k] += d * d
				w[k] -= rate * d / math.Sqrt(1e-6+g[k])
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
