package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"variorum/internal/news/intake"
)

// grown is a store with a story of more accounts than are told while one waits, and an account more that waits to be told.
func grown(t *testing.T) (*Store, []intake.Page, int64) {
	t.Helper()
	s := open(t)
	var pages []intake.Page
	for i := range quickStory + 2 {
		pages = append(pages, fire(fmt.Sprintf("page-%d", i), i))
	}
	settled, err := s.Settle(context.Background(), nil)
	if err != nil || len(settled.Stories) > 0 {
		t.Fatalf("settling nothing: %+v %v", settled, err)
	}
	if added := add(t, s, pages...); len(added.Stories) != 1 || len(added.Waiting) > 0 {
		t.Fatalf("a new story is told at once: %+v", added)
	}
	one := fire("late", 99)
	added := add(t, s, one)
	if len(added.Stories) != 1 || len(added.Waiting) != 1 || added.Stories[0] != added.Waiting[0] {
		t.Fatalf("a large story that grows is told later: %+v", added)
	}
	return s, append(pages, one), added.Stories[0]
}

func TestLargeStoriesAreToldWhenLookedAt(t *testing.T) {
	ctx := context.Background()
	s, pages, id := grown(t)
	clean(t, s)
	if hits, _, _, err := s.Search(ctx, Query{Words: "99"}); err != nil || len(hits) != 1 || hits[0].Account != "late" || hits[0].Story != id {
		t.Errorf("an account that waits is found by its words: %+v %v", hits, err)
	}
	if page, err := s.Find(ctx, "late"); err != nil {
		t.Error(err)
	} else if p, err := s.Page(ctx, page); err != nil || p.Account == nil || p.Account.ID != "late" || p.Story != id {
		t.Errorf("an account that waits is shown as it was read: %+v %v", p, err)
	}
	watched, err := Open(ctx, s.Path(), Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer watched.Close()
	if _, err := watched.Edition(ctx); !errors.Is(err, ErrUntold) {
		t.Errorf("a reader exports what is not told: %v", err)
	}
	if _, err := watched.Edition(ctx, id); !errors.Is(err, ErrUntold) {
		t.Errorf("a reader exports a story that is not told: %v", err)
	}
	story, err := s.Story(ctx, id)
	if err != nil || story.Accounts != len(pages) || len(story.Edition.Accounts) != len(pages) {
		t.Errorf("the story has %d accounts, want %d: %v", story.Accounts, len(pages), err)
	}
	if _, stories, err := watched.Unsettled(ctx); err != nil || stories != 0 {
		t.Errorf("%d stories wait after they were looked at: %v", stories, err)
	}
	if exported(t, s) != wanted(t, pages) {
		t.Error("the edition is another than that of reading the pages")
	}
}

// TestWaitingStoriesAreWholeForReaders: who may only read sees a story either as it was told, or told anew for him; never an account with
// what was found in another text.
func TestWaitingStoriesAreWholeForReaders(t *testing.T) {
	ctx := context.Background()
	s, pages, id := grown(t)
	reader, err := Open(ctx, s.Path(), Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	before, err := reader.Story(ctx, id)
	if err != nil || before.Accounts != len(pages)-1 {
		t.Fatalf("a reader sees %d accounts: %v", before.Accounts, err)
	}
	add(t, s, fire("page-1", 500)) // the text of an account that was told
	after, err := reader.Story(ctx, id)
	if err != nil || after.Accounts != len(pages) || len(after.Edition.Stories[0].Accounts) != len(pages) {
		t.Errorf("a reader sees %d accounts of a story that has another text: %v", after.Accounts, err)
	}
	if want, err := s.Story(ctx, id); err != nil || encoded(t, want.Edition) != encoded(t, after.Edition) {
		t.Errorf("told for a reader it is another: %v", err)
	}
	clean(t, s)
}

// TestConfirmedLater: where more links lie about an account than are looked at while one waits, it is in the story of its likeliest neighbour at
// once, and a story that is wrong for it does not last.
func TestConfirmedLater(t *testing.T) {
	ctx := context.Background()
	s := open(t)
	s.quickTies = 0
	pages := []intake.Page{fire("post", 6), fire("ledger", 7), fire("wire", 8)}
	for i, p := range pages {
		added := add(t, s, p)
		if len(added.Stories) != 1 {
			t.Fatalf("page %d: %+v", i, added)
		}
		if story, err := s.Story(ctx, added.Stories[0]); err != nil || story.Accounts != i+1 || len(story.Edition.Accounts) != i+1 {
			t.Fatalf("after %d pages the story has %d accounts: %v", i+1, story.Accounts, err)
		}
	}
	if n, err := s.Counts(ctx); err != nil || n.Unsettled != 0 || n.Stories != 1 {
		t.Errorf("%+v %v", n, err)
	}
	apart, err := s.Story(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	err = s.deriving(ctx, "put asunder", func(t *tx) {
		other := t.insert("INSERT INTO story DEFAULT VALUES")
		t.join(apart.Pages["wire"], other)
		t.do("UPDATE story SET members = 1 WHERE id = ?", other)
		t.do("UPDATE story SET members = 2 WHERE id = 1")
		t.retell(1)
		t.retell(other)
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Place(ctx, nil); err != nil {
		t.Fatal(err)
	}
	reader, err := Open(ctx, s.Path(), Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if _, err := reader.Edition(ctx); !errors.Is(err, ErrUntold) {
		t.Errorf("a reader exports what is not confirmed: %v", err)
	}
	if exported(t, s) != wanted(t, pages) {
		t.Error("the edition is another than that of reading the pages")
	}
	clean(t, s)
}

// TestChangedAndConfirmedLater: an account that has another text among more links than are looked at while one waits has its story told anew, and one
// that tells of something else by now is missed in the story that it stood in.
func TestChangedAndConfirmedLater(t *testing.T) {
	ctx := t.Context()
	s := open(t)
	s.quickTies = 0
	var pages []intake.Page
	for i := range quickStory + 2 {
		pages = append(pages, fire(fmt.Sprintf("page-%d", i), i))
	}
	first := add(t, s, pages...).Stories[0]
	if _, err := s.Settle(ctx, nil); err != nil {
		t.Fatal(err)
	}
	pages[1] = fire("page-1", 500)
	another := each(t, "../../../examples")[0]
	another.ID, another.Source, another.URL = pages[2].ID, pages[2].Source, pages[2].URL
	pages[2] = another
	for _, i := range []int{1, 2} {
		left := len(pages) + 1 - i // the second of the two leaves it
		if added := add(t, s, pages[i]); !slices.Contains(added.Waiting, first) {
			t.Errorf("page %d is another, and its story is not to be told: %+v", i, added)
		}
		if story, err := s.Story(ctx, first); err != nil || story.Accounts != left {
			t.Errorf("after page %d the story has %d accounts, want %d: %v", i, story.Accounts, left, err)
		}
		clean(t, s)
	}
	if exported(t, s) != wanted(t, pages) {
		t.Error("the edition is another than that of reading the pages")
	}
	clean(t, s)
}

// TestAttend: what an addition leaves is done in the background.
func TestAttend(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	s, pages, id := grown(t)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		s.Attend(ctx, func(err error) { t.Error(err) })
	}()
	add(t, s, fire("later", 100))
	for {
		if _, stories, err := s.Unsettled(ctx); err != nil || stories == 0 {
			if err != nil {
				t.Fatal(err)
			}
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	cancel()
	<-ended
	if story, err := s.Story(context.Background(), id); err != nil || story.Accounts != len(pages)+1 {
		t.Errorf("%d accounts: %v", story.Accounts, err)
	}
}

// TestProgressComesToItsEnd: each step says of how much it has done how much, and ends with all of it, whatever the portions.
func TestProgressComesToItsEnd(t *testing.T) {
	s := open(t)
	const pages = pagesAtOnce + 10
	var all []intake.Page
	for i := range pages {
		all = append(all, fire(fmt.Sprintf("page-%d", i), i))
	}
	all = append(all, each(t, "../../../examples")...)
	if _, err := s.Take(t.Context(), all, AddOptions{}); err != nil {
		t.Fatal(err)
	}
	last := map[string][2]int{}
	if _, err := s.Settle(t.Context(), func(step string, done, total int) {
		if before := last[step]; done < before[0] || done == 0 {
			t.Errorf("%s: %d of %d after %d of %d", step, done, total, before[0], before[1])
		}
		last[step] = [2]int{done, total}
	}); err != nil {
		t.Fatal(err)
	}
	n, err := s.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for step, want := range map[string]int{"pages": n.Pages, "accounts": n.Accounts, "groups": n.Accounts, "stories": n.Stories} {
		if last[step] != [2]int{want, want} {
			t.Errorf("%s ends with %d of %d, want %d", step, last[step][0], last[step][1], want)
		}
	}
}

// TestStoriesAreToldOnce: many who look at a story that waits have it told once.
func TestStoriesAreToldOnce(t *testing.T) {
	s, pages, id := grown(t)
	before, err := s.Last(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var looking sync.WaitGroup
	for range 4 {
		looking.Go(func() {
			if story, err := s.Story(t.Context(), id); err != nil || story.Accounts != len(pages) {
				t.Errorf("%d accounts: %v", story.Accounts, err)
			}
		})
	}
	looking.Wait()
	if changes, err := s.Changes(t.Context(), before, 10); err != nil || len(changes) != 1 {
		t.Errorf("told %d times: %+v %v", len(changes), changes, err)
	}
}

// TestToldMeanwhile: what two programs have told of the same accounts is kept once.
func TestToldMeanwhile(t *testing.T) {
	s, _, id := grown(t)
	before, err := s.Last(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w := s.worker(t.Context(), nil)
	for range 2 {
		var u untold
		if err := s.reading(t.Context(), "read", func(tx *tx) { u = tx.untold(id) }); err != nil {
			t.Fatal(err)
		}
		portion := []untold{u}
		w.tellThese(portion)
		w.keepTold(portion)
	}
	if w.err != nil || !w.told[id] {
		t.Fatal(w.err)
	}
	if changes, err := s.Changes(t.Context(), before, 10); err != nil || len(changes) != 1 {
		t.Errorf("told %d times: %+v %v", len(changes), changes, err)
	}
	clean(t, s)
}

// TestExportTellsWhatItHas: an export of some stories tells these and no others, and is not kept from them by pages that wait; one of all puts the
// pages into stories first.
func TestExportTellsWhatItHas(t *testing.T) {
	ctx := t.Context()
	s, pages, large := grown(t)
	other := each(t, "../../../examples")
	added := add(t, s, other...)
	if _, err := s.Take(ctx, []intake.Page{fire("waits", 100)}, AddOptions{}); err != nil {
		t.Fatal(err)
	}
	small := added.Stories[0]
	if e, err := s.Edition(ctx, small); err != nil || len(e.Stories) != 1 {
		t.Errorf("a story beside others that wait: %v", err)
	}
	if n, err := s.Counts(ctx); err != nil || n.Unsettled != 1 || n.Untold != 1 {
		t.Errorf("after an export of another story: %+v %v", n, err)
	}
	if e, err := s.Edition(ctx, large); err != nil || len(e.Accounts) != len(pages) {
		t.Errorf("a story that waits: %v", err)
	}
	if exported(t, s) != wanted(t, slices.Concat(pages, other, []intake.Page{fire("waits", 100)})) {
		t.Error("the edition is another than that of reading the pages")
	}
	if n, err := s.Counts(ctx); err != nil || n.Unsettled != 0 || n.Untold != 0 {
		t.Errorf("after an export of all: %+v %v", n, err)
	}
}

// TestToldOfWhatWasThere: what was told of a text that is replaced meanwhile is not kept, and a story that is told while the new text waits is told of
// the accounts that it has then.
func TestToldOfWhatWasThere(t *testing.T) {
	s, pages, id := grown(t)
	w := s.worker(t.Context(), nil)
	var u untold
	if err := s.reading(t.Context(), "read", func(tx *tx) { u = tx.untold(id) }); err != nil {
		t.Fatal(err)
	}
	portion := []untold{u}
	w.tellThese(portion)
	if _, err := s.Take(t.Context(), []intake.Page{fire("page-1", 500)}, AddOptions{}); err != nil {
		t.Fatal(err)
	}
	if w.keepTold(portion); w.err != nil || len(w.told) > 0 {
		t.Errorf("told of a text that was replaced: %v %v", w.told, w.err)
	}
	clean(t, s)
	if story, err := s.Story(t.Context(), id); err != nil || story.Accounts != len(pages)-1 {
		t.Errorf("%d accounts while one waits, want %d: %v", story.Accounts, len(pages)-1, err)
	}
	clean(t, s)
}
