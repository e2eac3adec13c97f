package corpus

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
)

// TestWhole: a part is whole once, with its last batch, in whatever order they are done; and not while batches may come.
func TestWhole(t *testing.T) {
	for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 2, 0}} {
		g := &gathering{}
		for i := range order {
			g.expect(i == len(order)-1)
		}
		for i, at := range order {
			if whole, last := g.add(at, sorted{}), i == len(order)-1; whole != last {
				t.Errorf("%v: whole is %v after %d batches", order, whole, i+1)
			}
		}
	}
	g := &gathering{}
	if g.expect(false); g.add(0, sorted{}) {
		t.Error("a part is whole while batches may come")
	}
	if g.expect(true); !g.add(1, sorted{}) {
		t.Error("a part is not whole with its last batch")
	}
}

// TestParts cuts pages into parts while others do the batches: each part is whole once, with all its batches.
func TestParts(t *testing.T) {
	var pages []map[string]string
	for range 3000 {
		pages = append(pages, map[string]string{"id": "a", "text": "One."})
	}
	const size = piecePages + 1 // the last batch of a part comes soon after the one before it
	r := &run{dir: t.TempDir(), inputs: []string{file(t, pages)}, o: Options{part: size}}
	var whole atomic.Int64
	batches := make(chan batch)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for b := range batches {
				if b.part.add(b.at, sorted{}) {
					whole.Add(1)
				}
			}
		})
	}
	n, _, err := r.cut(context.Background(), nil, func(b batch) error { batches <- b; return nil })
	close(batches)
	wg.Wait()
	if want := (len(pages) + size - 1) / size; err != nil || n != len(pages) || int(whole.Load()) != want {
		t.Fatalf("%d pages in %d parts, want %d in %d (%v)", n, whole.Load(), len(pages), want, err)
	}
}
