package web

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"
)

// guard stands before every page. It sets the headers by which a browser confines what it shows, refuses requests that another site
// or a name that leads here by a trick has made, and asks for the secret where there is one.
type guard struct {
	secret   string
	loopback bool   // the server listens on loopback only, so requests must name it so
	proxy    bool   // what X-Forwarded-Proto and X-Forwarded-Host say is believed
	key      []byte // of the tokens that forms carry
	tries    tries
	now      func() time.Time
}

func newGuard(secret string, loopback, proxy bool) *guard {
	key := make([]byte, 32)
	rand.Read(key) // it never fails
	return &guard{secret: secret, loopback: loopback, proxy: proxy, key: key, now: time.Now}
}

// policy lets in the style, the script and the frame of this server, and nothing else.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// rawPolicy shows a page that came in: no script, no form, no request, whatever the page says.
const rawPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"

// mostBody is how many bytes a request may send, but for what adds pages.
const mostBody = 64 << 10

// Wrap puts the guard before a handler.
func (g *guard) wrap(next http.Handler) http.Handler {
	deny := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		complain(w, r, http.StatusForbidden, "Not from another site", "This request was made by another site, and writes are taken from this one only.", "Open the page here and send the form from it.")
	})
	foreign := http.NewCrossOriginProtection()
	foreign.SetDenyHandler(deny)
	inner := foreign.Handler(g.ask(next))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		confine(w.Header())
		if g.loopback && g.secret == "" && !namesLoopback(r.Host) { // with a secret a name may lead here: a proxy's
			complain(w, r, http.StatusMisdirectedRequest, "Not under this name", "This desk listens on its own machine and answers to localhost and 127.0.0.1 only, so that no other site can lead a browser here by a name of its own.", "Open it by the address that variorum serve has printed.")
			return
		}
		if g.proxy {
			seen, ok := asked(r)
			if r = seen; !ok {
				complain(w, r, http.StatusBadRequest, "No such address", "The proxy before this desk says that it was asked for an address that is none.", "Have it set X-Forwarded-Proto to http or https, and X-Forwarded-Host to the name that readers use.")
				return
			}
			if !ownOrigin(r) {
				deny.ServeHTTP(w, r)
				return
			}
		}
		inner.ServeHTTP(w, r)
	})
}

func confine(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
}

// namesLoopback reports whether a Host header names this machine.
func namesLoopback(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.Trim(name, "[]")
	if strings.EqualFold(name, "localhost") {
		return true
	}
	ip := net.ParseIP(name)
	return ip != nil && ip.IsLoopback()
}

// cookieName holds the proof of the secret, never the secret. Over TLS its name has the prefix by which browsers take it from this very host only, whole and
// over TLS (RFC 6265bis, 4.1.3.2).
const cookieName = "variorum"

func cookieFor(r *http.Request) (name string, secure bool) {
	if scheme(r) == "https" {
		return "__Host-" + cookieName, true
	}
	return cookieName, false
}

// sessionDays is how long a sign-in holds.
const sessionDays = 30

// ask lets through whoever has shown the secret.
func (g *guard) ask(next http.Handler) http.Handler {
	if g.secret == "" {
		return next
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /login", func(w http.ResponseWriter, r *http.Request) {
		loginForm(w, r, http.StatusOK, r.URL.Query().Get("next"), "")
	})
	mux.HandleFunc("POST /login", g.login)
	mux.HandleFunc("GET /static/", serveStatic)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if g.known(r) {
			next.ServeHTTP(w, r)
			return
		}
		if strings.HasPrefix(r.Header.Get("Authorization"), "Bearer ") && !g.tries.allow(g.now()) {
			w.Header().Set("Retry-After", strconv.Itoa(int(tryWindow.Seconds())))
			complain(w, r, http.StatusTooManyRequests, "Too many wrong secrets", "Too many wrong secrets came in the last minute, perhaps from others; none is taken meanwhile, right or wrong.", "Wait a minute and try again.")
			return
		}
		w.Header().Set("WWW-Authenticate", "Bearer")
		if r.Method == http.MethodGet && wantsHTML(r) {
			loginForm(w, r, http.StatusUnauthorized, r.URL.RequestURI(), "")
			return
		}
		complain(w, r, http.StatusUnauthorized, "Secret needed", "This desk asks for its secret.", "Sign in at /login, or send the header Authorization: Bearer with the secret.")
	})
	return mux
}

func (g *guard) known(r *http.Request) bool {
	if bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return g.tries.allow(g.now()) && g.tries.count(g.isSecret(bearer), g.now())
	}
	name, _ := cookieFor(r)
	c, err := r.Cookie(name)
	return err == nil && g.validSession(c.Value)
}

