package story

import (
	"strings"
	"sync"
	"unicode/utf8"

	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

// term is a word of an account, two neighbouring characters of a script without spaces, or a figure with the word beside it.
type term struct {
	form  uint64
	words text.Span // where it stands first, in the title if inTitle, else in the text
	count int32
	size  int32 // characters of a word or number
	field field
	kind  kind
	packed
}

// key is the form in 32 bits, which is enough to tell the few hundred terms of two accounts apart.
func (t *term) key() uint32 { return uint32(t.form ^ t.form>>32) }

// field tells in which parts of an account a term stands.
type field uint8

const (
	inTitle field = 1 << iota
	inLead        // among the first leadTerms of the text
)

// kind tells how the rarity of a term is guessed.
type kind uint8

const (
	word kind = iota
	number
	pair   // of characters
	figure // a number and the word beside it
)

// profile counts the terms of one account after another, in memory that it keeps.
type profile struct {
	terms []term  // each once, in the order in which they stand first
	table []int32 // open addressing by the form: 1 + the place in terms, 0 for none; twice as long as terms at least
	words int     // of the text, without marks

	rarities rarities
	order    []uint64 // scratch of a sketch
	dealt    []uint64
}

var profiles = sync.Pool{New: func() any { return &profile{table: make([]int32, 1<<10)} }}

// read counts the terms of an account. What stands there from the account before is forgotten.
func (p *profile) read(a *account.Account) {
	clear(p.table)
	p.terms = p.terms[:0]
	p.part(a.Title, text.Tokenize(a.Title), inTitle)
	p.words = p.part(a.Text, a.Tokens, 0)
}

// part counts the terms of the title or the text and returns the number of words.
func (p *profile) part(s string, tokens []text.Token, part field) int {
	words := 0
	var last text.Token // the token before, if it is a word beside this one
	for _, t := range tokens {
		if t.Kind == text.Mark {
			last = text.Token{}
			continue
		}
		words++
		f := part
		if part == 0 && words <= leadTerms {
			f = inLead
		}
		p.token(s, last, t, f)
		last = t
	}
	return words
}

// token counts the terms that end with one token.
func (p *profile) token(s string, last, t text.Token, f field) {
	w := t.Of(s)
	size, plain := measure(w)
	one := term{form: t.Form, words: t.Span, size: size}
	switch {
	case !plain && isSpaceless(w):
		if last.End == t.Start && isSpaceless(last.Of(s)) {
			p.add(term{form: both(last.Form, t.Form), words: text.Span{Start: last.Start, End: t.End}, kind: pair}, f)
		}
	case w[0] == '\'' || !plain && strings.HasPrefix(w, "’"):
		return // the possessive, cut off its name
	case t.Kind == text.Number:
		one.kind = number
		p.add(one, f)
	default:
		if strings.IndexByte(w, '.') >= 0 { // U.S. is US
			w = strings.ReplaceAll(w, ".", "")
			one.form, one.size = text.FormOf(w), int32(utf8.RuneCountInString(w))
		}
		p.add(one, f)
	}
	if last.Len() > 0 && (last.Kind == text.Number || t.Kind == text.Number) {
		p.add(term{form: both(last.Form, one.form), words: text.Span{Start: last.Start, End: t.End}, kind: figure}, f)
	}
}

// measure counts the characters of a word and says whether all of them are ASCII.
func measure(w string) (characters int32, plain bool) {
	for i := range len(w) {
		if w[i] >= utf8.RuneSelf {
			return int32(utf8.RuneCountInString(w)), false
		}
	}
	return int32(len(w)), true
}

// add counts one occurrence of a term.
func (p *profile) add(t term, f field) {
	if 2*len(p.terms) >= len(p.table) {
		p.grow()
	}
	n := int32(1)
	if f == inTitle {
		n = titleCount
	}
	mask := uint64(len(p.table) - 1)
	for at := t.form & mask; ; at = (at + 1) & mask {
		i := p.table[at]
		if i == 0 {
			t.count, t.field = n, f
			p.terms = append(p.terms, t)
			p.table[at] = int32(len(p.terms))
			return
		}
		if old := &p.terms[i-1]; old.form == t.form {
			old.count += n
			old.field |= f
			return
		}
	}
}

// grow doubles the table.
func (p *profile) grow() {
	p.table = make([]int32, 2*len(p.table))
	mask := uint64(len(p.table) - 1)
	for i := range p.terms {
		at := p.terms[i].form & mask
		for p.table[at] != 0 {
			at = (at + 1) & mask
		}
		p.table[at] = int32(i + 1)
	}
}

// both is the form of two neighbours, in their order.
func both(a, b uint64) uint64 { return (a*0x9e3779b97f4a7c15 ^ b) * 0xbf58476d1ce4e5b9 }

// isSpaceless reports whether a token is a character of a script without spaces: one character says too little.
func isSpaceless(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return text.Spaceless(r)
}
