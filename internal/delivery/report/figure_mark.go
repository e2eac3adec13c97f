package report

import (
	"slices"

	"variorum/edition"
	"variorum/internal/engine/text"
)

// figureNotes lead from a paragraph to those of its figures that conflict with another account's, or differ from it.
func (v *storyView) figureNotes(t *telling, p text.Span) []note {
	var notes []note
	for _, r := range v.Figures.apart() {
		in := func(w witness) bool { return w.telling == t && overlaps(w.Span, p) }
		for i := range r.Readings {
			if x := &r.Readings[i]; slices.ContainsFunc(x.Witnesses, in) {
				notes = append(notes, note{"figure", v.to(r.ID), x.Words[0].Printed(), string(r.Status)})
			}
		}
	}
	return notes
}

// apart are the rows whose values conflict or differ.
func (f *figureView) apart() []*figureRow {
	if f == nil {
		return nil
	}
	var out []*figureRow
	for _, rows := range [][]figureRow{f.Rows, f.More} {
		for i := range rows {
			if r := &rows[i]; r.Status == edition.Conflict || r.Status == edition.Differ {
				out = append(out, r)
			}
		}
	}
	return out
}

// figureMarks are the marks on an account's figures that conflict with another account's, or differ from it.
func (v *storyView) figureMarks(t *telling) []mark {
	var marks []mark
	for _, r := range v.Figures.apart() {
		marks = append(marks, r.marksOn(v, t)...)
	}
	return marks
}

func (r *figureRow) marksOn(v *storyView, t *telling) []mark {
	var marks []mark
	for _, x := range r.Quantity.Readings {
		if v.byID[x.Account] == t && !x.Empty() && t.holds(x.Span) {
			w, _ := t.figureWords(x)
			marks = append(marks, mark{start: w.Span.Start, end: w.Span.End, class: "fig " + string(r.Status)})
		}
	}
	return marks
}
