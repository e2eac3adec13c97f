package main

import (
	"encoding/json"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
	"variorum/internal/news/figure"
)

// counting is one row's answer: spans count code points.
type counting struct {
	ID      string     `json:"id"`
	Figures []quantity `json:"figures"`
}

type quantity struct {
	Start  int     `json:"s"`
	End    int     `json:"e"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
	Approx string  `json:"approx"`
	Unit   string  `json:"unit"`
	Of     string  `json:"of"`
	Kind   string  `json:"kind"`
	Place  string  `json:"place,omitempty"`
	AsOf   string  `json:"as_of,omitempty"`
	Rule   string  `json:"rule"`
}

// figures answers what each sentence counts and measures. The rows are English.
func figures(rows []json.RawMessage) ([]any, error) {
	var out []any
	for _, raw := range rows {
		var row struct{ ID, Sentence string }
		if err := json.Unmarshal(raw, &row); err != nil {
			return nil, err
		}
		a := account.New(edition.Account{ID: row.ID, Text: row.Sentence, Language: "en"})
		found, _ := figure.Find(a)
		answer := counting{ID: row.ID, Figures: []quantity{}}
		for _, f := range found {
			at := codePoints(row.Sentence, text.Span{Start: f.Start, End: f.End})[0]
			answer.Figures = append(answer.Figures, quantity{
				at[0], at[1], f.Low, f.High, string(f.Approx), f.Unit, f.Of, string(f.Kind), f.Place, f.AsOf, f.Rule,
			})
		}
		out = append(out, answer)
	}
	return out, nil
}
