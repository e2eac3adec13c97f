package account

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"variorum/edition"
	"variorum/internal/news/extract"
	"variorum/internal/news/intake"
)

// sharedData is the folder of data that lies beside the project where it is developed; tests that need it are skipped elsewhere.
func sharedData(t *testing.T, name string) string {
	t.Helper()
	root := os.Getenv("VARIORUM_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared")
	}
	path := filepath.Join(root, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%s is not there (set VARIORUM_SHARED to the folder that has it): %v", name, err)
	}
	return path
}

// fact is what a careful reader found in one page, as expected.json says it.
type fact struct {
	ID, Title, Outlet, Dateline, Published, Basis string
	Within                                        []string `json:"published_within"`
	After                                         string   `json:"published_after"`
	Conflict                                      string   `json:"date_conflict"`
	TextHas                                       []string `json:"text_has"`
	Furniture, Captions                           []string
}

func TestSeeds(t *testing.T) {
	dir := sharedData(t, "seeds")
	raw, err := os.ReadFile(filepath.Join(dir, "expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		Accounts  []fact
		SameStory [][]string `json:"same_story"`
	}
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	if len(want.Accounts) < 5 {
		t.Fatalf("%d accounts expected: the file has another shape", len(want.Accounts))
	}
	accounts := map[string]*Account{}
	for _, w := range want.Accounts {
		body, err := os.ReadFile(filepath.Join(dir, w.ID+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		p := intake.Page{ID: w.ID, Source: w.ID + ".txt", Kind: intake.Plain, Body: string(body)}
		parts, err := extract.Extract(p)
		if err != nil {
			t.Fatal(err)
		}
		accounts[w.ID] = Read(p, parts)
	}
	for id, p := range boundStory(accounts, want.SameStory) {
		accounts[id].Published = p
	}
	for _, w := range want.Accounts {
		t.Run(w.ID[:3], func(t *testing.T) { w.check(t, accounts[w.ID]) })
	}
}

// boundStory bounds the accounts that the pairs put into one story.
func boundStory(accounts map[string]*Account, pairs [][]string) map[string]edition.Published {
	var ids []string
	var story []*Account
	seen := map[string]bool{}
	for _, pair := range pairs {
		for _, id := range pair {
			if !seen[id] {
				seen[id] = true
				ids, story = append(ids, id), append(story, accounts[id])
			}
		}
	}
	out := map[string]edition.Published{}
	for i, p := range BoundByStory(story) {
		out[ids[i]] = p
	}
	return out
}

func (w fact) check(t *testing.T, a *Account) {
	p := a.Published
	if w.Title != "" && plain(a.Title) != plain(w.Title) {
		t.Errorf("title %q, want %q", a.Title, w.Title)
	}
	if w.Outlet != "" && !strings.Contains(plain(a.Outlet), plain(w.Outlet)) {
		t.Errorf("outlet %q, want %q", a.Outlet, w.Outlet)
	}
	if w.Dateline != "" && (a.Dateline == nil || a.Dateline.Place != w.Dateline) {
		t.Errorf("dateline %v, want %q", a.Dateline, w.Dateline)
	}
	if w.Published != "" && string(p.Value) != w.Published || w.Basis != "" && string(p.Basis) != w.Basis {
		t.Errorf("published %q (%s), want %q (%s)", p.Value, p.Basis, w.Published, w.Basis)
	}
	if w.Within != nil && !(w.Within[0] <= string(p.Earliest) && p.Earliest <= p.Latest && string(p.Latest) <= w.Within[1]) {
		t.Errorf("published within %q and %q, want %q", p.Earliest, p.Latest, w.Within)
	}
	if string(p.Earliest) < w.After {
		t.Errorf("published no earlier than %q, want %q", p.Earliest, w.After)
	}
	if w.Conflict != "" && (p.Conflict == nil || string(p.Conflict.Printed) != w.Conflict || p.Conflict.Why == "") {
		t.Errorf("conflict %v, want %q", p.Conflict, w.Conflict)
	}
	for _, s := range w.TextHas {
		if !strings.Contains(plain(a.Text), plain(s)) {
			t.Errorf("text lost %q", s)
		}
	}
	for _, s := range append(w.Furniture, w.Captions...) {
		if strings.Contains(plain(a.Text), plain(s)) {
			t.Errorf("left in the text: %q", s)
		}
	}
	t.Logf("%+v", p)
}

// plain reduces s to letters and digits in lower case.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFC.String(s))
}
