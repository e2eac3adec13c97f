package shingle

import (
	"testing"

	"variorum/internal/engine/text"
	"variorum/internal/house/yardstick"
)

// What is asked of the search for copies, on generated news: the share of the pairs found of which the shorter text stands in a much
// longer one (half of its runs of five words or more, Jaccard's measure below a half), of those that are alike on the whole,
// and the cost from tokens to pairs in passes that tokenise, lower-case and hash the same texts, which the benchmark prints and nothing holds.
const (
	leastInside, leastAlike = 0.995, 0.999
	mostPasses              = 4
	window                  = 250
)

// TestRecall compares the pairs found by one run in eight with all pairs by all runs.
func TestRecall(t *testing.T) {
	texts := yardstick.Generated(t, 4000)
	whole, kept := make([][]uint64, len(texts)), make([][]uint64, len(texts))
	for i, p := range texts {
		tokens := text.Tokenize(p.Text)
		whole[i], kept[i] = Sample(tokens, 5, 1), Sample(tokens, 5, 8)
	}
	found := map[[2]int]bool{}
	for _, p := range Pairs(kept, window, 0) {
		found[[2]int{p.A, p.B}] = true
	}
	var inside, insideFound, alike, alikeFound float64
	for _, p := range Pairs(whole, len(texts), 0) {
		a, b := len(whole[p.A]), len(whole[p.B])
		hit := 0.0
		if found[[2]int{p.A, p.B}] {
			hit = 1
		}
		switch {
		case 2*p.Shared >= a+b-p.Shared:
			alike++
			alikeFound += hit
		case 2*p.Shared >= min(a, b):
			inside++
			insideFound += hit
		}
	}
	t.Logf("short in long: %.4f of %.0f pairs; alike: %.4f of %.0f", insideFound/inside, inside, alikeFound/alike, alike)
	if insideFound < leastInside*inside || alikeFound < leastAlike*alike {
		t.Errorf("want %v and %v", leastInside, leastAlike)
	}
}

// BenchmarkPairs goes from the forms of the words to pairs, and says what that costs in passes F.
func BenchmarkPairs(b *testing.B) {
	texts := yardstick.Generated(b, 0)
	forms := make([][]uint64, len(texts))
	for i, p := range texts {
		for _, t := range text.Tokenize(p.Text) {
			if t.Kind != text.Mark {
				forms[i] = append(forms[i], t.Form)
			}
		}
	}
	cost := yardstick.Cost{Pass: yardstick.Passes(texts, func(p yardstick.Page) string { return p.Text }), Most: mostPasses, Pages: len(texts)}
	pairs := 0
	texts = nil
	cost.Start()
	for b.Loop() {
		samples := make([][]uint64, len(forms))
		for i, f := range forms {
			samples[i] = SampleForms(f, 5, 8)
		}
		pairs = 0
		EachPair(samples, window, 0, func(Pair) { pairs++ })
	}
	cost.Report(b, b.N)
	b.ReportMetric(float64(pairs)/float64(len(forms)), "pairs/page")
}
