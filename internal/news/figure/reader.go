package figure

import (
	"slices"
	"strings"

	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

// reader reads the figures of one sentence.
type reader struct {
	lex       *lexicon
	account   *account.Account
	words     []word
	titleCase bool // nearly every word has a capital: a headline
	found     []finding
}

// finding is a figure in the making: what Find gives out, and what its neighbours in the sentence ask of it.
type finding struct {
	quantity
	hedge      string
	hedgeFirst int // the first word of hedge and number
	of         phrase
	kind       string
	rule       string
	place      string
	asOf       string
	waiting    bool // counts what the next or the previous figure counts
}

// phrase is a noun phrase: words first to next, the head last.
type phrase struct{ first, next int }

func (p phrase) empty() bool { return p.next <= p.first }

// low is word i in lower case, or nothing past the sentence.
func (r *reader) low(i int) string {
	if i < 0 || i >= len(r.words) {
		return ""
	}
	return r.words[i].low
}

func (r *reader) class(i int) class {
	if i < 0 || i >= len(r.words) {
		return 0
	}
	return r.words[i].class
}

// mark reports whether word i is a mark or past the sentence.
func (r *reader) mark(i int) bool { return i < 0 || i >= len(r.words) || r.words[i].mark }

func (r *reader) hyphen(i int) bool { return i >= 0 && i < len(r.words) && r.words[i].hyphen }

// hyphened reports whether word i or the one behind it is joined by a hyphen.
func (r *reader) glued(i int) bool { return i > 0 && i < len(r.words) && r.words[i].glued }

func (r *reader) capital(i int) bool { return i >= 0 && i < len(r.words) && r.words[i].capital }

func (r *reader) digit(i int) bool { return i >= 0 && i < len(r.words) && r.words[i].digits }

// role is the role of word i in the table of numbers.
func (r *reader) role(i int) string { return r.lex.numbers[r.low(i)].role }

// number reports whether word i is a number or a part of one.
func (r *reader) number(i int) bool {
	if r.digit(i) {
		return true
	}
	switch r.role(i) {
	case "unit", "ten", "hundred", "magnitude", "dozen", "vague":
		return true
	}
	return false
}

// text is the words from first to next as they stand.
func (r *reader) text(first, next int) string {
	if first >= next {
		return ""
	}
	return r.account.Text[r.words[first].start:r.words[next-1].end]
}

// longest looks up the longest run of up to n words from i on in a table, and returns its entry and the place
// behind it.
func longest[T any](r *reader, table phrases[T], i, n int) (entry T, next int) {
	n = min(n, table.longest[r.low(i)])
	next = i
	key := ""
	for k := i; k < i+n && k < len(r.words); k++ {
		if k > i {
			key += " "
		}
		key += r.words[k].low
		if e, ok := table.entries[key]; ok {
			entry, next = e, k+1
		}
	}
	return entry, next
}

// newReader makes a reader of the tokens of one sentence.
func newReader(lex *lexicon, a *account.Account, tokens []text.Token) *reader {
	r := &reader{lex: lex, account: a, words: lex.words(a, tokens)}
	capitals, long := 0, 0
	for i, w := range r.words {
		if i > 0 && !w.mark && !w.digits && len(w.low) > 3 {
			long++
			if w.capital {
				capitals++
			}
		}
	}
	r.titleCase = long >= 3 && capitals*10 >= long*7
	return r
}

// closesPhrase reports whether no noun phrase goes on over word i.
func (r *reader) closesPhrase(i int) bool {
	if r.mark(i) {
		return r.low(i) != "." || !r.abbreviation(i)
	}
	if r.hyphen(i) || r.hyphen(i+1) { // "one-off charges"
		return false
	}
	c := r.class(i)
	return c.is(stop|adverb|weekday) && !c.is(person) || c.is(month) && r.capital(i) || r.amountWord(i)
}

// abbreviation reports whether the stop at i belongs to a word: "Gov. candidates".
func (r *reader) abbreviation(i int) bool {
	return i > 0 && i+1 < len(r.words) && r.words[i].glued && r.account.Pack.Abbreviation(r.words[i-1].low)
}

// amountWord reports whether a number begins at i that is not the first piece of a compound ("two-party").
func (r *reader) amountWord(i int) bool { return r.number(i) && !r.hyphen(i) && !r.hyphen(i+1) }

// possessiveS reports whether word i is the ending of a possessive.
func (r *reader) possessiveS(i int) bool {
	return r.low(i) == "'s" && r.glued(i) && !r.class(i-1).is(pronoun)
}

// joinedWord reports whether word i is a piece of a compound.
func (r *reader) joinedWord(i int) bool { return r.hyphen(i) || r.hyphen(i+1) && r.number(i) }

// isPlural reports whether word i looks like a plural noun.
func (r *reader) isPlural(i int) bool {
	if r.mark(i) || r.hyphen(i+1) {
		return false
	}
	low, c := r.words[i].low, r.class(i)
	if c.is(plural) || c.is(person) && demonymPlural(low) {
		return true
	}
	if c.is(stop|adverb|weekday|month) || len(low) < 3 || !strings.HasSuffix(low, "s") {
		return false
	}
	return !hasEnding(low, r.lex.singular)
}

func hasEnding(w string, endings []string) bool {
	return slices.ContainsFunc(endings, func(e string) bool { return strings.HasSuffix(w, e) })
}

// demonymPlural reports whether a noun for people is its own plural: "Chinese", "British".
func demonymPlural(low string) bool {
	return strings.HasSuffix(low, "ese") || strings.HasSuffix(low, "ish")
}
