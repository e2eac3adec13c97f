package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// tidy collapses white space, drops characters that show nothing and brings s to NFC.
func tidy(s string) string {
	if isTidy(s) {
		return s
	}
	w := walker{buf: make([]byte, 0, len(s))}
	w.collapse(strings.TrimFunc(s, unicode.IsSpace))
	return norm.NFC.String(string(w.buf))
}

// isTidy reports whether s has single spaces inside and nothing else to change, as most lines have. It knows ASCII and the characters
// beside it that Western languages are written with.
func isTidy(s string) bool {
	before := byte(' ')
	for i := 0; i < len(s); i++ {
		for i+8 <= len(s) {
			last, ok := tidyEight(s[i:i+8], before == ' ')
			if !ok {
				break // something is to be looked at
			}
			before = last
			i += 8
		}
		if i == len(s) {
			break
		}
		c := s[i]
		switch {
		case c >= utf8.RuneSelf:
			n := latin(s[i:])
			if n == 0 {
				return false
			}
			i += n - 1
		case c < ' ' || c == 0x7f || c == ' ' && before == ' ':
			return false
		}
		before = c
	}
	return before != ' ' || s == ""
}

// tidyEight reports whether eight bytes are ASCII in which nothing is to change, given whether a space stands before them, and the last
// of them.
func tidyEight(s string, space bool) (last byte, ok bool) {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	if x&high != 0 {
		return 0, false
	}
	spaces := (x ^ ones*' ') + ones*0x7f // the high bit of a byte is clear where it is a space
	spaces = ^spaces & high
	control := (x + ones*(0x80-' ')) & high // set where it is ' ' or more
	del := (x + ones) & high                // set where it is 0x7f
	if control != high || del != 0 || spaces&(spaces<<8) != 0 || space && spaces&0x80 != 0 {
		return 0, false
	}
	return s[7], true
}

// latin is the number of bytes of the character that s begins with, if it is of Latin-1 or Latin Extended-A and shows something, a
// dash, a quotation mark or an ellipsis; else 0. All of these stand in NFC as they are when no other follows.
func latin(s string) int {
	switch {
	case len(s) >= 2 && s[1]&0xc0 == 0x80 && (s[0] == 0xc2 && s[1] > 0xa0 && s[1] != 0xad || 0xc3 <= s[0] && s[0] <= 0xc5):
		return 2
	case len(s) >= 3 && s[0] == 0xe2 && s[1] == 0x80 && 0x90 <= s[2] && s[2] <= 0xa7:
		return 3
	}
	return 0
}

// plainKey reduces s to its letters and digits in lower case, to tell whether two strings are the same words.
func plainKey(s string) string {
	out := make([]byte, 0, len(s))
	for _, r := range s {
		if r = keyRune(r); r >= 0 {
			out = utf8.AppendRune(out, r)
		}
	}
	return string(out)
}

// keyRune is what a key has of a character: a letter in lower case, a digit, or -1 for nothing.
func keyRune(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		return rune(keyBytes[r])
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return unicode.ToLower(r)
	}
	return -1
}

// keyBytes is keyRune of ASCII.
var keyBytes = func() (out [utf8.RuneSelf]int8) {
	for c := range out {
		switch r := rune(c); {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			out[c] = int8(c)
		case 'A' <= r && r <= 'Z':
			out[c] = int8(c) + 'a' - 'A'
		default:
			out[c] = -1
		}
	}
	return out
}()

// hasKey reports whether key is the plainKey of s.
func hasKey(s, key string) bool {
	for _, r := range s {
		if r = keyRune(r); r < 0 {
			continue
		}
		k, n := utf8.DecodeRuneInString(key)
		if n == 0 || k != r {
			return false
		}
		key = key[n:]
	}
	return key == ""
}
