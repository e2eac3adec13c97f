package corpus

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"unicode/utf8"

	"variorum/edition"
	"variorum/internal/news/account"
	"variorum/internal/news/extract"
	"variorum/internal/news/figure"
	"variorum/internal/news/intake"
	"variorum/internal/news/name"
	"variorum/internal/news/quotation"
	"variorum/internal/news/reading"
	"variorum/internal/news/story"
)

// tally is what a part came to.
type tally struct {
	Accounts, Quotations, Figures int
	Unread                        []edition.Unread
}

// accounts makes accounts of the sheets and writes what is found in each alone. Parts that are there from before are passed over.
func (r *run) accounts(ctx context.Context) error {
	parts := r.bounds.parts()
	err := r.parallel(ctx, "accounts", parts, func(n int) error {
		if exists(r.segment("tally", n)) {
			return nil
		}
		return r.accountsOf(ctx, n)
	})
	if err != nil {
		return err
	}
	for n := range parts {
		t, err := kept[tally](r.segment("tally", n))
		if err != nil {
			return err
		}
		r.sum.Accounts += t.Accounts
		r.sum.Quotations += t.Quotations
		r.sum.Figures += t.Figures
	}
	return r.writeUnread()
}

// accountsOf does one part.
func (r *run) accountsOf(ctx context.Context, n int) error {
	sheets, err := readAll(r.segment("sheets", n), (*unflat).sheet)
	if err != nil {
		return err
	}
	var t tally
	var pages []intake.Page
	var parts []extract.Parts
	numbers := map[string]int{} // by id, which is each page's own now
	for i, s := range sheets {
		number := r.bounds[n] + i
		suffix, odd := r.left[number]
		if odd && suffix == "" {
			t.Unread = append(t.Unread, edition.Unread{Source: s.page.Source, Why: "the same page came before"})
			continue
		}
		s.page.ID += suffix
		numbers[s.page.ID] = number
		pages, parts = append(pages, s.page), append(parts, extract.SetAside(s.parts, func(key uint64) bool { return r.furniture[key] }))
	}
	accounts, failed := reading.AccountsWith(ctx, pages, parts, r.find, nil)
	t.Unread = append(t.Unread, failed...)
	if err := ctx.Err(); err != nil {
		return err
	}
	t.Accounts = len(accounts)
	var briefs, sketches flat
	var places []place
	sketches.num(len(accounts))
	for _, a := range accounts {
		from := len(briefs)
		briefs.brief(briefOf(a))
		places = append(places, place{numbers[a.ID] - r.bounds[n], from, len(briefs)})
		if r.groups() {
			sketches.num(numbers[a.ID])
			sketches.str(string(story.SketchOf(a).AppendBinary(nil)))
		}
	}
	if r.groups() {
		if err := writeFlat(r.segment("sketches", n), sketches); err != nil {
			return err
		}
	}
	if err := r.writeFound(n, accounts, &t); err != nil {
		return err
	}
	err = errors.Join(writeFlat(r.segment("accounts", n), briefs), keep(r.segment("accounts-places", n), places))
	if err != nil {
		return err
	}
	return keep(r.segment("tally", n), t) // last: the part is done when this is there
}

// groups reports whether accounts are to be grouped.
func (r *run) groups() bool { return r.reads(Stories) || r.reads(Passages) }

// find reads what was asked for.
func (r *run) find(a *account.Account) {
	if r.reads(Quotations) {
		a.Mentions = name.Find(a)
		a.Quotations = quotation.Find(a)
	}
	if r.reads(Figures) {
		a.Figures, _ = figure.Find(a)
	}
}

// writeFound writes the tables of what stands in one account alone.
func (r *run) writeFound(n int, accounts []*account.Account, t *tally) error {
	var quotations []quotationRow
	var figures []figureRow
	for _, a := range accounts {
		count := pointsOf(a.Text)
		for _, q := range a.Quotations {
			row := quotationRow{
				Account: a.ID, ID: q.ID, Form: string(q.Form), Verb: q.Verb, To: q.To,
				Begin: count(q.Start), End: count(q.End), Text: q.Text, Rule: q.Rule,
			}
			if q.Speaker != nil {
				row.Speaker = q.Speaker.Name
			}
			quotations = append(quotations, row)
		}
		for _, f := range a.Figures {
			figures = append(figures, figureRow{
				a.ID, f.ID, f.Low, f.High, string(f.Approx), f.Unit, f.Of, string(f.Kind), f.Place, f.AsOf,
				count(f.Start), count(f.End), f.Text, f.Rule,
			})
		}
	}
	t.Quotations, t.Figures = len(quotations), len(figures)
	var err error
	if r.reads(Quotations) {
		err = writeTable(r.o.Format.part(r.dir, "quotations", n), r.o.Format, quotations)
	}
	if r.reads(Figures) {
		err = errors.Join(err, writeTable(r.o.Format.part(r.dir, "figures", n), r.o.Format, figures))
	}
	return err
}

// pointsOf counts the code points before a byte of a text.
func pointsOf(s string) func(byte int) int {
	last, points := 0, 0
	return func(at int) int {
		if at < last {
			last, points = 0, 0
		}
		points += utf8.RuneCountInString(s[last:at])
		last = at
		return points
	}
}

// writeUnread lists all that gave no account.
func (r *run) writeUnread() error {
	all, err := kept[[]edition.Unread](r.work("unread"))
	if err != nil {
		return err
	}
	for n := range r.bounds.parts() {
		failed, err := kept[[]edition.Unread](r.segment("unread", n))
		if err != nil {
			return err
		}
		t, err := kept[tally](r.segment("tally", n))
		if err != nil {
			return err
		}
		all = append(append(all, failed...), t.Unread...)
	}
	slices.SortStableFunc(all, func(a, b edition.Unread) int { return cmp.Compare(a.Source, b.Source) })
	r.sum.Unread = len(all)
	return writeFile(filepath.Join(r.dir, "unread.jsonl"), func(w io.Writer) error {
		enc := json.NewEncoder(w)
		for _, u := range all {
			if err := enc.Encode(u); err != nil {
				return err
			}
		}
		return nil
	})
}
