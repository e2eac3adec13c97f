package corpus

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"variorum"
)

// invented makes pages of n events, each told by some outlets in nearly the same words, with a notice that each outlet prints
// below all it has.
func invented(n int) []map[string]string {
	r := rand.New(rand.NewPCG(7, 11))
	pick := func(list string) string { w := strings.Fields(list); return w[r.IntN(len(w))] }
	outlets := []string{"Harbour Post", "Morning Ledger", "Tidewater Courier", "Upland Mail"}
	var pages []map[string]string
	for event := range n {
		town := pick("Lisk Osten Torrin Belmar Quay Ardle Venn Corrow Sallow Hythe") + pick("ford haven by wick stead holm mere gate")
		who := pick("Vera Jon Ilse Marek Dorn Tamsin Petra Oswin") + " " + pick("Adler Brandt Coyle Drummond Esk Farrow Greave Holt") + pick("er man son ley")
		thing := pick("ferry bridge mill granary tram lighthouse cannery library") + " " + pick("Marguerite Albatross Concord Hesper Juniper Meridian Osprey")
		count := 12 + r.IntN(300)
		// Each event has words of its own, so that what two events share is the outlets' notices alone.
		some := func(n int) string {
			var words []string
			for range n {
				invented := pick("ba ke lo mi nu ra se to vu za") + pick("bel dor fin gul ham jas kor lim nev pos") + pick("ane ery ile old ume yst") + pick("dar fen gol hur lin mor")
				words = append(words, pick("the a of and in to with by for on from that which when while near under over before after two three new old"), invented)
			}
			return strings.Join(words, " ")
		}
		text := []string{
			fmt.Sprintf("The %s in %s was closed after %d people %s, the %s council said.", thing, town, count, some(7), town),
			fmt.Sprintf("“We heard %s,” said %s, who %s for %d years.", some(6), who, some(3), 3+r.IntN(30)),
			fmt.Sprintf("Engineers from %s %s at the %s.", pick("Maren Dunmore Estry Falk"), some(9), thing),
			fmt.Sprintf("%s had asked for %d crowns to mend the %s, and %s.", who, 1000*(1+r.IntN(90)), thing, some(8)),
		}
		for k := range 1 + r.IntN(len(outlets)) {
			own := slices.Clone(text)
			if k > 0 {
				own[0] = strings.Replace(own[0], "was closed", "had to close", 1)
				own = own[:len(own)-r.IntN(2)]
			}
			own = append(own, "Readers of the "+outlets[k]+" support its work with a small sum each month; thank you to all of them.")
			pages = append(pages, map[string]string{
				"id": fmt.Sprintf("p%d-%d", event, k), "outlet": outlets[k], "date": fmt.Sprintf("2031-%02d-%02d", 1+event%12, 1+event%27),
				"title": fmt.Sprintf("%s in %s closed", thing, town), "text": strings.Join(own, "\n\n"),
			})
		}
	}
	return pages
}

// file writes pages as JSON Lines.
func file(t testing.TB, pages []map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	for _, p := range pages {
		line, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(append(line, '\n'))
	}
	path := filepath.Join(t.TempDir(), "pages.jsonl")
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func must(t testing.TB, input string, o Options) (dir string, s *Summary) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "out")
	if o.part == 0 {
		o.part = 7
	}
	s, err := Run(context.Background(), []string{input}, nil, dir, o)
	if err != nil {
		t.Fatal(err)
	}
	return dir, s
}

// tree is the content of all files below a folder.
func tree(t testing.TB, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(name)] = string(raw)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func same(t *testing.T, what string, a, b map[string]string) {
	t.Helper()
	for name := range a {
		if a[name] != b[name] {
			t.Errorf("%s: %s differs", what, name)
		}
	}
	if len(a) != len(b) {
		t.Errorf("%s: %d files and %d", what, len(a), len(b))
	}
}

// rows reads a table in JSON Lines.
func rows[T any](t testing.TB, dir, table string) []T {
	t.Helper()
	parts, _ := filepath.Glob(filepath.Join(dir, table, "part-*.jsonl"))
	slices.Sort(parts)
	var out []T
	for _, part := range parts {
		f, err := os.Open(part)
		if err != nil {
			t.Fatal(err)
		}
		for dec := json.NewDecoder(f); dec.More(); {
			var row T
			if err := dec.Decode(&row); err != nil {
				t.Fatal(err)
			}
			out = append(out, row)
		}
		f.Close()
	}
	return out
}

