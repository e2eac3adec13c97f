package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"variorum"
	"variorum/edition"
	"variorum/internal/delivery/report"
	"variorum/internal/delivery/store"
	"variorum/internal/news/account"
)

// restoredID is what a restored text is called beside an account: any name but its.
func restoredID(beside *store.Page) string {
	if beside.Name == "wire" {
		return "the wire"
	}
	return "wire"
}

// compareWire answers with the text of a source as it is restored from the accounts that passed it on, and one account beside it.
func (d *desk) compareWire(w http.ResponseWriter, r *http.Request, since int64, name, node string) {
	p, err := d.accountOf(r.Context(), name)
	if err != nil {
		d.fail(w, r, err, "account", name)
		return
	}
	stamp, err := d.stampOf(r.Context(), []store.Page{p})
	if err != nil {
		d.fail(w, r, err, "account", name)
		return
	}
	s, err := d.store.Story(r.Context(), p.Story)
	if err != nil {
		d.fail(w, r, err, "account", name)
		return
	}
	story := &s.Edition.Stories[0]
	at := slices.IndexFunc(story.Wire, func(w edition.Wire) bool { return w.Node == node })
	if at < 0 {
		complain(w, r, http.StatusNotFound, "No such source", "No text of “"+clip(node, mostQuery)+"” is restored in this story.", "It may have changed since: a story is told anew with each page that comes in.",
			link{"The story", (&report.Links{}).Story(number(s.ID)) + "#wire"})
		return
	}
	d.view(w, r, since, stamp, "wire-"+number(p.ID), func(f frame) ([]byte, error) { return d.drawWire(r, f, &s, &p, &story.Wire[at]) })
}

func (d *desk) drawWire(r *http.Request, f frame, s *store.Story, p *store.Page, wire *edition.Wire) ([]byte, error) {
	id := restoredID(p)
	restored, err := readWire(r.Context(), wire, id, p.Account.Language)
	if err != nil {
		return nil, err
	}
	e, ids, err := d.store.Together(r.Context(), []int64{p.ID}, restored)
	if err != nil {
		return nil, err
	}
	l := savedLinks(r, linksOf(s))
	own, ok := report.NewStoryPage(s.Edition, number(s.ID), l, report.Choice{})
	if !ok {
		return nil, errNotTogether
	}
	l.Places = map[string]string{id: (&report.Links{}).Story(number(s.ID)) + "#wire"}
	l.Accounts[ids[0]] = number(p.ID)
	sigla := [2]string{own.LostSign(wire.Node), own.SiglumOf(nameOf(s, p.ID))}
	page, ok := report.NewPairPage(e, report.Pair{
		A: id, B: ids[0], Sigla: sigla,
		Wire: &report.RestoredText{Name: wire.Source, Href: l.Account(id), Unsure: unsure(wire, restored.Text), Story: report.Place{Title: own.Heading(), Href: l.Story(number(s.ID))}},
	}, l)
	if !ok {
		return nil, errNotTogether
	}
	f.Live = number(s.ID)
	f.Crumbs = []link{{"Stories", l.Root + "/"}, {own.Heading(), l.Story(number(s.ID))}, {sigla[0] + " and " + sigla[1], ""}}
	return drawTwo(r, f, comparePage{A: number(p.ID)}, page)
}

// readWire reads a restored text as an account is read, so that what it quotes is known.
func readWire(ctx context.Context, wire *edition.Wire, id, language string) (*account.Account, error) {
	var text []string
	for _, s := range wire.Sentences {
		text = append(text, s.Text)
	}
	e, err := variorum.Read(ctx, []variorum.Page{{ID: id, Source: id, Kind: variorum.Article, Outlet: wire.Source, Body: strings.Join(text, "\n\n")}}, variorum.Options{})
	if err == nil && len(e.Accounts) != 1 {
		err = errors.New("it gives no account")
	}
	if err != nil {
		return nil, fmt.Errorf("read the restored text of %s: %w", wire.Source, err)
	}
	a := e.Accounts[0]
	a.Language = language
	return account.New(a), nil
}

// unsure are the sentences that are not certain, in the text as it was read.
func unsure(wire *edition.Wire, text string) []edition.Span {
	var spans []edition.Span
	at := 0
	for _, s := range wire.Sentences {
		i := strings.Index(text[at:], s.Text)
		if i < 0 {
			continue
		}
		span := edition.Span{Start: at + i, End: at + i + len(s.Text), Text: s.Text}
		if at = span.End; !s.Certain {
			spans = append(spans, span)
		}
	}
	return spans
}
