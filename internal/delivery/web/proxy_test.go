package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// behind are the headers of a request that a proxy passes on, and more.
func behind(more ...string) []string {
	return append([]string{"X-Forwarded-Proto", "https", "X-Forwarded-Host", "desk.example"}, more...)
}

// TestBehindAProxy: the address to cite, the cookie and the check of origins are those of the address that readers see.
func TestBehindAProxy(t *testing.T) {
	s := serve(t, Options{Secret: secret, Proxy: true})
	s.take(fictive("Sound Courier", "Ferry aground", "2025-03-03", ferry...))
	s.client.Jar = nil // cookies are sent by hand here
	in := s.send("POST", "/login", form("secret", secret, "next", "/"), behind("Content-Type", urlencoded, "Origin", "https://desk.example")...)
	cookie := in.Header.Get("Set-Cookie")
	if in.StatusCode != http.StatusSeeOther || !strings.HasPrefix(cookie, "__Host-"+cookieName+"=") || !strings.Contains(cookie, "; Secure") {
		t.Fatalf("%s: the cookie is %q", in.Status, cookie)
	}
	value, _, _ := strings.Cut(cookie, ";")
	page := s.get("/stories/1", behind("Cookie", value)...)
	if page.StatusCode != 200 || !strings.Contains(page.body, "https://desk.example/stories/1") {
		t.Errorf("%s: the page does not say its address", page.Status)
	}
	if plain := s.get("/stories/1", "Cookie", strings.TrimPrefix(value, "__Host-"), "X-Forwarded-Proto", "https"); plain.StatusCode != 401 {
		t.Errorf("a cookie that plain HTTP could have set: %s", plain.Status)
	}
	for from, want := range map[string]int{"https://desk.example": 403, "http://desk.example": 403, "https://evil.example": 403, "https://desk.example:8443": 403, "null": 403} {
		// 403 of the origin, or of the token that is missing: told apart by what they say
		got := s.send("POST", "/add", form("text", "x"), behind("Content-Type", urlencoded, "Cookie", value, "Origin", from)...)
		foreign := strings.Contains(got.body, "Not from another site")
		if got.StatusCode != want || foreign != (from != "https://desk.example") {
			t.Errorf("a form from %s: %s, foreign %v", from, got.Status, foreign)
		}
	}
	for _, bad := range [][]string{{"X-Forwarded-Proto", "javascript"}, {"X-Forwarded-Host", "desk.example/evil"}, {"X-Forwarded-Host", "user@desk.example"}, {"X-Forwarded-Host", "a b"}} {
		if got := s.get("/", append(bad, "Cookie", value)...); got.StatusCode != http.StatusBadRequest {
			t.Errorf("%q: %s", bad, got.Status)
		}
	}
	if near := s.get("/stories/1", "X-Forwarded-Proto", "http, https", "X-Forwarded-Host", "evil.example, desk.example", "Cookie", value); !strings.Contains(near.body, "https://desk.example/stories/1") {
		t.Errorf("of two proxies the near one is not believed: %s", near.Status)
	}
}

// TestProxyThatAddsLines: a reader sends the headers too, and the proxy adds its own behind them.
func TestProxyThatAddsLines(t *testing.T) {
	r := httptest.NewRequest("GET", "/stories/1", nil)
	for name, lines := range map[string][]string{"X-Forwarded-Proto": {"http", "https"}, "X-Forwarded-Host": {"evil.example, worse.example", "desk.example"}} {
		for _, line := range lines {
			r.Header.Add(name, line)
		}
	}
	if seen, ok := asked(r); !ok || origin(seen) != "https://desk.example" {
		t.Errorf("the address is taken for %s", origin(seen))
	}
}

// TestForwardedHeadersAreNotBelieved: without the switch anybody may send them, and they say nothing.
func TestForwardedHeadersAreNotBelieved(t *testing.T) {
	s := serve(t, Options{Secret: secret})
	s.take(fictive("Sound Courier", "Ferry aground", "2025-03-03", ferry...))
	got := s.get("/stories/1", behind("Authorization", "Bearer "+secret)...)
	if got.StatusCode != 200 || strings.Contains(got.body, "desk.example") || !strings.Contains(got.body, s.url+"/stories/1") {
		t.Errorf("%s: the page is of the address that a header names", got.Status)
	}
	in := s.send("POST", "/login", form("secret", secret), behind("Content-Type", urlencoded)...)
	if cookie := in.Header.Get("Set-Cookie"); strings.Contains(cookie, "Secure") || strings.Contains(cookie, "__Host-") {
		t.Errorf("the cookie is %q", cookie)
	}
	open := serve(t, Options{})
	if got := open.get("/", "X-Forwarded-Host", "127.0.0.1", "Host", "evil.example"); got.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("a header makes another name one of this machine: %s", got.Status)
	}
	if MayStandBehindProxy("") == nil || MayStandBehindProxy(secret) != nil {
		t.Error("a proxy may stand before a desk without a secret")
	}
}
