package quotation

import (
	"cmp"
	"slices"

	"variorum/internal/engine/text"
	"variorum/internal/news/language"
)

// Choose keeps the proposals that are likely enough, of those for the same words, or with the same cue, the likeliest.
func Choose(open []Proposal, settled []Attribution, weights Weights) []Attribution {
	for i := range open {
		open[i].Odds = weights.Sum(open[i].Features)
	}
	slices.SortStableFunc(open, func(x, y Proposal) int { return cmp.Compare(y.Odds, x.Odds) })
	out := slices.Clone(settled)
	cued := map[text.Span]bool{}
	for _, p := range open {
		if p.Odds < leastOdds {
			break
		}
		if !cued[p.cue()] && !rivalled(&p, settled, out) {
			p.resource(weights)
			out, cued[p.cue()] = append(out, p.Attribution), true
		}
	}
	return out
}

// rivalled reports whether the words of a proposal are said by another already; one that tells of another's saying is none such,
// if it is likely enough.
func rivalled(p *Proposal, settled, chosen []Attribution) bool {
	for i := range chosen {
		at := &chosen[i]
		if Overlap(at.Content, p.Content) < sameWords {
			continue
		}
		if i < len(settled) || p.Odds < leastNested || !nests(at, &p.Attribution) && !nests(&p.Attribution, at) {
			return true
		}
	}
	return false
}

// nests reports whether somebody is told to say what somebody else says: the cue of the one, and its source, are words of the other's.
func nests(inner, outer *Attribution) bool {
	return inner.Source.Len() > 0 && inner.Cue.Len() > 0 && inAny(outer.Content, inner.Cue) && inAny(outer.Content, inner.Source) && !inAny(inner.Content, outer.Cue)
}

// cue is the one word that attributes.
func (p *Proposal) cue() text.Span {
	if p.tree == nil || p.cued < 0 {
		return p.Cue
	}
	return p.tree.words[p.cued].Span
}

// Overlap is the share of the bytes of two contents that both have.
func Overlap(a, b []text.Span) float64 {
	both, all := 0, 0
	for _, x := range a {
		all += x.Len()
		for _, y := range b {
			both += max(0, min(x.End, y.End)-max(x.Start, y.Start))
		}
	}
	for _, y := range b {
		all += y.Len()
	}
	return float64(both) / float64(max(1, all-both))
}

// Weights are the log odds that each feature adds.
type Weights map[string]float64

// Sum adds up the weights of features.
func (w Weights) Sum(features []string) float64 {
	sum := 0.0
	for _, f := range features {
		sum += w[f]
	}
	return sum
}

// weightsOf returns the weights of a language, or nil when it has none.
func weightsOf(p *language.Pack) Weights {
	lex := lexiconOf(p)
	return lex.weights
}
