package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"variorum/internal/delivery/store"
)

type searchCommand struct {
	stored `embed:""`
	quiet  `embed:""`
	wanted `embed:""`
	Words  []string `arg:"" optional:"" help:"Words that the account has, all of them; \"in this order\" in quotation marks, begin* for words that begin so."`
}

// Help is shown under variorum search --help.
func (searchCommand) Help() string {
	return `Examples:
  variorum search quay fire                   accounts that have both words
  variorum search '"north quay"' --from 2031-03-01 --outlet "Harbour Post"
  variorum search --name "Vera Adler"         under whatever name the outlets call her
  variorum search --figure 1,200

Exit status: 0, also when nothing is found; 2 wrong usage; 1 an error.`
}

// Run searches.
func (c *searchCommand) Run(ctx context.Context, status *int) error {
	*status = noneRead
	q := c.query(c.Words)
	if q == (store.Query{Limit: q.Limit, Cursor: q.Cursor}) {
		*status = badUsage
		return errors.New("nothing to search for: give words, --outlet, --from, --to, --name or --figure")
	}
	s, err := c.look(ctx, c.progress())
	return using(s, err, func() error {
		hits, next, total, err := s.Search(ctx, q)
		if err != nil {
			return usage(err, status)
		}
		*status = allRead
		if c.Format == "json" {
			return writeJSON(struct {
				Accounts []store.Hit `json:"accounts"`
				Total    int         `json:"total"`
				Next     string      `json:"next,omitempty"`
			}{append([]store.Hit{}, hits...), total, next})
		}
		return printed(func(w io.Writer) {
			for _, h := range hits {
				printHit(w, h)
			}
			fmt.Fprint(w, more(len(hits), total, "account", next))
		})
	})
}

// printHit shows an account that was found: its id, when and where it was published, and the words around what was looked for.
func printHit(w io.Writer, h store.Hit) {
	where := []string{dayOr(h.Last)}
	if h.Outlet != "" {
		where = append(where, h.Outlet)
	}
	where = append(where, titleOr(h.Title))
	fmt.Fprintf(w, "%s  (story %d)\n  %s\n", h.Account, h.Story, strings.Join(where, " · "))
	var words strings.Builder
	for _, p := range h.Snippet {
		words.WriteString(p.Text)
	}
	fmt.Fprintf(w, "  … %s …\n", strings.Join(strings.Fields(words.String()), " "))
}

func isQuery(err error) bool { return errors.Is(err, store.ErrQuery) }
