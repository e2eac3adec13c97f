package figure

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

// word is a token of a sentence, or a piece of one: "80-foot" is the number 80 and, joined by a hyphen, the word foot.
type word struct {
	start, end int
	low        string
	class      class
	glued      bool // no space before it
	hyphen     bool // joined by a hyphen to the piece before it
	capital    bool
	mark       bool
	digits     bool
}

// hasNumber reports whether some tokens may hold a number, so that all other sentences cost nothing.
func (l *lexicon) hasNumber(s string, tokens []text.Token) bool {
	for _, t := range tokens {
		if t.Kind == text.Number || l.starters[t.Form] || t.Kind == text.Word && t.Len() > 6 && l.joined(t.Of(s)) {
			return true
		}
	}
	return false
}

// joined reports whether a word is a compound that begins with a number: "two-thirds".
func (l *lexicon) joined(w string) bool {
	first, _, ok := strings.Cut(w, "-")
	return ok && l.starters[text.FormOf(first)]
}

// words cuts the tokens of a sentence into words. Quotation marks are left out: a phrase goes on over them.
func (l *lexicon) words(a *account.Account, tokens []text.Token) []word {
	out := make([]word, 0, len(tokens)+8)
	for _, t := range tokens {
		w := t.Of(a.Text)
		switch {
		case t.Kind == text.Number:
			out = l.splitNumber(out, t.Start, w)
		case t.Kind == text.Word && strings.ContainsRune(w, '-') && l.joined(w):
			out = l.splitWord(out, t.Start, w)
		case t.Kind == text.Mark && strings.Contains("\"“”„«»'‘’`", w):
		default:
			x := l.word(out, t.Start, w)
			x.mark = t.Kind == text.Mark
			out = append(out, x)
		}
	}
	return out
}

func (l *lexicon) word(before []word, start int, w string) word {
	r, _ := utf8.DecodeRuneInString(w)
	x := word{start: start, end: start + len(w), low: lower(w), capital: unicode.IsUpper(r)}
	x.glued = len(before) > 0 && before[len(before)-1].end == start
	x.class = l.class(x.low)
	if w == "US" || w == "IT" { // a country and a trade, no pronouns
		x.class = 0
	}
	if strings.HasSuffix(x.low, "ly") && len(x.low) > 4 && x.class == 0 {
		x.class = manner
	}
	if x.capital && x.class == 0 && len(w) > 5 && hasEnding(x.low, l.people) {
		x.class = person
	}
	return x
}

// lower is text.Normalize without a copy of what is normal already.
func lower(w string) string {
	for i := range len(w) {
		if c := w[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return text.Normalize(w)
		}
	}
	return w
}

// splitNumber cuts "80-foot-long", "50,000lb" and "7.5M" behind their digits.
func (l *lexicon) splitNumber(out []word, start int, w string) []word {
	n := 0
	for n < len(w) && (w[n] >= '0' && w[n] <= '9' || w[n] == ',' || w[n] == '.') {
		n++
	}
	n = len(strings.TrimRight(w[:n], ".,"))
	if n == 0 {
		return append(out, l.word(out, start, w))
	}
	x := l.word(out, start, w[:n])
	x.digits = true
	out = append(out, x)
	return l.splitRest(out, start+n, w[n:])
}

// splitWord cuts "twenty-nine-year-old" at its hyphens.
func (l *lexicon) splitWord(out []word, start int, w string) []word {
	first := strings.IndexByte(w, '-')
	out = append(out, l.word(out, start, w[:first]))
	return l.splitRest(out, start+first, w[first:])
}

func (l *lexicon) splitRest(out []word, start int, rest string) []word {
	for rest != "" {
		hyphen := 0
		if r, size := utf8.DecodeRuneInString(rest); r == '-' || r == '‐' || r == '‑' || r == '–' {
			hyphen = size
		}
		end := strings.IndexByte(rest[hyphen:], '-')
		if end <= 0 {
			end = len(rest) - hyphen
		}
		if _, known := l.units.entries[strings.ToLower(rest[hyphen:min(len(rest), hyphen+unitBytes)])]; known { // lb-F, light-years
			end = len(rest) - hyphen
		}
		if end > 0 {
			x := l.word(out, start+hyphen, rest[hyphen:hyphen+end])
			x.hyphen = hyphen > 0
			out = append(out, x)
		}
		start += hyphen + end
		rest = rest[hyphen+end:]
	}
	return out
}
