package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"variorum/edition"
	"variorum/internal/news/intake"
)

// shelf is a store with accounts of three outlets, two languages and four days, each of a story of its own but for one of three accounts.
func shelf(t *testing.T) *Store {
	t.Helper()
	s := open(t)
	var pages []intake.Page
	for i := range 24 {
		p := article(fmt.Sprintf("page-%d", i), fmt.Sprintf("Herring %c%d landed", 'a'+i, i), fmt.Sprintf(
			"The boats of harbour %c%d landed %d tons of herring in the %dth week, and the quay of street %d stayed open until the lamp %c was lit.", 'a'+i, i*7919, 200+i, i, i*31, 'z'-i))
		p.Outlet = []string{"Harbour Post", "Lisk Ledger", "Northern Wire"}[i%3]
		p.Date = fmt.Sprintf("2031-03-%02d", 4+i%4)
		if i%6 == 5 {
			p.Title, p.Body = fmt.Sprintf("Hering %d", i), fmt.Sprintf("Die Boote des Hafens haben in der %d. Woche nicht weniger als %d Tonnen Hering gelandet, und der Kai blieb offen, bis die Lampen angingen.", i, 500+i)
		}
		pages = append(pages, p)
	}
	for i := range 3 {
		p := fire(fmt.Sprintf("fire-%d", i), i)
		p.Outlet, p.Date = "Lisk Ledger", "2031-03-05"
		pages = append(pages, p)
	}
	add(t, s, pages...)
	return s
}

// TestQueriesByAnyWay: stories and accounts found by an index of what is wanted, and by going through them in their order, are those that a
// look at every one of them finds; and walking from cursor to cursor meets each once.
func TestQueriesByAnyWay(t *testing.T) {
	ctx := context.Background()
	s := shelf(t)
	all, _, _, err := s.Search(ctx, Query{})
	if err != nil || len(all) != 27 {
		t.Fatalf("%d accounts: %v", len(all), err)
	}
	languages := map[int64][]string{}
	list, _, _, err := s.Stories(ctx, Query{})
	if err != nil {
		t.Fatal(err)
	}
	for _, sum := range list {
		languages[sum.ID] = sum.Languages
	}
	defer func(most int) { mostMatched = most }(mostMatched)
	for _, mostMatched = range []int{2, 2500} {
		for _, q := range []Query{
			{},
			{Outlet: "lisk ledger"},
			{Outlet: "No Such"},
			{From: "2031-03-06"},
			{To: "2031-03-05"},
			{From: "2031-03-05", To: "2031-03-05"},
			{Outlet: "Northern Wire", From: "2031-03-07"},
			{Language: "de"},
			{Language: "en"},
			{Language: "fr"},
			{Language: "de", Outlet: "Northern Wire"},
			{OneOrigin: true, Outlet: "Lisk Ledger"},
		} {
			var accounts []int64
			stories := map[int64]bool{}
			for _, h := range all {
				if wants(&q, h) && (q.Language == "" || slices.Contains(languages[h.Story], q.Language)) {
					accounts = append(accounts, h.Page)
					if !q.OneOrigin || h.StoryTitle == "Two sheds burn on the north quay" {
						stories[h.Story] = true
					}
				}
			}
			if got := walkAccounts(t, s, q); !slices.Equal(got, accounts) {
				t.Errorf("%+v, %d at most: accounts %v, want %v", q, mostMatched, got, accounts)
			}
			got := walkStories(t, s, q, len(stories))
			for _, id := range got {
				if !stories[id] {
					t.Errorf("%+v, %d at most: story %d is not wanted", q, mostMatched, id)
				}
			}
			if len(got) != len(stories) {
				t.Errorf("%+v, %d at most: %d stories, want %d", q, mostMatched, len(got), len(stories))
			}
		}
	}
}

// wants reports whether an account meets a query by outlet and days.
func wants(q *Query, h Hit) bool {
	return (q.Outlet == "" || map[string]string{"lisk ledger": "Lisk Ledger"}[q.Outlet] == h.Outlet || q.Outlet == h.Outlet) &&
		(q.From == "" || h.Last >= q.From) && (q.To == "" || h.First != "" && h.First <= q.To)
}

