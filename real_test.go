package variorum_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"variorum"
	"variorum/internal/news/account"
	"variorum/internal/news/collation"
	"variorum/internal/news/extract"
)

// shared returns a path in the data that lie beside the project, or skips.
func shared(t testing.TB, name string) string {
	t.Helper()
	root := os.Getenv("VARIORUM_SHARED")
	if root == "" {
		root = filepath.Join("..", "shared")
	}
	path := filepath.Join(root, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("%s is not beside the project: %v", name, err)
	}
	return path
}

func pagesOf(t testing.TB, inputs ...string) []variorum.Page {
	t.Helper()
	pages, _, err := variorum.Pages(context.Background(), inputs, nil)
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// BenchmarkCollateSeeds lays the five seed pages side by side as one story: collation alone, pages already read.
func BenchmarkCollateSeeds(b *testing.B) {
	var accounts []*account.Account
	for _, p := range pagesOf(b, shared(b, "seeds")) {
		if parts, err := extract.Extract(p); err == nil && filepath.Ext(p.Source) == ".txt" {
			accounts = append(accounts, account.Read(p, parts))
		}
	}
	if len(accounts) != 5 {
		b.Fatalf("%d seed pages, want 5", len(accounts))
	}
	b.ReportAllocs()
	for b.Loop() {
		collation.Collate(accounts, account.Weigh(accounts))
	}
}

// BenchmarkReadStories reads the 349 pages of the dev stories, pages already in memory.
func BenchmarkReadStories(b *testing.B) {
	pages := pagesOf(b, shared(b, "bench/stories/dev.jsonl.gz"))
	b.ReportAllocs()
	for b.Loop() {
		read(b, pages)
	}
	b.ReportMetric(float64(len(pages)*b.N)/b.Elapsed().Seconds(), "pages/s")
}

// TestRealPagesAreRead reads 349 real articles: none may fail, least of all on an error of our own, and their order may not
// matter.
func TestRealPagesAreRead(t *testing.T) {
	pages := pagesOf(t, shared(t, "bench/stories/dev.jsonl.gz"))
	e := read(t, pages)
	for _, u := range e.Unread {
		t.Errorf("%s was not read: %s", u.Source, u.Why)
	}
	if len(e.Accounts) != len(pages) {
		t.Errorf("%d accounts of %d pages", len(e.Accounts), len(pages))
	}
	want := encode(t, e)
	slices.Reverse(pages)
	if encode(t, read(t, pages)) != want {
		t.Error("the same pages in the other order make another edition")
	}
}
