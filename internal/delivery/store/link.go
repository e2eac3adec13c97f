package store

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"variorum/internal/engine/shingle"
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
	// closer: a little less than all, since sums in another order round otherwise. From surelyShared on they need no closer look.
	leastShared  = 1 - 1e-3
	surelyShared = 1 + 1e-3
)

// dayOf is the day under which an account stands in the index.
func dayOf(k story.Keys) int {
	if k.From == -story.Open || k.To == story.Open || k.To-k.From > exactDays {
		return undated
	}
	return k.From
}

// links finds the accounts that an account may belong together with, or be related to.
func (t *tx) links(page int64, sketch *story.Sketch) (out []bond) {
	for _, other := range t.near(page, sketch) {
		if odds, related := story.Weigh(sketch, t.sketch(other)); related || odds.Join() {
			out = append(out, bond{other, odds, related})
		}
	}
	return out
}

// link keeps which accounts an account may belong together with. Both ends are to be told anew.
func (t *tx) link(page int64, sketch *story.Sketch, links []bond) {
	t.unlink(page)
	t.index(page, sketch)
	t.bind(page, links)
}

// unlink forgets the links of an account, and puts those that it was joined with on the list of those to be told.
func (t *tx) unlink(page int64) {
	sketch := t.sketch(page)
	if sketch == nil {
		return
	}
	for _, b := range t.bonds(page) {
		if b.odds.Join() {
			t.enqueue(stepPlace, b.to)
		}
	}
	t.unbind(page)
	keys := sketch.Keys()
	for _, k := range keys.Terms {
		t.do("DELETE FROM term WHERE key = ? AND day = ? AND page = ?", int64(k.Key), dayOf(keys), page)
	}
	for _, r := range keys.Runs {
		t.do("DELETE FROM run WHERE key = ? AND page = ?", int64(r), page)
	}
	t.do("DELETE FROM sketch WHERE page = ?", page)
	t.do("DELETE FROM head WHERE page = ?", page)
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
	k, c := s.Keys(), s.Copy(page)
	t.do("INSERT INTO sketch VALUES (?, ?, ?)", page, int64(k.Text), s.AppendBinary(nil))
	t.do("INSERT INTO head VALUES (?, ?, ?, ?, ?, ?)", page, int64(c.Text), c.From, c.To, c.Outlet, len(k.Runs))
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
func (t *tx) near(page int64, sketch *story.Sketch) []int64 {
	keys := sketch.Keys()
	near := t.copying(keys)
	for _, other := range t.numbers("SELECT page FROM head WHERE text = ?", int64(keys.Text)) {
		near[other] = true
	}
	for other, shared := range t.sharing(keys) {
		if !near[other] && shared.may(dayOf(keys)) {
			b := t.sketch(other)
			near[other] = b != nil && (shared.surely(sketch, b) || story.NearSketches(sketch, b))
		}
	}
	delete(near, page)
	var out []int64
	for other, is := range near {
		if is {
			out = append(out, other)
		}
	}
	slices.Sort(out)
	return out
}

// copying are accounts that share enough runs of words with one to be story.Near it.
func (t *tx) copying(keys story.Keys) map[int64]bool {
	shared := map[int64]int{}
	unseen := 0 // runs that more accounts have than were looked at
	for _, r := range keys.Runs {
		others := t.numbers(limited("SELECT page FROM run WHERE key = ? ORDER BY page DESC", runWindow), int64(r))
		for _, other := range others {
			shared[other]++
		}
		if len(others) == runWindow {
			unseen++
		}
	}
	near := map[int64]bool{}
	for other, n := range shared {
		if !story.EnoughRuns(n+unseen, len(keys.Runs), len(keys.Runs)) {
			var runs int
			t.one("SELECT runs FROM head WHERE page = ?", []any{other}, &runs)
			if !story.EnoughRuns(n+unseen, len(keys.Runs), runs) {
				continue
			}
		}
		if b := t.sketch(other); b != nil {
			theirs := b.Runs()
			near[other] = story.EnoughRuns(shingle.Shared(keys.Runs, theirs), len(keys.Runs), len(theirs))
		}
	}
	return near
}

// shared is the weight of the terms that two accounts share, as far as the index told: of all, and of the rare ones.
type shared struct {
	day       int // of the other account
	all, rare float64
}

// sharing gives for each account that has one of some terms the weight of what it shares.
func (t *tx) sharing(keys story.Keys) map[int64]shared {
	found := map[int64]shared{}
	day := dayOf(keys)
	for _, term := range keys.Terms {
		query, first, last := inWindow, day-exactDays-story.TermDays, day+exactDays+story.TermDays
		switch {
		case day == undated:
			query = atAnyTime
		case term.Rare:
			first, last = undated+1, story.Open
		}
		t.each(query, []any{int64(term.Key), first, day, last}, func(scan func(...any)) {
			var other, on int64
			var weight float64
			scan(&other, &on, &weight)
			s := found[other]
			s.day, s.all = int(on), s.all+weight*float64(term.Weight)
			if term.Rare {
				s.rare += weight * float64(term.Weight)
			}
			found[other] = s
		})
	}
	return found
}

// The accounts that have a term: those of known days between ?2 and ?4, nearest to day ?3 first, and those without; or all.
var (
	inWindow = "SELECT * FROM (" + limited("SELECT page, day, weight FROM term WHERE key = ?1 AND day = "+strconv.Itoa(undated), termWindow) +
		") UNION ALL SELECT * FROM (" + limited("SELECT page, day, weight FROM term WHERE key = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day DESC", termWindow) +
		") UNION ALL SELECT * FROM (" + limited("SELECT page, day, weight FROM term WHERE key = ?1 AND day > ?3 AND day <= ?4 ORDER BY day", termWindow) + ")"
	atAnyTime = limited("SELECT page, day, weight FROM term WHERE key = ?1 AND ?2 <= ?4 AND ?3 <= ?4 ORDER BY day DESC", termWindow)
)

// may reports whether an account may be story.Near one of a day by what the two share. An account may have been published up to exactDays later
// than its day.
func (s shared) may(day int) bool {
	apart := max(s.day-day, day-s.day)
	dated := s.day != undated && day != undated
	near := (!dated || apart <= story.TermDays+exactDays) && s.all >= story.LeastCosine*leastShared
	far := (!dated || apart > story.TermDays) && s.rare >= story.LeastFar*leastShared
	return near || far
}

// surely reports whether two accounts share enough terms to be story.Near, without a closer look.
func (s shared) surely(a, b *story.Sketch) bool {
	if a.Apart(b) > story.TermDays {
		return s.rare >= story.LeastFar*surelyShared
	}
	return s.all >= story.LeastCosine*surelyShared
}

// errBroken ends the search for stories when the database cannot go on: package story asks for accounts in the middle of its work, and has no
// way to be told of an error.
var errBroken = errors.New("the store cannot be read")

// errGreat ends it when there is more to be looked at than is wanted.
var errGreat = errors.New("too many links")

// regroup are the stories that a change of some accounts leaves, and whether they could be found by looking at no more than so many links. mates
// gives the accounts that are in one story with another.
func (t *tx) regroup(pages []int64, most int, mates func(page int64) []int64) (out [][]int64, all bool) {
	defer func() {
		if r := recover(); r != nil && r != errBroken && r != errGreat {
			panic(r)
		}
	}()
	unbroken := func() {
		if t.err != nil {
			panic(errBroken)
		}
	}
	unbroken()
	out = story.Regroup(pages, story.Ground{
		Copies: func(page int64) (copies []story.Copy) {
			defer unbroken()
			return t.copies(page)
		},
		Sketch: func(page int64) *story.Sketch {
			defer unbroken()
			return t.sketch(page)
		},
		Ties: func(page int64) (ties []story.Tie) {
			defer unbroken()
			links := t.bonds(page)
			if most -= len(links); most < 0 {
				panic(errGreat)
			}
			for _, b := range links {
				if b.odds.Join() {
					ties = append(ties, story.Tie{To: b.to, Odds: b.odds})
				}
			}
			return ties
		},
		Story: func(page int64) []int64 {
			defer unbroken()
			return mates(page)
		},
	})
	return out, true
}

// copies are the accounts that have the text of one.
func (t *tx) copies(page int64) (out []story.Copy) {
	t.each("SELECT page, text, first, last, outlet FROM head WHERE text = (SELECT text FROM head WHERE page = ?)", []any{page}, func(scan func(...any)) {
		var c story.Copy
		var text int64
		scan(&c.Account, &text, &c.From, &c.To, &c.Outlet)
		c.Text = uint64(text)
		out = append(out, c)
	})
	return out
}
