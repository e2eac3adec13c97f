package main

import (
	"context"
	"fmt"
	"os"

	"variorum/internal/delivery/store"
)

type checkCommand struct {
	stored `embed:""`
	quiet  `embed:""`
	Reread bool `help:"Read all pages anew first, as after a new version of variorum, which may read them otherwise."`
}

// Help is shown under variorum check --help.
func (checkCommand) Help() string {
	return `Examples:
  variorum check
  variorum check --db quay.db --reread

It looks at the file, at each page that was published and its digest, and at what was read from it; it mends nothing. When something is
wrong, keep the file and go on from a backup.

Exit status: 0 the store is whole, 1 it is not, 2 wrong usage.`
}

// Run checks the store.
func (c *checkCommand) Run(ctx context.Context, status *int) error {
	*status = noneRead
	p := c.progress()
	if c.Reread {
		if err := c.reread(ctx, p); err != nil {
			return err
		}
	}
	s, err := c.open(ctx, store.Options{ReadOnly: true})
	return using(s, err, func() error {
		wrong, err := s.Check(ctx, p.step)
		p.clear()
		if err != nil {
			return err
		}
		for _, w := range wrong {
			fmt.Fprintf(os.Stderr, "variorum: %s: %s\n", s.Path(), w)
		}
		if len(wrong) > 0 {
			return fmt.Errorf("the store %s is not whole: keep it, and go on from a backup", s.Path())
		}
		n, err := s.Counts(ctx)
		if err != nil {
			return err
		}
		fmt.Printf("%s: whole; %s, %s, %s", s.Path(), count(n.Pages, "page"), count(n.Accounts, "account"), count(n.Stories, "story"))
		if n.Unsettled > 0 {
			fmt.Printf("; %s to be put into stories by the next command", count(n.Unsettled, "page"))
		}
		if n.Untold > 0 {
			fmt.Printf("; %s to be told when looked at", count(n.Untold, "story"))
		}
		fmt.Println()
		*status = allRead
		return nil
	})
}

func (c *checkCommand) reread(ctx context.Context, p *progress) error {
	s, err := c.open(ctx, store.Options{Existing: true})
	return using(s, err, func() error {
		_, err := s.Reread(ctx, p.step)
		return err
	})
}
