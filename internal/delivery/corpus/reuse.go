package corpus

import (
	"context"
	"sync"

	"variorum/internal/engine/align"
	"variorum/internal/engine/text"
)

// reuse finds the pairs of accounts that share text and writes what they share. A page is looked up by its sampled runs of words among
// those before it, and laid beside the ones that share most.
func (r *run) reuse(ctx context.Context) error {
	s, err := r.openShelves()
	defer s.close()
	if err != nil {
		return err
	}
	l, err := r.listRuns(ctx)
	if err != nil {
		return err
	}
	for from := 0; from < r.bounds.parts() && err == nil; {
		to := l.fill(r.bounds, from)
		err = r.compareAll(ctx, s, l, from, to)
		from = to
	}
	return err
}

// laid is what pages of a piece share with those before them.
type laid struct {
	pairs int
	rows  []reuseRow
}

// compareAll looks up and compares the pages of some parts.
func (r *run) compareAll(ctx context.Context, s shelves, l *lists, from, to int) error {
	var desks sync.Pool
	sizes := r.sizes(func(n int) bool { return n < from || n >= to })
	return inPieces(ctx, r, "reuse, pairs", sizes, func(p piece) (out laid, err error) {
		d, ok := desks.Get().(*desk)
		if !ok {
			d = &desk{shelves: s, search: search{lists: l, shared: make([]int32, r.bounds.pages())}}
		}
		defer desks.Put(d)
		for at := p.from; at < p.to && err == nil && ctx.Err() == nil; at++ {
			err = d.lay(r.bounds[p.part]+at, &out)
		}
		return out, err
	}, func(part int, all []laid) error {
		var rows []reuseRow
		pairs := 0
		for _, one := range all {
			pairs += one.pairs
			rows = append(rows, one.rows...)
		}
		r.mu.Lock()
		r.sum.Pairs += pairs
		r.mu.Unlock()
		writeTable(r, "reuse", part, rows)
		return nil
	})
}

// desk is where one core lays pages side by side.
type desk struct {
	shelves
	search
	comparer align.Comparer
	spans    [2][]text.Span
}

// lay compares a page with those before it that share most, and adds what they share.
func (d *desk) lay(page int, out *laid) error {
	nearest := d.nearest(page)
	if len(nearest) == 0 {
		return nil
	}
	later, err := d.words.get(page)
	if err != nil {
		return err
	}
	d.comparer.Set(later.forms)
	var b *brief
	for _, n := range nearest {
		earlier, err := d.words.get(int(n.page))
		if err != nil {
			return err
		}
		shared := shareOf(d.comparer.Shared(earlier.forms), len(earlier.forms), len(later.forms))
		if len(shared.long) == 0 {
			continue
		}
		if b == nil {
			if b, err = d.accounts.get(page); err != nil {
				return err
			}
			d.spans[1] = later.spans(d.spans[1][:0])
		}
		a, err := d.accounts.get(int(n.page))
		if err != nil {
			return err
		}
		d.spans[0] = earlier.spans(d.spans[0][:0])
		out.pairs++
		out.rows = shared.rows(out.rows, worded{a, d.spans[0]}, worded{b, d.spans[1]})
	}
	return nil
}

// worded is an account and where its words stand.
type worded struct {
	*brief
	spans []text.Span
}

// share is what two accounts share: the stretches that are long enough to be rows.
type share struct {
	long []stretch
	of   float64 // the shorter account's words
}

func shareOf(c align.Comparison, a, b int) share {
	s := share{of: float64(c.Words()) / float64(max(1, min(a, b)))}
	for _, l := range stretches(c) {
		if l.n >= fewestWords {
			s.long = append(s.long, l)
		}
	}
	return s
}

// rows appends the rows of what two accounts share.
func (s share) rows(rows []reuseRow, a, b worded) []reuseRow {
	pointsA, pointsB := a.count(), b.count()
	for _, l := range s.long {
		x := text.Span{Start: a.spans[l.a].Start, End: a.spans[l.endA-1].End}
		y := text.Span{Start: b.spans[l.b].Start, End: b.spans[l.endB-1].End}
		rows = append(rows, reuseRow{
			ID1: a.ID, Series1: a.Outlet, Date1: string(a.Published.Value), Begin1: pointsA(x.Start), End1: pointsA(x.End), Text1: x.Of(a.Text),
			ID2: b.ID, Series2: b.Outlet, Date2: string(b.Published.Value), Begin2: pointsB(y.Start), End2: pointsB(y.End),
			Matched: l.n, Share: s.of,
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
