package intake

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"variorum/edition"
)

// BenchmarkLines reads JSON Lines of pages of some 3,000 bytes, as a corpus has them.
func BenchmarkLines(b *testing.B) {
	line, err := json.Marshal(map[string]string{
		"id": "quay-1", "url": "https://harbour.example/quay", "outlet": "Harbour Post", "date": "2031-03-04", "title": "Quay shut",
		"text": strings.Repeat("“The quay is shut,” the harbour master said.\n\nThe port would open again on Friday, he told the Harbour Post. ", 25),
	})
	if err != nil {
		b.Fatal(err)
	}
	data := bytes.Repeat(append(line, '\n'), 1000)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		n := 0
		err := Each(context.Background(), []string{"-"}, bytes.NewReader(data), func(Page) error { n++; return nil }, func(u edition.Unread) { b.Error(u) })
		if err != nil || n != 1000 {
			b.Fatal(n, err)
		}
	}
}

// BenchmarkArchive reads an archive of pages of some 30,000 bytes, packed one by one, as a crawl of news keeps them.
func BenchmarkArchive(b *testing.B) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write(htmlRecord("https://harbour.example/quay", strings.Repeat("<p>“The quay is shut,” the harbour master said.</p>\n<script>var x = {\"a\": 17};</script>", 330)))
	_ = z.Close()
	data := bytes.Repeat(packed.Bytes(), 300)
	b.SetBytes(300 * 30_000)
	for b.Loop() {
		n := 0
		err := Each(context.Background(), []string{"-"}, bytes.NewReader(data), func(Page) error { n++; return nil }, func(u edition.Unread) { b.Error(u) })
		if err != nil || n != 300 {
			b.Fatal(n, err)
		}
	}
}
