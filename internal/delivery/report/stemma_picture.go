package report

import (
	"fmt"
	"time"

	"variorum/edition"
)

// stemmaPicture is a drawing of the stemma. The wide one has time from left to right, as far as the days of the accounts are
// known: a node stands right of its parent and on its day. The narrow one is a tree of indented rows.
type stemmaPicture struct {
	Height int
	Ticks  []stemmaTick
	Edges  []stemmaPath
	Marks  []stemmaMark
}

// stemmaTick is a day of the wide drawing.
type stemmaTick struct {
	X    int
	Text string
}

// stemmaPath is a line from a parent to a child, which leads to its evidence.
type stemmaPath struct {
	D, Class string
	Line     *stemmaLine
}

// path draws a line.
func (s *stemmaView) path(from, to *stemmaNode, d, class string) stemmaPath {
	p := stemmaPath{D: d, Class: class}
	for i := range s.Lines {
		if s.Lines[i].From == from && s.Lines[i].To == to {
			p.Line = &s.Lines[i]
		}
	}
	return p
}

// stemmaMark is where a node is drawn.
type stemmaMark struct {
	*stemmaNode
	X, Y int
}

// Corner is where the box of an account begins.
func (m stemmaMark) Corner() int { return m.X - 10 }

// Top is the upper edge of the box of an account.
func (m stemmaMark) Top() int { return m.Y - 10 }

// Right and Left are where the label beside a node stands.
func (m stemmaMark) Right() int { return m.X + 18 }

// Label is the node's name as far as a drawing of a width has room for it: right of the node, or with width 0 left of it.
func (m stemmaMark) Label(width int) string {
	room := width - m.Right()
	if width == 0 {
		room = m.Left()
	}
	return clip(m.Name, max(room/stemmaLetter, leastLabel))
}

// Left is where the label of a source ends.
func (m stemmaMark) Left() int { return m.X - 20 }

// drawWide places the nodes by day and row.
func (s *stemmaView) drawWide(ts []*telling) *stemmaPicture {
	x := newStemmaScale(s, ts)
	p := &stemmaPicture{Ticks: x.ticks()}
	at := map[*stemmaNode]stemmaMark{}
	for _, n := range s.Nodes {
		m := stemmaMark{n, x.at(n), stemmaTop + int(n.row*stemmaStep)}
		if parent, ok := at[n.parent]; ok {
			m.X = max(m.X, parent.X+stemmaIndent)
		}
		at[n] = m
		p.Marks = append(p.Marks, m)
		p.Height = max(p.Height, m.Y+stemmaStep)
	}
	for _, n := range s.Nodes {
		to := at[n]
		if n.parent != nil {
			p.Edges = append(p.Edges, s.path(n.parent, n, curve(at[n.parent], to), lineClass(n.line)))
		}
		for _, second := range n.second {
			p.Edges = append(p.Edges, s.path(second.from, n, curve(at[second.from], to), "second"))
		}
	}
	return p
}

// curve leaves a source to its right and enters the other node from its left. It leaves an account below or above its box, since the account's name stands right
// of it.
func curve(from, to stemmaMark) string {
	if !from.Lost() && to.X > from.X+12 && to.Y != from.Y {
		edge := from.Y + 10
		if to.Y < from.Y {
			edge = from.Y - 10
		}
		return fmt.Sprintf("M%d %dC%d %d %d %d %d %d", from.X, edge, from.X, (edge+3*to.Y)/4, from.X+(to.X-from.X)/4, to.Y, to.X-12, to.Y)
	}
	x, end := from.X+12, to.X-12
	middle := (x + end) / 2
	if end < x { // a further parent that stands later: from below
		return fmt.Sprintf("M%d %dC%d %d %d %d %d %d", from.X, from.Y+12, from.X, to.Y, to.X-40, to.Y, end, to.Y)
	}
	return fmt.Sprintf("M%d %dC%d %d %d %d %d %d", x, from.Y, middle, from.Y, middle, to.Y, end, to.Y)
}

// drawNarrow indents each node below its parent.
func (s *stemmaView) drawNarrow() *stemmaPicture {
	p := &stemmaPicture{Height: 16}
	at := map[*stemmaNode]stemmaMark{}
	for i, n := range s.Nodes {
		m := stemmaMark{n, 16 + min(n.depth, stemmaDeepest)*stemmaNarrowIndent, 22 + i*stemmaNarrowStep}
		at[n] = m
		p.Marks = append(p.Marks, m)
		p.Height = m.Y + stemmaNarrowStep
	}
	for _, n := range s.Nodes {
		to := at[n]
		if n.parent != nil {
			from := at[n.parent]
			p.Edges = append(p.Edges, s.path(n.parent, n, fmt.Sprintf("M%d %dV%dH%d", from.X, from.Y+12, to.Y, to.X-11), lineClass(n.line)))
		}
		for _, second := range n.second { // along the left edge
			from := at[second.from]
			p.Edges = append(p.Edges, s.path(second.from, n, fmt.Sprintf("M%d %dH4V%dH%d", from.X-11, from.Y, to.Y+4, to.X-11), "second"))
		}
	}
	return p
}

// stemmaScale puts the days of the accounts on the wide drawing.
type stemmaScale struct {
	first       time.Time
	days        int
	left, right int
}

func newStemmaScale(s *stemmaView, ts []*telling) stemmaScale {
	x := stemmaScale{left: pictureEdge, right: stemmaRight}
	for _, n := range s.Nodes {
		if n.Lost() {
			x.left = stemmaLeft
		}
	}
	from, to := scaleSpan(ts)
	first, errA := time.Parse(time.DateOnly, string(from))
	last, errB := time.Parse(time.DateOnly, string(to))
	if errA == nil && errB == nil {
		x.first, x.days = first, int(last.Sub(first).Hours()/24)
	}
	return x
}

// at is where a node stands by its day; a source stands left of the first account that has it.
func (x stemmaScale) at(n *stemmaNode) int {
	if n.Lost() {
		best := x.left
		for i, c := range n.children {
			if at := x.at(c); i == 0 || at < best {
				best = at
			}
		}
		return max(best-stemmaLead, stemmaLeft-stemmaLead)
	}
	d, ok := n.day()
	if !ok || x.days == 0 {
		return x.left
	}
	hours := min(max(d.Sub(x.first).Hours(), 0), float64(x.days*24))
	return x.left + int(hours*float64(x.right-x.left)/float64(x.days*24))
}

// ticks marks the days, every so many that their words do not touch.
func (x stemmaScale) ticks() []stemmaTick {
	if x.days == 0 {
		return nil
	}
	var out []stemmaTick
	step := max((x.days*stemmaTickRoom+x.right-x.left-1)/(x.right-x.left), 1)
	for n := 0; n <= x.days; n += step {
		out = append(out, stemmaTick{x.left + n*(x.right-x.left)/x.days, x.first.AddDate(0, 0, n).Format("Mon 2 Jan 2006")})
	}
	return out
}

// lineClass is how a line is drawn: by its kind, and faint where fewer than half of the likely stemmata have it.
func lineClass(e *edition.Edge) string {
	if unsure(e) {
		return string(e.Kind) + " unsure"
	}
	return string(e.Kind)
}

// unsure reports whether an edge is less likely than not. Edges of which that is not reckoned are shown by their evidence.
func unsure(e *edition.Edge) bool { return e.Chance > 0 && e.Chance < 0.5 }
