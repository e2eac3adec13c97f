package main

import (
	"encoding/json"
	"regexp"

	"variorum/edition"
	"variorum/internal/news/account"
	"variorum/internal/news/chronology"
	"variorum/internal/news/incident"
)

// violence is one row's answer.
type violence struct {
	ID        string              `json:"id"`
	Chance    float64             `json:"chance"`
	Entities  map[string][]string `json:"entities"`
	Templates []template          `json:"templates"`
}

type template struct {
	Type   string   `json:"type"`
	Dates  []string `json:"dates,omitempty"`
	Places []string `json:"places,omitempty"`
}

// incidents answers what acts of violence each report tells of, and who and what had part in them. The rows are English; their
// dateline gives the day of writing, which most incidents are of.
func incidents(rows []json.RawMessage) ([]any, error) {
	var out []any
	for _, raw := range rows {
		var row struct{ ID, Dateline, Text string }
		if err := json.Unmarshal(raw, &row); err != nil {
			return nil, err
		}
		r := incident.Describe(account.New(edition.Account{ID: row.ID, Text: row.Text, Language: "en"}))
		answer := violence{ID: row.ID, Chance: r.Chance, Entities: r.Entities, Templates: []template{}}
		dates := datelineDay(row.Dateline)
		for _, t := range r.Types {
			answer.Templates = append(answer.Templates, template{Type: t, Dates: dates, Places: r.Places})
		}
		out = append(out, answer)
	}
	return out, nil
}

// shortYear is a date as the datelines of old wires have it: "3 JAN 90".
var shortYear = regexp.MustCompile(`(\d{1,2} [A-Z]{3}) (\d{2})\b`)

// datelineDay is the full date that a dateline gives, if any; years of two digits are of the century of such wires.
func datelineDay(s string) []string {
	for _, d := range chronology.Dates(shortYear.ReplaceAllString(s, "$1 19$2")) {
		if day, ok := chronology.NewDay(d.Year, d.Month, d.Day); ok {
			return []string{day.String()}
		}
	}
	return nil
}
