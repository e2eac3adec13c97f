package store

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"variorum"
	"variorum/edition"
	"variorum/internal/news/reading"
)

// WriteJSON writes what edition.Encode writes of Edition, byte for byte, one account and one story at a time: a store of any size takes no more
// memory than its largest story. When it fails some of it may be written.
func (s *Store) WriteJSON(ctx context.Context, w io.Writer, ids ...int64) error {
	return s.exporting(ctx, ids, func(t *tx, ids []int64, unread []edition.Unread) {
		x := &export{tx: t, out: bufio.NewWriter(w), number: map[int64]string{}}
		x.put(ids, unread)
		if t.err == nil {
			t.err = x.out.Flush()
		}
	})
}

// WriteLines writes each story as an edition of its own, as Story gives it, one a line, in the order of their numbers; and on a last line
// an edition of nothing but what was left unread, if there is any and no story is named.
func (s *Store) WriteLines(ctx context.Context, w io.Writer, ids ...int64) error {
	return s.exporting(ctx, ids, func(t *tx, ids []int64, unread []edition.Unread) {
		out := bufio.NewWriter(w)
		lines := json.NewEncoder(out)
		lines.SetEscapeHTML(false)
		for _, id := range ids {
			if story := t.story(id); t.err == nil {
				t.err = lines.Encode(edition.InCodePoints(story.Edition))
			}
		}
		if len(unread) > 0 && t.err == nil {
			e := reading.Empty(variorum.Version())
			e.Unread = reading.Unread(unread)
			t.err = lines.Encode(e)
		}
		if t.err == nil {
			t.err = out.Flush()
		}
	})
}

const (
	// mostAwaited is the number of pages that an export of all puts into stories first: some seconds. More are the work of an addition that runs,
	// or was stopped.
	mostAwaited = 100
	// exportTries is how often an export begins anew because pages came in between what waits being done and its being read.
	exportTries = 3
)

// exporting calls write with some stories, or all and what was left unread when none is named. Those of them that wait to be told are told
// first.
func (s *Store) exporting(ctx context.Context, ids []int64, write func(t *tx, ids []int64, unread []edition.Unread)) (err error) {
	for range exportTries {
		if s.write != nil {
			if err = s.tellThoseOf(ctx, ids); err != nil {
				return err
			}
		}
		err = s.reading(ctx, "read", func(t *tx) {
			if ids, unread := t.exportable(ids); t.err == nil {
				write(t, ids, unread)
			}
		})
		if s.write == nil || !errors.Is(err, ErrUnsettled) && !errors.Is(err, ErrUntold) {
			return err
		}
	}
	return err
}

// tellThoseOf tells the stories of an export that wait, and for one of all stories puts the pages into stories that wait, if they are few.
func (s *Store) tellThoseOf(ctx context.Context, ids []int64) error {
	for _, id := range ids {
		if err := s.tellNow(ctx, id, false); err != nil {
			return err
		}
	}
	if len(ids) > 0 {
		return nil
	}
	if pages, _, err := s.Unsettled(ctx); err != nil || pages > mostAwaited {
		return err // that they wait is found when they are read
	}
	_, err := s.Settle(ctx, nil)
	return err
}

// exportable are the numbers of the stories of an export, and what it names as left unread.
func (t *tx) exportable(ids []int64) ([]int64, []edition.Unread) {
	if len(ids) > 0 {
		ids = t.follow(ids)
		for _, id := range ids {
			if t.stale(id) {
				t.fail(ErrUntold)
			}
		}
		return ids, nil
	}
	switch pages, stories := t.unsettled(); {
	case pages > 0:
		t.fail(ErrUnsettled)
	case stories > 0, t.unconfirmed():
		t.fail(ErrUntold)
	}
	return t.numbers("SELECT id FROM story WHERE members > 0 ORDER BY id"), t.unread()
}

// export is an edition on its way out.
type export struct {
	*tx
	out    *bufio.Writer
	number map[int64]string // of a story: its id in the edition
}

