package store

import (
	"errors"
	"fmt"
	"slices"

	"variorum/internal/news/story"
)

const (
	// undated is the day of an account whose day of publication is not known within exactDays.
	undated = -1_000_000
	// exactDays is the number of days within which the bounds of a day say when it was.
	exactDays = 7
	// termWindow is the number of accounts before and behind it in time with which a term brings an account together. It bounds the
	// work, as in package story.
	termWindow = 250
	// runWindow is the same for a run of words, which more accounts share only when they are of one text.
	runWindow = 250
	// leastShared is the part of what two accounts must share of the weight of their terms, as story.Near asks, from which they are looked at
	// closer: a little less than all, since sums in another order round otherwise.
	leastShared = 1 - 1e-3
)

// dayOf is the day under which an account stands in the index.
func dayOf(k story.Keys) int {
	if k.From == -story.Open || k.To == story.Open || k.To-k.From > exactDays {
		return undated
	}
	return k.From
}

// link finds the accounts that an account may belong together with, or be related to, and keeps which they are. Both ends are to be
// told anew.
func (t *tx) link(page int64, sketch *story.Sketch) {
	t.unlink(page)
	near := t.near(page, sketch.Keys())
	t.index(page, sketch)
	for _, other := range near {
		odds, related := story.Weigh(sketch, t.sketch(other))
		if joins := odds.Join(); joins || related {
			t.do("INSERT OR REPLACE INTO link VALUES (?, ?, ?, ?, ?), (?, ?, ?, ?, ?)", page, other, joins, related, int64(odds), other, page, joins, related, int64(odds))
		}
	}
}

// unlink forgets the links of an account, and puts those that it was joined with on the list of those to be told.
func (t *tx) unlink(page int64) {
	for _, other := range t.numbers("SELECT other FROM link WHERE page = ? AND joins", page) {
		t.enqueue(stepPlace, other)
	}
	for _, other := range t.numbers("SELECT other FROM link WHERE page = ?", page) {
		t.do("DELETE FROM link WHERE page = ? AND other = ?", other, page)
	}
	t.do("DELETE FROM link WHERE page = ?", page)
	sketch := t.sketch(page)
	if sketch == nil {
		return
	}
	keys := sketch.Keys()
	for _, k := range keys.Terms {
		t.do("DELETE FROM term WHERE key = ? AND day = ? AND page = ?", int64(k.Key), dayOf(keys), page)
	}
	for _, r := range keys.Runs {
		t.do("DELETE FROM run WHERE key = ? AND page = ?", int64(r), page)
	}
	t.do("DELETE FROM sketch WHERE page = ?", page)
	delete(t.sketches, page)
}

// sketch brings back the sketch of an account, nil where there is none.
func (t *tx) sketch(page int64) *story.Sketch {
	if s := t.sketches[page]; s != nil {
		return s
	}
	var raw []byte
	if !t.one("SELECT bytes FROM sketch WHERE page = ?", []any{page}, &raw) {
		return nil
	}
	s, _, err := story.ReadSketch(raw)
	if err != nil {
		t.err = fmt.Errorf("sketch of page %d: %w", page, err)
		return nil
	}
	if t.sketches != nil {
		t.sketches[page] = s
	}
	return s
}

// index keeps the sketch of an account, and its keys.
func (t *tx) index(page int64, s *story.Sketch) {
	k := s.Keys()
	t.do("INSERT INTO sketch VALUES (?, ?, ?)", page, int64(k.Text), s.AppendBinary(nil))
	for _, r := range k.Runs {
		t.do("INSERT OR IGNORE INTO run VALUES (?, ?)", int64(r), page)
	}
	for _, term := range k.Terms {
		t.do("INSERT OR IGNORE INTO term VALUES (?, ?, ?, ?)", int64(term.Key), dayOf(k), page, float64(term.Weight))
	}
	if t.sketches != nil {
		t.sketches[page] = s
	}
}

// near are the accounts that are story.Near one, ascending.
func (t *tx) near(page int64, keys story.Keys) []int64 {
	met := map[int64]bool{}
	for _, other := range t.numbers("SELECT page FROM sketch WHERE text = ?", int64(keys.Text)) {
		met[other] = true
	}
	for _, r := range keys.Runs {
		for _, other := range t.numbers(limited("SELECT page FROM run WHERE key = ? ORDER BY page DESC", runWindow), int64(r)) {
			met[other] = true
		}
	}
	for other, shared := range t.sharing(keys) {
		if shared >= leastShared {
			met[other] = true
		}
	}
	delete(met, page)
	var out []int64
	for other := range met {
		if b := t.sketch(other); b != nil && story.Near(keys, b.Keys()) {
			out = append(out, other)
		}
	}
	slices.Sort(out)
	return out
}

// sharing gives for each account that has one of some terms the weight of what it shares, in parts of what story.Near may ask for at least.
func (t *tx) sharing(keys story.Keys) map[int64]float64 {
	shared := map[int64]float64{}
	day := dayOf(keys)
	for _, term := range keys.Terms {
		meet := func(query string, args ...any) {
			t.each(limited("SELECT page, day, weight FROM term WHERE key = ? AND "+query, termWindow), append([]any{int64(term.Key)}, args...), func(scan func(...any)) {
				var other int64
				var on int
				var weight float64
				scan(&other, &on, &weight)
				shared[other] += weight * float64(term.Weight) / leastOf(day, on)
			})
		}
		if day == undated { // of any time
			meet("1 ORDER BY day DESC")
			continue
		}
		first, last := day-exactDays-story.TermDays, day+exactDays+story.TermDays
		if term.Rare {
			first, last = undated+1, story.Open
		}
		meet("day = ?", undated)
		meet("day > ? AND day BETWEEN ? AND ? ORDER BY day DESC", undated, first, day)
		meet("day > ? AND day <= ? ORDER BY day", day, last)
	}
	return shared
}

// leastOf is the least part of the weight of their terms that accounts of two days must share.
func leastOf(a, b int) float64 {
	if a == undated || b == undated || max(a-b, b-a) > story.TermDays {
		return story.LeastFar
	}
	return story.LeastCosine
}

// errBroken ends the search for stories when the database cannot go on: package story asks for accounts in the middle of its work, and has no
// way to be told of an error.
var errBroken = errors.New("the store cannot be read")

// regroup are the stories that a change of some accounts leaves.
func (t *tx) regroup(pages []int64) (out [][]int64) {
	defer func() {
		if r := recover(); r != nil && r != errBroken {
			panic(r)
		}
	}()
	unbroken := func() {
		if t.err != nil {
			panic(errBroken)
		}
	}
	unbroken()
	return story.Regroup(pages, story.Ground{
		Sketch: func(page int64) *story.Sketch {
			defer unbroken()
			return t.sketch(page)
		},
		Copies: func(text uint64) []int64 {
			defer unbroken()
			return t.numbers("SELECT page FROM sketch WHERE text = ?", int64(text))
		},
		Ties: func(page int64) (ties []story.Tie) {
			defer unbroken()
			t.each("SELECT other, odds FROM link WHERE page = ? AND joins", []any{page}, func(scan func(...any)) {
				var k story.Tie
				scan(&k.To, &k.Odds)
				ties = append(ties, k)
			})
			return ties
		},
		Story: func(page int64) []int64 {
			defer unbroken()
			return t.numbers("SELECT id FROM page WHERE story = (SELECT story FROM page WHERE id = ?)", page)
		},
	})
}
