package main

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

var (
	large   = flag.String("large", "", "the store to which the benchmark adds pages; better a copy")
	pagesOf = flag.String("corpus", "", "JSON Lines of the pages that the benchmark adds")
)

// BenchmarkAddCommand adds pages one by one as a user does, with a run of the command for each: its start, the tables that it loads and the
// opening of the store are in it.
func BenchmarkAddCommand(b *testing.B) {
	if *large == "" || *pagesOf == "" {
		b.Skip("adds pages to a store: name one with -large, and the pages with -corpus")
	}
	pages, err := os.Open(*pagesOf)
	if err != nil {
		b.Fatal(err)
	}
	defer pages.Close()
	lines := bufio.NewScanner(pages)
	lines.Buffer(nil, 32<<20)
	one := filepath.Join(b.TempDir(), "one.jsonl")
	var used, passed []time.Duration
	for range b.N {
		if !lines.Scan() {
			b.Fatal("too few pages; say how many with -benchtime 50x")
		}
		if err := os.WriteFile(one, lines.Bytes(), 0o600); err != nil {
			b.Fatal(err)
		}
		add := exec.Command("variorum", "add", "--quiet", "--db", *large, one)
		began := time.Now()
		if out, err := add.CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
		passed = append(passed, time.Since(began))
		used = append(used, add.ProcessState.UserTime()+add.ProcessState.SystemTime())
	}
	b.StopTimer()
	slices.Sort(used)
	slices.Sort(passed)
	for _, percent := range []int{50, 90, 95, 99} {
		b.ReportMetric(float64(used[len(used)*percent/100].Microseconds())/1000, fmt.Sprintf("p%d-cpu-ms", percent))
		b.ReportMetric(float64(passed[len(passed)*percent/100].Microseconds())/1000, fmt.Sprintf("p%d-ms", percent))
	}
}
