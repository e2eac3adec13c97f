package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"variorum/internal/delivery/report"
	"variorum/internal/delivery/store"
)

// comparePage is two accounts side by side, or the form that asks for them.
type comparePage struct {
	frame
	A, B    string
	Choices []choiceRow
	Pair    *report.PairPage
	Why     string
}

// choiceRow is an account that may be chosen.
type choiceRow struct{ ID, Text string }

// compare answers with two accounts of one story side by side.
func (d *desk) compare(w http.ResponseWriter, r *http.Request) {
	since := d.since(r)
	a, b := r.URL.Query().Get("a"), r.URL.Query().Get("b")
	if a == "" || b == "" {
		d.send(w, r, "compare-page", comparePage{frame: newFrame(r, "Compare two accounts", "/compare"), A: a, B: b, Why: "Choose two accounts of one story: on an account’s page, under “Lay beside”, or by their numbers or ids here."})
		return
	}
	pages, err := d.pair(r.Context(), a, b)
	if err != nil {
		d.fail(w, r, err, "account", a+" or "+b)
		return
	}
	switch {
	case pages[0].ID == pages[1].ID:
		d.send(w, r, "compare-page", comparePage{frame: newFrame(r, "Compare two accounts", "/compare"), A: a, Why: "That is one account twice: choose another to lay beside it."})
		return
	case pages[0].Story != pages[1].Story || pages[0].Story == 0:
		complain(w, r, http.StatusNotFound, "Not of one story", fmt.Sprintf("%s and %s tell of two stories, and nothing is laid side by side across stories.", pages[0].Name, pages[1].Name),
			"To lay two pages side by side whatever they tell, use a terminal: variorum compare FIRST SECOND",
			link{"The story of " + pages[0].Name, (&report.Links{}).Story(number(pages[0].Story))}, link{"The story of " + pages[1].Name, (&report.Links{}).Story(number(pages[1].Story))})
		return
	}
	stamp, _, err := d.stamp(r.Context(), pages[0].Story)
	if err != nil {
		d.fail(w, r, err, "account", a)
		return
	}
	d.view(w, r, since, stamp, "compare-"+number(pages[0].ID)+"-"+number(pages[1].ID), func(f frame) ([]byte, error) {
		s, err := d.store.Story(r.Context(), pages[0].Story)
		if err != nil {
			return nil, err
		}
		return drawPair(r, f, &s, pages)
	})
}

func (d *desk) pair(ctx context.Context, a, b string) (pages [2]store.Page, err error) {
	for i, name := range []string{a, b} {
		if pages[i], err = d.pageOf(ctx, name); err != nil {
			return pages, err
		}
	}
	return pages, nil
}

func drawPair(r *http.Request, f frame, s *store.Story, pages [2]store.Page) ([]byte, error) {
	l := linksOf(s)
	if saving(r) {
		l.Root = origin(r)
	}
	page, ok := report.NewPairPage(s.Edition, nameOf(s, pages[0].ID), nameOf(s, pages[1].ID), l)
	if !ok {
		return nil, errors.New("the two accounts are not in one edition")
	}
	page.Diff = r.URL.Query().Has("diff")
	f.Title, f.Live = page.A.CalledOut()+" and "+page.B.CalledOut(), number(s.ID)
	f.Crumbs = []link{{"Stories", l.Root + "/"}, {page.Story.Heading(), l.Story(number(s.ID))}, {page.A.Siglum + " and " + page.B.Siglum, ""}}
	c := comparePage{frame: f, A: page.A.Ref(), B: page.B.Ref(), Pair: page}
	for _, t := range page.Story.Tellings {
		c.Choices = append(c.Choices, choiceRow{t.Ref(), t.Siglum + " " + t.Name()})
	}
	return draw("compare-page", c)
}
