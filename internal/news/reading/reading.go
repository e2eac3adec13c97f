// Package reading is the flow from pages to an edition, step by step: pages are sorted out into their parts, furniture is learnt
// from all of them, each page's parts become an account with what is found in it alone, the accounts of one event are told
// together, and the stories are assembled. variorum.Read is these steps in one function; what keeps pages over time takes the
// same steps for the pages that came in.
package reading

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	"variorum/edition"
	"variorum/internal/news/account"
	"variorum/internal/news/extract"
	"variorum/internal/news/figure"
	"variorum/internal/news/intake"
	"variorum/internal/news/language"
	"variorum/internal/news/name"
	"variorum/internal/news/quotation"
	"variorum/internal/news/story"
)

// Progress is told of each finished part of a step: what is done, how many of how many. It is called from one goroutine at a
// time; nil is told nothing.
type Progress func(step string, done, total int)

// step is the progress of one step.
func (p Progress) step(name string) func(done, total int) {
	return func(done, total int) {
		if p != nil {
			p(name, done, total)
		}
	}
}

// SortOut extracts the parts of each page. It returns the pages that have an article, with their parts, and names the others. When
// the context ends the rest is left out without a word; the caller asks the context.
func SortOut(ctx context.Context, pages []intake.Page, p Progress) (read []intake.Page, parts []extract.Parts, unread []edition.Unread) {
	type result struct {
		parts extract.Parts
		err   error
	}
	results := make([]result, len(pages))
	Parallel(ctx, len(pages), p.step("pages"), func(i int) {
		results[i].parts, results[i].err = PartsOf(pages[i])
	})
	for i, r := range results {
		if r.err != nil {
			unread = append(unread, edition.Unread{Source: pages[i].Source, Why: r.err.Error()})
			continue
		}
		read, parts = append(read, pages[i]), append(parts, r.parts)
	}
	return read, parts, unread
}

// PartsOf extracts the parts of one page. An error of our own is one of the page.
func PartsOf(p intake.Page) (parts extract.Parts, err error) {
	err = guard(func() (err error) {
		parts, err = extract.Extract(p)
		return err
	})
	return parts, err
}

// AccountOf makes the account of one page's parts and finds in it what find finds. An error of our own is one of the page.
func AccountOf(p intake.Page, parts extract.Parts, read func(intake.Page, extract.Parts) *account.Account, find func(*account.Account)) (a *account.Account, err error) {
	err = guard(func() error {
		a = read(p, parts)
		find(a)
		return nil
	})
	return a, err
}

// Accounts makes an account of each page's parts, with what is found in it alone. A page that met an error of our own is named
// in unread.
func Accounts(ctx context.Context, pages []intake.Page, parts []extract.Parts, p Progress) ([]*account.Account, []edition.Unread) {
	return AccountsWith(ctx, pages, parts, findIn, p)
}

// AccountsWith makes accounts as Accounts does, with what find finds in each in place of all that can be found.
func AccountsWith(ctx context.Context, pages []intake.Page, parts []extract.Parts, find func(*account.Account), p Progress) ([]*account.Account, []edition.Unread) {
	accounts := make([]*account.Account, len(parts))
	errs := make([]error, len(parts))
	Parallel(ctx, len(parts), p.step("accounts"), func(i int) {
		accounts[i], errs[i] = AccountOf(pages[i], parts[i], account.Read, find)
	})
	var read []*account.Account
	var unread []edition.Unread
	for i, a := range accounts {
		if errs[i] != nil {
			unread = append(unread, edition.Unread{Source: pages[i].Source, Why: errs[i].Error()})
		} else {
			read = append(read, a)
		}
	}
	return read, unread
}

// findIn fills an account with what each reader finds in it.
func findIn(a *account.Account) {
	a.Mentions = name.Find(a)
	a.Quotations = quotation.Find(a)
	figures, odd := figure.Find(a)
	a.Figures, a.Doubts = figures, append(a.Doubts, odd...)
	if a.Pack == nil {
		a.NotRun = append(a.NotRun, quotation.SpeakersNotRun, figure.NotRun)
	}
}

// guard turns a panic, which is an error of our own, into an error of the one page that met it: a run of thousands goes on.
func guard(read func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("reading it met an error in variorum itself (%v); please report it with the page", r)
		}
	}()
	return read()
}

// Parallel calls do for 0..n-1 on all cores, until the context ends. progress is told how many are done.
func Parallel(ctx context.Context, n int, progress func(done, total int), do func(i int)) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	next, done := 0, 0
	for range min(runtime.GOMAXPROCS(0), n) {
		wg.Go(func() {
			for {
				mu.Lock()
				i := next
				next++
				mu.Unlock()
				if i >= n || ctx.Err() != nil {
					return
				}
				do(i)
				mu.Lock()
				done++
				progress(done, n)
				mu.Unlock()
			}
		})
	}
	wg.Wait()
}

// Warm loads the tables and weights of the readers, which else the first page waits for. It is of use beside work that waits for a disk or for
// input.
func Warm() {
	go language.For("en").Grammar() // the largest, beside the others
	page := intake.Page{ID: "a", Kind: intake.Article, Body: "The harbour master, Vera Adler, said on Monday that two people had been hurt."}
	_, parts, _ := SortOut(context.Background(), []intake.Page{page}, nil)
	accounts, _ := Accounts(context.Background(), []intake.Page{page}, parts, nil)
	for _, a := range accounts {
		story.SketchOf(a)
	}
	Tell(accounts)
}
