package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"

	"variorum"
	"variorum/internal/delivery/report"
)

//go:embed templates/*.html static/*
var files embed.FS

// frame is what stands around a view: the line of the desk above it, where it stands, what can be done with it, its address.
type frame struct {
	Title  string
	Crumbs []link
	Acts   []act
	Nav    []navLink
	Save   string // the address that gives the view as one file; empty when there is no view to save
	Saved  string // of a saved file: the address that it was saved from
	Cite   string
	Live   string // what the page listens for: "list", or the id of a story; empty for nothing
	Since  int64  // the last change that the page shows

	Style      template.CSS // of a saved file
	StyleHash  string
	StyleHref  string
	ScriptHref string
	IconHref   string
	Version    string
}

type link struct{ Text, Href string }

type act struct {
	Text, Href string
	Download   bool
}

type navLink struct {
	Text, Href string
	Here       bool
}

// newFrame frames a page for a request. here is the main link under which the page stands.
func newFrame(r *http.Request, title, here string) frame {
	f := frame{Title: title, StyleHref: asset("desk.css").href, ScriptHref: asset("desk.js").href, IconHref: asset("icon.svg").href, Version: "variorum " + variorum.Version()}
	for _, l := range []link{{"Stories", "/"}, {"Compare", "/compare"}, {"Add", "/add"}, {"Help", "/help"}} {
		f.Nav = append(f.Nav, navLink{l.Text, l.Href, l.Href == here})
	}
	return f
}

// citable gives a frame its address, with the choices that its query makes, and the address of the same view as a file.
func (f *frame) citable(r *http.Request) {
	q := r.URL.Query()
	q.Del("save")
	f.Cite = origin(r) + withQuery(r.URL.EscapedPath(), q)
	q.Set("save", "1")
	f.Save = withQuery(r.URL.EscapedPath(), q)
}

func withQuery(path string, q url.Values) string {
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// saving reports whether the view is asked for as a file.
func saving(r *http.Request) bool { return r.URL.Query().Get("save") == "1" }

// intoFile turns a frame into that of a saved file, with its style inside.
func (f *frame) intoFile() {
	f.Saved, f.Live = f.Cite, ""
	css := string(asset("desk.css").body)
	f.Style, f.StyleHash = template.CSS(css), styleHash(css)
}

func styleHash(css string) string {
	sum := sha256.Sum256([]byte(css))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// pages are the templates of all pages, parsed once.
var pages = sync.OnceValues(func() (*template.Template, error) {
	t, err := report.Templates()
	if err != nil {
		return nil, err
	}
	return t.ParseFS(files, "templates/*.html")
})

// draw executes a page's template.
func draw(name string, data any) ([]byte, error) {
	t, err := pages()
	if err != nil {
		return nil, fmt.Errorf("parse the pages' templates: %w", err)
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, name, data); err != nil {
		return nil, fmt.Errorf("draw %s: %w", name, err)
	}
	return b.Bytes(), nil
}

// a staticFile is served under a name that holds its digest, so that browsers may keep it for good.
type staticFile struct {
	href, kind, tag string
	body            []byte
}

// switchColumns is the number of columns for which the style sheet has switches: more than a served page ever draws.
const switchColumns = 256

var assets = sync.OnceValue(func() map[string]staticFile {
	all := map[string]staticFile{}
	for name, kind := range map[string]string{"desk.css": "text/css; charset=utf-8", "desk.js": "text/javascript; charset=utf-8", "icon.svg": "image/svg+xml"} {
		body, err := files.ReadFile("static/" + name)
		if err != nil {
			panic(err) // it is embedded
		}
		if name == "desk.css" {
			sheet, err := report.Style(switchColumns)
			if err != nil {
				panic(err) // it is embedded too
			}
			body = append([]byte(sheet), body...)
		}
		sum := sha256.Sum256(body)
		tag := hex.EncodeToString(sum[:8])
		base, ending, _ := strings.Cut(name, ".")
		all[name] = staticFile{"/static/" + base + "." + tag + "." + ending, kind, tag, body}
	}
	return all
})

func asset(name string) staticFile { return assets()[name] }

// serveStatic answers with a file whose name holds its digest.
func serveStatic(w http.ResponseWriter, r *http.Request) {
	for _, f := range assets() {
		if r.URL.Path == f.href {
			w.Header().Set("Content-Type", f.kind)
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
			w.Header().Set("Content-Length", strconv.Itoa(len(f.body)))
			w.Write(f.body)
			return
		}
	}
	http.NotFound(w, r)
}
