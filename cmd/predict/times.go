package main

import (
	"encoding/json"

	"variorum/internal/engine/text"
	"variorum/internal/news/chronology"
	"variorum/internal/news/language"
)

// dating is one row's answer: spans count code points.
type dating struct {
	ID    string     `json:"id"`
	Times []timeSaid `json:"times"`
}

type timeSaid struct {
	Start int    `json:"s"`
	End   int    `json:"e"`
	Type  string `json:"type"`
	Value string `json:"value"`
	First string `json:"first,omitempty"`
	Last  string `json:"last,omitempty"`
	Rule  string `json:"rule"`
}

// times answers what days each text names. The rows are English and give the day of writing.
func times(rows []json.RawMessage) ([]any, error) {
	var out []any
	for _, raw := range rows {
		var row struct{ ID, DCT, Text string }
		if err := json.Unmarshal(raw, &row); err != nil {
			return nil, err
		}
		pack := language.For("en")
		t := chronology.Text{Words: row.Text, Tokens: text.Tokenize(row.Text), Sentences: text.Sentences(row.Text, pack.Abbreviation), Pack: pack}
		day, ok := chronology.ParseDay(row.DCT)
		t.Written, t.Known = chronology.Interval{First: day, Last: day}, ok
		found, _ := chronology.Read(t)
		answer := dating{ID: row.ID, Times: []timeSaid{}}
		for _, x := range found {
			at := codePoints(row.Text, x.Span)[0]
			said := timeSaid{Start: at[0], End: at[1], Type: string(x.Kind), Value: x.Value, Rule: x.Rule}
			if x.Dated {
				said.First, said.Last = x.Days.First.String(), x.Days.Last.String()
			}
			answer.Times = append(answer.Times, said)
		}
		out = append(out, answer)
	}
	return out, nil
}
