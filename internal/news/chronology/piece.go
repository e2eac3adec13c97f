package chronology

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"variorum/internal/engine/text"
	"variorum/internal/news/language"
)

// piece is a token, or a part of one between hyphens: "mid-October" and "third-quarter" are read as two pieces each.
type piece struct {
	text.Span
	token       int
	form        uint64
	kind        text.Kind
	glued       bool // a hyphen joins it to the piece before
	entry       entry
	month, week int  // month of the year, day of the week
	plural      bool // "Mondays"
	q           bool // "Q3"
	number      int  // of digits alone; -1 when it is none
}

// entry is what the table of times says of a word: its role and its value. Beside the roles that dates need (see relative.go):
//
//	unit       also hour, minute, second, quarter, decade, century, weekend
//	scale      multiplies a number word: hundred
//	ordinal    third; "first" and "second" have the role half
//	vague      several; couple: a couple of
//	season, daypart, hour, holiday    with the value that TIMEX3 gives them, or the day
//	said       counts from what the text named: following, that
//	shade      earlier, later
//	ref        a reference: now, recently
//	each, other, rate                 repeat: each, every other, twice
//	approx     a hedge; all: whole, additional; fiscal; comparable; latest; period; ended
//	meridiem, zone, oclock            of a clock time
//	ahead      tells a date to come: effective
//	det, conj, old, long, era
type entry struct{ role, value string }

// book is a text cut into pieces, with the sentence of each.
type book struct {
	Text
	reader
	pieces   []piece
	sentence []int32 // the sentence of each piece
	starts   []int   // the first piece of each token, and one more
	entries  map[uint64]entry
	sayings  map[uint64][]saying
	tenses   map[uint64]string
	links    map[uint64]string
}

// saying is an entry of several words.
type saying struct {
	forms []uint64
	entry entry
}

func newBook(t Text) *book {
	lex := lexiconOf(t.Pack)
	b := &book{Text: t, reader: reader{t.Words, t.Tokens, t.Pack.Table("times"), t.Pack.Code(), beginningsOf(t.Pack)}, entries: lex.words, sayings: lex.sayings, tenses: lex.tenses, links: lex.links}
	b.pieces = make([]piece, 0, len(t.Tokens)+len(t.Tokens)/8)
	b.starts = make([]int, 0, len(t.Tokens)+1)
	for i := range t.Tokens {
		b.starts = append(b.starts, len(b.pieces))
		b.cut(i)
	}
	b.starts = append(b.starts, len(b.pieces))
	b.place()
	return b
}

// place finds the sentence of each piece.
func (b *book) place() {
	b.sentence = make([]int32, len(b.pieces))
	n := int32(0)
	for i, p := range b.pieces {
		for int(n)+1 < len(b.Sentences) && b.Sentences[n+1].Start <= p.Start {
			n++
		}
		b.sentence[i] = n
	}
}

func (b *book) cut(i int) {
	t := b.Tokens[i]
	w := t.Of(b.Words)
	if t.Kind == text.Mark || !strings.ContainsAny(w, "-–‑") {
		b.pieces = append(b.pieces, b.piece(t.Span, t.Kind, t.Form, i))
		return
	}
	start, glued := t.Start, false
	for k, r := range w {
		if r != '-' && r != '–' && r != '‑' {
			continue
		}
		b.addCut(text.Span{Start: start, End: t.Start + k}, i, glued)
		start, glued = t.Start+k+len(string(r)), true
	}
	b.addCut(text.Span{Start: start, End: t.End}, i, glued)
}

func (b *book) addCut(s text.Span, token int, glued bool) {
	if s.Len() == 0 {
		return
	}
	w := s.Of(b.Words)
	kind := text.Word
	if w[0] >= '0' && w[0] <= '9' {
		kind = text.Number
	}
	p := b.piece(s, kind, text.FormOf(w), token)
	p.glued = glued
	b.pieces = append(b.pieces, p)
}

