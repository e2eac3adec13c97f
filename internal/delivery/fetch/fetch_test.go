package fetch

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"variorum/internal/news/intake"
)

// clock is a clock that only sleeping moves.
type clock struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

func newClock() *clock { return &clock{now: time.Date(2031, 3, 4, 10, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.slept = append(c.slept, d)
	return ctx.Err()
}

// fetcher is one that may ask the servers of tests.
func fetcher(t *testing.T, o Options) (*Fetcher, *clock) {
	t.Helper()
	c := newClock()
	o.AllowPrivate, o.Now, o.Sleep = true, c.Now, c.Sleep
	f := New(o)
	t.Cleanup(f.Close)
	return f, c
}

// noRobots answers 404 for robots.txt, and else as it is told.
func noRobots(handle http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		handle(w, r)
	}
}

const aPage = "<html><body><p>The quay at Tarn was shut on Monday.</p></body></html>"

func TestPage(t *testing.T) {
	s, _ := site(t, noRobots(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/moved":
			http.Redirect(w, r, "/page?x=1#here", http.StatusMovedPermanently)
		case "/picture":
			w.Header().Set("Content-Type", "image/png")
			fmt.Fprint(w, "\x89PNG")
		case "/gone":
			http.Error(w, "no", http.StatusGone)
		case "/koi":
			w.Header().Set("Content-Type", "text/html; charset=koi8-r")
			fmt.Fprint(w, "<html><body><p>\xed\xdc\xd2 \xc7\xcf\xd2\xcf\xc4\xc1</p></body></html>")
		default:
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, aPage)
		}
	}))
	f, _ := fetcher(t, Options{})
	p, err := f.Page(t.Context(), s.URL+"/moved")
	if err != nil || p.URL != s.URL+"/page?x=1" || p.Source != s.URL+"/moved" || p.Body != aPage || string(p.Raw) != aPage || p.Fetched != "2031-03-04T10:00:02Z" || p.Kind != intake.HTML {
		t.Errorf("%+v, %v", p, err)
	}
	if p, err := f.Page(t.Context(), s.URL+"/koi"); err != nil || !strings.Contains(p.Body, "города") {
		t.Errorf("%+v, %v", p, err)
	}
	var none intake.NotPage
	if _, err := f.Page(t.Context(), s.URL+"/picture"); !errors.As(err, &none) || none != "image/png" {
		t.Errorf("a picture: %v", err)
	}
	var status *Status
	if _, err := f.Page(t.Context(), s.URL+"/gone"); !errors.As(err, &status) || !status.Gone() {
		t.Errorf("a page that is gone: %v", err)
	}
	down, _ := site(t, noRobots(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	if _, err := f.Page(t.Context(), down.URL+"/"); err == nil || !strings.Contains(err.Error(), "fetch "+down.URL+"/: ") {
		t.Errorf("a server that hangs up: %v", err)
	}
}

// TestRequestSaysWhoAsks holds that requests carry our name and nothing that tells one visitor from another.
func TestRequestSaysWhoAsks(t *testing.T) {
	var seen []http.Header
	s, _ := site(t, func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.Header)
		http.SetCookie(w, &http.Cookie{Name: "visitor", Value: "7", Path: "/"})
		if r.URL.Path == "/a" {
			http.Redirect(w, r, "/b", http.StatusFound)
			return
		}
		fmt.Fprint(w, "Allow")
	})
	f, _ := fetcher(t, Options{Agent: Agent("1.2 (x)", "https://harbour.example/about")})
	if _, err := f.Get(t.Context(), Request{URL: s.URL + "/a"}); err != nil {
		t.Fatal(err)
	}
	if len(seen) != 3 {
		t.Fatalf("%d requests", len(seen))
	}
	for _, h := range seen {
		if got := h.Get("User-Agent"); got != "variorum/1.2--x- (+https://harbour.example/about)" {
			t.Errorf("the agent is %q", got)
		}
		for _, field := range []string{"Cookie", "Referer", "Authorization", "Origin"} {
			if h.Get(field) != "" {
				t.Errorf("%s: %s", field, h.Get(field))
			}
		}
	}
}

func TestConditional(t *testing.T) {
	s, _ := site(t, noRobots(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", "Tue, 04 Mar 2031 09:00:00 GMT")
		if r.Header.Get("If-None-Match") == `"v1"` && r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, aPage)
	}))
	f, _ := fetcher(t, Options{})
	first, err := f.Get(t.Context(), Request{URL: s.URL + "/a"})
	if err != nil || first.NotModified || len(first.Body) == 0 {
		t.Fatalf("%+v, %v", first, err)
	}
	second, err := f.Get(t.Context(), Request{URL: s.URL + "/a", ETag: first.ETag, Modified: first.Modified})
	if err != nil || !second.NotModified || len(second.Body) != 0 || second.ETag != `"v1"` {
		t.Errorf("%+v, %v", second, err)
	}
}

