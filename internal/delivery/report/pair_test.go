package report

import (
	"strings"
	"testing"

	"variorum/edition"
)

// TestInnermostSpots: where a third account lacks a stretch, two that have it differ in the words that are other, and not in the whole stretch; words that
// nothing inside explains stay.
func TestInnermostSpots(t *testing.T) {
	const a, b = "Terrisk said the survey had found 41,500 tonnes of fish", "Terrisk, 51, told us a survey had found just 41,500 kilos of fish"
	at := func(s, words string) edition.Span {
		i := strings.Index(s, words)
		return edition.Span{Start: i, End: i + len(words), Text: words}
	}
	none := func(i int) edition.Span { return edition.Span{Start: i, End: i} }
	whole := pairSpot{a: at(a, a), b: at(b, b)}
	said := pairSpot{a: at(a, "said the"), b: at(b, "51, told us a")}
	just := pairSpot{a: none(strings.Index(a, "41")), b: at(b, "just")}
	unit := pairSpot{a: at(a, "tonnes"), b: at(b, "kilos")}
	if got := innermost([]pairSpot{whole, said, just, unit}); len(got) != 3 || got[0] != said || got[1] != just || got[2] != unit {
		t.Errorf("%+v", got)
	}
	if got := innermost([]pairSpot{whole, said, just}); len(got) != 3 {
		t.Errorf("of a stretch with words that only it shows to be other: %+v", got)
	}
	if got := innermost([]pairSpot{whole}); len(got) != 1 {
		t.Errorf("alone: %+v", got)
	}
}
