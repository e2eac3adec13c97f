package main

import (
	"context"
	"fmt"

	"variorum/internal/delivery/store"
)

type backupCommand struct {
	stored `embed:""`
	File   string `arg:"" help:"The new file." type:"path"`
}

// Help is shown under variorum backup --help.
func (backupCommand) Help() string {
	return `Examples:
  variorum backup /mnt/safe/news-2031-03-04.db

The copy is the store as it was at one moment, complete or not there; others may go on using the store. To go on from it, name it with
--db, or put it in the place of the store.

Exit status: 0, 1 an error, 2 wrong usage.`
}

// Run copies the store.
func (c *backupCommand) Run(ctx context.Context, status *int) error {
	*status = noneRead
	s, err := c.open(ctx, store.Options{ReadOnly: true})
	return using(s, err, func() error {
		if err := s.Backup(ctx, c.File); err != nil {
			return err
		}
		fmt.Println("copied to", c.File)
		*status = allRead
		return nil
	})
}
