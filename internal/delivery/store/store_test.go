package store

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"variorum"
	"variorum/edition"
	"variorum/internal/news/intake"
)

func open(t testing.TB) *Store {
	t.Helper()
	s, err := Open(context.Background(), filepath.Join(t.TempDir(), "news.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// each reads inputs as a command does that adds them.
func each(t testing.TB, inputs ...string) []intake.Page {
	t.Helper()
	var pages []intake.Page
	err := intake.Each(context.Background(), inputs, strings.NewReader(""), func(p intake.Page) error {
		pages = append(pages, p)
		return nil
	}, func(u edition.Unread) { t.Logf("unread: %v", u) })
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// wanted is what variorum.Read says of pages that intake.Each gave.
func wanted(t testing.TB, pages []intake.Page, unread ...edition.Unread) string {
	t.Helper()
	e, err := read(pages, unread...)
	if err != nil {
		t.Fatal(err)
	}
	return encoded(t, e)
}

// read names pages as intake does for a run over all of them, and reads them.
func read(pages []intake.Page, unread ...edition.Unread) (*edition.Edition, error) {
	labels := make([]intake.Label, len(pages))
	for i, p := range pages {
		labels[i] = intake.Label{ID: p.ID, Source: p.Source, Digest: p.Digest()}
	}
	var named []intake.Page
	for i, g := range intake.Name(labels, func(string) bool { return false }) {
		p := pages[i]
		if g.Same != "" {
			unread = append(unread, edition.Unread{Source: p.Source, Why: g.Same})
			continue
		}
		if p.ID = g.ID; g.Doubt != "" {
			p.Doubts = append(slices.Clip(p.Doubts), g.Doubt)
		}
		named = append(named, p)
	}
	return variorum.Read(context.Background(), named, variorum.Options{Unread: unread})
}

func encoded(t testing.TB, e *edition.Edition) string {
	t.Helper()
	var out bytes.Buffer
	if err := edition.Encode(&out, e); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func exported(t testing.TB, s *Store) string {
	t.Helper()
	e, err := s.Edition(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	whole := encoded(t, e)
	var out bytes.Buffer
	if err := s.WriteJSON(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(whole, out.String()); diff != "" {
		t.Errorf("written at once (-) and part by part (+):\n%s", diff)
	}
	return whole
}

func add(t testing.TB, s *Store, pages ...intake.Page) Added {
	t.Helper()
	added, err := s.Add(context.Background(), pages, AddOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return added
}

// clean fails unless the store is whole.
func clean(t testing.TB, s *Store) {
	t.Helper()
	wrong, err := s.Check(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(wrong) > 0 {
		t.Errorf("check: %s", strings.Join(wrong, "\n"))
	}
}

// TestOneByOneAsAtOnce: the examples, added one by one in an order that is not theirs, give the edition of reading them at once.
func TestOneByOneAsAtOnce(t *testing.T) {
	pages := each(t, "../../../examples")
	s := open(t)
	for i := range pages {
		p := pages[(i*7+3)%len(pages)]
		if added := add(t, s, p); added.New != 1 || len(added.Stories) == 0 {
			t.Fatalf("adding %s: %+v", p.ID, added)
		}
	}
	if diff := cmp.Diff(wanted(t, pages), exported(t, s)); diff != "" {
		t.Errorf("read (-) and export (+) differ:\n%s", diff)
	}
	clean(t, s)
	before := exported(t, s)
	if added := add(t, s, pages...); added.Same != len(pages) || len(added.Stories) > 0 {
		t.Errorf("adding the pages again: %+v", added)
	}
	if exported(t, s) != before {
		t.Error("adding the pages again changed the edition")
	}
}

func article(id, title, text string) intake.Page {
	return intake.Page{ID: id, Source: id + ".txt", Kind: intake.Article, Title: title, Body: text}
}

func fire(id string, n int) intake.Page {
	return article(id, "Two sheds burn on the north quay", fmt.Sprintf("Two sheds burnt down on the north quay of Lisk on Friday. “Nobody was in the sheds when the fire began,” harbour master Vera Adler said. The fire brigade of Lisk sent %d engines.", n))
}
