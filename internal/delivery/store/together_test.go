package store

import (
	"context"
	"errors"
	"testing"

	"variorum/internal/news/intake"
)

// TestTogether: accounts of two stories stand in one edition, under the dates that their own stories give them; the store is as it was.
func TestTogether(t *testing.T) {
	s := open(t)
	add(t, s, fire("one", 1), fire("two", 2))
	added := add(t, s, article("far", "Baths stay open", "The council of Wick Sound voted on Monday to keep the swimming baths open through the winter, by eleven to four, after three hours."))
	before := exported(t, s)
	e, ids, err := s.Together(context.Background(), []int64{1, added.Pages[0].Page})
	if err != nil || len(e.Stories) != 1 || len(e.Accounts) != 2 || len(ids) != 2 || ids[1] != "far" {
		t.Fatalf("%v: %d stories, %d accounts, %q", err, len(e.Stories), len(e.Accounts), ids)
	}
	for i, page := range []int64{1, added.Pages[0].Page} {
		p, err := s.Page(context.Background(), page)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range e.Accounts {
			if a.ID == ids[i] && (a.Text != p.Account.Text || a.Published.Value != p.Account.Published.Value) {
				t.Errorf("%s is another here: published %+v, in its story %+v", a.ID, a.Published, p.Account.Published)
			}
		}
	}
	if exported(t, s) != before {
		t.Error("the store has changed")
	}
	add(t, s, intake.Page{ID: "blank", Source: "blank.html", Kind: intake.HTML, Body: "<p>"})
	for _, page := range []int64{99, added.Pages[0].Page + 1} {
		if _, _, err := s.Together(context.Background(), []int64{1, page}); !errors.Is(err, ErrNotFound) {
			t.Errorf("page %d: %v", page, err)
		}
	}
}
