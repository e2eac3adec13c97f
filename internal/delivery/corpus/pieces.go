package corpus

import (
	"context"
	"sync"
)

// piece is pages of a part, by their places there: what one core does at a time. A part is many of them, so that all cores work to
// the end.
type piece struct{ part, at, from, to int }

// inPieces does parts piece by piece on all cores. sizes are the pages of each part; a part of none is one piece, and one of -1 was done
// before. What the pieces of a part gave goes in their order to finish, on one of the cores.
func inPieces[T any](ctx context.Context, r *run, stage string, sizes []int, do func(p piece) (T, error), finish func(part int, all []T) error) error {
	var pieces []piece
	made, left := make([][]T, len(sizes)), make([]int, len(sizes))
	for part, size := range sizes {
		for from := 0; from < max(size, min(size+1, 1)); from += piecePages {
			pieces = append(pieces, piece{part, left[part], from, min(size, from+piecePages)})
			left[part]++
		}
		made[part] = make([]T, left[part])
	}
	var mu sync.Mutex
	return r.parallel(ctx, stage, len(pieces), func(i int) error {
		p := pieces[i]
		one, err := do(p)
		if err != nil {
			return err
		}
		mu.Lock()
		made[p.part][p.at] = one
		left[p.part]--
		whole := left[p.part] == 0
		mu.Unlock()
		if !whole {
			return nil
		}
		defer func() { made[p.part] = nil }()
		return finish(p.part, made[p.part])
	})
}

// sizes are the pages of each part, and -1 for those that done says are done.
func (r *run) sizes(done func(part int) bool) []int {
	out := make([]int, r.bounds.parts())
	for n := range out {
		if out[n] = r.bounds[n+1] - r.bounds[n]; done != nil && done(n) {
			out[n] = -1
		}
	}
	return out
}
