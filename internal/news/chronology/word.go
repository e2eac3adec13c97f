package chronology

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"variorum/internal/engine/text"
)

func (r *reader) yearAfter(i int) (year, next int) {
	i = r.skip(i, ",", "of", "de", "del")
	if y := r.yearNumber(i); y > 0 {
		return y, i + 1
	}
	return 0, i
}

func (r *reader) yearNumber(i int) int {
	w := r.of(i)
	if len(w) != 4 {
		return 0
	}
	y, err := strconv.Atoi(w)
	if err != nil || y < MinYear || y > MaxYear {
		return 0
	}
	return y
}

func (r *reader) dayNumber(i int) int {
	w := strings.TrimRightFunc(r.of(i), func(c rune) bool { return unicode.IsLetter(c) || c == '.' })
	if len(w) == 0 || len(w) > 2 || len(r.of(i)) > len(w)+3 {
		return 0
	}
	n, err := strconv.Atoi(w)
	if err != nil || n < 1 || n > 31 {
		return 0
	}
	return n
}

func (r *reader) month(i int) int {
	if i >= len(r.tokens) || r.tokens[i].Kind != text.Word {
		return 0
	}
	return names()[r.tokens[i].Form].month
}

func (r *reader) languages(i int) string {
	if r.of(i) == "." {
		i--
	}
	return names()[r.tokens[i].Form].languages
}

func (r *reader) stop(i int) int {
	if r.of(i+1) == "." && r.close(i, i+1) {
		return i + 1
	}
	return i
}

func (r *reader) plainName(i int) bool {
	if r.of(i) == "." {
		i--
	}
	name := names()[r.tokens[i].Form]
	return capital(r.of(i)) || utf8.RuneCountInString(r.of(i)) > 3 && !name.in("en") && !name.in("de")
}

func (r *reader) own(i int) bool {
	return names()[r.tokens[i].Form].in(r.code) && capital(r.of(i))
}

func capital(w string) bool {
	c, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(c)
}

func (r *reader) of(i int) string {
	if i < 0 || i >= len(r.tokens) {
		return ""
	}
	return r.tokens[i].Of(r.s)
}

func (r *reader) close(i, j int) bool {
	if j >= len(r.tokens) {
		return false
	}
	for ; i < j; i++ {
		if r.tokens[i].End != r.tokens[i+1].Start {
			return false
		}
	}
	return true
}

func (r *reader) skip(i int, words ...string) int {
	w := r.of(i)
	for _, x := range words {
		if w == x {
			return i + 1
		}
	}
	return i
}
