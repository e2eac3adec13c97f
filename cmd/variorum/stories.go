package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"variorum/edition"
	"variorum/internal/delivery/store"
)

// wanted is a choice of accounts or stories.
type wanted struct {
	Outlet string `help:"Accounts of this outlet." placeholder:"NAME"`
	From   string `help:"Published on this day or later." placeholder:"YYYY-MM-DD"`
	To     string `help:"Published on this day or earlier." placeholder:"YYYY-MM-DD"`
	Name   string `help:"Accounts that name this person, body, place or group, under any name that their story has for it." placeholder:"NAME"`
	Figure string `help:"Accounts that give this figure, such as 1,200 or 1.2 million." placeholder:"NUMBER"`
	Limit  int    `short:"n" help:"At most so many. Default: ${default}." default:"20" placeholder:"N"`
	After  string `help:"Go on behind an earlier list: the cursor that it ended with." placeholder:"CURSOR"`
	Format string `help:"text or json." enum:"text,json" default:"text" placeholder:"FORMAT"`
}

func (w *wanted) query(words []string) store.Query {
	return store.Query{
		Words: strings.Join(words, " "), Outlet: w.Outlet, From: edition.Day(w.From), To: edition.Day(w.To), Name: w.Name,
		Figure: w.Figure, Limit: w.Limit, Cursor: w.After,
	}
}

type storiesCommand struct {
	stored `embed:""`
	quiet  `embed:""`
	wanted `embed:""`
	Sort   string   `help:"newest, origins (most independent ones), conflicts (of figures) or accounts." enum:"newest,origins,conflicts,accounts" default:"newest"`
	Words  []string `arg:"" optional:"" help:"Stories with an account that has all these words."`
}

// Help is shown under variorum stories --help.
func (storiesCommand) Help() string {
	return `Examples:
  variorum stories                            the newest stories
  variorum stories --sort conflicts --from 2031-03-01
  variorum stories --name "Vera Adler" quay

Exit status: 0, also when there are none; 2 wrong usage; 1 an error.`
}

// Run lists the stories.
func (c *storiesCommand) Run(ctx context.Context, status *int) error {
	*status = noneRead
	q := c.query(c.Words)
	if c.Sort != "newest" {
		q.Sort = store.Sort(c.Sort)
	}
	s, err := c.look(ctx, c.progress())
	return using(s, err, func() error {
		list, next, total, err := s.Stories(ctx, q)
		if err != nil {
			return usage(err, status)
		}
		*status = allRead
		if c.Format == "json" {
			return writeJSON(struct {
				Stories []store.StorySummary `json:"stories"`
				Total   int                  `json:"total"`
				Next    string               `json:"next,omitempty"`
			}{append([]store.StorySummary{}, list...), total, next})
		}
		return printed(func(w io.Writer) {
			for _, s := range list {
				fmt.Fprintf(w, "%6d  %s  %s\n%*s%s\n", s.ID, dayOr(s.Last), titleOr(s.Title), 8, "", told(s))
			}
			fmt.Fprint(w, more(len(list), total, "story", next))
		})
	})
}

// told says in a line how a story is told.
func told(s store.StorySummary) string {
	parts := []string{count(s.Accounts, "account")}
	if len(s.Outlets) > 0 {
		parts = append(parts, strings.Join(s.Outlets, ", "))
	}
	if s.Accounts > 1 && s.Origins > 0 {
		parts = append(parts, count(s.Origins, "origin"))
	}
	if s.Conflicts > 0 {
		parts = append(parts, count(s.Conflicts, "conflict"))
	}
	if s.Altered > 0 {
		parts = append(parts, count(s.Altered, "statement")+" with words altered")
	}
	return strings.Join(parts, " · ")
}

// more says how much of a list is not shown.
func more(shown, total int, thing, next string) string {
	switch {
	case total == 0:
		return "none found\n"
	case next == "":
		return fmt.Sprintf("%s in all\n", count(total, thing))
	}
	return fmt.Sprintf("%d of %s; go on with --after %s\n", shown, store.Total(total)+" "+plural(total, thing), next)
}

func dayOr(d edition.Day) string {
	if d == "" {
		return "no date   "
	}
	return string(d)
}

func titleOr(title string) string {
	if title == "" {
		return "(no headline)"
	}
	return strings.Join(strings.Fields(title), " ")
}

// writeJSON writes a value to standard output.
func writeJSON(v any) error {
	return (&output{}).save(func(w io.Writer) error {
		enc := json.NewEncoder(w)
		enc.SetIndent("", " ")
		enc.SetEscapeHTML(false)
		return enc.Encode(v)
	})
}

// printed writes lines to standard output, without control characters that a page may have brought.
func printed(lines func(io.Writer)) error {
	var all strings.Builder
	lines(&all)
	return (&output{}).save(func(w io.Writer) error {
		_, err := io.WriteString(w, strings.Map(func(r rune) rune {
			if r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r >= 0x80 && r < 0xa0 {
				return '\uFFFD'
			}
			return r
		}, all.String()))
		return err
	})
}

// usage gives errors in what was asked for their exit status.
func usage(err error, status *int) error {
	if isQuery(err) {
		*status = badUsage
	}
	return err
}
