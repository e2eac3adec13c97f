// Package fetch brings pages from the web, as a polite guest: it asks robots.txt, one thing of a host at a time and with pauses,
// says who it is, does not ask again for what has not changed, and leaves alone who asks for it. It takes nothing on trust: not
// where an address leads, not how long a body is or takes, not what a server says of it.
//
// Fetcher.Page fetches one page; Watch follows feeds and keeps the pages that they name in a store.
package fetch

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"variorum/internal/news/intake"
)

// Options are choices of a fetcher. Only Agent is needed.
type Options struct {
	// Agent is what requests say of who asks, such as Agent gives.
	Agent string
	// AllowPrivate lets addresses of the own network and machine be fetched. Whoever can name an address to this program, as a
	// feed can, then reaches what only this machine should: it is for tests, and for an intranet that is trusted as a whole.
	AllowPrivate bool
	// Delay is the least time between two requests to a host; 0 is two seconds.
	Delay time.Duration
	// Patience is how long a request may wait for its turn; 0 is five minutes.
	Patience time.Duration
	// Timeout is how long a request may take to its last byte; 0 is a minute.
	Timeout time.Duration
	// Jitter gives numbers from 0 to 1 by which pauses are spread; nil spreads none.
	Jitter func() float64
	// Now and Sleep are the clock; nil is the machine's.
	Now   func() time.Time
	Sleep func(context.Context, time.Duration) error
	// Log is told of what is odd; nil is told nothing.
	Log *slog.Logger

	// trusted are addresses that pass the guard in tests of the guard, resolver leads names to them, and roots vouch for them.
	trusted  []netip.AddrPort
	resolver *net.Resolver
	roots    *x509.CertPool
}

// Product is the name by which robots.txt knows us.
const Product = "variorum"

// Agent is an honest user agent: the product, its version, and where to read of it or whom to write to.
func Agent(version, contact string) string {
	version = strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' || strings.ContainsRune(`()<>@,;:\"/[]?={}`, r) {
			return '-'
		}
		return r
	}, version)
	if contact == "" {
		contact = "docs/live.md in its source says how it fetches"
	}
	return Product + "/" + version + " (+" + strings.NewReplacer("(", "", ")", "", "\r", "", "\n", "").Replace(contact) + ")"
}

// Fetcher fetches. It may be used by many goroutines at a time.
type Fetcher struct {
	options Options
	client  *http.Client
	hosts   hosts
}

// New makes a fetcher.
func New(o Options) *Fetcher {
	o.fill()
	f := &Fetcher{options: o}
	f.hosts.all = map[string]*host{}
	dialer := &net.Dialer{Timeout: connectTime, Control: f.control, Resolver: o.resolver}
	f.client = &http.Client{
		Transport: &http.Transport{
			// No proxy: it would connect for us, and to where it likes.
			DialContext: dialer.DialContext, ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: o.roots},
			TLSHandshakeTimeout: connectTime, ResponseHeaderTimeout: headTime, MaxResponseHeaderBytes: maxHeader,
			MaxIdleConns: 64, MaxIdleConnsPerHost: 1, IdleConnTimeout: 30 * time.Second, DisableCompression: true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }, // each step is checked as the first
	}
	return f
}

func (o *Options) fill() {
	if o.Agent == "" {
		o.Agent = Agent("devel", "")
	}
	if o.Delay == 0 {
		o.Delay = minDelay
	}
	if o.Patience == 0 {
		o.Patience = patience
	}
	if o.Timeout == 0 {
		o.Timeout = requestTime
	}
	if o.Jitter == nil {
		o.Jitter = func() float64 { return 0 }
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Close lets go of idle connections.
func (f *Fetcher) Close() { f.client.CloseIdleConnections() }

// Request is what is asked for. ETag and Modified are what the server said of it the last time, if it did.
type Request struct {
	URL, ETag, Modified string
	// Listing takes bodies as large as sitemaps are; else they may be as large as pages.
	Listing bool

	cut bool // what is too large is cut off
}

// Answer is what came. When NotModified is set there is no body, and what came the last time is still so.
type Answer struct {
	URL            string // where it came from in the end
	ContentType    string
	Body           []byte // without its content codings
	ETag, Modified string
	Fetched        time.Time
	NotModified    bool
}

// Get fetches one address, when its host lets it. The error is a *Refusal for what is not fetched on principle, a *Later when the
// host is to be left alone for now, a *Status when the server did not give it; others are of the network.
func (f *Fetcher) Get(ctx context.Context, r Request) (*Answer, error) {
	address := r.URL
	for range maxRedirects + 1 {
		u, err := check(address)
		if err != nil {
			return nil, fmt.Errorf("fetch %s: %w", address, err)
		}
		h := f.hosts.of(u)
		a, to, err := f.visit(ctx, h, u, r)
		switch {
		case err != nil:
			return nil, fmt.Errorf("fetch %s: %w", u.Redacted(), err)
		case to == "":
			return a, nil
		}
		next, err := u.Parse(to)
		if err != nil {
			return nil, fmt.Errorf("fetch %s: %w", u.Redacted(), refuse("it leads to an address that cannot be read: %q", to))
		}
		address = next.String()
	}
	return nil, fmt.Errorf("fetch %s: %w", r.URL, refuse("it leads on more than %d times", maxRedirects))
}

// Page fetches an address as a page. What is fetched but is no page is an intake.NotPage.
func (f *Fetcher) Page(ctx context.Context, address string) (intake.Page, error) {
	a, err := f.Get(ctx, Request{URL: address})
	if err != nil {
		return intake.Page{}, err
	}
	p, err := a.Page(address)
	if err != nil {
		return intake.Page{}, fmt.Errorf("read %s: %w", address, err)
	}
	return p, nil
}

// Page makes a page of an answer. source is the address that was asked for.
func (a *Answer) Page(source string) (intake.Page, error) {
	return intake.Response{URL: a.URL, Fetched: a.Fetched.UTC().Format(time.RFC3339), ContentType: a.ContentType, Body: bytes.NewReader(a.Body)}.Page(source, source)
}

// Status is the error of an answer that is not the page.
type Status struct{ Code int }

func (s *Status) Error() string {
	return strings.TrimSpace(fmt.Sprintf("the server answered with status %d %s", s.Code, http.StatusText(s.Code)))
}

// Gone reports whether the server says for good that there is nothing.
func (s *Status) Gone() bool {
	return s.Code >= 400 && s.Code < 500 && s.Code != http.StatusRequestTimeout && s.Code != http.StatusTooEarly
}

// Later is the error of a host that is to be left alone until a time.
type Later struct {
	At  time.Time
	Why string
}

func (l *Later) Error() string {
	return l.Why + "; it will not be asked before " + l.At.UTC().Format(time.RFC3339)
}
