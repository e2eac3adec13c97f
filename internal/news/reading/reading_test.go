package reading

import (
	"context"
	"encoding/json"
	"testing"

	"variorum/edition"
	"variorum/internal/news/account"
	"variorum/internal/news/extract"
	"variorum/internal/news/intake"
)

// pages are three tellings of one fire, with people, a body and a place that each calls in its own way.
func pages() []intake.Page {
	return []intake.Page{
		{ID: "post", Source: "post.txt", Kind: intake.Article, Body: "Two sheds burnt down on the north quay of Lisk on Friday. “Nobody was in the sheds when the fire began,” harbour master Vera Adler said.\n\nAdler said that the Harbour Safety Board (HSB) would send four divers on Monday."},
		{ID: "wire", Source: "wire.txt", Kind: intake.Article, Body: "Two sheds on the north quay burnt down on Friday, and nobody was hurt. “Nobody was in the sheds when the fire began,” Adler told Northern Wire. The HSB is to send divers."},
		{ID: "star", Source: "star.txt", Kind: intake.Article, Body: "A fire took two sheds on the north quay of Lisk. The harbour master, Vera Adler, said nobody was in the sheds when the fire began. She said four divers of the Harbour Safety Board would come on Monday."},
	}
}

// TestToldAgainFromWhatIsKept keeps accounts as JSON, as a store does, and tells their story again from that alone.
func TestToldAgainFromWhatIsKept(t *testing.T) {
	ctx := context.Background()
	read, parts, _ := SortOut(ctx, pages(), nil)
	accounts, failed := Accounts(ctx, read, extract.Learn(parts), nil)
	if len(failed) > 0 || len(accounts) != 3 {
		t.Fatalf("%d accounts, unread %v", len(accounts), failed)
	}
	type kept struct {
		Account  edition.Account
		Mentions []account.Mention
	}
	var again []*account.Account
	for _, a := range accounts {
		if len(a.Mentions) == 0 {
			t.Fatalf("%s has no names", a.ID)
		}
		data, err := json.Marshal(kept{a.Account, a.Mentions})
		if err != nil {
			t.Fatal(err)
		}
		var back kept
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatal(err)
		}
		b := account.New(back.Account)
		b.Mentions = back.Mentions
		again = append(again, b)
	}
	first, second := asJSON(t, Tell(accounts)), asJSON(t, Tell(again))
	if first != second {
		t.Errorf("told first\n%s\nand again\n%s", first, second)
	}
}

func asJSON(t *testing.T, told Told) string {
	data, err := json.Marshal(told)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
