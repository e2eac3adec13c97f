package report

import (
	"variorum/edition"
	"variorum/internal/engine/text"
)

// carries says which account has which passage, and how much of each account's words is its own.
type carries struct {
	Heads  []*telling
	Rows   []carryRow
	Shares []share
	Scroll bool // more accounts than a page is wide
	Roomy  bool // so few that the passages' titles need not break
}

// carryRow is a passage and each account's relation to it; an empty relation means that the account leaves it out.
type carryRow struct {
	ID        string
	Number    int
	Title     string
	Lead      *telling
	Relations []edition.Relation
}

func (v *storyView) whoCarries() carries {
	if len(v.Passages) == 0 {
		return carries{}
	}
	c := carries{Heads: v.Tellings, Scroll: len(v.Tellings) > manyColumns, Roomy: len(v.Tellings) <= fewColumns}
	for i := range v.Passages {
		p := &v.Passages[i]
		lead, span := v.lead(p)
		row := carryRow{ID: v.passageID(i), Number: i + 1, Title: passageTitle(lead, span), Lead: lead, Relations: make([]edition.Relation, len(v.Tellings))}
		for _, r := range p.Readings {
			if t := v.byID[r.Account]; t != nil && !r.Empty() {
				row.Relations[t.Column] = nearer(row.Relations[t.Column], r.Relation)
			}
		}
		c.Rows = append(c.Rows, row)
	}
	for _, t := range v.Tellings {
		c.Shares = append(c.Shares, v.shareOf(t))
	}
	return c
}

// nearer is the nearer of two relations, when an account has a passage in two places.
func nearer(a, b edition.Relation) edition.Relation {
	for _, r := range []edition.Relation{edition.Verbatim, edition.Edited, edition.Paraphrased} {
		if a == r || b == r {
			return r
		}
	}
	return b
}

// lead is the account that a passage is named after: the first that has it word for word, else the first that has it.
func (v *storyView) lead(p *edition.Passage) (*telling, edition.Span) {
	var first *telling
	var span edition.Span
	for _, r := range p.Readings {
		t := v.byID[r.Account]
		if t == nil || r.Empty() {
			continue
		}
		if r.Relation == edition.Verbatim {
			return t, r.Span
		}
		if first == nil {
			first, span = t, r.Span
		}
	}
	if first == nil {
		first = v.Tellings[0]
	}
	return first, span
}

// share is how many of an account's words it has in common with others.
type share struct {
	Telling  *telling
	Words    int
	Verbatim int // in a passage, and where no reading differs
	Edited   int // in a passage, and changed
	Only     int
}

// VerbatimWidth, EditedWidth and EditedFrom measure the drawing.
func (s share) VerbatimWidth() int { return s.width(s.Verbatim) }

// EditedFrom is where the changed part begins.
func (s share) EditedFrom() int { return s.width(s.Verbatim) }

// EditedWidth is the length of the changed part.
func (s share) EditedWidth() int { return s.width(s.Verbatim+s.Edited) - s.width(s.Verbatim) }

func (s share) width(n int) int {
	if s.Words == 0 {
		return 0
	}
	return n * shareWidth / s.Words
}

// shareOf counts the words of an account by what other accounts have of them. A word in two readings counts as in the
// nearer one.
func (v *storyView) shareOf(t *telling) share {
	const (
		only = iota
		edited
		verbatim
	)
	class := make([]uint8, len(t.Text)+1)
	paint := func(s edition.Span, c uint8, force bool) {
		for i := max(s.Start, 0); i < min(s.End, len(t.Text)); i++ {
			if force || class[i] < c {
				class[i] = c
			}
		}
	}
	for i := range v.Passages {
		for _, r := range v.Passages[i].Readings {
			switch {
			case r.Account != t.Account.ID:
			case r.Relation == edition.Paraphrased:
				paint(r.Span, edited, false)
			default:
				paint(r.Span, verbatim, false)
			}
		}
	}
	for i := range v.spots {
		for _, s := range v.spots[i] {
			for _, r := range s.differing(t) {
				paint(r, edited, true)
			}
		}
	}
	s := share{Telling: t}
	for _, w := range text.Tokenize(t.Text) {
		if w.Kind == text.Mark {
			continue
		}
		s.Words++
		switch class[w.Start] {
		case only:
			s.Only++
		case edited:
			s.Edited++
		default:
			s.Verbatim++
		}
	}
	return s
}