// walkAccounts goes from cursor to cursor.
func walkAccounts(t *testing.T, s *Store, q Query) (pages []int64) {
	t.Helper()
	q.Limit = 2
	for {
		hits, next, _, err := s.Search(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range hits {
			pages = append(pages, h.Page)
		}
		if q.Cursor = next; next == "" {
			return pages
		}
	}
}

func walkStories(t *testing.T, s *Store, q Query, want int) (ids []int64) {
	t.Helper()
	q.Limit = 2
	for {
		list, next, total, err := s.Stories(context.Background(), q)
		if err != nil || total != want {
			t.Fatalf("%+v: %d in all, want %d: %v", q, total, want, err)
		}
		for _, sum := range list {
			ids = append(ids, sum.ID)
		}
		if q.Cursor = next; next == "" {
			return ids
		}
	}
}

// TestRemoveSaysWhatIsGone: a story that lost its only account is among those that are no more.
func TestRemoveSaysWhatIsGone(t *testing.T) {
	ctx := context.Background()
	s := open(t)
	added := add(t, s, fire("post", 6), article("star", "Marn Dam will stand", "The Marn Dam is safe in spite of a crack in its eastern wall, the minister for waters said on Monday."))
	if len(added.Stories) != 2 {
		t.Fatalf("%+v", added)
	}
	settled, err := s.Remove(ctx, []int64{added.Pages[1].Page}, nil)
	if err != nil || len(settled.Withdrawn) != 1 || len(settled.Stories) != 0 {
		t.Errorf("%+v %v", settled, err)
	}
	var e *edition.Edition
	if e, err = s.Edition(ctx); err != nil || len(e.Stories) != 1 {
		t.Errorf("%v", err)
	}
	clean(t, s)
}

// TestSnippetsAreOfWhatIsSought: a search shows the words around what it looked for, be it a word, a beginning, a name or a figure.
func TestSnippetsAreOfWhatIsSought(t *testing.T) {
	s := open(t)
	long := strings.Repeat("The quay of Tarn is long and its sheds are many and old. ", 8)
	add(t, s, article("late", "Sheds burn", long+"Collided barges lay there, Vera Adler said, and 1,200 crowns were lost."))
	for want, q := range map[string]Query{
		"Collided": {Words: "collid*"}, "barges": {Words: `"barges lay"`}, "Adler": {Name: "Vera Adler"}, "1,200": {Figure: "1,200"},
	} {
		hits, _, _, err := s.Search(t.Context(), q)
		if err != nil || len(hits) != 1 || !slices.Contains(hits[0].Snippet, Piece{Text: want, Found: true}) {
			t.Errorf("%+v: %+v %v", q, hits, err)
		}
	}
}

// TestDaysOfAStory: a story is told on the days that are known of its accounts; what bounds the others does not widen them.
func TestDaysOfAStory(t *testing.T) {
	known := edition.Account{Published: edition.Published{Value: "2031-03-05"}}
	bounded := edition.Account{Published: edition.Published{Earliest: "2031-03-01", Latest: "2031-03-09"}}
	later := edition.Account{Published: edition.Published{Earliest: "2031-03-04", Latest: "2031-03-12"}}
	for want, accounts := range map[string][]edition.Account{
		"2031-03-05 2031-03-05": {bounded, known}, "2031-03-01 2031-03-12": {later, bounded}, " ": {{}},
	} {
		if first, last := days(accounts); string(first)+" "+string(last) != want {
			t.Errorf("%s %s, want %s", first, last, want)
		}
	}
}

// TestTotal: where counting ended, a total says that there may be more.
func TestTotal(t *testing.T) {
	for n, want := range map[int]string{0: "0", 4999: "4999", mostCounted: "5000 or more", mostMatched: "2500 or more"} {
		if got := Total(n); got != want {
			t.Errorf("%d is said as %q, want %q", n, got, want)
		}
	}
}
