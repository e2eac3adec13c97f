package grammar

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestCoarseNumbersComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		small := rapid.SliceOf(rapid.Int8Range(-coarseLevels, coarseLevels)).Draw(t, "numbers")
		data := appendCoarse(nil, small)
		if got := readCoarse(data, len(small)); !slices.Equal(got, small) {
			t.Fatalf("%v became %v", small, got)
		}
		if got := readCoarse(data[:len(data)/2], len(small)); len(got) > len(small) || !slices.Equal(got, small[:len(got)]) {
			t.Fatalf("half of the bytes of %v became %v", small, got)
		}
	})
}

func TestRoundRowKeepsTheLargest(t *testing.T) {
	row := []float32{0.5, -1.24, 0.02, 0}
	q := make([]int8, len(row))
	if scale := roundRow(q, row, coarseLevels); !slices.Equal(q, []int8{13, -31, 1, 0}) || scale != 0.04 {
		t.Errorf("%v in steps of %v", q, scale)
	}
	if scale := roundRow(q, make([]float32, 4), coarseLevels); scale != 0 {
		t.Errorf("a row of nothing has steps of %v", scale)
	}
}
