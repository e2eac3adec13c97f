package grammar

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestLikelyHeads(t *testing.T) {
	for _, c := range []struct {
		name string
		row  []float32 // of word 1
		want []arc
	}{
		{"one stands out", []float32{9, 99, 1, 2}, nil},
		{"two are near", []float32{9, 99, 7, 2}, []arc{{1, 0}, {1, 2}}},
		{"three of four", []float32{9, 99, 7, 8, 6}, []arc{{1, 0}, {1, 3}, {1, 2}}},
		{"the root alone", []float32{-1, 99}, nil},
	} {
		if got := appendLikely(nil, c.row, 1); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestKinds(t *testing.T) {
	m := &Model{names: []string{"root", "nsubj", "nsubj:pass", "nsubj:outer", "obj", "obl"}}
	for _, name := range m.names {
		m.kinds = append(m.kinds, kindOf(name))
	}
	for _, c := range []struct {
		rel  [2]int
		want bool
	}{{[2]int{1, 1}, true}, {[2]int{1, 2}, true}, {[2]int{1, 3}, false}, {[2]int{1, 4}, false}, {[2]int{4, 4}, true}, {[2]int{5, 5}, false}} {
		s := &space{head: []int{1, 3, 1}, rel: []int{c.rel[0], 0, c.rel[1]}}
		if i, j := m.twice(s); (i == 0 && j == 2) != c.want {
			t.Errorf("%v: %d and %d", c.rel, i, j)
		}
		s.head[2] = 0 // another head
		if i, _ := m.twice(s); i >= 0 {
			t.Errorf("%v under two heads: %d", c.rel, i)
		}
	}
}

func TestBestRelationPassesOverAKind(t *testing.T) {
	m := &Model{names: []string{"root", "nsubj", "obj", "obl"}, kinds: []int8{-1, 0, 1, -1}, root: 0}
	scores := []float32{9, 5, 3, 4}
	if got := m.bestRelation(scores, noKind); got != 1 {
		t.Errorf("best %d", got)
	}
	if got := m.bestRelation(scores, 0); got != 3 {
		t.Errorf("best without subjects %d", got)
	}
}

func TestLog(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float32Range(1e-30, 1e30).Draw(t, "x")
		if got, want := float64(Log(x)), math.Log(float64(x)); math.Abs(got-want) > 1e-6*max(1, math.Abs(want)) {
			t.Fatalf("Log(%v) is %v, want %v", x, got, want)
		}
	})
}
