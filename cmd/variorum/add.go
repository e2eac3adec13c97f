package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"

	"variorum/edition"
	"variorum/internal/delivery/fetch"
	"variorum/internal/delivery/store"
	"variorum/internal/news/intake"
	"variorum/internal/news/reading"
)

type addCommand struct {
	stored `embed:""`
	quiet  `embed:""`
	online `embed:""`
	Inputs []string `arg:"" optional:"" name:"input" help:"Files, folders (walked) and - for standard input, as read takes them, and addresses on the web (http, https) of pages and feeds. Without any, what an earlier add left undone is done."`
}

// Help is shown under `variorum add --help`.
func (addCommand) Help() string {
	return `Examples:
  variorum add pages/                         into your own store
  variorum add --db quay.db today/*.html
  variorum add https://harbour.example/quay   fetched as robots.txt allows; of a feed, the pages that it names
  zcat feed.jsonl.gz | variorum add -         one page a line: id, url, outlet, date, title, text or html

A page that the store has already changes nothing; one that has changed since is kept as a new version. A page is known again by its
address, or else by its file and its id there. Each page is on the disk before the next portion is read: when the command is stopped, pages
that were taken stay, and the next command puts them into stories.

Exit status: 0 all inputs were read, 3 some were not (named on standard error and in exports), 1 none, 2 wrong usage, 130 stopped.`
}

// Portions of an addition: what a stop may lose, and what stands in memory. Large ones are quicker, since each waits for the disk.
const (
	portionPages = 256
	portionBytes = 16 << 20
)

// ballastBytes is memory that is asked for and never touched, so that no page of it is taken from the machine. Garbage is collected when the
// memory in use has doubled: without it six times while the tables are loaded that adding one page needs, a fifth of that page's time.
const ballastBytes = 64 << 20

// Run adds the inputs.
func (c *addCommand) Run(ctx context.Context, status *int) error {
	*status = noneRead
	if err := c.polite(); err != nil {
		*status = badUsage
		return err
	}
	ballast := make([]byte, ballastBytes)
	defer runtime.KeepAlive(ballast)
	if len(c.Inputs) > 0 {
		go reading.Warm()
	}
	s, err := c.open(ctx, store.Options{})
	return using(s, err, func() error {
		f := c.fetcher(nil)
		defer f.Close()
		a := &addition{ctx: ctx, store: s, fetcher: f, progress: c.progress(), options: store.AddOptions{Run: &store.Run{}}}
		err := a.add(c.Inputs)
		a.progress.clear()
		if err != nil {
			return a.stopped(err)
		}
		*status = a.report()
		return nil
	})
}

// addition is one run of the command.
type addition struct {
	ctx      context.Context
	store    *store.Store
	fetcher  *fetch.Fetcher
	progress *progress
	options  store.AddOptions
	portion  []intake.Page
	size     int
	taken    []store.Taken
	unread   []edition.Unread
	settled  store.Settled
}

// add takes the pages in by portions, and puts them into stories at the end.
func (a *addition) add(inputs []string) error {
	files, addresses := apart(inputs)
	unread := func(u edition.Unread) {
		a.unread = append(a.unread, u)
		a.options.Unread = append(a.options.Unread, u)
	}
	err := intake.Each(a.ctx, files, os.Stdin, a.page, unread)
	if err == nil {
		err = a.fetcher.Each(a.ctx, addresses, a.page, unread)
	}
	if err == nil {
		err = a.flush()
	}
	if err == nil {
		a.settled, err = a.settle()
	}
	if err == nil {
		var left []edition.Unread
		left, err = a.store.LeftOut(a.ctx, a.taken)
		a.unread = append(a.unread, left...)
	}
	return err
}

// fewPages is the number of pages up to which an addition of pages leaves what takes long to be done when it is looked at.
const fewPages = 20

// settle puts the pages into stories.
func (a *addition) settle() (store.Settled, error) {
	fresh := 0
	for _, p := range a.taken {
		if p.State != store.Same {
			fresh++
		}
	}
	if len(a.taken) > 0 && fresh <= fewPages {
		return a.store.Place(a.ctx, a.progress.step)
	}
	return a.store.Settle(a.ctx, a.progress.step)
}

func (a *addition) page(p intake.Page) error {
	a.portion, a.size = append(a.portion, p), a.size+len(p.Body)+len(p.Raw)
	if len(a.portion) < portionPages && a.size < portionBytes {
		return nil
	}
	return a.flush()
}

// flush brings a portion to the disk.
func (a *addition) flush() error {
	taken, err := a.store.Take(a.ctx, a.portion, a.options)
	if err != nil {
		return err
	}
	a.taken = append(a.taken, taken...)
	a.portion, a.size, a.options.Unread = nil, 0, nil
	a.progress.step("taken", len(a.taken), len(a.taken)+1)
	return nil
}

// stopped says what a run that came to no end has done all the same.
func (a *addition) stopped(err error) error {
	if a.ctx.Err() != nil {
		err = errors.New("stopped")
	}
	if len(a.taken) == 0 {
		return err
	}
	return fmt.Errorf("%w; %s are in the store %s and stay there: the next command goes on with them", err, count(len(a.taken), "page"), a.store.Path())
}

// report says what became of the pages, and returns the exit status.
func (a *addition) report() int {
	n := map[store.State]int{}
	for _, p := range a.taken {
		n[p.State]++
	}
	for _, u := range a.unread {
		fmt.Fprintf(os.Stderr, "variorum: not read: %s: %s\n", u.Source, u.Why)
	}
	fmt.Printf("%s new, %d changed, %d as they were; %s told", count(n[store.New], "page"), n[store.Changed], n[store.Same],
		count(len(a.settled.Stories)-len(a.settled.Waiting), "story"))
	if later := len(a.settled.Waiting); later > 0 {
		fmt.Printf(", %d when next looked at", later)
	}
	fmt.Println()
	switch {
	case len(a.unread) == 0:
		return allRead
	case len(a.taken) == 0:
		return noneRead
	}
	return someRead
}

// count is a number of things.
func count(n int, thing string) string {
	return fmt.Sprintf("%d %s", n, plural(n, thing))
}

func plural(n int, thing string) string {
	switch {
	case n == 1:
		return thing
	case thing == "story":
		return "stories"
	}
	return thing + "s"
}
