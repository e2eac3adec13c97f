package store

import (
	"context"
	"maps"
	"math"
	"math/rand/v2"
	"slices"

	"variorum/internal/news/reading"
	"variorum/internal/news/story"
)

// The steps that a page takes after it has come in. What is to be done stands in the table todo, so that who comes next goes on
// where a program was stopped.
const (
	stepSort  = 1 // into its parts
	stepRead  = 2 // into an account
	stepPlace = 3 // into a story
	stepTell  = 4 // of a story and not of a page: those to be told stand in the table story
	// stepConfirm is of an account that stands in the story of its likeliest neighbour, or where it stood before: whether it belongs there is still to
	// be found out.
	stepConfirm = 5
)

// stepNames are how progress calls the steps: as variorum.Read does.
var stepNames = map[int]string{stepSort: "pages", stepRead: "accounts", stepPlace: "groups", stepConfirm: "groups", stepTell: "stories"}

// Settled is what settling changed.
type Settled struct {
	Stories   []int64 // those that have other accounts than before or were told anew, ascending
	Waiting   []int64 // those of them that are still to be told, ascending
	Withdrawn []int64 // moved into others, or without accounts, ascending
}

const (
	// everyStory is no bound on the accounts of a story.
	everyStory = math.MaxInt32
	// quickStory is the number of accounts up to which a story is told while one waits: some 20 ms. Telling takes
	// longer than the number grows, of 200 accounts some seconds, and reading one page 30 ms.
	quickStory = 3
)

// Settle does what is still to be done for the pages that were taken: it reads them, puts them into stories and tells these. It does nothing
// when nothing is to be done. When the context ends it stops between two portions of the work, and the next call goes on.
func (s *Store) Settle(ctx context.Context, p reading.Progress) (Settled, error) {
	return s.settle(ctx, p, everyStory)
}

// Place does what Settle does, but for stories of many accounts, which take long to tell: these are told when they are next looked at, or by
// the next Settle. And where thousands of links lie about an account, it is put into the story of the account that is likeliest to speak for the
// same event; the next Settle finds out whether it belongs there. The store of a desk to which pages come one by one is so never behind by more
// than it shows.
func (s *Store) Place(ctx context.Context, p reading.Progress) (Settled, error) {
	return s.settle(ctx, p, quickStory)
}

func (s *Store) settle(ctx context.Context, p reading.Progress, most int) (Settled, error) {
	w := s.worker(ctx, p)
	w.quick = most < everyStory
	w.readAll()
	w.tellAll(most)
	var out Settled
	for id := range w.withdrawn {
		delete(w.changed, id)
		delete(w.told, id)
	}
	for id := range w.changed {
		if !w.told[id] {
			out.Waiting = append(out.Waiting, id)
		}
		w.told[id] = true
	}
	slices.Sort(out.Waiting)
	out.Stories, out.Withdrawn = slices.Sorted(maps.Keys(w.told)), slices.Sorted(maps.Keys(w.withdrawn))
	return out, w.err
}

func (s *Store) worker(ctx context.Context, p reading.Progress) *worker {
	return &worker{Store: s, ctx: ctx, progress: p, changed: map[int64]bool{}, told: map[int64]bool{}, withdrawn: map[int64]bool{}}
}

// tellAll tells the stories of at most so many accounts. The large ones are told by one at a time.
func (w *worker) tellAll(most int) {
	if most == everyStory {
		w.Store.telling.Lock()
		defer w.Store.telling.Unlock()
	}
	left := make(chan int, 2) // behind each portion, of which one is told while one is written
	overlap(w, func(r *worker, written []untold) []untold {
		next, n := r.toldToKeep(most, written)
		left <- n
		return next
	}, func(portion []untold) {
		w.keepTold(portion)
		w.report(stepTell, len(portion), <-left)
	})
}

// readAll takes the steps of pages until none is left.
func (w *worker) readAll() {
	w.settling.Lock()
	defer w.settling.Unlock()
	for w.err == nil && w.another() {
	}
}

