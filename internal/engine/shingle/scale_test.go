package shingle

import (
	"bufio"
	"encoding/json"
	"os"
	"runtime"
	"syscall"
	"testing"
	"time"

	"variorum/internal/engine/text"
)

// What is asked of the search for copies, on generated news: the share of the pairs found of which the shorter text stands in a much
// longer one (half of its runs of five words or more, Jaccard's measure below a half), of those that are alike on the whole,
// and the cost from tokens to pairs in passes that tokenise, lower-case and hash the same texts.
const (
	leastInside, leastAlike = 0.995, 0.999
	mostPasses              = 4
	window                  = 250
)

// generated reads the texts of pages that the generator of the benchmark has made.
func generated(t testing.TB, pages int) (texts []string) {
	path := os.Getenv("VARIORUM_SCALE")
	if path == "" {
		t.Skip("no generated pages: set VARIORUM_SCALE to a file that bench/scale/gen_stories.py has made")
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<24)
	for s.Scan() && (pages == 0 || len(texts) < pages) {
		var r struct{ Text string }
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, r.Text)
	}
	return texts
}

// TestRecall compares the pairs found by one run in eight with all pairs by all runs.
func TestRecall(t *testing.T) {
	texts := generated(t, 4000)
	whole, kept := make([][]uint64, len(texts)), make([][]uint64, len(texts))
	for i, s := range texts {
		tokens := text.Tokenize(s)
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

// BenchmarkPairs goes from the forms of the words to pairs, and says what that costs in passes F.
func BenchmarkPairs(b *testing.B) {
	texts := generated(b, 0)
	forms := make([][]uint64, len(texts))
	for i, s := range texts {
		for _, t := range text.Tokenize(s) {
			if t.Kind != text.Mark {
				forms[i] = append(forms[i], t.Form)
			}
		}
	}
	started := cpu()
	for range 3 {
		for _, s := range texts {
			runtime.KeepAlive(onePass(s))
		}
	}
	pass := (cpu() - started) / 3
	var pairs []Pair
	texts = nil
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	started = cpu()
	for b.Loop() {
		samples := make([][]uint64, len(forms))
		for i, f := range forms {
			samples[i] = SampleForms(f, 5, 8)
		}
		pairs = Pairs(samples, window, 0)
	}
	spent := (cpu() - started) / time.Duration(b.N)
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(spent)/float64(pass), "F")
	b.ReportMetric(mostPasses, "F-most")
	b.ReportMetric(float64(spent.Microseconds())/float64(len(forms)), "cpu-µs/page")
	b.ReportMetric(float64(after.Sys-before.Sys)/1e6, "MB-more")
	b.ReportMetric(float64(len(pairs))/float64(len(forms)), "pairs/page")
}
