package main

import (
	"encoding/json"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
	"variorum/internal/news/name"
)

// namesFound is one row's answer: names with their kinds, in code points.
type namesFound struct {
	ID    string      `json:"id"`
	Names []nameFound `json:"names"`
}

type nameFound struct {
	S    int    `json:"s"`
	E    int    `json:"e"`
	Kind string `json:"kind"`
}

// names answers which persons, organisations and places a text names. Peoples ("Germans") are no names in this suite.
func names(rows []json.RawMessage) ([]any, error) {
	var out []any
	for _, raw := range rows {
		var row struct{ ID, Outlet, Title, Text string }
		if err := json.Unmarshal(raw, &row); err != nil {
			return nil, err
		}
		a := account.New(edition.Account{ID: row.ID, Outlet: row.Outlet, Title: row.Title, Text: row.Text, Language: "en"})
		answer := namesFound{ID: row.ID, Names: []nameFound{}}
		for _, m := range name.Find(a) {
			if m.Kind == "" || m.Kind == name.Group {
				continue
			}
			span := codePoints(row.Text, text.Span{Start: m.Start, End: m.End})[0]
			answer.Names = append(answer.Names, nameFound{S: span[0], E: span[1], Kind: m.Kind})
		}
		out = append(out, answer)
	}
	return out, nil
}
