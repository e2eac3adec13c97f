package store

import (
	"encoding/json"

	"variorum/internal/news/extract"
	"variorum/internal/news/intake"
	"variorum/internal/news/reading"
)

// pagesAtOnce is the number of pages that are sorted or read in one portion of work: a second of it, which is what a stop loses.
const pagesAtOnce = 64

// sort sorts some pages into their parts.
func (w *worker) sort() {
	var jobs []job
	var pages []intake.Page
	w.err = w.reading(w.ctx, "read", func(t *tx) {
		jobs = t.jobs(stepSort, pagesAtOnce)
		for _, j := range jobs {
			pages = append(pages, t.page(j.page))
		}
	})
	parts, why := make([]extract.Parts, len(pages)), make([]string, len(pages))
	reading.Parallel(w.ctx, len(pages), quiet, func(i int) {
		_, sorted, unread := reading.SortOut(w.ctx, pages[i:i+1], nil)
		switch {
		case len(sorted) == 1:
			parts[i] = sorted[0]
		case len(unread) == 1:
			why[i] = unread[0].Why
		}
	})
	if w.err == nil {
		w.err = w.ctx.Err()
	}
	if w.err != nil {
		return
	}
	w.err = w.deriving(w.ctx, "write", func(t *tx) {
		for i, j := range jobs {
			if t.finish(stepSort, j) {
				t.sorted(j.page, parts[i], why[i])
			}
		}
	})
}

func quiet(int, int) {}

// sorted keeps the parts of a page, or the reason why it has none.
func (t *tx) sorted(page int64, parts extract.Parts, why string) {
	t.do("UPDATE page SET why = ? WHERE id = ?", why, page)
	if why != "" {
		return
	}
	t.do("INSERT OR REPLACE INTO parts VALUES (?, ?)", page, t.packed(parts))
	t.learn(page, parts)
}

// page returns a page as it came in last, by its own id.
func (t *tx) page(id int64) intake.Page {
	version := int64(0)
	t.one("SELECT version FROM page WHERE id = ?", []any{id}, &version)
	return t.versionOf(id, version)
}

// versionOf returns a version of a page.
func (t *tx) versionOf(id, n int64) intake.Page {
	var p intake.Page
	var kind int
	var doubts string
	var body []byte
	t.one("SELECT source, name, kind, url, outlet, date, title, doubts, packed, fetched FROM version JOIN blob ON digest = body WHERE page = ? AND n = ?",
		[]any{id, n}, &p.Source, &p.ID, &kind, &p.URL, &p.Outlet, &p.Date, &p.Title, &doubts, &body, &p.Fetched)
	if t.err != nil {
		return p
	}
	p.Kind = intake.Kind(kind)
	if err := json.Unmarshal([]byte(doubts), &p.Doubts); err != nil {
		t.err = err
		return p
	}
	raw, err := unpack(body)
	p.Body, t.err = string(raw), err
	return p
}
