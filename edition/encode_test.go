package edition

import (
	"bytes"
	"encoding/json"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestSpansCountCodePoints checks each span of an encoded edition against the text it was cut from.
func TestSpansCountCodePoints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringN(0, 600, -1).Draw(t, "text")
		cut := func(name string) Span {
			i := rapid.IntRange(0, utf8.RuneCountInString(text)).Draw(t, name)
			j := rapid.IntRange(i, utf8.RuneCountInString(text)).Draw(t, name)
			start, end := len(string([]rune(text)[:i])), len(string([]rune(text)[:j]))
			return Span{start, end, text[start:end]}
		}
		e := &Edition{
			Accounts: []Account{
				{ID: "other", Text: "é"},
				{ID: "one", Text: text, Quotations: []Quotation{{Span: cut("q"), Speaker: &Speaker{Mention: cut("m")}, Parts: []Span{cut("p")}}}},
			},
			Stories: []Story{{Passages: []Passage{{Readings: []Reading{{Span: cut("r"), Account: "one"}}}}, Only: []Only{{Span: cut("o"), Account: "one"}}}},
		}
		before := e.Accounts[1].Quotations[0].Span
		var out bytes.Buffer
		if err := Encode(&out, e); err != nil {
			t.Fatal(err)
		}
		var back Edition
		if err := json.Unmarshal(out.Bytes(), &back); err != nil {
			t.Fatal(err)
		}
		q := back.Accounts[1].Quotations[0]
		for _, s := range []Span{q.Span, q.Speaker.Mention, q.Parts[0], back.Stories[0].Passages[0].Readings[0].Span, back.Stories[0].Only[0].Span} {
			if got := string([]rune(text)[s.Start:s.End]); got != s.Text {
				t.Fatalf("span %v has %q there", s, got)
			}
		}
		if e.Accounts[1].Quotations[0].Span != before {
			t.Fatal("encoding changed the edition")
		}
	})
}

func TestUnknownDayIsNull(t *testing.T) {
	b, err := json.Marshal(Published{Latest: "2024-03-22", Basis: NoBasis})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(b), `{"value":null,"earliest":null,"latest":"2024-03-22","basis":"none"}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
