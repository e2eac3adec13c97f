package name

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"variorum/internal/engine/text"
	"variorum/internal/news/account"
	"variorum/internal/news/language"
)

// word is what the model may know of one token, whatever stands around it. Forms and shapes are hashes.
type word struct {
	raw, form, shape uint32
	affixes          [6]uint32 // first and last two, three and four letters; 0 when the word is not longer
	class            uint32    // bits of the tables that have the word
	common           uint32    // how many documents of general news have it, as a power of two
	capital, mark    bool
	opens            bool // begins a sentence or a quotation
	breaks           bool // begins a paragraph
	glued            bool // no space before it
}

// The classes of a word: which tables have it.
const (
	isTitle = 1 << iota
	isRole
	isBody
	isParticle
	isGiven
	isClosed
	isCountry
	isPlace
	isTime
	isPeople
	isShort
	inPlace // inside a place's name of several words
	isCompany
	isDemonym
	isSurname
	inBody   // inside a known body's name
	inQuotes // inside what may be the title of a work
	goesOn   // behind the first word of a known body's or place's name
)

// tables are a language's, as the model asks them.
type tables struct {
	titles, roles, bodies, particles, given, closed, places, times, people, companies, demonyms, surnames, known language.Table
	abbreviation                                                                                                 func(string) bool
	countries                                                                                                    map[string]bool
	frequency                                                                                                    *language.Frequency
}

func tablesOf(p *language.Pack) tables {
	return tables{
		titles: p.Table("titles"), roles: p.Table("roles"), bodies: p.Table("organisations"), particles: p.Table("particles"),
		given: p.Table("given-names"), closed: p.Table("words"), places: p.Table("places"), times: p.Table("times"),
		people: p.Table("persons"), companies: p.Table("companies"), demonyms: p.Table("demonyms"), surnames: p.Table("surnames"), known: p.Table("bodies"), abbreviation: p.Abbreviation, countries: p.Countries(), frequency: p.Frequency(),
	}
}

func (t *tables) classOf(low, w string) uint32 {
	var c uint32
	set := func(bit uint32, has bool) {
		if has {
			c |= bit
		}
	}
	set(isTitle, t.titles.Has(low))
	set(isRole, t.roles.Has(low))
	set(isBody, t.bodies.Has(low))
	set(isCompany, t.companies.Has(low))
	set(isDemonym, t.demonyms.Has(low))
	set(isSurname, t.surnames.Has(low))
	set(inBody, t.known.Has(w))
	set(isParticle, t.particles.Has(low))
	set(isGiven, t.given.Has(low))
	set(isClosed, t.closed.Has(low))
	set(isCountry, t.countries[low])
	set(isPlace, t.places.Has(low))
	set(isTime, t.times.Has(low))
	set(isPeople, t.people.Has(low))
	set(isShort, t.abbreviation(w))
	return c
}

// words reads the tokens of an account.
func (t *tables) words(a *account.Account, tokens []text.Token) []word {
	out := make([]word, len(tokens))
	s := 0
	known := map[uint64]uint32{} // classes by form: a page has each word several times
	for i, tok := range tokens {
		w := tok.Of(a.Text)
		x := &out[i]
		x.raw, x.form, x.shape = hashOf(w), uint32(tok.Form^tok.Form>>32), shapeOf(w)
		x.mark = tok.Kind == text.Mark
		x.capital = !x.mark && hasUpper(w)
		x.glued = i > 0 && tokens[i-1].End == tok.Start
		x.breaks = i == 0 || strings.IndexByte(a.Text[tokens[i-1].End:tok.Start], '\n') >= 0
		for s < len(a.Sentences) && a.Sentences[s].End <= tok.Start {
			s++
		}
		x.opens = i == 0 || s < len(a.Sentences) && opensSentence(a, tokens, i, a.Sentences[s].Start)
		low := ""
		if c, ok := known[tok.Form]; ok && !x.capital {
			x.class = c
		} else {
			low = text.Normalize(w)
			x.class = t.classOf(low, w)
			known[tok.Form] = x.class
		}
		if x.capital {
			x.affixes = affixesOf(low)
			x.common = log2(t.frequency.Count(tok.Form))
		}
	}
	t.markPlaces(a, tokens, out)
	markQuoted(a, tokens, out)
	return out
}