func (x *export) put(ids []int64, unread []edition.Unread) {
	ids = x.inOrder(ids)
	for i, id := range ids {
		x.number[id] = fmt.Sprintf("s%d", i+1)
	}
	e := reading.Empty(variorum.Version())
	x.text("{\n \"schema\": ")
	x.value(1, e.Schema)
	x.text(",\n \"generator\": ")
	x.value(1, e.Generator)
	x.text(",\n \"accounts\": ")
	pages := x.pages()
	x.list(len(pages), func(i int) any { return x.told(pages[i]) })
	x.text(",\n \"stories\": ")
	x.list(len(ids), func(i int) any { return x.storyOf(ids[i]) })
	x.text(",\n \"unread\": ")
	unread = reading.Unread(unread)
	x.list(len(unread), func(i int) any { return unread[i] })
	x.text("\n}\n")
}

// inOrder puts stories in the order of an edition.
func (x *export) inOrder(ids []int64) []int64 {
	heads := make([]reading.Head, len(ids))
	for i, id := range ids {
		var s struct{ Accounts []string }
		var packed []byte
		x.one("SELECT packed FROM story WHERE id = ?", []any{id}, &packed)
		x.unpacked(packed, &s)
		heads[i] = reading.Head{Accounts: len(s.Accounts), First: &edition.Account{}}
		if len(s.Accounts) > 0 && x.one("SELECT t.packed FROM page p JOIN telling t ON t.page = p.id WHERE p.called = ?", []any{s.Accounts[0]}, &packed) {
			var a edition.Account
			x.unpacked(packed, &a)
			heads[i].First.ID, heads[i].First.Published = a.ID, a.Published
		}
	}
	sorted := make([]int64, len(ids))
	for to, from := range reading.Order(heads) {
		sorted[to] = ids[from]
	}
	return sorted
}

// listed is an account on its way out.
type listed struct {
	page, story int64
	id          string
}

// pages are the accounts of the stories, by their ids.
func (x *export) pages() []listed {
	var out []listed
	for story := range x.number {
		x.each("SELECT id, called FROM page WHERE story = ?", []any{story}, func(scan func(...any)) {
			p := listed{story: story}
			scan(&p.page, &p.id)
			out = append(out, p)
		})
	}
	slices.SortFunc(out, func(a, b listed) int { return strings.Compare(a.id, b.id) })
	return out
}

func (x *export) told(p listed) edition.Account {
	var packed []byte
	var a edition.Account
	x.one("SELECT packed FROM telling WHERE page = ?", []any{p.page}, &packed)
	x.unpacked(packed, &a)
	a.Story = x.number[p.story]
	return edition.InCodePoints(&edition.Edition{Accounts: []edition.Account{a}}).Accounts[0]
}

func (x *export) storyOf(id int64) edition.Story {
	told, _, _ := x.toldStory(id)
	s := told.Story
	s.ID = x.number[id]
	x.each("SELECT other, why FROM related r JOIN story s ON s.id = r.other WHERE r.story = ?"+nearestFirst, []any{id}, func(scan func(...any)) {
		var other int64
		var r edition.Related
		scan(&other, &r.Why)
		if r.Story = x.number[other]; r.Story != "" {
			s.Related = append(s.Related, r)
		}
	})
	slices.SortFunc(s.Related, reading.ByNumber)
	return edition.InCodePoints(&edition.Edition{Accounts: told.Accounts, Stories: []edition.Story{s}}).Stories[0]
}

// list writes values as edition.Encode does those of a list of an edition.
func (x *export) list(n int, value func(i int) any) {
	if n == 0 {
		x.text("[]")
		return
	}
	for i := range n {
		x.text(map[bool]string{true: "[\n  ", false: ",\n  "}[i == 0])
		if v := value(i); x.err == nil {
			x.value(2, v)
		}
	}
	x.text("\n ]")
}

// value writes a value that stands so deep.
func (x *export) value(depth int, v any) {
	if x.err != nil {
		return
	}
	var out strings.Builder
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent(strings.Repeat(" ", depth), " ")
	x.fail(enc.Encode(v))
	x.text(strings.TrimSuffix(out.String(), "\n"))
}

func (x *export) text(s string) {
	if x.err == nil {
		_, x.err = x.out.WriteString(s)
	}
}
