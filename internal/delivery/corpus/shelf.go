package corpus

import (
	"fmt"
	"os"
	"sync"
	"unicode/utf8"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

// brief is an account as it waits between the stages: what it is called, when it was published, its text and where its words stand.
type brief struct {
	edition.Account
	words []text.Span // marks left out
	forms []uint64    // of the words
	ascii bool        // all of its text
}

func briefOf(a *account.Account) brief {
	b := brief{Account: a.Account}
	for _, t := range a.Tokens {
		if t.Kind != text.Mark {
			b.words, b.forms = append(b.words, t.Span), append(b.forms, t.Form)
		}
	}
	return b
}

// points counts the code points before a byte of its text. Where all is ASCII they are the bytes.
func (b *brief) points() func(byte int) int {
	if b.ascii {
		return func(at int) int { return at }
	}
	return pointsOf(b.Text)
}

// bare is the account with its words, and no sentences or marks.
func (b *brief) bare() *account.Account {
	a := &account.Account{Account: b.Account, Tokens: make([]text.Token, len(b.words))}
	for i, w := range b.words {
		a.Tokens[i] = text.Token{Span: w, Kind: text.Word, Form: b.forms[i]}
	}
	return a
}

func (f *flat) brief(b brief) {
	f.account(&b.Account)
	f.hashes(b.forms)
	last := 0
	for _, w := range b.words {
		f.num(w.Start - last)
		f.num(w.End - w.Start)
		last = w.End
	}
}

func (u *unflat) brief() brief {
	b := brief{Account: u.account(), forms: u.hashes()}
	b.words = make([]text.Span, len(b.forms))
	last := 0
	for i := range b.words {
		start := last + u.num()
		last = start + u.num()
		b.words[i] = text.Span{Start: start, End: last}
	}
	b.ascii = utf8.RuneCountInString(b.Text) == len(b.Text)
	return b
}

// place says where a part's file holds what is kept of one of its pages.
type place struct{ At, From, To int }

// shelf gives what segments keep of pages, by the number of the page. It keeps what was asked for last. It may be used by many
// goroutines; what it gives must not be changed.
type shelf[T any] struct {
	r      *run
	read   func(*unflat) T
	files  []*os.File
	places []span // by page; empty for pages of which nothing is kept

	mu        sync.Mutex
	new, old  map[int]*T // two generations: when the new one is full it becomes the old one
	mostInNew int
}

// span is a range of bytes. A part is no longer than 4 GB.
type span struct{ from, to uint32 }

// openShelf opens the segments of a name, and their places beside them.
func openShelf[T any](r *run, name string, read func(*unflat) T) (*shelf[T], error) {
	s := &shelf[T]{r: r, read: read, places: make([]span, r.bounds.pages()), new: map[int]*T{}, mostInNew: keptAccounts}
	for n := range r.bounds.parts() {
		f, err := os.Open(r.segment(name, n))
		if err != nil {
			return s, err
		}
		s.files = append(s.files, f)
		places, err := kept[[]place](r.segment(name+"-places", n))
		if err != nil {
			return s, err
		}
		for _, p := range places {
			s.places[r.bounds[n]+p.At] = span{uint32(p.From), uint32(p.To)}
		}
	}
	return s, nil
}

func (s *shelf[T]) close() {
	for _, f := range s.files {
		_ = f.Close() // it was only read
	}
}

// has reports whether something is kept of a page.
func (s *shelf[T]) has(page int) bool { return s.places[page].to > 0 }

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
	u := &unflat{raw: raw, all: string(raw)}
	read := s.read(u)
	if u.err != nil {
		return nil, fmt.Errorf("read %s: %w; remove the folder and begin again", s.files[part].Name(), u.err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.new) >= s.mostInNew {
		s.new, s.old = make(map[int]*T, s.mostInNew), s.new
	}
	s.new[page] = &read
	return &read, nil
}
