package store

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"strings"
	"sync"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
	"variorum/internal/news/extract"
	"variorum/internal/news/intake"
	"variorum/internal/news/reading"
	"variorum/internal/news/story"
)

// keptAccount is an account as the table account has it: under its page's own id.
type keptAccount struct {
	Account  edition.Account   `json:"account"`
	Mentions []account.Mention `json:"mentions"`
	Doubts   int               `json:"doubts"` // the number of doubts in front of which a doubt about its name stands
}

// toRead is a page on its way to its account. What takes time is done outside of transactions, and on all cores.
type toRead struct {
	job
	packed []byte // its parts
	parts  extract.Parts
	digest []byte       // of its parts, furniture set aside
	page   *intake.Page // nil where the account stands as it is
	old    *rawAccount  // whose links are to be found anew, though it stands as it is
	read   *account.Account
	sketch *story.Sketch
	around *around // nil where it was not looked for
	why    string
	kept   []byte
}

// readAccounts reads the accounts of all pages whose parts are new, or have other furniture than they had: while one portion is written the
// next is read.
func (w *worker) readAccounts(left int) {
	overlap(w, func(r *worker, written []toRead) []toRead { return r.accountsToKeep(written) }, func(portion []toRead) {
		w.keepAccounts(portion)
		left -= len(portion)
		w.report(stepRead, len(portion), max(left, 0))
	})
}

// overlap takes portions of work until there is none or something fails: make makes the next one, without those of the portion before it,
// while that is kept.
func overlap[T any](w *worker, make func(r *worker, written []T) []T, keep func([]T)) {
	if w.err != nil {
		return
	}
	reader := &worker{Store: w.Store, ctx: w.ctx}
	portion := make(reader, nil)
	for w.err = reader.err; w.err == nil && len(portion) > 0; {
		var next []T
		var made sync.WaitGroup
		made.Go(func() { next = make(reader, portion) })
		keep(portion)
		made.Wait()
		if w.err == nil {
			w.err = reader.err
		}
		portion = next
	}
}

// accountsToKeep reads the accounts of some pages.
func (w *worker) accountsToKeep(written []toRead) []toRead {
	var pages []toRead
	skip := map[int64]bool{}
	for _, p := range written {
		skip[p.job.page] = true
	}
	w.err = w.reading(w.ctx, "read", func(t *tx) {
		for _, j := range t.jobs(stepRead, pagesAtOnce+len(skip)) {
			if skip[j.page] || len(pages) == pagesAtOnce {
				continue
			}
			p := toRead{job: j}
			t.one("SELECT packed FROM parts WHERE page = ?", []any{j.page}, &p.packed)
			pages = append(pages, p)
		}
	})
	w.parallel(len(pages), func(i int) error {
		if pages[i].packed == nil {
			return nil
		}
		return kept(pages[i].packed, &pages[i].parts)
	})
	if w.err == nil {
		w.err = w.reading(w.ctx, "read", func(t *tx) {
			for i := range pages {
				t.learnt(&pages[i])
			}
		})
	}
	var looking sync.WaitGroup
	if len(pages) == 1 && pages[0].page != nil { // of many some are linked with each other, which is seen when they are kept
		looking.Go(func() { pages[0].lookAround(w) })
	}
	w.parallel(len(pages), func(i int) error { return pages[i].readAccount(w) })
	looking.Wait()
	return pages
}

// around is what lies about an account, by its text alone: the links that it will have, unless other accounts or links have changed.
type around struct {
	graph    int64
	sketch   []byte // of the account
	links    []bond
	sketches map[int64]*story.Sketch // those that it was compared with
}

// lookAround finds the links of a page's account while that is still being read, since both take as long. What fails here is done again, and
// then its error is told.
func (p *toRead) lookAround(w *worker) {
	a, err := reading.AccountOf(*p.page, p.parts, account.Read, func(*account.Account) {})
	if err != nil {
		return
	}
	sketch := story.SketchOf(a)
	found := &around{sketch: sketch.AppendBinary(nil), sketches: map[int64]*story.Sketch{}}
	if err := w.reading(w.ctx, "read", func(t *tx) {
		t.sketches = found.sketches
		found.graph, found.links = t.graph(), t.links(p.job.page, sketch)
	}); err == nil {
		p.around = found
	}
}

// foresaw reports whether what was found around an account is what lies about it now.
func (p *toRead) foresaw(t *tx) bool {
	return p.around != nil && p.around.graph == t.graph() && bytes.Equal(p.around.sketch, p.sketch.AppendBinary(nil))
}

// keepAccounts keeps what was read, unless a page has changed meanwhile.
func (w *worker) keepAccounts(pages []toRead) {
	w.err = w.deriving(w.ctx, "write", func(t *tx) {
		w.recall(t)
		for i := range pages {
			p := &pages[i]
			switch {
			case !t.finish(stepRead, p.job):
			case p.old != nil:
				t.relink(p)
			case p.page == nil:
			case p.read == nil:
				t.do("UPDATE page SET why = ? WHERE id = ?", p.why, p.job.page)
			default:
				t.keepAccount(p)
			}
		}
		w.remember(t)
	})
}

