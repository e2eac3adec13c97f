package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"variorum/edition"
	"variorum/internal/news/account"
	"variorum/internal/news/collation"
	"variorum/internal/news/extract"
	"variorum/internal/news/intake"
	"variorum/internal/news/stemma"
)

// descent is one tradition's answer.
type descent struct {
	ID    string      `json:"id"`
	Edges [][2]string `json:"edges"`
}

// stemmata answers who had the text from whom in each tradition.
func stemmata(rows []json.RawMessage) ([]any, error) {
	var out []any
	for i, raw := range rows {
		id, result, err := inferTradition(raw)
		if err != nil {
			return nil, fmt.Errorf("row %d: %w", i+1, err)
		}
		out = append(out, descent{id, edges(result.Stemma)})
	}
	return out, nil
}

// inferTradition reads the witnesses of a tradition, and nothing else of it, as accounts of one story.
func inferTradition(raw json.RawMessage) (id string, result stemma.Result, err error) {
	var row struct {
		ID        string
		Witnesses []struct{ ID, Outlet, Title, Published, Text string }
	}
	if err := json.Unmarshal(raw, &row); err != nil {
		return "", result, err
	}
	var accounts []*account.Account
	for _, w := range row.Witnesses {
		page := intake.Page{ID: w.ID, Source: w.ID, Kind: intake.Article, Body: w.Text, Outlet: w.Outlet, Date: w.Published, Title: w.Title}
		parts, err := extract.Extract(page)
		if err != nil {
			continue // a page without an article has no place in a stemma
		}
		accounts = append(accounts, account.Read(page, parts))
	}
	slices.SortFunc(accounts, func(a, b *account.Account) int { return strings.Compare(a.ID, b.ID) })
	weights := account.Weigh(accounts)
	c := collation.Collate(accounts, weights)
	return row.ID, stemma.Infer(accounts, c.Passages, c.Only, weights), nil
}

// edges is the edges by which text was passed on. A citation alone passes none.
func edges(s *edition.Stemma) [][2]string {
	out := [][2]string{}
	if s == nil {
		return out
	}
	for _, e := range s.Edges {
		if e.Kind != edition.Cites {
			out = append(out, [2]string{e.From, e.To})
		}
	}
	return out
}
