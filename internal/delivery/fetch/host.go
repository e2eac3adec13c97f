package fetch

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"
)

// host is one server, by its scheme, name and port: whose turn it is, when it may be asked again, and what its robots.txt says.
type host struct {
	turn chan struct{} // holds one; who has it may ask

	// What follows belongs to whoever has the turn.
	next      time.Time // not to be asked before
	why       string    // it is to be left alone longer than politeness wants
	failures  int       // in a row
	robots    *robots
	robotsEnd time.Time

	asked time.Time // under the lock of hosts
}

// hosts are the servers that were asked, those asked last if there are many.
type hosts struct {
	mu  sync.Mutex
	all map[string]*host
	n   int64
}

func (hs *hosts) of(u *url.URL) *host {
	hs.mu.Lock()
	defer hs.mu.Unlock()
	key := u.Scheme + "://" + u.Host
	h := hs.all[key]
	if h == nil {
		if len(hs.all) >= maxHosts {
			hs.drop()
		}
		h = &host{turn: make(chan struct{}, 1)}
		h.turn <- struct{}{}
		hs.all[key] = h
	}
	hs.n++
	h.asked = time.Unix(0, hs.n)
	return h
}

// drop forgets the host that was asked longest ago.
func (hs *hosts) drop() {
	oldest := ""
	for key, h := range hs.all {
		if oldest == "" || h.asked.Before(hs.all[oldest].asked) {
			oldest = key
		}
	}
	delete(hs.all, oldest)
}

// visit asks a host for one thing when it is our turn, robots.txt allows it and the host was let alone long enough.
func (f *Fetcher) visit(ctx context.Context, h *host, u *url.URL, r Request) (a *Answer, to string, err error) {
	select {
	case <-h.turn:
		defer func() { h.turn <- struct{}{} }()
	case <-ctx.Done():
		return nil, "", ctx.Err()
	}
	if err := f.obey(ctx, h, u); err != nil {
		return nil, "", err
	}
	most := int64(maxPage)
	if r.Listing {
		most = maxListing
	}
	a, status, header, err := f.request(ctx, h, u.String(), r, most)
	switch {
	case err != nil:
		return nil, "", err
	case redirects(status) && header.Get("Location") != "":
		return nil, header.Get("Location"), nil
	case status == http.StatusOK, status == http.StatusNonAuthoritativeInfo, status == http.StatusNotModified:
		return a, "", nil
	case pushedBack(status):
		return nil, "", &Later{h.next, (&Status{status}).Error()}
	}
	return nil, "", &Status{status}
}

