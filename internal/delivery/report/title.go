package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"variorum/edition"
	"variorum/internal/engine/text"
)

// openingWords are the first words of s, with an ellipsis when more follow.
func openingWords(s string) string {
	s = strings.TrimSpace(s)
	end, words := 0, 0
	for _, t := range text.Tokenize(s) {
		if t.Kind != text.Mark {
			words++
		}
		if words > titleWords || len([]rune(s[:t.End])) > titleRunes {
			break
		}
		if t.Kind != text.Mark {
			end = t.End
		}
	}
	if end == 0 {
		return clip(s, titleRunes)
	}
	if strings.TrimFunc(s[end:], func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSpace(r) }) == "" {
		return closed(s[:end], s[end:])
	}
	return s[:end] + "\u00a0…"
}

// closed is a title with the quotation mark behind it that closes one inside it, if it does.
func closed(title, rest string) string {
	for _, pair := range []string{`""`, "“”", "«»", "„“"} {
		opens, closes := []rune(pair)[0], []rune(pair)[1]
		open := strings.Count(title, string(opens))
		if strings.HasPrefix(rest, string(closes)) && (opens == closes && open%2 == 1 || opens != closes && open > strings.Count(title, string(closes))) {
			return title + string(closes)
		}
	}
	return title
}

// clip shortens s to so many runes.
func clip(s string, runes int) string {
	r := []rune(s)
	if len(r) <= runes {
		return s
	}
	return strings.TrimSpace(string(r[:runes-1])) + "…"
}

// quotedTitle is the title of something said.
func quotedTitle(s string) string {
	return "“" + openingWords(strings.TrimLeft(s, "“”\"'‘’«»„")) + "”"
}

// passageTitle names a passage: by the quotation that it begins with, else by its first words.
func passageTitle(t *telling, s edition.Span) string {
	s = afterDateline(t, s)
	for i := range t.Quotations {
		q := quoted{&t.Quotations[i]}
		near := s.Start + int(float64(s.End-s.Start)*nearOpening)
		if q.Form == edition.Direct && q.Start >= s.Start && q.Start <= near {
			first := q.pieces(q.Span)[0]
			return quotedTitle(t.Text[first.Start:max(min(first.End, s.End), first.Start)])
		}
	}
	if said, ok := leadingSpeech(s.Text); ok {
		return quotedTitle(said)
	}
	return openingWords(s.Text)
}

// leadingSpeech is what stands in the quotation marks with which s begins. A mark that closes has no letter after it, as an
// apostrophe has.
func leadingSpeech(s string) (string, bool) {
	first, n := utf8.DecodeRuneInString(s)
	if !isQuote(first) {
		return "", false
	}
	rest := s[n:]
	for i, r := range rest {
		after, _ := utf8.DecodeRuneInString(rest[i+utf8.RuneLen(r):])
		if strings.ContainsRune(closers[first], r) && !unicode.IsLetter(after) {
			return rest[:i], i > 0
		}
	}
	return rest, rest != ""
}

// closers are the marks that may close what each mark opens.
var closers = map[rune]string{
	'"': "\"", '\'': "'", '“': "”", '‘': "’", '„': "“”", '‚': "‘’", '«': "»", '»': "«", '‹': "›", '›': "‹", '「': "」", '『': "』", '”': "”", '’': "’",
}

// afterDateline cuts the dateline off words with which an account begins: it says nothing about them.
func afterDateline(t *telling, s edition.Span) edition.Span {
	if t.Dateline == nil || s.Start != 0 {
		return s
	}
	for _, dash := range []string{" – ", " — ", " - ", "—"} {
		if i := strings.Index(s.Text, dash); i >= 0 && i < datelineBytes {
			cut := i + len(dash)
			return edition.Span{Start: s.Start + cut, End: s.End, Text: s.Text[cut:]}
		}
	}
	return s
}
