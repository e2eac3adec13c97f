package quotation

import (
	"fmt"
	"slices"
	"sort"

	"variorum/edition"
	"variorum/internal/news/account"
)

// mostCompared is the number of quotations of a story that are compared with each other; of more, as many of each account, its first. The greatest
// stories that are laid side by side have some two thousand. A page of nothing but quotations has as many as it likes, and the work grows with their square.
const mostCompared = 4000

const ruleUncompared = "many-quotations"

// Uncompared are doubts, by account, of those whose later quotations Match compares with no others: each of these is a statement of its own.
func Uncompared(accounts []*account.Account) map[*account.Account]edition.Doubt {
	var counts []int
	for _, a := range accounts {
		counts = append(counts, len(a.Quotations))
	}
	out, most := map[*account.Account]edition.Doubt{}, fairShare(counts)
	for _, a := range accounts {
		if n := len(a.Quotations); n > most {
			out[a] = edition.Doubt{Rule: ruleUncompared, What: fmt.Sprintf("of %d quotations the first %d are compared with others", n, most), Span: &a.Quotations[most].Span}
		}
	}
	return out
}

// shareOf is the fair share of renderings that stand account by account.
func shareOf(rs []rendering) int {
	var counts []int
	for i := range rs {
		if rs[i].nth == 0 {
			counts = append(counts, 0)
		}
		counts[len(counts)-1]++
	}
	return fairShare(counts)
}

// fairShare is how many quotations of each account are compared, that a story stays within mostCompared.
func fairShare(counts []int) int {
	if len(counts) == 0 {
		return 0
	}
	over := sort.Search(slices.Max(counts)+1, func(n int) bool {
		sum := 0
		for _, c := range counts {
			sum += min(c, n)
		}
		return sum > mostCompared
	})
	return max(1, over-1)
}
