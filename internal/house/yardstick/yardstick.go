// Package yardstick measures cost in a unit that is the same on a slow machine and a fast one, and makes the pages to measure on. It is for
// tests and benchmarks alone.
//
// The unit F is one pass over the same texts in the same run: words of letters and digits, in lower case, hashed. Benchmarks print what they
// measured beside what is asked (F-most) and do not fail by it: no test asserts time. docs/performance.md keeps the figures.
package yardstick

import (
	"runtime"
	"time"
)

// Pass is the unit F for one text. The sum keeps it from being left out.
func Pass(s string) (sum uint64) {
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

// passes is the number of passes of which Passes gives the mean.
const passes = 3

// Passes is the processors' time of one pass over some texts.
func Passes[T any](of []T, text func(T) string) time.Duration {
	started := CPU()
	for range passes {
		for _, x := range of {
			runtime.KeepAlive(Pass(text(x)))
		}
	}
	return (CPU() - started) / passes
}

// Reporter is a benchmark.
type Reporter interface{ ReportMetric(n float64, unit string) }

// Cost is what a benchmark spent, on so many pages, beside one pass over their texts and what is asked in passes.
type Cost struct {
	Pass  time.Duration
	Most  float64
	Pages int

	started time.Duration
	before  runtime.MemStats
}

// Start begins to count time and memory.
func (c *Cost) Start() {
	runtime.GC()
	runtime.ReadMemStats(&c.before)
	c.started = CPU()
}

// Report prints the mean of so many rounds since Start.
func (c *Cost) Report(b Reporter, rounds int) {
	spent := (CPU() - c.started) / time.Duration(rounds)
	var after runtime.MemStats
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(spent)/float64(c.Pass), "F")
	b.ReportMetric(c.Most, "F-most")
	b.ReportMetric(float64(spent.Microseconds())/float64(c.Pages), "cpu-µs/page")
	b.ReportMetric(float64(after.Sys-c.before.Sys)/1e6, "MB-more")
}
