package grammar

import (
	"testing"

	"pgregory.net/rapid"
)

// TestBestTreeWithoutCrossings compares with all trees of a few words.
func TestBestTreeWithoutCrossings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "words")
		scores := make([]float32, n*(n+1))
		for i := range scores {
			scores[i] = float32(rapid.IntRange(-9, 9).Draw(t, "score"))
		}
		var d Decoder
		var e eisner
		got := make([]int, n)
		e.decode(got, scores, n, n+1)
		if !isTree(&d, got, n) || !projective(got) {
			t.Fatalf("%v is no tree without crossings", got)
		}
		best := impossible
		eachHeads(make([]int, n), 0, func(head []int) {
			if isTree(&d, head, n) && !crosses(head) {
				best = max(best, worth(head, scores))
			}
		})
		if worth(got, scores) != best {
			t.Fatalf("%v is worth %v, the best %v", got, worth(got, scores), best)
		}
	})
}

func TestProjectiveSeesCrossings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 7).Draw(t, "words")
		head := make([]int, n)
		for i := range head {
			head[i] = rapid.IntRange(0, n).Draw(t, "head")
		}
		var d Decoder
		if isTree(&d, head, n) && projective(head) == crosses(head) {
			t.Fatalf("%v: projective %v, crosses %v", head, projective(head), crosses(head))
		}
	})
}

// crosses compares every two arcs.
func crosses(head []int) bool {
	for i, h := range head {
		for j, g := range head {
			a, b, c, d := min(i, h), max(i, h), min(j, g), max(j, g)
			if a < c && c < b && b < d {
				return true
			}
		}
	}
	return false
}

func worth(head []int, scores []float32) float32 {
	var sum float32
	for i, h := range head {
		sum += scores[i*(len(head)+1)+h]
	}
	return sum
}

func eachHeads(head []int, i int, yield func([]int)) {
	if i == len(head) {
		yield(head)
		return
	}
	for h := range len(head) + 1 {
		head[i] = h
		eachHeads(head, i+1, yield)
	}
}