// isSecret compares digests, so that the time it takes tells nothing.
func (g *guard) isSecret(s string) bool {
	a, b := sha256.Sum256([]byte(s)), sha256.Sum256([]byte(g.secret))
	return subtle.ConstantTimeCompare(a[:], b[:]) == 1
}

func (g *guard) session(until time.Time) string {
	end := strconv.FormatInt(until.Unix(), 10)
	return end + "." + g.sign([]byte(g.secret), "session "+end)
}

func (g *guard) validSession(value string) bool {
	end, mac, ok := strings.Cut(value, ".")
	seconds, err := strconv.ParseInt(end, 10, 64)
	return ok && err == nil && hmac.Equal([]byte(mac), []byte(g.sign([]byte(g.secret), "session "+end))) && g.now().Unix() < seconds
}

func (g *guard) sign(key []byte, what string) string { return hex.EncodeToString(g.mac(key, what)) }

func (g *guard) mac(key []byte, what string) []byte {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(what))
	return m.Sum(nil)
}

func (g *guard) login(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, mostBody)
	next := safeNext(r.FormValue("next"))
	if !g.tries.allow(g.now()) {
		loginForm(w, r, http.StatusTooManyRequests, next, "Too many wrong secrets. Wait a minute and try again.")
		return
	}
	if !g.tries.count(g.isSecret(r.FormValue("secret")), g.now()) {
		loginForm(w, r, http.StatusUnauthorized, next, "That is not the secret.")
		return
	}
	until := g.now().AddDate(0, 0, sessionDays)
	name, secure := cookieFor(r)
	http.SetCookie(w, &http.Cookie{Name: name, Value: g.session(until), Path: "/", Expires: until, HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: secure})
	http.Redirect(w, r, next, http.StatusSeeOther)
}

// safeNext is a path of this server: a sign-in leads nowhere else.
func safeNext(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.IsAbs() || u.Host != "" || !strings.HasPrefix(s, "/") || strings.HasPrefix(s, "//") || strings.ContainsAny(s, "\\\r\n\t") || strings.HasPrefix(s, "/login") {
		return "/"
	}
	return s
}

// wrongTries is how many wrong secrets are taken in tryWindow, from all callers together: a person mistypes twice or thrice, and a
// program that guesses has no hope at this pace.
const (
	wrongTries = 10
	tryWindow  = time.Minute
)

// tries counts wrong secrets.
type tries struct {
	mu    sync.Mutex
	wrong []time.Time
}

func (t *tries) allow(now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	for len(t.wrong) > 0 && now.Sub(t.wrong[0]) > tryWindow {
		t.wrong = t.wrong[1:]
	}
	return len(t.wrong) < wrongTries
}

// count notes a wrong secret, and returns whether it was right.
func (t *tries) count(right bool, now time.Time) bool {
	if !right {
		t.mu.Lock()
		t.wrong = append(t.wrong, now)
		t.mu.Unlock()
	}
	return right
}

// tokenHours is how long a form that was left open may still be sent.
const tokenHours = 24

// token is what a form of this server carries, so that no other site can have made it. What stands in the page is masked by chance letters and another each
// time, so that no two pages have letters of it in common.
func (g *guard) token() string {
	hour := strconv.FormatInt(g.now().Unix()/3600, 10)
	mask := make([]byte, sha256.Size)
	rand.Read(mask) // it never fails
	return hour + "." + hex.EncodeToString(mask) + hex.EncodeToString(masked(mask, g.mac(g.key, "token "+hour)))
}

func (g *guard) validToken(s string) bool {
	hour, rest, ok := strings.Cut(s, ".")
	n, err := strconv.ParseInt(hour, 10, 64)
	age := g.now().Unix()/3600 - n
	raw, errHex := hex.DecodeString(rest)
	if !ok || err != nil || errHex != nil || len(raw) != 2*sha256.Size || age < 0 || age > tokenHours {
		return false
	}
	return hmac.Equal(masked(raw[:sha256.Size], raw[sha256.Size:]), g.mac(g.key, "token "+hour))
}

// masked lays a mask on bytes of its length, or takes it off.
func masked(mask, b []byte) []byte {
	out := make([]byte, len(b))
	subtle.XORBytes(out, mask, b)
	return out
}

// gate lets so many requests draw at a time; the others wait, or go when their reader does.
type gate chan struct{}

func (g gate) enter(ctx context.Context) bool {
	select {
	case g <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

func (g gate) leave() { <-g }