// parallel calls do on all cores, unless the work has ended. The first error of the lowest number ends it.
func (w *worker) parallel(n int, do func(i int) error) {
	if w.err != nil {
		return
	}
	errs := make([]error, n)
	reading.Parallel(w.ctx, n, quiet, func(i int) { errs[i] = do(i) })
	if w.err = w.ctx.Err(); w.err != nil {
		return
	}
	for _, err := range errs {
		if err != nil {
			w.err = w.failed("read", err)
			return
		}
	}
}

// readAccount makes the account of the page, where it is not as it was.
func (p *toRead) readAccount(w *worker) (err error) {
	switch {
	case p.old != nil:
		a, err := p.old.account()
		if err == nil {
			p.sketch = story.SketchOf(a)
		}
		return err
	case p.page == nil:
		return nil
	}
	if p.read, p.why = w.readPage(w.ctx, *p.page, p.parts); p.read != nil {
		p.sketch = story.SketchOf(p.read)
		p.kept, err = keep(keptAccount{p.read.Account, p.read.Mentions, len(p.parts.Doubts) + len(p.page.Doubts)})
	}
	return err
}

// readPage reads the account of one page, or says why there is none.
func readPage(ctx context.Context, p intake.Page, parts extract.Parts) (*account.Account, string) {
	accounts, failed := reading.Accounts(ctx, []intake.Page{p}, []extract.Parts{parts}, nil)
	switch {
	case len(accounts) == 1:
		return accounts[0], ""
	case len(failed) == 1:
		return nil, failed[0].Why
	}
	return nil, "" // the context ended
}

func (t *tx) keepAccount(p *toRead) {
	page, a := p.job.page, p.read
	t.do("INSERT OR REPLACE INTO account VALUES (?, ?, ?)", page, p.digest, p.kept)
	t.do("DELETE FROM words WHERE rowid = ?", page)
	t.do("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", page, searchable(a.Title), searchable(a.Text))
	t.do("DELETE FROM figure WHERE page = ?", page)
	for _, f := range a.Figures {
		t.do("INSERT OR IGNORE INTO figure VALUES (?, ?, ?)", page, f.Low, f.High)
	}
	t.relink(p)
}

// relink finds the links of an account, and puts it on the list of those to be put into stories.
func (t *tx) relink(p *toRead) {
	var links []bond
	if p.foresaw(t) {
		links = p.around.links
		if t.sketches != nil {
			maps.Copy(t.sketches, p.around.sketches)
		}
	} else {
		links = t.links(p.job.page, p.sketch)
	}
	t.touch()
	t.link(p.job.page, p.sketch, links)
	t.enqueue(stepPlace, p.job.page)
}

// rawAccount is an account as it is kept, with its name among all pages.
type rawAccount struct {
	packed        []byte
	called, doubt string
}

func (t *tx) rawAccount(page int64) (r rawAccount, ok bool) {
	ok = t.one("SELECT packed, called, doubt FROM account JOIN page ON id = page WHERE page = ?", []any{page}, &r.packed, &r.called, &r.doubt)
	return r, ok
}

// account brings the account back, under its name among all pages.
func (r *rawAccount) account() (*account.Account, error) {
	var k keptAccount
	if err := kept(r.packed, &k); err != nil {
		return nil, err
	}
	k.call(r.called)
	if r.doubt != "" {
		k.Account.Doubts = slices.Insert(k.Account.Doubts, k.Doubts, account.PageDoubt(r.doubt))
	}
	a := account.New(k.Account)
	a.Mentions = k.Mentions
	return a, nil
}

// account brings back the account of a page, nil where there is none.
func (t *tx) account(page int64) *account.Account {
	r, ok := t.rawAccount(page)
	if !ok {
		return nil
	}
	a, err := r.account()
	t.fail(err)
	return a
}

// call gives an account another id; those of its quotations begin with it.
func (k *keptAccount) call(id string) {
	renamed := func(s string) string {
		if rest, ok := strings.CutPrefix(s, k.Account.ID+"-"); ok {
			return id + "-" + rest
		}
		return s
	}
	for i := range k.Account.Quotations {
		q := &k.Account.Quotations[i]
		q.ID, q.Continues = renamed(q.ID), renamed(q.Continues)
	}
	k.Account.ID = id
}

// searchable puts space around the characters of scripts without spaces, so that each is found as a word.
func searchable(s string) string {
	if !slices.ContainsFunc([]rune(s), text.Spaceless) {
		return s
	}
	var out []rune
	for _, r := range s {
		if text.Spaceless(r) {
			out = append(out, ' ', r, ' ')
		} else {
			out = append(out, r)
		}
	}
	return string(out)
}
