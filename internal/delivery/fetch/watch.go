package fetch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"time"

	"variorum/internal/delivery/store"
)

// Watching is what is watched, and how.
type Watching struct {
	Addresses []string      // feeds, lists of feeds, sitemaps, pages
	Every     time.Duration // between two looks at an address; 0 is fifteen minutes
	Once      bool          // end when all was looked at once
	MaxPages  int           // new pages of one feed at one look; 0 is 100
	// Revisit are the times after a page of a feed was had at which it is fetched again for corrections, ascending; nil is an hour, six,
	// a day and three days, and none is never: visits that an earlier watch planned wait for one that makes them.
	Revisit []time.Duration
	Log     *slog.Logger // what happens; nil is silent
	// Added, if not nil, is told of each page that is in the store now, after it is.
	Added func(address string, state store.State)
}

// Watch looks at feeds again and again, and puts the pages that they name into a store, until ctx ends, which is no error. What is
// known of each address is in the store too: a page that was found is noted before the feed is, and crossed off after it was added, so
// that whoever watches next goes on where a stop or a kill broke off.
func (f *Fetcher) Watch(ctx context.Context, s *store.Store, o Watching) error {
	if o.Every == 0 {
		o.Every = every
	}
	if o.MaxPages == 0 {
		o.MaxPages = maxNew
	}
	if o.Revisit == nil {
		o.Revisit = revisits
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	w := &watch{fetcher: f, store: s, Watching: o, feeds: map[string]bool{}, known: map[string]bool{}, queues: map[string][]*job{}, busy: map[string]bool{}, results: make(chan result)}
	if _, err := s.Settle(ctx, nil); err != nil { // what an earlier run was killed over
		return stopped(ctx, err)
	}
	if err := w.restore(ctx); err != nil {
		return stopped(ctx, err)
	}
	if err := w.run(ctx); err != nil || !o.Once {
		return err
	}
	_, err := s.Settle(ctx, nil) // nobody is left behind to tell the stories that have grown
	return stopped(ctx, err)
}

// watch is a running Watch. All of it belongs to one goroutine but for the fetching.
type watch struct {
	fetcher *Fetcher
	store   *store.Store
	Watching
	feeds   map[string]bool   // the addresses that are watched
	known   map[string]bool   // the addresses that have a job: pages too that wait for a visit
	waiting []*job            // not due yet
	queues  map[string][]*job // due, by host
	busy    map[string]bool   // hosts that are being asked
	results chan result
}

// job is an address that is to be fetched at a time.
type job struct {
	store.Address
	watched bool // again and again; else once
	depth   int  // how many lists lead to it
}

type result struct {
	*job
	answer *Answer
	err    error
}

// never is when what was crossed off is fetched again.
var never = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// restore takes up what is watched, the pages that an earlier run found and did not come to, and those that are to be visited again.
func (w *watch) restore(ctx context.Context) error {
	if err := w.watchAll(ctx, "", w.Addresses, 0); err != nil {
		return err
	}
	due, err := w.store.Due(ctx, never.Add(-time.Hour), maxPending)
	if err != nil {
		return err
	}
	for _, a := range due {
		if (a.Fetched.IsZero() || !a.Had.IsZero() && len(w.Revisit) > 0) && !w.known[a.URL] {
			w.wait(&job{Address: a})
		}
	}
	return nil
}

// watchAll watches addresses that a list names, or none does, as far as there is room.
func (w *watch) watchAll(ctx context.Context, list string, addresses []string, depth int) error {
	left := 0
	for _, a := range addresses {
		if len(w.feeds) >= maxWatched && !w.feeds[a] {
			left++
		} else if err := w.watchAlso(ctx, a, depth); err != nil {
			return err
		}
	}
	if left > 0 {
		w.leftOut(list, left)
	}
	return nil
}

func (w *watch) leftOut(list string, n int) {
	w.Log.Warn("feeds left out", "url", list, "lists", n, "why", fmt.Sprintf("lists are followed %d deep and up to %d feeds are watched", maxDepth, maxWatched))
}

// watchAlso watches an address, and those that it listed when it was fetched last.
func (w *watch) watchAlso(ctx context.Context, address string, depth int) error {
	if w.feeds[address] || w.known[address] {
		return nil
	}
	w.feeds[address] = true
	a, _, err := w.store.Address(ctx, address)
	if err != nil {
		return err
	}
	a.URL, a.Had = address, time.Time{} // what is watched is visited anyhow
	if w.Once {
		a.Next = time.Time{}
	}
	w.wait(&job{Address: a, watched: true, depth: depth})
	kept, err := w.store.Setting(ctx, listsOf(address))
	if err != nil || kept == "" || depth == maxDepth {
		return err
	}
	var lists []string
	if err := json.Unmarshal([]byte(kept), &lists); err != nil {
		return nil
	}
	return w.watchAll(ctx, address, lists, depth+1)
}

func listsOf(address string) string { return "watch lists of " + address }

func (w *watch) wait(j *job) {
	w.known[j.URL] = true
	w.waiting = append(w.waiting, j)
}

// run fetches what is due until ctx ends, or with Once until nothing is.
func (w *watch) run(ctx context.Context) error {
	running := 0
	defer func() {
		for range running {
			<-w.results
		}
	}()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	for {
		next := w.release(w.fetcher.options.Now())
		running += w.dispatch(ctx, maxAtOnce-running)
		if w.Once && running == 0 {
			return nil
		}
		timer := time.NewTimer(max(next.Sub(w.fetcher.options.Now()), time.Millisecond))
		select {
		case r := <-w.results:
			running--
			w.busy[hostOf(r.URL)] = false
			if err := w.handle(ctx, r); err != nil {
				return err
			}
		case <-timer.C:
		case <-ctx.Done():
		}
		timer.Stop()
		if ctx.Err() != nil {
			return nil
		}
	}
}

// handle keeps what an address gave. When another program holds the store, as a large addition does, the address is fetched again
// later; any other error of the store ends the watch.
func (w *watch) handle(ctx context.Context, r result) error {
	if ctx.Err() != nil {
		return nil
	}
	before := r.Address
	err := w.done(ctx, r)
	if err == nil || w.Once || !held(err) {
		return stopped(ctx, err)
	}
	r.Address = before
	r.Next = w.fetcher.options.Now().Add(storeAgain)
	w.Log.Warn("the store is held", "url", r.URL, "until", r.Next.UTC().Format(time.RFC3339), "why", err.Error())
	w.wait(r.job)
	return nil
}

// held reports whether an error of the store means that another program is writing to it (SQLITE_BUSY, SQLITE_LOCKED).
func held(err error) bool {
	var coded interface{ Code() int }
	return errors.As(err, &coded) && (coded.Code()&0xff == 5 || coded.Code()&0xff == 6)
}

// stopped is no error when the work was stopped from outside.
func stopped(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// release brings what is due into the queues of its hosts, and says when the next is.
func (w *watch) release(now time.Time) time.Time {
	next := now.Add(time.Hour)
	later := w.waiting[:0]
	for _, j := range w.waiting {
		if j.Next.After(now) {
			later = append(later, j)
			if j.Next.Before(next) {
				next = j.Next
			}
			continue
		}
		host := hostOf(j.URL)
		w.queues[host] = append(w.queues[host], j)
	}
	w.waiting = later
	return next
}

// dispatch begins to fetch from hosts that are not being asked, from at most so many, and says from how many.
func (w *watch) dispatch(ctx context.Context, most int) int {
	begun := 0
	var hosts []string
	for host := range w.queues {
		hosts = append(hosts, host)
	}
	slices.Sort(hosts)
	for _, host := range hosts {
		if begun == most {
			break
		}
		if w.busy[host] {
			continue
		}
		j := w.queues[host][0]
		if w.queues[host] = w.queues[host][1:]; len(w.queues[host]) == 0 {
			delete(w.queues, host)
		}
		w.busy[host] = true
		begun++
		go func() {
			a, err := w.fetcher.Get(ctx, Request{URL: j.URL, ETag: j.ETag, Modified: j.Modified, Listing: j.watched})
			w.results <- result{j, a, err}
		}()
	}
	return begun
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}
