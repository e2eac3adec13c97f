package story

import (
	"testing"

	"variorum/edition"
	"variorum/internal/news/account"
)

func between(earliest, latest string) days {
	return published(account.New(edition.Account{Published: edition.Published{
		Earliest: edition.Day(earliest), Latest: edition.Day(latest),
	}}))
}

func TestDays(t *testing.T) {
	march, later, wide := between("2024-03-01", "2024-03-03"), between("2024-03-10", "2024-03-10"), between("2024-01-01", "")
	if got := march.apart(later); got != 7 {
		t.Errorf("%d days apart, want 7: from the latest to the earliest", got)
	}
	if got := wide.apart(later); got != 0 || wide.exact() || !wide.dated() {
		t.Errorf("an open end is %d days apart", got)
	}
	if between("", "").dated() || between("2024-03-05", "2024-03-01").dated() || between("soon", "").dated() {
		t.Error("bounds that are no days or in the wrong order are dates")
	}
	if got := later.earlier(march); got != march {
		t.Error("a copy has the later date")
	}
}

// TestNearnessIsWorthWhatItIsRare: among pages of one day a common day says next to nothing, among pages of many days it does.
func TestNearnessIsWorthWhatItIsRare(t *testing.T) {
	run := func(spread int) float64 {
		vectors := make([]vector, 40)
		for i := range vectors {
			vectors[i].when = days{i * spread, i * spread}
		}
		return calendarOf(vectors).odds(vectors[0].when, vectors[0].when)
	}
	if one, many := run(0), run(30); one > 0.01 || many < 1 {
		t.Errorf("one day adds %.2f, many days %.2f", one, many)
	}
	c := calendarOf(nil)
	if near, far, years := c.odds(days{0, 0}, days{3, 3}), c.odds(days{0, 0}, days{40, 40}), c.odds(days{0, 0}, days{800, 800}); far >= near || years >= far {
		t.Errorf("3 days %.2f, 40 days %.2f, 800 days %.2f: must fall", near, far, years)
	}
	if c.odds(days{-open, 5}, days{3, 3}) > 0 || c.odds(undated, days{3, 3}) != 0 {
		t.Error("bounds that are wide speak for one event")
	}
}
