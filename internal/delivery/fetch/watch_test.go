package fetch

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"variorum/internal/delivery/store"
)

func openStore(t testing.TB, path string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// article is a page of a newsroom that an account can be read from. Pages of different numbers tell of different things, in words of
// their own.
func article(n int, more string) string {
	words := func(k int) string {
		var b strings.Builder
		for i := range k {
			x := uint32(n*7919+i*104729+k) * 2654435761
			b.WriteString(string([]byte{'a' + byte(x>>8)%26, "aeiou"[(x>>12)%5], 'a' + byte(x>>16)%26, "aeiou"[(x>>20)%5], 'a' + byte(x>>24)%26}) + " ")
		}
		return strings.TrimSpace(b.String())
	}
	return fmt.Sprintf(`<!doctype html><html><head><title>%[1]s</title></head><body><article><h1>%[1]s</h1>
<p>The %[2]s was shut on Monday after %[3]s fell on it, the office of %[4]s said. %[5]s</p>
<p>"We shall %[6]s when it is safe," the head of %[7]s told the Harbour Post of the %[8]s.</p></article></body></html>`,
		words(5), words(12), words(11), words(10), more, words(9), words(8), words(13))
}

// newsroom is a server with a feed of pages; tests change it while it serves.
type newsroom struct {
	mu     sync.Mutex
	pages  []int             // what the feed lists
	more   map[int]string    // what a page says in addition
	status map[string]int    // of a path, where it is not 200
	other  map[string]string // other paths with their bodies
	asked  map[string]int
	plain  int // answers other than 304
	before func(path string)
}

func (n *newsroom) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.asked == nil {
		n.asked = map[string]int{}
	}
	n.asked[r.URL.Path]++
	if n.before != nil {
		n.before(r.URL.Path)
	}
	var number int
	switch status := n.status[r.URL.Path]; {
	case status != 0:
		w.WriteHeader(status)
	case n.other[r.URL.Path] != "":
		fmt.Fprint(w, strings.ReplaceAll(n.other[r.URL.Path], "HOST", "http://"+r.Host))
	case r.URL.Path == "/feed":
		tag := fmt.Sprintf(`"%v"`, n.pages)
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		n.plain++
		fmt.Fprint(w, `<rss version="2.0"><channel><title>Harbour Post</title>`)
		for _, p := range n.pages {
			fmt.Fprintf(w, `<item><title>Quay %d</title><link>http://%s/page/%d</link></item>`, p, r.Host, p)
		}
		fmt.Fprint(w, `</channel></rss>`)
	case strings.HasPrefix(r.URL.Path, "/page/"):
		_, _ = fmt.Sscanf(r.URL.Path, "/page/%d", &number)
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, article(number, n.more[number]))
	default:
		http.NotFound(w, r)
	}
}

func (n *newsroom) times(path string) int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.asked[path]
}

// look watches once.
func look(t *testing.T, f *Fetcher, s *store.Store, o Watching) (added []string) {
	t.Helper()
	o.Once = true
	o.Log = slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelDebug}))
	o.Added = func(address string, state store.State) {
		added = append(added, string(state)+" "+address[strings.LastIndex(address, "/")+1:])
	}
	if err := f.Watch(t.Context(), s, o); err != nil {
		t.Fatal(err)
	}
	slices.Sort(added)
	return added
}

func wantAdded(t *testing.T, why string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: added %q, want %q", why, got, want)
	}
}

func sound(t *testing.T, s *store.Store, pages int) {
	t.Helper()
	wrong, err := s.Check(t.Context(), nil)
	n, countErr := s.Counts(t.Context())
	if err := errors.Join(err, countErr); err != nil || len(wrong) > 0 || n.Pages != pages {
		t.Errorf("the store holds %d pages, want %d; wrong %q, %v", n.Pages, pages, wrong, err)
	}
}

