package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestOnline runs the commands that fetch against a newsroom of their own, whose address is $NEWS.
func TestOnline(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata/online", Setup: func(e *testscript.Env) error {
		s := httptest.NewServer(http.HandlerFunc(serveNews))
		e.Defer(s.Close)
		e.Setenv("NEWS", s.URL)
		return nil
	}})
}

// serveNews is a small newsroom: a feed of two pages, a third that robots.txt shuts off.
func serveNews(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/robots.txt":
		fmt.Fprint(w, "User-agent: *\nDisallow: /shut")
	case "/feed":
		fmt.Fprintf(w, `<rss version="2.0"><channel><title>Harbour Post</title><item><title>Quay</title><link>http://%[1]s/quay</link></item>
<item><title>Ferry</title><link>http://%[1]s/ferry</link></item><item><title>Shut</title><link>http://%[1]s/shut</link></item></channel></rss>`, r.Host)
	case "/quay", "/ferry", "/shut":
		name := strings.TrimPrefix(r.URL.Path, "/")
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!doctype html><html><head><title>The %[1]s at Tarn</title></head><body><article><h1>The %[1]s at Tarn</h1>
<p>The %[1]s at Tarn was shut on Monday after a crane fell across the only road to it, the harbour master's office said.</p>
<p>"We shall open the %[1]s when it is safe, and not a day sooner," the harbour master, Ines Dorval, told the Harbour Post.</p></article></body></html>`, name)
	default:
		http.NotFound(w, r)
	}
}
