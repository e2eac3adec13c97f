package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Paragraphs returns the runs of text between line breaks, without outer space. A single line break ends a paragraph:
// pages without markup have nothing else.
func Paragraphs(s string) []Span {
	var out []Span
	for start := 0; start < len(s); {
		end := strings.IndexByte(s[start:], '\n')
		if end < 0 {
			end = len(s)
		} else {
			end += start
		}
		if p := Trim(s, Span{start, end}); p.Len() > 0 {
			out = append(out, p)
		}
		start = end + 1
	}
	return out
}

// Trim cuts outer space off a span.
func Trim(s string, p Span) Span {
	for p.Start < p.End {
		r, n := utf8.DecodeRuneInString(s[p.Start:p.End])
		if !isSpace(r) {
			break
		}
		p.Start += n
	}
	for p.Start < p.End {
		r, n := utf8.DecodeLastRuneInString(s[p.Start:p.End])
		if !isSpace(r) {
			break
		}
		p.End -= n
	}
	return p
}

// Sentences cuts s into sentences, paragraph by paragraph. abbreviation reports whether a word (without its stop, as it
// stands) is one that a stop does not end a sentence after; nil knows none. Closing quotation marks and brackets
// stay with the sentence that they close.
func Sentences(s string, abbreviation func(word string) bool) []Span {
	var out []Span
	for _, p := range Paragraphs(s) {
		out = AppendSentences(out, s, p, abbreviation)
	}
	return out
}

// AppendSentences appends the sentences of one paragraph of s.
func AppendSentences(out []Span, s string, p Span, abbreviation func(word string) bool) []Span {
	start := p.Start
	for i := p.Start; i < p.End; {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:p.End])
		}
		i += n
		if !ends(r) {
			continue
		}
		end := closers(s, i, p.End)
		if opensNext(s, p.Start, i, end) {
			end = i
		}
		if end < p.End && !breaks(s, Span{start, p.End}, i-n, end, r, abbreviation) {
			continue
		}
		out = append(out, Trim(s, Span{start, end}))
		start, i = end, end
	}
	if last := Trim(s, Span{start, p.End}); last.Len() > 0 {
		out = append(out, last)
	}
	return out
}

func ends(r rune) bool {
	if r < utf8.RuneSelf {
		return r == '.' || r == '!' || r == '?'
	}
	switch r {
	case '…', '。', '！', '？', '؟', '।', '۔', '։', '።':
		return true
	}
	return false
}

// closers moves i past further stops and closing marks.
func closers(s string, i, limit int) int {
	for i < limit {
		r, n := utf8.DecodeRuneInString(s[i:limit])
		if !ends(r) && !strings.ContainsRune("\"'”’»)]」』", r) {
			break
		}
		i += n
	}
	return i
}

// breaks reports whether the stop r at byte stop, with its closing marks up to end, ends a sentence inside p.
func breaks(s string, p Span, stop, end int, r rune, abbreviation func(string) bool) bool {
	next, _ := utf8.DecodeRuneInString(s[end:p.End])
	if r != '.' && r != '…' && r != '!' && r != '?' {
		return true // the stops of scripts that put no space after them
	}
	if !isSpace(next) && !glued(s, p, stop, end) {
		return false
	}
	after := strings.TrimLeftFunc(s[end:p.End], func(r rune) bool { return isSpace(r) || strings.ContainsRune("\"'“‘«([—–-•*", r) })
	begins, _ := utf8.DecodeRuneInString(after)
	if unicode.IsLower(begins) {
		return false
	}
	if r != '.' || end > stop+1 && s[stop+1] != '.' && !strings.HasSuffix(s[:end], ")") {
		return true
	}
	word := lastWord(s[p.Start:stop])
	if word == "" || abbreviation == nil {
		return true
	}
	if n := utf8.RuneCountInString(word); n == 1 && unicode.IsUpper(firstRune(word)) { // an initial: "J. Smith"
		return false
	}
	return !abbreviation(word)
}

// glued reports whether a sentence ends at a stop though no space follows it, as on pages that have lost their line breaks:
// "the ocean.The rings", "her family.”He added". Two letters or digits before it and a capital word after it are asked, which
// hardly any name or address has; "U.S.Navy" has one.
func glued(s string, p Span, stop, end int) bool {
	last, n := utf8.DecodeLastRuneInString(s[p.Start:stop])
	before, _ := utf8.DecodeLastRuneInString(s[p.Start : stop-n])
	after := strings.TrimLeft(s[end:p.End], "\"“‘«")
	begins, n := utf8.DecodeRuneInString(after)
	second, _ := utf8.DecodeRuneInString(after[n:])
	return isWordRune(last) && isWordRune(before) && unicode.IsUpper(begins) && (unicode.IsLower(second) || isSpace(second) || second == '’' || second == '\'')
}

// opensNext reports whether the straight mark between a stop and the next word, with no space on either side, opens the next
// sentence: each mark before it in the paragraph has its other.
func opensNext(s string, start, i, end int) bool {
	return end == i+1 && s[i] == '"' && end < len(s) && isWordAt(s, end) && strings.Count(s[start:i], `"`)%2 == 0
}

// lastWord returns the word, with its inner stops, that s ends with.
func lastWord(s string) string {
	i := len(s)
	for i > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if !isWordRune(r) && r != '.' && r != '\'' && r != '’' && r != '-' {
			break
		}
		i -= n
	}
	return s[i:]
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }
