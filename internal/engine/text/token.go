package text

import (
	"unicode"
	"unicode/utf8"
)

// Tokenize cuts s into tokens in one pass. Broken UTF-8 counts as a mark a byte; no byte but space is left out.
func Tokenize(s string) []Token { return AppendTokens(make([]Token, 0, len(s)/5+4), s) }

// AppendTokens appends the tokens of s to a list, for who cuts one text after another.
//
// Nine words in ten are ASCII with nothing behind them that can belong to them. They are hashed while their end is looked for; all others go
// the long way.
func AppendTokens(tokens []Token, s string) []Token {
	for i := 0; i < len(s); {
		switch classes[s[i]] {
		case space:
			i++
		case mark, joiner:
			tokens = append(tokens, Token{Span: Span{i, i + 1}, Kind: Mark, Form: (fnvOffset ^ uint64(s[i])) * fnvPrime})
			i++
		case letter:
			h, end := uint64(fnvOffset), i
			for end < len(s) {
				c := lower[s[end]]
				if c == 0 {
					break
				}
				h = (h ^ uint64(c)) * fnvPrime
				end++
			}
			kind := Word
			if s[i] <= '9' {
				kind = Number
			}
			switch {
			case end < len(s) && s[end] == ' ':
				tokens = append(tokens, Token{Span: Span{i, end}, Kind: kind, Form: h})
				i = end + 1
			case end < len(s) && goesOn(s, end):
				tokens, i = appendWord(tokens, s, i)
			default:
				tokens = append(tokens, Token{Span: Span{i, end}, Kind: kind, Form: h})
				i = end
			}
		default:
			tokens, i = appendOther(tokens, s, i)
		}
	}
	return tokens
}

// goesOn reports whether a word may go on behind its first ASCII letters and digits.
func goesOn(s string, end int) bool {
	switch classes[s[end]] {
	case beyond:
		return true
	case joiner:
		return end+1 < len(s) && (classes[s[end+1]] == letter || classes[s[end+1]] == beyond)
	}
	return false
}

// appendWord appends the word or number at i, or the two that a possessive makes of it, and returns the place behind.
func appendWord(tokens []Token, s string, i int) ([]Token, int) {
	r, _ := utf8.DecodeRuneInString(s[i:])
	end := wordEnd(s, i)
	if cut := possessive(s, i, end); cut > i {
		return append(tokens, token(s, i, cut, kindOf(r)), token(s, cut, end, Word)), end
	}
	return append(tokens, token(s, i, end, kindOf(r))), end
}

// appendOther appends what begins at i with a character beyond ASCII, and returns the place behind it.
func appendOther(tokens []Token, s string, i int) ([]Token, int) {
	r, size := utf8.DecodeRuneInString(s[i:])
	switch {
	case '\u2010' <= r && r <= '\u2027': // dashes, quotation marks, dots: most that is beyond ASCII in a Western text
		return append(tokens, token(s, i, i+size, Mark)), i + size
	case isSpace(r):
		return tokens, i + size
	case isSpaceless(r):
		end := i + size
		for end < len(s) { // combining signs stay with their letter
			m, n := utf8.DecodeRuneInString(s[end:])
			if !unicode.Is(unicode.M, m) {
				break
			}
			end += n
		}
		return append(tokens, token(s, i, end, Word)), end
	case isWordRune(r):
		return appendWord(tokens, s, i)
	}
	return append(tokens, token(s, i, i+size, Mark)), i + size
}

// class is what a byte is to a word.
type class uint8

const (
	mark class = iota
	space
	letter // or digit
	joiner // a mark that joins what stands on both sides: O'Brien, 1,000
	beyond // of a character beyond ASCII
)

// classes tells the class of a byte; lower is an ASCII letter in lower case or a digit, and 0 for all else.
var classes, lower = func() (classes [256]class, lower [256]byte) {
	for c := range classes {
		switch r := rune(c); {
		case c >= utf8.RuneSelf:
			classes[c] = beyond
		case isSpace(r):
			classes[c] = space
		case isWordRune(r):
			classes[c], lower[c] = letter, byte(fold(r))
		case r == '\'' || r == '-' || r == ',' || r == '.' || r == '@' || r == '_':
			classes[c] = joiner
		}
	}
	return classes, lower
}()

func kindOf(r rune) Kind {
	if unicode.IsDigit(r) {
		return Number
	}
	return Word
}

