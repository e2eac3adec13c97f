package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"variorum/internal/news/extract"
	"variorum/internal/news/intake"
)

// extraction answers with the text of the article on each page, paragraphs joined by a blank line. A page in which no article is
// found has an empty text.
func extraction(rows []json.RawMessage) ([]any, error) {
	answers := make([]any, len(rows))
	for i, raw := range rows {
		var row struct{ ID, URL, HTML string }
		if err := json.Unmarshal(raw, &row); err != nil {
			return nil, fmt.Errorf("row %d: %w", i+1, err)
		}
		parts, err := extract.Extract(intake.Page{ID: row.ID, Source: row.ID, Kind: intake.HTML, URL: row.URL, Body: row.HTML})
		if err != nil {
			parts = extract.Parts{}
		}
		answers[i] = struct {
			ID   string `json:"id"`
			Body string `json:"articleBody"`
		}{row.ID, strings.Join(parts.Body, "\n\n")}
	}
	return answers, nil
}
