package report

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"variorum/edition"
)

// figureView is the figures of a story: what several accounts count or measure, conflicts first, and apart from it what only
// one account does.
type figureView struct {
	Rows      []figureRow
	More      []figureRow // folded
	Alone     []figureRow // folded
	Conflicts int
	Noted     bool // a row has a note
	Drawn     bool // a row has a drawing
	Apart     bool // a row has values that conflict or differ
}

// figureRow is one thing counted, with each value that accounts give for it.
type figureRow struct {
	*edition.Quantity
	ID       string
	Lead     *telling
	Title    string      // what is counted, in the words of the lead; empty where no account names it
	Facts    string      // harm, place and time
	Around   *surrounded // the words in which the lead has its figure, where they are needed to say what is counted
	Readings []valueRow
	Scale    *scale // nil where a drawing says no more than the words
	Note     string
}

// valueRow is one value, with the accounts that have it.
type valueRow struct {
	edition.FigureReading
	Unit      string
	Words     []figureWords
	Witnesses []witness
	Drawing   interval

	low, high float64 // in the unit of the drawing
}

// figureWords is how accounts print a value, hedge and all.
type figureWords struct {
	Lead  *telling
	Hedge string // the hedge in our words, where the account's are not found
	Text  string
}

// figures is empty for a story whose edition has none.
func (v *storyView) figures() *figureView {
	f := &figureView{}
	for i := range v.Story.Figures {
		row, ok := v.figureRow(&v.Story.Figures[i], v.Section("n"+itoa(i+1)))
		switch {
		case !ok:
		case row.Status == edition.Alone:
			f.Alone = append(f.Alone, row)
		default:
			f.Rows = append(f.Rows, row)
			f.Noted = f.Noted || row.Note != ""
			f.Drawn = f.Drawn || row.Scale != nil
			f.Apart = f.Apart || row.Status != edition.Agree
			if row.Status == edition.Conflict {
				f.Conflicts++
			}
		}
	}
	if len(f.Rows)+len(f.Alone) == 0 {
		return nil
	}
	cut := min(len(f.Rows), max(shownFigures, f.Conflicts))
	f.Rows, f.More = f.Rows[:cut], f.Rows[cut:]
	return f
}

func (v *storyView) figureRow(q *edition.Quantity, id string) (figureRow, bool) {
	row := figureRow{Quantity: q, ID: id}
	var first witness
	for _, r := range q.Readings {
		t := v.byID[r.Account]
		if t == nil || r.Empty() || !t.holds(r.Span) {
			continue
		}
		w, words := t.figureWords(r)
		if row.Lead == nil {
			row.Lead, first = t, witness{t, r.Span}
		}
		row.add(r, t.unitOf(r.Figure), w, words)
	}
	if row.Lead == nil {
		return row, false
	}
	for i := range row.Readings {
		linked(row.Readings[i].Witnesses)
	}
	row.Title, row.Facts = capitalised(q.Of), row.facts()
	if q.Of == "" || q.Kind == edition.Percent {
		row.Around = first.around()
	}
	row.draw()
	row.Note = row.note()
	return row, true
}

// add puts an account to those that have the same value in the same unit, as firmly.
func (r *figureRow) add(f edition.FigureReading, unit string, w witness, words figureWords) {
	i := slices.IndexFunc(r.Readings, func(x valueRow) bool {
		return x.Low == f.Low && x.High == f.High && x.Approx == f.Approx && x.Unit == unit
	})
	if i < 0 {
		i = len(r.Readings)
		r.Readings = append(r.Readings, valueRow{FigureReading: f, Unit: unit})
	}
	x := &r.Readings[i]
	if !slices.ContainsFunc(x.Witnesses, func(o witness) bool { return o.telling == w.telling }) {
		x.Witnesses = append(x.Witnesses, w)
	}
	if !slices.ContainsFunc(x.Words, func(o figureWords) bool { return strings.EqualFold(o.Text, words.Text) }) {
		x.Words = append(x.Words, words)
	}
}

func capitalised(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + s[n:]
}

// facts are the harm, the place and the time that a quantity is told of.
func (r *figureRow) facts() string {
	var facts []string
	if r.harms() {
		facts = append(facts, string(r.Kind))
	}
	if r.Place != "" {
		facts = append(facts, r.Place)
	}
	if r.AsOf != "" {
		facts = append(facts, asOfWords(r.AsOf))
	}
	return strings.Join(facts, ", ")
}

// asOfWords writes a TIMEX3 date as prose does; what is no date stands as it is.
func asOfWords(value string) string {
	if t, err := time.Parse(time.DateOnly, value); err == nil {
		return t.Format("2 January 2006")
	}
	if t, err := time.Parse("2006-01", value); err == nil {
		return t.Format("January 2006")
	}
	return value
}

// note says what the values alone do not: that a unit has changed, that a toll was told on other days, that likeness alone
// joined the readings.
func (r *figureRow) note() string {
	var notes []string
	switch {
	case r.sameNumberOtherUnit():
		notes = append(notes, "The same number, another unit.")
	case r.Status == edition.Differ && r.harms() && r.onSeveralDays():
		notes = append(notes, "Told on different days.")
	}
	if r.Scale != nil && r.Scale.Unit != "" {
		notes = append(notes, "Drawn in "+r.Scale.Unit+".")
	}
	if r.Rule == likeWords && r.Status == edition.Conflict {
		notes = append(notes, "Not of one passage: joined by like words.")
	}
	return strings.Join(notes, " ")
}

// likeWords is the rule by which readings of different passages are one quantity.
const likeWords = "same-count"

func (r *figureRow) sameNumberOtherUnit() bool {
	if len(r.Readings) < 2 {
		return false
	}
	first, other := &r.Readings[0], false
	for i := range r.Readings[1:] {
		x := &r.Readings[i+1]
		if x.Low != first.Low || x.High != first.High {
			return false
		}
		other = other || x.Unit != first.Unit
	}
	return other
}

// onSeveralDays reports whether values that differ were published on different days.
func (r *figureRow) onSeveralDays() bool {
	for i := range r.Readings {
		for _, w := range r.Readings[i].Witnesses {
			for j := range r.Readings[:i] {
				for _, o := range r.Readings[j].Witnesses {
					if a, b := w.Published.Value, o.Published.Value; a != "" && b != "" && a != b {
						return true
					}
				}
			}
		}
	}
	return false
}

// harms reports whether people were killed or injured.
func (r *figureRow) harms() bool { return r.Kind == edition.Killed || r.Kind == edition.Injured }
