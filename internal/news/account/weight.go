package account

import (
	"math"
	"slices"

	"variorum/internal/engine/text"
)

// Weights gives each form of word in some accounts of one story its weight in (0, 1]: how much two places that share it
// have to do with each other.
type Weights map[uint64]float32

// Of returns the weight of a form; a form that was not there to be weighed has none.
func (w Weights) Of(form uint64) float32 { return w[form] }

// Weak reports whether a form is too common to part two variants.
func (w Weights) Weak(form uint64) bool { return w[form] < weakWeight }

const (
	// weakWeight is the weight below which a word does not part two variants of the same reading: "the", "of", "is".
	weakWeight = 0.25
	// leastWeight keeps a word that stands in every sentence above nothing, so that equal texts align to the last word.
	leastWeight = 0.02
)

// Weigh weighs forms by the sentences of an account that have them, over the accounts that have them at all: a word that
// every account has once is as telling as one that two have once; a word in each sentence tells nothing. The square parts
// the rare from the common more sharply than the logarithm alone. It needs no language.
func Weigh(accounts []*Account) Weights {
	type seen struct{ sentences, accounts, last int }
	count := map[uint64]*seen{}
	sentences := 0
	for i, a := range accounts {
		sentences += len(a.Sentences)
		t := 0
		for _, s := range a.Sentences {
			var forms []uint64
			for ; t < len(a.Tokens) && a.Tokens[t].Start < s.End; t++ {
				if a.Tokens[t].Kind != text.Mark {
					forms = append(forms, a.Tokens[t].Form)
				}
			}
			slices.Sort(forms)
			for _, f := range slices.Compact(forms) {
				c := count[f]
				if c == nil {
					c = &seen{}
					count[f] = c
				}
				c.sentences++
				if c.last != i+1 {
					c.last = i + 1
					c.accounts++
				}
			}
		}
	}
	mean := float64(sentences) / float64(max(len(accounts), 1)) // sentences an account
	w := make(Weights, len(count))
	for f, c := range count {
		x := math.Log1p(mean*float64(c.accounts)/float64(c.sentences)) / math.Log1p(mean)
		w[f] = float32(max(min(x*x, 1), leastWeight))
	}
	return w
}
