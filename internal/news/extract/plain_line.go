package extract

import (
	"encoding/binary"
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

// looksLikeProse is prose of a line that was not cut.
func looksLikeProse(s string) bool {
	least := surelyProse
	if endsLikeSentence(s) {
		least = minProse
	}
	return countWordsTo(s, least) >= least
}

// cutLines cuts a page into its lines. Lines that were broken at a column are put together again.
func cutLines(body string) []line {
	raw := strings.Split(body, "\n")
	if wrapped(raw) {
		raw = unwrap(raw)
	}
	out, keys := make([]line, 0, len(raw)), make([]byte, 0, len(body))
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
		keys = append(appendLower(keys, t), '\n')
		out = append(out, line{text: t, gap: gap, words: countWords(t), stops: endsLikeSentence(t)})
		gap = false
	}
	all := string(keys)
	for i := range out {
		out[i].key, all, _ = strings.Cut(all, "\n")
		out[i].key = strings.TrimLeft(out[i].key, bullets)
	}
	return out
}

// countWords counts words that have a letter; of scripts without spaces, every few characters count as one, and so do the
// parts of a word that is longer than any.
func countWords(s string) int {
	return countWordsTo(s, len(s)+1)
}

// countWordsTo counts words, and no further than to where there are so many.
func countWordsTo(s string, most int) int {
	n, spaceless := 0, 0
	counted := byte(0) // 1 when this word has shown a letter
	for i := 0; i < len(s) && n < most; {
		if c := s[i]; c < utf8.RuneSelf {
			is := ofWord[c]
			n += int(is.letter &^ counted)
			counted = (counted | is.letter) & is.inside
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if counted == 1 && r < firstSpaceless || !unicode.IsLetter(r) {
			continue
		}
		n += int(1 &^ counted)
		counted = 1
		if r >= firstSpaceless && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) {
			spaceless++
		}
	}
	return max(n+spaceless/runesPerWord, len(s)/bytesPerWord)
}

// ofWord says of an ASCII character, as 1 or 0, whether it is a letter and whether it does not end a word.
var ofWord = func() (out [utf8.RuneSelf]struct{ letter, inside byte }) {
	for c := range out {
		out[c].inside = 1
		if c := byte(c) | 0x20; 'a' <= c && c <= 'z' {
			out[c].letter, out[c&^0x20].letter = 1, 1
		}
	}
	out[' '].inside = 0
	return out
}()

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

// matchKey is what lines are compared with a table by: lower case, straight apostrophes, without bullets and outer marks.
func matchKey(s string) string {
	return strings.TrimLeft(string(appendLower(make([]byte, 0, len(s)), s)), bullets)
}

// lowerEight is eight bytes of ASCII in lower case; not ok if another is among them.
func lowerEight(s string) (x uint64, ok bool) {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	x = uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	capitals := (x + ones*(0x80-'A')) &^ (x + ones*(0x80-'Z'-1)) & high
	return x | capitals>>2, x&high == 0
}

// bullets are what a key does not begin with.
const bullets = " •·–—-►▶»>*_|([#→"

// appendLower appends s in lower case, with straight apostrophes and plain spaces.
func appendLower(out []byte, s string) []byte {
	for i := 0; i < len(s); {
		for i+8 <= len(s) {
			x, ok := lowerEight(s[i : i+8])
			if !ok {
				break
			}
			out = binary.LittleEndian.AppendUint64(out, x)
			i += 8
		}
		if i == len(s) {
			break
		}
		c := s[i]
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			out = append(out, c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch i += size; r {
		case '’', '‘':
			out = append(out, '\'')
		case '\u00a0':
			out = append(out, ' ')
		default:
			out = utf8.AppendRune(out, unicode.ToLower(r))
		}
	}
	return out
}
