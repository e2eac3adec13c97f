package main

import (
	"context"
	"fmt"
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
