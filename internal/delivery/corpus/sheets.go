package corpus

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"

	"variorum/edition"
	"variorum/internal/news/extract"
	"variorum/internal/news/intake"
	"variorum/internal/news/reading"
)

// batch is the pages of one part as they came in.
type batch struct {
	n     int
	pages []intake.Page
}

// mark is what tells pages apart and paragraphs alike.
type mark struct {
	digest       [2]uint64
	id           uint64
	rank, outlet uint64
	paragraphs   []uint64 // keys
	flags        []uint64 // of the paragraphs: 2 at the edge, 1 prose
}

// sheets reads the inputs and sorts out each page. A part that is there from before is passed over, so that a run that was stopped
// costs the reading of its inputs and not the work on them.
func (r *run) sheets(ctx context.Context) error {
	var mu sync.Mutex
	counts := map[int]int{}
	var failed error
	batches := make(chan batch)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for b := range batches {
				n, err := r.sortOut(ctx, b)
				mu.Lock()
				counts[b.n], failed = n, errors.Join(failed, err)
				done := 0
				for _, c := range counts {
					done += c
				}
				r.progress("pages", done, 0)
				mu.Unlock()
			}
		})
	}
	inputs, unread, err := r.cut(ctx, func(b batch) error {
		select {
		case batches <- b:
		case <-ctx.Done():
		}
		mu.Lock()
		defer mu.Unlock()
		return errors.Join(failed, ctx.Err())
	})
	close(batches)
	wg.Wait()
	if err := errors.Join(err, failed, ctx.Err()); err != nil {
		return err
	}
	r.bounds = bounds{0}
	for n := range len(counts) {
		r.bounds = append(r.bounds, r.bounds[n]+counts[n])
	}
	r.sum.Pages = inputs
	return keep(r.work("unread"), unread)
}

// cut cuts the pages of the inputs into parts, in their order. It returns how many pages there were, and what gave none.
func (r *run) cut(ctx context.Context, part func(batch) error) (pages int, unread []edition.Unread, err error) {
	var b batch
	bytes := 0
	err = intake.Each(ctx, r.inputs, r.stdin, func(p intake.Page) error {
		p.Raw = nil
		b.pages = append(b.pages, p)
		pages++
		if bytes += len(p.Body); len(b.pages) < r.o.part && bytes < partBytes {
			return nil
		}
		full := b
		b, bytes = batch{n: b.n + 1}, 0
		return part(full)
	}, func(u edition.Unread) { unread = append(unread, u) })
	if err == nil && len(b.pages) > 0 {
		err = part(b)
	}
	return pages, unread, err
}

// sortOut extracts the pages of a part and writes their sheets and marks. It returns how many had an article.
func (r *run) sortOut(ctx context.Context, b batch) (int, error) {
	path := r.segment("sheets", b.n)
	if exists(path) {
		u, err := openFlat(path)
		return u.count(1), errors.Join(err, u.err)
	}
	pages, parts, unread := reading.SortOut(ctx, b.pages, nil)
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	var sheets, marks flat
	sheets.num(len(pages))
	marks.num(len(pages))
	var places []place
	for i, p := range pages {
		marks.mark(markOf(p, parts[i]))
		p.Body = ""
		from := len(sheets)
		sheets.sheet(sheet{p, parts[i]})
		places = append(places, place{i, from, len(sheets)})
	}
	err := errors.Join(keep(r.segment("unread", b.n), unread), keep(r.segment("sheets-places", b.n), places), writeFlat(r.segment("marks", b.n), marks))
	if err != nil {
		return 0, err
	}
	return len(pages), writeFlat(path, sheets) // last: the part is done when this is there
}

func writeFlat(path string, f flat) error {
	return writeFile(path, func(w io.Writer) error { _, err := w.Write(f); return err })
}

func markOf(p intake.Page, parts extract.Parts) mark {
	d, outline := p.Digest(), extract.Outline(parts)
	m := mark{
		digest: [2]uint64{binary.LittleEndian.Uint64(d[:]), binary.LittleEndian.Uint64(d[8:])},
		id:     hashOf(p.ID), rank: outline.Rank,
	}
	if outline.Outlet != "" {
		m.outlet = max(1, hashOf(outline.Outlet))
	}
	for _, para := range outline.Paragraphs {
		flags := uint64(0)
		if para.Edge {
			flags |= 2
		}
		if para.Prose {
			flags |= 1
		}
		m.paragraphs, m.flags = append(m.paragraphs, para.Key), append(m.flags, flags)
	}
	return m
}

