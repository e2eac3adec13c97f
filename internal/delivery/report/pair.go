package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"variorum/edition"
	"variorum/internal/engine/text"
)

// PairPage is two accounts side by side: what they have in common passage by passage, with every place where the two
// differ, and in their places the words that only one of them has. Its template is "pair".
type PairPage struct {
	A, B  *telling
	Story *storyView
	Apart []Place       // the stories that they belong to, where it is not one
	Wire  *RestoredText // A is this
	Title string
	Parts []part // the evidence, in a sentence
	Facts string
	Bars  []pairBar
	Rows  []pairRow
	Diff  bool // only where they differ, when the page opens
}

// pairRow is a passage of both, or words of one.
type pairRow struct {
	A, B     pairCell
	Relation edition.Relation // empty where only one account has the words
	Head     string
	Note     string
	Same     bool
}

// pairCell is one account's side of a row.
type pairCell struct {
	*telling
	Nodes []node
	Moved string
}

// Missing reports whether the account does not have the row's words.
func (c pairCell) Missing() bool { return len(c.Nodes) == 0 }

// Pair says which two accounts of a story are laid side by side.
type Pair struct {
	A, B  string        // their ids in the edition
	Sigla [2]string     // what they are called by; empty for their letters in the story
	Apart []Place       // the stories that they belong to, where the edition's is none of those
	Wire  *RestoredText // A is no account, but this
}

// Place is where a story or an account stands on a server.
type Place struct{ Title, Href string }

// RestoredText is the text of a source that is not among the pages, as far as accounts carry it.
type RestoredText struct {
	Name   string
	Href   string
	Unsure []edition.Span // its sentences that are not certain
	Story  Place          // whose accounts passed it on
}

// NewPairPage lays two accounts of one story side by side; false when the edition does not have both in one.
func NewPairPage(e *edition.Edition, pair Pair, l *Links) (*PairPage, bool) {
	v := storyOf(e, pair.A, l)
	if v == nil || v.byID[pair.A] == nil || v.byID[pair.B] == nil || pair.A == pair.B {
		return nil, false
	}
	v.away = true
	p := &PairPage{A: v.byID[pair.A], B: v.byID[pair.B], Story: v, Apart: pair.Apart, Wire: pair.Wire}
	for i, t := range []*telling{p.A, p.B} {
		if pair.Sigla[i] != "" {
			t.Siglum = pair.Sigla[i]
		}
	}
	v.draw()
	p.layOut()
	p.measure()
	p.sayDescent()
	p.Facts = p.facts()
	return p, true
}

// pairSpot is a place where the two accounts differ.
type pairSpot struct {
	a, b   edition.Span
	quoted bool
}

// spots are the places of a passage where the two differ. Words that one has twice are taken where it has them first.
func (p *PairPage) spots(i int) []pairSpot {
	var out []pairSpot
	for _, x := range p.Story.Passages[i].Variants {
		if x.Type == edition.Transposition {
			continue
		}
		a, okA := readingOf(x.Readings, p.A)
		b, okB := readingOf(x.Readings, p.B)
		if okA && okB && a.Text != b.Text {
			out = append(out, pairSpot{a, b, x.InQuotation})
		}
	}
	return innermost(out)
}

// innermost leaves out a spot that is one only by those inside it: a stretch that a third account lacks, of which the two have other words in places.
func innermost(spots []pairSpot) []pairSpot {
	var out []pairSpot
	for _, s := range spots {
		var a, b []edition.Span // the spots inside it
		for _, o := range spots {
			if o != s && inside(o.a, s.a) && inside(o.b, s.b) {
				a, b = append(a, o.a), append(b, o.b)
			}
		}
		if len(a) == 0 || !slices.Equal(formsBeside(s.a, a), formsBeside(s.b, b)) {
			out = append(out, s)
		}
	}
	return out
}

func inside(s, of edition.Span) bool { return of.Start <= s.Start && s.End <= of.End }

// formsBeside are the forms of the words of a span that stand in none of some spans inside it.
func formsBeside(s edition.Span, spots []edition.Span) []uint64 {
	var out []uint64
	for _, t := range text.Tokenize(s.Text) {
		at := edition.Span{Start: s.Start + t.Start, End: s.Start + t.End}
		if t.Kind != text.Mark && !slices.ContainsFunc(spots, func(o edition.Span) bool { return inside(at, o) }) {
			out = append(out, t.Form)
		}
	}
	return out
}