// TestOneAtATime holds that a host is asked for one thing at a time and with pauses, and another host meanwhile.
func TestOneAtATime(t *testing.T) {
	var now, most atomic.Int64
	handle := noRobots(func(w http.ResponseWriter, _ *http.Request) {
		most.Store(max(most.Load(), now.Add(1)))
		time.Sleep(2 * time.Millisecond)
		now.Add(-1)
		fmt.Fprint(w, aPage)
	})
	s, n := site(t, handle)
	f, c := fetcher(t, Options{Delay: 3 * time.Second})
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			if _, err := f.Get(t.Context(), Request{URL: fmt.Sprintf("%s/%d", s.URL, i)}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if most.Load() != 1 || n.Load() != 9 {
		t.Errorf("%d requests, %d at the same time", n.Load(), most.Load())
	}
	if len(c.slept) != 7 || c.slept[0] != 3*time.Second {
		t.Errorf("pauses %v", c.slept)
	}
	other, _ := site(t, handle)
	if _, err := f.Get(t.Context(), Request{URL: other.URL}); err != nil || len(c.slept) != 7 {
		t.Errorf("another host waited: %v, %v", c.slept, err)
	}
}

func TestRobotsAreObeyed(t *testing.T) {
	robotsAsked := 0
	status, text := http.StatusOK, "User-agent: *\nDisallow: /private\nCrawl-delay: 7"
	s, _ := site(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			robotsAsked++
			w.WriteHeader(status)
			fmt.Fprint(w, text)
			return
		}
		if r.URL.Path == "/private" {
			t.Error("what is forbidden was asked for")
		}
		fmt.Fprint(w, aPage)
	})
	f, c := fetcher(t, Options{})
	_, err := f.Get(t.Context(), Request{URL: s.URL + "/private"})
	refused(t, "a forbidden page", err)
	for range 3 {
		if _, err := f.Get(t.Context(), Request{URL: s.URL + "/a"}); err != nil {
			t.Error(err)
		}
	}
	if robotsAsked != 1 || len(c.slept) != 2 || c.slept[0] != 7*time.Second {
		t.Errorf("robots.txt asked for %d times, pauses %v", robotsAsked, c.slept)
	}
	_ = c.Sleep(t.Context(), robotsTime)
	status = http.StatusInternalServerError
	var later *Later
	if _, err := f.Get(t.Context(), Request{URL: s.URL + "/a"}); !errors.As(err, &later) || robotsAsked != 2 {
		t.Errorf("without a robots.txt that can be had: %v, asked for %d times", err, robotsAsked)
	}
	_ = c.Sleep(t.Context(), robotsAgain)
	status = http.StatusForbidden
	if _, err := f.Get(t.Context(), Request{URL: s.URL + "/a"}); err != nil || robotsAsked != 3 {
		t.Errorf("where robots.txt is shut off: %v, asked for %d times", err, robotsAsked)
	}
	// Longer than what is read: its beginning counts.
	_ = c.Sleep(t.Context(), robotsTime)
	status, text = http.StatusOK, "User-agent: *\nDisallow: /private\n"+strings.Repeat("# and more\n", maxRobots/8)
	_, err = f.Get(t.Context(), Request{URL: s.URL + "/private"})
	refused(t, "forbidden by a very long robots.txt", err)
}

func TestBackOff(t *testing.T) {
	var status int
	after := ""
	s, n := site(t, noRobots(func(w http.ResponseWriter, _ *http.Request) {
		if after != "" {
			w.Header().Set("Retry-After", after)
		}
		w.WriteHeader(status)
		fmt.Fprint(w, aPage)
	}))
	f, c := fetcher(t, Options{Patience: time.Second, Delay: time.Second, Jitter: func() float64 { return 0.5 }})
	wait := func(why string, want time.Duration) {
		t.Helper()
		var later *Later
		_, err := f.Get(t.Context(), Request{URL: s.URL + "/a"})
		if !errors.As(err, &later) || later.At.Sub(c.Now()) != want {
			t.Fatalf("%s: %v, want a wait of %v from %v", why, err, want, c.Now())
		}
		asked := n.Load()
		if _, err := f.Get(t.Context(), Request{URL: s.URL + "/b"}); !errors.As(err, &later) || n.Load() != asked {
			t.Errorf("%s: the host was asked again at once: %v", why, err)
		}
		_ = c.Sleep(t.Context(), want)
	}
	status, after = http.StatusTooManyRequests, "120"
	wait("seconds", 120*time.Second)
	after = c.Now().Add(10 * time.Minute).Format(http.TimeFormat)
	wait("a time", 10*time.Minute)
	after = strconv.Itoa(int((90 * 24 * time.Hour).Seconds()))
	wait("a quarter of a year", maxRetryAfter)
	status, after = http.StatusServiceUnavailable, ""
	wait("the fourth time without a word", 10*time.Minute) // 1 min doubled three times, and a quarter of it by chance
	wait("the fifth time", 20*time.Minute)
	status = http.StatusOK
	if _, err := f.Get(t.Context(), Request{URL: s.URL + "/a"}); err != nil {
		t.Error(err)
	}
	_ = c.Sleep(t.Context(), time.Second)
	status = http.StatusServiceUnavailable
	wait("the first time again", 75*time.Second)
}

