package store

import (
	"context"
	"fmt"

	"variorum"
	"variorum/edition"
	"variorum/internal/news/account"
	"variorum/internal/news/reading"
	"variorum/internal/news/story"
)

// Together lays some accounts side by side as if they told one event, whatever stories they belong to, in an edition that the store does not
// keep. Each keeps the date that its own story gives it. Beside them may stand others that the store does not have, under ids of their own.
// The error is ErrNotFound when a page gave no account.
func (s *Store) Together(ctx context.Context, pages []int64, others ...*account.Account) (e *edition.Edition, ids []string, err error) {
	accounts, dated := append([]*account.Account(nil), others...), map[string]edition.Published{}
	err = s.reading(ctx, "read", func(t *tx) {
		for _, p := range pages {
			a, seen := t.account(p), t.view(p)
			if t.err == nil && (a == nil || seen.Account == nil) {
				t.err = fmt.Errorf("account of page %d: %w", p, ErrNotFound)
			}
			if t.err != nil {
				return
			}
			accounts, ids = append(accounts, a), append(ids, a.ID)
			dated[a.ID] = seen.Account.Published
		}
	})
	if err != nil {
		return nil, nil, err
	}
	told := reading.Tell(accounts)
	for i := range told.Accounts {
		if a := &told.Accounts[i]; dated[a.ID].Basis != "" {
			a.Published = dated[a.ID]
		}
	}
	return reading.Assemble(variorum.Version(), []reading.Told{told}, make([][]story.Related, 1), nil), ids, nil
}
