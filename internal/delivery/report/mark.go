package report

import (
	"cmp"
	"slices"
	"strings"
)

// mark is what lies on a stretch of an account's text. An empty stretch is a place: an anchor, or a gap where words are
// missing that other accounts have.
type mark struct {
	start, end int
	class      string // the code of marks: sub, add, mov, inq, gap, dq, gloss; empty for a bare anchor
	id         string
	missing    string // of a gap: the words that are not here
	cont       bool   // a later piece of a mark that another one cut
}

// node is text with its marks, nested as HTML wants them.
type node struct {
	Text    string
	Break   bool // the end of a paragraph inside a reading
	Class   string
	ID      string
	Missing string
	Kids    []node
}

// Gap reports whether the node is a place where words are missing.
func (n node) Gap() bool { return n.Missing != "" }

// Marked reports whether the node is of the code of marks, not only a tint, an anchor or an aside.
func (n node) Marked() bool {
	switch n.Class {
	case "", "dq", "cutin", "gloss":
		return false
	}
	return true
}

// Gloss reports whether the node is what the outlet put in brackets inside a quotation.
func (n node) Gloss() bool { return n.Class == "gloss" }

// nest lays marks on s[from:to]. Marks that cross are cut, so that each lies inside or outside every other; the later
// piece is marked as a continuation. Marks outside the stretch are dropped, and those that reach over its ends are clipped.
func nest(s string, from, to int, marks []mark) []node {
	from, to = max(from, 0), min(to, len(s))
	var inside []mark
	for _, m := range marks {
		if m.end < from || m.start > to || m.start < m.end && (m.end == from || m.start == to) {
			continue
		}
		m.start, m.end = max(m.start, from), min(m.end, to)
		inside = append(inside, m)
	}
	sortMarks(inside)
	return nestSorted(s, from, to, inside)
}

// sortMarks puts the outer mark before the inner one, and a place before the stretch that begins at it.
func sortMarks(marks []mark) {
	slices.SortStableFunc(marks, func(a, b mark) int {
		return cmp.Or(
			cmp.Compare(a.start, b.start),
			-boolCompare(a.start == a.end && a.class != "gap", b.start == b.end && b.class != "gap"),
			-cmp.Compare(a.end, b.end),
			boolCompare(a.class != "", b.class != ""),
		)
	})
}

func boolCompare(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

func nestSorted(s string, from, to int, marks []mark) []node {
	var out []node
	at := from
	for i := 0; i < len(marks); {
		m := marks[i]
		out = appendText(out, s[at:m.start])
		inner, rest := within(m, marks[i+1:])
		n := node{Class: m.class, ID: m.id, Missing: m.missing, Kids: nestSorted(s, m.start, m.end, inner)}
		if m.cont && m.class != "dq" {
			n.Class = strings.TrimSpace(n.Class + " cont")
		}
		out = append(out, n)
		at, marks, i = m.end, rest, 0
	}
	return appendText(out, s[at:to])
}

// within parts the marks after m into those inside it and those after it; one that reaches over its end is cut in two.
func within(m mark, later []mark) (inner, rest []mark) {
	for _, l := range later {
		switch {
		case l.start >= m.end:
			rest = append(rest, l)
		case l.end <= m.end:
			inner = append(inner, l)
		default:
			head, tail := l, l
			head.end, tail.start = m.end, m.end
			tail.id, tail.cont = "", true
			inner, rest = append(inner, head), append(rest, tail)
		}
	}
	sortMarks(rest)
	return inner, rest
}

// appendText adds words, with a break node for each blank line between paragraphs.
func appendText(out []node, s string) []node {
	for i, p := range strings.Split(s, "\n\n") {
		if i > 0 {
			out = append(out, node{Break: true})
		}
		if p != "" {
			out = append(out, node{Text: p})
		}
	}
	return out
}

// joinGaps makes one gap of those that stand side by side, because a reader sees one place where words are missing.
func joinGaps(s string, marks []mark) []mark {
	sortMarks(marks)
	out := marks[:0:0]
	last := -1 // the latest gap in out
	for _, m := range marks {
		if m.missing != "" && last >= 0 && strings.TrimSpace(s[out[last].end:m.start]) == "" {
			if !strings.Contains(out[last].missing, m.missing) {
				out[last].missing += " … " + m.missing
			}
			if m.class == "gap inq" {
				out[last].class = m.class
			}
			continue
		}
		if m.missing != "" {
			last = len(out)
		}
		out = append(out, m)
	}
	return out
}
