package web

import (
	"net/http"
	"strings"

	"variorum/edition"
	"variorum/internal/delivery/report"
	"variorum/internal/delivery/store"
)

// choosePage leads to two accounts of the store, one after the other: those of the first one's story, and what a search finds.
type choosePage struct {
	First *chosenRow // the account that is chosen already
	Q     string
	Near  []chosenRow
	Found []chosenRow
	None  bool // the search found nothing
	More  int  // how many more it found
}

// chosenRow is an account that may be laid beside another.
type chosenRow struct{ Outlet, Title, When, Href string }

// Ref is the number by which addresses call the account.
func (c chosenRow) Ref() string { return c.Href[strings.LastIndexByte(c.Href, '/')+1:] }

// choicesAtOnce is how many accounts are offered: a screen of them.
const choicesAtOnce = 20

// choose answers with a search for the account, or the second account, that is to be laid beside another.
func (d *desk) choose(w http.ResponseWriter, r *http.Request, first string) {
	p := comparePage{frame: newFrame(r, "Compare two accounts", "/compare"), A: first, Choose: &choosePage{Q: clip(strings.TrimSpace(r.URL.Query().Get("q")), mostQuery)}}
	c, taken := p.Choose, int64(0)
	if first != "" {
		page, err := d.accountOf(r.Context(), first)
		if err != nil {
			d.fail(w, r, err, "account", first)
			return
		}
		taken = page.ID
		c.First = &chosenRow{report.AccountName(page.Account), page.Account.Title, report.SpanWords(page.Account.Published.Earliest, page.Account.Published.Latest), (&report.Links{}).Account(number(page.ID))}
		if err := d.offerNear(r, c, &page); err != nil {
			d.fail(w, r, err, "account", first)
			return
		}
	}
	if c.Q != "" {
		if page, err := d.accountOf(r.Context(), c.Q); err == nil && page.ID != taken { // its number, id or address
			http.Redirect(w, r, choiceHref(taken, page.ID), http.StatusSeeOther)
			return
		}
	}
	if err := d.offerFound(r, c, taken); err != nil {
		d.fail(w, r, err, "page", r.URL.Path)
		return
	}
	d.send(w, r, "compare-page", p)
}

// choiceHref leads to the pair, or to the choice of the second account.
func choiceHref(first, page int64) string {
	if first == 0 {
		return "/compare?a=" + number(page)
	}
	return "/compare?a=" + number(first) + "&b=" + number(page)
}

// offerNear offers the other accounts of the first one's story.
func (d *desk) offerNear(r *http.Request, c *choosePage, first *store.Page) error {
	s, err := d.store.Story(r.Context(), first.Story)
	if err != nil {
		return err
	}
	byID := map[string]*edition.Account{}
	for i := range s.Edition.Accounts {
		byID[s.Edition.Accounts[i].ID] = &s.Edition.Accounts[i]
	}
	for _, id := range s.Edition.Stories[0].Accounts {
		if page := s.Pages[id]; page != first.ID && len(c.Near) < choicesAtOnce {
			a := byID[id]
			c.Near = append(c.Near, chosenRow{report.AccountName(a), a.Title, report.SpanWords(a.Published.Earliest, a.Published.Latest), choiceHref(first.ID, page)})
		}
	}
	return nil
}

// offerFound offers what the words find; without words and without a first account, what was told last.
func (d *desk) offerFound(r *http.Request, c *choosePage, taken int64) error {
	if c.Q == "" && taken != 0 {
		return nil
	}
	hits, _, total, err := d.store.Search(r.Context(), store.Query{Words: c.Q, Limit: choicesAtOnce})
	if err != nil {
		return err
	}
	for _, h := range hits {
		if h.Page != taken {
			name := report.AccountName(&edition.Account{ID: h.Account, Outlet: h.Outlet, URL: h.URL})
			c.Found = append(c.Found, chosenRow{name, h.Title, report.SpanWords(h.First, h.Last), choiceHref(taken, h.Page)})
		}
	}
	c.None, c.More = len(c.Found) == 0, max(total-len(hits), 0)
	return nil
}
