package quotation

import (
	"fmt"
	"slices"
	"strings"

	"variorum/internal/engine/text"
)

// This file tells who is made answerable, of all in a sentence who may be. The first guess of patterns and grammar is one of them,
// and a feature says so; the others are the subjects, owners and agents outside of what is said. Their weights stand in the same
// table as those of attributions, and are learnt from the sources that readers marked.

// Candidate is a phrase that may name the source of a proposal.
type Candidate struct {
	Source   text.Span
	Features []string

	path  string // from the cue
	first bool   // what patterns and grammar guessed
}

// resource gives a proposal the source that is likeliest by the weights.
func (p *Proposal) resource(weights Weights) {
	best, odds := p.Source, leastSource
	for _, c := range p.Candidates() {
		o := weights.Sum(c.Features)
		if c.first {
			o += firstGuess
		}
		if o > odds {
			best, odds = c.Source, o
		}
	}
	p.Source = best
}

// Candidates returns the phrases that may name the source of a proposal, in the order of the sentence.
func (p *Proposal) Candidates() []Candidate {
	if p.tree == nil || p.cued < 0 {
		return nil
	}
	t := p.tree
	var out []Candidate
	given := false
	for i := range t.words {
		if i == p.cued || !t.mayAct(i) || inAny(p.Content, t.words[i].Span) {
			continue
		}
		lo, hi, ok := t.phrase(i, p.cued)
		if !ok || inAny(p.Content, t.span(lo, hi)) {
			continue
		}
		c := Candidate{Source: t.span(lo, hi)}
		is := c.Source.Overlaps(p.Source) && p.Source.Contains(t.words[i].Span)
		if is {
			c.Source, given = p.Source, true
		}
		c.path, c.first = t.path(p.cued, i), is
		c.Features = p.weighSource(i, c)
		out = append(out, c)
	}
	if !given && p.Source.Len() > 0 {
		out = append(out, Candidate{p.Source, []string{"source: bias", "source: given alone", "source: given alone " + p.Rule, "source: given alone " + p.shape}, "alone", true})
	}
	for i := range out {
		out[i].Features = append(out[i].Features, p.rivals(out, i)...)
	}
	return out
}

// mayAct reports whether word i heads a phrase that may say, think or want.
func (t *tree) mayAct(i int) bool {
	w := &t.words[i]
	switch w.Tag {
	case "NOUN", "PROPN", "PRON":
	default:
		return w.is("nmod:poss", "nsubj") && w.Tag != "PUNCT"
	}
	switch {
	case w.is("nsubj", "nmod:poss", "obl:agent", "obj", "iobj"):
		return true
	case w.is("nmod", "obl"):
		return slices.Contains([]string{"by", "from", "to", "of", "for", "as", "with", "in"}, t.leading(i))
	case w.is("conj", "appos"):
		return w.Tag == "PROPN"
	}
	for _, c := range t.children[i] {
		if t.words[c].is("acl") {
			return true
		}
	}
	return false
}

// weighSource are the features of word i as the source.
func (p *Proposal) weighSource(i int, c Candidate) []string {
	t := p.tree
	w, cue := &t.words[i], &t.words[p.cued]
	path, kind, side := c.path, t.actor(i), "before"
	if i > p.cued {
		side = "behind"
	}
	told := t.lex.told(cue)
	out := []string{
		"source: bias", "source: path " + path, "source: path " + path + " " + cue.Treebank, "source: path " + path + " " + p.shape, "source: path " + path + " " + kind,
		"source: kind " + kind, "source: kind " + kind + " " + w.Relation, "source: " + side + " " + w.Relation, "source: " + side + " " + p.shape, "source: relation " + w.Relation + " " + p.Rule,
		"source: path " + path + " " + told, "source: cue " + cue.Lemma + " " + path,
	}
	out = append(out, t.nearest(p.cued, i)...)
	if e := t.wordBefore(c.Source.End); e >= 0 {
		out = append(out, "source: ends "+t.words[e].Tag)
	}
	if w.is("nmod", "obl") {
		out = append(out, "source: led "+t.leading(i), "source: led "+t.leading(i)+" "+path)
	}
	if w.quoted != cue.quoted {
		out = append(out, "source: other side of a mark")
	}
	if c.first {
		out = append(out, "source: given", "source: given "+p.Rule, "source: given "+p.shape, "source: given "+path, "source: given "+kind)
	}
	return out
}

// rivals tell how candidate k stands to the others: whether it is the nearest before the cue, or another is the first guess.
func (p *Proposal) rivals(all []Candidate, k int) []string {
	var out []string
	between := 0
	for j, c := range all {
		if c.Source.Start > min(all[k].Source.Start, p.Cue.Start) && c.Source.Start < max(all[k].Source.Start, p.Cue.Start) && j != k {
			between++
		}
		if j != k && c.first {
			out = append(out, "source: another given", "source: another given "+p.Rule, "source: instead of "+c.path, "source: "+all[k].path+" instead of "+c.path)
		}
	}
	return append(out, fmt.Sprintf("source: between %d", min(between, 3)))
}

// actor is what kind of word may act: a pronoun by its word, a name, the holder of an office, a noun.
func (t *tree) actor(i int) string {
	switch w := &t.words[i]; {
	case w.Tag == "PRON":
		return w.low
	case w.Tag == "PROPN":
		return "name"
	case t.lex.class(w.low)&role != 0:
		return "role"
	}
	return "noun"
}

// path is the way through the tree from word i up to what it has in common with word k, and down to that.
func (t *tree) path(i, k int) string {
	above := map[int]int{} // words above k, and below which of their children k stands
	for at, depth := k, 0; at >= 0 && depth <= farPath; at, depth = t.words[at].Head, depth+1 {
		above[at] = depth
	}
	var up []string
	for at := i; at >= 0 && len(up) <= farPath; at = t.words[at].Head {
		if down, ok := above[at]; ok {
			for n := range down {
				below := k
				for range n {
					below = t.words[below].Head
				}
				up = append(up, "_"+t.words[below].Relation)
			}
			if len(up) > farPath {
				return "far"
			}
			return strings.Join(up, "")
		}
		up = append(up, "^"+t.words[at].Relation)
	}
	return "far"
}

// nearest tells whether word i is the subject that stands nearest above word k, and how k hangs there.
func (t *tree) nearest(k, i int) []string {
	how := t.words[k].Treebank
	if m := t.child(k, "mark", "case"); m >= 0 {
		how += " " + t.words[m].low
	}
	for at, steps := k, 0; at >= 0 && steps <= sourceDepth; at, steps = t.words[at].Head, steps+1 {
		if s := t.child(at, "nsubj"); s >= 0 {
			is := "not "
			if s == i {
				is = ""
			}
			return []string{"source: " + is + "nearest subject", fmt.Sprint("source: ", is, "nearest subject ", steps), fmt.Sprint("source: ", is, "nearest subject ", how, " ", t.words[k].Relation)}
		}
	}
	return []string{"source: no subject above"}
}

// wordBefore returns the last word that ends by a place of the text, or -1.
func (t *tree) wordBefore(end int) int {
	for k := len(t.words) - 1; k >= 0; k-- {
		if t.words[k].End <= end {
			return k
		}
	}
	return -1
}
