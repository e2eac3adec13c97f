package align_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sergi/go-diff/diffmatchpatch"

	"variorum/internal/engine/align"
	"variorum/internal/engine/text"
)

// leastMatched is the share of the words that two texts could share at most (each form as often as both have it) that Compare must
// find in pairs of which one is an edited copy of the other.
const leastMatched = 0.938

// pairs are texts beside each other, as forms.
type pairs [][2][]uint64

// real reads pairs of real reports: of the suite "reuse", those with these labels.
func real(t testing.TB, labels ...string) pairs {
	t.Helper()
	root := os.Getenv("VARIORUM_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "..", "shared")
	}
	folder := filepath.Join(root, "bench", "reuse")
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("the pairs of %s are not beside the project: %v", folder, err)
	}
	forms := map[string][]uint64{}
	lines(t, filepath.Join(folder, "dev.docs.jsonl.gz"), func(line []byte) {
		var doc struct{ ID, Text string }
		if err := json.Unmarshal(line, &doc); err != nil {
			t.Fatal(err)
		}
		for _, k := range text.Tokenize(doc.Text) {
			if k.Kind != text.Mark {
				forms[doc.ID] = append(forms[doc.ID], k.Form)
			}
		}
	})
	var out pairs
	lines(t, filepath.Join(folder, "dev.pairs.jsonl"), func(line []byte) {
		var p struct{ A, B, Label string }
		if err := json.Unmarshal(line, &p); err != nil {
			t.Fatal(err)
		}
		for _, l := range labels {
			if p.Label == l {
				out = append(out, [2][]uint64{forms[p.A], forms[p.B]})
			}
		}
	})
	if len(out) == 0 {
		t.Fatalf("no pair with the labels %v", labels)
	}
	return out
}

func lines(t testing.TB, path string, each func([]byte)) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<24)
	for s.Scan() {
		each(s.Bytes())
	}
}

// TestMatched: what copies share is found.
func TestMatched(t *testing.T) {
	matched, could := 0, 0
	var c align.Comparer
	for _, p := range real(t, "verbatim", "edited") {
		c.Set(p[1])
		got := c.Compare(p[0])
		matched += got.Words()
		could += common(p[0], p[1])
	}
	share := float64(matched) / float64(could)
	t.Logf("%d of %d words: %.4f", matched, could, share)
	if share < leastMatched {
		t.Errorf("%.4f of the words are found, want %.3f", share, leastMatched)
	}
}

// common counts the words that two texts have, in whatever order.
func common(a, b []uint64) int {
	n := map[uint64]int{}
	for _, f := range a {
		n[f]++
	}
	both := 0
	for _, f := range b {
		if n[f] > 0 {
			n[f]--
			both++
		}
	}
	return both
}

func BenchmarkCompare(b *testing.B) {
	for name, labels := range map[string][]string{"alike": {"verbatim", "edited"}, "unlike": {"independent", "unrelated"}} {
		set := real(b, labels...)
		b.Run("tiles/"+name, func(b *testing.B) {
			var c align.Comparer
			n := 0
			for b.Loop() {
				p := set[n%len(set)]
				c.Set(p[1])
				c.Compare(p[0])
				n++
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "pairs/s")
		})
		b.Run("tiles-without-gaps/"+name, func(b *testing.B) {
			var c align.Comparer
			n := 0
			for b.Loop() {
				p := set[n%len(set)]
				c.Set(p[1])
				c.Shared(p[0])
				n++
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "pairs/s")
		})
		b.Run("go-diff/"+name, func(b *testing.B) {
			d := diffmatchpatch.New()
			d.DiffTimeout = 0
			n := 0
			for b.Loop() {
				p := set[n%len(set)]
				x, y := runes(p[0], p[1])
				d.DiffMainRunes(x, y, false)
				n++
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "pairs/s")
		})
	}
}

// runes gives each word a character, as go-diff asks for.
func runes(a, b []uint64) (x, y []rune) {
	of := map[uint64]rune{}
	convert := func(forms []uint64) []rune {
		var out []rune
		for _, f := range forms {
			if of[f] == 0 {
				of[f] = rune(0x4e00 + len(of))
			}
			out = append(out, of[f])
		}
		return out
	}
	return convert(a), convert(b)
}
