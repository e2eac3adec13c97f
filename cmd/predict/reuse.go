package main

import (
	"encoding/json"
	"fmt"

	"variorum/internal/news/account"
	"variorum/internal/news/extract"
	"variorum/internal/news/intake"
	"variorum/internal/news/stemma"
)

// reusing is one pair's answer, with what it rests on.
type reusing struct {
	A       string       `json:"a"`
	B       string       `json:"b"`
	Label   stemma.Reuse `json:"label"`
	Part    float64      `json:"part"`
	All     float64      `json:"all"`
	Longest int          `json:"longest"`
	Topic   float64      `json:"topic"`
}

// reuse answers how the two articles of each pair stand to each other. The rows are the pairs, then the articles.
func reuse(rows []json.RawMessage) ([]any, error) {
	accounts := map[string]*account.Account{}
	var pairs []reusing
	for i, raw := range rows {
		var row struct{ ID, A, B, URL, Outlet, Date, Title, Text string }
		if err := json.Unmarshal(raw, &row); err != nil {
			return nil, fmt.Errorf("row %d: %w", i+1, err)
		}
		if row.A != "" {
			pairs = append(pairs, reusing{A: row.A, B: row.B})
			continue
		}
		page := intake.Page{
			ID: row.ID, Source: row.ID, Kind: intake.Article, Body: row.Text,
			URL: row.URL, Outlet: row.Outlet, Date: row.Date, Title: row.Title,
		}
		if parts, err := extract.Extract(page); err == nil {
			accounts[row.ID] = account.Read(page, parts)
		}
	}
	var out []any
	for _, p := range pairs {
		a, b := accounts[p.A], accounts[p.B]
		if a == nil || b == nil {
			continue // an article that cannot be read: a pair left out counts as unrelated
		}
		s := stemma.Compare(a, b)
		p.Label, p.Part, p.All, p.Longest, p.Topic = s.Reuse, s.Part, s.All, s.Longest, s.Topic
		out = append(out, p)
	}
	return out, nil
}
