package story

import (
	"cmp"
	"slices"
	"sync"

	"variorum/internal/engine/shingle"
)

// edge is two accounts worth comparing; a stands before b.
type edge struct{ a, b int }

// candidates finds the pairs of accounts that are Near, by an inverted index of their terms and one of their runs of words.
// It finds all of them as long as no bound on the work is met; beyond that it keeps those that are nearest. Accounts
// must be in order of time. The pairs are sorted, each once; crowded are the accounts that are near more than are kept.
func candidates(nodes []node) (edges []edge, crowded []bool) {
	most := boundsFor(len(nodes))
	parallel(len(nodes), func(i int) { nodes[i].weightiest() })
	var copies []edge
	var done sync.WaitGroup
	done.Go(func() { copies = byRuns(nodes, most) })
	edges, crowded = byTerms(nodes, most)
	done.Wait()
	edges = append(edges, copies...)
	slices.SortFunc(edges, func(x, y edge) int { return cmp.Or(x.a-y.a, x.b-y.b) })
	return slices.Compact(edges), crowded
}

// byRuns finds the accounts that share enough runs of words.
func byRuns(nodes []node, most bounds) (edges []edge) {
	samples := make([][]uint64, len(nodes))
	for i := range nodes {
		samples[i] = nodes[i].runs
	}
	shingle.EachPair(samples, most.runs, 0, func(p shingle.Pair) {
		if EnoughRuns(p.Shared, len(samples[p.A]), len(samples[p.B])) {
			edges = append(edges, edge{p.A, p.B})
		}
	})
	return edges
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
func byTerms(nodes []node, most bounds) (edges []edge, crowded []bool) {
	crowded = make([]bool, len(nodes))
	index := map[uint64]*postings{}
	score := make([]float32, len(nodes)) // of the accounts before this one; zero but for those in met
	var met []int32
	meet := func(list []posting, weight float32) {
		for _, p := range list[max(0, len(list)-most.terms):] {
			if score[p.account] == 0 {
				met = append(met, p.account)
			}
			score[p.account] += float32(weight * p.weight)
		}
	}
	for i := range nodes {
		v := &nodes[i]
		for _, t := range v.weightiest() {
			list := index[t.Key]
			if list == nil {
				list = &postings{}
				index[t.Key] = list
			}
			meet(list.loose, t.Weight)
			if v.when.exact() {
				meet(list.near(nodes, v.when, t.Rare), t.Weight)
				list.exact = append(list.exact, posting{int32(i), t.Weight})
			} else {
				meet(list.exact, t.Weight)
				list.loose = append(list.loose, posting{int32(i), t.Weight})
			}
		}
		near := near(nodes, score, met, i, most.near)
		crowded[i] = len(near) > most.near
		for _, j := range near[:min(len(near), most.near)] {
			edges = append(edges, edge{int(j), i})
		}
		for _, j := range met {
			score[j] = 0
		}
		met = met[:0]
	}
	return edges, crowded
}

// near are the accounts of known day that a term brings together with one of another day, which is not before theirs.
func (p *postings) near(nodes []node, when days, rare bool) []posting {
	if rare {
		return p.exact
	}
	for p.from < len(p.exact) && nodes[p.exact[p.from].account].when.from+exactDays+TermDays < when.from {
		p.from++
	}
	return p.exact[p.from:]
}

// near are the accounts met that are near an account, the nearest first if they are more than so many.
func near(nodes []node, score []float32, met []int32, i, most int) []int32 {
	var out []int32
	for _, j := range met {
		if score[j] < min(LeastFar, LeastCosine) {
			continue // most: their days need not be looked at
		}
		switch far := nodes[i].when.apart(nodes[j].when) > TermDays; {
		case far && score[j] >= LeastFar && alike(nodes[i].weightiest(), nodes[j].weightiest(), true), !far && score[j] >= LeastCosine:
			out = append(out, j)
		}
	}
	if len(out) > most {
		slices.SortFunc(out, func(a, b int32) int { return cmp.Or(cmp.Compare(score[b], score[a]), int(b-a)) })
	}
	return out
}
