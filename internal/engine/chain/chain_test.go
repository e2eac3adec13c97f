package chain

import (
	"slices"
	"testing"
)

// toy is sequences in which feature 1 begins a name (label 1), feature 2 goes on with one (label 2) and anything else is none.
func toy() []Sequence {
	return []Sequence{
		{Items: [][]uint32{{9}, {1}, {2}, {9}}, Labels: []int{0, 1, 2, 0}, Weight: 1},
		{Items: [][]uint32{{1}, {9}, {2}}, Labels: []int{1, 0, 0}, Weight: 1},
		{Items: [][]uint32{{9}, {9}, {1}, {2}}, Labels: []int{0, 0, 1, 2}, Weight: 1},
	}
}

func course() Course {
	return Course{Labels: 3, Allowed: func(x, y int) bool { return y != 2 || x > 0 }, Rounds: 30, Rate: .3, Seed: 1}
}

func TestLearnDecode(t *testing.T) {
	m := Learn(toy(), course())
	for _, s := range toy() {
		if got := m.Decode(s.Items); !slices.Equal(got, s.Labels) {
			t.Errorf("decoded %v, want %v", got, s.Labels)
		}
	}
	if got := m.Decode([][]uint32{{2}, {2}}); got[0] == 2 {
		t.Errorf("took a forbidden step: %v", got)
	}
	if got := m.Decode(nil); got != nil {
		t.Errorf("labels of nothing: %v", got)
	}
}

func TestLoadWhatAppendWrote(t *testing.T) {
	m := Learn(toy(), course())
	b := m.Append(nil)
	if again := Learn(toy(), course()).Append(nil); !slices.Equal(b, again) {
		t.Error("the same sequences gave another model")
	}
	loaded, rest, err := Load(append(slices.Clone(b), 7))
	if err != nil || len(rest) != 1 || !slices.Equal(loaded.Append(nil), b) {
		t.Fatalf("loaded another model, %d bytes left, %v", len(rest), err)
	}
	for n := range b {
		if _, _, err := Load(b[:n]); err == nil {
			t.Fatalf("%d of %d bytes were taken for a model", n, len(b))
		}
	}
}
