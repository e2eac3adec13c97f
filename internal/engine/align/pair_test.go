package align

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// words makes forms of the words of a text: each letter is one.
func words(s string) []uint64 {
	var out []uint64
	for _, r := range strings.ReplaceAll(s, " ", "") {
		out = append(out, uint64(r))
	}
	return out
}

func compare(a, b []uint64) Comparison {
	var c Comparer
	c.Set(b)
	return c.Compare(a)
}

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		name, a, b  string
		runs, moved int
		words       int
		gaps        []Gap
	}{
		{"one word changed", "abcdXefgh", "abcdYefgh", 2, 0, 8, []Gap{{4, 5, 4, 5}}},
		{"words left out at the end", "abcdefgh", "abcdefghijk", 1, 0, 8, []Gap{{8, 8, 8, 11}}},
		{"a part moved behind the rest", "mnop abcdefgh", "abcdefgh mnop", 1, 1, 12, []Gap{{0, 4, 0, 0}, {12, 12, 8, 12}}},
		{"a word between two changes is found", "abcdXqYefgh", "abcdUqVefgh", 3, 0, 9, []Gap{{4, 5, 4, 5}, {6, 7, 6, 7}}},
		{"three words in a row are no run", "abcXYZ", "abcUVW", 0, 0, 0, nil},
		{"nothing in common", "abcdef", "ghijkl", 0, 0, 0, nil},
		{"one text is empty", "", "abcd", 0, 0, 0, nil},
		{"said twice, printed once", "abcdef abcdef", "abcdef", 1, 0, 6, []Gap{{6, 12, 6, 6}}},
	} {
		got := compare(words(c.a), words(c.b))
		if len(got.Runs) != c.runs || len(got.Moved) != c.moved || got.Words() != c.words || !slices.Equal(got.Gaps, c.gaps) {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
	var zero Comparer
	if got := zero.Compare(words("abcdef")); len(got.Runs) > 0 {
		t.Error("a comparer that was given no text found some")
	}
}

// TestCompareLaws: what is said to be shared is, no word is said to be shared twice, runs and gaps together make up both texts but
// for what was moved, and a text beside itself is one run.
func TestCompareLaws(t *testing.T) {
	var c Comparer // one for all, so that what is left of a comparison before would show
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.SliceOfN(rapid.Uint64Range(0, 12), 0, 80)
		a, b := letters.Draw(t, "a"), letters.Draw(t, "b")
		if rapid.Bool().Draw(t, "alike") && len(a) > 10 {
			b = slices.Concat(a[len(a)/2:], b, a[:len(a)/2])
		}
		c.Set(b)
		got := c.Compare(a)
		inA, inB := make([]int, len(a)), make([]int, len(b))
		for _, r := range slices.Concat(got.Runs, got.Moved) {
			for k := range r.N {
				if a[r.A+k] != b[r.B+k] {
					t.Fatalf("%+v is not shared", r)
				}
				inA[r.A+k]++
				inB[r.B+k]++
			}
		}
		if slices.Max(append(inA, 0)) > 1 || slices.Max(append(inB, 0)) > 1 {
			t.Fatal("a word is shared twice")
		}
		for i := 1; i < len(got.Runs); i++ {
			if p, q := got.Runs[i-1], got.Runs[i]; q.A < p.A+p.N || q.B < p.B+p.N {
				t.Fatalf("%+v after %+v", q, p)
			}
		}
		for _, g := range got.Gaps {
			for i := g.A; i < g.EndA; i++ {
				inA[i]++
			}
			for j := g.B; j < g.EndB; j++ {
				inB[j]++
			}
		}
		if len(got.Runs) > 0 {
			for _, m := range got.Moved { // they lie in gaps
				for k := range m.N {
					inA[m.A+k]--
					inB[m.B+k]--
				}
			}
			if slices.Min(append(inA, 1)) != 1 || slices.Max(append(inA, 1)) != 1 || slices.Min(append(inB, 1)) != 1 || slices.Max(append(inB, 1)) != 1 {
				t.Fatalf("words are lost or double: %v %v in %+v", inA, inB, got)
			}
		}
		if same := compare(a, a); len(a) >= seedWords && (len(same.Runs) != 1 || same.Words() != len(a) || len(same.Gaps) > 0) {
			t.Fatalf("a text beside itself: %+v", same)
		}
	})
}

// TestCompareBounded: a word said a hundred thousand times ends.
func TestCompareBounded(t *testing.T) {
	one, two := make([]uint64, 100_000), make([]uint64, 100_000)
	for i := range two {
		two[i] = uint64(i % 2)
	}
	if got := compare(one, one); got.Words() != len(one) {
		t.Errorf("%d words of %d", got.Words(), len(one))
	}
	compare(one, two)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range two {
		one[i], two[i] = r.Uint64N(3), r.Uint64N(3)
	}
	compare(one, two)
}
