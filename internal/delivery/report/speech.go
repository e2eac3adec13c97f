package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"variorum/edition"
)

type quoted struct{ *edition.Quotation }

// pieces are the spans inside quotation marks: the parts of an interrupted quotation, else all of it.
func (q quoted) pieces(all edition.Span) []edition.Span {
	if len(q.Parts) > 1 {
		return q.Parts
	}
	return []edition.Span{all}
}

// inMarks are the words that stand in quotation marks: all pieces of a direct quotation, the quoted words of a mixed one.
func (q quoted) inMarks() []edition.Span {
	switch q.Form {
	case edition.Direct:
		return q.pieces(q.Span)
	case edition.Mixed:
		for i, r := range q.Text {
			if before, _ := utf8.DecodeLastRuneInString(q.Text[:i]); !isQuote(r) || unicode.IsLetter(before) {
				continue
			}
			if said, ok := leadingSpeech(q.Text[i:]); ok {
				start := q.Start + i + utf8.RuneLen(r)
				return []edition.Span{{Start: start, End: start + len(said), Text: said}}
			}
		}
	}
	return nil
}

// speechMarks tint what stands in quotation marks, with the marks as printed.
func (t *telling) speechMarks() []mark {
	var marks []mark
	for i := range t.Quotations {
		q := quoted{&t.Quotations[i]}
		for _, p := range q.inMarks() {
			from, to := withQuotes(t.Text, p)
			marks = append(marks, mark{start: from, end: to, class: "dq"})
		}
	}
	return append(marks, t.glossMarks()...)
}

// withQuotes widens a span by the quotation mark on either side.
func withQuotes(s string, p edition.Span) (from, to int) {
	from, to = p.Start, p.End
	if r, n := utf8.DecodeLastRuneInString(s[:from]); isQuote(r) {
		from -= n
	}
	if r, n := utf8.DecodeRuneInString(s[to:]); isQuote(r) {
		to += n
	}
	return from, to
}

func isQuote(r rune) bool {
	return unicode.Is(unicode.Pi, r) || unicode.Is(unicode.Pf, r) || strings.ContainsRune("\"'„‚「」『』", r)
}

// pieceNodes lays marks on the pieces of a quotation, with a sign where the account's own words interrupt it.
func (t *telling) pieceNodes(parts []edition.Span, marks []mark) []node {
	var nodes []node
	marks = append(marks, t.glossMarks()...)
	for i, p := range parts {
		if i > 0 {
			nodes = append(nodes, node{Class: "cutin", Text: " … "})
		}
		nodes = append(nodes, nest(t.Text, p.Start, p.End, marks)...)
	}
	return nodes
}

// glossMarks set off what the outlet put in brackets inside a quotation: the speaker did not say it.
func (t *telling) glossMarks() []mark {
	var marks []mark
	for _, q := range t.Quotations {
		for _, g := range q.Glosses {
			marks = append(marks, mark{start: g.Start, end: g.End, class: "gloss"})
		}
	}
	return marks
}
