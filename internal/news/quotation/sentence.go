package quotation

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

// item is a word, a number or a mark of a sentence; or all that stands in one pair of quotation marks, which is one item,
// so that the grammar of the words around it can be read over it.
type item struct {
	text.Span
	low   string // lower case, apostrophes made one
	is    class
	kind  text.Kind
	quote int  // the index of the run in Account.Quoted plus one; 0 for no run
	stop  bool // a run that ends with a comma or a stop inside its marks
	comma bool // one that ends with a comma
	cue   *cue
}

func (it item) any(c class) bool { return it.is&c != 0 }
func (it item) isQuote() bool    { return it.quote > 0 }
func (it item) isWord() bool     { return it.quote == 0 && it.kind != text.Mark }
func (it item) mark(m ...string) bool {
	return it.quote == 0 && it.kind == text.Mark && slices.Contains(m, it.low)
}
func (it item) dash() bool { return it.mark("-", "--") }

// ing reports whether the item has the form of a present participle.
func (it item) ing() bool { return it.isWord() && len(it.low) > 4 && strings.HasSuffix(it.low, "ing") }

// participle reports whether the item is a form that needs an auxiliary: known, written.
func (it item) participle() bool {
	return it.cue != nil && strings.HasSuffix(it.low, "n") && it.low != it.cue.lemma
}

// ly reports whether the item has the form of an adverb.
func (it item) ly() bool {
	return it.isWord() && len(it.low) > 4 && strings.HasSuffix(it.low, "ly") && !it.any(capital)
}

// sentence is one sentence of the account's own, whatever sentences stand inside its quotation marks.
type sentence struct {
	text.Span
	items     []item
	paragraph int
}

// sentences cuts an account into the sentences of its own voice.
func sentences(a *account.Account, lex *lexicon) []sentence {
	var out []sentence
	r := reader{a: a, lex: lex}
	for i, p := range a.Paragraphs {
		for r.sentence < len(a.Sentences) && a.Sentences[r.sentence].Start < p.End {
			s := sentence{Span: r.outer(p), paragraph: i}
			s.items = r.items(s.Span)
			if titled(s.Of(a.Text)) {
				s.lowerHeading()
			}
			out = append(out, s)
		}
	}
	return out
}

// lowerHeading takes the capitals of a heading from the words that have one only there ("Mayor Says Bridge Is Safe").
func (s *sentence) lowerHeading() {
	for i, it := range s.items {
		if it.cue != nil || it.any(determiner|pronoun|possessive|preposition|conjunction|subordinator|auxiliary|modal|adverb) {
			s.items[i].is &^= capital
		}
	}
}

// reader walks the sentences, the tokens and the quoted runs of an account side by side.
type reader struct {
	a                    *account.Account
	lex                  *lexicon
	sentence, token, run int
}

// outer takes the next sentences up to an end that lies in no quotation marks.
func (r *reader) outer(p text.Span) text.Span {
	s := r.a.Sentences[r.sentence]
	q := r.run
	for r.sentence++; r.sentence < len(r.a.Sentences); r.sentence++ {
		next := r.a.Sentences[r.sentence]
		for q < len(r.a.Quoted) && r.a.Quoted[q].End <= next.Start {
			q++
		}
		if next.Start >= p.End || q == len(r.a.Quoted) || r.a.Quoted[q].Start > next.Start {
			break
		}
		s.End = next.End
	}
	return s
}

func (r *reader) items(s text.Span) []item {
	var out []item
	for ; r.token < len(r.a.Tokens) && r.a.Tokens[r.token].Start < s.End; r.token++ {
		t := r.a.Tokens[r.token]
		for r.run < len(r.a.Quoted) && r.a.Quoted[r.run].End <= t.Start {
			r.run++
		}
		switch {
		case t.Start < s.Start:
		case r.run < len(r.a.Quoted) && r.a.Quoted[r.run].Contains(t.Span):
			if len(out) == 0 || out[len(out)-1].quote != r.run+1 {
				run := text.Trim(r.a.Text, r.a.Quoted[r.run])
				last := lastMark(run.Of(r.a.Text))
				it := item{Span: run, quote: r.run + 1, stop: strings.ContainsRune(",.?!…—–-", last), comma: last == ','}
				if c, _ := utf8.DecodeRuneInString(run.Of(r.a.Text)); unicode.IsUpper(c) {
					it.is = capital
				}
				out = append(out, it)
			}
		case r.isOuterMark(t):
		case t.Kind == text.Mark && len(out) > 0 && r.endsShortForm(out[len(out)-1], t):
			out[len(out)-1].End = t.End
		default:
			out = append(out, r.item(t, len(out) == 0))
		}
	}
	return out
}

// lastMark is the last character of a run, but for the marks that shut a quotation inside it: “She said, ‘We sail,’” he said.
func lastMark(run string) rune {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(run, "'’\"” \u00a0"))
	return last
}

// isOuterMark reports whether a token is a quotation mark around a run, or a double one that is nobody's.
func (r *reader) isOuterMark(t text.Token) bool {
	if t.Kind != text.Mark {
		return false
	}
	switch c, _ := utf8.DecodeRuneInString(r.a.Text[t.Start:]); c {
	case '"', '“', '”', '„', '«', '»', '‟', '＂', '「', '」', '『', '』':
		return true
	case '\'', '‘', '’', '`', '‛':
		near := func(q int) bool {
			return q >= 0 && q < len(r.a.Quoted) && (t.End <= r.a.Quoted[q].Start && r.a.Quoted[q].Start-t.End <= 3 ||
				t.Start >= r.a.Quoted[q].End && t.Start-r.a.Quoted[q].End <= 3)
		}
		return near(r.run) || near(r.run-1)
	}
	return false
}

// endsShortForm reports whether a full stop belongs to the word before it: "Mr.", "J."
func (r *reader) endsShortForm(before item, t text.Token) bool {
	if r.a.Text[t.Start] != '.' || before.End != t.Start || before.quote > 0 || before.kind != text.Word {
		return false
	}
	word := r.a.Text[before.Start:before.End]
	return utf8.RuneCountInString(word) == 1 && before.any(capital) || r.a.Pack.Abbreviation(word)
}

func (r *reader) item(t text.Token, first bool) item {
	word := t.Of(r.a.Text)
	it := item{Span: t.Span, low: text.Normalize(word), kind: t.Kind}
	if t.Kind == text.Mark {
		return it
	}
	it.is, it.cue = r.lex.class(it.low), r.lex.cues[it.low]
	if c, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(c) {
		it.is |= capital
	}
	if first {
		it.is |= initial
	}
	return it
}
