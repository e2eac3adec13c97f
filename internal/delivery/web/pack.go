package web

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"runtime"
	"strconv"
	"strings"
)

// Pages are most of them the same words again, so they go out packed to a seventh. What is packed tells by its length what stands in it:
// who can have a reader's browser ask for pages with words of his own in them, and sees the lengths, learns a secret that stands beside
// those words (BREACH, Gluck and others 2013). So a page that holds a token is never packed, here or by a proxy that heeds no-transform, and the
// token is another in each page. Other pages hold no secret of the session.

// leastPacked is the bytes from which packing saves a packet of the network; mostPacked those above which an answer that is made piece by piece
// goes out as it is made.
const (
	leastPacked = 1400
	mostPacked  = 4 << 20
)

// unpackable is the Cache-Control of a page that holds a token.
const unpackable = "no-store, no-transform"

// packers are as many as pack at a time: each takes a megabyte, and a millisecond or two for a page.
type packers chan *gzip.Writer

func newPackers() packers {
	p := make(packers, max(2, runtime.GOMAXPROCS(0)))
	for range cap(p) {
		w, err := gzip.NewWriterLevel(nil, gzip.BestSpeed)
		if err != nil {
			panic(err) // the level is a constant
		}
		p <- w
	}
	return p
}

func (p packers) pack(body []byte) []byte {
	w := <-p
	defer func() { p <- w }()
	var b bytes.Buffer
	b.Grow(len(body) / 4)
	w.Reset(&b)
	_, _ = w.Write(body) // memory takes all
	_ = w.Close()
	return b.Bytes()
}

// wrap packs what a handler answers, for callers that take it so.
func (p packers) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a := &packing{ResponseWriter: w, packers: p, takes: takesGzip(r.Header.Get("Accept-Encoding"))}
		next.ServeHTTP(a, r)
		a.finish() // not after a panic: what is half there is not sent as if it were whole
	})
}

// packing is an answer that is held back until it is known whether it is packed, and if it is, until it is whole.
type packing struct {
	http.ResponseWriter
	packers packers
	takes   bool
	status  int // 0 until the handler has said it
	held    bytes.Buffer
	through bool // what comes goes out as it is
}

// Unwrap lets deadlines be set and events flushed.
func (a *packing) Unwrap() http.ResponseWriter { return a.ResponseWriter }

func (a *packing) WriteHeader(status int) {
	if a.status != 0 || status < 200 {
		return
	}
	a.status = status
	h := a.Header()
	if status != http.StatusNotModified && !packs(h) {
		a.pass()
		return
	}
	h.Add("Vary", "Accept-Encoding")
	if tag := h.Get("ETag"); tag != "" && !strings.HasPrefix(tag, "W/") {
		h.Set("ETag", "W/"+tag) // the same page in other bytes
	}
	if !a.takes || status == http.StatusNotModified {
		a.pass()
	}
}

// packs reports whether an answer is text that may be packed and is long enough.
func packs(h http.Header) bool {
	if h.Get("Content-Encoding") != "" || strings.Contains(h.Get("Cache-Control"), "no-transform") {
		return false
	}
	if n, err := strconv.Atoi(h.Get("Content-Length")); err == nil && n < leastPacked {
		return false
	}
	media, _, _ := strings.Cut(h.Get("Content-Type"), ";")
	switch strings.TrimSpace(media) {
	case "text/html", "text/plain", "text/css", "text/javascript", "text/csv", "application/json", "application/problem+json", "application/xml", "image/svg+xml":
		return true
	}
	return false
}

func (a *packing) pass() {
	a.through = true
	a.ResponseWriter.WriteHeader(a.status)
}

func (a *packing) Write(p []byte) (int, error) {
	if a.status == 0 {
		a.WriteHeader(http.StatusOK)
	}
	if !a.through && a.held.Len()+len(p) > mostPacked {
		a.pass()
		if _, err := a.ResponseWriter.Write(a.held.Bytes()); err != nil {
			return 0, err
		}
		a.held = bytes.Buffer{}
	}
	if a.through {
		return a.ResponseWriter.Write(p)
	}
	return a.held.Write(p)
}

// finish sends what was held back.
func (a *packing) finish() {
	if a.through || a.status == 0 {
		return
	}
	body := a.held.Bytes()
	if len(body) >= leastPacked {
		body = a.packers.pack(body)
		a.Header().Set("Content-Encoding", "gzip")
		a.Header().Set("Content-Length", strconv.Itoa(len(body)))
	}
	a.pass()
	_, _ = a.ResponseWriter.Write(body) // the reader may have gone
}

// takesGzip reads an Accept-Encoding header (RFC 9110, 12.5.3).
func takesGzip(header string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, weight, _ := strings.Cut(part, ";")
		if name = strings.TrimSpace(name); !strings.EqualFold(name, "gzip") && name != "*" {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimPrefix(strings.ReplaceAll(weight, " ", ""), "q="), 64)
		return weight == "" || err == nil && q > 0
	}
	return false
}
