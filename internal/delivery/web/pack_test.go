package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// packed asks as a browser that takes gzip, and unpacks nothing.
func packed(t *testing.T, s *served, path string, headers ...string) answer {
	t.Helper()
	return s.get(path, append(headers, "Accept-Encoding", "gzip, br")...)
}

func unpacked(t *testing.T, body string) string {
	t.Helper()
	r, err := gzip.NewReader(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// TestPagesGoOutPacked: who takes gzip gets the same page in a fraction of its bytes; who does not gets it as it is; caches are told.
func TestPagesGoOutPacked(t *testing.T) {
	s := serve(t, Options{})
	s.take(examples(t)...)
	for _, path := range []string{"/", "/stories/1", "/accounts/1", "/help", "/stories/999", asset("desk.css").href} {
		plain := s.get(path, "Accept-Encoding", "identity")
		got := packed(t, s, path)
		if got.Header.Get("Content-Encoding") != "gzip" || !strings.Contains(got.Header.Get("Vary"), "Accept-Encoding") || got.StatusCode != plain.StatusCode {
			t.Errorf("%s: %s, %v", path, got.Status, got.Header)
			continue
		}
		if body := unpacked(t, got.body); path != "/" && body != plain.body {
			t.Errorf("%s is another page when it is packed", path)
		}
		if len(got.body)*2 > len(plain.body) {
			t.Errorf("%s: %d bytes of %d", path, len(got.body), len(plain.body))
		}
		if plain.Header.Get("Content-Encoding") != "" || !strings.Contains(plain.Header.Get("Vary"), "Accept-Encoding") {
			t.Errorf("%s for who takes nothing packed: %v", path, plain.Header)
		}
		tag := got.Header.Get("ETag")
		if tag == "" {
			continue
		}
		for _, have := range []string{tag, strings.TrimPrefix(tag, "W/"), `"other", ` + tag} {
			if again := packed(t, s, path, "If-None-Match", have); again.StatusCode != http.StatusNotModified || again.body != "" {
				t.Errorf("%s again with %s: %s", path, have, again.Status)
			}
		}
	}
	if got := packed(t, s, "/health"); got.Header.Get("Content-Encoding") != "" {
		t.Error("what is short is packed")
	}
}

// TestNoTokenIsPacked: a page that holds a token goes out as it is and says to proxies that it must, whatever a reader's address puts into it, and no
// two tokens have more letters in common than their hour.
func TestNoTokenIsPacked(t *testing.T) {
	s := serve(t, Options{Fetch: noFetch})
	seen := map[string]bool{}
	for _, send := range []func() answer{
		func() answer { return packed(t, s, "/add") },
		func() answer { return packed(t, s, "/add?q=token") },
		func() answer {
			return s.send("POST", "/add", form("token", "wrong", "text", strings.Repeat("value=\"", 400)), "Content-Type", urlencoded, "Accept-Encoding", "gzip")
		},
	} {
		got := send()
		if got.Header.Get("Content-Encoding") != "" || !strings.Contains(got.Header.Get("Cache-Control"), "no-transform") || !strings.Contains(got.body, `name="token"`) {
			t.Errorf("%s: %v", got.Status, got.Header)
		}
		_, rest, _ := strings.Cut(got.body, `name="token" value="`)
		token, _, _ := strings.Cut(rest, `"`)
		if !s.desk.guard.validToken(token) {
			t.Fatalf("%q is no token", token)
		}
		_, secret, _ := strings.Cut(token, ".")
		for i := 0; i+8 <= len(secret); i += 8 {
			if seen[secret[i:i+8]] {
				t.Errorf("two pages have %s of their tokens in common", secret[i:i+8])
			}
			seen[secret[i:i+8]] = true
		}
	}
}

// TestPackingLosesNothing: whatever a handler writes, in whatever pieces, arrives.
func TestPackingLosesNothing(t *testing.T) {
	p := newPackers()
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOfN(rapid.IntRange(0, 3<<20), 0, 4).Draw(t, "pieces")
		kind := rapid.SampledFrom([]string{"text/html; charset=utf-8", "image/png", ""}).Draw(t, "type")
		takes := rapid.Bool().Draw(t, "takes")
		var want bytes.Buffer
		handler := p.wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if kind != "" {
				w.Header().Set("Content-Type", kind)
			}
			for i, n := range pieces {
				piece := bytes.Repeat([]byte{byte('a' + i)}, n)
				want.Write(piece)
				_, _ = w.Write(piece)
			}
		}))
		r, err := http.NewRequest(http.MethodGet, "/", nil)
		if err != nil {
			t.Fatal(err)
		}
		if takes {
			r.Header.Set("Accept-Encoding", "gzip")
		}
		got := &recorder{header: http.Header{}}
		handler.ServeHTTP(got, r)
		body := got.body.Bytes()
		if got.header.Get("Content-Encoding") == "gzip" {
			z, err := gzip.NewReader(bytes.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			if body, err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(body, want.Bytes()) {
			t.Fatalf("%d bytes arrive, want %d", len(body), want.Len())
		}
	})
}

// recorder keeps what a handler answers.
type recorder struct {
	header http.Header
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header         { return r.header }
func (r *recorder) WriteHeader(int)             {}
func (r *recorder) Write(p []byte) (int, error) { return r.body.Write(p) }

func TestWhoTakesGzip(t *testing.T) {
	for header, want := range map[string]bool{"gzip": true, "br, gzip;q=0.5": true, "*": true, "GZIP": true, "": false, "br": false, "gzip;q=0": false, "gzip; q=0.0": false, "identity;q=1, *;q=0": false, "xgzip": false} {
		if takesGzip(header) != want {
			t.Errorf("Accept-Encoding: %s: %v", header, !want)
		}
	}
}
