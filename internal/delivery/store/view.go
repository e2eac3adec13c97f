package store

import (
	"context"
	"encoding/hex"
	"strings"
	"time"

	"variorum/edition"
	"variorum/internal/news/intake"
)

// Page is a page of the store: its account, if it gave one, and its versions.
type Page struct {
	ID       int64            `json:"id"`
	Name     string           `json:"name"` // the id of its account in editions at present; empty when it is the same page as another
	Source   string           `json:"source"`
	Account  *edition.Account `json:"account,omitempty"` // as its story tells it; nil when the page gave none or is not settled
	Story    int64            `json:"story,omitempty"`
	Why      string           `json:"why,omitempty"` // why it gave no account
	Versions []Version        `json:"versions"`      // the current one first
}

// Version is a page as it came in once.
type Version struct {
	N       int         `json:"n"` // from 1
	Source  string      `json:"source"`
	Kind    intake.Kind `json:"-"`
	URL     string      `json:"url,omitempty"`
	Outlet  string      `json:"outlet,omitempty"`
	Date    string      `json:"date,omitempty"`
	Title   string      `json:"title,omitempty"`
	Fetched string      `json:"fetched,omitempty"` // ISO 8601; empty where nobody said
	Added   time.Time   `json:"added"`
	Raw     string      `json:"raw"` // the digest of what was published: SHA-256 in hexadecimal digits
	Size    int         `json:"size"`
}

// Page returns a page by its number. The error is ErrNotFound when there is none.
func (s *Store) Page(ctx context.Context, id int64) (Page, error) {
	var p Page
	err := s.reading(ctx, "read", func(t *tx) { p = t.view(id) })
	return p, err
}

// Find returns the number of the page whose account has an id in editions at present. The error is ErrNotFound when there is none.
func (s *Store) Find(ctx context.Context, name string) (page int64, err error) {
	err = s.reading(ctx, "read", func(t *tx) {
		if !t.one("SELECT id FROM page WHERE called = ?", []any{name}, &page) {
			t.missing("account", name)
		}
	})
	return page, err
}

func (t *tx) view(id int64) Page {
	p := Page{ID: id}
	var story *int64
	if !t.one("SELECT ifnull(called, ''), source, same || why, story FROM page WHERE id = ?", []any{id}, &p.Name, &p.Source, &p.Why, &story) {
		t.missing("page", id)
		return p
	}
	if story != nil {
		p.Story = *story
	}
	var packed []byte
	if t.one("SELECT packed FROM telling WHERE page = ?", []any{id}, &packed) {
		p.Account = &edition.Account{}
		t.unpacked(packed, p.Account)
	}
	t.each(`SELECT n, source, kind, url, outlet, date, title, fetched, added, raw, size FROM version JOIN blob ON digest = raw
		WHERE page = ? ORDER BY n DESC`, []any{id}, func(scan func(...any)) {
		var v Version
		var kind int
		var added int64
		var raw []byte
		scan(&v.N, &v.Source, &kind, &v.URL, &v.Outlet, &v.Date, &v.Title, &v.Fetched, &added, &raw, &v.Size)
		v.Kind, v.Added, v.Raw = intake.Kind(kind), time.UnixMilli(added).UTC(), hex.EncodeToString(raw)
		p.Versions = append(p.Versions, v)
	})
	return p
}

// Raw is what was published, as it came.
type Raw struct {
	Bytes   []byte
	Type    string // its media type; hostile all the same
	URL     string
	Fetched string // ISO 8601; empty where nobody said
	Added   time.Time
	Page    int64
	N       int // the version
}

// Raw returns what was published by its digest, SHA-256 in hexadecimal digits, with the first page that had it. The error is
// ErrNotFound when there is none.
func (s *Store) Raw(ctx context.Context, digest string) (Raw, error) {
	var out Raw
	key, err := hex.DecodeString(digest)
	if err != nil {
		key = nil
	}
	err = s.reading(ctx, "read", func(t *tx) {
		var packed []byte
		var kind int
		var added int64
		if !t.one(`SELECT packed, kind, url, fetched, added, page, n FROM blob JOIN version ON raw = digest WHERE digest = ? ORDER BY added, page, n LIMIT 1`,
			[]any{key}, &packed, &kind, &out.URL, &out.Fetched, &added, &out.Page, &out.N) {
			t.missing("raw page", digest)
			return
		}
		out.Bytes, t.err = unpack(packed)
		out.Type, out.Added = mediaType(intake.Kind(kind), out.Bytes), time.UnixMilli(added).UTC()
	})
	return out, err
}

// mediaType is the type of what was published. The charset is the page's own to say.
func mediaType(kind intake.Kind, raw []byte) string {
	switch {
	case kind == intake.HTML && !strings.HasPrefix(strings.TrimSpace(string(raw[:min(len(raw), 64)])), "{"):
		return "text/html"
	case kind != intake.Plain && len(raw) > 0 && raw[0] == '{':
		return "application/json"
	}
	return "text/plain"
}
