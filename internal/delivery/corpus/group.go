package corpus

import (
	"context"

	"variorum/internal/news/account"
	"variorum/internal/news/story"
)

// stories groups the accounts and tells each story.
func (r *run) stories(ctx context.Context) error {
	s, err := openShelf(r, "accounts", (*unflat).brief)
	defer s.close()
	if err != nil {
		return err
	}
	groups, err := r.group(ctx, s)
	if err != nil {
		return err
	}
	of := make([]int32, r.bounds.pages())
	for i, pages := range groups {
		for _, p := range pages {
			of[p] = int32(i)
		}
	}
	dated, err := r.tell(ctx, s, groups)
	if err != nil {
		return err
	}
	return keep(r.work("belonging"), belonging{of, dated})
}

// group gives the pages of each story, in the order of their first pages.
func (r *run) group(ctx context.Context, s *shelf[brief]) ([][]int, error) {
	var pages []int
	var accounts []*account.Account
	for p := range s.places {
		if !s.has(p) {
			continue
		}
		b, err := s.get(p)
		if err != nil {
			return nil, err
		}
		pages, accounts = append(pages, p), append(accounts, account.New(b.Account))
	}
	var groups [][]int
	for _, e := range story.Group(accounts) {
		var group []int
		for _, m := range e.Members {
			group = append(group, pages[m])
		}
		groups = append(groups, group)
	}
	return groups, ctx.Err()
}
