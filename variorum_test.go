package variorum_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"variorum"
	"variorum/edition"
)

func read(t testing.TB, pages []variorum.Page) *edition.Edition {
	t.Helper()
	e, err := variorum.Read(context.Background(), pages, variorum.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func encode(t testing.TB, e *edition.Edition) string {
	t.Helper()
	var b bytes.Buffer
	if err := edition.Encode(&b, e); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func examples(t testing.TB) []variorum.Page {
	t.Helper()
	pages, unread, err := variorum.Pages(context.Background(), []string{"examples"}, strings.NewReader(""))
	if err != nil || len(unread) > 0 {
		t.Fatalf("read the examples: %v, unread %v", err, unread)
	}
	return pages
}

// Two pages that differ in a name inside the quotation marks.
func ExampleRead() {
	courier := `Minister says dam is safe

"The Marn Dam has stood for sixty years and it will stand for sixty more, whatever people say in the tavern," the minister, Vera Adler, told the Courier on Monday.

Engineers have watched a crack in the eastern wall since the floods of last spring, and farmers below the dam have moved their cattle.`
	ledger := `Adler: dam will stand

“The Unity Dam has stood for sixty years and it will stand for sixty more, whatever people say in the tavern,” the minister, Vera Adler, said on Monday.

Engineers have watched a crack in the eastern wall since the floods of last spring, and farmers below the dam have moved their cattle.`
	pages := []variorum.Page{
		{ID: "courier", Source: "courier.txt", Kind: variorum.Plain, Body: courier},
		{ID: "ledger", Source: "ledger.txt", Kind: variorum.Plain, Body: ledger},
	}
	e, err := variorum.Read(context.Background(), pages, variorum.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range e.Stories {
		fmt.Println(s.Title, s.Accounts)
		for _, q := range s.Quotations {
			fmt.Println(q.Speaker)
			for _, r := range q.Readings {
				fmt.Println(" ", r.Account, r.Status)
			}
			for _, c := range q.Changes {
				fmt.Println("  changed:", c.Readings[0].Text, "|", c.Readings[1].Text)
			}
		}
	}
	// Output:
	// Minister says dam is safe [courier ledger]
	// Vera Adler
	//   courier altered
	//   ledger altered
	//   changed: Marn | Unity
}

func TestTheOrderOfPagesChangesNothing(t *testing.T) {
	pages := examples(t)
	want := encode(t, read(t, pages))
	for seed := range uint64(5) {
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(pages), func(i, j int) { pages[i], pages[j] = pages[j], pages[i] })
		if got := encode(t, read(t, pages)); got != want {
			t.Fatalf("shuffled with seed %d: another edition (%d bytes, first %d)", seed, len(got), len(want))
		}
	}
}

// TestEveryFindingHasItsWords checks that each span of the edition holds the words that stand there in its account.
func TestEveryFindingHasItsWords(t *testing.T) {
	e := read(t, examples(t))
	text := map[string]string{}
	for _, a := range e.Accounts {
		text[a.ID] = a.Text
		for _, q := range a.Quotations {
			for _, s := range append([]edition.Span{q.Span}, q.Parts...) {
				holds(t, a.Text, s)
			}
			if q.Speaker != nil {
				holds(t, a.Text, q.Speaker.Mention)
			}
		}
	}
	for _, s := range e.Stories {
		for _, p := range s.Passages {
			for _, r := range p.Readings {
				holds(t, text[r.Account], r.Span)
			}
			for _, v := range p.Variants {
				for _, r := range v.Readings {
					holds(t, text[r.Account], r.Span)
				}
			}
		}
		for _, o := range s.Only {
			holds(t, text[o.Account], o.Span)
		}
	}
}

func holds(t *testing.T, text string, s edition.Span) {
	t.Helper()
	if s.Start < 0 || s.End > len(text) || s.Start > s.End || text[s.Start:s.End] != s.Text {
		t.Errorf("span %d..%d does not hold %q", s.Start, s.End, s.Text)
	}
}

// TestTheExamplesReadAsTheirKeySays holds the reading of the example pages to what examples/README.md says they show.
func TestTheExamplesReadAsTheirKeySays(t *testing.T) {
	e := read(t, examples(t))
	of := map[string]edition.Story{}
	for _, s := range e.Stories {
		for _, a := range s.Accounts {
			of[a] = s
		}
	}
	main := of["torrin-courant"]
	if n := len(main.Accounts); n != 9 {
		t.Errorf("the story has %d accounts, want 9: %v", n, main.Accounts)
	}
	if old := of["torrin-courant-2022"]; old.ID == main.ID || !slices.ContainsFunc(main.Related, func(r edition.Related) bool { return r.Story == old.ID }) {
		t.Error("the older event should be another story, linked as related")
	}
	for _, a := range e.Accounts {
		if a.ID == "tabor-evening-star" && (a.Published.Conflict == nil || a.Published.Conflict.Printed != "2026-02-09") {
			t.Errorf("the false date that the Star prints is not shown: %+v", a.Published)
		}
	}
	altered := 0
	for _, q := range main.Quotations {
		for _, r := range q.Readings {
			if r.Status == edition.Altered {
				altered++
			}
		}
	}
	if altered == 0 {
		t.Error("no words changed inside quotation marks are shown")
	}
	alias := slices.ContainsFunc(main.Names, func(n edition.Name) bool {
		return slices.ContainsFunc(n.Aliases, func(a edition.Alias) bool { return strings.HasPrefix(a.Text, "Skerrow") }) &&
			slices.ContainsFunc(n.Aliases, func(a edition.Alias) bool { return strings.HasPrefix(a.Text, "Ardoise") })
	})
	if !alias {
		t.Errorf("Skerrow and Ardoise are not aligned as aliases: %v", main.Names)
	}
}

// TestAPageWithoutAnArticleIsNamed checks that a page that gives no account is in Unread, and that the others are read.
func TestAPageWithoutAnArticleIsNamed(t *testing.T) {
	pages := append(examples(t), variorum.Page{ID: "menu", Source: "menu.html", Kind: variorum.HTML, Body: "<html><nav><a href=/>Home</a></nav></html>"})
	e := read(t, pages)
	if len(e.Unread) != 1 || e.Unread[0].Source != "menu.html" || len(e.Accounts) != len(pages)-1 {
		t.Errorf("unread %v, %d accounts of %d pages", e.Unread, len(e.Accounts), len(pages))
	}
}

// TestNothingTogetherIsNoStory checks that comparing pages none of which could be read invents no story without accounts.
func TestNothingTogetherIsNoStory(t *testing.T) {
	e, err := variorum.Read(context.Background(), nil, variorum.Options{Together: true})
	if err != nil || len(e.Stories) > 0 {
		t.Errorf("%d stories of no page (%v), want none", len(e.Stories), err)
	}
}

// TestWhatDidNotRunIsSaid checks that an account in a language without rules names the readers that left it out, each once,
// and that one in a language with rules names none.
func TestWhatDidNotRunIsSaid(t *testing.T) {
	e := read(t, []variorum.Page{
		{ID: "hafen", Source: "hafen.txt", Kind: variorum.Article, Body: "Der Hafen von Kaistadt ist am Dienstag den dritten Tag in Folge geschlossen geblieben, sagte die Hafenmeisterin, und niemand weiß, wie lange noch."},
		{ID: "quay", Source: "quay.txt", Kind: variorum.Article, Body: "The harbour of Quay City stayed shut for a third day on Tuesday, the harbour master said, and nobody knows for how long."},
	})
	for _, a := range e.Accounts {
		if len(slices.Compact(slices.Sorted(slices.Values(a.NotRun)))) != len(a.NotRun) || (a.Language == "de") != (len(a.NotRun) > 0) {
			t.Errorf("%s (%s): not run %q", a.ID, a.Language, a.NotRun)
		}
	}
}

func TestCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := variorum.Read(ctx, examples(t), variorum.Options{}); err == nil {
		t.Error("a reading that was stopped gave an edition")
	}
}

func BenchmarkExamples(b *testing.B) {
	pages := examples(b)
	for b.Loop() {
		read(b, pages)
	}
}
