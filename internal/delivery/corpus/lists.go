package corpus

import (
	"cmp"
	"context"
	"errors"
	"slices"
)

// lists are the runs of words that several pages share: of each the pages, ascending, one list after the other. They take some 300
// bytes a page. refs say where a page stands in the lists; of a great corpus those of some parts are in memory at a time.
type lists struct {
	pages []uint32 // the first of a list is marked
	refs  []uint32 // places in pages, page after page
	first int      // the first page of refs
	from  []uint32 // where the refs of a page begin
}

const listBegins = 1 << 31 // a page's number is lower

// listRuns brings the pages together that share sampled runs. A run of too many pages is left out.
func (r *run) listRuns(ctx context.Context) (*lists, error) {
	runs := newSorter(r.work(""), "runs")
	err := r.parallel(ctx, "reuse, runs", r.bounds.parts(), func(n int) error {
		u, err := openFlat(r.segment("runs", n))
		if err != nil {
			return err
		}
		var pairs []pair
		for range u.count(2) {
			page := uint64(r.bounds[n] + u.num())
			for _, h := range u.hashes() {
				pairs = append(pairs, pair{h, page})
			}
		}
		return errors.Join(u.err, runs.add(pairs...))
	})
	if err != nil {
		return nil, err
	}
	l := &lists{}
	err = runs.each(func(h uint64, pages []uint64) error {
		if len(pages) < 2 || len(pages) > mostShare {
			return nil
		}
		mark := uint32(listBegins)
		for _, p := range pages {
			l.pages = append(l.pages, uint32(p)|mark)
			mark = 0
		}
		return nil
	})
	return l, errors.Join(err, ctx.Err())
}

// fill makes the refs of the pages of some parts, from one on: as many as there is memory for. It returns the part behind.
func (l *lists) fill(b bounds, part int) (end int) {
	l.first = b[part]
	l.from = make([]uint32, b.pages()-l.first+1)
	for _, p := range l.pages {
		if p := int(p &^ listBegins); p >= l.first {
			l.from[p-l.first+1]++
		}
	}
	for i := range l.from[1:] {
		l.from[i+1] += l.from[i]
	}
	end = part + 1
	for end < b.parts() && l.from[b[end+1]-l.first] <= mostRefs {
		end++
	}
	pages := b[end] - l.first
	l.refs = make([]uint32, l.from[pages])
	next := slices.Clone(l.from[:pages])
	for at, p := range l.pages {
		if p := int(p&^listBegins) - l.first; p >= 0 && p < pages {
			l.refs[next[p]] = uint32(at)
			next[p]++
		}
	}
	return end
}

// search finds for a page those before it that share runs with it. It is used by one goroutine.
type search struct {
	*lists
	shared []int32 // by page: runs shared with the one that is looked at; zero but for those in met
	met    []uint32
	best   []neighbour
}

// neighbour is a page before another, and the number of runs that both have.
type neighbour struct {
	page uint32
	runs int32
}

// nearest gives the pages before a page that share most runs with it, in their order. The slice is good until the next call.
func (s *search) nearest(page int) []neighbour {
	at := page - s.first
	for _, ref := range s.refs[s.from[at]:s.from[at+1]] {
		for k := ref; k > 0 && ref-k < reuseWindow && s.pages[k]&listBegins == 0; {
			k--
			p := s.pages[k] &^ listBegins
			if s.shared[p] == 0 {
				s.met = append(s.met, p)
			}
			s.shared[p]++
		}
	}
	s.best = s.best[:0]
	for _, p := range s.met {
		if n := s.shared[p]; n >= fewestRuns {
			s.keep(neighbour{p, n})
		}
		s.shared[p] = 0
	}
	s.met = s.met[:0]
	slices.SortFunc(s.best, func(x, y neighbour) int { return cmp.Compare(x.page, y.page) })
	return s.best
}

// keep puts a neighbour among the best, which are in order of the runs they share.
func (s *search) keep(n neighbour) {
	if len(s.best) == reuseNearest {
		if last := s.best[reuseNearest-1]; !n.before(last) {
			return
		}
		s.best = s.best[:reuseNearest-1]
	}
	at := len(s.best)
	for at > 0 && n.before(s.best[at-1]) {
		at--
	}
	s.best = slices.Insert(s.best, at, n)
}

// before reports whether a neighbour shares more, or as much and stands earlier.
func (n neighbour) before(m neighbour) bool {
	return n.runs > m.runs || n.runs == m.runs && n.page < m.page
}
