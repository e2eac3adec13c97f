package fetch

import (
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"variorum/internal/delivery/store"
)

// corrected is a newsroom whose pages have tags, and that corrects them.
type corrected struct {
	newsroom
	tagged  int // requests that said which version is known
	turning int // of a box beside the article, which is another at each visit
}

func (c *corrected) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	words := c.more[1]
	if strings.HasPrefix(r.URL.Path, "/page/") && c.status[r.URL.Path] == 0 && c.other[r.URL.Path] == "" {
		c.asked[r.URL.Path]++
		tag := fmt.Sprintf("%q", words)
		if r.Header.Get("If-None-Match") != "" {
			c.tagged++
		}
		w.Header().Set("ETag", tag)
		w.Header().Set("Content-Type", "text/html")
		switch {
		case c.turning == 0 && r.Header.Get("If-None-Match") == tag:
			w.WriteHeader(http.StatusNotModified)
		case c.turning > 0:
			c.turning++
			fmt.Fprint(w, strings.Replace(article(1, words), "</body>", fmt.Sprintf("<!-- visit %d --><script>var visit = %d</script></body>", c.turning, c.turning), 1))
		default:
			c.plain++
			fmt.Fprint(w, article(1, words))
		}
		c.mu.Unlock()
		return
	}
	c.mu.Unlock()
	c.newsroom.ServeHTTP(w, r)
}

// weeks watches a feed of one page from a timer, every half hour and after eight hours every fourth, and says after how many hours something was added.
type weeks struct {
	t     *testing.T
	room  *corrected
	url   string
	store *store.Store
	clock *clock
	fetch *Fetcher
	begun time.Time
}

func newWeeks(t *testing.T) *weeks {
	room := &corrected{newsroom: newsroom{pages: []int{1}, more: map[int]string{}, asked: map[string]int{}, status: map[string]int{}, other: map[string]string{}}}
	server, _ := site(t, room.ServeHTTP)
	f, clock := fetcher(t, Options{})
	return &weeks{t, room, server.URL, openStore(t, filepath.Join(t.TempDir(), "news.db")), clock, f, clock.Now()}
}

// until looks until so long after the begin, and returns what was added and when.
func (w *weeks) until(after time.Duration, o Watching) (added []string) {
	o.Addresses = []string{w.url + "/feed"}
	for w.clock.Now().Sub(w.begun) < after {
		for _, a := range look(w.t, w.fetch, w.store, o) {
			added = append(added, fmt.Sprintf("%s after %.0f h", a, w.clock.Now().Sub(w.begun).Hours()))
		}
		step := 30 * time.Minute
		if w.clock.Now().Sub(w.begun) >= 8*time.Hour {
			step = 4 * time.Hour
		}
		_ = w.clock.Sleep(w.t.Context(), step)
	}
	return added
}

func (w *weeks) visits(want int) {
	w.t.Helper()
	if n := w.room.times("/page/1"); n != want {
		w.t.Errorf("the page was asked for %d times, want %d", n, want)
	}
}

func (w *weeks) say(change func()) {
	w.room.mu.Lock()
	defer w.room.mu.Unlock()
	change()
}

// TestPagesAreVisitedAgain: an hour, six, a day and three days after it was had, and not after that; what was corrected between is kept as a version.
func TestPagesAreVisitedAgain(t *testing.T) {
	w := newWeeks(t)
	wantAdded(t, "the page", w.until(4*time.Hour, Watching{}), "new 1 after 0 h")
	w.visits(2)
	w.say(func() { w.room.more[1] = "Correction: nobody was hurt." })
	wantAdded(t, "its correction", w.until(12*time.Hour, Watching{}), "changed 1 after 6 h")
	w.visits(3)
	w.say(func() { w.room.more[1] = "Correction: two were hurt." })
	wantAdded(t, "the next", w.until(100*time.Hour, Watching{}), "changed 1 after 24 h")
	w.visits(5)
	w.say(func() { w.room.more[1] = "Nobody comes to see this." })
	wantAdded(t, "a correction after the last visit", w.until(200*time.Hour, Watching{}))
	w.visits(5)
	p, err := w.store.Page(t.Context(), 1)
	if err != nil || len(p.Versions) != 3 || !strings.Contains(p.Account.Text, "two were hurt") {
		t.Errorf("%d versions, %v", len(p.Versions), err)
	}
	if w.room.tagged != 4 || w.room.plain != 3+1 { // the feed is one
		t.Errorf("%d of four visits said what is known, %d answers came whole", w.room.tagged, w.room.plain)
	}
	if a, _, err := w.store.Address(t.Context(), w.url+"/page/1"); err != nil || !a.Next.Equal(never) || !a.Had.IsZero() {
		t.Errorf("after the last visit: %+v, %v", a, err)
	}
	sound(t, w.store, 1)
}

