package store

import (
	"context"
	"time"

	"variorum/internal/news/reading"
)

const (
	// attendPause is how long telling waits after an addition that left stories to be told: more pages of the same story may be on their way.
	attendPause = time.Second
	// attendEvery is how often Attend looks whether another program has left something undone.
	attendEvery = 5 * time.Second
	// mostUntold is the number of stories that CatchUp tells: some seconds.
	mostUntold = 20
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

// CatchUp does what additions have left to be done, if it is little, and says how much it has left: pages that a large addition is still to put into
// stories, or stories that are many.
func (s *Store) CatchUp(ctx context.Context, p reading.Progress) (pages, stories int, err error) {
	pages, stories, err = s.Unsettled(ctx)
	if err != nil || pages > mostAwaited || pages+stories == 0 {
		return pages, stories, err
	}
	if _, err = s.Place(ctx, p); err != nil {
		return pages, stories, err
	}
	if pages, stories, err = s.Unsettled(ctx); err != nil || stories > mostUntold {
		return pages, stories, err
	}
	_, err = s.Settle(ctx, p)
	return 0, 0, err
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
