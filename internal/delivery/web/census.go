package web

import (
	"context"
	"sync"
	"time"

	"variorum/internal/delivery/store"
)

// census keeps how much the store holds and what its lists may be narrowed by. Counting looks at every account, so of a large store the
// goroutine that follows its changes does it, now and then, and no reader waits for it.
type census struct {
	mu     sync.Mutex
	at     int64
	taken  time.Time
	counts store.Counts
	facets store.Facets
}

// censusEvery is how old the numbers of a large store may be; one with fewer accounts than censusSmall is counted by whoever wants to know.
const (
	censusEvery = 10 * time.Second
	censusSmall = 5000
)

// take returns the numbers as of the change that was seen last, or of a large store a little older ones.
func (c *census) take(ctx context.Context, s *store.Store, seen int64, now time.Time) (store.Counts, store.Facets, error) {
	c.mu.Lock()
	counts, facets := c.counts, c.facets
	fresh := c.at == seen && counts.Stories > 0 || counts.Accounts >= censusSmall
	c.mu.Unlock()
	if fresh {
		return counts, facets, nil
	}
	if err := c.count(ctx, s, seen, now); err != nil {
		return counts, facets, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.counts, c.facets, nil
}

// due reports whether a large store has changed since it was counted, some time ago.
func (c *census) due(seen int64, now time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at != seen && now.Sub(c.taken) >= censusEvery && (c.taken.IsZero() || c.counts.Accounts >= censusSmall)
}

// count counts.
func (c *census) count(ctx context.Context, s *store.Store, seen int64, now time.Time) error {
	counts, err := s.Counts(ctx)
	if err != nil {
		return err
	}
	facets, err := s.Facets(ctx)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at, c.taken, c.counts, c.facets = seen, now, counts, facets
	return nil
}
