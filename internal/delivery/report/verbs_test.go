package report

import (
	"testing"

	"variorum/edition"
)

func TestReportingComparesVerbsOfOneSpeaker(t *testing.T) {
	a, b := &telling{Siglum: "A"}, &telling{Siglum: "B"}
	v := &storyView{Story: &edition.Story{Attribution: []edition.Verbs{
		{Account: "a", Speaker: "Ines Calloway", Verbs: []edition.Verb{{Verb: "say", Stance: edition.Neutral, Count: 2}}},
		{Account: "a", Speaker: "Aldo Fenn", Verbs: []edition.Verb{{Verb: "insist", Stance: edition.Loaded, Count: 1}}},
		{Account: "b", Speaker: "Ines Calloway", Verbs: []edition.Verb{{Verb: "claim", Stance: edition.Doubting, Count: 1}}},
	}}, byID: map[string]*telling{"a": a, "b": b}}
	rows := v.Reporting()
	if len(rows) != 1 || rows[0].Speaker != "Ines Calloway" || len(rows[0].Rows) != 2 {
		t.Fatalf("got %+v, want the one speaker whom both report", rows)
	}
	if c := rows[0].Rows[0].Verbs[0]; c.Loaded != "" || c.Times() != "×2" {
		t.Errorf("a neutral verb used twice is shown as %q %q", c.Loaded, c.Times())
	}
	if c := rows[0].Rows[1].Verbs[0]; c.Loaded != "doubting" || c.Times() != "" {
		t.Errorf("a doubting verb used once is shown as %q %q", c.Loaded, c.Times())
	}
	if got := rows[0].Charged(); len(got) != 1 || got[0].Telling != b || len(got[0].Charged) != 1 || len(got[0].Neutral) != 0 {
		t.Errorf("accounts with verbs that are not neutral: %+v", got)
	}
	if got := rows[0].Plain(); len(got.Tellings) != 1 || got.Tellings[0] != a || len(got.Verbs) != 1 {
		t.Errorf("accounts with neutral verbs only: %+v", got)
	}
}
