package text

import (
	"slices"
	"strings"
	"testing"
)

func words(s string) []string {
	var out []string
	for _, t := range Tokenize(s) {
		out = append(out, t.Of(s))
	}
	return out
}

func TestTokenize(t *testing.T) {
	for in, want := range map[string]string{
		"Marn's lower gate, Marn-K,":      "Marn|'s|lower|gate|,|Marn-K|,",
		"the US–Iraq “partnership”":       "the|US–Iraq|“|partnership|”",
		"in the U.S. on 5 May":            "in|the|U.S.|on|5|May",
		"a 1,600.5 km (994 mile) border.": "a|1,600.5|km|(|994|mile|)|border|.",
		"5,000–7,000 of the 8th":          "5,000|–|7,000|of|the|8th",
		"it’s don't end.Next":             "it|’s|don't|end|.|Next",
		"東京で地震":                           "東|京|で|地|震",
		"l'Irak\u00a0: d’abord":           "l'Irak|:|d’abord",
		"a \xff b":                        "a|\xff|b",
	} {
		if got := strings.Join(words(in), "|"); got != want {
			t.Errorf("%q\n got %s\nwant %s", in, got, want)
		}
	}
}

func TestFormIsNormalizedHash(t *testing.T) {
	for _, pair := range [][2]string{{"US–Iraq", "us-iraq"}, {"Daesh’s", "daesh's"}, {"ÉTÉ", "été"}} {
		if FormOf(pair[0]) != FormOf(pair[1]) || Normalize(pair[0]) != Normalize(pair[1]) {
			t.Errorf("%q and %q differ", pair[0], pair[1])
		}
	}
	if FormOf("ISIS") == FormOf("ISIL") {
		t.Error("two words have one form")
	}
}

func TestSentences(t *testing.T) {
	abbreviations := func(w string) bool { return slices.Contains([]string{"Gen", "Jan", "U.S"}, w) }
	in := "Gen. Ola Brandt spoke on Jan. 5. “It is over,” he said. “Is it?” Yes!\nThe U.S. Army left. J. Smith stayed (for now). Then nothing… 東京。大阪。"
	want := []string{
		"Gen. Ola Brandt spoke on Jan. 5.", "“It is over,” he said.", "“Is it?”", "Yes!",
		"The U.S. Army left.", "J. Smith stayed (for now).", "Then nothing…", "東京。", "大阪。",
	}
	var got []string
	for _, s := range Sentences(in, abbreviations) {
		got = append(got, s.Of(in))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestSentencesWithoutSpace cuts text that has lost its line breaks, and leaves names and addresses whole.
func TestSentencesWithoutSpace(t *testing.T) {
	abbreviations := func(w string) bool { return w == "Gov" }
	for in, want := range map[string][]string{
		"They cross the ocean.The rings were seen on Sunday.":            {"They cross the ocean.", "The rings were seen on Sunday."},
		"“It hurt her family.”He added that it was late.“I am sorry,” …": {"“It hurt her family.”", "He added that it was late.", "“I am sorry,” …"},
		"It rose in 2019.Instead the CIA.In March fell.":                 {"It rose in 2019.", "Instead the CIA.", "In March fell."},
		"“I don’t like that language.I wouldn’t use it,” she said.":      {"“I don’t like that language.", "I wouldn’t use it,” she said."},
		`He was told."We saw it."They left.`:                             {"He was told.", `"We saw it."`, "They left."},
		"She wrote to QuayNews.com and to Gov.Adler of the U.S.Navy.":    {"She wrote to QuayNews.com and to Gov.Adler of the U.S.Navy."},
	} {
		var got []string
		for _, s := range Sentences(in, abbreviations) {
			got = append(got, s.Of(in))
		}
		if !slices.Equal(got, want) {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

func FuzzTokenize(f *testing.F) {
	f.Add("“We're done,” Gen. X said… 1,600 東京")
	f.Fuzz(func(t *testing.T, s string) {
		at := 0
		for _, tok := range Tokenize(s) {
			if tok.Start < at || tok.End <= tok.Start || tok.End > len(s) {
				t.Fatalf("token %v after %d", tok, at)
			}
			if strings.TrimFunc(s[at:tok.Start], isSpace) != "" {
				t.Fatalf("lost %q", s[at:tok.Start])
			}
			if FormOf(tok.Of(s)) != tok.Form {
				t.Fatal("form differs")
			}
			at = tok.End
		}
		if strings.TrimFunc(s[at:], isSpace) != "" {
			t.Fatalf("lost %q", s[at:])
		}
		end := 0
		for _, p := range Sentences(s, nil) {
			if p.Start < end || p.Len() <= 0 {
				t.Fatalf("sentence %v after %d", p, end)
			}
			if strings.TrimFunc(s[end:p.Start], isSpace) != "" {
				t.Fatalf("lost %q", s[end:p.Start])
			}
			end = p.End
		}
	})
}
