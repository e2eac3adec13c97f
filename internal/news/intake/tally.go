package intake

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// tally counts things by what they are.
type tally map[string]int

func (t *tally) add(what string, n int) {
	if *t == nil {
		*t = tally{}
	}
	if _, known := (*t)[what]; !known && len(*t) >= maxKinds {
		what = "others"
	}
	(*t)[what] += n
}

func (t tally) sum() int {
	sum := 0
	for _, n := range t {
		sum += n
	}
	return sum
}

// String lists the kinds, the most frequent first.
func (t tally) String() string {
	var kinds []string
	for what := range t {
		kinds = append(kinds, what)
	}
	slices.SortFunc(kinds, func(a, b string) int { return cmp.Or(cmp.Compare(t[b], t[a]), strings.Compare(a, b)) })
	for i, what := range kinds {
		kinds[i] = fmt.Sprintf("%s (%d)", what, t[what])
	}
	return strings.Join(kinds, ", ")
}
