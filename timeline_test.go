package variorum

import (
	"context"
	"testing"

	"variorum/edition"
)

// TestTimesAreCountedFromTheStorysDays: a page without a date has its Friday from the page with which it shares text, whatever the
// order in which they come; a page in a language without tables says that times were not looked for.
func TestTimesAreCountedFromTheStorysDays(t *testing.T) {
	const body = "The ferry Marguerite sank off Lisk harbour on Friday, and forty people swam ashore before the coastguard arrived from Osten.\n\nThe harbour master, Vera Adler, will tell the court next month what she saw from the quay that night."
	pages := []Page{
		{ID: "dated", Source: "dated", Kind: Article, Body: body, Title: "Ferry sinks", Date: "2024-03-27"},
		{ID: "undated", Source: "undated", Kind: Article, Body: body + "\n\nNobody answered.", Title: "Ferry sinks off Lisk"},
	}
	for range 2 {
		pages[0], pages[1] = pages[1], pages[0]
		e, err := Read(context.Background(), pages, Options{Together: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range e.Accounts {
			if len(a.Times) < 2 || a.Times[0].Value != "2024-03-22" {
				t.Errorf("%s has the times %v", a.ID, a.Times)
			}
		}
		friday := e.Stories[0].Timeline[0]
		if friday.Start != "2024-03-22" || len(friday.Readings) != 2 || friday.Rule == "" {
			t.Errorf("the timeline begins with %+v", friday)
		}
	}
}

// TestTimelineIsInOrder: moments come in order of time, and each reading is in words of its account.
func TestTimelineIsInOrder(t *testing.T) {
	const body = "The mill burnt down in 1998. It was built on 3 May 1950 and rebuilt in the first half of 2003, two years after the vote of June 2001."
	e, err := Read(context.Background(), []Page{{ID: "a", Source: "a", Kind: Article, Body: body, Title: "The mill", Date: "2024-03-27"}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	last := edition.Day("")
	for _, m := range e.Stories[0].Timeline {
		if m.Start < last || m.End < m.Start || m.What == "" {
			t.Errorf("%+v after %s", m, last)
		}
		last = m.Start
		for _, r := range m.Readings {
			if !r.Contains(r.Said) || body[r.Start:r.End] != r.Text {
				t.Errorf("%+v is not the account's", r)
			}
		}
	}
	if n := len(e.Stories[0].Timeline); n != 4 {
		t.Errorf("%d moments, want 4", n)
	}
}
