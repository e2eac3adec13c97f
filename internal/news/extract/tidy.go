package extract

import (
	"strings"
	"unicode"

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

// isTidy reports whether s is of ASCII alone and has single spaces inside and nothing else to change, as most lines are.
func isTidy(s string) bool {
	before := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c >= 0x7f || c == ' ' && before == ' ' {
			return false
		}
		before = c
	}
	return before != ' ' || s == ""
}

// plainKey reduces s to its letters and digits in lower case, to tell whether two strings are the same words.
func plainKey(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
