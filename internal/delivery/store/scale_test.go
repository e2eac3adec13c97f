//go:build unix

package store

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"variorum/edition"
	"variorum/internal/news/account"
	"variorum/internal/news/extract"
	"variorum/internal/news/intake"
	"variorum/internal/news/reading"
)

var (
	corpus = flag.String("corpus", "", "JSON Lines of pages with which the store of the benchmarks is filled")
	large  = flag.String("large", "", "the store of the benchmarks; made of -corpus when it is not there")
	lite   = flag.Bool("lite", true, "fill the store without the readers of single accounts, which take most of the time and nothing of what is measured")
)

// withoutReaders makes the account of a page with nothing found in it: the text, its day and its outlet are what a store goes by.
func withoutReaders(_ context.Context, p intake.Page, parts extract.Parts) (*account.Account, string) {
	return account.Read(p, parts), ""
}

// filled opens the store of the benchmarks.
func filled(b *testing.B) *Store {
	b.Helper()
	if *large == "" {
		b.Skip("measures a large store: name one with -large, and pages to make it of with -corpus")
	}
	ctx := context.Background()
	_, missing := os.Stat(*large)
	s, err := Open(ctx, *large, Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	if missing != nil {
		if *lite {
			s.readPage = withoutReaders
		}
		fill(b, s)
		s.readPage = readPage
	}
	return s
}

func fill(b *testing.B, s *Store) {
	ctx := context.Background()
	var portion []intake.Page
	run := &Run{}
	flush := func() error {
		_, err := s.Take(ctx, portion, AddOptions{Run: run})
		portion = nil
		return err
	}
	err := intake.Each(ctx, []string{*corpus}, strings.NewReader(""), func(p intake.Page) error {
		if portion = append(portion, p); len(portion) < 256 {
			return nil
		}
		return flush()
	}, func(u edition.Unread) { b.Log(u) })
	if err == nil {
		err = flush()
	}
	shown := time.Now()
	if err == nil {
		_, err = s.Settle(ctx, func(step string, done, total int) {
			if time.Since(shown) > 10*time.Second {
				shown = time.Now()
				fmt.Fprintln(os.Stderr, shown.Format(time.TimeOnly), step, done, total)
			}
		})
	}
	if err != nil {
		b.Fatal(err)
	}
}

// measure takes the time of each of b.N calls: the processor's, which is nearly the same on a busy machine as on a quiet one, and that which passes.
func measure(b *testing.B, do func(i int) error) {
	b.Helper()
	var used, passed []time.Duration
	b.ResetTimer()
	for i := range b.N {
		start, began := cpu(b), time.Now()
		if err := do(i); err != nil {
			b.Fatal(err)
		}
		used, passed = append(used, cpu(b)-start), append(passed, time.Since(began))
	}
	b.StopTimer()
	for _, took := range []struct {
		what  string
		times []time.Duration
	}{{"cpu-ms", used}, {"ms", passed}} {
		slices.Sort(took.times)
		for _, percent := range []int{50, 90, 95, 99} {
			b.ReportMetric(float64(took.times[len(took.times)*percent/100].Microseconds())/1000, fmt.Sprintf("p%d-%s", percent, took.what))
		}
	}
}

// cpu is the processor time that this program has used, in user and system mode.
func cpu(b *testing.B) time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// BenchmarkFill makes the large store.
func BenchmarkFill(b *testing.B) {
	for range b.N {
		s := filled(b)
		n, err := s.Counts(context.Background())
		if err != nil {
			b.Fatal(err)
		}
		b.Logf("%+v", n)
	}
}

// BenchmarkAddOne adds pages one by one, with all readers: each is read, linked, and put into its story. To the store that -large names,
// which is better a copy, it adds those of -corpus; without -large the last pages of -corpus to a store that has the others.
func BenchmarkAddOne(b *testing.B) {
	if *corpus == "" {
		b.Skip("adds pages of a corpus: name one with -corpus")
	}
	ctx := context.Background()
	pages := each(b, *corpus)
	var s *Store
	if *large != "" {
		s = filled(b)
	} else {
		rand.New(rand.NewPCG(1, 1)).Shuffle(len(pages), func(i, j int) { pages[i], pages[j] = pages[j], pages[i] })
		s = open(b)
		before := pages[:max(0, len(pages)-b.N)]
		if _, err := s.Add(ctx, before, AddOptions{}); err != nil {
			b.Fatal(err)
		}
		pages = pages[len(before):]
	}
	reading.Warm() // as a server has it
	if len(pages) < b.N {
		b.Skipf("%d pages are too few to add %d one by one; say less with -benchtime 50x", len(pages), b.N)
	}
	measure(b, func(i int) error {
		_, err := s.Add(ctx, pages[i:i+1], AddOptions{})
		return err
	})
}

// BenchmarkStory reads one story after another, as a page of it does.
func BenchmarkStory(b *testing.B) {
	s := filled(b)
	ctx := context.Background()
	var ids []int64
	if err := s.reading(ctx, "read", func(t *tx) { ids = t.numbers("SELECT id FROM story WHERE told > 0 ORDER BY id % 101, id LIMIT 2000") }); err != nil {
		b.Fatal(err)
	}
	measure(b, func(i int) error {
		_, err := s.Story(ctx, ids[i%len(ids)])
		return err
	})
}

// kinds are queries as users ask them, by what they look for, made of what the large store has.
func kinds(b *testing.B, s *Store) map[string][]Query {
	b.Helper()
	out := map[string][]Query{}
	put := func(kind string, q Query) { out[kind] = append(out[kind], q) }
	err := s.reading(context.Background(), "read", func(t *tx) {
		t.each("SELECT title, outlet, last FROM telling WHERE title <> '' AND last <> '' ORDER BY page % 101, page LIMIT 400", nil, func(scan func(...any)) {
			var title, outlet, day string
			scan(&title, &outlet, &day)
			words := strings.Fields(title)
			put("word", Query{Words: words[0]})
			put("words", Query{Words: strings.Join(words[:min(2, len(words))], " ")})
			put("phrase", Query{Words: `"` + strings.Join(words[:min(3, len(words))], " ") + `"`})
			put("outlet", Query{Outlet: outlet})
			put("day", Query{From: edition.Day(day), To: edition.Day(day)})
			put("words-outlet", Query{Words: words[len(words)-1], Outlet: outlet})
			put("outlet-month", Query{Outlet: outlet, From: edition.Day(day[:8] + "01"), To: edition.Day(day)})
			put("since", Query{From: edition.Day(day)})
			put("until", Query{To: edition.Day(day)})
			put("language", Query{Language: "en", Outlet: outlet})
			put("altered", Query{Altered: true, Outlet: outlet})
		})
		t.each("SELECT form FROM (SELECT form FROM named ORDER BY page % 101, form LIMIT 400)", nil, func(scan func(...any)) {
			var form string
			scan(&form)
			put("name", Query{Name: form})
		})
		t.each("SELECT low FROM (SELECT low FROM figure ORDER BY page % 101, low LIMIT 400)", nil, func(scan func(...any)) {
			var low float64
			scan(&low)
			put("figure", Query{Figure: strconv.FormatFloat(low, 'f', -1, 64)})
		})
	})
	if err != nil {
		b.Fatal(err)
	}
	put("all", Query{})
	return out
}

// BenchmarkSearch finds accounts by each kind of query, 20 at a time.
func BenchmarkSearch(b *testing.B) {
	s := filled(b)
	queries := kinds(b, s)
	for _, kind := range slices.Sorted(maps.Keys(queries)) {
		b.Run(kind, func(b *testing.B) {
			measure(b, func(i int) error {
				q := queries[kind][i%len(queries[kind])]
				q.Limit = 20
				_, _, _, err := s.Search(context.Background(), q)
				return err
			})
		})
	}
}

// BenchmarkStories lists stories by each kind of query, in each order, 50 at a time.
func BenchmarkStories(b *testing.B) {
	s := filled(b)
	queries := kinds(b, s)
	orders := []Sort{Newest, MostOrigins, MostConflicts, MostAccounts}
	for _, kind := range slices.Sorted(maps.Keys(queries)) {
		b.Run(kind, func(b *testing.B) {
			measure(b, func(i int) error {
				q := queries[kind][i%len(queries[kind])]
				q.Sort = orders[i%len(orders)]
				_, _, _, err := s.Stories(context.Background(), q)
				return err
			})
		})
	}
}

var times = flag.Int("times", 1, "multiply the store of the benchmarks by so many, in a copy: what is looked up is then as much as in a store so large")

// BenchmarkMultiply copies each account and story of the large store under new numbers, as if so many more had come.
func BenchmarkMultiply(b *testing.B) {
	if *times < 2 {
		b.Skip("multiplies the store when asked with -times")
	}
	s := filled(b)
	err := s.writing(context.Background(), "multiply", func(t *tx) {
		var pages, stories int64
		t.one("SELECT max(id) FROM page", nil, &pages)
		t.one("SELECT max(id) FROM story", nil, &stories)
		for k := int64(1); k < int64(*times); k++ {
			p, st := fmt.Sprint(k*pages), fmt.Sprint(k*stories)
			for _, copied := range []string{
				"INSERT INTO story SELECT id + " + st + ", moved + " + st + ", told, title, first, last, accounts, origins, conflicts, altered, figures, dates, outlets, languages, strip, packed, members, placed, shown FROM story WHERE id <= " + fmt.Sprint(stories),
				"INSERT INTO page SELECT id + " + p + ", key || ' copy " + p + "', version, source, name || ' " + p + "', digest, called || ' " + p + "', doubt, same, why, story + " + st + " FROM page WHERE id <= " + fmt.Sprint(pages),
				"INSERT INTO version SELECT page + " + p + ", n, source, name, kind, url, outlet, date, title, doubts, body, raw, fetched, added FROM version WHERE page <= " + fmt.Sprint(pages),
				"INSERT INTO telling SELECT page + " + p + ", outlet, title, url, first, last, packed, story + " + st + " FROM telling WHERE page <= " + fmt.Sprint(pages),
				"INSERT INTO named SELECT form, page + " + p + " FROM named WHERE page <= " + fmt.Sprint(pages),
				"INSERT INTO figure SELECT page + " + p + ", low, high FROM figure WHERE page <= " + fmt.Sprint(pages),
			} {
				t.do(copied)
			}
			for id := int64(1); id <= pages && t.err == nil; id++ {
				var packed []byte
				var a edition.Account
				if t.one("SELECT packed FROM telling WHERE page = ?", []any{id}, &packed) {
					t.unpacked(packed, &a)
					t.do("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", id+k*pages, searchable(a.Title), searchable(a.Text))
				}
			}
		}
	})
	if err != nil {
		b.Fatal(err)
	}
}
