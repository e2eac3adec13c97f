package corpus

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"

	"variorum/edition"
	"variorum/internal/news/extract"
	"variorum/internal/news/intake"
)

// Pages and accounts wait in files between the stages as numbers and strings in a fixed order, each string behind its length. Reading
// them back copies nothing but the file: all strings are parts of one. A general encoding costs more time than all that is done
// with an account.

// flat is a value written so.
type flat []byte

// flats are those that were written and are of no more use.
var flats sync.Pool

// newFlat is an empty one, with the memory of another if there is one.
func newFlat() flat {
	if f, ok := flats.Get().(*flat); ok {
		return (*f)[:0]
	}
	return nil
}

func release(all ...flat) {
	for _, f := range all {
		if cap(f) > 0 {
			flats.Put(&f)
		}
	}
}

func (f *flat) num(n int)    { *f = binary.AppendVarint(*f, int64(n)) }
func (f *flat) str(s string) { f.num(len(s)); *f = append(*f, s...) }

func (f *flat) strs(list []string) {
	f.num(len(list))
	for _, s := range list {
		f.str(s)
	}
}

func (f *flat) hashes(list []uint64) {
	f.num(len(list))
	at := len(*f)
	*f = slices.Grow(*f, 8*len(list))[:at+8*len(list)]
	for i, h := range list {
		binary.LittleEndian.PutUint64((*f)[at+8*i:], h)
	}
}

// unflat reads what flat wrote. After an error all that it gives is empty.
type unflat struct {
	raw []byte
	all string // raw again, made when the first string is read
	at  int
	err error
}

var errCut = errors.New("it is cut off")

func openFlat(path string) (*unflat, error) {
	raw, err := os.ReadFile(path)
	return &unflat{raw: raw}, err
}

func (u *unflat) num() int {
	n, size := binary.Varint(u.raw[u.at:])
	if size <= 0 {
		u.err, u.at = errCut, len(u.raw)
		return 0
	}
	u.at += size
	return int(n)
}

func (u *unflat) str() string {
	n := u.num()
	if n < 0 || n > len(u.raw)-u.at {
		u.err, u.at = errCut, len(u.raw)
		return ""
	}
	if u.all == "" {
		u.all = string(u.raw)
	}
	u.at += n
	return u.all[u.at-n : u.at]
}

// count reads the length of a list whose entries take at least so many bytes each.
func (u *unflat) count(least int) int {
	n := u.num()
	if n < 0 || n > (len(u.raw)-u.at)/least {
		u.err, u.at = errCut, len(u.raw)
		return 0
	}
	return n
}

func (u *unflat) strs() []string {
	n := u.count(1)
	if n == 0 {
		return nil
	}
	list := make([]string, n)
	for i := range list {
		list[i] = u.str()
	}
	return list
}

func (u *unflat) hashes() []uint64 {
	list := make([]uint64, u.count(8))
	raw := u.raw[u.at : u.at+8*len(list)]
	for i := range list {
		list[i] = binary.LittleEndian.Uint64(raw[8*i:])
	}
	u.at += len(raw)
	return list
}

// sheet is a page that was sorted out: all that its account is made of.
type sheet struct {
	page  intake.Page // without its body
	parts extract.Parts
	keys  []uint64 // of the paragraphs of the body
}

func (f *flat) sheet(s sheet) {
	p, q := s.page, s.parts
	f.num(int(p.Kind))
	for _, field := range [...]string{p.ID, p.Source, p.URL, p.Outlet, p.Date, p.Title, q.Title, q.Standfirst, q.Byline, q.Outlet, q.URL, q.Language} {
		f.str(field)
	}
	f.strs(p.Doubts)
	f.strs(q.Body)
	f.strs(q.Captions)
	f.strs(q.Furniture)
	f.seen(q.Dates)
	f.num(len(q.Doubts))
	for _, d := range q.Doubts {
		f.str(d.Rule)
		f.str(d.What)
	}
	f.hashes(s.keys)
}

