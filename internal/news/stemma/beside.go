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
	for p := range out {
		out[p] = make([]tally, n)
		for c := range n {
			b := &out[p][c]
			elsewhere := slices.ContainsFunc(credits[c], func(name string) bool { _, is := outlets[name]; return is })
			if p < n {
				b[visible], b[choice] = 1, float32(math.Log(max(float64(n-1)/2, 1)))
				switch {
				case moments[p].unknown || moments[c].unknown:
					b[undated] = 1
				case moments[c].last < moments[p].first:
					b[earlier] = 1
				}
				if name := bareName(accounts[p].Outlet); name != "" && slices.Contains(credits[c], name) {
					b[credit], elsewhere = 1, false
				}
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