// Unsettled is the number of pages that are still to be read or put into a story, and that of stories that are to be told.
func (s *Store) Unsettled(ctx context.Context) (pages, stories int, err error) {
	err = s.reading(ctx, "read", func(t *tx) { pages, stories = t.unsettled() })
	return pages, stories, err
}

func (t *tx) unsettled() (pages, stories int) {
	t.one("SELECT count(DISTINCT page) FROM todo WHERE step < ?", []any{stepConfirm}, &pages)
	t.one("SELECT count(*) FROM story WHERE placed <> shown", nil, &stories)
	return pages, stories
}

// unconfirmed reports whether it is still to be found out of an account whether it belongs to its story.
func (t *tx) unconfirmed() bool {
	var one int
	return t.one("SELECT 1 FROM todo WHERE step = ? LIMIT 1", []any{stepConfirm}, &one)
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
	Unsettled int `json:"unsettled"` // pages that are still to be read or put into a story
	Untold    int `json:"untold"`    // stories that are to be told
}

// Counts counts.
func (s *Store) Counts(ctx context.Context) (n Counts, err error) {
	err = s.reading(ctx, "read", func(t *tx) {
		t.one("SELECT count(*) FROM page", nil, &n.Pages)
		t.one("SELECT count(*) FROM account", nil, &n.Accounts)
		t.one("SELECT count(*) FROM story WHERE members > 0", nil, &n.Stories)
		n.Unsettled, n.Untold = t.unsettled()
	})
	return n, err
}

// worker settles.
type worker struct {
	*Store
	ctx      context.Context
	progress reading.Progress
	quick    bool // leave what takes long, as Place does
	err      error
	// Stories: those whose accounts are others than before, those told anew, and those that are no more.
	changed, told, withdrawn map[int64]bool
	total                    map[int]int             // of each step, the most that was left
	sketches                 map[int64]*story.Sketch // those brought back so far
	graph                    int64                   // the state of accounts and links that they are of
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
	if w.quick {
		delete(left, stepConfirm)
	}
	if w.err != nil || len(left) == 0 {
		return false
	}
	switch step := slices.Min(slices.Collect(maps.Keys(left))); step {
	case stepSort:
		w.sort()
		w.reportOf(step, pagesAtOnce, left[step])
	case stepRead:
		w.readAccounts(left[step])
	default:
		w.place(step)
		w.reportOf(step, placedAtOnce, left[step])
	}
	return true
}

// reportOf tells of a portion of at most so many, before which so much was to be done.
func (w *worker) reportOf(step, portion, before int) {
	done := min(portion, before)
	w.report(step, done, before-done)
}

// report tells how far a step is: so much of it was done now, and so much is left.
func (w *worker) report(step, done, left int) {
	if w.progress == nil || w.err != nil {
		return
	}
	if w.total == nil {
		w.total = map[int]int{}
	}
	w.total[step] = max(w.total[step], done+left)
	w.progress(stepNames[step], w.total[step]-left, w.total[step])
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

// replace puts an account on the list of those to be put into stories.
func (t *tx) replace(page int64) {
	var one int
	if t.one("SELECT 1 FROM account WHERE page = ?", []any{page}, &one) {
		t.touch()
		t.enqueue(stepPlace, page)
	}
}

// forget drops what was read from a page; the accounts that were told with it are to be put into stories anew.
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
	t.do("UPDATE story SET packed = NULL, members = members - 1 WHERE id = ?", *story) // its findings are of a text that is not there any more
	t.retell(*story)                                                                   // who is about to keep them keeps them no more
	mates := t.numbers("SELECT id FROM page WHERE story = ?", *story)
	for _, mate := range mates {
		t.replace(mate)
	}
	if len(mates) == 0 {
		t.withdraw(*story)
	}
}

// withdraw ends a story that has no account any more. Its number stays, and is given to no other.
func (t *tx) withdraw(story int64) {
	t.do("UPDATE story SET told = 0, accounts = 0, members = 0, shown = placed, packed = NULL WHERE id = ?", story)
	t.do("DELETE FROM related WHERE story = ? OR other = ?", story, story)
	t.change(story, Gone)
}
