package web

import (
	"bytes"
	"context"
	"fmt"
	"mime/multipart"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"variorum/internal/news/intake"
)

const secret = "a long secret of the desk"

func token(t *testing.T, s *served) string {
	t.Helper()
	m := regexp.MustCompile(`name="token" value="([^"]+)"`).FindStringSubmatch(s.get("/add").body)
	if m == nil {
		t.Fatal("the form has no token")
	}
	return m[1]
}

func form(pairs ...string) string {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v.Encode()
}

const urlencoded = "application/x-www-form-urlencoded"

// TestEveryAnswerIsConfined: each answer, errors too, carries the headers by which a browser confines it.
func TestEveryAnswerIsConfined(t *testing.T) {
	s := serve(t, Options{})
	s.take(fictive("Sound Courier", "Ferry aground", "2025-03-03", ferry...))
	for _, path := range []string{"/", "/stories/1", "/accounts/1", "/stories/77", "/nothing", "/add", "/compare", "/help", "/unread", "/health", "/raw/00", asset("desk.js").href} {
		got := s.get(path)
		for name, want := range map[string]string{"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"} {
			if !strings.Contains(got.Header.Get(name), want) {
				t.Errorf("%s: %s is %q", path, name, got.Header.Get(name))
			}
		}
		csp := got.Header.Get("Content-Security-Policy")
		if strings.Contains(csp, "unsafe") || !strings.Contains(csp, "frame-ancestors 'none'") || !strings.Contains(csp, "base-uri 'none'") {
			t.Errorf("%s: the policy is %q", path, csp)
		}
	}
}

// TestNamesThatLeadHere: another name for this machine, as a site may give itself, is answered nothing (DNS rebinding).
func TestNamesThatLeadHere(t *testing.T) {
	s := serve(t, Options{})
	for host, want := range map[string]int{
		"localhost:8410": 200, "127.0.0.1": 200, "[::1]:80": 200, "LOCALHOST": 200, "127.8.8.8:1": 200,
		"evil.example": 421, "localhost.evil.example": 421, "127.0.0.1.evil.example": 421, "10.0.0.7:8410": 421, "0.0.0.0": 421,
	} {
		if got := s.get("/", "Host", host); got.StatusCode != want {
			t.Errorf("Host %s: %d, want %d", host, got.StatusCode, want)
		}
	}
}

// TestProxy: a desk that asks for its secret may stand behind a proxy under a name.
func TestProxy(t *testing.T) {
	s := serve(t, Options{Secret: secret})
	if got := s.get("/", "Host", "desk.example"); got.StatusCode != 401 || !strings.Contains(got.body, "Sign in") {
		t.Errorf("under a name, without the secret: %d", got.StatusCode)
	}
	if got := s.get("/", "Host", "desk.example", "Authorization", "Bearer "+secret); got.StatusCode != 200 {
		t.Errorf("under a name, with the secret: %d", got.StatusCode)
	}
}

// TestWritesComeFromHere: a form of another site, without a token, with an old one or with one of another server adds nothing.
func TestWritesComeFromHere(t *testing.T) {
	s, other := serve(t, Options{}), serve(t, Options{})
	good, foreign := token(t, s), token(t, other)
	body := func(token string) string {
		return form("token", token, "text", strings.Join(ferry, "\n\n"), "source", "By hand")
	}
	for name, c := range map[string]struct {
		token   string
		headers []string
		want    int
	}{
		"another site":               {good, []string{"Sec-Fetch-Site", "cross-site"}, 403},
		"a site beside":              {good, []string{"Sec-Fetch-Site", "same-site"}, 403},
		"another origin":             {good, []string{"Origin", "https://evil.example"}, 403},
		"no origin that can be said": {good, []string{"Origin", "null"}, 403},
		"no token":                   {"", nil, 403},
		"a token of another server":  {foreign, nil, 403},
		"a token cut short":          {good[:len(good)-2], nil, 403},
		"a token of tomorrow":        {fmt.Sprintf("%d", time.Now().Unix()/3600+5) + good[strings.IndexByte(good, '.'):], nil, 403},
	} {
		if got := s.send("POST", "/add", body(c.token), append([]string{"Content-Type", urlencoded}, c.headers...)...); got.StatusCode != c.want {
			t.Errorf("%s: %d, want %d", name, got.StatusCode, c.want)
		}
	}
	s.desk.guard.now = func() time.Time { return time.Now().Add((tokenHours + 2) * time.Hour) }
	if got := s.send("POST", "/add", body(good), "Content-Type", urlencoded); got.StatusCode != 403 || !strings.Contains(got.body, "struck") && !strings.Contains(got.body, "Teal sandbank") {
		t.Errorf("a form left open for days: %d, and what was written is lost", got.StatusCode)
	}
	s.desk.guard.now = time.Now
	if n, _ := s.store.Counts(t.Context()); n.Pages != 0 {
		t.Errorf("%d pages were added", n.Pages)
	}
	if got := s.send("POST", "/add", body(good), "Content-Type", urlencoded, "Origin", s.url, "Sec-Fetch-Site", "same-origin"); got.StatusCode != 200 || !strings.Contains(got.body, "1 page added") {
		t.Errorf("the form itself: %d %s", got.StatusCode, got.body)
	}
}

