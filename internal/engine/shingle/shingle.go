// Package shingle finds pairs of texts that share runs of words, without comparing each with each. It takes a text as the
// forms of its words, keeps one in so many of the runs of n words (those whose hash falls on a residue, so that two texts
// keep the same ones), and reads the pairs out of an inverted index. What is asked is containment, not resemblance: a
// short text inside a long one is the common case in news, and Jaccard's measure misses it.
//
// The sampling is Manber's ("Finding similar files in a large file system", 1994) and Broder's containment ("On the
// resemblance and containment of documents", 1997).
package shingle

import (
	"cmp"
	"slices"

	"variorum/internal/engine/text"
)

// Sample returns hashes of the runs of n words (marks do not count) of which about one in rate is kept, sorted, each
// once. The same run gives the same hash in every text.
func Sample(tokens []text.Token, n, rate int) []uint64 {
	var out []uint64
	run := make([]uint64, 0, n)
	for _, t := range tokens {
		if t.Kind == text.Mark {
			continue
		}
		if len(run) == n {
			copy(run, run[1:])
			run = run[:n-1]
		}
		if run = append(run, t.Form); len(run) < n {
			continue
		}
		if h := hash(run); h%uint64(rate) == 0 {
			out = append(out, h)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// hash mixes forms in their order.
func hash(run []uint64) uint64 {
	h := uint64(len(run))
	for _, f := range run {
		h = (h ^ f) * 0x9e3779b97f4a7c15
		h ^= h >> 29
	}
	h *= 0xbf58476d1ce4e5b9
	return h ^ h>>32
}

// Shared counts the hashes that two samples share.
func Shared(a, b []uint64) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// Pair is two texts, by their indices (A before B), and the number of sampled runs that both have.
type Pair struct{ A, B, Shared int }

// Pairs returns the pairs of texts that share a sampled run, sorted. A run that more than window+1 texts share pairs each text
// with the window ones before it only: texts in order of time so pair with their neighbours, a chain that keeps copies
// connected while work stays linear. Runs that more than common texts share say nothing (a rights notice) and are left out;
// zero keeps all.
func Pairs(samples [][]uint64, window, common int) []Pair {
	type posting struct {
		hash uint64
		text int
	}
	var postings []posting
	for i, s := range samples {
		for _, h := range s {
			postings = append(postings, posting{h, i})
		}
	}
	slices.SortFunc(postings, func(a, b posting) int { return cmp.Or(cmp.Compare(a.hash, b.hash), a.text-b.text) })
	shared := map[[2]int]int{}
	for start := 0; start < len(postings); {
		end := start + 1
		for end < len(postings) && postings[end].hash == postings[start].hash {
			end++
		}
		if common == 0 || end-start <= common {
			for i := start; i < end; i++ {
				for j := max(start, i-window); j < i; j++ {
					shared[[2]int{postings[j].text, postings[i].text}]++
				}
			}
		}
		start = end
	}
	return sorted(shared)
}

func sorted(shared map[[2]int]int) []Pair {
	pairs := make([]Pair, 0, len(shared))
	for p, n := range shared {
		pairs = append(pairs, Pair{p[0], p[1], n})
	}
	slices.SortFunc(pairs, func(a, b Pair) int { return cmp.Or(a.A-b.A, a.B-b.B) })
	return pairs
}