func readingOf(rs []edition.Witness, t *telling) (edition.Span, bool) {
	for _, r := range rs {
		if r.Account == t.Account.ID && t.holds(r.Span) {
			return r.Span, true
		}
	}
	return edition.Span{}, false
}

// marksOn are the marks of a spot on one side, where the account has own and the other has theirs.
func (s pairSpot) marksOn(t *telling, own, theirs edition.Span) []mark {
	m := mark{start: own.Start, end: own.End, class: "sub"}
	quoted := s.quoted && t.insideOrAt(own.Start, own.End)
	switch {
	case own.Empty():
		m.class, m.missing = "gap", theirs.Text
		if quoted {
			m.class = "gap inq"
		}
	case quoted:
		m.class = "inq"
	case theirs.Empty():
		m.class = "add"
	}
	return []mark{m}
}

// stretch is a stretch of an account: a passage that both have, or words between such passages.
type stretch struct {
	passage    int // -1 for words that the other does not have
	start, end int
}

// pieces cuts an account into the passages that both have and what stands between them.
func (p *PairPage) stretches(t *telling) []stretch {
	var common []stretch
	for i := range p.Story.Passages {
		if !p.both(i) {
			continue
		}
		for _, r := range p.Story.Passages[i].Readings {
			if r.Account == t.Account.ID && !r.Empty() && t.holds(r.Span) {
				common = append(common, stretch{i, r.Start, r.End})
			}
		}
	}
	slices.SortStableFunc(common, func(a, b stretch) int { return cmp.Compare(a.start, b.start) })
	var out []stretch
	at := 0
	for _, c := range common {
		if c.start < at {
			continue // it begins inside another, which shows its words
		}
		out = append(appendAlone(out, t.Text, at, c.start), c)
		at = c.end
	}
	return appendAlone(out, t.Text, at, len(t.Text))
}

// appendAlone adds words that stand between passages, unless they are only marks and space.
func appendAlone(out []stretch, s string, from, to int) []stretch {
	for _, t := range text.Tokenize(s[from:to]) {
		if t.Kind != text.Mark {
			from += len(s[from:to]) - len(strings.TrimLeft(s[from:to], " \n"))
			return append(out, stretch{-1, from, to})
		}
	}
	return out
}

func (p *PairPage) both(i int) bool {
	a, b := false, false
	for _, r := range p.Story.Passages[i].Readings {
		a = a || r.Account == p.A.Account.ID && !r.Empty()
		b = b || r.Account == p.B.Account.ID && !r.Empty()
	}
	return a && b
}

// layOut makes the rows in the order of A. What B has alone stands behind the passage that it follows in B.
func (p *PairPage) layOut() {
	after := map[int][]stretch{} // by the passage that they follow; -1 for those before all
	last, order := -1, map[int]int{}
	for _, x := range p.stretches(p.B) {
		if x.passage < 0 {
			after[last] = append(after[last], x)
			continue
		}
		if _, seen := order[x.passage]; !seen {
			order[x.passage] = len(order)
		}
		last = x.passage
	}
	shown := map[int]bool{}
	pending := after[-1]
	highest := -1
	for _, x := range p.stretches(p.A) {
		switch {
		case x.passage < 0:
			p.Rows = append(p.Rows, p.alone(x, true))
		case !shown[x.passage]:
			p.flush(pending)
			row := p.row(x.passage)
			if order[x.passage] < highest {
				row.B.Moved = "stands earlier"
				row.Head += ", moved"
				row.Same = false
			}
			highest = max(highest, order[x.passage])
			p.Rows = append(p.Rows, row)
			shown[x.passage] = true
			pending = after[x.passage]
		}
	}
	p.flush(pending)
}

func (p *PairPage) flush(alone []stretch) {
	for _, x := range alone {
		p.Rows = append(p.Rows, p.alone(x, false))
	}
}

func (p *PairPage) alone(x stretch, left bool) pairRow {
	t := p.B
	if left {
		t = p.A
	}
	r := pairRow{A: pairCell{telling: p.A}, B: pairCell{telling: p.B}, Head: "only in " + t.Siglum}
	nodes := nest(t.Text, x.start, x.end, slices.Concat(t.speechMarks(), p.figures(t), p.unsure(t)))
	if left {
		r.A.Nodes = nodes
	} else {
		r.B.Nodes = nodes
	}
	if p.Wire == nil && p.Story.ownVoice(t, text.Span{Start: x.start, End: x.end}) {
		r.Note = "own voice"
	}
	return r
}