// TestAddingSaysWhatIsWrong: each thing that can be sent in vain is answered with what to do.
func TestAddingSaysWhatIsWrong(t *testing.T) {
	s := serve(t, Options{Fetch: func(_ context.Context, address string) (intake.Page, error) {
		if strings.Contains(address, "good") {
			p := fictive("Sound Courier", "Ferry aground", "2025-03-03", ferry...)
			p.URL, p.Source, p.ID = address, address, address
			return p, nil
		}
		return intake.Page{}, fmt.Errorf("%s is an address of this network", address)
	}})
	tok := token(t, s)
	for name, c := range map[string]struct {
		body, want string
		status     int
	}{
		"nothing":           {form("token", tok), "nothing to add", 422},
		"another scheme":    {form("token", tok, "url", "file:///etc/passwd"), "no address of a page", 422},
		"a private address": {form("token", tok, "url", "http://10.0.0.1/"), "address of this network", 422},
		"no article":        {form("token", tok, "text", "<html><body><nav>Home</nav></body></html>"), "Nothing could be read", 200},
		"a good address":    {form("token", tok, "url", "https://good.example/ferry"), "1 page added", 200},
		"the same again":    {form("token", tok, "url", "https://good.example/ferry"), "known already", 200},
	} {
		if name == "the same again" {
			continue // behind the others
		}
		got := s.send("POST", "/add", c.body, "Content-Type", urlencoded)
		if got.StatusCode != c.status || !strings.Contains(got.body, c.want) {
			t.Errorf("%s: %d, want %d and %q in\n%s", name, got.StatusCode, c.status, c.want, got.body)
		}
	}
	if got := s.send("POST", "/add", form("token", tok, "url", "https://good.example/ferry"), "Content-Type", urlencoded); !strings.Contains(got.body, "known already") {
		t.Errorf("a page that comes again: %s", got.body)
	}
	large := strings.Repeat("x", mostUpload+1)
	if got := s.send("POST", "/add", "token="+url.QueryEscape(tok)+"&text="+large, "Content-Type", urlencoded); got.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("a form of %d bytes: %d", len(large), got.StatusCode)
	}
}

// TestUploadsStayInTheStore: a name that climbs out of its folder is a name and no place.
func TestUploadsStayInTheStore(t *testing.T) {
	s := serve(t, Options{})
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	_ = w.WriteField("token", token(t, s))
	f, err := w.CreateFormFile("file", `..\..\..\etc/cron.d/owned.html`)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = f.Write([]byte(fictive("Sound Courier", "Ferry aground", "2025-03-03", ferry...).Body))
	_ = w.Close()
	got := s.send("POST", "/add", b.String(), "Content-Type", w.FormDataContentType())
	if got.StatusCode != 200 || !strings.Contains(got.body, "1 page added") {
		t.Fatalf("%d %s", got.StatusCode, got.body)
	}
	p, err := s.store.Page(t.Context(), 1)
	if err != nil || p.Name != "owned" {
		t.Errorf("the account is called %q %v", p.Name, err)
	}
	for _, path := range []string{"/static/..%2f..%2fgo.mod", "/raw/..%2f..%2fnews.db", "/static/%2e%2e/desk.css", "/accounts/..%2f..%2fetc%2fpasswd"} {
		if got := s.get(path); got.StatusCode == 200 {
			t.Errorf("%s answers with %q", path, got.body[:min(80, len(got.body))])
		}
	}
}

