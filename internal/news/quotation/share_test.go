package quotation

import (
	"fmt"
	"strings"
	"testing"

	"variorum/edition"
	"variorum/internal/news/account"
)

// TestManyQuotations: of a page of more quotations than are compared the first are, and those of other accounts all; the page has a doubt
// that says so, and no quotation is lost.
func TestManyQuotations(t *testing.T) {
	const words = "«We will dredge the channel before the winter comes.» "
	long := quoting("long", strings.Repeat(words, mostCompared+50), "Vera Adler")
	short := quoting("short", words+"«Nobody asked the pilots about the mole.»", "Vera Adler")
	accounts := []*account.Account{long, short}
	share := mostCompared - 2
	doubts := Uncompared(accounts)
	if d := doubts[long]; len(doubts) != 1 || d.Span == nil || d.Span.Start != long.Quotations[share].Start || !strings.Contains(d.What, fmt.Sprint(share)) {
		t.Errorf("doubts %v", doubts)
	}
	if more := Uncompared([]*account.Account{short}); len(more) > 0 {
		t.Errorf("a short account has a doubt: %v", more)
	}
	readings, greatest := 0, edition.Statement{}
	for _, s := range match(accounts...) {
		if readings += len(s.Readings); len(s.Readings) > len(greatest.Readings) {
			greatest = s
		}
	}
	if readings != mostCompared+52 || len(greatest.Readings) != share+1 {
		t.Errorf("%d quotations in statements, the greatest of %d", readings, len(greatest.Readings))
	}
}

// TestFairShare: each account has as many as fit.
func TestFairShare(t *testing.T) {
	for _, c := range []struct {
		counts []int
		want   int
	}{{nil, 0}, {[]int{3}, 3}, {[]int{mostCompared + 1}, mostCompared}, {[]int{mostCompared, 10, 0}, mostCompared - 10}, {[]int{mostCompared, mostCompared}, mostCompared / 2}} {
		if got := fairShare(c.counts); got != c.want {
			t.Errorf("%v: %d, want %d", c.counts, got, c.want)
		}
	}
}
