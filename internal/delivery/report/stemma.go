package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"variorum/edition"
)

// stemmaView is who had the text from whom: two drawings of one tree, and a table of its lines with their evidence.
type stemmaView struct {
	Nodes  []*stemmaNode // from the top of the drawings to the bottom
	Lines  []stemmaLine
	Wide   *stemmaPicture
	Narrow *stemmaPicture
	Alone  []*telling // accounts of which nothing shows where they have their text
}

// stemmaNode is an account or a source that is not among the pages.
type stemmaNode struct {
	Telling *telling // nil for a source
	Sign    string   // a siglum, or a Greek letter for a source
	Name    string
	Note    string
	Clash   string // what a contradicted date says

	parent   *stemmaNode
	line     *edition.Edge // the line to the parent
	children []*stemmaNode
	second   []stemmaSecond
	row      float64
	depth    int
}

// stemmaSecond is a line from a further parent.
type stemmaSecond struct {
	from *stemmaNode
	line *edition.Edge
}

// Lost reports whether the node is a source that is not among the pages.
func (n *stemmaNode) Lost() bool { return n.Telling == nil }

// stemmaLine is a row of the table of evidence.
type stemmaLine struct {
	ID       string
	From, To *stemmaNode
	Kind     string
	Share    string
	Evidence []evidenceRow
}

// evidenceRow is one thing that speaks for a line, with some of the words that show it.
type evidenceRow struct {
	What  string
	Words []witness
}

// newStemma is empty for a story that has no line to draw.
func (v *storyView) newStemma() *stemmaView {
	st := v.Story.Stemma
	if st == nil || len(st.Edges) == 0 {
		return nil
	}
	nodes := v.stemmaNodes(st)
	s := &stemmaView{}
	for i := range st.Edges {
		e := &st.Edges[i]
		from, to := nodes[e.From], nodes[e.To]
		if from == nil || to == nil {
			continue
		}
		line := v.stemmaLine(e, from, to)
		line.ID = v.Section("line" + itoa(len(s.Lines)+1))
		s.Lines = append(s.Lines, line)
		switch {
		case e.Second || from.under(to):
			to.second = append(to.second, stemmaSecond{from, e})
		case to.parent == nil:
			to.hang(from, e)
		case e.Weight > to.line.Weight:
			to.second = append(to.second, stemmaSecond{to.parent, to.line})
			to.parent.children = slices.DeleteFunc(to.parent.children, func(n *stemmaNode) bool { return n == to })
			to.hang(from, e)
		default:
			to.second = append(to.second, stemmaSecond{from, e})
		}
	}
	s.arrange(st, nodes)
	s.Wide, s.Narrow = s.drawWide(v.Tellings), s.drawNarrow()
	return s
}

// stemmaNodes are the nodes by their ids. Sources are named by Greek letters, in the order of the stemma.
func (v *storyView) stemmaNodes(st *edition.Stemma) map[string]*stemmaNode {
	nodes := map[string]*stemmaNode{}
	lost := 0
	for _, n := range st.Nodes {
		node := &stemmaNode{Name: n.Name, Telling: v.byID[n.ID]}
		if t := node.Telling; t != nil {
			node.Sign, node.Name = t.Siglum, t.Name()
			if c := t.Published.Conflict; c != nil {
				node.Clash = "prints " + dayWords(c.Printed)
			}
		} else {
			node.Sign = greek(lost)
			lost++
		}
		nodes[n.ID] = node
	}
	return nodes
}

// greek names a lost source: α to ω, then α2 and so on.
func greek(i int) string {
	letters := []rune("αβγδεζηθικλμνξοπρστυφχψω")
	if i < len(letters) {
		return string(letters[i])
	}
	return fmt.Sprintf("%c%d", letters[i%len(letters)], i/len(letters)+1)
}

// under reports whether n hangs below o: a line back up would close a circle.
func (n *stemmaNode) under(o *stemmaNode) bool {
	for p := n; p != nil; p = p.parent {
		if p == o {
			return true
		}
	}
	return false
}

func (n *stemmaNode) hang(from *stemmaNode, e *edition.Edge) {
	n.parent, n.line = from, e
	from.children = append(from.children, n)
}

