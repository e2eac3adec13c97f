package stemma

import (
	"strings"
	"testing"

	"variorum/edition"
	"variorum/internal/news/account"
)

// TestVoices: whose voice each sentence of a long account has is told by its own words, wherever it stands, from one reading of the account.
func TestVoices(t *testing.T) {
	const speech, tale = "“We sail.”", "The quay lay empty."
	a := account.New(edition.Account{ID: "long", Language: "en", Text: strings.TrimSpace(strings.Repeat(speech+" "+tale+"\n\n", 50))})
	var only []edition.Only
	for at := 0; at < len(a.Text); at += len(speech) + len(tale) + len(" \n\n") {
		q := at + len(speech) + 1
		only = append(only, edition.Only{Account: a.ID, Span: a.Span(at, at+len(speech))}, edition.Only{Account: a.ID, Span: a.Span(q, q+len(tale))})
	}
	allocated := testing.AllocsPerRun(1, func() {
		for i, o := range voices([]*account.Account{a}, only) {
			if want := []edition.Voice{edition.Attributed, edition.Own}[i%2]; o.Voice != want {
				t.Fatalf("%q is %v, want %v", o.Text, o.Voice, want)
			}
		}
	})
	if len(only) != 100 || allocated > 50 {
		t.Errorf("%d sentences, %v allocations: want no more for more sentences", len(only), allocated)
	}
}