func TestWatchOnce(t *testing.T) {
	n := &newsroom{pages: []int{1, 2, 3}}
	server, _ := site(t, n.ServeHTTP)
	path := filepath.Join(t.TempDir(), "news.db")
	s := openStore(t, path)
	f, clock := fetcher(t, Options{})
	o := Watching{Addresses: []string{server.URL + "/feed"}}
	wantAdded(t, "the first look", look(t, f, s, o), "new 1", "new 2", "new 3")
	wantAdded(t, "a look at what has not changed", look(t, f, s, o))
	if n.plain != 1 {
		t.Errorf("the feed was sent %d times", n.plain)
	}
	n.mu.Lock()
	n.pages = []int{4, 1, 2, 3}
	n.mu.Unlock()
	f, _ = fetcher(t, Options{}) // another program, later
	wantAdded(t, "a page more", look(t, f, s, o), "new 4")
	if n.times("/page/1") != 1 {
		t.Errorf("page 1 was fetched %d times", n.times("/page/1"))
	}
	sound(t, s, 4)
	if a, known, err := s.Address(t.Context(), server.URL+"/page/4"); err != nil || !known || a.Digest == "" || !a.Next.Equal(a.Had.Add(revisits[0])) || a.Fetched.IsZero() {
		t.Errorf("page 4 is kept as %+v, %v", a, err)
	}
	_ = clock
}

// TestWatchKeepsWhatWasPublished holds that the bytes, their digest and the time and address of fetching are in the store, also of a
// page that changed.
func TestWatchKeepsWhatWasPublished(t *testing.T) {
	n := &newsroom{}
	server, _ := site(t, n.ServeHTTP)
	s := openStore(t, filepath.Join(t.TempDir(), "news.db"))
	f, clock := fetcher(t, Options{})
	o := Watching{Addresses: []string{server.URL + "/page/7"}}
	wantAdded(t, "a page", look(t, f, s, o), "new 7")
	wantAdded(t, "the same page", look(t, f, s, o))
	n.mu.Lock()
	n.more = map[int]string{7: "Nobody was hurt."}
	n.mu.Unlock()
	_ = clock.Sleep(t.Context(), time.Hour)
	wantAdded(t, "a changed page", look(t, f, s, o), "changed 7")
	p, err := s.Page(t.Context(), 1)
	if err != nil || len(p.Versions) != 2 {
		t.Fatalf("%+v, %v", p, err)
	}
	for i, more := range []string{"Nobody was hurt.", ""} {
		v := p.Versions[i]
		raw, err := s.Raw(t.Context(), v.Raw)
		if err != nil || string(raw.Bytes) != article(7, more) || v.URL != server.URL+"/page/7" || !strings.HasPrefix(v.Fetched, "2031-03-04T1") {
			t.Errorf("version %d: %+v, %v", v.N, v, err)
		}
	}
}

func TestWatchLimitsAndGivesUp(t *testing.T) {
	n := &newsroom{pages: []int{1, 2, 3, 4, 5}, status: map[string]int{"/page/2": http.StatusGone}, other: map[string]string{"/robots.txt": "User-agent: *\nDisallow: /page/3"}}
	server, _ := site(t, n.ServeHTTP)
	s := openStore(t, filepath.Join(t.TempDir(), "news.db"))
	f, _ := fetcher(t, Options{})
	o := Watching{Addresses: []string{server.URL + "/feed"}, MaxPages: 3}
	wantAdded(t, "three at a look, of which one is gone and one forbidden", look(t, f, s, o), "new 1")
	wantAdded(t, "the others at the next", look(t, f, s, o), "new 4", "new 5")
	wantAdded(t, "and none of them again", look(t, f, s, o))
	if n.times("/page/2") != 1 || n.times("/page/3") != 0 {
		t.Errorf("asked for %v", n.asked)
	}
	unread, err := s.Unread(t.Context(), 10)
	if err != nil || len(unread) != 2 {
		t.Errorf("unread %v, %v", unread, err)
	}
}

func TestWatchTriesAgain(t *testing.T) {
	n := &newsroom{pages: []int{1}, status: map[string]int{"/page/1": http.StatusServiceUnavailable}}
	server, _ := site(t, n.ServeHTTP)
	path := filepath.Join(t.TempDir(), "news.db")
	s := openStore(t, path)
	f, clock := fetcher(t, Options{})
	o := Watching{Addresses: []string{server.URL + "/feed"}}
	wantAdded(t, "a page that is not there yet", look(t, f, s, o))
	n.mu.Lock()
	n.status = nil
	n.mu.Unlock()
	_ = clock.Sleep(t.Context(), time.Hour)
	wantAdded(t, "the page later, though the feed has not changed", look(t, f, s, o), "new 1")
}

