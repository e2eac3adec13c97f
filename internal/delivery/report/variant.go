package report

import (
	"cmp"
	"slices"

	"variorum/edition"
)

// witness is an account's words at some place.
type witness struct {
	*telling
	Span edition.Span
}

// Href leads to exactly these words in the account's full text, if the witness is linked.
func (w witness) Href() string {
	if w.links == nil {
		return "#" + w.placeID(w.Span)
	}
	return w.telling.Href() + "#" + w.placeID(w.Span)
}

// linked has the full texts carry an anchor for each of these words, so that a page may lead to them.
func linked(ws []witness) []witness {
	for _, w := range ws {
		w.Point(w.Span)
	}
	return ws
}

// agreed is accounts that have the same words at a place.
type agreed struct {
	Text      string
	Witnesses []witness
}

func (a agreed) tellings() []*telling {
	ts := make([]*telling, len(a.Witnesses))
	for i, w := range a.Witnesses {
		ts[i] = w.telling
	}
	return ts
}

// agree puts together the accounts that have the same words, the words of most accounts first.
func (v *storyView) agree(readings []edition.Witness) []agreed {
	var groups []agreed
	for _, r := range readings {
		t := v.byID[r.Account]
		if t == nil {
			continue
		}
		i := slices.IndexFunc(groups, func(g agreed) bool { return g.Text == r.Text })
		if i < 0 {
			i = len(groups)
			groups = append(groups, agreed{Text: r.Text})
		}
		groups[i].Witnesses = append(groups[i].Witnesses, witness{t, r.Span})
	}
	slices.SortStableFunc(groups, func(a, b agreed) int { return cmp.Compare(len(b.Witnesses), len(a.Witnesses)) })
	return groups
}

// spot is a variant with its readings put together. The lemma is what most accounts have, as far as that can be said:
// when as many have something else, no reading is the usual one and all are marked.
type spot struct {
	*edition.Variant
	Lemma  agreed
	Others []agreed
	Tied   bool
}

func (v *storyView) allSpots() [][]spot {
	all := make([][]spot, len(v.Passages))
	for i := range v.Passages {
		for j := range v.Passages[i].Variants {
			all[i] = append(all[i], v.spotOf(&v.Passages[i].Variants[j]))
		}
	}
	return all
}

func (v *storyView) spotOf(x *edition.Variant) spot {
	s := spot{Variant: x}
	groups := v.agree(x.Readings)
	at := slices.IndexFunc(groups, func(g agreed) bool { return (g.Text == "") == (x.Type == edition.Addition) })
	if at >= 0 {
		s.Lemma = groups[at]
		groups = slices.Delete(groups, at, at+1)
	}
	s.Others = slices.DeleteFunc(groups, s.besideThePoint)
	s.Tied = x.Type == edition.Substitution && slices.ContainsFunc(groups, func(g agreed) bool {
		return g.Text != "" && len(g.Witnesses) == len(s.Lemma.Witnesses)
	})
	return s
}

// besideThePoint drops the readings that say nothing about what the variant is: where words were left out or added, the accounts
// that have them may differ in their spelling, which other variants show.
func (s spot) besideThePoint(g agreed) bool {
	switch s.Type {
	case edition.Omission:
		return g.Text != ""
	case edition.Addition:
		return g.Text == ""
	}
	return false
}

// marked are the readings that the apparatus sets against the lemma, and the lemma itself when it is not the usual one.
func (s spot) marked() []agreed {
	if s.Tied {
		return append([]agreed{s.Lemma}, s.Others...)
	}
	return s.Others
}

// differing are the words of an account that are not the usual ones.
func (s spot) differing(t *telling) []edition.Span {
	var spans []edition.Span
	if s.Type == edition.Transposition {
		return nil
	}
	for _, g := range s.marked() {
		for _, w := range g.Witnesses {
			if w.telling == t && !w.Span.Empty() {
				spans = append(spans, w.Span)
			}
		}
	}
	return spans
}

// marksOf are the marks that the variant puts on an account's text; moved says which way its words stand from their usual
// place, if they do.
func (s spot) marksOf(t *telling, moved string) []mark {
	if s.Type == edition.Transposition {
		return s.movedMarks(t, moved)
	}
	var marks []mark
	for _, g := range s.marked() {
		for _, w := range g.Witnesses {
			if w.telling != t {
				continue
			}
			if m, ok := s.markOf(w); ok {
				marks = append(marks, m)
			}
		}
	}
	return marks
}

func (s spot) markOf(w witness) (mark, bool) {
	m := mark{start: w.Span.Start, end: w.Span.End}
	switch {
	case w.Span.Empty() && s.Lemma.Text == "":
		return m, false
	case w.Span.Empty():
		m.class, m.missing = "gap", s.Lemma.Text
		if s.InQuotation && w.insideQuotation(w.Span.Start) {
			m.class = "gap inq"
		}
	case s.InQuotation && (w.quotes(w.Span) || !s.quotedByAny()):
		m.class = "inq"
	case s.Type == edition.Addition:
		m.class = "add"
	default:
		m.class = "sub"
	}
	return m, true
}

// insideQuotation reports whether a place has quoted words on both sides: words cut from a quotation's end shorten it,
// words cut from its middle change it.
func (t *telling) insideQuotation(at int) bool {
	return slices.ContainsFunc(t.Quotations, func(q edition.Quotation) bool {
		return q.Form != edition.Indirect && q.Start+1 < at && at+1 < q.End
	})
}

// quotes reports whether words stand in a quotation of the account: "travelling" is changed inside a quotation where an
// account quotes "traveling", and not where another says as much in its own voice.
func (t *telling) quotes(words edition.Span) bool {
	return slices.ContainsFunc(t.Quotations, func(q edition.Quotation) bool {
		return q.Form != edition.Indirect && q.Start < words.End && words.Start < q.End
	})
}

// quotedByAny reports whether any reading stands in a quotation; none does where the marks set off a name or a label.
func (s spot) quotedByAny() bool {
	return slices.ContainsFunc(append([]agreed{s.Lemma}, s.Others...), func(g agreed) bool {
		return slices.ContainsFunc(g.Witnesses, func(w witness) bool { return !w.Span.Empty() && w.quotes(w.Span) })
	})
}

func (s spot) movedMarks(t *telling, moved string) []mark {
	var marks []mark
	for _, r := range s.Readings {
		if r.Account == t.Account.ID && !r.Empty() && moved != "" {
			marks = append(marks, mark{start: r.Start, end: r.End, class: "mov " + moved})
		}
	}
	return marks
}

// Brief is the witness's words, shortened as an apparatus does.
func (w witness) Brief() string { return brief(w.Span.Text) }
