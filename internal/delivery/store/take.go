package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"

	"variorum/edition"
	"variorum/internal/news/intake"
	"variorum/internal/news/reading"
)

// State is what a page that came in is to the store.
type State string

// The states. Same changed nothing, Changed is a new version of a page that the store had.
const (
	New     State = "new"
	Changed State = "changed"
	Same    State = "same"
)

// Taken is what became of a page.
type Taken struct {
	Page  int64 // its number, which it keeps
	State State
}

// Added is what an addition came to.
type Added struct {
	Pages     []Taken // in the order in which the pages were given
	New       int
	Changed   int
	Same      int
	Unread    []edition.Unread // those of the pages, and of Unread, that gave no account, or gave the same as another
	Stories   []int64          // the stories that were made or have changed, ascending
	Waiting   []int64          // those of them that are still to be told, as Place says, ascending
	Withdrawn []int64          // the stories that are no more: they moved into others, or have no account left
}

// AddOptions are choices of an addition. The zero value serves.
type AddOptions struct {
	// Unread are inputs that gave no page. They stand in editions until a page comes from the same source, or they are removed.
	Unread []edition.Unread
	// Run is the run that the pages belong to; nil is a run of their own.
	Run *Run
	// Progress is told of each finished step.
	Progress reading.Progress
}

// Add takes pages in, reads them and puts them into stories: Take, then Place. Pages are as intake.Each gives them, not yet named
// among others; what is in Raw is kept as the page that was published, and Fetched as its time. When the error is not nil the pages may
// have been taken all the same; adding them again does no harm.
func (s *Store) Add(ctx context.Context, pages []intake.Page, o AddOptions) (Added, error) {
	taken, err := s.Take(ctx, pages, o)
	if err != nil {
		return Added{}, err
	}
	settled, err := s.Place(ctx, o.Progress)
	if err != nil {
		return Added{}, err
	}
	if len(settled.Waiting) > 0 {
		s.rouse()
	}
	added := Added{Pages: taken, Stories: settled.Stories, Waiting: settled.Waiting, Withdrawn: settled.Withdrawn}
	for _, p := range taken {
		switch p.State {
		case New:
			added.New++
		case Changed:
			added.Changed++
		case Same:
			added.Same++
		}
	}
	added.Unread, err = s.LeftOut(ctx, taken)
	added.Unread = append(added.Unread, o.Unread...)
	return added, err
}

// Take puts pages into the store. When it returns without an error they are on the disk, whatever happens next. They belong to no
// story before Settle has run, which may be after many calls of Take: a large addition is quicker so.
func (s *Store) Take(ctx context.Context, pages []intake.Page, o AddOptions) ([]Taken, error) {
	run := o.Run
	if run == nil {
		run = &Run{}
	}
	in := make([]incoming, len(pages))
	for i := range pages {
		in[i] = arrive(&pages[i], run)
	}
	var taken []Taken
	err := s.writing(ctx, fmt.Sprintf("add %d pages to", len(pages)), func(t *tx) {
		c := classes{}
		for i := range in {
			taken = append(taken, t.take(&in[i], c))
		}
		for _, u := range o.Unread {
			t.do("INSERT OR REPLACE INTO unread VALUES (?, ?)", u.Source, u.Why)
		}
		t.rename(c)
	})
	if err != nil {
		return nil, err
	}
	return taken, nil
}

// incoming is a page with what is worked out before the file is locked.
type incoming struct {
	*intake.Page
	key       string
	digest    [sha256.Size]byte
	body, raw blob
}

// blob is bytes on their way into the store.
type blob struct {
	digest [sha256.Size]byte
	size   int
	packed []byte
}

func arrive(p *intake.Page, run *Run) incoming {
	if p.ID == "" { // it must have a name
		named := *p
		named.ID = cmp.Or(p.URL, p.Source, "page")
		p = &named
	}
	in := incoming{Page: p, digest: p.Digest(), body: newBlob([]byte(p.Body))}
	in.raw = in.body
	if p.Raw != nil {
		in.raw = newBlob(p.Raw)
	}
	in.key = run.key(p, in.digest[:])
	return in
}

func newBlob(raw []byte) blob { return blob{sha256.Sum256(raw), len(raw), pack(raw)} }

// take puts one page in, if it is new or changed.
func (t *tx) take(in *incoming, c classes) Taken {
	t.do("DELETE FROM unread WHERE source = ?", in.Source)
	var old struct {
		id, version  int64
		digest       []byte
		source, name string
	}
	if !t.one("SELECT id, version, digest, source, name FROM page WHERE key = ?", []any{in.key}, &old.id, &old.version, &old.digest, &old.source, &old.name) {
		id := t.insert("INSERT INTO page (key, version, source, name, digest) VALUES (?, 1, ?, ?, ?)", in.key, in.Source, in.ID, in.digest[:])
		t.addVersion(id, 1, in)
		c.touch(in.digest[:], in.ID)
		return Taken{id, New}
	}
	if string(old.digest) == string(in.digest[:]) {
		return Taken{old.id, Same}
	}
	c.touch(old.digest, old.name)
	c.touch(in.digest[:], in.ID)
	t.forget(old.id)
	t.do("UPDATE page SET version = ?, source = ?, name = ?, digest = ?, called = NULL, doubt = '', same = '', why = '' WHERE id = ?",
		old.version+1, in.Source, in.ID, in.digest[:], old.id)
	t.addVersion(old.id, old.version+1, in)
	return Taken{old.id, Changed}
}

func (t *tx) addVersion(page, n int64, in *incoming) {
	t.addBlob(in.body)
	t.addBlob(in.raw)
	doubts, err := json.Marshal(in.Doubts)
	if err != nil && t.err == nil {
		t.err = err
	}
	t.do("INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", page, n, in.Source, in.ID, int(in.Kind), in.URL,
		in.Outlet, in.Date, in.Title, string(doubts), in.body.digest[:], in.raw.digest[:], in.Fetched, t.now)
}

func (t *tx) addBlob(b blob) {
	t.do("INSERT OR IGNORE INTO blob VALUES (?, ?, ?)", b.digest[:], b.size, b.packed)
}

// LeftOut names those of some pages that gave no account, or are the same page as another.
func (s *Store) LeftOut(ctx context.Context, taken []Taken) ([]edition.Unread, error) {
	var out []edition.Unread
	err := s.reading(ctx, "read", func(t *tx) {
		for _, p := range taken {
			var u edition.Unread
			if t.one("SELECT source, same || why FROM page WHERE id = ? AND (same <> '' OR why <> '')", []any{p.Page}, &u.Source, &u.Why) {
				out = append(out, u)
			}
		}
	})
	return out, err
}
