package stemma

import (
	"math"
	"slices"

	"variorum/internal/news/account"
)

// beside is what dates and credits say of each model (the last is the lost source) and copy.
func beside(accounts []*account.Account, cited []citation, aside [][]citation) [][]tally {
	n := len(accounts)
	out := make([][]tally, n+1)
	credits := creditsOf(n, slices.Concat(cited, slices.Concat(aside...)))
	outlets := outletsOf(accounts)
	moments := momentsOf(accounts)
	first := none
	for i, m := range moments {
		if !m.unknown && (first == none || m.first < moments[first].first) {
			first = i
		}
	}
	for p := range out {
		out[p] = make([]tally, n)
		for c := range n {
			b := &out[p][c]
			elsewhere := slices.ContainsFunc(credits[c], func(name string) bool { _, is := outlets[name]; return is })
			if p < n {
				b[visible], b[choice] = 1, float32(math.Log(max(float64(n-1)/2, 1)))
				switch {
				case moments[p].unknown || moments[c].unknown:
					b[undated] = undatedShare(first)
				case moments[c].last < moments[p].first:
					b[earlier] = 1
				default:
					b[after] = hours(moments[p], moments[c])
				}
				if name := bareName(accounts[p].Outlet); name != "" && slices.Contains(credits[c], name) {
					b[credit], elsewhere = 1, false
				}
			}
			if p == n && first != none && !moments[c].unknown {
				b[since] = hours(moments[first], moments[c])
			}
			if elsewhere {
				b[stranger] = 1
			}
		}
	}
	return out
}

// creditsOf is the names that each of n accounts cites.
func creditsOf(n int, cited []citation) [][]string {
	out := make([][]string, n)
	for _, c := range cited {
		out[c.account] = append(out[c.account], bareName(c.name))
	}
	return out
}

// hours is the logarithm of the hours from one moment to another, and one.
func hours(from, to moment) float32 {
	return float32(math.Log1p(float64(max(0, to.first-from.last)) / 60))
}

// undatedShare is how far it counts that an account is undated: less where no account of the story has a date, so that no pair of them is confirmed by
// any.
func undatedShare(first int) float32 {
	if first == none {
		return 0.5
	}
	return 1
}
