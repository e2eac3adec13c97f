package corpus

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestSorter: what comes out is what went in, in order and each once, in memory and by way of files.
func TestSorter(t *testing.T) {
	defer func(was int) { sortedInMemory = was }(sortedInMemory)
	r := rand.New(rand.NewPCG(3, 5))
	for _, n := range []int{0, 1, 7, fewForRadix, 5000, fewForHeaps + 3} {
		for _, memory := range []int{1 << 20, 100 + n/50, 2 * fewForRadix} {
			sortedInMemory = memory
			s := newSorter(t.TempDir(), "test")
			var want []pair
			for range n {
				p := pair{r.Uint64() >> (r.UintN(8) * 8), r.Uint64N(9)}
				if r.UintN(3) == 0 && len(want) > 0 {
					p.key = want[r.IntN(len(want))].key
				}
				want = append(want, p)
				if err := s.add(p); err != nil {
					t.Fatal(err)
				}
			}
			slices.SortFunc(want, comparePairs)
			want = slices.Compact(want)
			var got []pair
			err := s.each(func(key uint64, values []uint64) error {
				for _, v := range values {
					got = append(got, pair{key, v})
				}
				return nil
			})
			if err != nil || !slices.Equal(got, want) {
				t.Fatalf("%d pairs, %d in memory: %d come out of %d (%v)", n, memory, len(got), len(want), err)
			}
		}
	}
}