// TestSameAsRead: the stories, days and findings are those that reading the same pages at once gives.
func TestSameAsRead(t *testing.T) {
	input := file(t, invented(25))
	pages, _, err := variorum.Pages(context.Background(), []string{input}, nil)
	if err != nil {
		t.Fatal(err)
	}
	e, err := variorum.Read(context.Background(), pages, variorum.Options{})
	if err != nil {
		t.Fatal(err)
	}
	dir, s := must(t, input, Options{Format: JSONL})
	if s.Pages != len(pages) || s.Accounts != len(e.Accounts) || s.Stories != len(e.Stories) {
		t.Errorf("%+v, and reading gives %d accounts in %d stories", s, len(e.Accounts), len(e.Stories))
	}
	mates := map[string]string{} // of each account, the others of its story
	for _, story := range e.Stories {
		ids := slices.Sorted(slices.Values(story.Accounts))
		for _, id := range ids {
			mates[id] = strings.Join(ids, " ")
		}
	}
	for _, story := range rows[storyRow](t, dir, "stories") {
		ids := slices.Sorted(slices.Values(story.Accounts))
		if len(ids) != story.Size || mates[ids[0]] != strings.Join(ids, " ") {
			t.Errorf("story %s has %v, reading gives %s", story.ID, ids, mates[ids[0]])
		}
	}
	quotations, figures := 0, 0
	byID := map[string]accountRow{}
	for _, a := range rows[accountRow](t, dir, "accounts") {
		byID[a.ID] = a
	}
	for _, a := range e.Accounts {
		row := byID[a.ID]
		if row.Text != a.Text || row.Title != a.Title || row.Published != string(a.Published.Value) || row.Outlet != a.Outlet {
			t.Errorf("account %+v, reading gives %+v", row, a)
		}
		quotations, figures = quotations+len(a.Quotations), figures+len(a.Figures)
	}
	if s.Quotations != quotations || s.Figures != figures || quotations == 0 || figures == 0 {
		t.Errorf("%d quotations and %d figures, reading gives %d and %d", s.Quotations, s.Figures, quotations, figures)
	}
}

// TestReuse: what a row says is shared stands between its offsets.
func TestReuse(t *testing.T) {
	dir, s := must(t, file(t, invented(25)), Options{Format: JSONL, Readers: []Reader{Reuse}})
	text := map[string][]rune{}
	for _, a := range rows[accountRow](t, dir, "accounts") {
		text[a.ID] = []rune(a.Text)
	}
	pairs := map[string]bool{}
	for _, r := range rows[reuseRow](t, dir, "reuse") {
		pairs[r.ID1+" "+r.ID2] = true
		if string(text[r.ID1][r.Begin1:r.End1]) != r.Text1 || r.Matched < fewestWords || r.Share <= 0 || r.Share > 1 {
			t.Errorf("%+v", r)
		}
		if event, _, _ := strings.Cut(r.ID1, "-"); !strings.HasPrefix(r.ID2, event+"-") {
			t.Errorf("%s and %s are of two events and share %q", r.ID1, r.ID2, r.Text1)
		}
	}
	if len(pairs) != s.Pairs || s.Pairs == 0 {
		t.Errorf("%d pairs in the table, %d in the summary", len(pairs), s.Pairs)
	}
}

// TestFormats: both formats have the same rows.
func TestFormats(t *testing.T) {
	input := file(t, invented(12))
	lines, _ := must(t, input, Options{Format: JSONL})
	packed, _ := must(t, input, Options{})
	want := rows[accountRow](t, lines, "accounts")
	parts, _ := filepath.Glob(filepath.Join(packed, "accounts", "*.parquet"))
	slices.Sort(parts)
	var got []accountRow
	for _, p := range parts {
		rows, err := parquet.ReadFile[accountRow](p)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, rows...)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%d rows as Parquet, %d as JSON Lines, or they differ", len(got), len(want))
	}
}

