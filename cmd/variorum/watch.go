package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"time"

	"variorum/internal/delivery/fetch"
	"variorum/internal/delivery/store"
)

type watchCommand struct {
	stored   `embed:""`
	online   `embed:""`
	Every    time.Duration   `help:"The time between two looks at a feed. Default: ${default}." default:"15m" placeholder:"TIME"`
	Once     bool            `help:"Look at each feed once, fetch the pages that are new, and end: for a timer of the system."`
	MaxPages int             `help:"The most new pages of one feed at one look, the newest first; the next look goes on. Default: ${default}." default:"100" placeholder:"N"`
	Revisit  []time.Duration `help:"The times after a page of a feed was had at which it is fetched again for corrections; 0 for never. Default: ${default}." default:"1h,6h,24h,72h" placeholder:"TIME"`
	Verbose  bool            `short:"v" help:"Say also what had not changed."`
	Feeds    []string        `arg:"" name:"feed" help:"Addresses of feeds (RSS, Atom, JSON), lists of feeds (OPML), sitemaps, or pages that change."`
}

// Help is shown under variorum watch --help.
func (watchCommand) Help() string {
	return `Examples:
  variorum watch --contact desk@harbour.example https://harbour.example/feed https://ledger.example/sitemap.xml
  variorum watch --once --db quay.db https://harbour.example/feeds.opml

It runs until it is stopped (Ctrl-C) and says on standard error what it does. Where it was is in the store: a stop or a crash loses no page
that was added, and the next watch goes on. Pages that a feed named are fetched again after an hour, six, a day and three days (--revisit): what was
corrected is kept as a new version. It asks robots.txt, one thing of a host at a time, and not again for what has not changed; docs/live.md
says how.

Exit status: 0 when stopped or, with --once, done; 1 when the store fails; 2 wrong usage.`
}

// Run watches until the context ends.
func (c *watchCommand) Run(ctx context.Context, status *int) error {
	*status = noneRead
	for _, a := range c.Feeds {
		if !fetch.IsAddress(a) {
			*status = badUsage
			return fmt.Errorf("%s is no address on the web: watch takes those that begin with http:// or https://; add takes files", a)
		}
	}
	revisit, err := revisits(c.Revisit)
	if err == nil {
		err = c.patient()
	}
	if err != nil {
		*status = badUsage
		return err
	}
	level := slog.LevelInfo
	if c.Verbose {
		level = slog.LevelDebug
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level}))
	if c.AllowPrivate {
		log.Warn("addresses of the own network and machine are fetched too (--allow-private)")
	}
	s, err := c.open(ctx, store.Options{})
	return using(s, err, func() error {
		f := c.fetcher(log)
		defer f.Close()
		defer attend(ctx, s, log)()
		err := f.Watch(ctx, s, fetch.Watching{Addresses: c.Feeds, Every: c.Every, Once: c.Once, MaxPages: c.MaxPages, Revisit: revisit, Log: log})
		if err == nil {
			*status = allRead
		}
		return err
	})
}

// leastEvery is the least time between two looks at a feed: no newsroom publishes faster, and one that is asked more often shuts the door.
const leastEvery = 10 * time.Second

// patient says why feeds may not be looked at as often, or as many pages taken, as is asked for.
func (c *watchCommand) patient() error {
	switch {
	case c.Every < leastEvery:
		return fmt.Errorf("--every %s: a feed is not looked at again within %s", c.Every, leastEvery)
	case c.MaxPages < 1:
		return fmt.Errorf("--max-pages %d: take one page at least, or do not watch", c.MaxPages)
	}
	return c.polite()
}

// mostRevisits bounds how often a page is fetched again.
const mostRevisits = 12

// revisits puts the times of further visits in order; 0 alone is none.
func revisits(given []time.Duration) ([]time.Duration, error) {
	out := []time.Duration{}
	for _, d := range given {
		switch {
		case d < 0 || d > 0 && d < time.Minute:
			return nil, fmt.Errorf("--revisit %s: a page is not fetched again within a minute", d)
		case d > 0:
			out = append(out, d)
		}
	}
	if slices.Sort(out); len(out) > mostRevisits {
		return nil, fmt.Errorf("--revisit: %d times are more than the %d that a page may be fetched again", len(out), mostRevisits)
	}
	return out, nil
}
