package story

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"variorum/edition"
	"variorum/internal/news/account"
)

// TestCases reads testdata/*.txtar. A file named id.language.day (the day may be left out) is an account: its first line
// the title, the rest the text. "stories" has the ids of one event a line, "related" the links.
func TestCases(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			c, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			accounts, want := parse(c)
			if got := describe(accounts, Group(accounts)); got != want {
				t.Errorf("%s\ngot\n%s\nwant\n%s", c.Comment, got, want)
			}
		})
	}
}

func parse(c *txtar.Archive) (accounts []*account.Account, want string) {
	var stories, related string
	for _, f := range c.Files {
		switch f.Name {
		case "stories":
			stories = string(f.Data)
		case "related":
			related = string(f.Data)
		default:
			id, rest, _ := strings.Cut(f.Name, ".")
			language, day, _ := strings.Cut(rest, ".")
			title, text, _ := strings.Cut(strings.TrimSpace(string(f.Data)), "\n")
			accounts = append(accounts, made(id, language, day, title, text))
		}
	}
	return accounts, stories + related
}

func made(id, language, day, title, text string) *account.Account {
	d := edition.Day(day)
	return account.New(edition.Account{
		ID: id, Outlet: id, Language: language, Title: title, Text: text,
		Published: edition.Published{Value: d, Earliest: d, Latest: d},
	})
}

func describe(accounts []*account.Account, events []Event) string {
	var stories, related []string
	for i, e := range events {
		var ids []string
		for _, m := range e.Members {
			ids = append(ids, accounts[m].ID)
		}
		stories = append(stories, strings.Join(ids, " ")+"\n")
		for _, r := range e.Related {
			if r.Event > i {
				related = append(related, fmt.Sprintf("%s %s: %s\n", ids[0], accounts[events[r.Event].Members[0]].ID, r.Why))
			}
		}
	}
	return strings.Join(stories, "") + strings.Join(related, "")
}

// everyCase is the accounts of all cases in one run.
func everyCase(t interface{ Fatal(...any) }) []*account.Account {
	var out []*account.Account
	paths, _ := filepath.Glob("testdata/*.txtar")
	for _, path := range paths {
		c, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		accounts, _ := parse(c)
		out = append(out, accounts...)
	}
	return out
}

// partition is the events as sorted lines of ids, with their links.
func partition(accounts []*account.Account, events []Event, without int) []string {
	name := func(e Event) string {
		var ids []string
		for _, m := range e.Members {
			if m != without {
				ids = append(ids, fmt.Sprintf("%s/%s/%s", accounts[m].ID, accounts[m].Published.Value, accounts[m].Title))
			}
		}
		slices.Sort(ids)
		return strings.Join(ids, " ")
	}
	var out []string
	for _, e := range events {
		var links []string
		for _, r := range e.Related {
			links = append(links, name(events[r.Event])+": "+r.Why)
		}
		slices.Sort(links)
		out = append(out, name(e)+" -> "+strings.Join(links, " | "))
	}
	slices.Sort(out)
	return out
}

func TestOrderChangesNothing(t *testing.T) {
	accounts := everyCase(t)
	want := partition(accounts, Group(accounts), -1)
	rapid.Check(t, func(t *rapid.T) {
		mixed := rapid.Permutation(accounts).Draw(t, "order")
		if got := partition(mixed, Group(mixed), -1); !slices.Equal(got, want) {
			t.Fatalf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	})
}

func TestCopyJoinsAndChangesNothingElse(t *testing.T) {
	accounts := everyCase(t)
	want := partition(accounts, Group(accounts), -1)
	for i, a := range accounts {
		copied := *a
		more := append(slices.Clone(accounts), &copied)
		events := Group(more)
		if at := eventOf(events, len(more)); at[i] != at[len(accounts)] {
			t.Errorf("a copy of %s stands apart from it", a.ID)
		}
		if got := partition(more, events, len(accounts)); !slices.Equal(got, want) {
			t.Errorf("a copy of %s: got\n%s\nwant\n%s", a.ID, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// TestOddInput: nothing is lost, nothing hangs, whatever comes.
func TestOddInput(t *testing.T) {
	same := func(n int, text func(i int) string) (out []*account.Account) {
		for i := range n {
			out = append(out, made(fmt.Sprint(i), "en", "2030-01-01", "", text(i)))
		}
		return out
	}
	long := strings.Repeat("The mill at Orrery burned down on Monday night, the fire brigade of Vellin said. ", 20)
	for name, c := range map[string]struct {
		accounts []*account.Account
		events   int
	}{
		"none":                {nil, 0},
		"one":                 {same(1, func(int) string { return long }), 1},
		"5,000 equal":         {same(5000, func(int) string { return long }), 1},
		"empty texts":         {same(3, func(int) string { return "" }), 1},
		"one word each":       {same(3, func(i int) string { return []string{"fire", "water", "wind"}[i] }), 3},
		"marks alone":         {same(2, func(i int) string { return []string{"…", "?!"}[i] }), 2},
		"broken UTF-8":        {same(2, func(i int) string { return []string{"\xff\xfe", "\x80 a"}[i] }), 2},
		"5,000 that are near": {same(5000, func(i int) string { return long + fmt.Sprintf("It was call number %d. ", i) }), 1},
	} {
		events := Group(c.accounts)
		members := 0
		for _, e := range events {
			members += len(e.Members)
		}
		if len(events) != c.events || members != len(c.accounts) {
			t.Errorf("%s: %d events with %d members, want %d with %d", name, len(events), members, c.events, len(c.accounts))
		}
	}
}
