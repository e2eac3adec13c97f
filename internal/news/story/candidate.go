package story

import (
	"cmp"
	"slices"

	"variorum/internal/engine/shingle"
)

// edge is two accounts worth comparing; a stands before b.
type edge struct{ a, b int }

// candidates finds the pairs of accounts that are Near, by an inverted index of their terms and one of their runs of words.
// It finds all of them as long as no term is shared by more than termWindow accounts of the time that counts for it, no run by
// more than copyWindow, and no account is near more than mostNear; beyond that it keeps those that are nearest. Accounts
// must be in order of time. The pairs are sorted, each once.
func candidates(vectors []vector) []edge {
	edges := byTerms(vectors)
	samples := make([][]uint64, len(vectors))
	for i := range vectors {
		samples[i] = vectors[i].sample
	}
	for _, p := range shingle.Pairs(samples, copyWindow, 0) {
		if enoughRuns(p.Shared, len(samples[p.A]), len(samples[p.B])) {
			edges = append(edges, edge{p.A, p.B})
		}
	}
	slices.SortFunc(edges, func(x, y edge) int { return cmp.Or(x.a-y.a, x.b-y.b) })
	return slices.Compact(edges)
}

// posting is an account that has a term, and the weight that it has there.
type posting struct {
	account int32
	weight  float32
}

// postings are the accounts met so far that have a term, in their order.
type postings struct {
	exact []posting // those whose day is known
	loose []posting // and the others, which may be of any time
	from  int       // exact ones before this are too far back for a term that is not rare
}

// byTerms walks the accounts in their order through an inverted index of their weightiest terms.
func byTerms(vectors []vector) []edge {
	var edges []edge
	index := map[uint64]*postings{}
	score := make([]float32, len(vectors)) // of the accounts before this one; zero but for those in met
	var met []int32
	meet := func(list []posting, weight float32) {
		for _, p := range list[max(0, len(list)-termWindow):] {
			if score[p.account] == 0 {
				met = append(met, p.account)
			}
			score[p.account] += weight * p.weight
		}
	}
	for i := range vectors {
		v := &vectors[i]
		for _, t := range v.top {
			list := index[t.Key]
			if list == nil {
				list = &postings{}
				index[t.Key] = list
			}
			meet(list.loose, t.Weight)
			if v.when.exact() {
				meet(list.near(vectors, v.when, t.Rare), t.Weight)
				list.exact = append(list.exact, posting{int32(i), t.Weight})
			} else {
				meet(list.exact, t.Weight)
				list.loose = append(list.loose, posting{int32(i), t.Weight})
			}
		}
		edges = append(edges, nearest(vectors, score, met, i)...)
		for _, j := range met {
			score[j] = 0
		}
		met = met[:0]
	}
	return edges
}

// near are the accounts of known day that a term brings together with one of another day, which is not before theirs.
func (p *postings) near(vectors []vector, when days, rare bool) []posting {
	if rare {
		return p.exact
	}
	for p.from < len(p.exact) && vectors[p.exact[p.from].account].when.from+exactDays+TermDays < when.from {
		p.from++
	}
	return p.exact[p.from:]
}

// nearest are the edges to the accounts met that are near an account, the mostNear nearest.
func nearest(vectors []vector, score []float32, met []int32, i int) []edge {
	const rounding = 1e-4 // sums of the same terms in another order
	near := make([]int32, 0, 16)
	for _, j := range met {
		far := vectors[i].when.apart(vectors[j].when) > TermDays
		if score[j] >= leastCosine-rounding && alike(vectors[i].top, vectors[j].top, far) {
			near = append(near, j)
		}
	}
	if len(near) > mostNear {
		slices.SortFunc(near, func(a, b int32) int { return cmp.Or(cmp.Compare(score[b], score[a]), int(b-a)) })
		near = near[:mostNear]
	}
	edges := make([]edge, len(near))
	for n, j := range near {
		edges[n] = edge{int(j), i}
	}
	return edges
}
