package story

import (
	"cmp"
	"slices"

	"variorum/internal/engine/shingle"
)

// edge is two accounts worth comparing; a stands before b.
type edge struct{ a, b int }

// candidates finds the pairs of accounts that may tell of one event: for each account the nearest before it by the weightiest
// terms that they share, and those that share runs of words. Sorted, each once.
func candidates(vectors []vector, samples [][]uint64) []edge {
	edges := byTerms(vectors)
	for _, p := range shingle.Pairs(samples, copyWindow, 0) {
		if small := min(len(samples[p.A]), len(samples[p.B])); float64(p.Shared) >= copiedShare*float64(small) {
			edges = append(edges, edge{p.A, p.B})
		}
	}
	slices.SortFunc(edges, func(x, y edge) int { return cmp.Or(x.a-y.a, x.b-y.b) })
	return slices.Compact(edges)
}

// byTerms walks the accounts in their order through an inverted index of their weightiest terms.
func byTerms(vectors []vector) []edge {
	type posting struct {
		node   int32
		weight float32
	}
	var edges []edge
	index := map[uint64][]posting{}
	score := make([]float32, len(vectors)) // of the accounts before this one; zero but for those in met
	for i := range vectors {
		var met []int
		for _, t := range weightiest(vectors[i].terms) {
			list := index[t.key]
			for _, p := range list[max(0, len(list)-termWindow):] {
				if score[p.node] == 0 {
					met = append(met, int(p.node))
				}
				score[p.node] += t.weight * p.weight
			}
			index[t.key] = append(list, posting{int32(i), t.weight})
		}
		slices.SortFunc(met, func(a, b int) int { return cmp.Or(cmp.Compare(score[b], score[a]), a-b) })
		for n, j := range met {
			if n < nearest && float64(score[j]) >= leastCosine*vectors[i].norm*vectors[j].norm {
				edges = append(edges, edge{j, i})
			}
			score[j] = 0
		}
	}
	return edges
}

// weightiest returns the indexTerms terms of an account that weigh most, figures left out.
func weightiest(terms []weighed) []weighed {
	top := make([]weighed, 0, len(terms))
	for _, t := range terms {
		if !t.figure && t.weight > 0 {
			top = append(top, t)
		}
	}
	slices.SortFunc(top, func(a, b weighed) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.key, b.key)) })
	return top[:min(len(top), indexTerms)]
}