func (u *unflat) sheet() sheet {
	var s sheet
	p, q := &s.page, &s.parts
	p.Kind = intake.Kind(u.num())
	for _, field := range [...]*string{&p.ID, &p.Source, &p.URL, &p.Outlet, &p.Date, &p.Title, &q.Title, &q.Standfirst, &q.Byline, &q.Outlet, &q.URL, &q.Language} {
		*field = u.str()
	}
	p.Doubts, q.Body, q.Captions, q.Furniture = u.strs(), u.strs(), u.strs(), u.strs()
	q.Dates = u.seen()
	for range u.count(2) {
		q.Doubts = append(q.Doubts, edition.Doubt{Rule: u.str(), What: u.str()})
	}
	if s.keys = u.hashes(); len(s.keys) != len(q.Body) && len(s.keys) > 0 {
		u.err = errCut
	}
	return s
}

// telling is what a sheet has beside its mark: the words by which pages are told to be alike.
func (f *flat) telling(s extract.Sheet) {
	f.hashes(s.Words)
	f.num(len(s.Paragraphs))
	for _, p := range s.Paragraphs {
		f.hashes([]uint64{p.Key})
		f.hashes(p.Words)
	}
}

func (u *unflat) telling() extract.Sheet {
	s := extract.Sheet{Words: u.hashes()}
	s.Paragraphs = make([]extract.Paragraph, u.count(2))
	for i := range s.Paragraphs {
		if key := u.hashes(); len(key) == 1 {
			s.Paragraphs[i].Key = key[0]
		}
		s.Paragraphs[i].Words = u.hashes()
	}
	return s
}

// account is what stays of an account: what it is called, when it was published, its words.
func (f *flat) account(a *edition.Account) {
	for _, field := range [...]string{
		a.ID, a.Source, a.URL, a.Outlet, a.Title, a.Byline, a.Language, a.Text,
		string(a.Published.Value), string(a.Published.Earliest), string(a.Published.Latest), string(a.Published.Basis),
	} {
		f.str(field)
	}
	f.seen(a.Published.Seen)
	c := a.Published.Conflict
	if c == nil {
		f.num(0)
		return
	}
	f.num(1)
	f.str(string(c.Printed))
	f.str(c.Why)
}

func (u *unflat) account() edition.Account {
	a := edition.Account{ID: u.str(), Source: u.str(), URL: u.str(), Outlet: u.str(), Title: u.str(), Byline: u.str(), Language: u.str(), Text: u.str()}
	a.Published = edition.Published{
		Value: edition.Day(u.str()), Earliest: edition.Day(u.str()), Latest: edition.Day(u.str()), Basis: edition.Basis(u.str()), Seen: u.seen(),
	}
	if u.num() == 1 {
		a.Published.Conflict = &edition.DateConflict{Printed: edition.Day(u.str()), Why: u.str()}
	}
	return a
}

func (f *flat) seen(dates []edition.DateSeen) {
	f.num(len(dates))
	for _, d := range dates {
		f.str(string(d.Value))
		f.str(d.Where)
		f.str(d.Words)
	}
}

func (u *unflat) seen() []edition.DateSeen {
	var dates []edition.DateSeen
	for range u.count(3) {
		dates = append(dates, edition.DateSeen{Value: edition.Day(u.str()), Where: u.str(), Words: u.str()})
	}
	return dates
}

// readAll reads a file of n values.
func readAll[T any](path string, one func(*unflat) T) ([]T, error) {
	u, err := openFlat(path)
	if err != nil {
		return nil, err
	}
	out := make([]T, 0, u.count(1))
	for range cap(out) {
		out = append(out, one(u))
	}
	if u.err != nil {
		return nil, fmt.Errorf("read %s: %w; remove the folder and begin again", path, u.err)
	}
	return out, nil
}