// TestStopped: a run that is stopped wherever it may be and taken up again gives the same bytes.
func TestStopped(t *testing.T) {
	input := file(t, invented(20))
	o := Options{Format: JSONL, part: 7}
	whole, _ := must(t, input, o)
	want := tree(t, whole)
	dir := filepath.Join(t.TempDir(), "out")
	stops := 0
	for steps := 0; ; steps++ {
		ctx, cancel := context.WithCancel(context.Background())
		left := steps
		o.Progress = func(string, int, int) {
			if left--; left < 0 {
				cancel()
			}
		}
		_, err := Run(ctx, []string{input}, nil, dir, o)
		cancel()
		if err == nil {
			break
		}
		if stops++; !errors.Is(err, context.Canceled) || stops > 1000 {
			t.Fatal(err)
		}
	}
	if stops < 5 {
		t.Errorf("stopped %d times only", stops)
	}
	same(t, fmt.Sprintf("stopped %d times", stops), want, tree(t, dir))
}

// TestCores: the number of cores changes nothing.
func TestCores(t *testing.T) {
	input := file(t, invented(20))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	one, _ := must(t, input, Options{})
	runtime.GOMAXPROCS(5)
	five, _ := must(t, input, Options{})
	same(t, "five cores", tree(t, one), tree(t, five))
}

// TestSorterSpills: what does not fit into memory is sorted all the same.
func TestSorterSpills(t *testing.T) {
	input := file(t, invented(20))
	want, _ := must(t, input, Options{})
	defer func(was int) { sortedInMemory = was }(sortedInMemory)
	sortedInMemory = 50
	got, _ := must(t, input, Options{})
	same(t, "sorted on disk", tree(t, want), tree(t, got))
}

func TestOddInput(t *testing.T) {
	pages := invented(6)
	for range 300 {
		pages = append(pages, pages[0])
	}
	clash := map[string]string{}
	for k, v := range pages[1] {
		clash[k] = v
	}
	clash["text"] = "Another page came in with the id of the first one, and its words are others altogether, as a reader can see."
	clash["id"] = pages[0]["id"]
	third := map[string]string{"id": pages[0]["id"] + "-2", "text": "A third page has of its own the id that the second one would have been given, and tells of something else."}
	pages = append(pages, clash, third, map[string]string{"id": "empty", "text": ""})
	input := file(t, pages)
	f, err := os.OpenFile(input, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(f, "{\"id\": \"broken\n")
	f.Close()
	dir, s := must(t, input, Options{Format: JSONL})
	if s.Duplicates != 300 || s.Unread != 302 {
		t.Errorf("%+v, want 300 duplicates and two more unread", s)
	}
	if n := strings.Count(tree(t, dir)["unread.jsonl"], "\n"); n != s.Unread {
		t.Errorf("%d lines of unread, summary says %d", n, s.Unread)
	}
	ids := map[string]bool{}
	for _, a := range rows[accountRow](t, dir, "accounts") {
		if ids[a.ID] {
			t.Errorf("two accounts are called %s", a.ID)
		}
		ids[a.ID] = true
	}
	if !ids[pages[0]["id"]+"-2"] || !ids[pages[0]["id"]+"-3"] {
		t.Error("the page with another's id was not renamed, or got the id of a third")
	}
	if len(ids) != s.Accounts {
		t.Errorf("%d accounts in the table, %d in the summary", len(ids), s.Accounts)
	}
}

func TestRefusals(t *testing.T) {
	input := file(t, invented(3))
	dir, first := must(t, input, Options{Readers: []Reader{Reuse}})
	again, err := Run(context.Background(), []string{input}, nil, dir, Options{Readers: []Reader{Reuse}, part: 7})
	if err != nil || again.Accounts != first.Accounts {
		t.Errorf("a run that is done, given again: %+v, %v", again, err)
	}
	_, err = Run(context.Background(), []string{input}, nil, dir, Options{Readers: []Reader{Stories}, part: 7})
	if err == nil || !strings.Contains(err.Error(), "other readers") {
		t.Errorf("other readers in one folder: %v", err)
	}
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "thesis.txt"), []byte("years of work"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err = Run(context.Background(), []string{input}, nil, full, Options{})
	if err == nil || !strings.Contains(err.Error(), "new or empty") {
		t.Errorf("a folder with other files: %v", err)
	}
	empty := filepath.Join(t.TempDir(), "none.jsonl")
	if err := os.WriteFile(empty, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	_, s := must(t, empty, Options{Format: JSONL})
	if s.Accounts != 0 || s.Unread != 1 {
		t.Errorf("an empty file: %+v", s)
	}
}
