package mcp

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"variorum"
)

type compareInput struct {
	Accounts []int64     `json:"accounts,omitempty" jsonschema:"numbers of accounts of the store"`
	Texts    []givenText `json:"texts,omitempty" jsonschema:"texts of your own"`
	Offset   int         `json:"offset,omitempty" jsonschema:"characters to pass over, to read on"`
}

// givenText is a text that an assistant has.
type givenText struct {
	Outlet string `json:"outlet,omitempty" jsonschema:"who published it"`
	Title  string `json:"title,omitempty"`
	Date   string `json:"date,omitempty" jsonschema:"when it was published, as 2024-03-31"`
	Text   string `json:"text" jsonschema:"paragraphs parted by a blank line"`
}

const (
	// leastCompared and mostCompared bound what is laid side by side at once: one text has nothing to differ from, and the work grows with the
	// square of their number.
	leastCompared, mostCompared = 2, 20
	// mostGiven is how many characters the texts of a request may have together.
	mostGiven = 500_000
)

func (d *desk) compare(ctx context.Context, in compareInput) (string, any, error) {
	if n := len(in.Accounts) + len(in.Texts); n < leastCompared || n > mostCompared {
		return "", nil, fmt.Errorf("give %d to %d accounts and texts, not %d", leastCompared, mostCompared, n)
	}
	var pages []variorum.Page
	for _, id := range in.Accounts {
		p, err := d.store.Page(ctx, id)
		switch {
		case err != nil:
			return "", nil, err
		case p.Account == nil:
			return "", nil, fmt.Errorf("page %d gave no account: %s", id, p.Why)
		}
		a := p.Account
		pages = append(pages, variorum.Page{
			ID: fmt.Sprintf("account-%d", id), Source: a.Source, Kind: variorum.Article, Body: a.Text, URL: a.URL, Outlet: a.Outlet, Date: string(a.Published.Value), Title: a.Title,
		})
	}
	size := 0
	for i, t := range in.Texts {
		if size += characters(t.Text); size > mostGiven {
			return "", nil, fmt.Errorf("the texts have more than %d characters together", mostGiven)
		}
		if strings.TrimSpace(t.Text) == "" {
			return "", nil, errors.New("a text is empty")
		}
		id := fmt.Sprintf("text-%d", i+1)
		pages = append(pages, variorum.Page{ID: id, Source: id, Kind: variorum.Article, Body: t.Text, Outlet: t.Outlet, Date: t.Date, Title: t.Title})
	}
	e, err := variorum.Read(ctx, pages, variorum.Options{Together: true})
	if err != nil {
		return "", nil, err
	}
	text, err := asText(e)
	if err != nil {
		return "", nil, err
	}
	return cut(text, in.Offset), nil, nil
}

// sections are the names of a story's sections.
func sections[V any](story map[string]V) []string {
	return append(slices.Sorted(maps.Keys(story)), "accounts (the accounts themselves)")
}
