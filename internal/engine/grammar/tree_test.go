package grammar

import (
	"math/rand/v2"
	"testing"
)

// bestByTrying tries every assignment of heads.
func bestByTrying(scores []float32, n, stride int) float32 {
	head, best := make([]int, n), impossible
	var d Decoder
	var try func(i int, sum float32)
	try = func(i int, sum float32) {
		if i == n {
			if isTree(&d, head, n) {
				best = max(best, sum)
			}
			return
		}
		for h := 0; h <= n; h++ {
			if h != i {
				head[i] = h
				try(i+1, sum+scores[i*stride+h])
			}
		}
	}
	try(0, 0)
	return best
}

func isTree(d *Decoder, head []int, n int) bool {
	roots := 0
	for i, h := range head[:n] {
		if h == i || h < 0 || h > n {
			return false
		}
		if h == n {
			roots++
		}
	}
	return roots == 1 && d.acyclic(head[:n])
}

func TestDecodeFindsTheBestTree(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var d Decoder
	for range 400 {
		n := 1 + rng.IntN(5)
		stride := n + 1 + rng.IntN(3)
		scores := make([]float32, n*stride)
		for i := range scores {
			scores[i] = float32(rng.IntN(40)) - 10
		}
		head := make([]int, n)
		d.Decode(head, scores, n, stride)
		if !isTree(&d, head, n) {
			t.Fatalf("no tree with one root: %v", head)
		}
		var sum float32
		for i, h := range head {
			sum += scores[i*stride+h]
		}
		if want := bestByTrying(scores, n, stride); sum != want {
			t.Fatalf("tree %v sums to %v, the best to %v", head, sum, want)
		}
	}
}

func TestDecodeOfLargeNoiseIsATree(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	var d Decoder
	for _, n := range []int{20, 60, 160} {
		scores := make([]float32, n*(n+1))
		for i := range scores {
			scores[i] = rng.Float32()
		}
		head := make([]int, n)
		d.Decode(head, scores, n, n+1)
		if !isTree(&d, head, n) {
			t.Fatalf("no tree of %d words", n)
		}
	}
}
