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
	"math/bits"
	"slices"
	"sync"

	"variorum/internal/engine/text"
)

// Sample returns hashes of the runs of n words (marks do not count) of which about one in rate is kept, sorted, each
// once. The same run gives the same hash in every text.
func Sample(tokens []text.Token, n, rate int) []uint64 {
	kept, _ := scratch.Get().(*[]uint64)
	if kept == nil {
		kept = new([]uint64)
	}
	forms := slices.Grow((*kept)[:0], len(tokens))
	for i := range tokens {
		if tokens[i].Kind != text.Mark {
			forms = append(forms, tokens[i].Form)
		}
	}
	out := SampleForms(forms, n, rate)
	*kept = forms
	scratch.Put(kept)
	return out
}

var scratch sync.Pool // of forms

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
		x, y := a[i], b[j]
		if x == y {
			n++
		}
		if x <= y {
			i++
		}
		if y <= x {
			j++
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
	var pairs []Pair
	EachPair(samples, window, common, func(p Pair) { pairs = append(pairs, p) })
	slices.SortFunc(pairs, func(x, y Pair) int { return cmp.Or(x.A-y.A, x.B-y.B) })
	return pairs
}

// EachPair calls do for each of these pairs, in the order of B and in none beside: for who keeps few of them. Dense texts have some hundreds of
// pairs each, and keeping and sorting them costs more than finding them.
func EachPair(samples [][]uint64, window, common int, do func(Pair)) {
	lists := invert(samples)
	shared := make([]int32, len(samples)) // with the text that is looked at; zero but for those in met
	var met []int32
	for b := range samples {
		for _, r := range lists.of(b) {
			list := lists.texts[r.start:r.end]
			if common > 0 && len(list) > common {
				continue
			}
			at := int(r.at - r.start)
			for _, a := range list[max(0, at-window):at] {
				if shared[a] == 0 {
					met = append(met, a)
				}
				shared[a]++
			}
		}
		for _, a := range met {
			do(Pair{int(a), b, int(shared[a])})
			shared[a] = 0
		}
		met = met[:0]
	}
}

// inverted is the runs that several texts share: for each the texts, ascending, one list after the other.
type inverted struct {
	texts []int32
	refs  []ref   // for each text its places in the lists, text after text
	from  []int32 // where a text's refs begin
}

// ref is a list and the place of a text in it.
type ref struct{ start, end, at int32 }

func (v *inverted) of(text int) []ref { return v.refs[v.from[text]:v.from[text+1]] }

// invert sorts the hashes by buckets of like hashes, which fit into the processor's cache one at a time.
func invert(samples [][]uint64) *inverted {
	type posting struct {
		hash uint64
		text int32
	}
	total := 0
	for _, s := range samples {
		total += len(s)
	}
	shift := 64 - max(0, bits.Len(uint(total))-8) // some 256 postings a bucket
	starts := make([]int32, 1<<(64-shift)+1)
	for _, s := range samples {
		for _, h := range s {
			starts[h>>shift+1]++
		}
	}
	for i := 1; i < len(starts); i++ {
		starts[i] += starts[i-1]
	}
	postings, next := make([]posting, total), slices.Clone(starts)
	for i, s := range samples {
		for _, h := range s {
			postings[next[h>>shift]] = posting{h, int32(i)}
			next[h>>shift]++
		}
	}
	v := &inverted{from: make([]int32, len(samples)+1)}
	var ends []int32 // of the lists in texts
	for b := range len(starts) - 1 {
		bucket := postings[starts[b]:starts[b+1]]
		slices.SortFunc(bucket, func(x, y posting) int { return cmp.Or(cmp.Compare(x.hash, y.hash), int(x.text-y.text)) })
		for i := 0; i < len(bucket); {
			j := i + 1
			for j < len(bucket) && bucket[j].hash == bucket[i].hash {
				j++
			}
			if j-i > 1 {
				for _, p := range bucket[i:j] {
					v.texts = append(v.texts, p.text)
					v.from[p.text+1]++
				}
				ends = append(ends, int32(len(v.texts)))
			}
			i = j
		}
	}
	for i := range samples {
		v.from[i+1] += v.from[i]
	}
	v.refs = make([]ref, len(v.texts))
	place := slices.Clone(v.from)
	start := int32(0)
	for _, end := range ends {
		for at := start; at < end; at++ {
			text := v.texts[at]
			v.refs[place[text]] = ref{start, end, at}
			place[text]++
		}
		start = end
	}
	return v
}
