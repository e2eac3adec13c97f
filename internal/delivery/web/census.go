package web

import (
	"context"
	"sync"
	"time"

	"variorum/internal/delivery/store"
)

// census keeps how much the store holds and what its lists may be narrowed by. Counting looks at every account, so of a store that
// changes all the time it is done once in censusEvery.
type census struct {
	mu     sync.Mutex
	at     int64
	taken  time.Time
	counts store.Counts
	facets store.Facets
}

// censusEvery is how old the numbers of a large store may be; one with fewer accounts than censusSmall is counted anew at each change.
const (
	censusEvery = 10 * time.Second
	censusSmall = 5000
)

// take returns the numbers as of the change that was seen last, or a little older ones.
func (c *census) take(ctx context.Context, s *store.Store, seen int64, now time.Time) (store.Counts, store.Facets, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	fresh := c.at == seen && c.counts.Stories > 0 || c.counts.Accounts >= censusSmall && now.Sub(c.taken) < censusEvery
	if fresh {
		return c.counts, c.facets, nil
	}
	counts, err := s.Counts(ctx)
	if err != nil {
		return counts, store.Facets{}, err
	}
	facets, err := s.Facets(ctx)
	if err != nil {
		return counts, facets, err
	}
	c.at, c.taken, c.counts, c.facets = seen, now, counts, facets
	return counts, facets, nil
}
