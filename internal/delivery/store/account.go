package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"slices"
	"strings"

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

// readAccounts reads the accounts of some pages whose parts are new, or have other furniture than they had.
func (w *worker) readAccounts() {
	var jobs []job
	var pages []intake.Page
	var parts []extract.Parts
	var fresh []bool
	var digests [][]byte
	var known []*account.Account
	w.err = w.reading(w.ctx, "read", func(t *tx) {
		jobs = t.jobs(stepRead, pagesAtOnce)
		parts = t.learnt(jobs)
		known = make([]*account.Account, len(jobs))
		for i, j := range jobs {
			digest := digestOf(t, parts[i])
			digests = append(digests, digest)
			var old []byte
			t.one("SELECT learnt FROM account WHERE page = ?", []any{j.page}, &old)
			fresh = append(fresh, !bytes.Equal(old, digest))
			if !fresh[i] && t.sketch(j.page) == nil { // its links are to be found anew, not the account
				known[i] = t.account(j.page)
			}
			page := intake.Page{}
			if fresh[i] {
				page = t.page(j.page)
			}
			pages = append(pages, page)
		}
	})
	read, why, sketches := make([]*account.Account, len(jobs)), make([]string, len(jobs)), make([]*story.Sketch, len(jobs))
	reading.Parallel(w.ctx, len(jobs), quiet, func(i int) {
		if fresh[i] {
			read[i], why[i] = w.readPage(w.ctx, pages[i], parts[i])
		}
		if read[i] != nil {
			sketches[i] = story.SketchOf(read[i])
		} else if known[i] != nil {
			sketches[i] = story.SketchOf(known[i])
		}
	})
	if w.err == nil {
		w.err = w.ctx.Err()
	}
	if w.err != nil {
		return
	}
	w.err = w.deriving(w.ctx, "write", func(t *tx) {
		w.recall(t)
		for i, j := range jobs {
			switch {
			case !t.finish(stepRead, j):
			case known[i] != nil:
				t.relink(j.page, sketches[i])
			case !fresh[i]:
			case read[i] == nil:
				t.do("UPDATE page SET why = ? WHERE id = ?", why[i], j.page)
			default:
				t.keepAccount(j.page, digests[i], read[i], sketches[i], len(parts[i].Doubts)+len(pages[i].Doubts))
			}
		}
		w.remember(t)
	})
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

func digestOf(t *tx, p extract.Parts) []byte {
	raw, err := json.Marshal(p)
	if err != nil && t.err == nil {
		t.err = err
	}
	digest := sha256.Sum256(raw)
	return digest[:]
}

func (t *tx) keepAccount(page int64, learnt []byte, a *account.Account, sketch *story.Sketch, doubts int) {
	t.do("INSERT OR REPLACE INTO account VALUES (?, ?, ?)", page, learnt, t.packed(keptAccount{a.Account, a.Mentions, doubts}))
	t.do("DELETE FROM words WHERE rowid = ?", page)
	t.do("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", page, searchable(a.Title), searchable(a.Text))
	t.do("DELETE FROM figure WHERE page = ?", page)
	for _, f := range a.Figures {
		t.do("INSERT OR IGNORE INTO figure VALUES (?, ?, ?)", page, f.Low, f.High)
	}
	t.relink(page, sketch)
}

// relink finds the links of an account, and puts it on the list of those to be put into stories.
func (t *tx) relink(page int64, sketch *story.Sketch) {
	t.touch()
	t.link(page, sketch)
	t.enqueue(stepPlace, page)
}

// account brings back the account of a page, under its name among all pages.
func (t *tx) account(page int64) *account.Account {
	var packed []byte
	var called, doubt string
	var k keptAccount
	if !t.one("SELECT packed, called, doubt FROM account JOIN page ON id = page WHERE page = ?", []any{page}, &packed, &called, &doubt) {
		return nil
	}
	t.unpacked(packed, &k)
	if t.err != nil {
		return nil
	}
	k.call(called)
	if doubt != "" {
		k.Account.Doubts = slices.Insert(k.Account.Doubts, k.Doubts, account.PageDoubt(doubt))
	}
	a := account.New(k.Account)
	a.Mentions = k.Mentions
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
