package report

import (
	"strings"

	"variorum/edition"
)

// accordSigns are the glyphs of the accords, with their words.
var accordSigns = map[edition.Accord]run{
	edition.Conflict: {"≠ conflict", rubric},
	edition.Differ:   {"≈ differ", ochre},
	edition.Agree:    {"= agree", verdigris},
}

// figures writes what accounts count, conflicts first, each value with the accounts that have it.
func (p *printer) figures(s *storyView) {
	if s.Figures == nil {
		return
	}
	p.section("Figures", "")
	for _, rows := range [][]figureRow{s.Figures.Rows, s.Figures.More} {
		for i := range rows {
			r := &rows[i]
			p.hang(" ", "     ", append([]run{accordSigns[r.Status], {"  ", plain}}, r.headRuns()...)...)
			for _, x := range r.Readings {
				p.hang("     ", "       ", run{x.printed(), plain}, run{"  " + witnessSigla(x.Witnesses), bold})
			}
			if r.Note != "" {
				p.text("     ", run{r.Note, faint})
			}
		}
	}
	p.figuresAlone(s)
}

func (p *printer) figuresAlone(s *storyView) {
	if len(s.Figures.Alone) == 0 {
		return
	}
	if !s.One() {
		p.text(" ", run{"In one account only", bold})
	}
	for i := range s.Figures.Alone {
		r := &s.Figures.Alone[i]
		runs := append([]run{{r.Lead.Siglum + "  ", bold}}, r.headRuns()...)
		for n, x := range r.Readings {
			if r.Around == nil || len(r.Readings) > 1 { // else the words about it have it
				runs = append(runs, run{[]string{": ", ", "}[min(n, 1)] + x.printed(), plain})
			}
		}
		p.hang(" 1 ", "     ", runs...)
	}
}

func (r *figureRow) headRuns() []run {
	var runs []run
	if r.Title != "" {
		runs = append(runs, run{r.Title, bold})
	}
	if r.Around != nil {
		if r.Title != "" {
			runs = append(runs, run{" ", plain})
		}
		runs = append(runs, run{"“" + r.Around.Before, plain}, run{r.Around.Words, bold}, run{r.Around.After + "”", plain})
	}
	if r.Facts != "" {
		runs = append(runs, run{", " + r.Facts, plain})
	}
	return runs
}

func (x *valueRow) printed() string {
	words := make([]string, len(x.Words))
	for i, w := range x.Words {
		words[i] = w.Printed()
	}
	return strings.Join(words, "; ")
}
