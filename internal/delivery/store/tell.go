package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"

	"variorum/internal/news/account"
	"variorum/internal/news/reading"
	"variorum/internal/news/story"
)

// untold is a story on its way to be told: its accounts are known, and what they say together is not.
type untold struct {
	id, stamp int64   // stamp says which accounts it has
	pages     []int64 // ascending
	raw       []rawAccount
	accounts  []*account.Account
	told      reading.Told
	sum       StorySummary
	packed    []byte   // the story
	tellings  [][]byte // its accounts, packed
	forms     map[int64][]string
	ties      []tie
}

// toldToKeep tells some stories of at most so many accounts, or that nobody has told yet, the smallest first. left is how many will be left
// when they and those that are being written are kept.
func (w *worker) toldToKeep(most int, written []untold) (portion []untold, left int) {
	skip := map[int64]bool{}
	for i := range written {
		skip[written[i].id] = true
	}
	w.err = w.reading(w.ctx, "read", func(t *tx) {
		t.sketches = map[int64]*story.Sketch{}
		accounts := 0
		const wanted = " FROM story WHERE placed <> shown AND (members <= ? OR told = 0)"
		t.one("SELECT count(*)"+wanted, []any{most}, &left)
		for id := range skip {
			if t.stale(id) {
				left--
			}
		}
		for _, id := range t.numbers(limited("SELECT id"+wanted+" ORDER BY members, id", accountsAtOnce+len(skip)), most) {
			if skip[id] || accounts >= accountsAtOnce {
				continue
			}
			portion = append(portion, t.untold(id))
			accounts += len(portion[len(portion)-1].pages)
		}
	})
	w.tellThese(portion)
	return portion, left - len(portion)
}

// tellThese tells stories.
func (w *worker) tellThese(portion []untold) {
	w.parallel(len(portion), func(i int) error { return errors.Join(portion[i].tell(), portion[i].pack()) })
}

// keepTold keeps what stories tell, unless their accounts are others by then, and who changed them sees to it that they are told again, or
// somebody else has told them meanwhile.
func (w *worker) keepTold(portion []untold) {
	if w.err != nil {
		return
	}
	var told []int64
	w.err = w.deriving(w.ctx, "write", func(t *tx) {
		told = nil
		for i := range portion {
			u := &portion[i]
			if t.placed(u.id) != u.stamp {
				continue
			}
			if t.stale(u.id) {
				t.keepStory(u)
			}
			told = append(told, u.id)
		}
	})
	for _, id := range told {
		if w.err == nil {
			w.told[id] = true
		}
	}
}

// placed is the stamp of a story's accounts; 0 when it has none.
func (t *tx) placed(story int64) (stamp int64) {
	t.one("SELECT placed FROM story WHERE id = ? AND members > 0", []any{story}, &stamp)
	return stamp
}

// untold brings the accounts of a story back, and the stories that it may be related to.
func (t *tx) untold(id int64) untold {
	u := untold{id: id, stamp: t.placed(id)}
	for _, p := range t.numbers("SELECT id FROM page WHERE story = ? ORDER BY id", id) {
		if r, ok := t.rawAccount(p); ok {
			u.pages, u.raw = append(u.pages, p), append(u.raw, r)
		}
	}
	t.findTies(&u)
	return u
}

// tell tells the story, and measures what it may be related to.
func (u *untold) tell() (err error) {
	if u.accounts, err = accountsOf(u.raw); err != nil {
		return fmt.Errorf("story %d: %w", u.id, err)
	}
	pageOf := map[string]int64{}
	for i, a := range u.accounts {
		pageOf[a.ID] = u.pages[i]
	}
	u.told = reading.Tell(u.accounts)
	u.forms = u.formsOf(pageOf)
	for i := range u.ties {
		k := &u.ties[i]
		theirs, err := accountsOf(k.raw)
		if err != nil {
			return fmt.Errorf("story %d: %w", k.other, err)
		}
		k.odds, k.why = story.Relate(u.accounts, theirs)
	}
	return nil
}

// pack packs what was told, as it is kept.
func (u *untold) pack() (err error) {
	u.sum = summarise(&u.told)
	u.packed, err = keep(u.told.Story)
	for i := range u.told.Accounts {
		packed, failed := keep(&u.told.Accounts[i])
		u.tellings, err = append(u.tellings, packed), errors.Join(err, failed)
	}
	return err
}

func accountsOf(raw []rawAccount) ([]*account.Account, error) {
	out := make([]*account.Account, len(raw))
	for i := range raw {
		a, err := raw[i].account()
		if err != nil {
			return nil, err
		}
		out[i] = a
	}
	return out, nil
}

