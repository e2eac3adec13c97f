package quotation

import (
	"slices"
	"sort"
	"strings"

	"variorum/edition"
	"variorum/internal/engine/text"
)

// This file reads attributions off the grammar of a sentence: every verb, noun or adjective that something depends on which
// may be what somebody says, thinks or wants. Most are none; weigh.go tells which.

// Proposal is an attribution that may be one, with what speaks for and against it.
type Proposal struct {
	Attribution
	Features []string // see docs/method.md, "Weighing attributions"

	cued    int // the word that attributes, in its tree; -1 when a pattern's cue is in none
	tree    *tree
	content int    // the word that the content hangs on
	shape   string // how the content hangs on the cue
	cut     string // what was done to the branch that holds the content
}

// proposer collects what one tree offers.
type proposer struct {
	*tree
	lex *lexicon
	out []Proposal
}

// propose returns the proposals of a tree.
func (t *tree) propose(lex *lexicon) []Proposal {
	p := proposer{tree: t, lex: lex}
	for i := range t.words {
		switch w := &t.words[i]; w.Tag {
		case "VERB":
			p.verb(i)
		case "NOUN":
			p.noun(i)
		case "ADJ":
			p.adjective(i)
		}
	}
	return p.out
}

// verb proposes what depends on a verb: its clause, its object, what a preposition leads, what it stands inside of.
func (p *proposer) verb(i int) {
	w := &p.words[i]
	if w.low == "according" {
		return
	}
	passive := p.child(i, "nsubj:pass") >= 0
	object := -1
	for _, c := range p.children[i] {
		d := &p.words[c]
		switch {
		case d.is("ccomp"):
			p.complement(i, c, "ccomp"+p.opening(c), RuleReported)
		case d.is("xcomp"):
			p.complement(i, c, "xcomp"+p.opening(c), RuleIntended)
			if object >= 0 && object < c && c > i {
				p.add(i, p.first[object], p.last[c], c, "obj+xcomp", "", RuleIntended)
			}
			if s := p.child(i, "nsubj:pass"); passive && s >= 0 {
				p.addPieces(i, [][2]int{{p.first[s], p.last[s]}, {p.first[c], p.last[c]}}, c, "pass+xcomp", "", RuleIntended)
			}
		case d.is("advcl") && c > i:
			p.complement(i, c, "advcl"+p.opening(c), RuleAbout)
			if object >= 0 {
				p.add(i, p.first[object], p.last[c], c, "obj+advcl"+p.opening(c), "", RuleJudged)
			}
		case d.is("obj") && c > i:
			object = c
			p.complement(i, c, "obj", RuleJudged)
		case d.is("obl") && c > i && !d.is("obl:unmarked", "obl:agent"):
			p.complement(i, c, "obl:"+p.leading(c), RuleAbout)
			if object >= 0 {
				p.add(i, p.first[object], p.last[c], c, "obj+obl:"+p.leading(c), "", RuleJudged)
			}
		case d.is("parataxis") && c > i:
			p.complement(i, c, "parataxis", RuleReported)
		case d.is("nsubj:pass"):
			p.complement(i, c, "pass", RuleJudged)
		}
	}
	if w.is("parataxis") && w.Head >= 0 {
		p.around(i, w.Head)
	}
}

// noun proposes what a noun that tells of speech or thought has behind it: the claim that, hopes to, criticism of.
func (p *proposer) noun(i int) {
	for _, c := range p.children[i] {
		d := &p.words[c]
		switch {
		case c < i:
		case d.is("acl") && !d.is("acl:relcl"), d.is("ccomp"), d.is("acl:relcl") && p.child(c, "mark") >= 0:
			p.complement(i, c, "acl"+p.opening(c), RuleNoun)
		case d.is("nmod") && !d.is("nmod:poss", "nmod:unmarked"):
			p.complement(i, c, "nmod:"+p.leading(c), RuleNoun)
		}
	}
}

// adjective proposes what an adjective governs: confident that, eager to.
func (p *proposer) adjective(i int) {
	for _, c := range p.children[i] {
		d := &p.words[c]
		switch {
		case c < i:
		case d.is("ccomp", "xcomp", "advcl", "csubj"):
			p.complement(i, c, "clause"+p.opening(c), RuleAdjective)
		case d.is("obl"):
			p.complement(i, c, "obl:"+p.leading(c), RuleAdjective)
		}
	}
}

// complement proposes the branch of c: whole, up to its first comma, and with what follows it under the same verb.
func (p *proposer) complement(i, c int, shape, rule string) {
	lo, hi := p.first[c], p.last[c]
	if i >= lo && i <= hi {
		p.around(i, c)
		return
	}
	p.add(i, lo, hi, c, shape, "", rule)
	for k := c + 1; k <= hi; k++ {
		if p.words[k].low == "," && k > lo+1 {
			p.add(i, lo, k-1, c, shape, "comma:"+p.behindComma(k+1), rule)
			break
		}
	}
	if c > i && p.last[i] > hi {
		for _, d := range p.children[i] {
			if d > c && p.first[d] > hi && p.words[d].Tag != "PUNCT" && !p.words[d].is("conj", "parataxis") && p.words[p.first[d]-1].Tag != "PUNCT" {
				p.add(i, lo, p.last[d], c, shape, "more:"+p.words[d].Relation, rule)
			}
		}
	}
}

// behindComma tells what a comma cuts off: the relation of the branch that begins there.
func (p *proposer) behindComma(k int) string {
	if k >= len(p.words) {
		return "end"
	}
	return p.words[k].Tag
}

