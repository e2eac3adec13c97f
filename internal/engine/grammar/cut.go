package grammar

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Span is a half-open range of bytes.
type Span struct{ Start, End int }

// Cutter cuts a sentence into the words that a treebank's annotators saw: marks off words, but for abbreviations and
// numbers; compounds at their hyphens; clitics off their hosts. What is particular to a language is asked of functions; a
// nil function knows nothing. The functions get lower-case words with plain apostrophes and hyphens.
type Cutter struct {
	Clitic       func(ending string) bool // "'s", "n't": cut off the word before it
	Fused        func(word string) string // "cannot" -> "can not"; "" for other words
	Bound        func(prefix string) bool // "non": keeps its hyphen and the word after it
	Unit         func(word string) bool   // "pm": cut off the number before it
	Abbreviation func(word string) bool   // "gen": keeps its full stop
}

// Tokens returns the words of a sentence as spans of it. Every byte but white space is in one of them.
func (c *Cutter) Tokens(s string) []Span {
	out := make([]Span, 0, len(s)/4+1)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if isSpace(r) {
			i += n
			continue
		}
		end := i
		for end < len(s) {
			r, n := utf8.DecodeRuneInString(s[end:])
			if isSpace(r) {
				break
			}
			end += n
		}
		out = c.chunk(out, s, i, end)
		i = end
	}
	return out
}

func isSpace(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060'
}

// chunk cuts what stands between two spaces.
func (c *Cutter) chunk(out []Span, s string, start, end int) []Span {
	for start < end {
		word := c.address(s[start:end])
		if word == 0 {
			word = c.reach(s, start, end)
		}
		if word == 0 {
			n := marks(s[start:end])
			out = append(out, Span{start, start + n})
			start += n
			continue
		}
		out = c.word(out, s, start, start+word)
		start += word
	}
	return out
}

// address returns the length of a link or mail address that s begins with, without the marks behind it, or 0.
func (c *Cutter) address(s string) int {
	at := strings.IndexByte(s, '@')
	mail := at > 0 && isWordByte(s[0]) && strings.IndexByte(s[at:], '.') > 1
	if !mail && !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "www.") {
		return 0
	}
	return len(strings.TrimRight(s, ".,;:!?)]>\"'…”’»"))
}

func isWordByte(b byte) bool {
	return b >= utf8.RuneSelf || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9'
}

