package store

import (
	"context"
	"time"
)

// Kind is what became of a story.
type Kind string

// The kinds of changes. A story that moved is a part of another now; one that is gone has no account any more.
const (
	Made   Kind = "new"
	Grown  Kind = "grown"
	Retold Kind = "retold"
	Moved  Kind = "moved"
	Gone   Kind = "gone"
)

// Change is a change of a story.
type Change struct {
	Seq   int64     `json:"seq"` // grows with time, also from one program to the next
	Story int64     `json:"story"`
	Kind  Kind      `json:"kind"`
	To    int64     `json:"to,omitempty"` // where a story that moved leads now
	Title string    `json:"title"`
	At    time.Time `json:"at"`
}

// Changes are the changes after one, at most limit, the earliest first. Whoever wants to know of them as they come, from whatever
// program, asks again with the last Seq; Last tells where to begin.
func (s *Store) Changes(ctx context.Context, since int64, limit int) ([]Change, error) {
	var out []Change
	err := s.reading(ctx, "read", func(t *tx) {
		t.each(`SELECT seq, story, kind, at, ifnull(s.moved, 0), ifnull(s.title, '') FROM change c LEFT JOIN story s ON s.id = c.story
			WHERE seq > ? ORDER BY seq LIMIT ?`, []any{since, limit}, func(scan func(...any)) {
			var c Change
			var at int64
			scan(&c.Seq, &c.Story, &c.Kind, &at, &c.To, &c.Title)
			c.At = time.UnixMilli(at).UTC()
			out = append(out, c)
		})
	})
	return out, err
}

// Last is the number of the latest change, 0 when there is none.
func (s *Store) Last(ctx context.Context) (seq int64, err error) {
	err = s.reading(ctx, "read", func(t *tx) { t.one("SELECT ifnull(max(seq), 0) FROM change", nil, &seq) })
	return seq, err
}

func (t *tx) change(story int64, kind Kind) {
	t.do("INSERT INTO change (story, kind, at) VALUES (?, ?, ?)", story, string(kind), t.now)
}
