package export

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"variorum/edition"
)

func TestIncidents(t *testing.T) {
	e := &edition.Edition{
		Accounts: []edition.Account{{ID: "a", Outlet: "Harbour Post", Published: edition.Published{Value: "2024-03-05"}}, {ID: "b"}},
		Stories: []edition.Story{{ID: "s1", Incidents: []edition.Event{{
			ID: "e1", What: "collision", Place: "=Lisk", Date: "2024-W10", Earliest: "2024-03-04", Latest: "2024-03-10", Killed: 4, KilledLow: 4, KilledHigh: 5,
			Status: edition.Conflict, Disputed: []string{"killed"}, Readings: []edition.EventReading{
				{Account: "a", Span: edition.Span{Text: "Four died,\nwhen \"Heron\" sank."}, Said: []edition.Slot{{Field: "killed", Low: 4, High: 4}}},
				{Account: "b", Span: edition.Span{Text: "Some five are dead."}, Said: []edition.Slot{{Field: "killed", Low: 5, High: 6, Approx: edition.AtLeast}}},
				{Account: "a"},
			},
		}}}},
	}
	var b bytes.Buffer
	if err := Incidents(&b, e); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&b).ReadAll()
	if err != nil || len(lines) != 2 {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	got := map[string]string{}
	for i, column := range lines[0] {
		got[column] = lines[1][i]
	}
	for column, want := range map[string]string{
		"story": "s1", "type": "collision", "location": "'=Lisk", "best": "4", "low": "4", "high": "5", "injured_best": "", "status": "conflict",
		"disputed": "killed", "number_of_sources": "2", "sources": "Harbour Post;b", "source_dates": "2024-03-05;",
		"date_start": "2024-03-04", "date_end": "2024-03-10", "date_prec": "3", "killed_told": "Harbour Post: 4;b: at least 5-6", "injured_told": "",
		"source_text": `Harbour Post: Four died, when "Heron" sank. | b: Some five are dead.`,
	} {
		if got[column] != want {
			t.Errorf("%s is %q, not %q", column, got[column], want)
		}
	}
	b.Reset()
	if err := Incidents(&b, &edition.Edition{}); err != nil || strings.Count(b.String(), "\n") != 1 {
		t.Errorf("an edition without incidents gives %q, %v", b.String(), err)
	}
}

func TestPrecision(t *testing.T) {
	for latest, want := range map[edition.Day]string{"": "", "2024-03-01": "1", "2024-03-03": "2", "2024-03-07": "3", "2024-03-31": "4", "2024-12-31": "5"} {
		if got := precision("2024-03-01", latest); got != want {
			t.Errorf("the 1st to %s has the precision %q, not %q", latest, got, want)
		}
	}
}
