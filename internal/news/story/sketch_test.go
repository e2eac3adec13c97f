package story

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestSketchIsKept: a sketch that is written and read again is the same, and groups as the account does.
func TestSketchIsKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := pages(t)
		var kept []byte
		for _, a := range all {
			kept = SketchOf(a).AppendBinary(kept)
		}
		var read []*Sketch
		for rest := kept; len(rest) > 0; {
			s, after, err := ReadSketch(rest)
			if err != nil {
				t.Fatal(err)
			}
			if again := s.AppendBinary(nil); string(again) != string(rest[:len(rest)-len(after)]) {
				t.Fatal("a sketch changes when it is read and written")
			}
			read, rest = append(read, s), after
		}
		for i, a := range all {
			if !reflect.DeepEqual(read[i], SketchOf(a)) {
				t.Fatalf("sketch %d is not what it was", i)
			}
		}
		got, want := GroupSketches(read), Group(all)
		for i := range want {
			if !reflect.DeepEqual(got[i].Members, want[i].Members) || len(got[i].Related) != len(want[i].Related) {
				t.Fatalf("event %d is %v by sketches, %v by accounts", i, got[i], want[i])
			}
		}
	})
}

// FuzzReadSketch: bytes that are no sketch give an error, and what is read can be compared.
func FuzzReadSketch(f *testing.F) {
	whole := SketchOf(made("a", "en", "2030-01-01", "Ferry aground off Tarn Head", "The ferry ran aground with 212 people aboard.")).AppendBinary(nil)
	f.Add(whole)
	f.Add(whole[:len(whole)-1])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		s, _, err := ReadSketch(b)
		if err != nil {
			return
		}
		own, _, _ := ReadSketch(whole)
		Near(s.Keys(), own.Keys())
		LinkSketches(s, own)
		GroupSketches([]*Sketch{s, own})
	})
}

// TestLeast: what comes out are the least, whatever their order.
func TestLeast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfNDistinct(rapid.Uint64(), 0, 60, rapid.ID).Draw(t, "numbers")
		n := rapid.IntRange(1, 60).Draw(t, "of them")
		want := slices.Sorted(slices.Values(all))
		got := slices.Sorted(slices.Values(least(slices.Clone(all), n)))
		if want = want[:min(n, len(want))]; !slices.Equal(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
	})
}

// TestByKey: numbers are dealt out into their order, few and many.
func TestByKey(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 7))
	p := &profile{}
	for _, n := range []int{0, 1, 5, 300, manyTerms, manyTerms + 1} {
		all := make([]uint64, n)
		for i := range all {
			all[i] = r.Uint64() >> (8 * (i % 3))
		}
		want := slices.Sorted(slices.Values(all))
		if got := p.byKey(all); !slices.Equal(got, want) {
			t.Errorf("%d numbers are not in order", n)
		}
	}
}