func (v *storyView) stemmaLine(e *edition.Edge, from, to *stemmaNode) stemmaLine {
	l := stemmaLine{From: from, To: to, Kind: string(e.Kind), Share: percent(int(math.Round(e.Weight*1000)), 1000)}
	if e.Second {
		l.Kind = "second parent"
	}
	if unsure(e) {
		l.Kind += ", not certain"
	}
	for _, ev := range e.Evidence {
		row := evidenceRow{What: ev.What}
		for _, r := range ev.Readings {
			if t := v.byID[r.Account]; t != nil && !r.Empty() && len(row.Words) < shownEvidence {
				row.Words = append(row.Words, witness{t, r.Span})
			}
		}
		linked(row.Words)
		l.Evidence = append(l.Evidence, row)
	}
	return l
}

// arrange puts the nodes into rows: trees in order of the first account told in them, children below their parent in the
// same order; a source stands in the middle of its children.
func (s *stemmaView) arrange(st *edition.Stemma, nodes map[string]*stemmaNode) {
	var roots []*stemmaNode
	for _, n := range st.Nodes {
		node := nodes[n.ID]
		switch {
		case node.parent == nil && len(node.children) == 0 && len(node.second) == 0:
			if node.Telling != nil && !s.feeds(node) {
				s.Alone = append(s.Alone, node.Telling)
			} else {
				roots = append(roots, node)
			}
		case node.parent == nil:
			roots = append(roots, node)
		}
	}
	byTime := func(a, b *stemmaNode) int { return cmp.Or(a.first().Compare(b.first()), cmp.Compare(a.Sign, b.Sign)) }
	slices.SortStableFunc(roots, byTime)
	row := 0.0
	var place func(n *stemmaNode, depth int)
	place = func(n *stemmaNode, depth int) {
		n.depth = depth
		slices.SortStableFunc(n.children, byTime)
		s.Nodes = append(s.Nodes, n)
		own := !n.Lost() || len(n.children) == 0
		if own {
			n.row = row
			row++
		}
		for _, c := range n.children {
			place(c, depth+1)
		}
		if !own {
			n.row = (n.children[0].row + n.children[len(n.children)-1].row) / 2
		}
	}
	for _, r := range roots {
		if r.Lost() && len(r.children) == 0 {
			continue
		}
		place(r, 0)
		row += 0.4
	}
	for _, r := range roots {
		if r.Lost() && len(r.children) == 0 {
			s.beside(r)
		}
	}
	for _, n := range s.Nodes {
		n.Note = n.describe()
	}
}

// beside puts a source that is only a further parent into the row of the first account that has something from it, or the
// next one below in which no other source stands.
func (s *stemmaView) beside(n *stemmaNode) {
	for _, l := range s.Lines {
		if l.From == n {
			n.row = l.To.row
			break
		}
	}
	taken := func(o *stemmaNode) bool { return o.Lost() && math.Abs(o.row-n.row) < 1 }
	for slices.ContainsFunc(s.Nodes, taken) {
		n.row += 0.5
	}
	s.Nodes = append(s.Nodes, n)
}

// feeds reports whether a node is a further parent of some other.
func (s *stemmaView) feeds(n *stemmaNode) bool {
	return slices.ContainsFunc(s.Lines, func(l stemmaLine) bool { return l.From == n })
}

// first is the day on which the first account at or below the node may have been told.
func (n *stemmaNode) first() time.Time {
	best := time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	if n.Telling != nil {
		if d, ok := n.day(); ok {
			best = d
		}
	}
	for _, c := range n.children {
		if d := c.first(); d.Before(best) {
			best = d
		}
	}
	return best
}

// day is the middle of the days on which the account may have been told.
func (n *stemmaNode) day() (time.Time, bool) {
	from, to := bounds(n.Telling.Published)
	a, errA := time.Parse(time.DateOnly, string(from))
	b, errB := time.Parse(time.DateOnly, string(to))
	if errA != nil || errB != nil {
		return time.Time{}, false
	}
	return a.Add(b.Sub(a) / 2), true
}

// describe says in a few words what a node has from where, and when it was told.
func (n *stemmaNode) describe() string {
	if n.Lost() {
		return "not among the pages"
	}
	words := publishedWords(n.Telling.Published)
	if n.line != nil {
		words += fmt.Sprintf(", %s %s", n.line.Kind, n.parent.Sign)
		if n.line.Kind != edition.Cites {
			words += ", " + percent(int(math.Round(n.line.Weight*1000)), 1000)
		}
	}
	for _, s := range n.second {
		words += "; also from " + s.from.Sign
	}
	return words
}
