package learn

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Score counts how much of gold trees was found. Relations count without their subtype, as in the CoNLL 2018 shared task.
type Score struct {
	Words, Universal, Treebank  int
	Attached, Labelled, Full    int // all words
	Plain, AttachedP, LabelledP int // without punctuation
	Clauses, ClausesFound       int // clauses under reporting verbs
	Lemmas                      int // right ones
	Found, Wanted, Guessed      map[string]int
}

// base is a relation without its subtype.
func base(r string) string { b, _, _ := strings.Cut(r, ":"); return b }

func universalOf(tag string) string { u, _, _ := strings.Cut(tag, " "); return u }

// Compare scores parses against gold.
func Compare(gold []Sentence, got []Parsed, reporting func(lemma string) bool) Score {
	s := Score{Found: map[string]int{}, Wanted: map[string]int{}, Guessed: map[string]int{}}
	for i := range gold {
		s.sentence(&gold[i], &got[i])
		if reporting != nil {
			s.clauses(&gold[i], &got[i], reporting)
		}
	}
	return s
}

func (s *Score) sentence(g *Sentence, p *Parsed) {
	for i := range g.Words {
		s.Words++
		punct := universalOf(g.Tags[i]) == "PUNCT"
		attached := g.Heads[i] == p.Heads[i]
		labelled := attached && base(g.Relations[i]) == base(p.Relations[i])
		count(&s.Universal, universalOf(g.Tags[i]) == universalOf(p.Tags[i]))
		count(&s.Treebank, g.Tags[i] == p.Tags[i])
		count(&s.Attached, attached)
		count(&s.Lemmas, len(p.Lemmas) > 0 && p.Lemmas[i] == g.Lemmas[i])
		count(&s.Labelled, labelled)
		count(&s.Full, attached && g.Relations[i] == p.Relations[i])
		count(&s.Plain, !punct)
		count(&s.AttachedP, attached && !punct)
		count(&s.LabelledP, labelled && !punct)
		s.Wanted[base(g.Relations[i])]++
		s.Guessed[base(p.Relations[i])]++
		if labelled {
			s.Found[base(g.Relations[i])]++
		}
	}
}

func count(n *int, yes bool) {
	if yes {
		*n++
	}
}

// clauses compares what stands under each gold reporting verb as a clause: from its first to its last word, outer
// punctuation aside.
func (s *Score) clauses(g *Sentence, p *Parsed, reporting func(string) bool) {
	for v := range g.Words {
		if universalOf(g.Tags[v]) != "VERB" || !reporting(g.Lemmas[v]) {
			continue
		}
		got := clausesUnder(g, v, p.Heads, p.Relations)
		for _, want := range clausesUnder(g, v, g.Heads, g.Relations) {
			s.Clauses++
			count(&s.ClausesFound, slices.ContainsFunc(got, func(c [2]int) bool { return c == want }))
		}
	}
}

func clausesUnder(g *Sentence, verb int, heads []int, relations []string) [][2]int {
	var out [][2]int
	for c := range heads {
		if heads[c] != verb || base(relations[c]) != "ccomp" && base(relations[c]) != "parataxis" {
			continue
		}
		var words []int
		for w := range heads {
			if under(heads, w, c) {
				words = append(words, w)
			}
		}
		punct := func(w int) bool { return universalOf(g.Tags[w]) == "PUNCT" }
		for len(words) > 0 && punct(words[0]) {
			words = words[1:]
		}
		for len(words) > 0 && punct(words[len(words)-1]) {
			words = words[:len(words)-1]
		}
		if len(words) > 0 {
			out = append(out, [2]int{words[0], words[len(words)-1]})
		}
	}
	return out
}

func under(heads []int, w, top int) bool {
	for range heads {
		if w == top {
			return true
		}
		if w == len(heads) {
			return false
		}
		w = heads[w]
	}
	return false
}

func percent(a, b int) float64 { return 100 * float64(a) / float64(max(b, 1)) }

// F is the F1 of a relation, in per cent.
func (s *Score) F(relation string) float64 {
	return percent(2*s.Found[relation], s.Wanted[relation]+s.Guessed[relation])
}

// Relations lists the relations of the gold trees, the most frequent first.
func (s *Score) Relations() []string {
	return slices.SortedFunc(maps.Keys(s.Wanted), func(a, b string) int {
		return cmp.Or(cmp.Compare(s.Wanted[b], s.Wanted[a]), strings.Compare(a, b))
	})
}

// String gives the table's numbers in one line.
func (s Score) String() string {
	return fmt.Sprintf("UPOS %.2f XPOS %.2f lemmas %.2f | all UAS %.2f LAS %.2f full %.2f | no punct UAS %.2f LAS %.2f | clause %.1f%% of %d",
		percent(s.Universal, s.Words), percent(s.Treebank, s.Words), percent(s.Lemmas, s.Words), percent(s.Attached, s.Words), percent(s.Labelled, s.Words),
		percent(s.Full, s.Words), percent(s.AttachedP, s.Plain), percent(s.LabelledP, s.Plain), percent(s.ClausesFound, s.Clauses), s.Clauses)
}
