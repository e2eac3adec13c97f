package report

import (
	"cmp"
	"math"
	"slices"

	"variorum/edition"
)

// sayFigures shows the conflict that most accounts have a part in, of those that no change in a quotation shows already. One that
// nobody names says too little for a sentence; one that likeness alone joined gives way to those of one passage.
func (v *storyView) sayFigures() (thing, bool) {
	if v.Figures == nil {
		return thing{}, false
	}
	altered, _ := v.sayAltered()
	var alike *thing
	for i := range v.Figures.Rows {
		r := &v.Figures.Rows[i]
		if r.Status != edition.Conflict || r.Title == "" {
			continue
		}
		switch t := r.say(); {
		case t.sameWords(altered):
		case r.Rule != likeWords:
			return t, true
		case alike == nil:
			alike = &t
		}
	}
	if alike == nil {
		return thing{}, false
	}
	return *alike, true
}

func (r *figureRow) say() thing {
	title := openingWords(r.Title)
	if r.harms() {
		title += " " + string(r.Kind)
	}
	t := thing{To: r.ID, Where: "Figures", Parts: []part{strong(title), say(": ")}}
	values := r.distinct()
	for n, x := range values[:min(len(values), saidValues)] {
		if n > 0 {
			t.Parts = append(t.Parts, say(", "))
		}
		t.Parts = append(t.Parts, words(x.Words[0].Printed()), say(" by %s", outletsOf((agreed{Witnesses: x.Witnesses}).tellings())))
	}
	if more := len(values) - saidValues; more > 0 {
		t.Parts = append(t.Parts, say(", and %s", plural(more, "more value", "more values")))
	}
	t.Parts = append(t.Parts, say("."))
	return t
}

// distinct are the values that differ from each other, those of most accounts first: a hedge or another unit makes no other value.
func (r *figureRow) distinct() []*valueRow {
	var out []*valueRow
	for i := range r.Readings {
		out = append(out, &r.Readings[i])
	}
	slices.SortStableFunc(out, func(a, b *valueRow) int { return cmp.Compare(len(b.Witnesses), len(a.Witnesses)) })
	var kept []*valueRow
	for _, x := range out {
		if !slices.ContainsFunc(kept, x.like) {
			kept = append(kept, x)
		}
	}
	return kept
}

// like reports whether two values have the same numbers, as near as a conversion of units leaves them.
func (x *valueRow) like(y *valueRow) bool {
	switch {
	case x.Unit == y.Unit:
		return x.Low == y.Low && x.High == y.High
	case x.Drawing.Shape == "": // no way from one unit to the other
		return false
	}
	near := func(a, b float64) bool { return math.Abs(a-b) <= converted*max(math.Abs(a), math.Abs(b)) }
	return near(x.low, y.low) && near(x.high, y.high)
}
