package web

import (
	"context"
	"fmt"
	"net/http"

	"variorum/internal/delivery/report"
	"variorum/internal/delivery/store"
)

// accountPage is one account, with the versions of its page.
type accountPage struct {
	frame
	Account  *report.AccountPage
	Changed  string
	Versions []versionRow
}

// versionRow is one version of a page in the list of them.
type versionRow struct {
	Number        int
	Current       bool
	When, Source  string
	Digest, Brief string
	Size          string
	Href, Text    string
}

// account answers with an account's page.
func (d *desk) account(w http.ResponseWriter, r *http.Request) {
	since := d.since(r)
	p, err := d.pageOf(r.Context(), r.PathValue("id"))
	if err != nil {
		d.fail(w, r, err, "account", r.PathValue("id"))
		return
	}
	if number(p.ID) != r.PathValue("id") { // one address for each account
		http.Redirect(w, r, (&report.Links{}).Account(number(p.ID)), http.StatusSeeOther)
		return
	}
	if p.Account == nil || p.Story == 0 {
		why := p.Why
		if why == "" {
			why = "It has come in, and is being read."
		}
		complain(w, r, http.StatusNotFound, "No account", "The page "+p.Source+" gave no account. "+why, "", link{"Stories", "/"})
		return
	}
	stamp, _, err := d.stamp(r.Context(), p.Story)
	if err != nil {
		d.fail(w, r, err, "account", r.PathValue("id"))
		return
	}
	d.view(w, r, since, stamp, "account-"+number(p.ID), func(f frame) ([]byte, error) {
		s, err := d.store.Story(r.Context(), p.Story)
		if err != nil {
			return nil, err
		}
		late := nameOf(&s, p.ID) == ""
		if late {
			if s, err = d.alone(r.Context(), &s, &p); err != nil {
				return nil, err
			}
		}
		return drawAccount(r, f, &s, &p, late)
	})
}

// alone is an account that has come into a story since the story was told: until it is told anew the account is shown by itself, as it was read.
func (d *desk) alone(ctx context.Context, s *store.Story, p *store.Page) (store.Story, error) {
	e, ids, err := d.store.Together(ctx, []int64{p.ID})
	if err != nil {
		return store.Story{}, err
	}
	e.Stories[0].ID = number(s.ID)
	for i := range e.Accounts {
		e.Accounts[i].Story = number(s.ID)
	}
	return store.Story{StorySummary: s.StorySummary, Edition: e, Pages: map[string]int64{ids[0]: p.ID}}, nil
}

// drawAccount draws an account with the words of its story; late says that it stands alone, since its story was told without it.
func drawAccount(r *http.Request, f frame, s *store.Story, p *store.Page, late bool) ([]byte, error) {
	l := savedLinks(r, linksOf(s))
	page, ok := report.NewAccountPage(s.Edition, nameOf(s, p.ID), l)
	if !ok {
		return nil, fmt.Errorf("account %s is not in its story's edition", p.Name)
	}
	f.Title, f.Live = page.Headline()+" · "+page.Name(), number(s.ID)
	f.Crumbs = []link{{"Stories", l.Root + "/"}, {page.Story.Heading(), l.Story(number(s.ID))}, {page.Siglum + " " + page.Name(), ""}}
	a := accountPage{frame: f, Account: page}
	for i, v := range p.Versions {
		row := rowOf(v, nameOf(s, p.ID), l)
		row.Current = i == 0
		a.Versions = append(a.Versions, row)
	}
	if late {
		a.Changed = "This account has just come in. Its story is being told anew; until then it stands here by itself."
	} else if n := len(p.Versions); n > 1 {
		a.Changed = fmt.Sprintf("This page has changed %s since it was first taken in; what is read here is the latest version.", times(n-1))
	}
	return draw("account-page", a)
}

func rowOf(v store.Version, account string, l *report.Links) versionRow {
	row := versionRow{Number: v.N, When: v.Added.UTC().Format("2 January 2006, 15:04 UTC"), Source: v.Source, Digest: v.Raw, Brief: v.Raw, Size: sizeWords(v.Size)}
	row.Source = report.SourceWords(v.Source)
	if len(v.Raw) > briefDigest {
		row.Brief = v.Raw[:briefDigest] + "…"
	}
	row.Href = l.Account(account) + "/raw/" + v.Raw
	row.Text = l.Root + "/raw/" + v.Raw + "?as=text"
	return row
}

// briefDigest is the letters of a digest that a table shows.
const briefDigest = 12

func sizeWords(n int) string {
	if n < 1<<10 {
		return fmt.Sprintf("%d bytes", n)
	}
	if n < 1<<20 {
		return fmt.Sprintf("%d KB", n>>10)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

// rawPage is a page as it came in, in a sandbox inside a page of ours.
type rawPage struct {
	frame
	Name, When, Digest, RawHref, TextHref string
}

// rawView answers with a page of ours that shows in a sandbox what came in.
func (d *desk) rawView(w http.ResponseWriter, r *http.Request) {
	digest := r.PathValue("digest")
	p, err := d.pageOf(r.Context(), r.PathValue("id"))
	if err != nil {
		d.fail(w, r, err, "account", r.PathValue("id"))
		return
	}
	for _, v := range p.Versions {
		if v.Raw != digest {
			continue
		}
		name := p.Name
		if p.Account != nil && p.Account.Outlet != "" {
			name = p.Account.Outlet
		}
		f := newFrame(r, "The page of "+name, "")
		f.Crumbs = []link{{"Stories", "/"}, {name, (&report.Links{}).Account(number(p.ID))}, {"Version " + number(int64(v.N)), ""}}
		f.citable(r)
		f.Save = ""
		d.send(w, r, "raw-page", rawPage{f, name, v.Added.UTC().Format("2 January 2006, 15:04 UTC"), digest, "/raw/" + digest, "/raw/" + digest + "?as=text"})
		return
	}
	d.fail(w, r, store.ErrNotFound, "version", digest)
}
