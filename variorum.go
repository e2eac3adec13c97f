// Package variorum reads the news the way a textual critic reads manuscripts: it takes in pages from many outlets, finds the
// accounts of one event, lays them side by side and shows what text they share and every place where they differ, who is
// quoted and how each outlet has the words. It gives no verdicts: it shows the words.
//
// Read is the whole of it: pages in, an edition out.
package variorum

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"

	"variorum/edition"
	"variorum/internal/news/account"
	"variorum/internal/news/extract"
	"variorum/internal/news/figure"
	"variorum/internal/news/intake"
	"variorum/internal/news/quotation"
	"variorum/internal/news/story"
)

// Page is one page as it came in: its content in UTF-8 and what its container said of it.
type Page = intake.Page

// The kinds of pages: HTML, a whole page as text (headline, dates, captions and furniture included), and the text of an
// article alone.
const (
	HTML    = intake.HTML
	Plain   = intake.Plain
	Article = intake.Article
)

// Options are choices of a reading. The zero value is what `variorum read` does.
type Options struct {
	// Together lays all accounts side by side as one story, without asking whether they tell of one event.
	Together bool
	// Unread are inputs that gave no page; they are reported with the pages that gave no account.
	Unread []edition.Unread
	// Progress, if not nil, is told of each finished step: what is done, how many of how many. It is called from one
	// goroutine at a time.
	Progress func(step string, done, total int)
}

// Read reads pages into an edition. A page that cannot be read is named in Unread with the reason; an error means that the
// reading as a whole was given up (the context ended). The same pages give the same edition, in whatever order they come.
func Read(ctx context.Context, pages []Page, o Options) (*edition.Edition, error) {
	pages, parts, unread := sortOut(ctx, pages, o)
	accounts, failed := find(ctx, pages, extract.Learn(parts), o)
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("read %d pages: %w", len(pages), err)
	}
	groups := story.Group(accounts)
	if o.Together {
		groups = together(accounts)
	}
	e := tell(ctx, accounts, groups, o)
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("collate %d accounts: %w", len(accounts), err)
	}
	e.Unread = slices.Concat(o.Unread, unread, failed)
	finish(e)
	return e, nil
}

// Pages reads pages from inputs: paths of files and folders, or "-" for stdin. Inputs that cannot be read are returned with
// the reason.
func Pages(ctx context.Context, inputs []string, stdin io.Reader) ([]Page, []edition.Unread, error) {
	return intake.Read(ctx, inputs, stdin, intake.Options{})
}

// sortOut extracts the parts of each page. It returns the pages that have an article, with their parts.
func sortOut(ctx context.Context, pages []Page, o Options) (read []Page, parts []extract.Parts, unread []edition.Unread) {
	type result struct {
		parts extract.Parts
		err   error
	}
	results := make([]result, len(pages))
	parallel(ctx, len(pages), o.step("pages"), func(i int) {
		results[i].err = guard(func() (err error) {
			results[i].parts, err = extract.Extract(pages[i])
			return err
		})
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

// find makes an account of each page's parts, with what is found in it alone.
func find(ctx context.Context, pages []Page, parts []extract.Parts, o Options) ([]*account.Account, []edition.Unread) {
	accounts := make([]*account.Account, len(parts))
	errs := make([]error, len(parts))
	parallel(ctx, len(parts), o.step("accounts"), func(i int) {
		errs[i] = guard(func() error {
			accounts[i] = findIn(account.Read(pages[i], parts[i]))
			return nil
		})
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
func findIn(a *account.Account) *account.Account {
	a.Quotations = quotation.Find(a)
	figures, odd := figure.Find(a)
	a.Figures, a.Doubts = figures, append(a.Doubts, odd...)
	if a.Pack == nil {
		a.NotRun = append(a.NotRun, quotation.SpeakersNotRun, figure.NotRun)
	}
	return a
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

// together makes one event of all accounts, or none where there are no accounts.
func together(accounts []*account.Account) []story.Event {
	if len(accounts) == 0 {
		return nil
	}
	var g story.Event
	for i := range accounts {
		g.Members = append(g.Members, i)
	}
	return []story.Event{g}
}

// step is the progress of one step.
func (o Options) step(name string) func(done, total int) {
	return func(done, total int) {
		if o.Progress != nil {
			o.Progress(name, done, total)
		}
	}
}

// parallel calls do for 0..n-1 on all cores, until the context ends.
func parallel(ctx context.Context, n int, progress func(done, total int), do func(i int)) {
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

// Version is the version of the module that was built, or "devel".
func Version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "devel"
}