func redirects(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// pushedBack reports whether a host asks to be left alone.
func pushedBack(status int) bool {
	return status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable
}

// request waits until the host may be asked, asks it, and notes what follows from the answer for the next time.
func (f *Fetcher) request(ctx context.Context, h *host, address string, r Request, most int64) (*Answer, int, http.Header, error) {
	if err := f.await(ctx, h); err != nil {
		return nil, 0, nil, err
	}
	a, status, header, err := f.ask(ctx, address, r, most)
	now := f.options.Now()
	var refusal *Refusal
	switch {
	case ctx.Err() != nil:
		h.next = now.Add(f.options.Delay)
	case err == nil && pushedBack(status):
		h.backOff(now, f.options.Jitter(), retryAfter(header, now))
		h.why = (&Status{status}).Error()
	case err != nil && !errors.As(err, &refusal), status >= 500:
		h.backOff(now, f.options.Jitter(), 0)
		h.why = "the host failed"
		if h.failures == 1 { // once is an accident
			h.next = now.Add(f.pause(h))
		}
	default:
		h.failures, h.why = 0, ""
		h.next = now.Add(f.pause(h))
	}
	return a, status, header, err
}

// pause is the time between two requests to a host that has nothing against it.
func (f *Fetcher) pause(h *host) time.Duration {
	if h.robots != nil {
		return max(f.options.Delay, h.robots.delay)
	}
	return f.options.Delay
}

// await waits until a host may be asked; it does not where that takes more than patience.
func (f *Fetcher) await(ctx context.Context, h *host) error {
	wait := h.next.Sub(f.options.Now())
	switch {
	case wait <= 0:
		return ctx.Err()
	case wait > f.options.Patience:
		why := h.why
		if why == "" {
			why = "the host asks for long pauses"
		}
		return &Later{h.next, why}
	}
	return f.options.Sleep(ctx, wait)
}

// backOff leaves a host alone: for as long as it asked for, or twice as long as the last time.
func (h *host) backOff(now time.Time, jitter float64, asked time.Duration) {
	wait := min(firstBackOff<<min(h.failures, 16), maxBackOff)
	wait += time.Duration(jitter * float64(wait) / 2)
	h.failures++
	h.next = now.Add(max(wait, min(asked, maxRetryAfter)))
	if asked > 0 {
		h.next = now.Add(min(asked, maxRetryAfter))
	}
}

// retryAfter is how long a host asks to be left alone, in seconds or until a time; 0 when it does not say.
func retryAfter(header http.Header, now time.Time) time.Duration {
	value := header.Get("Retry-After")
	if s, err := strconv.ParseInt(value, 10, 64); err == nil {
		return time.Duration(min(max(s, 1), int64(maxRetryAfter/time.Second))) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil && at.After(now) {
		return at.Sub(now)
	}
	return 0
}

// obey holds an address to the host's robots.txt, which is fetched when it is not known or old.
func (f *Fetcher) obey(ctx context.Context, h *host, u *url.URL) error {
	if h.robots == nil || !f.options.Now().Before(h.robotsEnd) {
		if err := f.readRules(ctx, h, u); err != nil {
			return err
		}
	}
	switch {
	case h.robots.allows(u):
		return nil
	case h.robots.none != "":
		return &Later{h.robotsEnd, "the host's robots.txt could not be had: " + h.robots.none}
	}
	return refuse("the host's robots.txt forbids it")
}

// readRules fetches a robots.txt. One that is not there allows all, and one that the server could not give forbids all until it can
// (RFC 9309, 2.3.1).
func (f *Fetcher) readRules(ctx context.Context, h *host, u *url.URL) error {
	if err := f.await(ctx, h); err != nil {
		return err
	}
	raw, status, err := f.askRobots(ctx, u.Scheme+"://"+u.Host+"/robots.txt")
	now := f.options.Now()
	var refusal *Refusal
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &refusal):
		return refusal
	case err != nil || status >= 500 || status == http.StatusTooManyRequests:
		why := cmp.Or(err, error(&Status{status})).Error()
		f.options.Log.Warn("robots.txt could not be had", "host", u.Host, "why", why)
		h.robots, h.robotsEnd = &robots{none: why}, now.Add(robotsAgain)
	case status == http.StatusOK:
		h.robots, h.robotsEnd = readRobots(raw, Product), now.Add(robotsTime)
	default:
		h.robots, h.robotsEnd = &robots{}, now.Add(robotsTime)
	}
	return nil
}

// askRobots fetches a robots.txt, wherever it leads. What it says then is of the host that was asked.
func (f *Fetcher) askRobots(ctx context.Context, address string) (raw []byte, status int, err error) {
	for range maxRedirects {
		u, err := check(address)
		if err != nil {
			return nil, 0, err
		}
		a, status, header, err := f.ask(ctx, u.String(), Request{cut: true}, maxRobots)
		if err != nil || !redirects(status) || header.Get("Location") == "" {
			if a != nil {
				raw = a.Body
			}
			return raw, status, err
		}
		next, err := u.Parse(header.Get("Location"))
		if err != nil {
			break
		}
		address = next.String()
	}
	return nil, http.StatusNotFound, nil // RFC 9309, 2.3.1.2: it counts as not there
}
