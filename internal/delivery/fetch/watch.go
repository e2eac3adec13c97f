package fetch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strings"
	"time"

	"variorum/edition"
	"variorum/internal/delivery/store"
	"variorum/internal/news/intake"
)

// Watching is what is watched, and how.
type Watching struct {
	Addresses []string      // feeds, lists of feeds, sitemaps, pages
	Every     time.Duration // between two looks at an address; 0 is fifteen minutes
	Once      bool          // end when all was looked at once
	MaxPages  int           // new pages of one feed at one look; 0 is 100
	Log       *slog.Logger  // what happens; nil is silent
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
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	w := &watch{fetcher: f, store: s, Watching: o, known: map[string]bool{}, queues: map[string][]*job{}, busy: map[string]bool{}, results: make(chan result)}
	if _, err := s.Settle(ctx, nil); err != nil { // what an earlier run was killed over
		return stopped(ctx, err)
	}
	if err := w.restore(ctx); err != nil {
		return stopped(ctx, err)
	}
	return w.run(ctx)
}

// watch is a running Watch. All of it belongs to one goroutine but for the fetching.
type watch struct {
	fetcher *Fetcher
	store   *store.Store
	Watching
	known   map[string]bool   // the addresses that have a job
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

// never is when a page that was had is fetched again.
var never = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)

// restore takes up what is watched, and the pages that an earlier run found and did not come to.
func (w *watch) restore(ctx context.Context) error {
	for _, address := range w.Addresses {
		if err := w.watchAlso(ctx, address, 0); err != nil {
			return err
		}
	}
	due, err := w.store.Due(ctx, never.Add(-time.Hour), maxPending)
	if err != nil {
		return err
	}
	for _, a := range due {
		if a.Fetched.IsZero() && !w.known[a.URL] {
			w.wait(&job{Address: a})
		}
	}
	return nil
}

