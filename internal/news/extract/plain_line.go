package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// line is a line of a plain page, a paragraph on most.
type line struct {
	text  string
	key   string // what it is compared with tables by, see matchKey
	gap   bool   // a blank line stands above it
	glued bool   // text stands on the very next line
	words int
	stops bool   // ends like a sentence
	where string // the kind of entry of the tables that made it furniture, or empty
	as    part
}

// prose reports whether the line reads as a paragraph of running text.
func (l line) prose() bool {
	return l.stops && l.words >= minProse || l.words >= surelyProse
}

// cutLines cuts a page into its lines. Lines that were broken at a column are put together again.
func cutLines(body string) []line {
	raw := strings.Split(body, "\n")
	if wrapped(raw) {
		raw = unwrap(raw)
	}
	var out []line
	gap := true
	for _, r := range raw {
		t := tidy(r)
		if t == "" {
			gap = true
			continue
		}
		if n := len(out); n > 0 {
			out[n-1].glued = !gap
		}
		out = append(out, line{text: t, key: matchKey(t), gap: gap, words: countWords(t), stops: endsLikeSentence(t)})
		gap = false
	}
	return out
}

// countWords counts words that have a letter; of scripts without spaces, every few characters count as one, and so do the
// parts of a word that is longer than any.
func countWords(s string) int {
	n, spaceless := 0, 0
	counted := false // this word has shown a letter
	for _, r := range s {
		switch {
		case r == ' ':
			counted = false
			continue
		case counted && r < firstSpaceless:
			continue
		case r < utf8.RuneSelf && !('a' <= r|0x20 && r|0x20 <= 'z') || r >= utf8.RuneSelf && !unicode.IsLetter(r):
			continue
		}
		if !counted {
			counted = true
			n++
		}
		if r >= firstSpaceless && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) {
			spaceless++
		}
	}
	return max(n+spaceless/runesPerWord, len(s)/bytesPerWord)
}

// firstSpaceless is the first character of Thai, the lowest block of the scripts that are written without spaces.
const firstSpaceless = 0x0e00

// endsLikeSentence reports whether s ends with a stop, closing marks put aside, or with a stop and a name in brackets: "… he
// said. (AFP)".
func endsLikeSentence(s string) bool {
	if open := strings.LastIndexByte(s, '('); open > 0 && strings.HasSuffix(s, ")") && strings.HasSuffix(strings.TrimRight(s[:open], " "), ".") {
		return true
	}
	s = strings.TrimRight(s, "\"'”’»)]」』 ")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…。！？؟।۔։።", r)
}

// wrapped reports whether a page's lines are broken at a column: most lines that another follows directly are long, none is
// very long, and few of them end a sentence.
func wrapped(raw []string) bool {
	inner, long, ended := 0, 0, 0
	for i := 0; i+1 < len(raw); i++ {
		l := strings.TrimSpace(raw[i])
		n := utf8.RuneCountInString(l)
		if n > maxColumn {
			return false
		}
		if l == "" || strings.TrimSpace(raw[i+1]) == "" {
			continue
		}
		inner++
		if n >= minColumn {
			long++
		}
		if endsLikeSentence(l) {
			ended++
		}
	}
	return inner >= minWrapped && 10*long >= 8*inner && 10*ended <= 3*inner
}

// unwrap joins lines to the paragraphs that blank lines part.
func unwrap(raw []string) []string {
	var out []string
	var para strings.Builder
	for _, r := range append(raw[:len(raw):len(raw)], "") {
		r = strings.TrimSpace(r)
		if r == "" {
			out = append(out, para.String(), "")
			para.Reset()
			continue
		}
		if so := para.String(); so != "" && (!strings.HasSuffix(so, "-") || strings.HasSuffix(so, " -")) {
			para.WriteByte(' ')
		}
		para.WriteString(r)
	}
	return out
}

var straight = strings.NewReplacer("’", "'", "‘", "'", "\u00a0", " ")

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// matchKey is what lines are compared with a table by: lower case, straight apostrophes, without bullets and outer marks.
func matchKey(s string) string {
	if !isASCII(s) {
		s = straight.Replace(s)
	}
	s = strings.ToLower(s)
	return strings.TrimLeft(s, " •·–—-►▶»>*_|([#→")
}
