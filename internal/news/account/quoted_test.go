package account

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"variorum/edition"
)

func quotedIn(s, lang string) []string {
	a := New(edition.Account{Text: s, Language: lang})
	var out []string
	for _, q := range a.Quoted {
		out = append(out, q.Of(s))
	}
	return out
}

// Each habit of the press, with what it quotes.
func TestQuoted(t *testing.T) {
	for name, c := range map[string]struct {
		page string
		want []string
	}{
		"curly":                  {`“We sail,” he said. “At noon.”`, []string{"We sail,", "At noon."}},
		"straight":               {`"We sail," he said. "At noon."`, []string{"We sail,", "At noon."}},
		"two apostrophes":        {`''We sail,'' he said. ''At noon.''`, []string{"We sail,", "At noon."}},
		"backticks":              {"``We sail,'' he said.", []string{"We sail,"}},
		"British":                {`‘We sail,’ he said. ‘It’s the voters’ party,’ she said.`, []string{"We sail,", "It’s the voters’ party,"}},
		"British, straight":      {`'We sail,' he said of the crew's plan.`, []string{"We sail,"}},
		"double in single":       {`‘He cried “go” and left,’ she said.`, []string{"He cried “go” and left,"}},
		"single in double":       {`“He cried ‘go’ and left,” she said.`, []string{"He cried ‘go’ and left,"}},
		"double in double":       {`“He cried “go” and left,” she said.`, []string{"He cried “go” and left,"}},
		"three marks":            {`''The rule is: 'sail now,''' he said.`, []string{"The rule is: 'sail now,'"}},
		"guillemets":             {`«Nous partons», dit-il.`, []string{"Nous partons"}},
		"guillemets with spaces": {`« Nous partons », dit-il.`, []string{" Nous partons "}},
		"guillemets reversed":    {`»Wir fahren«, sagte er.`, []string{"Wir fahren"}},
		"German":                 {`„Wir fahren“, sagte er. „Um zwölf.“`, []string{"Wir fahren", "Um zwölf."}},
		"corner brackets":        {`市長は「船は出る」と述べた。`, []string{"船は出る"}},
		"speech over paragraphs": {"“We sail.\n\n“At noon,” he said.", []string{"We sail.", "At noon,"}},
		"never closed":           {"“We sail, he said.\n\nThe tide turned.", []string{"We sail, he said."}},
		"opened in mid-sentence": {"He said the ferry was “late.\n\nThe tide turned.", nil},
		"opened, and goes on":    {"He said the ferry was “late.\n\n“It sails at noon,” he said.", []string{"late.", "It sails at noon,"}},
		"British, over paragraphs": {
			"‘We sail,’ he said. ‘The tide is with us.\n\n‘The mate’s men are ready.’",
			[]string{"We sail,", "The tide is with us.", "The mate’s men are ready."},
		},
		"closed twice":         {`He said it sails.” “At noon.”`, []string{"At noon."}},
		"one mark missing":     {`“We sail, he said. “At noon,” she said.`, []string{"At noon,"}},
		"inches":               {`The 6'2" mate said, "We sail."`, []string{"We sail."}},
		"inches inside":        {`"It was a 9" nail," he said.`, []string{`It was a 9" nail,`}},
		"a year at the end":    {`"It sank in 2016" he said, and "that was that".`, []string{"It sank in 2016", "that was that"}},
		"decades and elisions": {`In the ’70s they sold ’em at the sailors’ hall; 'twas the crews' way.`, nil},
		"opened the wrong way": {`The ‘70s men took ‘em home for the crews’ wives.`, nil},
		"no space between":     {`"We sail."Then he left. "Now."`, []string{"We sail.", "Now."}},
		"empty":                {`He said "" and “ ” and left.`, nil},
		"Hebrew":               {`המלח אמר "אנחנו מפליגים" והלך.`, []string{"אנחנו מפליגים"}},
	} {
		if got := quotedIn(c.page, "en"); !slices.Equal(got, c.want) {
			t.Errorf("%s: %s\n got %q\nwant %q", name, c.page, got, c.want)
		}
	}
}

// Marks never cost more than their paragraph, and what they quote is in order.
func TestQuotedStaysInItsParagraph(t *testing.T) {
	pieces := []string{`"`, "''", "'", "“", "”", "‘", "’", "«", "»", "„", "「", "」", "``", " ", "\n", "a", "sail", ".", ",", "9", "‘em"}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "page"), "")
		checkQuoted(t, s)
	})
}

func TestTenThousandMarks(t *testing.T) {
	for _, m := range []string{`"`, "“", "”", "'", "‘a", "’", " '", "«", "“ ", `9"`, "„a ", "“«", `" a`} {
		checkQuoted(t, strings.Repeat(m, 10000))
	}
}

func FuzzQuoted(f *testing.F) {
	f.Add("“We ‘sail,’ he said.\n\n''At noon'' 6'2\" \xff")
	f.Fuzz(func(t *testing.T, s string) { checkQuoted(t, s) })
}

func checkQuoted(t interface{ Fatalf(string, ...any) }, s string) {
	a := New(edition.Account{Text: s})
	at := 0
	for _, q := range a.Quoted {
		switch words := q.Of(s); {
		case q.Start < at || q.Len() <= 0:
			t.Fatalf("%q: span %v behind %d", s, q, at)
		case strings.ContainsRune(words, '\n'):
			t.Fatalf("%q: %q runs over a paragraph", s, words)
		case utf8.ValidString(s) && !utf8.ValidString(words):
			t.Fatalf("%q: %q cuts a letter", s, words)
		}
		at = q.End
	}
}
