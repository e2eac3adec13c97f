package grammar

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lexicon turns a word into the numbers of its features. What a word is made of is language-independent (its lower-case
// form, its first and last letters, its shape); which of them are known is learnt and stored with the weights.
type Lexicon struct {
	Words   map[string]int32 // lower-case form -> row; row 0 is every unknown word
	Affixes map[string]int32 // "^ab" and "ab$" -> row
	Shapes  map[string]int32 // shape -> row; row 0 is every unknown shape
	Grams   int32            // number of rows that letter sequences are hashed to
}

// Features are the rows of one word in the four tables of the input.
type Features struct {
	Word, Shape int32
	Affixes     []int32
	Grams       []int32
}

// The lengths of the letter sequences that stand for the inside of a word, and of its ends.
const (
	shortestGram, longestGram = 3, 5
	longestPrefix             = 3
	longestSuffix             = 4
	longestSpelt              = 40  // runes of a word whose sequences are looked at
	longestWord               = 256 // bytes of a word that are looked at; longer ones are noise
)

// Features returns the rows of a word. It writes into f's slices, so f may be used again.
func (l *Lexicon) Features(word string, f *Features) {
	if len(word) > longestWord {
		word = word[:longestWord]
	}
	form := Normalise(word)
	lower := Lower(form)
	f.Word, f.Shape = l.Words[lower], l.Shapes[Shape(form)]
	f.Affixes = f.Affixes[:0]
	EachAffix(lower, func(a string) {
		if row, ok := l.Affixes[a]; ok {
			f.Affixes = append(f.Affixes, row)
		}
	})
	f.Grams = appendGrams(f.Grams[:0], lower, uint32(l.Grams))
}

// Normalise makes one of the ways to write the same mark: typographic quotation marks, dashes and the ellipsis.
func Normalise(word string) string {
	ascii := true
	for i := 0; i < len(word); i++ {
		if word[i] >= utf8.RuneSelf || word[i] == '`' {
			ascii = false
			break
		}
	}
	if ascii {
		return word
	}
	if word == "``" {
		return `"`
	}
	return strings.Map(fold, strings.ReplaceAll(word, "…", "..."))
}

func fold(r rune) rune {
	switch r {
	case '’', '‘', 'ʼ', '‛', '`', '´', '′':
		return '\''
	case '“', '”', '„', '«', '»', '″':
		return '"'
	case '‐', '‑', '–', '—', '―', '−', '‒':
		return '-'
	case '\u00a0':
		return ' '
	}
	return r
}

// Lower is the lower-case form with every digit made 0.
func Lower(form string) string {
	plain := true
	for i := 0; i < len(form); i++ {
		if c := form[i]; (c < 'a' || c > 'z') && c != '0' && (c < '!' || c > '/') {
			plain = false
			break
		}
	}
	if plain {
		return form
	}
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf {
			if 'A' <= r && r <= 'Z' {
				return r + 'a' - 'A'
			}
			if '0' <= r && r <= '9' {
				return '0'
			}
			return r
		}
		if unicode.IsDigit(r) {
			return '0'
		}
		return unicode.ToLower(r)
	}, form)
}

// Shape writes X for a capital, x for a letter, 0 for a digit and any mark as itself, runs of more than two shortened:
// "U.S." is X.X., "McDonald" XxXxx, "1,600" 0,00.
func Shape(form string) string {
	var out [24]byte
	n, run := 0, 0
	var last byte
	for _, r := range form {
		c := shapeOf(r)
		if c == last {
			run++
		} else {
			last, run = c, 1
		}
		if run > 2 {
			continue
		}
		if n == len(out) {
			break
		}
		out[n] = c
		n++
	}
	return string(out[:n])
}

func shapeOf(r rune) byte {
	switch {
	case r >= 'a' && r <= 'z':
		return 'x'
	case r >= 'A' && r <= 'Z':
		return 'X'
	case r >= '0' && r <= '9':
		return '0'
	case r < utf8.RuneSelf:
		return byte(r)
	case unicode.IsUpper(r):
		return 'X'
	case unicode.IsLetter(r):
		return 'x'
	case unicode.IsDigit(r):
		return '0'
	}
	return '~'
}

// EachAffix calls yield with the first one to three and the last one to four letters of a lower-case form, marked
// "^" and "$". A whole short word is among them with both marks' neighbours, which tells "a" from "-a".
func EachAffix(lower string, yield func(string)) {
	starts := runeStarts(lower)
	n := len(starts) - 1
	for k := 1; k <= longestPrefix && k <= n; k++ {
		yield("^" + lower[:starts[k]])
	}
	for k := 1; k <= longestSuffix && k <= n; k++ {
		yield(lower[starts[n-k]:] + "$")
	}
}

// runeStarts returns where each rune starts, and the end.
func runeStarts(s string) []int {
	starts := make([]int, 0, longestSpelt+1)
	for i := range s {
		starts = append(starts, i)
	}
	return append(starts, len(s))
}

// appendGrams hashes the letter sequences of "<lower>" to rows.
func appendGrams(rows []int32, lower string, buckets uint32) []int32 {
	if buckets == 0 {
		return rows
	}
	s := "<" + lower + ">"
	starts := runeStarts(s)
	n := min(len(starts)-1, longestSpelt)
	for i := 0; i < n; i++ {
		for k := shortestGram; k <= longestGram && i+k <= n; k++ {
			rows = append(rows, int32(hash(s[starts[i]:starts[i+k]])%buckets))
		}
	}
	return rows
}

// hash is 32-bit FNV-1a with a final mix, so that short sequences spread over the low bits.
func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	return h
}
