package quotation

import (
	"fmt"
	"strings"
	"testing"

	"variorum/edition"
	"variorum/internal/news/account"
)

// quoting makes an account whose quotations are the words between the marks « and ».
func quoting(id, marked, speaker string) *account.Account {
	plain := strings.NewReplacer("«", "", "»", "").Replace(marked)
	a := account.New(edition.Account{ID: id, Language: "en", Text: plain})
	rest, at := marked, 0
	for i := 1; ; i++ {
		before, after, ok := strings.Cut(rest, "«")
		if !ok {
			return a
		}
		words, behind, _ := strings.Cut(after, "»")
		at += len(before)
		q := edition.Quotation{ID: fmt.Sprint(id, i), Form: edition.Direct, Span: a.Span(at, at+len(words))}
		if speaker != "" {
			q.Speaker = &edition.Speaker{Name: speaker}
		}
		a.Quotations = append(a.Quotations, q)
		at += len(words)
		rest = behind
	}
}

func match(accounts ...*account.Account) []edition.Statement {
	return Match(accounts, nil, account.Weigh(accounts))
}

func show(ss []edition.Statement) string {
	var b strings.Builder
	for _, s := range ss {
		fmt.Fprintf(&b, "%s", s.ID)
		for _, r := range s.Readings {
			fmt.Fprintf(&b, " %s:%s", r.Account, r.Status)
		}
		for _, c := range s.Changes {
			b.WriteString(" [")
			for i, r := range c.Readings {
				if i > 0 {
					b.WriteString("|")
				}
				b.WriteString(r.Text)
			}
			b.WriteString("]")
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestMatch(t *testing.T) {
	for name, c := range map[string]struct {
		accounts []*account.Account
		want     string
	}{
		"word for word": {
			[]*account.Account{
				quoting("a", `«The dam will hold until the spring,» said Mrs Adler.`, "Vera Adler"),
				quoting("b", `«The dam will hold until the spring», the engineer Vera Adler said.`, "Vera Adler"),
			},
			"q1 a:full b:full\n",
		},
		"a name and a gloss inside the marks": {
			[]*account.Account{
				quoting("a", `«We will not leave the Marn [the lower dam] to the Rebels of the North again,» she said.`, "Vera Adler"),
				quoting("b", `«We will not leave the Marn [the lower dam] to the Rebels of the North again,» she said.`, "Vera Adler"),
				quoting("c", `«We will not leave the Unity to the Rebels of the North again,» she said.`, "Vera Adler"),
			},
			"q1 a:full b:full c:altered [Marn [the lower dam]|Marn [the lower dam]|Unity]\n",
		},
		"cut from the front": {
			[]*account.Account{
				quoting("a", `«Nobody has slept, nobody has eaten, and nobody is going home before the pumps run again,» he said.`, "Jon Pell"),
				quoting("b", `«Nobody is going home before the pumps run again,» he told the Post.`, "Jon Pell"),
			},
			"q1 a:full b:truncated\n",
		},
		"two statements of one speaker": {
			[]*account.Account{
				quoting("a", `«The water is falling at last,» he said. «We counted forty houses without a roof,» he said.`, "Jon Pell"),
				quoting("b", `«We counted forty houses without a roof,» he said.`, "Jon Pell"),
			},
			"q1 a:full\nq2 a:full b:full\n",
		},
	} {
		if got := show(match(c.accounts...)); got != c.want {
			t.Errorf("%s:\n got %swant %s", name, got, c.want)
		}
	}
}

// TestMatchReported matches what is in marks in one account with what another reports.
func TestMatchReported(t *testing.T) {
	for name, c := range map[string]struct {
		pages []string
		want  string
	}{
		"in marks here, reported there": {
			[]string{
				`“The north pier will stay closed until the divers have looked at every pile,” harbour master Vera Adler told reporters.`,
				`Harbour master Vera Adler said the north pier would stay closed until divers had looked at all the piles.`,
			},
			"q1 a:full b:paraphrased\n",
		},
		"a report that keeps some words in marks": {
			[]string{
				`“I am ashamed of the lamps, and I shall say so to the council on Monday,” harbour master Vera Adler told reporters.`,
				`Harbour master Vera Adler said she was “ashamed of the lamps” on the pier.`,
			},
			"q1 a:full b:paraphrased\n",
		},
		"like words of somebody else": {
			[]string{
				`“The north pier will stay closed until the divers have looked at every pile,” harbour master Vera Adler told reporters.`,
				`The mate, Jon Pell, said the north pier would stay closed until divers had looked at all the piles.`,
			},
			"q1 a:full\nq2 b:paraphrased\n",
		},
		"the same one of something else": {
			[]string{
				`“The north pier will stay closed until the divers have looked at every pile,” harbour master Vera Adler told reporters.`,
				`Harbour master Vera Adler said the divers would be paid for the north pier by the council in spring.`,
			},
			"q1 a:full\nq2 b:paraphrased\n",
		},
	} {
		var accounts []*account.Account
		for i, page := range c.pages {
			a := read(string(rune('a'+i)), page, "en")
			a.Quotations = Find(a)
			accounts = append(accounts, a)
		}
		if got := show(match(accounts...)); got != c.want {
			t.Errorf("%s:\n got %swant %s", name, got, c.want)
		}
	}
}
