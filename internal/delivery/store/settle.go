package store

import (
	"context"
	"maps"
	"math/rand/v2"
	"slices"

	"variorum/internal/news/reading"
	"variorum/internal/news/story"
)

// The steps that a page takes after it has come in. What is to be done stands in the table todo, so that who comes next goes on
// where a program was stopped.
const (
	stepSort = 1 // into its parts
	stepRead = 2 // into an account
	stepTell = 3 // as part of a story
)

// stepNames are how progress calls the steps: as variorum.Read does.
var stepNames = map[int]string{stepSort: "pages", stepRead: "accounts", stepTell: "stories"}

// Settled is what settling changed.
type Settled struct {
	Stories   []int64 // told anew, ascending
	Withdrawn []int64 // moved into others, or without accounts, ascending
}

// Settle does what is still to be done for the pages that were taken: it reads them and puts them into stories. It does nothing
// when nothing is to be done. When the context ends it stops between two portions of the work, and the next call goes on.
func (s *Store) Settle(ctx context.Context, p reading.Progress) (Settled, error) {
	s.settling.Lock()
	defer s.settling.Unlock()
	w := &worker{Store: s, ctx: ctx, progress: p, told: map[int64]bool{}, withdrawn: map[int64]bool{}}
	for w.err == nil && w.another() {
	}
	for id := range w.withdrawn {
		delete(w.told, id)
	}
	return Settled{slices.Sorted(maps.Keys(w.told)), slices.Sorted(maps.Keys(w.withdrawn))}, w.err
}

// Unsettled is the number of pages for which Settle has something to do.
func (s *Store) Unsettled(ctx context.Context) (n int, err error) {
	err = s.reading(ctx, "read", func(t *tx) { t.one("SELECT count(DISTINCT page) FROM todo", nil, &n) })
	return n, err
}

// Reread reads all pages of the store anew and settles them, as after a new version of the program.
func (s *Store) Reread(ctx context.Context, p reading.Progress) (Settled, error) {
	err := s.writing(ctx, "read anew", func(t *tx) {
		t.do("UPDATE account SET learnt = x''")
		for _, page := range t.numbers("SELECT id FROM page WHERE same = '' ORDER BY id") {
			t.enqueue(stepSort, page)
		}
	})
	if err != nil {
		return Settled{}, err
	}
	return s.Settle(ctx, p)
}

// Counts are how much a store holds.
type Counts struct {
	Pages     int `json:"pages"`
	Accounts  int `json:"accounts"`
	Stories   int `json:"stories"`
	Unsettled int `json:"unsettled"` // pages for which Settle has something to do
}

// Counts counts.
func (s *Store) Counts(ctx context.Context) (n Counts, err error) {
	err = s.reading(ctx, "read", func(t *tx) {
		t.one("SELECT count(*) FROM page", nil, &n.Pages)
		t.one("SELECT count(*) FROM account", nil, &n.Accounts)
		t.one("SELECT count(*) FROM story WHERE told > 0", nil, &n.Stories)
		t.one("SELECT count(DISTINCT page) FROM todo", nil, &n.Unsettled)
	})
	return n, err
}

// worker settles.
type worker struct {
	*Store
	ctx             context.Context
	progress        reading.Progress
	err             error
	told, withdrawn map[int64]bool
	done            map[int]int
	sketches        map[int64]*story.Sketch // those brought back so far
	graph           int64                   // the state of accounts and links that they are of
}

// mostSketches is the number of sketches kept in memory while settling: some 60 MB.
const mostSketches = 8000

// recall gives a transaction the sketches brought back so far, if no other program has written since.
func (w *worker) recall(t *tx) {
	if t.graph() != w.graph || len(w.sketches) > mostSketches || w.sketches == nil {
		w.sketches = map[int64]*story.Sketch{}
	}
	t.sketches = w.sketches
}

// remember says that the sketches are those of the store as this transaction leaves it.
func (w *worker) remember(t *tx) { w.graph = t.graph() }

// another does the next portion of the earliest step that has something to do, and reports whether there was one.
func (w *worker) another() bool {
	if w.err = w.ctx.Err(); w.err != nil {
		return false
	}
	left := map[int]int{}
	w.err = w.reading(w.ctx, "read", func(t *tx) {
		t.each("SELECT step, count(*) FROM todo GROUP BY step", nil, func(scan func(...any)) {
			var step, n int
			scan(&step, &n)
			left[step] = n
		})
	})
	for step, do := range map[int]func(){stepSort: w.sort, stepRead: w.readAccounts, stepTell: w.tell} {
		if w.err == nil && left[step] > 0 && step == slices.Min(slices.Collect(maps.Keys(left))) {
			do()
			w.report(step, left[step])
		}
	}
	return len(left) > 0
}

// report tells how far a step is, of which left was to be done before the last portion.
func (w *worker) report(step, left int) {
	if w.progress == nil || w.err != nil {
		return
	}
	if w.done == nil {
		w.done = map[int]int{}
	}
	w.done[step]++
	w.progress(stepNames[step], w.done[step], w.done[step]+left)
}

// job is a page for which a step is to be done.
type job struct{ page, stamp int64 }

func (t *tx) jobs(step, most int) []job {
	var out []job
	t.each("SELECT page, stamp FROM todo WHERE step = ? ORDER BY page LIMIT ?", []any{step, most}, func(scan func(...any)) {
		var j job
		scan(&j.page, &j.stamp)
		out = append(out, j)
	})
	return out
}

// finish takes a job off the list. It reports false when the page has changed since the job was taken on: then what came of it
// is stale, and the job is done again.
func (t *tx) finish(step int, j job) bool {
	return t.do("DELETE FROM todo WHERE step = ? AND page = ? AND stamp = ?", step, j.page, j.stamp) == 1
}

// enqueue puts a page on the list of a step. The stamp is random, so that no two are alike.
func (t *tx) enqueue(step int, page int64) {
	t.do("INSERT OR REPLACE INTO todo VALUES (?, ?, ?)", step, page, rand.Int64())
}

// retell puts an account on the list of those to be told.
func (t *tx) retell(page int64) {
	var one int
	if t.one("SELECT 1 FROM account WHERE page = ?", []any{page}, &one) {
		t.touch()
		t.enqueue(stepTell, page)
	}
}

// forget drops what was read from a page; the accounts that were told with it are to be told anew.
func (t *tx) forget(page int64) {
	t.touch()
	t.unlearn(page)
	t.unlink(page)
	var story *int64
	t.one("SELECT story FROM page WHERE id = ?", []any{page}, &story)
	for _, table := range []string{"parts", "account", "telling", "named", "figure", "todo"} {
		t.do("DELETE FROM "+table+" WHERE page = ?", page)
	}
	t.do("DELETE FROM words WHERE rowid = ?", page)
	t.do("UPDATE page SET story = NULL WHERE id = ?", page)
	if story == nil {
		return
	}
	mates := t.numbers("SELECT id FROM page WHERE story = ?", *story)
	for _, mate := range mates {
		t.retell(mate)
	}
	if len(mates) == 0 {
		t.withdraw(*story)
	}
}

// withdraw ends a story that has no account any more. Its number stays, and is given to no other.
func (t *tx) withdraw(story int64) {
	t.do("UPDATE story SET told = 0, packed = NULL WHERE id = ?", story)
	t.do("DELETE FROM related WHERE story = ? OR other = ?", story, story)
	t.change(story, Gone)
}
