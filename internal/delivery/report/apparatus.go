package report

import (
	"slices"
	"strings"

	"variorum/edition"
	"variorum/internal/engine/text"
)

// entry is one line of an apparatus: lemma ] other readings with their accounts.
type entry struct {
	Lemma     string // empty for an addition
	Others    []other
	Quoted    bool // the words stand inside quotation marks
	Moved     string
	Witnesses []witness // of a move
}

// other is a reading set against the lemma.
type other struct {
	Text      string // shortened; empty when the words are left out
	Witnesses []witness
}

// apparatus lists the variants of a passage.
func (v *storyView) apparatus(i int) []entry {
	var entries []entry
	p := &v.Passages[i]
	for j := range p.Variants {
		s := v.spots[i][j]
		if s.Type == edition.Transposition {
			entries = append(entries, v.moves(i, s)...)
			continue
		}
		e := entry{Lemma: brief(s.Lemma.Text), Quoted: s.InQuotation}
		for _, g := range s.Others {
			e.Others = append(e.Others, other{brief(g.Text), linked(onceEach(g.Witnesses))})
		}
		if len(e.Others) > 0 {
			entries = append(entries, e)
		}
	}
	return entries
}

// onceEach keeps the first place of each account: one that has a passage twice has the reading twice, and one letter says so.
func onceEach(ws []witness) []witness {
	return slices.CompactFunc(slices.Clone(ws), func(a, b witness) bool { return a.telling == b.telling })
}

// moves has a line for each place to which accounts have moved the passage.
func (v *storyView) moves(i int, s spot) []entry {
	var entries []entry
	for _, r := range s.Readings {
		t := v.byID[r.Account]
		if t == nil || r.Empty() {
			continue
		}
		to := v.movedTo(i, s.Variant, t)
		if to.direction == "" {
			continue
		}
		where := to.stands()
		if to.direction == "within" {
			where = "“" + brief(r.Text) + "” " + where
		}
		w := linked([]witness{{t, r.Span}})
		if at := slices.IndexFunc(entries, func(e entry) bool { return e.Moved == where }); at >= 0 {
			entries[at].Witnesses = onceEach(append(entries[at].Witnesses, w...))
		} else {
			entries = append(entries, entry{Moved: where, Witnesses: w})
		}
	}
	return entries
}

// brief shortens a long reading to its two ends: "the work … insurers".
func brief(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if bare := strings.TrimLeft(s, ",;:–— "); bare != "" {
		s = bare
	}
	tokens := text.Tokenize(s)
	var ends []text.Token
	for _, t := range tokens {
		if t.Kind != text.Mark {
			ends = append(ends, t)
		}
	}
	if len(ends) < briefWords {
		return s
	}
	return s[:ends[keptWords-1].End] + " … " + s[ends[len(ends)-keptWords].Start:ends[len(ends)-1].End]
}