// TestSecret: with a secret nothing is shown without it, neither pages nor news nor what was published.
func TestSecret(t *testing.T) {
	api := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "the api") })
	s := serve(t, Options{Secret: secret, API: api})
	s.take(fictive("Sound Courier", "Ferry aground", "2025-03-03", ferry...))
	for _, path := range []string{"/", "/stories/1", "/accounts/1", "/raw/00", "/events", "/add", "/api/v1/stories", "/unread"} {
		if got := s.get(path); got.StatusCode != 401 || strings.Contains(got.body, "Ferry") {
			t.Errorf("%s without the secret: %d", path, got.StatusCode)
		}
		if got := s.get(path, "Authorization", "Bearer wrong", "Accept", "application/json"); got.StatusCode != 401 && path != "/add" || got.StatusCode == 200 {
			t.Errorf("%s with a wrong one: %d", path, got.StatusCode)
		}
		s.desk.guard.tries = tries{}
	}
	if got := s.get("/api/v1/x", "Authorization", "Bearer "+secret); got.body != "the api" {
		t.Errorf("the API with the secret: %s", got.body)
	}
	if got := s.get("/stories/1", "Cookie", cookieName+"=99999999999.00"); got.StatusCode != 401 {
		t.Error("a cookie of one's own opens the desk")
	}
	in := s.send("POST", "/login", form("secret", secret, "next", "/stories/1"), "Content-Type", urlencoded)
	cookie := in.Header.Get("Set-Cookie")
	if in.StatusCode != 303 || in.Header.Get("Location") != "/stories/1" {
		t.Fatalf("signing in: %d to %s", in.StatusCode, in.Header.Get("Location"))
	}
	for _, part := range []string{"HttpOnly", "SameSite=Strict", "Path=/"} {
		if !strings.Contains(cookie, part) {
			t.Errorf("the cookie %q lacks %s", cookie, part)
		}
	}
	if strings.Contains(cookie, secret) || strings.Contains(cookie, url.QueryEscape(secret)) {
		t.Error("the cookie holds the secret itself")
	}
	if got := s.get("/stories/1"); got.StatusCode != 200 {
		t.Errorf("after signing in: %d", got.StatusCode)
	}
	s.desk.guard.now = func() time.Time { return time.Now().AddDate(0, 0, sessionDays+1) }
	if got := s.get("/stories/1"); got.StatusCode != 401 {
		t.Errorf("a sign-in of %d days ago: %d", sessionDays+1, got.StatusCode)
	}
}

// TestGuessing: after some wrong secrets even the right one waits, and then opens.
func TestGuessing(t *testing.T) {
	s := serve(t, Options{Secret: secret})
	now := time.Now()
	s.desk.guard.now = func() time.Time { return now }
	for range wrongTries {
		if got := s.send("POST", "/login", form("secret", "wrong"), "Content-Type", urlencoded); got.StatusCode != 401 {
			t.Fatalf("a wrong secret: %d", got.StatusCode)
		}
	}
	if got := s.send("POST", "/login", form("secret", secret), "Content-Type", urlencoded); got.StatusCode != 429 {
		t.Errorf("after %d wrong ones: %d", wrongTries, got.StatusCode)
	}
	if got := s.get("/", "Authorization", "Bearer "+secret); got.StatusCode != 429 || got.Header.Get("Retry-After") != "60" {
		t.Errorf("after %d wrong ones by a header: %d, again after %q", wrongTries, got.StatusCode, got.Header.Get("Retry-After"))
	}
	now = now.Add(tryWindow + time.Second)
	if got := s.send("POST", "/login", form("secret", secret), "Content-Type", urlencoded); got.StatusCode != 303 {
		t.Errorf("a minute later: %d", got.StatusCode)
	}
}

func TestSignInLeadsNowhereElse(t *testing.T) {
	for next, want := range map[string]string{
		"/stories/1?a=b": "/stories/1?a=b", "": "/", "https://evil.example/": "/", "//evil.example/": "/", "/\\evil.example": "/", "javascript:x": "/", "/login": "/", "stories": "/", "/a\r\nSet-Cookie: x": "/",
	} {
		if got := safeNext(next); got != want {
			t.Errorf("next=%q leads to %q, want %q", next, got, want)
		}
	}
}

