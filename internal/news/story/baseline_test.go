package story

import (
	"math"

	"variorum/internal/news/account"
)

// averageTFIDF is the yardstick: cosines of TF-IDF (logarithms of both) with the title counted twice, rarity counted in the run itself, joined by
// average link down to a threshold. It compares each account with each, by nearest-neighbour chains.
func averageTFIDF(accounts []*account.Account, threshold float64) []int {
	n := len(accounts)
	profiles, in := make([]*profile, n), map[uint64]float64{}
	for i, a := range accounts {
		profiles[i] = &profile{table: make([]int32, 1<<10)}
		profiles[i].read(a)
		for _, t := range profiles[i].terms {
			in[t.form]++
		}
	}
	type entry struct {
		account int32
		weight  float32
	}
	like := make([][]float32, n) // below the diagonal
	index := map[uint64][]entry{}
	for i, p := range profiles {
		like[i] = make([]float32, i)
		norm := 0.0
		weight := func(t *term) float64 {
			if t.kind == figure {
				return 0
			}
			return (1 + math.Log(float64(t.count))) * math.Log(float64(n+1)/in[t.form])
		}
		for k := range p.terms {
			norm += weight(&p.terms[k]) * weight(&p.terms[k])
		}
		for k := range p.terms {
			w := float32(weight(&p.terms[k]) / math.Sqrt(max(norm, 1e-9)))
			key := p.terms[k].form
			if w == 0 {
				continue
			}
			for _, e := range index[key] {
				like[i][e.account] += w * e.weight
			}
			index[key] = append(index[key], entry{int32(i), w})
		}
	}
	return chain(like, threshold)
}

// chain is average link by nearest-neighbour chains (Benzécri 1982); like is changed.
func chain(like [][]float32, threshold float64) []int {
	n := len(like)
	size, parent := make([]float32, n), make([]int, n)
	for i := range size {
		size[i], parent[i] = 1, i
	}
	at := func(i, j int) *float32 { return &like[max(i, j)][min(i, j)] }
	var stack []int
	for next := 0; ; {
		if len(stack) == 0 {
			for next < n && size[next] == 0 {
				next++
			}
			if next == n {
				break
			}
			stack = append(stack, next)
		}
		i := stack[len(stack)-1]
		best, of := float32(-1), -1
		if len(stack) > 1 {
			of = stack[len(stack)-2]
			best = *at(i, of)
		}
		for j := range n {
			if j != i && size[j] > 0 && *at(i, j) > best {
				best, of = *at(i, j), j
			}
		}
		switch {
		case of < 0 || float64(best) < threshold: // nothing left that may join it: done with it
			size[i] = 0
			stack = stack[:len(stack)-1]
		case len(stack) > 1 && of == stack[len(stack)-2]:
			stack = stack[:len(stack)-2]
			for j := range n {
				if size[j] > 0 && j != i && j != of {
					*at(of, j) = (size[i]**at(i, j) + size[of]**at(of, j)) / (size[i] + size[of])
				}
			}
			size[of] += size[i]
			size[i], parent[i] = 0, of
			next = 0
		default:
			stack = append(stack, of)
		}
	}
	out := make([]int, n)
	for i := range out {
		r := i
		for parent[r] != r {
			r = parent[r]
		}
		out[i] = r
	}
	return out
}
