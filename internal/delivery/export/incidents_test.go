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
		Accounts: []edition.Account{{ID: "a", Outlet: "Harbour Post"}, {ID: "b"}},
		Stories: []edition.Story{{ID: "s1", Incidents: []edition.Event{{
			ID: "e1", What: "collision", Place: "=Lisk", Date: "2024-03-04", Killed: 4, KilledLow: 4, KilledHigh: 5,
			Status: edition.Conflict, Disputed: []string{"killed"}, Readings: []edition.EventReading{
				{Account: "a", Span: edition.Span{Text: "Four died,\nwhen \"Heron\" sank."}}, {Account: "b"}, {Account: "a"},
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
		"disputed": "killed", "number_of_sources": "2", "sources": "Harbour Post;b", "source_text": `Four died, when "Heron" sank.`,
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
