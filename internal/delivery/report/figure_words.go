package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"variorum/edition"
	"variorum/internal/news/language"
)

// Printed is a value's words with its hedge.
func (w figureWords) Printed() string {
	if w.Hedge == "" {
		return w.Text
	}
	return w.Hedge + " " + w.Text
}

// ownHedges say how firm a figure is, where the account's own words for it do not stand beside it.
var ownHedges = map[edition.Approx]string{
	edition.About: "about", edition.Nearly: "nearly", edition.AtLeast: "at least", edition.AtMost: "up to",
	edition.Over: "more than", edition.Under: "less than",
}

// figureWords are a figure's words as printed: the edition has the number, and its hedge stands before or behind it.
func (t *telling) figureWords(r edition.FigureReading) (witness, figureWords) {
	from, to := t.withHedge(r)
	hedged := from < r.Start || to > r.End
	w := witness{t, edition.Span{Start: from, End: to, Text: t.Text[from:to]}}
	words := figureWords{Lead: t, Text: strings.Join(strings.Fields(w.Span.Text), " ")}
	if !hedged && r.Low == r.High { // what is no single value is loose by its words: "dozens"
		words.Hedge = ownHedges[r.Approx]
	}
	return w, words
}

// holds reports whether a span lies in the account's text.
func (t *telling) holds(s edition.Span) bool {
	return 0 <= s.Start && s.Start <= s.End && s.End <= len(t.Text)
}

// withHedge widens a figure by the longest hedge of its sort beside it, by the table of the account's language.
func (t *telling) withHedge(r edition.FigureReading) (from, to int) {
	from, to = r.Start, r.End
	hedges := language.For(t.Language).Table("hedges")
	is := func(words string) bool {
		row, ok := hedges[strings.ToLower(strings.Join(strings.Fields(words), " "))]
		return ok && row[0] == string(r.Approx)
	}
	for at, n := from, 0; n < hedgeWords && at > 0; n++ {
		at = wordBefore(t.Text, at)
		if words := t.Text[at:r.Start]; is(words) || r.Low < r.High && strings.EqualFold(strings.TrimSpace(words), rangeWord) {
			from = at
		}
	}
	for at, n := to, 0; n < hedgeWords && at < len(t.Text) && from == r.Start; n++ {
		at = wordAfter(t.Text, at)
		if is("… " + strings.TrimSpace(t.Text[r.End:at])) {
			to = at
		}
	}
	return from, to
}

// rangeWord opens a range in English, the language that figures are read in: "between 40 and 45". It belongs to the words of
// the range and is no hedge.
const rangeWord = "between"

// wordBefore is where the word begins that ends before a place.
func wordBefore(s string, at int) int {
	s = strings.TrimRight(s[:at], " ")
	i := strings.LastIndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || isQuote(r) || r == '(' })
	if i < 0 {
		return 0
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return i + n
}

// wordAfter is where the word ends that begins behind a place.
func wordAfter(s string, at int) int {
	rest := strings.TrimLeft(s[at:], " ")
	at = len(s) - len(rest)
	if i := strings.IndexAny(rest, " \n.,;:)”\""); i >= 0 {
		return at + max(i, 1)
	}
	return len(s)
}

// unitOf is the unit of one of the account's figures.
func (t *telling) unitOf(figure string) string {
	for i := range t.Figures {
		if t.Figures[i].ID == figure {
			return t.Figures[i].Unit
		}
	}
	return ""
}

// surrounded is a figure between the words about it.
type surrounded struct{ Before, Words, After string }

// String is the words in one.
func (s surrounded) String() string { return s.Before + s.Words + s.After }

// around are the words of the sentence about a figure, where they alone say what it is of.
func (w witness) around() *surrounded {
	before, after := w.Text[:w.Span.Start], w.Text[w.Span.End:]
	before = before[strings.LastIndexByte(before, '\n')+1:]
	if i := strings.LastIndex(before, ". "); i >= 0 {
		before = before[i+2:]
	}
	after, _, _ = strings.Cut(after, "\n")
	if i := strings.Index(after, ". "); i >= 0 {
		after = after[:i+1]
	}
	s := &surrounded{before, w.Span.Text, after}
	if words := strings.SplitAfter(before, " "); len(words) > aroundWords+1 {
		s.Before = "… " + strings.Join(words[len(words)-aroundWords-1:], "")
	}
	if words := strings.SplitAfter(after, " "); len(words) > aroundWords+1 {
		s.After = strings.Join(words[:aroundWords+1], "") + "…"
	}
	return s
}
