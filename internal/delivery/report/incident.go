package report

import (
	"slices"
	"strconv"

	"variorum/edition"
)

// incidentView is what happened, by all accounts of a story: first what several tell of, disputes before the rest.
type incidentView struct {
	Rows      []incidentRow
	More      []incidentRow // folded: told by one account only
	Conflicts int
}

// incidentRow is one incident.
type incidentRow struct {
	*edition.Event
	Lead      *telling
	Title     string // its kind
	Words     string // the beginning of the first account's sentence
	When      string
	Killed    []tollRow
	Injured   []tollRow
	Witnesses []witness
}

// tollRow is one number of killed or injured, with the accounts that have it.
type tollRow struct {
	Text      string
	Lead      *telling
	Witnesses []witness
}

// incidents is empty for a story in which none is told.
func (v *storyView) incidents() *incidentView {
	view := &incidentView{}
	for i := range v.Story.Incidents {
		row, ok := v.incidentRow(&v.Story.Incidents[i])
		switch {
		case !ok:
		case row.Status == edition.Alone && !v.One():
			view.More = append(view.More, row)
		default:
			view.Rows = append(view.Rows, row)
			if row.Status == edition.Conflict {
				view.Conflicts++
			}
		}
	}
	if len(view.Rows) == 0 && len(view.More) == 0 {
		return nil
	}
	slices.SortStableFunc(view.Rows, func(a, b incidentRow) int { return conflictFirst(a.Status) - conflictFirst(b.Status) })
	return view
}

func conflictFirst(a edition.Accord) int {
	if a == edition.Conflict {
		return 0
	}
	return 1
}

func (v *storyView) incidentRow(e *edition.Event) (incidentRow, bool) {
	row := incidentRow{Event: e, Title: capitalised(e.What)}
	if e.Date != "" {
		row.When = momentWords(&edition.Moment{Start: e.Earliest, End: e.Latest})
	}
	for _, r := range e.Readings {
		t := v.byID[r.Account]
		if t == nil {
			continue
		}
		if row.Lead == nil {
			row.Lead, row.Words = t, shortened(r.Text, incidentLetters)
		}
		for _, s := range r.Said {
			row.say(t, s)
		}
	}
	linked(row.Witnesses)
	return row, row.Lead != nil
}

// say puts the words of a field where the table shows them.
func (r *incidentRow) say(t *telling, s edition.Slot) {
	switch s.Field {
	case "what":
		if !slices.ContainsFunc(r.Witnesses, func(w witness) bool { return w.telling == t }) {
			r.Witnesses = append(r.Witnesses, witness{t, s.Span})
		}
	case "killed":
		r.Killed = addToll(r.Killed, t, s)
	case "injured":
		r.Injured = addToll(r.Injured, t, s)
	}
}

func addToll(rows []tollRow, t *telling, s edition.Slot) []tollRow {
	text := tollWords(s)
	i := slices.IndexFunc(rows, func(x tollRow) bool { return x.Text == text })
	if i < 0 {
		rows, i = append(rows, tollRow{Text: text, Lead: t}), len(rows)
	}
	rows[i].Witnesses = append(rows[i].Witnesses, linked([]witness{{t, s.Span}})...)
	return rows
}

// tollHedges are how firm a number of killed or injured is, in our words.
var tollHedges = map[edition.Approx]string{
	edition.About: "about ", edition.Nearly: "nearly ", edition.AtLeast: "at least ", edition.AtMost: "up to ", edition.Over: "over ", edition.Under: "under ",
}

func tollWords(s edition.Slot) string {
	words := tollHedges[s.Approx] + strconv.FormatFloat(s.Low, 'f', -1, 64)
	if s.High > s.Low {
		words += " to " + strconv.FormatFloat(s.High, 'f', -1, 64)
	}
	return words
}
