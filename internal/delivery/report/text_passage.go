package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"variorum/edition"
)

// runsOf writes nodes with signs that need no colour: ‹…› substituted, +‹…› added, ⎵ left out, ↑‹…› moved, ‹…›† changed
// inside a quotation.
func runsOf(nodes []node, st style) []run {
	var out []run
	for i, n := range nodes {
		switch {
		case n.Break:
			out = append(out, run{" ¶ ", faint})
		case n.Gap():
			out = append(out, run{gapSign(n), gapStyle(n)})
			if i+1 < len(nodes) && beginsWithLetter(nodes[i+1].Text) {
				out = append(out, run{" ", plain})
			}
		case n.Marked():
			out = append(out, markRuns(n)...)
		default:
			out = append(out, run{n.Text, st})
			out = append(out, runsOf(n.Kids, st)...)
		}
	}
	return out
}

func beginsWithLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

func gapSign(n node) string {
	if strings.Contains(n.Class, "inq") {
		return "⎵†"
	}
	return "⎵"
}

func gapStyle(n node) style {
	if strings.Contains(n.Class, "inq") {
		return rubric
	}
	return faint
}

func markRuns(n node) []run {
	before, after, st := "‹", "›", lapis
	kind, _, _ := strings.Cut(n.Class, " ")
	switch kind {
	case "inq":
		after, st = "›†", rubric
	case "add":
		before, st = "+‹", verdigris
	case "fig":
		return figureRuns(n)
	case "mov":
		before, st = moveSign(n.Class)+"‹", ochre
	}
	out := []run{{before, st}}
	out = append(out, runsOf(n.Kids, st)...)
	return append(out, run{after, st})
}

// figureRuns sets a sign behind a figure that conflicts or differs.
func figureRuns(n node) []run {
	sign, st := "≈", ochre
	if strings.Contains(n.Class, string(edition.Conflict)) {
		sign, st = "≠", rubric
	}
	return append(runsOf(n.Kids, bold), run{sign, st})
}

func moveSign(class string) string {
	switch {
	case strings.Contains(class, "up"):
		return "↑"
	case strings.Contains(class, "down"):
		return "↓"
	}
	return "↕"
}

func (p *printer) passages(s *storyView) {
	p.section("Passages", "‹…› other words  +‹…› added  ⎵ left out  ↑‹…› moved  ‹…›† changed inside a quotation")
	for _, r := range s.Synopsis.Rows {
		p.blank()
		p.hangStyled(run{" " + itoa(r.Number) + ". ", bold}, "    ", run{r.Title, bold})
		p.cells(s, r)
		for _, e := range r.Entries {
			p.entry(e)
		}
	}
	if absent := s.Synopsis.Absent; len(absent) > 0 {
		p.blank()
		p.text(" ", run{siglaBrief(absent) + " " + verb(len(absent), "shares", "share") + " no passage.", faint})
	}
}

// cells writes each reading once, under the sigla of all accounts that have it.
func (p *printer) cells(s *storyView, r passageRow) {
	var lacking []*telling
	for i, c := range r.Cells {
		if c.Missing {
			lacking = append(lacking, c.telling)
			continue
		}
		if c.Same != nil {
			continue
		}
		alike := []cell{c}
		for _, later := range r.Cells[i+1:] {
			if later.Same == c.telling {
				alike = append(alike, later)
			}
		}
		var ts []*telling
		for _, a := range alike {
			ts = append(ts, a.telling)
			if a.Moved != "" {
				p.text("    ", run{"moved: " + a.Moved + " in " + a.Siglum, ochre})
			}
		}
		p.reading(sigilsOf(ts), s.siglumColumn(), runsOf(c.Nodes, plain))
	}
	if len(lacking) > 0 {
		p.reading(sigilsOf(lacking), s.siglumColumn(), []run{{"⎵ left out", faint}})
	}
}

func sigilsOf(ts []*telling) string {
	names := make([]string, len(ts))
	for i, t := range ts {
		names[i] = t.Siglum
	}
	return strings.Join(names, " ")
}

func (p *printer) reading(sigils string, one int, runs []run) {
	indent := strings.Repeat(" ", max(one+2, 4)+1)
	if len(sigils)+2 > sigilField {
		p.text(" ", run{sigils, bold})
		p.text(indent, runs...)
		return
	}
	first := " " + sigils + " "
	if len(first) < len(indent) {
		first = padded(first, len(indent))
	}
	p.hangStyled(run{first, bold}, indent, runs...)
}

func (p *printer) entry(e entry) {
	const indent = "       "
	if e.Moved != "" {
		p.hang("     ", indent, run{e.Moved + " ", ochre}, run{witnessSigla(e.Witnesses), bold})
		return
	}
	var runs []run
	if e.Lemma != "" {
		runs = append(runs, run{e.Lemma, italic}, run{"] ", bold})
	}
	for i, o := range e.Others {
		if i > 0 {
			runs = append(runs, run{", ", plain})
		}
		switch {
		case o.Text == "":
			runs = append(runs, run{"left out ", faint})
		case e.Lemma == "":
			runs = append(runs, run{"added ", faint}, run{o.Text + " ", italic})
		default:
			runs = append(runs, run{o.Text + " ", italic})
		}
		runs = append(runs, run{witnessSigla(o.Witnesses), bold})
	}
	if e.Quoted {
		runs = append(runs, run{" †", rubric})
	}
	p.hang("     ", indent, runs...)
}

func witnessSigla(ws []witness) string {
	ts := make([]*telling, len(ws))
	for i, w := range ws {
		ts[i] = w.telling
	}
	return sigilsOf(ts)
}