// around proposes the clause that word i interrupts or ends: the words of c's branch without those of i's.
func (p *proposer) around(i, c int) {
	lo, hi := p.first[c], p.last[c]
	from, to := p.first[i], p.last[i]
	switch {
	case from > lo && to >= hi || from > lo && to+1 >= hi && p.words[hi].Tag == "PUNCT":
		p.add(i, lo, from-1, c, "fronted", "", RuleFronted)
	case from > lo && to < hi:
		p.add(i, lo, from-1, c, "fronted", "half", RuleFronted)
		p.addPieces(i, [][2]int{{lo, from - 1}, {to + 1, hi}}, c, "fronted", "around", RuleFronted)
	case to < hi:
		p.add(i, to+1, hi, c, "parataxis", "", RuleReported)
	}
}

// opening is how a clause begins: with "that", "to", a question word, a participle or nothing.
func (t *tree) opening(c int) string {
	if m := t.child(c, "mark"); m >= 0 {
		return ":" + t.words[m].low
	}
	first := &t.words[t.first[c]]
	switch {
	case strings.HasPrefix(first.Treebank, "W"):
		return ":wh"
	case t.words[c].Treebank == "VBG":
		return ":ing"
	case t.words[c].Tag != "VERB" && t.child(c, "nsubj") < 0:
		return ":phrase"
	}
	return ":none"
}

// leading is the preposition before a noun phrase.
func (t *tree) leading(c int) string {
	if k := t.child(c, "case"); k >= 0 {
		return t.words[k].low
	}
	return ""
}

func (p *proposer) add(i, lo, hi, c int, shape, cut, rule string) {
	p.addPieces(i, [][2]int{{lo, hi}}, c, shape, cut, rule)
}

func (p *proposer) addPieces(i int, pieces [][2]int, c int, shape, cut, rule string) {
	if p.isTag(c) {
		return
	}
	at := Attribution{Cue: p.cueSpan(i), Verb: p.words[i].Lemma, Rule: rule}
	quoted, all := 0, 0
	for _, x := range pieces {
		lo, hi := x[0], x[1]
		for lo <= hi && (p.words[lo].is("cc") || p.isEdge(lo) || p.words[lo].is("case") && p.words[lo].Head == c && lo == p.first[c] && c > i && rule != RuleIntended) {
			lo++
		}
		lo, hi, ok := p.trimmed(lo, hi)
		if !ok || p.isAside(lo) {
			return
		}
		for k := lo; k <= hi; k++ {
			if p.words[k].Tag != "PUNCT" {
				all++
				if p.words[k].quoted {
					quoted++
				}
			}
		}
		at.Content = append(at.Content, p.span(lo, hi))
	}
	if quoted*10 >= all*9 { // direct speech has its own reader
		return
	}
	if lo, hi, ok := p.source(i, sourceDepth); ok && !inAny(at.Content, p.span(lo, hi)) {
		at.Source = p.span(lo, hi)
	} else if ok && p.words[i].Head >= 0 { // no one says of himself that he says
		if lo, hi, ok := p.inherited(i, sourceDepth); ok && !inAny(at.Content, p.span(lo, hi)) {
			at.Source = p.span(lo, hi)
		}
	}
	at.Form = edition.Indirect
	if quoted > 0 {
		at.Form = edition.Mixed
	}
	at.Runs = p.runs(at.Content)
	at.finite = p.child(c, "nsubj") >= 0 && (strings.HasPrefix(shape, "ccomp") || shape == "fronted" || strings.HasPrefix(shape, "parataxis") || strings.HasPrefix(shape, "acl:that"))
	p.out = append(p.out, Proposal{Attribution: at, cued: i, tree: p.tree, content: c, shape: shape, cut: cut})
}

// isTag reports whether the branch of c is itself no more than who says: ", the harbour office said on Friday".
func (p *proposer) isTag(c int) bool {
	w := &p.words[c]
	if q := p.lex.cues[w.low]; q == nil || !q.takes("say", "tell") || q.noun || w.Tag != "VERB" {
		return false
	}
	for _, d := range p.children[c] {
		if d > c && p.words[d].is("ccomp", "xcomp", "obj", "parataxis", "advcl") {
			return false
		}
	}
	return p.first[c] > 0 && p.words[p.first[c]-1].low == "," || p.words[p.first[c]].low == ","
}

// runs returns the quoted runs that a content takes in.
func (t *tree) runs(content []text.Span) []int {
	var out []int
	for _, c := range content {
		for k := sort.Search(len(t.a.Quoted), func(k int) bool { return t.a.Quoted[k].End > c.Start }); k < len(t.a.Quoted) && t.a.Quoted[k].Start < c.End; k++ {
			if c.Contains(text.Trim(t.a.Text, t.a.Quoted[k])) {
				out = append(out, k)
			}
		}
	}
	return out
}

func inAny(spans []text.Span, p text.Span) bool {
	for _, s := range spans {
		if s.Contains(p) {
			return true
		}
	}
	return false
}

// isAside reports whether a relative clause behind a comma begins at word i: "said Ann Lee, who runs the depot".
func (p *proposer) isAside(i int) bool {
	return i > 0 && p.words[i-1].low == "," && slices.Contains([]string{"WP", "WDT", "WP$"}, p.words[i].Treebank)
}

// cueSpan is the word that attributes with the auxiliaries right before it.
func (t *tree) cueSpan(i int) text.Span {
	lo := i
	for lo > 0 && t.words[lo-1].Head == i && (t.words[lo-1].is("aux", "cop") || t.words[lo-1].low == "not" || t.words[lo-1].low == "never" || t.words[lo-1].low == "n't" || t.words[lo-1].low == "n’t") {
		lo--
	}
	return t.span(lo, i)
}
