package corpus

import (
	"cmp"
	"context"
	"encoding/json"
	"io"
	"path/filepath"
	"slices"
	"unicode/utf8"

	"variorum/edition"
	"variorum/internal/engine/shingle"
	"variorum/internal/news/account"
	"variorum/internal/news/extract"
	"variorum/internal/news/figure"
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
	sizes := r.sizes(func(n int) bool { return exists(r.segment("tally", n)) })
	if err := inPieces(ctx, r, "accounts", sizes, r.accountsOf, r.writeAccounts); err != nil {
		return err
	}
	if err := r.files.named(); err != nil {
		return err
	}
	for n := range r.bounds.parts() {
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

// read is what became of the pages of a piece.
type read struct {
	accounts, words filed
	runs, sketches  flat
	sketch          []byte // the last one
	quotations      []quotationRow
	figures         []figureRow
	unread          []edition.Unread
	n               int // accounts
}

// accountsOf does some pages of a part.
func (r *run) accountsOf(p piece) (read, error) {
	out := read{accounts: newFiled(), words: newFiled(), runs: newFlat(), sketches: newFlat()}
	sheets, err := some(r, "sheets", p, (*unflat).sheet)
	if err != nil {
		return out, err
	}
	var reader account.Reader
	lean, buf := reader.Read, &words{}
	if r.reads(Quotations) || r.reads(Figures) {
		lean = account.Read
	}
	for i, s := range sheets {
		at := p.from + i
		suffix, odd := r.left[r.bounds[p.part]+at]
		if odd && suffix == "" {
			out.unread = append(out.unread, edition.Unread{Source: s.page.Source, Why: "the same page came before"})
			continue
		}
		s.page.ID += suffix
		parts := extract.SetAsideKeys(s.parts, s.keys, func(key uint64) bool { return r.furniture[key] })
		a, err := reading.AccountOf(s.page, parts, lean, r.find)
		if err != nil {
			out.unread = append(out.unread, edition.Unread{Source: s.page.Source, Why: err.Error()})
			continue
		}
		r.note(&out, at, a, buf)
	}
	return out, nil
}

// note keeps what later stages ask of an account.
func (r *run) note(out *read, at int, a *account.Account, buf *words) {
	out.n++
	from := len(out.accounts.flat)
	out.accounts.brief(briefOf(a))
	out.accounts.file(at, from)
	from = len(out.words.flat)
	buf.read(a.Tokens)
	out.words.words(buf)
	out.words.file(at, from)
	var runs []uint64
	if r.groups() {
		sketch := story.SketchOf(a)
		runs = sketch.Runs()
		out.sketches.num(at)
		out.sketch = sketch.AppendBinary(out.sketch[:0])
		out.sketches.num(len(out.sketch))
		out.sketches = append(out.sketches, out.sketch...)
	} else if r.reads(Reuse) {
		runs = shingle.SampleForms(buf.forms, sampleWords, sampleRate)
	}
	if r.reads(Reuse) {
		out.runs.num(at)
		out.runs.hashes(runs)
	}
	if r.reads(Quotations) {
		out.quotations = append(out.quotations, quotationsOf(a)...)
	}
	if r.reads(Figures) {
		out.figures = append(out.figures, figuresOf(a)...)
	}
}

// writeAccounts writes a part.
func (r *run) writeAccounts(n int, all []read) error {
	var t tally
	var accounts, words []filed
	var head flat
	runs, sketches := []flat{nil}, []flat{nil}
	var quotations []quotationRow
	var figures []figureRow
	for _, one := range all {
		t.Accounts += one.n
		t.Unread = append(t.Unread, one.unread...)
		accounts, words = append(accounts, one.accounts), append(words, one.words)
		runs, sketches = append(runs, one.runs), append(sketches, one.sketches)
		quotations, figures = append(quotations, one.quotations...), append(figures, one.figures...)
	}
	head.num(t.Accounts)
	runs[0], sketches[0] = head, head
	r.writeKept("accounts", n, accounts)
	r.writeKept("words", n, words)
	if r.reads(Reuse) {
		r.later(r.segment("runs", n), runs...)
	}
	if r.groups() {
		r.later(r.segment("sketches", n), sketches...)
	}
	if r.reads(Quotations) {
		t.Quotations = len(quotations)
		writeTable(r, "quotations", n, quotations)
	}
	if r.reads(Figures) {
		t.Figures = len(figures)
		writeTable(r, "figures", n, figures)
	}
	tables := r.reads(Quotations) || r.reads(Figures) // which are to be there before it
	r.keepLater(r.segment("tally", n), !tables, t)    // last: the part is done when this is there
	for _, one := range all {
		release(one.accounts.flat, one.words.flat, one.runs, one.sketches)
	}
	return nil
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

// quotationsOf makes rows of what is said in an account.
func quotationsOf(a *account.Account) []quotationRow {
	var rows []quotationRow
	count := pointsOf(a.Text)
	for _, q := range a.Quotations {
		row := quotationRow{
			Account: a.ID, ID: q.ID, Form: string(q.Form), Verb: q.Verb, To: q.To,
			Begin: count(q.Start), End: count(q.End), Text: q.Text, Rule: q.Rule,
		}
		if q.Speaker != nil {
			row.Speaker = q.Speaker.Name
		}
		rows = append(rows, row)
	}
	return rows
}

// figuresOf makes rows of the figures of an account.
func figuresOf(a *account.Account) []figureRow {
	var rows []figureRow
	count := pointsOf(a.Text)
	for _, f := range a.Figures {
		rows = append(rows, figureRow{
			a.ID, f.ID, f.Low, f.High, string(f.Approx), f.Unit, f.Of, string(f.Kind), f.Place, f.AsOf,
			count(f.Start), count(f.End), f.Text, f.Rule,
		})
	}
	return rows
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
	r.files.later(filepath.Join(r.dir, "unread.jsonl"), false, func(w io.Writer) error {
		enc := json.NewEncoder(w)
		for _, u := range all {
			if err := enc.Encode(u); err != nil {
				return err
			}
		}
		return nil
	})
	return r.files.err()
}
