package intake

import (
	"context"
	"os"
	"runtime"
	"syscall"
	"testing"
	"time"

	"variorum/edition"
	"variorum/internal/engine/text"
)

// mostPasses is what reading a page of JSON Lines down to the forms of its words may cost, in passes F.
const mostPasses = 2.5

// onePass is the yardstick F: words of letters and digits, in lower case, hashed.
func onePass(s string) (sum uint64) {
	h, in := uint64(14695981039346656037), false
	for i := range len(s) {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		switch {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c >= 0x80:
			h, in = (h^uint64(c))*1099511628211, true
		case in:
			sum, h, in = sum^h, 14695981039346656037, false
		}
	}
	return sum
}

// cpu is the time that the processors have spent on this program.
func cpu() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

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
	started := cpu()
	for range 3 {
		for _, s := range texts {
			runtime.KeepAlive(onePass(s))
		}
	}
	pass, pages := (cpu()-started)/3, len(texts)
	texts = nil
	runtime.GC()
	var tokens []text.Token
	words := 0
	started = cpu()
	for b.Loop() {
		words = 0
		each(func(p Page) {
			tokens = text.AppendTokens(tokens[:0], p.Body)
			words += len(tokens)
		})
	}
	spent := (cpu() - started) / time.Duration(b.N)
	b.ReportMetric(float64(spent)/float64(pass), "F")
	b.ReportMetric(mostPasses, "F-most")
	b.ReportMetric(float64(spent.Microseconds())/float64(pages), "cpu-µs/page")
	b.ReportMetric(float64(words)/float64(pages), "tokens/page")
}