// wordEnd returns the end of the word or number that starts at i. A joiner (apostrophe, hyphen, full stop, comma between
// digits) belongs to the word when it stands between two of its characters.
func wordEnd(s string, i int) int {
	prev, size := utf8.DecodeRuneInString(s[i:])
	first := i
	i += size
	for i < len(s) {
		if c := s[i]; classes[c] == letter {
			prev, i = rune(c), i+1
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if isWordRune(r) || unicode.Is(unicode.M, r) || r == '\u200c' || r == '\u200d' {
			if isSpaceless(r) {
				break
			}
			prev, i = r, i+n
			continue
		}
		if i+n >= len(s) || !joins(prev, r, s, i+n) {
			if r == '.' && isAbbreviation(s[first:i]) { // the last stop of "U.S."
				i += n
			}
			break
		}
		prev, i = r, i+n
	}
	return i
}

// joins reports whether mark, standing between prev and the character at next, is part of a word.
func joins(prev, mark rune, s string, next int) bool {
	after, n := utf8.DecodeRuneInString(s[next:])
	if !isWordRune(after) || isSpaceless(after) || !isWordRune(prev) {
		return false
	}
	digits := unicode.IsDigit(prev) && unicode.IsDigit(after)
	switch mark {
	case '\'', '’', 'ʼ':
		return !digits
	case '-', '‐', '‑', '–': // a dash without spaces joins words: US–Iraq; between digits it is a range
		return !digits
	case ',':
		return digits && threeDigits(s[next:])
	case '.':
		return digits || single(s, next-1) && (next+n == len(s) || !isWordAt(s, next+n))
	case '@', '_':
		return true
	}
	return false
}

// isAbbreviation reports whether w is letters with stops between each: "U.S" of "U.S.".
func isAbbreviation(w string) bool {
	letters, stops := 0, 0
	for _, r := range w {
		switch {
		case unicode.IsLetter(r):
			letters++
		case r == '.':
			stops++
		default:
			return false
		}
	}
	return stops > 0 && letters == stops+1
}

// single reports whether one lone letter stands before the stop at i: the U of "U.S".
func single(s string, i int) bool {
	r, n := utf8.DecodeLastRuneInString(s[:i])
	if !unicode.IsLetter(r) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i-n])
	return i-n == 0 || !isWordRune(before)
}

func isWordAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return isWordRune(r)
}

// threeDigits reports whether s begins with exactly three digits: a group of thousands.
func threeDigits(s string) bool {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n == 3
}

// possessive returns where the 's of a word begins, or -1.
func possessive(s string, start, end int) int {
	w := s[start:end]
	if len(w) < 3 || w[len(w)-1] != 's' && w[len(w)-1] != 'S' {
		return -1
	}
	r, n := utf8.DecodeLastRuneInString(w[:len(w)-1])
	if r != '\'' && r != '’' || len(w)-1-n == 0 {
		return -1
	}
	return end - 1 - n
}

func isSpace(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060'
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// isSpaceless reports whether r belongs to a script written without spaces between words.
func isSpaceless(r rune) bool {
	return r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

func token(s string, start, end int, k Kind) Token {
	return Token{Span: Span{start, end}, Kind: k, Form: FormOf(s[start:end])}
}

const fnvOffset, fnvPrime = 14695981039346656037, 1099511628211

// FormOf returns the form of a word: a 64-bit FNV-1a hash of Normalize(w), made without building that string.
func FormOf(w string) uint64 {
	h := uint64(fnvOffset)
	for _, r := range w {
		if r < utf8.RuneSelf {
			h = (h ^ uint64(folded[r])) * fnvPrime
			continue
		}
		r = fold(r)
		if r < utf8.RuneSelf {
			h = (h ^ uint64(r)) * fnvPrime
			continue
		}
		for shift := 0; shift < 24; shift += 8 {
			h = (h ^ uint64(r>>shift)&0xff) * fnvPrime
		}
	}
	return h
}

// folded is what fold makes of ASCII.
var folded = func() (out [utf8.RuneSelf]byte) {
	for c := range out {
		out[c] = byte(fold(rune(c)))
	}
	return out
}()

// Normalize returns what is compared of a word: lower case, one apostrophe, one hyphen, one double quotation mark.
func Normalize(w string) string {
	out := make([]rune, 0, len(w))
	for _, r := range w {
		out = append(out, fold(r))
	}
	return string(out)
}

func fold(r rune) rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}
	switch r {
	case '’', '‘', 'ʼ', '‛':
		return '\''
	case '“', '”', '„', '«', '»':
		return '"'
	case '‐', '‑', '–', '—', '―', '−':
		return '-'
	}
	return unicode.ToLower(r)
}