// marks returns the length of the mark that s begins with: one character, or a run of stops or dashes.
func marks(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	run := func(r rune) rune {
		switch r {
		case '.', '-', '!', '?', '*', '=', '_', '~':
			return r
		case '`':
			return r
		}
		return 0
	}
	if kind := run(r); kind != 0 {
		for n < len(s) {
			next, size := utf8.DecodeRuneInString(s[n:])
			if same := run(next); same == 0 || same != kind && !(strings.ContainsRune("!?", kind) && strings.ContainsRune("!?", same)) {
				break
			}
			n += size
		}
	}
	if r == '\'' && strings.HasPrefix(s, "''") {
		return 2
	}
	return n
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return isWordByte(byte(r))
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

// reach returns the length of the word or number that starts at start, with the marks that belong to it, or 0.
func (c *Cutter) reach(s string, start, end int) int {
	i := start
	for i < end {
		r, n := utf8.DecodeRuneInString(s[i:end])
		if isWordRune(r) {
			i += n
			continue
		}
		if i == start && !c.opens(s[i:end], r) {
			return 0
		}
		if i > start && !c.inside(s, start, i, i+n, end, r) {
			break
		}
		i += n
	}
	return i - start
}

// opens reports whether a mark begins a word: the apostrophe of "'s" standing alone or of "'80s", the point of ".5".
func (c *Cutter) opens(s string, r rune) bool {
	rest := s[utf8.RuneLen(r)*boolean(r != utf8.RuneError):]
	next, _ := utf8.DecodeRuneInString(rest)
	switch r {
	case '\'', '’':
		return unicode.IsDigit(next) || c.clitic(s)
	case '.':
		return unicode.IsDigit(next)
	}
	return false
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

// inside reports whether the mark r at i belongs to the word that started at start. next is where the text goes on.
func (c *Cutter) inside(s string, start, i, next, end int, r rune) bool {
	before, _ := utf8.DecodeLastRuneInString(s[start:i])
	after, _ := utf8.DecodeRuneInString(s[next:end])
	if next == end {
		after = ' '
	}
	digits := unicode.IsDigit(before) && unicode.IsDigit(after)
	letters := unicode.IsLetter(before) && unicode.IsLetter(after)
	switch r {
	case '.':
		if digits || letters && (single(s[start:i]) || !unicode.IsUpper(after)) {
			return true
		}
		return !isWordRune(after) && c.abbreviated(s[start:i])
	case ',', ':', '/':
		return digits
	case '\'', '’':
		return letters || unicode.IsDigit(before) && after == 's'
	case '-', '‐', '‑':
		return digits && phone(s[start:end]) || letters && c.bound(s, start, i)
	case '&':
		return letters && unicode.IsUpper(before) && unicode.IsUpper(after)
	case '_', '@':
		return isWordRune(after)
	}
	return false
}

// single reports whether the last letter of w stands alone between stops: the S of "U.S".
func single(w string) bool {
	_, n := utf8.DecodeLastRuneInString(w)
	return n == len(w) || w[len(w)-n-1] == '.'
}

// abbreviated reports whether the stop after w belongs to it.
func (c *Cutter) abbreviated(w string) bool {
	if strings.Contains(w, ".") && single(w) {
		return true
	}
	if r, n := utf8.DecodeRuneInString(w); n == len(w) && unicode.IsUpper(r) && r != 'I' {
		return true
	}
	return c.Abbreviation != nil && c.Abbreviation(strings.ToLower(w))
}

// phone reports whether a run of digits and hyphens is a number of one thing, as "555-0142", and no range.
func phone(s string) bool {
	hyphens, last := 0, 0
	for i := 0; i < len(s); i++ {
		if s[i] == '-' {
			hyphens++
			last = i
		} else if s[i] < '0' || s[i] > '9' {
			break
		}
	}
	return hyphens > 1 || hyphens == 1 && last == 3
}

// bound reports whether the hyphen at i follows a prefix that keeps it.
func (c *Cutter) bound(s string, start, i int) bool {
	return c.Bound != nil && c.Bound(strings.ToLower(s[start:i]))
}

// word cuts a word further: clitics, units and words written as one.
func (c *Cutter) word(out []Span, s string, start, end int) []Span {
	plain := strings.ToLower(Normalise(s[start:end]))
	if c.Fused != nil {
		if parts := c.Fused(plain); parts != "" {
			return appendParts(out, s, start, end, parts)
		}
	}
	if n := digitsBefore(s[start:end]); n > 0 && c.Unit != nil && c.Unit(plain[n:]) {
		return append(out, Span{start, start + n}, Span{start + n, end})
	}
	if at := c.cliticAt(s[start:end]); at > 0 {
		return append(c.word(out, s, start, start+at), Span{start + at, end})
	}
	return append(out, Span{start, end})
}

// appendParts cuts a word as its parts in the table are long. A word that changed its length in lower case stays whole.
func appendParts(out []Span, s string, start, end int, parts string) []Span {
	if len(parts)-strings.Count(parts, " ") != end-start {
		return append(out, Span{start, end})
	}
	for _, part := range strings.Fields(parts) {
		out = append(out, Span{start, start + len(part)})
		start += len(part)
	}
	return out
}

// digitsBefore returns the length of the number that w begins with, when only letters follow it.
func digitsBefore(w string) int {
	n := 0
	for n < len(w) && (w[n] >= '0' && w[n] <= '9' || n > 0 && strings.IndexByte(".,:", w[n]) >= 0 && n+1 < len(w) && w[n+1] >= '0' && w[n+1] <= '9') {
		n++
	}
	if n == len(w) {
		return 0
	}
	return n
}

// longestClitic is in bytes, a typographic apostrophe included.
const longestClitic = 6

// cliticAt returns where the clitic at the end of w starts, or 0.
func (c *Cutter) cliticAt(w string) int {
	for n := longestClitic; n >= 2; n-- {
		if at := len(w) - n; at > 0 && utf8.RuneStart(w[at]) && c.clitic(w[at:]) {
			return at
		}
	}
	return 0
}

func (c *Cutter) clitic(s string) bool {
	return c.Clitic != nil && c.Clitic(strings.ToLower(Normalise(s)))
}
