package name

import (
	"fmt"
	"slices"
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
			fmt.Fprintf(&b, " (%s)", strings.Join(slices.DeleteFunc(append([]string{m.Kind, m.Gender}, m.Roles...), func(s string) bool { return s == "" }), " "))
		}
		b.WriteString("; ")
	}
	return b.String()
}

func TestFind(t *testing.T) {
	for page, want := range map[string]string{
		"Port director Vera Adler left. Adler was tired.":                "Vera Adler=Vera Adler (person f director); Adler=Vera Adler (person f director); ",
		"The Varn Ambassador to Lisk, Hedda Strom, spoke. Strom left.":   "Lisk=Lisk (place); Hedda Strom=Hedda Strom (person f ambassador); Strom=Hedda Strom (person f ambassador); ",
		"Varn Ambassador to Lisk Hedda Strom spoke.":                     "Hedda Strom=Hedda Strom (person f ambassador); ",
		"Then Mr. Keller met Dora Lind, the harbour pilot, at the quay.": "Keller=Keller (person m mr); Dora Lind=Dora Lind (person f pilot); ",
		"He praised the Lisk Ministry of Harbours and CNN.":              "Lisk Ministry of Harbours=Lisk Ministry of Harbours (organisation); CNN=CNN (organisation); ",
		"He wrote to the Justice Department of Varn.":                    "Justice Department of Varn=Justice Department of Varn (organisation); ",
		"Yesterday Harbour Committee Helen Moss left.":                   "Helen Moss=Helen Moss (person f); ",
		"Yesterday Omar al-Amin saw Jan van der Meer in Lisk.":           "Omar al-Amin=Omar al-Amin (person m); Jan van der Meer=Jan van der Meer (person m); Lisk=Lisk (place); ",
		"Max Orr met Ann Orr. Orr left.":                                 "Max Orr=Max Orr (person m); Ann Orr=Ann Orr (person f); Orr=Orr (person); ",
		"Mrs. Ann Orr met Max Orr. Mrs. Orr left.":                       "Ann Orr=Ann Orr (person f mrs); Max Orr=Max Orr (person m); Orr=Ann Orr (person f mrs); ",
		"Iddo Moss left Port Lisk. Moss was tired.":                      "Iddo Moss=Iddo Moss (person); Port Lisk=Port Lisk (place); Moss=Iddo Moss (person); ",
	} {
		if got := mentions(page); got != want {
			t.Errorf("%s\n got %s\nwant %s", page, got, want)
		}
	}
	if got := Find(account.New(edition.Account{Text: "Vera Adler est partie.", Language: "fr"})); got != nil {
		t.Errorf("a language without tables has names: %v", got)
	}
}
