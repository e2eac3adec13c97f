package shingle

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"variorum/internal/engine/text"
)

func sample(s string, rate int) []uint64 { return Sample(text.Tokenize(s), 3, rate) }

func TestMarksAndCaseDoNotCount(t *testing.T) {
	a, b := sample("The mill, at Orrery, burned down.", 1), sample("the mill at Orrery burned down", 1)
	if !slices.Equal(a, b) || len(a) != 4 {
		t.Errorf("%d and %d runs, want the same 4", len(a), len(b))
	}
	if got := sample("two words", 1); len(got) != 0 {
		t.Errorf("%d runs of three in two words", len(got))
	}
}

func TestShortInsideLong(t *testing.T) {
	var words []string
	for i := range 4000 {
		words = append(words, fmt.Sprintf("w%d", i))
	}
	long, short := strings.Join(words, " "), strings.Join(words[1000:1100], " ")
	other := strings.ReplaceAll(long, "w", "v")
	samples := [][]uint64{sample(long, 8), sample(other, 8), sample(short, 8)}
	pairs := Pairs(samples, 10, 0)
	if len(pairs) != 1 || pairs[0].A != 0 || pairs[0].B != 2 || pairs[0].Shared != len(samples[2]) {
		t.Errorf("got %v, want texts 0 and 2 with all %d runs of the short one", pairs, len(samples[2]))
	}
	if n := len(samples[0]); n < 400 || n > 600 {
		t.Errorf("kept %d of 3998 runs, want about one in 8", n)
	}
}

// TestWindow: a run that many texts share pairs each with those just before it, and one that too many share pairs none.
func TestWindow(t *testing.T) {
	samples := make([][]uint64, 100)
	for i := range samples {
		samples[i] = []uint64{7}
	}
	if got := len(Pairs(samples, 5, 0)); got != 100*5-15 {
		t.Errorf("%d pairs through a window of 5, want %d", got, 100*5-15)
	}
	if got := len(Pairs(samples, 5, 99)); got != 0 {
		t.Errorf("%d pairs by a run that is too common, want none", got)
	}
}

func TestPairsAgreeWithShared(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var samples [][]uint64
		for _, s := range rapid.SliceOfN(rapid.SliceOfN(rapid.Uint64Range(0, 20), 0, 12), 0, 8).Draw(t, "samples") {
			slices.Sort(s)
			samples = append(samples, slices.Compact(s))
		}
		var want []Pair
		for a := range samples {
			for b := a + 1; b < len(samples); b++ {
				if n := Shared(samples[a], samples[b]); n > 0 {
					want = append(want, Pair{a, b, n})
				}
			}
		}
		if got := Pairs(samples, len(samples), 0); !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}
