package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"variorum/internal/delivery/report"
	"variorum/internal/delivery/store"
)

// comparePage is two accounts side by side, or what leads to them.
type comparePage struct {
	frame
	A, B    string
	Choices []choiceRow
	Pair    *report.PairPage
	Choose  *choosePage
}

// choiceRow is an account of a story that may be chosen.
type choiceRow struct{ ID, Text string }

// compare answers with two accounts side by side, or with an account beside the text of a source that is restored.
func (d *desk) compare(w http.ResponseWriter, r *http.Request) {
	since, q := d.since(r), r.URL.Query()
	a, b := q.Get("a"), q.Get("b")
	if a == "" {
		a, b = b, ""
	}
	if a == "" || b == "" && !q.Has("wire") {
		d.choose(w, r, a)
		return
	}
	if q.Has("wire") {
		d.compareWire(w, r, since, a, q.Get("wire"))
		return
	}
	pages, missing, err := d.pair(r.Context(), a, b)
	if err != nil {
		d.fail(w, r, err, "account", missing)
		return
	}
	if pages[0].ID == pages[1].ID {
		d.choose(w, r, a)
		return
	}
	stamp, err := d.stampOf(r.Context(), pages[:])
	if err != nil {
		d.fail(w, r, err, "account", a)
		return
	}
	d.view(w, r, since, stamp, "compare-"+number(pages[0].ID)+"-"+number(pages[1].ID), func(f frame) ([]byte, error) {
		if pages[0].Story != pages[1].Story {
			return d.drawApart(r, f, pages)
		}
		s, err := d.store.Story(r.Context(), pages[0].Story)
		if err != nil {
			return nil, err
		}
		if nameOf(&s, pages[0].ID) == "" || nameOf(&s, pages[1].ID) == "" { // the story has not been told since one of them came in
			return d.drawApart(r, f, pages)
		}
		return drawPair(r, f, &s, pages)
	})
}

// stampOf names the stories of some accounts as they stand now.
func (d *desk) stampOf(ctx context.Context, pages []store.Page) (string, error) {
	var stamps []string
	for _, p := range pages {
		stamp, _, err := d.stamp(ctx, p.Story)
		if err != nil {
			return "", err
		}
		stamps = append(stamps, stamp)
	}
	return strings.Join(stamps, "-"), nil
}

// pair finds two accounts, or says which of them is not there.
func (d *desk) pair(ctx context.Context, a, b string) (pages [2]store.Page, missing string, err error) {
	for i, name := range []string{a, b} {
		if pages[i], err = d.accountOf(ctx, name); err != nil {
			return pages, name, err
		}
	}
	return pages, "", nil
}

// accountOf finds a page that has an account in a story, by its number, its id or the address of its page.
func (d *desk) accountOf(ctx context.Context, name string) (store.Page, error) {
	name = strings.TrimSpace(name)
	if u, err := url.Parse(name); err == nil {
		if rest, is := strings.CutPrefix(u.Path, "/accounts/"); is {
			name, _, _ = strings.Cut(rest, "/")
		}
	}
	p, err := d.pageOf(ctx, name)
	if err == nil && (p.Account == nil || p.Story == 0) {
		err = store.ErrNotFound
	}
	return p, err
}

func drawPair(r *http.Request, f frame, s *store.Story, pages [2]store.Page) ([]byte, error) {
	l := savedLinks(r, linksOf(s))
	page, ok := report.NewPairPage(s.Edition, report.Pair{A: nameOf(s, pages[0].ID), B: nameOf(s, pages[1].ID)}, l)
	if !ok {
		return nil, errNotTogether
	}
	f.Live = number(s.ID)
	f.Crumbs = []link{{"Stories", l.Root + "/"}, {page.Story.Heading(), l.Story(number(s.ID))}, {page.A.Siglum + " and " + page.B.Siglum, ""}}
	c := comparePage{A: page.A.Ref(), B: page.B.Ref()}
	for _, t := range page.Story.Tellings {
		c.Choices = append(c.Choices, choiceRow{t.Ref(), t.Siglum + " " + t.Name()})
	}
	return drawTwo(r, f, c, page)
}

var errNotTogether = errors.New("the two accounts are not in one edition")

// savedLinks lead to the server also from a saved file.
func savedLinks(r *http.Request, l *report.Links) *report.Links {
	if saving(r) {
		l.Root = origin(r)
	}
	return l
}

func drawTwo(r *http.Request, f frame, c comparePage, page *report.PairPage) ([]byte, error) {
	page.Diff = r.URL.Query().Has("diff")
	f.Title = page.A.CalledOut() + " and " + page.B.CalledOut()
	c.frame, c.Pair = f, page
	return draw("compare-page", c)
}

// drawApart lays two accounts side by side that no edition has together: those of different stories, or one that has just come in.
func (d *desk) drawApart(r *http.Request, f frame, pages [2]store.Page) ([]byte, error) {
	e, ids, err := d.store.Together(r.Context(), []int64{pages[0].ID, pages[1].ID})
	if err != nil {
		return nil, err
	}
	l := savedLinks(r, &report.Links{Accounts: map[string]string{}})
	pair := report.Pair{A: ids[0], B: ids[1], Sigla: [2]string{"A", "B"}}
	var stories []string
	for i, p := range pages {
		l.Accounts[ids[i]] = number(p.ID)
		s, err := d.store.Summary(r.Context(), p.Story)
		if err != nil {
			return nil, err
		}
		if pages[0].Story != pages[1].Story {
			pair.Apart = append(pair.Apart, report.Place{Title: s.Title, Href: l.Story(number(s.ID))})
		}
		stories = append(stories, number(s.ID))
	}
	e.Stories[0].ID = stories[0]
	page, ok := report.NewPairPage(e, pair, l)
	if !ok {
		return nil, errNotTogether
	}
	f.Live = strings.Join(stories, " ")
	f.Crumbs = []link{{"Stories", l.Root + "/"}, {"Compare", l.Root + "/compare"}, {page.A.Name() + " and " + page.B.Name(), ""}}
	return drawTwo(r, f, comparePage{A: page.A.Ref(), B: page.B.Ref()}, page)
}
