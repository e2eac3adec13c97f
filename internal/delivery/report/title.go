package report

import (
	"strings"
	"unicode"

	"variorum/edition"
	"variorum/internal/engine/text"
)

// titleWords and titleRunes bound a passage's title: as many words as a reader takes in at a glance, no more letters than a
// line of the margin column holds twice.
const (
	titleWords = 6
	titleRunes = 44
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
		return s[:end]
	}
	return s[:end] + "\u00a0…"
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

// nearOpening is the share of a passage's bytes within which a quotation must begin to give the passage its name.
const nearOpening = 0.2

// passageTitle names a passage: by the quotation that it begins with, else by its first words.
func passageTitle(t *telling, s edition.Span) string {
	for _, q := range t.Quotations {
		near := s.Start + int(float64(s.End-s.Start)*nearOpening)
		if q.Form == edition.Direct && q.Start >= s.Start && q.Start <= near && q.End <= s.End {
			return quotedTitle(q.Text)
		}
	}
	return openingWords(s.Text)
}