// opensSentence reports whether only marks stand between the start of a sentence, or a quotation mark, and token i.
func opensSentence(a *account.Account, tokens []text.Token, i, start int) bool {
	t := tokens[i]
	return t.Start-start <= openingBytes && strings.IndexFunc(a.Text[min(start, t.Start):t.Start], isAlnum) < 0 ||
		i > 0 && strings.ContainsAny(tokens[i-1].Of(a.Text), "\"“‘«:`")
}

func isAlnum(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// markPlaces marks the words of places of several words: "New York", "United States".
func (t *tables) markPlaces(a *account.Account, tokens []text.Token, ws []word) {
	for i := range ws {
		if !ws[i].capital {
			continue
		}
		low := text.Normalize(tokens[i].Of(a.Text))
		for k := i + 1; k < len(ws) && k < i+longestKnown && !ws[k].breaks; k++ {
			low += " " + text.Normalize(tokens[k].Of(a.Text))
			if t.known.Has(a.Text[tokens[i].Start:tokens[k].End]) { // also Procter & Gamble, Macy's, J.P. Morgan
				mark(ws[i:k+1], inBody)
			}
			if t.countries[low] || t.places.Has(low) {
				mark(ws[i:k+1], inPlace)
			}
		}
	}
}

// longestKnown is how many tokens the name of a known body or place may have.
const longestKnown = 6

// mark gives the words of a known name their class.
func mark(ws []word, class uint32) {
	for j := range ws {
		ws[j].class |= class
		if j > 0 {
			ws[j].class |= goesOn
		}
	}
}

func log2(n int) uint32 {
	k := uint32(0)
	for ; n > 0; n >>= 1 {
		k++
	}
	return k
}

func hasUpper(w string) bool { return strings.IndexFunc(w, unicode.IsUpper) >= 0 }

// affixesOf is the hashes of a word's first and last two, three and four letters.
func affixesOf(low string) (out [6]uint32) {
	for k := range 3 {
		n := k + 2
		if len(low) > n {
			out[k], out[3+k] = hashOf(low[:n])^1, hashOf(low[len(low)-n:])^2
		}
	}
	return out
}

// hashOf is the FNV-1a hash of a string.
func hashOf(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// shapeOf says how a word is written: X, x and d for capitals, small letters and digits, each run once ("McGrath": XxXx); a long
// run of capitals is XX, a mark is itself.
func shapeOf(w string) uint32 {
	h, last := uint32(2166136261), byte(0)
	n := 0
	for _, r := range w {
		c := byte('.')
		switch {
		case unicode.IsUpper(r):
			c = 'X'
		case unicode.IsLetter(r):
			c = 'x'
		case unicode.IsDigit(r):
			c = 'd'
		case r < utf8.RuneSelf:
			c = byte(r)
		}
		if c == last {
			if n++; n == 2 && c == 'X' {
				h = (h ^ 'Y') * 16777619
			}
			continue
		}
		last, n = c, 1
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// quotedTitle is how many words a quotation of capitals may have to be taken for the title of a work.
const quotedTitle = 8

// markQuoted marks the words of short quotations most of whose words have a capital: titles of books, plays, films.
func markQuoted(a *account.Account, tokens []text.Token, ws []word) {
	for i := 0; i+1 < len(ws); i++ {
		if !ws[i].mark || !strings.ContainsAny(tokens[i].Of(a.Text), "\"“`") || ws[i+1].mark {
			continue
		}
		capitals, k := 0, i+1
		for k < len(ws) && k-i <= quotedTitle && !ws[k].breaks && !(ws[k].mark && strings.ContainsAny(tokens[k].Of(a.Text), "\"”'")) {
			capitals += int(bit(ws[k].capital))
			k++
		}
		if k == len(ws) || k-i > quotedTitle || ws[k].breaks || 2*capitals < k-i-1 {
			continue
		}
		for j := i + 1; j < k; j++ {
			ws[j].class |= inQuotes
		}
	}
}
