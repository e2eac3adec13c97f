package chain

import (
	"math"
	"testing"
)

// toss is a lesson in which feature 1 goes with label 0 and feature 2 with label 1; feature 3 tells nothing.
func toss() []Sequence {
	var out []Sequence
	for i := range 40 {
		out = append(out, Sequence{Items: [][]uint32{{uint32(1 + i%2), 3}}, Labels: []int{i % 2}, Weight: 1})
	}
	return out
}

func learnt(seed uint64) *Model {
	return Learn(toss(), Course{Labels: 2, Allowed: func(int, int) bool { return true }, Rounds: 10, Rate: 0.1, Decay: 0.01, Seed: seed})
}

func TestScoresDecideAsDecodeDoes(t *testing.T) {
	m := learnt(1)
	for label, feature := range []uint32{1, 2} {
		item := []uint32{feature, 3}
		s := m.Scores(item)
		if s[label] <= s[1-label] || m.Decode([][]uint32{item})[0] != label {
			t.Errorf("feature %d has scores %v", feature, s)
		}
	}
}

func TestMean(t *testing.T) {
	a, b := learnt(1), learnt(2)
	mean := Mean([]*Model{a, b}, 0)
	for _, item := range [][]uint32{{1, 3}, {2, 3}, {9}} {
		x, y, z := a.Scores(item), b.Scores(item), mean.Scores(item)
		for l := range z {
			if want := (x[l] + y[l]) / 2; math.Abs(float64(z[l]-want)) > 0.05 {
				t.Errorf("item %v label %d: %v, not %v", item, l, z[l], want)
			}
		}
	}
	if n := len(Mean([]*Model{a, b}, 1e9).keys); n != 0 {
		t.Errorf("%d rows are left of small weights", n)
	}
	if back, rest, err := Load(mean.Append(nil)); err != nil || len(rest) > 0 || back.Scores([]uint32{1})[0] != mean.Scores([]uint32{1})[0] {
		t.Errorf("read back: %v, %d bytes left", err, len(rest))
	}
}
