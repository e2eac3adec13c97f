package figure

import (
	"strings"
	"testing"

	"variorum/edition"
	"variorum/internal/news/account"
)

// page is a report of some 600 words with as many numbers as reports of accidents have.
var page = strings.Repeat(`The ferry Marguerite struck a pier in Lisk harbour early on Tuesday, killing at least 12 people and injuring another 40, the
port authority said. Some 2,500 dock workers had left the quay an hour before, and between 10 and 30 boats were moored there. “We heard it at 5.40 a.m.,” said
Vera Adler, 47, who runs a stall. The ship, about 100 metres (328 feet) long, had carried two-thirds of its load. The damage is put at $3.5 million, or 14 percent of the
harbour's yearly income. A rescue team from Osten arrived within 20 minutes. The minister promised an inquiry and said that nothing like it had happened since 1987.

`, 5)

func BenchmarkFind(b *testing.B) {
	a := account.New(edition.Account{ID: "a", Text: page, Language: "en"})
	b.ReportMetric(float64(len(strings.Fields(page))), "words")
	for b.Loop() {
		Find(a)
	}
}
