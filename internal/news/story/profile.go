package story

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

// term is a word of an account, two neighbouring characters of a script without spaces, or a figure with the word beside it.
type term struct {
	key   uint64
	count int
	words text.Span // where it stands first, in the title if inTitle, else in the text
	field field
	kind  kind
	size  int // characters of a word or number
}

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

// profile is the terms of one account, sorted by key, each once. It depends on the account alone, not on the run.
type profile struct {
	terms []term
	words int // of the text, without marks
}

func profileOf(a *account.Account) profile {
	r := reader{terms: map[uint64]*term{}}
	r.read(a.Title, text.Tokenize(a.Title), inTitle)
	words := r.read(a.Text, a.Tokens, 0)
	terms := make([]term, 0, len(r.terms))
	for _, t := range slices.SortedFunc(maps.Values(r.terms), func(a, b *term) int { return cmp.Compare(a.key, b.key) }) {
		terms = append(terms, *t)
	}
	return profile{terms, words}
}

// reader counts terms.
type reader struct{ terms map[uint64]*term }

// read counts the terms of the title or the text and returns the number of words.
func (r *reader) read(s string, tokens []text.Token, part field) int {
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
		r.token(s, last, t, f)
		last = t
	}
	return words
}

// token counts the terms that end with one token.
func (r *reader) token(s string, last, t text.Token, f field) {
	w := t.Of(s)
	one := term{key: t.Form, words: t.Span, size: utf8.RuneCountInString(w)}
	switch {
	case isSpaceless(w):
		if last.End == t.Start && isSpaceless(last.Of(s)) {
			r.add(term{key: both(last.Form, t.Form), words: text.Span{Start: last.Start, End: t.End}, kind: pair}, f)
		}
	case w[0] == '\'' || strings.HasPrefix(w, "’"):
		return // the possessive, cut off its name
	case t.Kind == text.Number:
		one.kind = number
		r.add(one, f)
	default:
		if strings.Contains(w, ".") { // U.S. is US
			w = strings.ReplaceAll(w, ".", "")
			one.key, one.size = text.FormOf(w), utf8.RuneCountInString(w)
		}
		r.add(one, f)
	}
	if last.Len() > 0 && (last.Kind == text.Number || t.Kind == text.Number) {
		r.add(term{key: both(last.Form, one.key), words: text.Span{Start: last.Start, End: t.End}, kind: figure}, f)
	}
}

func (r *reader) add(t term, f field) {
	old := r.terms[t.key]
	if old == nil {
		old = &t
		r.terms[t.key] = old
	}
	old.field |= f
	if f == inTitle {
		old.count += titleCount
	} else {
		old.count++
	}
}

// both is the key of two neighbours, in their order.
func both(a, b uint64) uint64 { return (a*0x9e3779b97f4a7c15 ^ b) * 0xbf58476d1ce4e5b9 }

// isSpaceless reports whether a token is a character of a script without spaces: one character says too little.
func isSpaceless(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return text.Spaceless(r)
}
