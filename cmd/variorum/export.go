package main

import (
	"context"
	"fmt"
	"io"
	"math"

	"variorum/edition"
	"variorum/internal/delivery/store"
	"variorum/internal/news/reading"
)

type exportCommand struct {
	stored  `embed:""`
	output  `embed:""`
	Stories []int64 `arg:"" optional:"" name:"story" help:"Numbers of stories, as the command stories has them; all stories without any."`
}

// Help is shown under variorum export --help.
func (exportCommand) Help() string {
	return `Examples:
  variorum export --format json > edition.json    byte for byte what read says of the same pages
  variorum export 12 31 -o quay.html              two stories, as one file to look at, save and send
  variorum export --format csv -o incidents.csv

In an export stories have the ids that read gives them (s1 has most accounts); their numbers in the store are what story and stories
show.

Exit status: as for read.`
}

// Run writes the edition.
func (c *exportCommand) Run(ctx context.Context, status *int) error {
	write, err := c.prepare(status)
	if err != nil {
		return err
	}
	s, err := c.look(ctx, c.progress())
	return using(s, err, func() error {
		if c.format() == "json" {
			return c.stream(ctx, s, status)
		}
		e, err := s.Edition(ctx, c.Stories...)
		if err != nil {
			return err
		}
		if len(e.Accounts) == 0 && len(e.Unread) == 0 {
			return fmt.Errorf("no page in the store %s: add some (variorum add PAGES)", s.Path())
		}
		return c.deliver(e, write, status)
	})
}

// stream writes JSON story by story, which a store of any size can be.
func (c *exportCommand) stream(ctx context.Context, s *store.Store, status *int) error {
	n, err := s.Counts(ctx)
	if err != nil {
		return err
	}
	var unread []edition.Unread
	if len(c.Stories) == 0 {
		if unread, err = s.Unread(ctx, math.MaxInt32); err != nil {
			return err
		}
		if n.Pages == 0 && len(unread) == 0 {
			return fmt.Errorf("no page in the store %s: add some (variorum add PAGES)", s.Path())
		}
	}
	if err := c.save(func(w io.Writer) error { return s.WriteJSON(ctx, w, c.Stories...) }); err != nil {
		return err
	}
	*status = c.said(n.Accounts, reading.Unread(unread))
	return nil
}
