package story

import (
	"testing"

	"variorum/edition"
	"variorum/internal/news/account"
)

func dated(earliest, latest string) days {
	return published(account.New(edition.Account{Published: edition.Published{
		Earliest: edition.Day(earliest), Latest: edition.Day(latest),
	}}))
}

func TestDays(t *testing.T) {
	march, later, wide := dated("2024-03-01", "2024-03-03"), dated("2024-03-10", "2024-03-10"), dated("2024-01-01", "")
	if got := march.apart(later); got != 7 {
		t.Errorf("%d days apart, want 7: from the latest to the earliest", got)
	}
	if got := wide.apart(later); got != 0 || wide.exact() || !wide.dated() {
		t.Errorf("an open end is %d days apart", got)
	}
	if dated("", "").dated() || dated("2024-03-05", "2024-03-01").dated() || dated("soon", "").dated() {
		t.Error("bounds that are no days or in the wrong order are dates")
	}
	if got := later.earlier(march); got != march {
		t.Error("a copy has the later date")
	}
}
