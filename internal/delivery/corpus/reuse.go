package corpus

import (
	"cmp"
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"

	"variorum/internal/engine/align"
	"variorum/internal/engine/shingle"
	"variorum/internal/engine/text"
)

// reuse finds the pairs of accounts that share text and writes what they share. Candidates share sampled runs of words; each is
// laid side by side.
func (r *run) reuse(ctx context.Context) error {
	s, err := openShelf(r, "accounts", (*unflat).brief)
	defer s.close()
	if err != nil {
		return err
	}
	candidates, err := r.candidates(ctx, s)
	if err != nil {
		return err
	}
	return r.compareAll(ctx, s, candidates)
}

// candidates sorts the pairs of pages that share sampled runs. A pair's key is both numbers, the higher one above; its values are
// the runs.
func (r *run) candidates(ctx context.Context, s *shelf[brief]) (*sorter, error) {
	runs := newSorter(r.work(""), "runs")
	err := r.parallel(ctx, "reuse, runs", r.bounds.parts(), func(n int) error {
		var pairs []pair
		for page := r.bounds[n]; page < r.bounds[n+1]; page++ {
			if !s.has(page) {
				continue
			}
			a, err := s.get(page)
			if err != nil {
				return err
			}
			for _, h := range shingle.SampleForms(a.forms, sampleWords, sampleRate) {
				pairs = append(pairs, pair{h, uint64(page)})
			}
		}
		return runs.add(pairs...)
	})
	if err != nil {
		return nil, err
	}
	shared := newSorter(r.work(""), "pairs")
	var found []pair
	err = runs.each(func(h uint64, pages []uint64) error {
		if len(pages) > mostShare {
			return ctx.Err() // text of everybody
		}
		for i, b := range pages {
			for _, a := range pages[max(0, i-reuseWindow):i] {
				found = append(found, pair{b<<32 | a, h})
			}
		}
		if len(found) < 1<<16 {
			return nil
		}
		err := shared.add(found...)
		found = found[:0]
		return errors.Join(err, ctx.Err())
	})
	return shared, errors.Join(err, shared.add(found...))
}

// side is a page to be laid beside an earlier one.
type side struct{ later, earlier, runs int }

// nearest keeps the sides whose pages share most.
func nearest(sides []side) []side {
	if len(sides) > reuseNearest {
		slices.SortFunc(sides, func(x, y side) int { return cmp.Or(y.runs-x.runs, x.earlier-y.earlier) })
		sides = sides[:reuseNearest]
		slices.SortFunc(sides, func(x, y side) int { return x.earlier - y.earlier })
	}
	return sides
}

// compareAll lays the candidates side by side, part by part of the first page of each.
func (r *run) compareAll(ctx context.Context, s *shelf[brief], candidates *sorter) error {
	type job struct {
		part  int
		sides []side
	}
	jobs := make(chan job)
	var wg sync.WaitGroup
	var mu sync.Mutex
	var failed error
	done := 0
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			var c align.Comparer
			for j := range jobs {
				pairs, rows, err := r.lay(ctx, s, &c, j.sides)
				if err == nil {
					err = writeTable(r.o.Format.part(r.dir, "reuse", j.part), r.o.Format, rows)
				}
				mu.Lock()
				done++
				r.sum.Pairs += pairs
				failed = errors.Join(failed, err)
				r.progress("reuse, pairs", done, r.bounds.parts())
				mu.Unlock()
			}
		})
	}
	next := job{}
	var beside []side // of one page
	send := func() error {
		jobs <- next
		next = job{part: next.part + 1}
		mu.Lock()
		defer mu.Unlock()
		return errors.Join(failed, ctx.Err())
	}
	err := candidates.each(func(key uint64, runs []uint64) error {
		later, earlier := int(key>>32), int(key&0xffffffff)
		if len(beside) > 0 && beside[0].later != later {
			next.sides = append(next.sides, nearest(beside)...)
			beside = beside[:0]
		}
		for part, _ := r.bounds.of(later); next.part < part; {
			if err := send(); err != nil {
				return err
			}
		}
		if len(runs) >= fewestRuns {
			beside = append(beside, side{later, earlier, len(runs)})
		}
		return nil
	})
	next.sides = append(next.sides, nearest(beside)...)
	for err == nil && next.part < r.bounds.parts() {
		err = send()
	}
	close(jobs)
	wg.Wait()
	return errors.Join(err, failed)
}

// lay compares pairs and returns how many share enough, and what they share.
func (r *run) lay(ctx context.Context, s *shelf[brief], c *align.Comparer, sides []side) (pairs int, rows []reuseRow, err error) {
	set := -1
	var later *brief
	for _, p := range sides {
		if err := ctx.Err(); err != nil {
			return 0, nil, err
		}
		if p.later != set {
			if later, err = s.get(p.later); err != nil {
				return 0, nil, err
			}
			c.Set(later.forms)
			set = p.later
		}
		earlier, err := s.get(p.earlier)
		if err != nil {
			return 0, nil, err
		}
		if found := sharedOf(earlier, later, c.Shared(earlier.forms)); len(found) > 0 {
			pairs++
			rows = append(rows, found...)
		}
	}
	return pairs, rows, nil
}

// sharedOf makes rows of what two accounts share: runs that follow each other with few words between are one.
func sharedOf(a, b *brief, c align.Comparison) []reuseRow {
	share := float64(c.Words()) / float64(max(1, min(len(a.forms), len(b.forms))))
	var rows []reuseRow
	pointsA, pointsB := a.points(), b.points()
	for _, l := range stretches(c) {
		if l.n < fewestWords {
			continue
		}
		x := text.Span{Start: a.words[l.a].Start, End: a.words[l.endA-1].End}
		y := text.Span{Start: b.words[l.b].Start, End: b.words[l.endB-1].End}
		rows = append(rows, reuseRow{
			ID1: a.ID, Series1: a.Outlet, Date1: string(a.Published.Value), Begin1: pointsA(x.Start), End1: pointsA(x.End), Text1: x.Of(a.Text),
			ID2: b.ID, Series2: b.Outlet, Date2: string(b.Published.Value), Begin2: pointsB(y.Start), End2: pointsB(y.End),
			Matched: l.n, Share: share,
		})
	}
	return rows
}

// stretch is runs that follow each other closely, with what lies between them: from word a of the first text, b of the second.
type stretch struct{ a, endA, b, endB, n int }

func stretches(c align.Comparison) []stretch {
	var out []stretch
	for _, list := range [2][]align.Run{c.Runs, c.Moved} {
		for i, r := range list {
			if last := len(out) - 1; i > 0 && r.A-out[last].endA <= slackWords && r.B >= out[last].endB && r.B-out[last].endB <= slackWords {
				out[last].endA, out[last].endB, out[last].n = r.A+r.N, r.B+r.N, out[last].n+r.N
				continue
			}
			out = append(out, stretch{r.A, r.A + r.N, r.B, r.B + r.N, r.N})
		}
	}
	return out
}
