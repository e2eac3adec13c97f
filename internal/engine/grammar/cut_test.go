package grammar

import (
	"slices"
	"strings"
	"testing"
)

func TestTokens(t *testing.T) {
	c := &Cutter{
		Clitic: func(s string) bool { return slices.Contains([]string{"'s", "n't", "'ll", "'re"}, s) },
		Fused: func(s string) string {
			return map[string]string{"cannot": "can not", "gonna": "gon na"}[s]
		},
		Bound:        func(s string) bool { return s == "e" || s == "anti" },
		Unit:         func(s string) bool { return s == "pm" || s == "km" },
		Abbreviation: func(s string) bool { return s == "gen" || s == "no" },
	}
	for in, want := range map[string]string{
		"The state-owned ferry isn't Ellery's.":      "The|state|-|owned|ferry|is|n't|Ellery|'s|.",
		"“We cannot,” Gen. Marsh said, “won’t.”":     "“|We|can|not|,|”|Gen.|Marsh|said|,|“|wo|n’t|.|”",
		"U.S. aid of $5.3m, 12% (up 4,000)":          "U.S.|aid|of|$|5.3m|,|12|%|(|up|4,000|)",
		"an anti-fraud e-mail at 5pm, 10:30 or 9/11": "an|anti-fraud|e-mail|at|5|pm|,|10:30|or|9/11",
		"call 555-0142 in 1999-2003":                 "call|555-0142|in|1999|-|2003",
		"wait... what?! -- yes":                      "wait|...|what|?!|--|yes",
		"see http://ellery.example/a-b?c=1, ok":      "see|http://ellery.example/a-b?c=1|,|ok",
		"ferries' crews and/or the '80s":             "ferries|'|crews|and|/|or|the|'80s",
		"the 8th, the 1980s and AT&T":                "the|8th|,|the|1980s|and|AT&T",
		"":                                           "",
		"a\u00a0b":                                   "a|b",
		"\xff\xfe":                                   "\xff|\xfe",
	} {
		var got []string
		for _, s := range c.Tokens(in) {
			got = append(got, in[s.Start:s.End])
		}
		if g := strings.Join(got, "|"); g != want {
			t.Errorf("%q\n got %s\nwant %s", in, g, want)
		}
	}
}
