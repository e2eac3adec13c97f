package report

import (
	"strings"
	"testing"

	"variorum/edition"
)

// TestWordsMovedInsideAPassage checks that two words which changed places are not taken for a passage that stands elsewhere, though the
// account has the passages in another order.
func TestWordsMovedInsideAPassage(t *testing.T) {
	span := func(text, words string) edition.Span {
		at := strings.Index(text, words)
		return edition.Span{Start: at, End: at + len(words), Text: words}
	}
	const first = "The ban ends on December 31. The quay stays shut."
	const second = "The quay stays shut. The ban ends on 31 December."
	accounts := []edition.Account{{ID: "a", Text: first, Story: "s1"}, {ID: "b", Text: second, Story: "s1"}}
	reading := func(words, other string, relation edition.Relation) []edition.Reading {
		return []edition.Reading{
			{Span: span(first, words), Account: "a", Relation: edition.Verbatim},
			{Span: span(second, other), Account: "b", Relation: relation},
		}
	}
	swap := edition.Variant{Type: edition.Transposition, Readings: []edition.Witness{
		{Span: span(first, "31"), Account: "a"}, {Span: span(second, "31"), Account: "b"},
	}}
	e := &edition.Edition{Accounts: accounts, Stories: []edition.Story{{ID: "s1", Title: "Ban", Accounts: []string{"a", "b"}, Passages: []edition.Passage{
		{ID: "p1", Readings: reading("The quay stays shut.", "The quay stays shut.", edition.Verbatim)},
		{ID: "p2", Readings: reading("The ban ends on December 31.", "The ban ends on 31 December.", edition.Edited), Variants: []edition.Variant{swap}},
	}}}}
	var b strings.Builder
	if err := Text(&b, e, TextOptions{Width: 80}); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); !strings.Contains(got, "“31” stands elsewhere in the passage B") || strings.Contains(got, "stands before") || strings.Contains(got, "stands after") {
		t.Errorf("the words that changed places are not what is said to stand elsewhere:\n%s", got)
	}
}
