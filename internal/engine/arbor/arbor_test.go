package arbor

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestMaximumBreaksACycleAtItsWeakestPlace(t *testing.T) {
	// 1 and 2 like each other best; the root must enter somewhere, and 2 gives up least.
	w := [][]float64{
		{Never, 1, 3},
		{Never, Never, 10},
		{Never, 11, Never},
	}
	if got := Maximum(w, 0); !slices.Equal(got, []int{-1, 2, 0}) {
		t.Errorf("parents %v, want [-1 2 0]", got)
	}
}

func TestMaximumSaysWhenANodeCannotBeReached(t *testing.T) {
	if got := Maximum([][]float64{{Never, Never}, {5, Never}}, 0); got != nil {
		t.Errorf("parents %v of a graph without arborescence", got)
	}
}

func TestMaximumAgreesWithTryingAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "nodes")
		w := make([][]float64, n)
		for p := range w {
			for range n {
				x := float64(rapid.IntRange(-3, 12).Draw(t, "weight"))
				if x < 0 {
					x = Never
				}
				w[p] = append(w[p], x)
			}
		}
		want := tryAll(w, make([]int, n), 0)
		got := Maximum(w, 0)
		if got == nil {
			if want != Never {
				t.Fatalf("found none, there is one of %v", want)
			}
			return
		}
		if sum := weightOf(w, got); sum != want {
			t.Fatalf("parents %v weigh %v, the best %v", got, sum, want)
		}
	})
}

// tryAll is the weight of the best arborescence by trying every choice of parents.
func tryAll(w [][]float64, parent []int, at int) float64 {
	if at == 0 {
		parent[0] = -1
		at = 1
	}
	if at == len(w) {
		return weightOf(w, parent)
	}
	best := Never
	for p := range w {
		if p != at {
			parent[at] = p
			best = max(best, tryAll(w, parent, at+1))
		}
	}
	return best
}

// weightOf is the weight of an arborescence, or Never if the parents make none.
func weightOf(w [][]float64, parent []int) float64 {
	sum := 0.0
	for c := 1; c < len(w); c++ {
		if parent[c] < 0 {
			return Never
		}
		sum += w[parent[c]][c]
		at := c
		for range w {
			if at > 0 {
				at = parent[at]
			}
		}
		if at > 0 {
			return Never
		}
	}
	if math.IsNaN(sum) {
		return Never
	}
	return sum
}