func (b *book) piece(s text.Span, kind text.Kind, form uint64, token int) piece {
	p := piece{Span: s, kind: kind, token: token, form: form, number: -1}
	switch kind {
	case text.Number:
		p.number = digits(s.Of(b.Words))
		if p.number < 0 {
			p.entry = b.entries[form]
		}
	case text.Word:
		p.entry = b.entries[form]
		p.q = s.Len() == 2 && b.Words[s.Start] == 'Q' && b.Words[s.Start+1] >= '1' && b.Words[s.Start+1] <= '4'
		if name, ok := names()[form]; ok && name.in(b.code) && capital(s.Of(b.Words)) {
			p.month, p.week = name.month, name.weekday
		} else if w := s.Of(b.Words); len(w) > len("Monday") && w[len(w)-1] == 's' && capital(w) {
			if name, ok := names()[text.FormOf(w[:len(w)-1])]; ok && name.weekday > 0 && name.in(b.code) {
				p.week, p.plural = name.weekday, true
			}
		}
	}
	return p
}

// digits reads a number of at most six digits, with commas between thousands.
func digits(w string) int {
	if len(w) > 7 {
		return -1
	}
	n, err := strconv.Atoi(strings.ReplaceAll(w, ",", ""))
	if err != nil || n < 0 {
		return -1
	}
	return n
}

// at returns the piece at i, or an empty one outside of the text.
func (b *book) at(i int) *piece {
	if i < 0 || i >= len(b.pieces) {
		return &nothing
	}
	return &b.pieces[i]
}

// nothing is what stands outside of a text.
var nothing = piece{number: -1}

func (b *book) role(i int) string { return b.at(i).entry.role }

func (b *book) meaning(i int) string { return b.at(i).entry.value }

// link is what the word at i does beside a time, by the table "time-links": an article, "of", "so" of "or so".
func (b *book) link(i int) string { return b.links[b.at(i).form] }

func (b *book) word(i int) string {
	p := b.at(i)
	return b.Words[p.Start:p.End]
}

// isMark reports whether the piece at i is that mark.
func (b *book) isMark(i int, mark string) bool {
	return b.at(i).kind == text.Mark && b.word(i) == mark
}

// same reports whether two pieces stand in one sentence.
func (b *book) same(i, j int) bool {
	return i >= 0 && j >= 0 && i < len(b.pieces) && j < len(b.pieces) && b.sentence[i] == b.sentence[j]
}

// touching reports whether no space stands between the pieces i-1 and i.
func (b *book) touching(i int) bool {
	return i > 0 && i < len(b.pieces) && b.pieces[i-1].End == b.pieces[i].Start
}

// saying returns the longest entry of several words that begins at i, and the place after it.
func (b *book) saying(i int) (entry, int) {
	found, next := entry{}, i
	for _, s := range b.sayings[b.at(i).form] {
		k := 0
		for k < len(s.forms) && i+k < len(b.pieces) && b.pieces[i+k].form == s.forms[k] {
			k++
		}
		if k == len(s.forms) && i+k > next {
			found, next = s.entry, i+k
		}
	}
	return found, next
}

// lexicon is the tables of a language by the forms of their words; entries of several words by that of the first.
type lexicon struct {
	words   map[uint64]entry
	sayings map[uint64][]saying
	tenses  map[uint64]string
	links   map[uint64]string
}

var lexiconOf = language.Once(func(pack *language.Pack) *lexicon {
	l := &lexicon{map[uint64]entry{}, map[uint64][]saying{}, map[uint64]string{}, map[uint64]string{}}
	table := pack.Table("times")
	for _, key := range slices.Sorted(maps.Keys(table)) {
		e := entry{table[key][0], table[key][1]}
		if !strings.Contains(key, " ") {
			l.words[text.FormOf(key)] = e
			continue
		}
		var forms []uint64
		for _, w := range strings.Fields(key) {
			forms = append(forms, text.FormOf(w))
		}
		l.sayings[forms[0]] = append(l.sayings[forms[0]], saying{forms, e})
	}
	for key, cells := range pack.Table("tenses") {
		l.tenses[text.FormOf(key)] = cells[0]
	}
	for key, cells := range pack.Table("time-links") {
		l.links[text.FormOf(key)] = cells[0]
	}
	return l
})