// TestVisitsAreNotMadeUpFor: a watch that stood still for two days visits a page once, and then when it would have.
func TestVisitsAreNotMadeUpFor(t *testing.T) {
	w := newWeeks(t)
	wantAdded(t, "the page", w.until(time.Minute, Watching{}), "new 1 after 0 h")
	_ = w.clock.Sleep(t.Context(), 48*time.Hour)
	w.fetch, w.clock = fetcherAt(t, w.clock) // another program
	w.until(71*time.Hour, Watching{})
	w.visits(2)
	w.until(80*time.Hour, Watching{})
	w.visits(3)
}

func fetcherAt(t *testing.T, c *clock) (*Fetcher, *clock) {
	f, later := fetcher(t, Options{})
	later.now = c.Now()
	return f, later
}

// TestNoVisits: who wants none has none, of this feed or another.
func TestNoVisits(t *testing.T) {
	w := newWeeks(t)
	w.until(10*time.Hour, Watching{Revisit: []time.Duration{}})
	w.visits(1)
}

// TestPlannedVisitsAreNotMade: nor does who wants none make those that an earlier watch planned.
func TestPlannedVisitsAreNotMade(t *testing.T) {
	w := newWeeks(t)
	wantAdded(t, "the page", w.until(time.Minute, Watching{}), "new 1 after 0 h")
	w.until(30*time.Hour, Watching{Revisit: []time.Duration{}})
	w.visits(1)
}

// TestWhatWasRemovedStaysOut: a page that was taken out of the store does not come back when it is corrected.
func TestWhatWasRemovedStaysOut(t *testing.T) {
	w := newWeeks(t)
	wantAdded(t, "the page", w.until(time.Minute, Watching{}), "new 1 after 0 h")
	if _, err := w.store.Remove(t.Context(), []int64{1}, nil); err != nil {
		t.Fatal(err)
	}
	w.say(func() { w.room.more[1] = "Correction: nobody was hurt." })
	wantAdded(t, "a correction of what was removed", w.until(100*time.Hour, Watching{}))
	w.visits(2)
	sound(t, w.store, 0)
}

// TestWhatIsNoCorrection: a box that changes at each visit, a wall before the article, a failure and a page that was taken down change nothing of what was
// published, and what was taken down is not visited again.
func TestWhatIsNoCorrection(t *testing.T) {
	for name, c := range map[string]struct {
		becomes func(*corrected)
		visits  int // in all
	}{
		"a box that turns":      {func(c *corrected) { c.turning = 1 }, 5},
		"a wall":                {func(c *corrected) { c.other["/page/1"] = "<html><body><p>Accept</p></body></html>" }, 5},
		"a failure":             {func(c *corrected) { c.status["/page/1"] = http.StatusInternalServerError }, 5},
		"gone":                  {func(c *corrected) { c.status["/page/1"] = http.StatusGone }, 2},
		"forbidden by robots":   {func(c *corrected) { c.other["/robots.txt"] = "User-agent: *\nDisallow: /page/" }, 2},
		"an empty page instead": {func(c *corrected) { c.other["/page/1"] = " " }, 5},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWeeks(t)
			w.until(time.Minute, Watching{})
			w.say(func() { c.becomes(w.room) })
			if name == "forbidden by robots" { // it is believed for a day
				c.visits = 3
			}
			wantAdded(t, name, w.until(100*time.Hour, Watching{}))
			w.visits(c.visits)
			unread, err := w.store.Unread(t.Context(), 10)
			if p, errPage := w.store.Page(t.Context(), 1); err != nil || errPage != nil || len(p.Versions) != 1 || p.Account == nil || len(unread) > 0 {
				t.Errorf("%d versions, unread %v, %v %v", len(p.Versions), unread, err, errPage)
			}
			sound(t, w.store, 1)
		})
	}
}

// TestTakenDownToTheFrontPage: an address that leads to the front page now is no new version of its page.
func TestTakenDownToTheFrontPage(t *testing.T) {
	w := newWeeks(t)
	w.until(time.Minute, Watching{})
	server, _ := site(t, func(rw http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/page/1":
			http.Redirect(rw, r, "/", http.StatusFound)
		case "/":
			fmt.Fprint(rw, article(5, "The front page."))
		default:
			http.NotFound(rw, r)
		}
	})
	a, _, err := w.store.Address(t.Context(), w.url+"/page/1")
	if err != nil || a.Had.IsZero() {
		t.Fatalf("%+v, %v", a, err)
	}
	a.URL = server.URL + "/page/1"
	if err := w.store.SetAddress(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	wantAdded(t, "the front page", w.until(10*time.Hour, Watching{}))
	if got, _, err := w.store.Address(t.Context(), a.URL); err != nil || !got.Next.Equal(never) {
		t.Errorf("%+v, %v", got, err)
	}
}
