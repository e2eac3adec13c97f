package main

import (
	"encoding/json"
	"unicode/utf8"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
	"variorum/internal/news/name"
	"variorum/internal/news/quotation"
)

// attributions is one row's answer: spans count code points.
type attributions struct {
	ID           string        `json:"id"`
	Attributions []attribution `json:"attributions"`
}

type attribution struct {
	Content [][2]int `json:"content"`
	Source  [][2]int `json:"source"`
	Cue     [][2]int `json:"cue"`
	Speaker string   `json:"speaker,omitempty"`
	Rule    string   `json:"rule,omitempty"`
	Verb    string   `json:"verb,omitempty"`
}

// quotes answers who said what. The rows are English; the account is built on the text as it is given, so that offsets stay true.
func quotes(rows []json.RawMessage) ([]any, error) {
	var out []any
	for _, raw := range rows {
		var row struct{ ID, Outlet, Title, Text string }
		if err := json.Unmarshal(raw, &row); err != nil {
			return nil, err
		}
		a := account.New(edition.Account{ID: row.ID, Outlet: row.Outlet, Title: row.Title, Text: row.Text, Language: "en"})
		a.Mentions = name.Find(a)
		answer := attributions{ID: row.ID, Attributions: []attribution{}}
		for _, at := range quotation.Attributions(a) {
			answer.Attributions = append(answer.Attributions, attribution{
				Content: codePoints(row.Text, at.Content...), Source: codePoints(row.Text, at.Source), Cue: codePoints(row.Text, at.Cue), Speaker: at.Speaker, Rule: at.Rule, Verb: at.Verb,
			})
		}
		out = append(out, answer)
	}
	return out, nil
}

// codePoints counts spans in code points and leaves empty ones out.
func codePoints(s string, spans ...text.Span) [][2]int {
	out := [][2]int{}
	for _, p := range spans {
		if p.Len() > 0 {
			start := utf8.RuneCountInString(s[:p.Start])
			out = append(out, [2]int{start, start + utf8.RuneCountInString(p.Of(s))})
		}
	}
	return out
}
