package store

import (
	"context"
	"slices"

	"variorum/internal/news/reading"
)

// Remove takes pages out of the store, with all their versions and what was published, and settles what is left. Pages that are not there
// are ErrNotFound, and then none is removed.
func (s *Store) Remove(ctx context.Context, pages []int64, p reading.Progress) (Settled, error) {
	var ended []int64 // stories that have no account any more
	err := s.writing(ctx, "remove from", func(t *tx) {
		before := int64(0)
		t.one("SELECT ifnull(max(seq), 0) FROM change", nil, &before)
		c := classes{}
		for _, id := range pages {
			t.remove(id, c)
		}
		t.rename(c)
		ended = t.numbers("SELECT story FROM change WHERE seq > ? AND kind = ?", before, string(Gone))
	})
	if err != nil {
		return Settled{}, err
	}
	settled, err := s.Settle(ctx, p)
	settled.Withdrawn = append(settled.Withdrawn, ended...)
	slices.Sort(settled.Withdrawn)
	settled.Withdrawn = slices.Compact(settled.Withdrawn)
	return settled, err
}

// RemoveUnread takes inputs that gave no page off the list, and reports how many there were.
func (s *Store) RemoveUnread(ctx context.Context, sources []string) (n int, err error) {
	err = s.writing(ctx, "remove from", func(t *tx) {
		for _, source := range sources {
			n += int(t.do("DELETE FROM unread WHERE source = ?", source))
		}
	})
	return n, err
}

func (t *tx) remove(id int64, c classes) {
	var digest []byte
	var name string
	if !t.one("SELECT digest, name FROM page WHERE id = ?", []any{id}, &digest, &name) {
		t.missing("page", id)
		return
	}
	c.touch(digest, name)
	t.forget(id)
	var blobs [][]byte
	t.each("SELECT body FROM version WHERE page = ? UNION SELECT raw FROM version WHERE page = ?", []any{id, id}, func(scan func(...any)) {
		var digest []byte
		scan(&digest)
		blobs = append(blobs, digest)
	})
	t.do("DELETE FROM page WHERE id = ?", id)
	for _, b := range blobs { // those that no other page has
		t.do("DELETE FROM blob WHERE digest = ? AND NOT EXISTS (SELECT 1 FROM version WHERE body = ? OR raw = ?)", b, b, b)
	}
}
