package main

import (
	"context"
	"errors"
	"fmt"

	"variorum/internal/delivery/store"
)

type rmCommand struct {
	stored   `embed:""`
	quiet    `embed:""`
	Story    []int64  `help:"All accounts of this story, by its number." placeholder:"STORY"`
	Unread   []string `help:"An input that gave no page and is named in each export." placeholder:"SOURCE"`
	Page     []int64  `help:"A page by its number, also one that gave no account." placeholder:"PAGE"`
	Accounts []string `arg:"" optional:"" name:"account" help:"Accounts by their ids, as search and exports have them."`
}

// Help is shown under variorum rm --help.
func (rmCommand) Help() string {
	return `Examples:
  variorum rm harbour-post-2 "https://ledger.example/quay"
  variorum rm --story 12

What is taken out is gone, with its versions and what was published: make a backup first (variorum backup). When one of the accounts is
not there, none is taken out.

Exit status: 0, 1 when one was not there, 2 wrong usage.`
}

// Run takes accounts out.
func (c *rmCommand) Run(ctx context.Context, status *int) error {
	*status = noneRead
	if len(c.Story)+len(c.Unread)+len(c.Page)+len(c.Accounts) == 0 {
		*status = badUsage
		return errors.New("nothing to take out: name accounts, --story, --page or --unread")
	}
	s, err := c.open(ctx, store.Options{Existing: true})
	return using(s, err, func() error {
		pages, err := c.pages(ctx, s)
		if err != nil {
			return err
		}
		p := c.progress()
		settled, err := s.Remove(ctx, pages, p.step)
		p.clear()
		if err != nil {
			return err
		}
		n, err := s.RemoveUnread(ctx, c.Unread)
		if err != nil {
			return err
		}
		if n < len(c.Unread) {
			return fmt.Errorf("%d of the inputs that gave no page are not in the store", len(c.Unread)-n)
		}
		fmt.Printf("%s taken out; %s told anew, %d gone\n", count(len(pages), "page"), count(len(settled.Stories), "story"), len(settled.Withdrawn))
		*status = allRead
		return nil
	})
}

// pages are the numbers of what is to be taken out, each once.
func (c *rmCommand) pages(ctx context.Context, s *store.Store) ([]int64, error) {
	var out []int64
	seen := map[int64]bool{}
	add := func(page int64) {
		if !seen[page] {
			out, seen[page] = append(out, page), true
		}
	}
	for _, name := range c.Accounts {
		page, err := s.Find(ctx, name)
		if err != nil {
			return nil, err
		}
		add(page)
	}
	for _, id := range c.Story {
		found, err := s.Story(ctx, id)
		if err != nil {
			return nil, err
		}
		for _, account := range found.Edition.Accounts {
			add(found.Pages[account.ID])
		}
	}
	for _, page := range c.Page {
		add(page)
	}
	return out, nil
}
