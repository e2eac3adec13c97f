package corpus

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"variorum/edition"
	"variorum/internal/news/extract"
	"variorum/internal/news/intake"
	"variorum/internal/news/reading"
)

// mark is what tells pages apart and paragraphs alike.
type mark struct {
	digest       [2]uint64
	id           uint64
	rank, outlet uint64
	paragraphs   []uint64 // keys
	flags        []uint64 // of the paragraphs
}

// batch is pages of one part as they came in.
type batch struct {
	part  *gathering
	at    int // among the batches of the part
	pages []intake.Page
}

// gathering is a part whose pages are at work.
type gathering struct {
	n      int
	mu     sync.Mutex
	pieces []sorted
	left   int  // batches that are not done
	cut    bool // no more batches come
}

// sorted is what became of a batch.
type sorted struct {
	sheets, tellings filed
	marks            flat
	unread           []edition.Unread
}

// sheets reads the inputs and sorts out each page. A part that is there from before is passed over, so that a run that was stopped
// costs the reading of its inputs and not the work on them.
func (r *run) sheets(ctx context.Context) error {
	var mu sync.Mutex
	counts := map[int]int{}
	done := 0
	count := func(n, pages int) {
		mu.Lock()
		defer mu.Unlock()
		counts[n] = pages
		done += pages
		r.progress("pages", done, 0)
	}
	batches := make(chan batch)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for b := range batches {
				if ctx.Err() != nil {
					continue
				}
				if b.part.add(b.at, sortOut(b.pages)) {
					count(b.part.n, r.writeSheets(b.part))
				}
			}
		})
	}
	pages, unread, err := r.cut(ctx, count, func(b batch) error {
		select {
		case batches <- b:
		case <-ctx.Done():
		}
		return errors.Join(r.files.err(), ctx.Err())
	})
	close(batches)
	wg.Wait()
	if err := errors.Join(err, ctx.Err()); err != nil {
		return err
	}
	r.bounds = bounds{0}
	for n := range len(counts) {
		r.bounds = append(r.bounds, r.bounds[n]+counts[n])
	}
	r.sum.Pages = pages
	r.keepLater(r.work("unread"), true, unread)
	return r.files.err()
}

// cut cuts the pages of the inputs into parts, and these into batches, in their order. Of a part that is there it tells the number of
// pages. It returns how many pages there were, and what gave none.
func (r *run) cut(ctx context.Context, there func(n, pages int), do func(batch) error) (pages int, unread []edition.Unread, err error) {
	part, has, bytes := &gathering{}, 0, 0
	var skip bool
	b := batch{part: part}
	begin := func() error {
		n, found, err := r.counted(part.n)
		if skip = found; found {
			there(part.n, n)
		}
		return err
	}
	send := func(last bool) error {
		if skip {
			b = batch{part: part}
			return nil
		}
		part.expect(last)
		full := b
		b = batch{part: part, at: full.at + 1}
		return do(full)
	}
	// end ends a part with a batch, however few pages it has, which knows that it is the last.
	end := func() error {
		err := send(true)
		part, has, bytes = &gathering{n: part.n + 1}, 0, 0
		b = batch{part: part}
		return err
	}
	err = intake.Each(ctx, r.inputs, r.stdin, func(p intake.Page) error {
		if has == 0 {
			if err := begin(); err != nil {
				return err
			}
		}
		p.Raw = nil
		b.pages = append(b.pages, p)
		pages++
		has++
		switch bytes += len(p.Body); {
		case has == r.o.part || bytes >= partBytes:
			return end()
		case len(b.pages) == piecePages:
			return send(false)
		}
		return nil
	}, func(u edition.Unread) { unread = append(unread, u) })
	if err == nil && has > 0 {
		err = end()
	}
	return pages, unread, err
}

// counted says how many pages a part has, if it is there.
func (r *run) counted(n int) (pages int, found bool, err error) {
	path := r.segment("sheets", n)
	if !exists(path) {
		return 0, false, nil
	}
	u, err := openFlat(path)
	return u.count(1), true, errors.Join(err, u.err)
}

// expect makes room for one batch more. That it is the last is said together with it: a part that is cut waits for all its batches.
func (g *gathering) expect(last bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.pieces = append(g.pieces, sorted{})
	g.left++
	g.cut = last
}

// add takes what became of a batch. It reports whether the part is whole.
func (g *gathering) add(at int, s sorted) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.pieces[at] = s
	g.left--
	return g.left == 0 && g.cut
}

// sortOut extracts some pages and makes their sheets and marks. Places in the part are counted from the first of the pages.
func sortOut(pages []intake.Page) sorted {
	s := sorted{sheets: newFiled(), tellings: newFiled(), marks: newFlat()}
	for _, p := range pages {
		parts, err := reading.PartsOf(p)
		if err != nil {
			s.unread = append(s.unread, edition.Unread{Source: p.Source, Why: err.Error()})
			continue
		}
		outline, keys := extract.SheetWithKeys(parts)
		s.marks.mark(markOf(p, outline))
		at := len(s.sheets.places)
		from := len(s.tellings.flat)
		s.tellings.telling(outline)
		s.tellings.file(at, from)
		p.Body = ""
		from = len(s.sheets.flat)
		s.sheets.sheet(sheet{p, parts, keys})
		s.sheets.file(at, from)
	}
	return s
}

// writeSheets writes a part. It returns how many pages had an article.
func (r *run) writeSheets(g *gathering) int {
	var sheets, tellings []filed
	var unread []edition.Unread
	var head flat
	marks := []flat{nil}
	pages := 0
	for _, s := range g.pieces {
		for i := range s.sheets.places {
			s.sheets.places[i].At += pages
			s.tellings.places[i].At += pages
		}
		pages += len(s.sheets.places)
		sheets, tellings, marks = append(sheets, s.sheets), append(tellings, s.tellings), append(marks, s.marks)
		unread = append(unread, s.unread...)
	}
	head.num(pages)
	marks[0] = head
	r.keepLater(r.segment("unread", g.n), true, unread)
	r.later(r.segment("marks", g.n), marks...)
	r.writeKept("tellings", g.n, tellings)
	r.writeKept("sheets", g.n, sheets) // last: the part is done when this is there
	for _, s := range g.pieces {
		release(s.sheets.flat, s.tellings.flat, s.marks)
	}
	g.pieces = nil
	return pages
}

func markOf(p intake.Page, outline extract.Sheet) mark {
	d := p.Digest()
	m := mark{
		digest: [2]uint64{binary.LittleEndian.Uint64(d[:]), binary.LittleEndian.Uint64(d[8:])},
		id:     hashOf(p.ID), rank: outline.Rank, outlet: OutletKey(outline.Outlet),
	}
	for _, para := range outline.Paragraphs {
		m.paragraphs, m.flags = append(m.paragraphs, para.Key), append(m.flags, FlagsOf(para))
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
