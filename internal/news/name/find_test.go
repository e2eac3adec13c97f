package name

import (
	"fmt"
	"strings"
	"testing"

	"variorum/edition"
	"variorum/internal/news/account"
)

func mentions(page string) string {
	var b strings.Builder
	a := account.New(edition.Account{Text: page, Language: "en"})
	for _, m := range Find(a) {
		fmt.Fprintf(&b, "%s=%s", m.Of(page), m.Name)
		if m.Kind != "" {
			fmt.Fprintf(&b, " (%s%s)", m.Kind, strings.Join(append([]string{m.Gender}, m.Roles...), " "))
		}
		b.WriteString("; ")
	}
	return b.String()
}

func TestFind(t *testing.T) {
	for page, want := range map[string]string{
		"Port director Vera Adler left. Adler was tired.":                "Vera Adler=Vera Adler (person director); Adler=Vera Adler (person director); ",
		"The Varn Ambassador to Lisk, Hedda Strom, spoke. Strom left.":   "Lisk=Lisk; Hedda Strom=Hedda Strom (person ambassador); Strom=Hedda Strom (person ambassador); ",
		"Varn Ambassador to Lisk Hedda Strom spoke.":                     "Hedda Strom=Hedda Strom (person ambassador); ",
		"Then Mr. Keller met Dora Lind, the harbour pilot, at the quay.": "Keller=Keller (personm mr); Dora Lind=Dora Lind (person pilot); ",
		"He praised the Lisk Ministry of Harbours and CNN.":              "Lisk Ministry of Harbours=Lisk Ministry of Harbours (organisation); CNN=CNN (organisation); ",
		"Yesterday Omar al-Amin saw Jan van der Meer in Lisk.":           "Omar al-Amin=Omar al-Amin; Jan van der Meer=Jan van der Meer; Lisk=Lisk; ",
		"Max Orr met Ann Orr. Orr left.":                                 "Max Orr=Max Orr; Ann Orr=Ann Orr; Orr=Orr; ",
		"Mrs. Ann Orr met Max Orr. Mrs. Orr left.":                       "Ann Orr=Ann Orr (personf mrs); Max Orr=Max Orr; Orr=Ann Orr (personf mrs); ",
		"Ida Moss left Port Lisk. Moss was tired.":                       "Ida Moss=Ida Moss (person); Port Lisk=Port Lisk; Moss=Ida Moss (person); ",
	} {
		if got := mentions(page); got != want {
			t.Errorf("%s\n got %s\nwant %s", page, got, want)
		}
	}
	if got := Find(account.New(edition.Account{Text: "Vera Adler est partie.", Language: "fr"})); got != nil {
		t.Errorf("a language without tables has names: %v", got)
	}
}