// hashOf is the 64-bit FNV-1a hash of a string.
func hashOf(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

func (f *flat) mark(m mark) {
	f.hashes([]uint64{m.digest[0], m.digest[1], m.id, m.rank, m.outlet})
	f.hashes(m.paragraphs)
	f.hashes(m.flags)
}

func (u *unflat) mark() mark {
	h := u.hashes()
	m := mark{paragraphs: u.hashes(), flags: u.hashes()}
	if len(h) != 5 || len(m.flags) != len(m.paragraphs) {
		u.err = errCut
		return mark{}
	}
	m.digest, m.id, m.rank, m.outlet = [2]uint64{h[0], h[1]}, h[2], h[3], h[4]
	return m
}

// names finds the pages that came twice, and those whose id another page has.
func (r *run) names() error {
	digests, ids := newSorter(r.work(""), "digests"), newSorter(r.work(""), "ids")
	second := make([]uint64, r.bounds.pages())
	err := r.eachMark(func(page int, m mark) error {
		second[page] = m.digest[1]
		return errors.Join(digests.add(pair{m.digest[0], uint64(page)}), ids.add(pair{m.id, uint64(page)}))
	})
	if err != nil {
		return err
	}
	r.left = map[int]string{}
	err = digests.each(func(_ uint64, pages []uint64) error {
		for i, p := range pages {
			for _, q := range pages[:i] {
				if second[p] == second[q] {
					r.left[int(p)] = ""
					break
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	r.sum.Duplicates = len(r.left)
	var clashes []*clash
	err = ids.each(func(_ uint64, pages []uint64) error {
		c := &clash{taken: map[int]bool{}}
		for _, p := range pages {
			if _, gone := r.left[int(p)]; !gone {
				c.pages = append(c.pages, int(p))
			}
		}
		if len(c.pages) > 1 {
			c.pages = c.pages[1:] // the first keeps its id
			clashes = append(clashes, c)
		}
		return nil
	})
	if err != nil || len(clashes) == 0 {
		return err
	}
	return r.rename(clashes)
}

// clash is pages that have the id of one before them.
type clash struct {
	id    string
	pages []int
	taken map[int]bool // numbers that, behind the id, are another page's id
}

// numbers are those that the pages of a clash get behind their id: from 2 on, those that are taken left out.
func (c *clash) numbers() []int {
	var out []int
	for n := 2; len(out) < len(c.pages); n++ {
		if !c.taken[n] {
			out = append(out, n)
		}
	}
	return out
}

// rename gives pages with another's id one of their own: their id with a number that makes it nobody's.
func (r *run) rename(clashes []*clash) error {
	s, err := openShelf(r, "sheets", func(u *unflat) string { return u.sheet().page.ID })
	defer s.close()
	if err != nil {
		return err
	}
	for _, c := range clashes {
		id, err := s.get(c.pages[0])
		if err != nil {
			return err
		}
		c.id = *id
	}
	type wish struct {
		clash  *clash
		number int
	}
	for settled := false; !settled; {
		settled = true
		wishes := map[uint64]wish{}
		for _, c := range clashes {
			for _, n := range c.numbers() {
				wishes[hashOf(fmt.Sprintf("%s-%d", c.id, n))] = wish{c, n}
			}
		}
		err := r.eachMark(func(_ int, m mark) error {
			if w, taken := wishes[m.id]; taken {
				w.clash.taken[w.number], settled = true, false
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	for _, c := range clashes {
		for i, n := range c.numbers() {
			r.left[c.pages[i]] = fmt.Sprintf("-%d", n)
		}
	}
	return nil
}

func (r *run) eachMark(visit func(page int, m mark) error) error {
	for n := range r.bounds.parts() {
		marks, err := readAll(r.segment("marks", n), (*unflat).mark)
		if err != nil {
			return err
		}
		for i, m := range marks {
			if err := visit(r.bounds[n]+i, m); err != nil {
				return err
			}
		}
	}
	return nil
}
