package story

import (
	"math"
	"runtime"
	"sync"

	"variorum/internal/engine/shingle"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
	"variorum/internal/news/language"
)

// vector is a weighed profile. Its fields are what a comparison of two accounts reads.
type vector struct {
	keys    []uint64  // of terms, apart from them because a comparison walks through the keys
	terms   []weighed // in the order of their keys
	top     []Term    // the weightiest, by which it is looked up
	sample  []uint64  // of its runs of words
	logSize float64   // natural logarithm of its length in words
	when    days
	outlets []string

	norm, leadNorm, figureNorm float64 // Euclidean lengths, over the words, those of title and opening, and the figures
	titleMass                  float64 // sum of the rarities of the title's words
}

// weighed is a term with its rarity and its weight, which grows with its count.
type weighed struct {
	key            uint64
	rarity, weight float32
	field          field
	figure         bool
	words          text.Span
}

// read makes the vector of each node, in their order.
func read(nodes []*node) []vector {
	vectors := make([]vector, len(nodes))
	parallel(len(nodes), func(i int) {
		n := nodes[i]
		vectors[i] = vectorOf(n.first)
		vectors[i].when, vectors[i].outlets = n.when, n.outlets
	})
	return vectors
}

// vectorOf makes the vector of one account.
func vectorOf(a *account.Account) vector {
	v := weigh(profileOf(a), a.Pack.Frequency())
	v.sample = shingle.Sample(a.Tokens, sampleWords, sampleRate)
	v.when, v.outlets = published(a), []string{a.Outlet}
	return v
}

func weigh(p profile, general *language.Frequency) vector {
	v := vector{
		keys: make([]uint64, len(p.terms)), terms: make([]weighed, len(p.terms)),
		logSize: math.Log(float64(max(p.words, fewestWords))),
	}
	for i := range p.terms {
		t := &p.terms[i]
		rare := rarityOf(t, general)
		w := rare * (1 + math.Log(float64(t.count)))
		v.keys[i] = t.key
		v.terms[i] = weighed{t.key, float32(rare), float32(w), t.field, t.kind == figure, t.words}
		switch {
		case t.kind == figure:
			v.figureNorm += rare * rare
			continue
		case t.field&inTitle != 0:
			v.titleMass += rare
		}
		v.norm += w * w
		if t.field != 0 {
			v.leadNorm += w * w
		}
	}
	v.norm, v.leadNorm, v.figureNorm = math.Sqrt(v.norm), math.Sqrt(v.leadNorm), math.Sqrt(v.figureNorm)
	v.top = top(v.terms)
	return v
}

// parallel calls do for 0..n-1 on all cores; each call may touch only what is its own.
func parallel(n int, do func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < n; i += workers {
				do(i)
			}
		})
	}
	wg.Wait()
}