func TestWatchListsOfFeeds(t *testing.T) {
	n := &newsroom{pages: []int{1}, other: map[string]string{
		"/opml":       `<opml version="2.0"><body><outline xmlUrl="/feed"/><outline xmlUrl="HOST/map"/><outline xmlUrl="HOST/full"/></body></opml>`,
		"/map":        `<sitemapindex><sitemap><loc>HOST/map2</loc></sitemap><sitemap><loc>HOST/map</loc></sitemap></sitemapindex>`,
		"/map2":       `<urlset><url><loc>HOST/page/2</loc><lastmod>2031-03-01</lastmod></url><url><loc>HOST/page/3</loc><lastmod>2031-03-03</lastmod></url></urlset>`,
		"/full":       `<rss version="2.0"><channel><title>Full</title><item><title>Quay 9 shut</title><link>HOST/page/9</link><description><![CDATA[` + strings.Repeat(article(9, ""), 3) + `]]></description></item></channel></rss>`,
		"/robots.txt": "User-agent: *\nAllow: /",
	}}
	server, _ := site(t, n.ServeHTTP)
	s := openStore(t, filepath.Join(t.TempDir(), "news.db"))
	f, _ := fetcher(t, Options{})
	o := Watching{Addresses: []string{server.URL + "/opml"}, MaxPages: 1}
	wantAdded(t, "all lists at once", look(t, f, s, o), "new 1", "new 3", "new 9")
	n.mu.Lock()
	n.status = map[string]int{"/opml": http.StatusInternalServerError}
	n.pages = []int{1, 4}
	n.mu.Unlock()
	f, _ = fetcher(t, Options{})
	wantAdded(t, "the lists of a list that cannot be had now", look(t, f, s, o), "new 2", "new 4")
	sound(t, s, 5)
}

// TestPagesThatWaitTakeNoRoomOfFeeds: pages that are to be visited again are not counted among the feeds, and what is left out is said.
func TestPagesThatWaitTakeNoRoomOfFeeds(t *testing.T) {
	n := &newsroom{pages: []int{1}, other: map[string]string{"/opml": `<opml version="2.0"><body><outline xmlUrl="HOST/feed"/></body></opml>`}}
	server, _ := site(t, n.ServeHTTP)
	s := openStore(t, filepath.Join(t.TempDir(), "news.db"))
	f, clock := fetcher(t, Options{})
	var waiting []store.Address
	var feeds []string
	for i := range maxWatched + 2 {
		waiting = append(waiting, store.Address{URL: fmt.Sprintf("%s/had/%d", server.URL, i), Fetched: clock.Now(), Had: clock.Now(), Next: clock.Now().Add(time.Hour)})
		feeds = append(feeds, fmt.Sprintf("%s/feed/%d", server.URL, i))
	}
	if err := s.SetAddresses(t.Context(), waiting); err != nil {
		t.Fatal(err)
	}
	wantAdded(t, "a feed of a list", look(t, f, s, Watching{Addresses: []string{server.URL + "/opml"}}), "new 1")

	var said []string
	log := slog.New(slog.NewTextHandler(writer(func(line string) { said = append(said, line) }), nil))
	w := &watch{fetcher: f, store: s, Watching: Watching{Log: log}, feeds: map[string]bool{}, known: map[string]bool{}}
	if err := w.watchAll(t.Context(), "a list", feeds, 1); err != nil || len(w.waiting) != maxWatched || len(said) != 1 || !strings.Contains(said[0], "lists=2 ") {
		t.Errorf("%d feeds are watched, said %q, %v", len(w.waiting), said, err)
	}
}

