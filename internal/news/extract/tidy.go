package extract

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// tidy collapses white space, drops characters that show nothing and brings s to NFC.
func tidy(s string) string {
	w := walker{}
	w.collapse(strings.TrimFunc(s, unicode.IsSpace))
	return norm.NFC.String(string(w.buf))
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
