package name

import (
	"slices"

	"variorum/internal/engine/chain"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
	"variorum/internal/news/language"
)

// Sample is an account with the names that a reader marked in it.
type Sample struct {
	*account.Account
	Names  []Marked
	Weight float64 // how much it counts; 1 for what is like the pages that will be read
}

// Marked is a name that a reader marked.
type Marked struct {
	text.Span
	Kind string
}

// Constants of learning, chosen by cross-validation over stories; all are flat about these values.
const (
	rounds = 12
	rate   = 0.05
	decay  = 0.002
	// least is in scores; it takes nine in ten of the features away and leaves the decisions as they are.
	least = 0.1
	// lean is what the model pays for leaving a word out of a name: as many names are missed as are wrong.
	lean = 0.4
	// jackknife is in how many parts the samples are cut so that the second reading learns from first readings by a model that
	// has not seen the account.
	jackknife = 5
)

// Learn learns the weights that find names, packed as language.Pack keeps them. The same samples give the same bytes.
func Learn(pack *language.Pack, samples []Sample) []byte { return learn(pack, samples).pack() }

func learn(pack *language.Pack, samples []Sample) *model {
	m := &model{tables: tablesOf(pack)}
	m.once = learnOnce(m, samples)
	first := make([][]int, len(samples))
	for fold := range jackknife {
		var others []Sample
		for i, s := range samples {
			if i%jackknife != fold {
				others = append(others, s)
			}
		}
		once := learnOnce(m, others)
		for i, s := range samples {
			if i%jackknife == fold {
				first[i] = m.page(s.Account).label(once)
			}
		}
	}
	m.again = learnChain(m, samples, first)
	return m
}

func learnOnce(m *model, samples []Sample) *chain.Model { return learnChain(m, samples, nil) }

func learnChain(m *model, samples []Sample, first [][]int) *chain.Model {
	var sequences []chain.Sequence
	for i, s := range samples {
		p := m.page(s.Account)
		if first != nil {
			p.remember(first[i])
		}
		gold := labelled(s, p.tokens)
		for _, r := range p.runs {
			labels := slices.Clone(gold[r.start:r.end])
			if !begins(labels[0]) && labels[0] != outsideName {
				labels[0] = begin(kindOf(labels[0]))
			}
			sequences = append(sequences, chain.Sequence{Items: p.items(r), Labels: labels, Weight: s.Weight})
		}
	}
	return chain.Learn(sequences, chain.Course{Labels: labels, Allowed: allowed, Rounds: rounds, Rate: rate, Decay: decay, Least: least, Lean: lean})
}

// labelled turns the marked names of a sample into labels of its tokens.
func labelled(s Sample, tokens []text.Token) []int {
	out := make([]int, len(tokens))
	i := 0
	for _, n := range s.Names {
		for i < len(tokens) && tokens[i].End <= n.Start {
			i++
		}
		k := slices.Index(kinds[:], n.Kind)
		if k < 0 {
			continue
		}
		for first := true; i < len(tokens) && tokens[i].Start < n.End; i++ {
			if out[i] = inside(k); first {
				out[i], first = begin(k), false
			}
		}
	}
	return out
}
