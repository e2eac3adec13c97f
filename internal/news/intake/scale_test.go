package intake

import (
	"context"
	"os"
	"testing"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/house/yardstick"
)

// mostPasses is what reading a page of JSON Lines down to the forms of its words is to cost, in passes F. The benchmark prints it; it fails nobody.
const mostPasses = 2.5

// BenchmarkWords reads generated pages from JSON Lines and cuts their texts into words, each known by its form, and says what that costs
// in passes F over the same texts.
func BenchmarkWords(b *testing.B) {
	path := os.Getenv("VARIORUM_SCALE")
	if path == "" {
		b.Skip("VARIORUM_SCALE names no file of generated pages; docs/performance.md tells how to make one")
	}
	each := func(do func(p Page)) {
		err := Each(context.Background(), []string{path}, nil, func(p Page) error { do(p); return nil }, func(u edition.Unread) { b.Error(u) })
		if err != nil {
			b.Fatal(err)
		}
	}
	var texts []string
	each(func(p Page) { texts = append(texts, p.Body) })
	cost := yardstick.Cost{Pass: yardstick.Passes(texts, func(s string) string { return s }), Most: mostPasses, Pages: len(texts)}
	texts = nil
	var tokens []text.Token
	words := 0
	cost.Start()
	for b.Loop() {
		words = 0
		each(func(p Page) {
			tokens = text.AppendTokens(tokens[:0], p.Body)
			words += len(tokens)
		})
	}
	cost.Report(b, b.N)
	b.ReportMetric(float64(words)/float64(cost.Pages), "tokens/page")
}
