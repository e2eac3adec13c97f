package report

import (
	"strings"
	"testing"

	"variorum/edition"
)

// withIncidents is the fixture's story with a disputed collision that two accounts tell of, and one incident that one does.
func withIncidents() *edition.Edition {
	e := oneStory()
	slot := func(id, field, words string, low float64, approx edition.Approx) edition.Slot {
		for i := range e.Accounts {
			if a := &e.Accounts[i]; a.ID == id {
				first, _, _ := strings.Cut(a.Text, " ")
				return edition.Slot{Span: edition.Span{Start: 0, End: len(first), Text: first}, Field: field, Low: low, High: low, Approx: approx}
			}
		}
		panic(words)
	}
	s := &e.Stories[0]
	told := func(id string, killed float64, approx edition.Approx) edition.EventReading {
		what := slot(id, "what", "", 0, "")
		return edition.EventReading{Span: what.Span, Account: id, Incident: "i1", Said: []edition.Slot{what, slot(id, "killed", "", killed, approx)}}
	}
	a, b := s.Accounts[0], s.Accounts[1]
	s.Incidents = []edition.Event{
		{ID: "e1", What: "fire", Place: "Osten <b>", Status: edition.Alone, Readings: []edition.EventReading{told(a, 2, edition.AtLeast)}},
		{
			ID: "e2", What: "collision", Date: "2025-10-04", Earliest: "2025-10-04", Latest: "2025-10-04", Killed: 4, KilledLow: 4, KilledHigh: 5,
			By: "a <script>", Status: edition.Conflict, Disputed: []string{"killed"}, Readings: []edition.EventReading{told(a, 4, edition.Exact), told(b, 5, edition.Exact)},
		},
		{ID: "e3", What: "nobody's", Readings: []edition.EventReading{{Account: "no such account"}}},
	}
	return e
}

func TestIncidents(t *testing.T) {
	e := withIncidents()
	v := newPage(e, Options{}).Stories[0].Incidents
	if len(v.Rows) != 1 || len(v.More) != 1 || v.Conflicts != 1 {
		t.Fatalf("%d rows, %d folded, %d conflicts", len(v.Rows), len(v.More), v.Conflicts)
	}
	r := v.Rows[0]
	if r.When != "4 October 2025" || len(r.Killed) != 2 || r.Killed[1].Text != "5" || len(r.Witnesses) != 2 || v.More[0].Killed[0].Text != "at least 2" {
		t.Errorf("the row is %+v", r)
	}
	page := render(t, e)
	for _, want := range []string{"Collision", "4 October 2025", "1 incident in one account only", "a &lt;script&gt;", "Osten &lt;b&gt;"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	var text strings.Builder
	if err := Text(&text, e, TextOptions{Width: 100}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"≠ conflict  Collision, 4 October 2025, by a <script>", "killed 4", "killed 5", "killed at least 2"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the text lacks %q:\n%s", want, text.String())
		}
	}
	e.Stories[0].Incidents = nil
	if newPage(e, Options{}).Stories[0].Incidents != nil || strings.Contains(render(t, e), ">Incidents<") {
		t.Error("a story without incidents has a table of them")
	}
}