func (p *PairPage) row(i int) pairRow {
	spots := p.spots(i)
	var a, b []mark
	for _, s := range spots {
		a = append(a, s.marksOn(p.A, s.a, s.b)...)
		b = append(b, s.marksOn(p.B, s.b, s.a)...)
	}
	r := pairRow{A: p.cell(i, p.A, a), B: p.cell(i, p.B, b)}
	r.Relation = p.relation(i, len(spots))
	r.Head = string(r.Relation)
	r.Same = r.Relation == edition.Verbatim
	r.Note = p.rowNote(i, spots, r.Same)
	return r
}

func (p *PairPage) cell(i int, t *telling, marks []mark) pairCell {
	c := pairCell{telling: t}
	marks = slices.Concat(joinGaps(t.Text, marks), t.speechMarks(), p.figures(t), p.unsure(t))
	for _, r := range p.Story.Passages[i].Readings {
		if r.Account != t.Account.ID || r.Empty() {
			continue
		}
		if len(c.Nodes) > 0 {
			c.Nodes = append(c.Nodes, node{Break: true})
		}
		c.Nodes = append(c.Nodes, nest(t.Text, r.Start, r.End, marks)...)
	}
	return c
}

// relation is how near the two stand to each other at a passage, whatever others have there.
func (p *PairPage) relation(i, differences int) edition.Relation {
	var a, b edition.Relation
	for _, r := range p.Story.Passages[i].Readings {
		switch {
		case r.Empty():
		case r.Account == p.A.Account.ID:
			a = nearer(a, r.Relation)
		case r.Account == p.B.Account.ID:
			b = nearer(b, r.Relation)
		}
	}
	switch {
	case a == edition.Paraphrased || b == edition.Paraphrased:
		return edition.Paraphrased
	case differences > 0:
		return edition.Edited
	}
	return edition.Verbatim
}

func (p *PairPage) rowNote(i int, spots []pairSpot, same bool) string {
	if same {
		n := 0
		for _, r := range p.Story.Passages[i].Readings {
			if r.Account == p.A.Account.ID {
				n += len(spoken(r.Text))
			}
		}
		return plural(n, "word", "words")
	}
	for _, s := range spots {
		if s.quoted && (p.A.insideOrAt(s.a.Start, s.a.End) || p.B.insideOrAt(s.b.Start, s.b.End)) {
			return "changed inside quotation marks"
		}
	}
	if len(spots) > 0 {
		return plural(len(spots), "difference", "differences")
	}
	return ""
}

// figures are the marks on figures that the two accounts do not have alike. Accounts of two stories count things of two events: theirs may
// differ and not conflict.
func (p *PairPage) figures(t *telling) []mark {
	var marks []mark
	if len(p.Apart) > 0 {
		return nil
	}
	for _, r := range p.Story.Figures.apart() {
		a := slices.IndexFunc(r.Quantity.Readings, func(x edition.FigureReading) bool { return x.Account == p.A.Account.ID })
		b := slices.IndexFunc(r.Quantity.Readings, func(x edition.FigureReading) bool { return x.Account == p.B.Account.ID })
		if a < 0 || b < 0 {
			continue
		}
		x, y := r.Quantity.Readings[a], r.Quantity.Readings[b]
		if x.Low != y.Low || x.High != y.High || x.Approx != y.Approx || p.A.unitOf(x.Figure) != p.B.unitOf(y.Figure) {
			marks = append(marks, r.marksOn(p.Story, t)...)
		}
	}
	return marks
}

// unsure are the marks on sentences of a restored text that are not certain.
func (p *PairPage) unsure(t *telling) []mark {
	if p.Wire == nil || t != p.A {
		return nil
	}
	var marks []mark
	for _, s := range p.Wire.Unsure {
		marks = append(marks, mark{start: s.Start, end: s.End, class: "conj"})
	}
	return marks
}

// common is the number of rows that both have.
func (p *PairPage) common() int {
	n := 0
	for _, r := range p.Rows {
		if r.Relation != "" {
			n++
		}
	}
	return n
}

// facts sums the rows up.
func (p *PairPage) facts() string {
	common, moved, altered := 0, 0, 0
	for _, r := range p.Rows {
		if r.Relation == "" {
			continue
		}
		common++
		if r.B.Moved != "" {
			moved++
		}
		if r.Note == "changed inside quotation marks" {
			altered++
		}
	}
	s := fmt.Sprintf("%s in common", plural(common, "passage", "passages"))
	if moved > 0 {
		s += fmt.Sprintf(", %d moved", moved)
	}
	if altered > 0 {
		s += fmt.Sprintf("; %s inside quotation marks", plural(altered, "passage differs", "passages differ"))
	}
	return s + "."
}