// watchAlso watches an address, and those that it listed when it was fetched last.
func (w *watch) watchAlso(ctx context.Context, address string, depth int) error {
	if w.known[address] || len(w.known) > maxWatched {
		return nil
	}
	a, _, err := w.store.Address(ctx, address)
	if err != nil {
		return err
	}
	if a.URL = address; w.Once {
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
	for _, l := range lists {
		if err := w.watchAlso(ctx, l, depth+1); err != nil {
			return err
		}
	}
	return nil
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

// done keeps what an address gave. The error is of the store, and ends the watch.
func (w *watch) done(ctx context.Context, r result) error {
	delete(w.known, r.URL)
	now := w.fetcher.options.Now()
	if r.err != nil {
		return w.failed(ctx, r, now)
	}
	if r.Failures = 0; r.answer.NotModified {
		w.Log.Debug("not modified", "url", r.URL)
		return w.again(ctx, r.job, now)
	}
	listing, err := r.answer.Listing()
	switch {
	case err == nil:
		return w.list(ctx, r, listing, now)
	case errors.As(err, new(intake.NotPage)):
		return w.page(ctx, r, now)
	}
	w.Log.Warn("broken feed", "url", r.URL, "why", last(err).Error())
	return w.again(ctx, r.job, now)
}

// failed puts off what could not be had, or gives it up.
func (w *watch) failed(ctx context.Context, r result, now time.Time) error {
	var later *Later
	var status *Status
	switch {
	case errors.As(r.err, &later):
		w.Log.Info("put off", "url", r.URL, "until", later.At.UTC().Format(time.RFC3339), "why", later.Why)
		r.Next = later.At
		return w.keep(ctx, r.job)
	case r.watched:
		w.Log.Warn("not fetched", "url", r.URL, "why", last(r.err).Error())
	case errors.As(r.err, new(*Refusal)), errors.As(r.err, &status) && status.Gone(), r.Failures+1 >= maxTries:
		return w.giveUp(ctx, r.job, last(r.err).Error(), now)
	default:
		w.Log.Info("not fetched yet", "url", r.URL, "why", last(r.err).Error(), "failures", r.Failures+1)
	}
	r.Failures++
	pause := min(firstBackOff<<min(r.Failures, 16), maxBackOff)
	if r.watched {
		pause = max(pause, w.Every)
	}
	r.Next = now.Add(w.spread(pause))
	return w.keep(ctx, r.job)
}

// giveUp names a page that cannot be had, for good.
func (w *watch) giveUp(ctx context.Context, j *job, why string, now time.Time) error {
	w.Log.Warn("given up", "url", j.URL, "why", why)
	if _, err := w.store.Take(ctx, nil, store.AddOptions{Unread: []edition.Unread{{Source: j.URL, Why: why}}}); err != nil {
		return err
	}
	return w.crossOff(ctx, j, now)
}

// spread lengthens a pause by up to a tenth, by chance, so that feeds are not all asked for at once.
func (w *watch) spread(d time.Duration) time.Duration {
	return d + time.Duration(w.fetcher.options.Jitter()*float64(d)/10)
}

// keep keeps what is known of an address, and waits for its time.
func (w *watch) keep(ctx context.Context, j *job) error {
	if err := w.store.SetAddress(ctx, j.Address); err != nil {
		return err
	}
	if !w.Once {
		w.wait(j)
	}
	return nil
}

// again looks at a watched address after a while; any other is done.
func (w *watch) again(ctx context.Context, j *job, now time.Time) error {
	if !j.watched {
		return w.crossOff(ctx, j, now)
	}
	j.Fetched, j.Next = now, now.Add(w.spread(w.Every))
	return w.keep(ctx, j)
}

func (w *watch) crossOff(ctx context.Context, j *job, now time.Time) error {
	j.Fetched, j.Next = now, never
	return w.store.SetAddress(ctx, j.Address)
}

// digest is that of a body, as the store keeps it.
func (a *Answer) digest() string {
	sum := sha256.Sum256(a.Body)
	return hex.EncodeToString(sum[:])
}

// page adds a page to the store and crosses it off.
func (w *watch) page(ctx context.Context, r result, now time.Time) error {
	digest := r.answer.digest()
	r.ETag, r.Modified = r.answer.ETag, r.answer.Modified
	if r.Digest == digest {
		return w.again(ctx, r.job, now)
	}
	p, err := r.answer.Page(r.URL)
	if err != nil {
		if r.watched {
			w.Log.Warn("no page", "url", r.URL, "why", last(err).Error())
			return w.again(ctx, r.job, now)
		}
		return w.giveUp(ctx, r.job, last(err).Error(), now)
	}
	if err := w.add(ctx, []intake.Page{p}); err != nil {
		return err
	}
	r.Digest = digest
	return w.again(ctx, r.job, now)
}

// add puts pages into the store.
func (w *watch) add(ctx context.Context, pages []intake.Page) error {
	added, err := w.store.Add(ctx, pages, store.AddOptions{})
	if err != nil {
		return err
	}
	for i, taken := range added.Pages {
		w.Log.Info("added", "url", pages[i].Source, "page", taken.Page, "state", string(taken.State), "stories", added.Stories)
		if w.Added != nil {
			w.Added(pages[i].Source, taken.State)
		}
	}
	for _, u := range added.Unread {
		w.Log.Warn("not read", "url", u.Source, "why", u.Why)
	}
	return nil
}

// list takes the pages that a feed carries, and notes those that it names and that are not known yet.
func (w *watch) list(ctx context.Context, r result, l intake.Listing, now time.Time) error {
	digest := r.answer.digest()
	if r.Digest == digest {
		w.Log.Debug("as it was", "url", r.URL)
		return w.again(ctx, r.job, now)
	}
	if l.Broken != nil {
		w.Log.Warn("feed breaks off", "url", r.URL, "why", l.Broken.Error())
	}
	if len(l.Pages) > 0 {
		if err := w.add(ctx, l.Pages); err != nil {
			return err
		}
	}
	if err := w.follow(ctx, r.job, l.Lists); err != nil {
		return err
	}
	found, left, err := w.note(ctx, l.Links, now)
	if err != nil {
		return err
	}
	left += l.Left
	w.Log.Info("looked at", "url", r.URL, "items", len(l.Pages)+len(l.Links), "new", found, "left", left)
	r.ETag, r.Modified, r.Digest = r.answer.ETag, r.answer.Modified, digest
	if left > 0 || l.Broken != nil { // it is wanted whole again
		r.ETag, r.Modified, r.Digest = "", "", ""
	}
	if !r.watched { // a feed that a feed links to is not watched
		return w.crossOff(ctx, r.job, now)
	}
	return w.again(ctx, r.job, now)
}

// follow watches the feeds that a list of feeds lists.
func (w *watch) follow(ctx context.Context, j *job, lists []intake.Link) error {
	if !j.watched || len(lists) == 0 {
		return nil
	}
	if j.depth >= maxDepth || len(lists) > maxWatched {
		w.Log.Warn("feeds left out", "url", j.URL, "lists", len(lists), "why", fmt.Sprintf("lists are followed %d deep and up to %d", maxDepth, maxWatched))
		lists = lists[:min(len(lists), maxWatched)]
		if j.depth >= maxDepth {
			return nil
		}
	}
	addresses := make([]string, len(lists))
	for i, l := range lists {
		addresses[i] = l.URL
	}
	kept, err := json.Marshal(addresses)
	if err != nil {
		return fmt.Errorf("write the feeds of %s: %w", j.URL, err)
	}
	if err := w.store.SetSetting(ctx, listsOf(j.URL), string(kept)); err != nil {
		return err
	}
	for _, a := range addresses {
		if err := w.watchAlso(ctx, a, j.depth+1); err != nil {
			return err
		}
	}
	return nil
}

// note queues the pages that are not known yet, the newest first where the list dates them, and keeps them in the store before it returns.
// left are those beyond the limit, which the next look finds again.
func (w *watch) note(ctx context.Context, links []intake.Link, now time.Time) (found, left int, err error) {
	links = slices.Clone(links)
	slices.SortStableFunc(links, func(a, b intake.Link) int { return strings.Compare(dayOf(b.Date), dayOf(a.Date)) })
	for _, link := range links {
		if w.known[link.URL] {
			continue
		}
		_, known, err := w.store.Address(ctx, link.URL)
		switch {
		case err != nil:
			return found, left, err
		case known:
			continue
		case found == w.MaxPages:
			left++
			continue
		}
		j := &job{Address: store.Address{URL: link.URL, Next: now}}
		if err := w.store.SetAddress(ctx, j.Address); err != nil {
			return found, left, err
		}
		w.wait(j)
		found++
	}
	return found, left, nil
}

// dayOf is a date in ISO 8601 as one to order by, or nothing for others.
func dayOf(date string) string {
	if len(date) >= 10 && date[4] == '-' && date[7] == '-' {
		return date
	}
	return ""
}