// TestWatchOnceLeavesNothingToTell: a watch that ends tells the stories that have grown by it, as nobody else may.
func TestWatchOnceLeavesNothingToTell(t *testing.T) {
	n := &newsroom{other: map[string]string{}}
	for i := range 6 {
		n.pages = append(n.pages, 10+i)
		n.other[fmt.Sprintf("/page/%d", 10+i)] = article(1, fmt.Sprintf("%d of them came.", i+2))
	}
	server, _ := site(t, n.ServeHTTP)
	s := openStore(t, filepath.Join(t.TempDir(), "news.db"))
	f, _ := fetcher(t, Options{})
	look(t, f, s, Watching{Addresses: []string{server.URL + "/feed"}})
	list, _, _, err := s.Stories(t.Context(), store.Query{})
	if err != nil || len(list) != 1 || list[0].Accounts != len(n.pages) {
		t.Errorf("the list has %+v, want a story of %d accounts: %v", list, len(n.pages), err)
	}
}

// TestWatchRuns watches until it is stopped: a page comes in, the feed grows, and the stop loses nothing.
func TestWatchRuns(t *testing.T) {
	n := &newsroom{pages: []int{1}}
	server, _ := site(t, n.ServeHTTP)
	s := openStore(t, filepath.Join(t.TempDir(), "news.db"))
	f := New(Options{AllowPrivate: true, Delay: time.Millisecond})
	defer f.Close()
	ctx, stop := context.WithCancel(t.Context())
	var added []string
	err := f.Watch(ctx, s, Watching{Addresses: []string{server.URL + "/feed"}, Every: 10 * time.Millisecond, Added: func(address string, _ store.State) {
		added = append(added, address)
		n.mu.Lock()
		n.pages = append(n.pages, len(n.pages)+1)
		n.mu.Unlock()
		if len(added) == 4 {
			stop()
		}
	}})
	if err != nil || len(added) != 4 {
		t.Errorf("added %q, %v", added, err)
	}
	sound(t, s, 4)
}

// TestWatchWaitsForTheStore holds that a page that comes while another program writes to the store is added when that has ended.
func TestWatchWaitsForTheStore(t *testing.T) {
	n := &newsroom{pages: []int{1}}
	server, _ := site(t, n.ServeHTTP)
	path := filepath.Join(t.TempDir(), "news.db")
	s, err := store.Open(t.Context(), path, store.Options{Wait: time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	other, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	other.SetMaxOpenConns(1)
	hold := func(statement string) {
		if _, err := other.ExecContext(t.Context(), statement); err != nil {
			t.Error(err)
		}
	}
	var hours atomic.Int64 // by which the clock is ahead
	f := New(Options{AllowPrivate: true, Delay: time.Millisecond, Now: func() time.Time { return time.Now().Add(time.Duration(hours.Load()) * time.Hour) }})
	defer f.Close()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	once := sync.OnceFunc(func() { hold("BEGIN IMMEDIATE") })
	n.mu.Lock()
	n.before = func(path string) {
		if path == "/page/1" {
			once()
		}
	}
	n.mu.Unlock()
	waited := false
	log := slog.New(slog.NewTextHandler(writer(func(line string) {
		if strings.Contains(line, "the store is held") && !waited {
			waited = true
			hold("ROLLBACK")
			hours.Add(1)
		}
	}), nil))
	err = f.Watch(ctx, s, Watching{Addresses: []string{server.URL + "/feed"}, Every: 10 * time.Millisecond, Log: log, Added: func(string, store.State) { stop() }})
	if err != nil || !waited {
		t.Errorf("waited %v, %v", waited, err)
	}
	sound(t, s, 1)
}

// writer gives each line to a function.
type writer func(line string)

func (w writer) Write(p []byte) (int, error) {
	w(string(p))
	return len(p), nil
}

func TestStoreThatFailsEndsTheWatch(t *testing.T) {
	n := &newsroom{pages: []int{1}}
	server, _ := site(t, n.ServeHTTP)
	s := openStore(t, filepath.Join(t.TempDir(), "news.db"))
	f, _ := fetcher(t, Options{})
	_ = s.Close()
	if err := f.Watch(t.Context(), s, Watching{Addresses: []string{server.URL + "/feed"}, Once: true}); err == nil {
		t.Error("no error from a store that is closed")
	}
}
