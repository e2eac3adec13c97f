package corpus

import (
	"errors"
	"fmt"
	"os"
	"sync"
)

// place says where a part's file holds what is kept of one of its pages.
type place struct{ At, From, To int }

// writeKept writes a segment, the pieces of a part one after the other, and where in it each page's begins.
func (r *run) writeKept(name string, n int, pieces []filed) {
	var places, head flat
	count := 0
	for _, p := range pieces {
		count += len(p.places)
	}
	head.num(count)
	places.num(count)
	offset := len(head)
	for _, p := range pieces {
		for _, one := range p.places {
			places.num(one.At)
			places.num(offset + one.From)
			places.num(one.To - one.From)
		}
		offset += len(p.flat)
	}
	r.later(r.segment(name+"-places", n), places)
	all := []flat{head}
	for _, p := range pieces {
		all = append(all, p.flat)
	}
	r.later(r.segment(name, n), all...)
}

// filed is values one after the other, and whose each is.
type filed struct {
	flat
	places []place
}

func newFiled() filed { return filed{flat: newFlat()} }

// file says that what was written since a place is of a page, by its place in its part.
func (f *filed) file(at, from int) { f.places = append(f.places, place{at, from, len(f.flat)}) }

func (r *run) placesOf(name string, n int) ([]place, error) {
	return readAll(r.segment(name+"-places", n), func(u *unflat) place {
		p := place{At: u.num(), From: u.num()}
		p.To = p.From + u.num()
		return p
	})
}

// some reads what a segment keeps of the pages from one place to another in a part.
func some[T any](r *run, name string, p piece, one func(*unflat) T) ([]T, error) {
	places, err := r.placesOf(name, p.part)
	if err != nil || p.from >= p.to {
		return nil, err
	}
	f, err := os.Open(r.segment(name, p.part))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	from, to := places[p.from].From, places[p.to-1].To
	u := &unflat{raw: make([]byte, to-from)}
	if _, err := f.ReadAt(u.raw, int64(from)); err != nil {
		return nil, err
	}
	out := make([]T, 0, p.to-p.from)
	for range p.to - p.from {
		out = append(out, one(u))
	}
	if u.err != nil {
		return nil, fmt.Errorf("read %s: %w; remove the folder and begin again", f.Name(), u.err)
	}
	return out, nil
}

// shelf gives what segments keep of pages, by the number of the page. It keeps what was asked for last, once or twice keptBytes of what stands
// in the files, which takes more in memory. It may be used by many goroutines; what it gives must not be changed.
type shelf[T any] struct {
	r      *run
	read   func(*unflat) T
	files  []*os.File
	places []span // by page; empty for pages of which nothing is kept

	mu       sync.Mutex
	new, old map[int]*T // two generations: when the new one is full it becomes the old one
	bytes    int        // in files of what is in the new one
}

// span is a range of bytes. A part is no longer than 4 GB.
type span struct{ from, to uint32 }

// openShelf opens the segments of a name, and their places beside them.
func openShelf[T any](r *run, name string, read func(*unflat) T) (*shelf[T], error) {
	s := &shelf[T]{r: r, read: read, places: make([]span, r.bounds.pages()), new: map[int]*T{}}
	for n := range r.bounds.parts() {
		f, err := os.Open(r.segment(name, n))
		if err != nil {
			return s, err
		}
		s.files = append(s.files, f)
		places, err := r.placesOf(name, n)
		if err != nil {
			return s, err
		}
		for _, p := range places {
			s.places[r.bounds[n]+p.At] = span{uint32(p.From), uint32(p.To)}
		}
	}
	return s, nil
}

// shelves are the accounts and their words.
type shelves struct {
	accounts *shelf[brief]
	words    *shelf[words]
}

func (r *run) openShelves() (s shelves, err error) {
	accounts, one := openShelf(r, "accounts", (*unflat).brief)
	words, other := openShelf(r, "words", (*unflat).words)
	return shelves{accounts, words}, errors.Join(one, other)
}

func (s shelves) close() {
	s.accounts.close()
	s.words.close()
}

func (s *shelf[T]) close() {
	for _, f := range s.files {
		_ = f.Close() // it was only read
	}
}

// get returns what is kept of a page.
func (s *shelf[T]) get(page int) (*T, error) {
	s.mu.Lock()
	v, ok := s.new[page]
	if !ok {
		v, ok = s.old[page]
	}
	s.mu.Unlock()
	if ok {
		return v, nil
	}
	at := s.places[page]
	part, _ := s.r.bounds.of(page)
	raw := make([]byte, at.to-at.from)
	if _, err := s.files[part].ReadAt(raw, int64(at.from)); err != nil {
		return nil, err
	}
	u := &unflat{raw: raw}
	read := s.read(u)
	if u.err != nil {
		return nil, fmt.Errorf("read %s: %w; remove the folder and begin again", s.files[part].Name(), u.err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.bytes += len(raw); s.bytes > keptBytes {
		s.new, s.old, s.bytes = make(map[int]*T, len(s.new)), s.new, len(raw)
	}
	s.new[page] = &read
	return &read, nil
}