// inOrder are the pages of the accounts in the order in which the story has them.
func (u *untold) inOrder() []int64 {
	at := map[string]int64{}
	for i, a := range u.accounts {
		at[a.ID] = u.pages[i]
	}
	var pages []int64
	for i := range u.told.Accounts {
		pages = append(pages, at[u.told.Accounts[i].ID])
	}
	return pages
}

// tellFirst tells a story that is to be shown, if it has not been told as it stands. A story that was told before and that somebody is
// about to tell again (Attend) is shown as it was, where that can be. A store that may only be read is left as it is: reading it tells
// the story for itself.
func (s *Store) tellFirst(ctx context.Context, id int64) error {
	return s.tellNow(ctx, id, s.attended.Load())
}

// tellNow is tellFirst; later says that a story may be shown as it was, where that can be.
func (s *Store) tellNow(ctx context.Context, id int64, later bool) error {
	if s.write == nil {
		return nil
	}
	turn := &s.looked[uint64(id)%uint64(len(s.looked))]
	turn.Lock() // who comes second finds it told
	defer turn.Unlock()
	var portion []untold
	err := s.reading(ctx, "read", func(t *tx) {
		var moved *int64
		if t.one("SELECT moved FROM story WHERE id = ?", []any{id}, &moved) && moved != nil {
			id = *moved
		}
		if t.stale(id) && !(later && t.showable(id)) {
			portion = append(portion, t.untold(id))
		}
	})
	if err != nil || len(portion) == 0 {
		return err
	}
	w := s.worker(ctx, nil)
	w.tellThese(portion)
	w.keepTold(portion)
	return w.err
}

// stale reports whether a story has other accounts than it was told of.
func (t *tx) stale(id int64) bool {
	var one int
	return t.one("SELECT 1 FROM story WHERE id = ? AND placed <> shown", []any{id}, &one)
}

// showable reports whether a story that is stale still has all the accounts that it was told of.
func (t *tx) showable(id int64) bool {
	_, _, whole := t.asTold(id)
	return whole
}

// tie is a story that the one to be told may be related to: an account of it is alike one of the other's.
type tie struct {
	other, stamp int64 // its number, and the stamp of its accounts
	raw          []rawAccount
	odds         float64
	why          string // empty when they are not related after all
}

// findTies finds the stories that one may be related to. An account that is in no story yet brings the tie when its story is told.
func (t *tx) findTies(u *untold) {
	alike := map[int64]bool{}
	for _, p := range u.pages {
		for _, b := range t.bonds(p) {
			if b.related {
				alike[b.to] = true
			}
		}
	}
	pages, err := json.Marshal(slices.Sorted(maps.Keys(alike)))
	t.fail(err)
	for _, other := range t.numbers("SELECT DISTINCT p.story FROM json_each(?) JOIN page p ON p.id = value WHERE p.story <> ?", string(pages), u.id) {
		t.findTie(u, other)
	}
	slices.SortFunc(u.ties, func(a, b tie) int { return cmp.Compare(a.other, b.other) })
}

// findTie brings the accounts of another story back, if by their sketches the two are related.
func (t *tx) findTie(u *untold, other int64) {
	pages := t.numbers("SELECT id FROM page WHERE story = ? ORDER BY id", other)
	if _, related := story.RelateSketches(t.sketchesOf(u.pages), t.sketchesOf(pages)); !related || t.err != nil {
		return
	}
	k := tie{other: other, stamp: t.placed(other)}
	for _, p := range pages {
		if r, ok := t.rawAccount(p); ok {
			k.raw = append(k.raw, r)
		}
	}
	u.ties = append(u.ties, k)
}

func (t *tx) sketchesOf(pages []int64) []*story.Sketch {
	var out []*story.Sketch
	for _, p := range pages {
		if s := t.sketch(p); s != nil {
			out = append(out, s)
		}
	}
	return out
}

// keepTies writes which stories one is related to. One whose accounts are others by now is measured again when that one is told.
func (t *tx) keepTies(u *untold) {
	t.do("DELETE FROM related WHERE story = ? OR other = ?", u.id, u.id)
	for _, k := range u.ties {
		if k.why != "" && t.placed(k.other) == k.stamp {
			t.do("INSERT OR REPLACE INTO related VALUES (?, ?, ?, ?), (?, ?, ?, ?)", u.id, k.other, k.odds, k.why, k.other, u.id, k.odds, k.why)
		}
	}
}