func gzipped(t *testing.T, n int64, begin string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = io.WriteString(z, begin)
	if _, err := io.CopyN(z, zeros{}, n); err != nil {
		t.Fatal(err)
	}
	_ = z.Close()
	return b.Bytes()
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// TestHostileBodies holds that no body, whatever its length, packing or speed, costs more than its limit.
func TestHostileBodies(t *testing.T) {
	bomb := gzipped(t, 3*maxPage, "<html>")
	stop := make(chan struct{})
	t.Cleanup(func() { close(stop) })
	s, _ := site(t, noRobots(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		switch r.URL.Path {
		case "/endless":
			for r.Context().Err() == nil {
				if _, err := w.Write(bytes.Repeat([]byte("word "), 1<<15)); err != nil {
					return
				}
			}
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(bomb)
		case "/bombs":
			w.Header().Set("Content-Encoding", "gzip, gzip")
			var b bytes.Buffer
			z := gzip.NewWriter(&b)
			_, _ = z.Write(bomb)
			_ = z.Close()
			_, _ = w.Write(b.Bytes())
		case "/codings":
			w.Header().Set("Content-Encoding", strings.Repeat("gzip,", 50)+"gzip")
			_, _ = w.Write(bomb)
		case "/zlib":
			w.Header().Set("Content-Encoding", "deflate")
			z := zlib.NewWriter(w)
			_, _ = io.CopyN(z, zeros{}, 3*maxPage)
			_ = z.Close()
		case "/drip", "/slow-head":
			if r.URL.Path == "/drip" {
				w.WriteHeader(http.StatusOK)
			}
			for range 1000 {
				if r.URL.Path == "/drip" {
					_, _ = w.Write([]byte("."))
					_ = http.NewResponseController(w).Flush()
				}
				select {
				case <-r.Context().Done():
					return
				case <-stop:
					return
				case <-time.After(5 * time.Millisecond):
				}
			}
		case "/head":
			w.Header().Set("X-Long", strings.Repeat("x", 2*maxHeader))
		case "/short":
			w.Header().Set("Content-Length", "1000")
			fmt.Fprint(w, "short")
		}
	}))
	hasty, _ := fetcher(t, Options{Timeout: 300 * time.Millisecond, Patience: 100 * time.Hour})
	f, _ := fetcher(t, Options{Patience: 100 * time.Hour})
	for path, why := range map[string]string{
		"/bomb": "larger than 10 MB", "/bombs": "larger than 10 MB", "/zlib": "larger than 10 MB", "/codings": "packed many times over",
		"/drip": errSlow.Error(), "/slow-head": errSlow.Error(), "/head": "", "/short": "broke off",
	} {
		by := f
		if why == errSlow.Error() {
			by = hasty
		}
		a, err := by.Get(t.Context(), Request{URL: s.URL + path})
		if err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%s: %v, %v, want an error with %q", path, a, err, why)
		}
	}
	_, err := f.Get(t.Context(), Request{URL: s.URL + "/endless"})
	refused(t, "an endless body", err)
}

// TestCertificates holds that a server must be who it says it is, and that HTTP/2 is spoken.
func TestCertificates(t *testing.T) {
	var protocol string
	s := httptest.NewUnstartedServer(noRobots(func(w http.ResponseWriter, r *http.Request) {
		protocol = r.Proto
		fmt.Fprint(w, aPage)
	}))
	s.EnableHTTP2 = true
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	f, _ := fetcher(t, Options{})
	if _, err := f.Get(t.Context(), Request{URL: s.URL}); err == nil || protocol != "" || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("a certificate that nobody vouches for: %v", err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(s.Certificate())
	f, _ = fetcher(t, Options{roots: roots})
	if a, err := f.Get(t.Context(), Request{URL: s.URL}); err != nil || string(a.Body) != aPage || protocol != "HTTP/2.0" {
		t.Errorf("%v, %s", err, protocol)
	}
}

func TestStopping(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	s, _ := site(t, noRobots(func(_ http.ResponseWriter, r *http.Request) { stop(); <-r.Context().Done() }))
	f, _ := fetcher(t, Options{})
	if _, err := f.Get(ctx, Request{URL: s.URL + "/a"}); !errors.Is(err, context.Canceled) {
		t.Errorf("a stopped request: %v", err)
	}
}

// TestManyHosts holds that the memory of hosts is bounded.
func TestManyHosts(t *testing.T) {
	f, _ := fetcher(t, Options{})
	for i := range maxHosts + 50 {
		u, err := check(fmt.Sprintf("https://h%d.example/", i))
		if err != nil {
			t.Fatal(err)
		}
		f.hosts.of(u)
	}
	if len(f.hosts.all) > maxHosts || f.hosts.all["https://h10049.example"] == nil {
		t.Errorf("%d hosts", len(f.hosts.all))
	}
}
