package extract

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"testing"

	"variorum/internal/news/intake"
)

// shared is the folder of benchmark data beside the module, seen from this package.
func shared() string {
	if dir := os.Getenv("VARIORUM_SHARED"); dir != "" {
		return dir
	}
	return "../../../../shared"
}

// devPages are the pages of the article extraction benchmark's dev part.
func devPages(tb testing.TB) []intake.Page {
	tb.Helper()
	f, err := os.Open(shared() + "/bench/extraction/dev.jsonl.gz")
	if err != nil {
		tb.Skip("no benchmark data beside the module (set VARIORUM_SHARED to their folder): ", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		tb.Fatal(err)
	}
	var pages []intake.Page
	for dec := json.NewDecoder(z); ; {
		var row struct{ ID, URL, HTML string }
		if err := dec.Decode(&row); errors.Is(err, io.EOF) {
			return pages
		} else if err != nil {
			tb.Fatal(err)
		}
		pages = append(pages, intake.Page{ID: row.ID, URL: row.URL, Body: row.HTML})
	}
}

// BenchmarkHTML reports pages a second on one core.
func BenchmarkHTML(b *testing.B) {
	pages := devPages(b)
	n := 0
	for b.Loop() {
		for _, p := range pages {
			if _, err := Extract(p); err != nil {
				b.Fatal(err)
			}
			n++
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "pages/s")
}