// TestListening: beyond loopback only with a secret; a port that is taken is said so.
func TestListening(t *testing.T) {
	for _, address := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:0"} {
		if l, err := Listen(address, ""); err == nil {
			l.Close()
			t.Errorf("%s is listened on without a secret", address)
		} else if !strings.Contains(err.Error(), "--secret-file") {
			t.Errorf("%s: %v", address, err)
		}
	}
	if _, err := Listen("127.0.0.1:0", "short"); err == nil {
		t.Error("a secret of five letters is taken")
	}
	l, err := Listen("127.0.0.1:0", "")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := Listen(l.Addr().String(), ""); err == nil || !strings.Contains(err.Error(), "taken") || !strings.Contains(err.Error(), "--listen") {
		t.Errorf("a port that is taken: %v", err)
	}
	if _, err := Listen("no address", ""); err == nil {
		t.Error("what is no address is listened on")
	}
}

func TestSecretFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(name, []byte("  "+secret+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := ReadSecret(name, "other"); got != secret || err != nil {
		t.Errorf("%q %v", got, err)
	}
	if got, err := ReadSecret("", secret+"\n"); got != secret || err != nil {
		t.Errorf("from the environment: %q %v", got, err)
	}
	if err := os.Chmod(name, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadSecret(name, ""); err == nil || !strings.Contains(err.Error(), "chmod 600") {
		t.Errorf("a file that others may read: %v", err)
	}
	if err := os.WriteFile(name+"2", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{name + "2", name + "3"} {
		if _, err := ReadSecret(bad, ""); err == nil {
			t.Errorf("%s gives a secret", bad)
		}
	}
}

// TestRawTypes: whatever came in is HTML in a sandbox or text.
func TestRawTypes(t *testing.T) {
	s := serve(t, Options{})
	html := fictive("Sound Courier", "Ferry aground", "2025-03-03", ferry...)
	text := intake.Page{ID: "plain", Source: "plain.txt", Kind: intake.Plain, Body: "Ferry aground\n\n" + strings.Join(ferry, "\n\n")}
	svg := html
	svg.ID, svg.Source, svg.Raw = "drawing", "drawing.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`)
	for _, p := range []intake.Page{html, text, svg} {
		added := s.take(p)
		in, err := s.store.Page(t.Context(), added.Pages[0].Page)
		if err != nil {
			t.Fatal(err)
		}
		for _, as := range []string{"", "?as=text"} {
			got := s.get("/raw/" + in.Versions[0].Raw + as)
			kind := got.Header.Get("Content-Type")
			if !strings.HasPrefix(kind, "text/plain") && (as != "" || !strings.HasPrefix(kind, "text/html")) {
				t.Errorf("%s%s comes as %s", p.ID, as, kind)
			}
			if csp := got.Header.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "sandbox;") || strings.Contains(csp, "allow-") || !strings.Contains(csp, "default-src 'none'") || got.Header.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("%s%s: %s", p.ID, as, csp)
			}
		}
	}
}

// TestSlowAndLarge: a head without end, and one that never comes, do not hold the server.
func TestSlowAndLarge(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := serve(t, Options{})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, l, Options{Store: s.store}) }()
	large, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer large.Close()
	go func() {
		fmt.Fprintf(large, "GET / HTTP/1.1\r\nHost: localhost\r\n")
		for range 4000 {
			if _, err := fmt.Fprintf(large, "X-Long: %s\r\n", strings.Repeat("x", 60)); err != nil {
				return
			}
		}
	}()
	answer := make([]byte, 64)
	_ = large.SetReadDeadline(time.Now().Add(30 * time.Second))
	n, _ := large.Read(answer)
	if !strings.Contains(string(answer[:n]), "431") {
		t.Errorf("a head without end is answered %q", answer[:n])
	}
	slow, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Close()
	fmt.Fprintf(slow, "GET / HTTP/1.1\r\nHost: localhost\r\n")
	_ = slow.SetReadDeadline(time.Now().Add(30 * time.Second))
	if _, err := slow.Read(answer); err == nil {
		_, err = slow.Read(answer)
		_ = err // an answer that says so, and then the end of the line
	} else if ne, is := err.(net.Error); is && ne.Timeout() {
		t.Error("a head that never comes is waited for")
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("stopping: %v", err)
	}
}
