package store

import (
	"context"
	"time"
)

const (
	// attendPause is how long telling waits after an addition that left stories to be told: more pages of the same story may be on their way.
	attendPause = time.Second
	// attendEvery is how often Attend looks whether another program has left something undone.
	attendEvery = 5 * time.Second
)

// Attend does what additions leave to be done, until the context ends: it tells the stories that Place leaves, and goes on with what another
// program was stopped at. Meanwhile a story that grows is shown as it was told last, and not told for who looks at it. failed is told
// of each error; Attend goes on.
func (s *Store) Attend(ctx context.Context, failed func(error)) {
	s.attended.Store(true)
	defer s.attended.Store(false)
	tick := time.NewTicker(attendEvery)
	defer tick.Stop()
	var before progressed
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.roused:
			select {
			case <-ctx.Done():
				return
			case <-time.After(attendPause):
			}
		case <-tick.C:
			now, err := s.progressed(ctx)
			if idle := now == before; err == nil && (now.todo+now.untold == 0 || !idle) {
				before = now
				continue
			}
		}
		if _, err := s.Settle(ctx, nil); err != nil && ctx.Err() == nil {
			failed(err)
		}
	}
}

// rouse tells Attend, where it runs, that something was left to be done.
func (s *Store) rouse() {
	select {
	case s.roused <- struct{}{}:
	default:
	}
}

// progressed is how far the work on a store is: when it is the same twice, nobody works on it.
type progressed struct {
	todo, untold int
	graph, last  int64
}

func (s *Store) progressed(ctx context.Context) (p progressed, err error) {
	err = s.reading(ctx, "read", func(t *tx) {
		t.one("SELECT count(*) FROM todo", nil, &p.todo)
		t.one("SELECT count(*) FROM story WHERE placed <> shown", nil, &p.untold)
		t.one("SELECT ifnull(max(seq), 0) FROM change", nil, &p.last)
		p.graph = t.graph()
	})
	return p, err
}
