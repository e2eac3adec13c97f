// Package web shows a store to people: stories, one story, one account, two accounts side by side, and a page that takes pages in. Pages
// are drawn on the server by the templates of package report, so that what is saved from them and what `variorum read` writes is one
// thing; a small script shows what comes in while a page is open, and nothing needs it.
//
// What the store holds came from strangers. Pages let in no script and no style but the server's own files, a page that came in is shown in
// a sandbox only, writes are taken from this site's own forms, and beyond loopback every request shows a secret.
package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"runtime"
	"strconv"
	"strings"

	"variorum"
	"variorum/internal/delivery/store"
)

// desk answers requests.
type desk struct {
	store  *store.Store
	fetch  Fetch
	api    http.Handler
	guard  *guard
	pack   packers
	cache  *cache
	gate   gate
	news   *news
	census census
	log    *slog.Logger
}

// drawersLeast is how many pages are drawn at a time on a small machine: a story of 200 accounts takes some megabytes while it is drawn.
const drawersLeast = 4

func newDesk(o Options, loopback bool) *desk {
	d := &desk{
		store: o.Store, fetch: o.Fetch, api: o.API, guard: newGuard(o.Secret, loopback, o.Proxy), pack: newPackers(), cache: newCache(cacheBytes), log: o.Log,
		gate: make(gate, max(drawersLeast, 2*runtime.GOMAXPROCS(0))), news: &news{listeners: map[chan store.Change]bool{}},
	}
	if d.log == nil {
		d.log = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	return d
}

// begin notes the last change before the first request.
func (d *desk) begin(ctx context.Context) error {
	last, err := d.store.Last(ctx)
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	d.news.last = last
	return nil
}

// handler is all pages behind the guard, except what says that the server lives.
func (d *desk) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /health", d.health)
	mux.Handle("/", d.guard.wrap(d.routes()))
	return d.pack.wrap(mux)
}

// routes are the pages by their addresses.
func (d *desk) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", d.stories)
	mux.HandleFunc("GET /stories/{id}", d.story)
	mux.HandleFunc("GET /accounts/{id}", d.account)
	mux.HandleFunc("GET /accounts/{id}/raw/{digest}", d.rawView)
	mux.HandleFunc("GET /raw/{digest}", d.raw)
	mux.HandleFunc("GET /compare", d.compare)
	mux.HandleFunc("GET /add", d.addForm)
	mux.HandleFunc("POST /add", d.add)
	mux.HandleFunc("GET /events", d.events)
	mux.HandleFunc("GET /unread", d.unread)
	mux.HandleFunc("GET /help", d.help)
	mux.HandleFunc("GET /static/", serveStatic)
	if d.api != nil {
		mux.Handle("/api/", d.api)
	}
	mux.HandleFunc("/", d.nothing)
	return mux
}

func (d *desk) nothing(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		allow := "GET, HEAD"
		if r.URL.Path == "/add" {
			allow += ", POST"
		}
		w.Header().Set("Allow", allow)
		complain(w, r, http.StatusMethodNotAllowed, "Not that way", "Nothing at "+clip(r.URL.Path, mostQuery)+" takes "+r.Method+".", "Pages are added at /add.", link{"Add pages", "/add"})
		return
	}
	complain(w, r, http.StatusNotFound, "No such page", "Nothing stands at "+clip(r.URL.Path, mostQuery)+".", "The list of stories leads to everything that there is.", link{"Stories", "/"})
}

// health says that the server answers and can read its store. It tells nothing of what is in it, so it needs no secret.
func (d *desk) health(w http.ResponseWriter, r *http.Request) {
	confine(w.Header())
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	status, word := http.StatusOK, "ok"
	if _, err := d.store.Last(r.Context()); err != nil {
		status, word = http.StatusServiceUnavailable, "the store cannot be read"
		d.log.Error("health", "err", err)
	}
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"status": word, "version": variorum.Version()}) // the caller may have gone
}

// view answers with a page drawn of what stamp names, and that shows all changes up to since: from memory when it was drawn before, with no body at all when the caller has it.
func (d *desk) view(w http.ResponseWriter, r *http.Request, since int64, stamp, name string, drawn func(frame) ([]byte, error)) {
	tag := strconv.Quote(stamp + "-" + buildTag())
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("ETag", tag)
	if strings.Contains(r.Header.Get("If-None-Match"), tag) { // in a list, or as a weak one
		w.WriteHeader(http.StatusNotModified)
		return
	}
	key := origin(r) + r.URL.RequestURI()
	body, ok := d.cache.get(key, tag)
	if !ok {
		var err error
		if body, err = d.drawView(r, since, drawn); err != nil {
			w.Header().Del("ETag")
			d.fail(w, r, err, "page", r.URL.Path)
			return
		}
		d.cache.put(key, tag, body)
	}
	if saving(r) {
		w.Header().Set("Content-Disposition", "attachment; filename=\""+fileName(name)+"\"")
	}
	sendHTML(w, http.StatusOK, body)
}

// drawView draws when it is its turn.
func (d *desk) drawView(r *http.Request, since int64, drawn func(frame) ([]byte, error)) ([]byte, error) {
	if !d.gate.enter(r.Context()) {
		return nil, r.Context().Err()
	}
	defer d.gate.leave()
	f := newFrame(r, "", "")
	f.citable(r)
	f.Since = since
	if saving(r) {
		f.intoFile()
	}
	return drawn(f)
}

// since is the last change before a page is looked up: what changes later is told to whoever has it open.
func (d *desk) since(r *http.Request) int64 {
	last, err := d.store.Last(r.Context())
	if err != nil {
		return d.news.seen() // the page itself will say what is wrong
	}
	return last
}

// send answers with a page that is drawn each time.
func (d *desk) send(w http.ResponseWriter, r *http.Request, name string, data any) {
	w.Header().Set("Cache-Control", "no-store")
	body, err := draw(name, data)
	if err != nil {
		d.fail(w, r, err, "page", r.URL.Path)
		return
	}
	sendHTML(w, http.StatusOK, body)
}

// fail answers that something was not found, or that we could not do the work.
func (d *desk) fail(w http.ResponseWriter, r *http.Request, err error, what, id string) {
	switch {
	case errors.Is(err, store.ErrNotFound):
		complain(w, r, http.StatusNotFound, "No such "+what, fmt.Sprintf("The store has no %s %s.", what, clip(id, mostQuery)),
			"It may have been removed, or the address is cut short. The search finds accounts by their words.", link{"Search the stories", "/"})
	case errors.Is(err, store.ErrQuery):
		complain(w, r, http.StatusBadRequest, "The search cannot be understood", sentence(err), "Change it and search again.", link{"Stories", "/"})
	case r.Context().Err() != nil: // the reader has gone
	default:
		d.log.Error("cannot answer", "path", r.URL.Path, "err", err)
		complain(w, r, http.StatusInternalServerError, "That did not work", sentence(err), "It has been written to the server’s standard error.", link{"Stories", "/"})
	}
}

// buildTag tells pages drawn by different versions of the program apart.
func buildTag() string {
	return asset("desk.css").tag[:6] + asset("desk.js").tag[:6] + variorum.Version()
}

type helpPage struct{ frame }

func (d *desk) help(w http.ResponseWriter, r *http.Request) {
	d.send(w, r, "help-page", helpPage{newFrame(r, "How to read these pages", "/help")})
}

// number writes the number of a story or a page.
func number(n int64) string { return strconv.FormatInt(n, 10) }

// numbered reads one.
func numbered(s string) (int64, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n > 0
}
