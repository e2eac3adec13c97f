package quotation

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"variorum/edition"
	"variorum/internal/house/cases"
	"variorum/internal/news/account"
	"variorum/internal/news/name"
)

// The cases are files that an editor can judge: why, a page, and its quotations as form | speaker | verb | to | words.
func TestFind(t *testing.T) {
	cases.Each(t, "testdata/find/*.txtar", 1, func(_ *testing.T, given []txtar.File) string {
		parts := map[string]string{"language": "en"}
		for _, f := range given {
			parts[f.Name] = strings.TrimSuffix(string(f.Data), "\n")
		}
		return found(read("page", parts["page"], parts["language"]))
	})
}

// read makes an account with its names, as a reading has it before its quotations are found.
func read(id, page, language string) *account.Account {
	a := account.New(edition.Account{ID: id, Text: page, Language: language})
	a.Mentions = name.Find(a)
	return a
}

func found(a *account.Account) string {
	var b strings.Builder
	for _, q := range Find(a) {
		speaker := ""
		if q.Speaker != nil {
			speaker = q.Speaker.Name
		}
		words := q.Text
		if len(q.Parts) > 0 {
			var parts []string
			for _, p := range q.Parts {
				parts = append(parts, p.Text)
			}
			words = strings.Join(parts, " … ")
		}
		fmt.Fprintf(&b, "%s %s | %s | %s | %s | %s", q.Form, q.Rule, speaker, q.Verb, q.To, words)
		for _, g := range q.Glosses {
			fmt.Fprintf(&b, " | gloss: %s", g.Text)
		}
		if q.Continues != "" {
			fmt.Fprintf(&b, " | continues %s", q.Continues)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func FuzzFind(f *testing.F) {
	f.Add("Mayor Ann Lee said: “We sail.”\n\n“At noon,” she told CNN, “or not.” He, who said that, “x. According to")
	f.Fuzz(func(t *testing.T, s string) { checkFind(t, s) })
}

func TestFindOnAnything(t *testing.T) {
	pieces := []string{"“", "”", `"`, "said", "Lee", "Ann", "she", "that", "told", "according to", ",", ".", ":", ";", " ", " ", " ", "\n", "who", "the", "called", "saying", "and", "–", "(", ")", "to", "ministry", "Mr.", "船", "😀", "שלום", "including", "Says"}
	rapid.Check(t, func(t *rapid.T) {
		checkFind(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 80).Draw(t, "page"), " "))
	})
}

func TestFindOnTenThousandMarks(t *testing.T) {
	for _, m := range []string{`"`, "“a” ", "“", "Lee said, ", "“A,” she said. ", "that ", "(", ", ", "said "} {
		checkFind(t, strings.Repeat(m, 10000))
	}
}

func checkFind(t interface{ Fatalf(string, ...any) }, s string) {
	a := read("p", s, "en")
	ids, valid := map[string]bool{}, utf8.ValidString(s)
	whole := func(p edition.Span) {
		if p.Start < 0 || p.End > len(s) || p.Start >= p.End || s[p.Start:p.End] != p.Text || valid && !utf8.ValidString(p.Text) {
			t.Fatalf("%q: span %+v", s, p)
		}
	}
	for _, q := range Find(a) {
		whole(q.Span)
		for _, p := range append(append([]edition.Span{}, q.Parts...), q.Glosses...) {
			whole(p)
			if !q.Contains(p) {
				t.Fatalf("%q: %+v outside of %+v", s, p, q.Span)
			}
		}
		if q.Cue != nil {
			whole(*q.Cue)
		}
		if q.Speaker != nil {
			whole(q.Speaker.Mention)
			if q.Speaker.Name == "" {
				t.Fatalf("%q: a speaker without a name", s)
			}
		}
		if q.Rule == "" || ids[q.ID] || q.Continues != "" && !ids[q.Continues] {
			t.Fatalf("%q: %+v", s, q)
		}
		ids[q.ID] = true
		if said := fmt.Sprint(q.Form, q.Start); ids[said] && q.Form == edition.Direct {
			t.Fatalf("%q: %q stands twice", s, q.Text)
		} else {
			ids[said] = true
		}
	}
}

func BenchmarkFind(b *testing.B) {
	page := strings.Repeat("“The harbour is closed,” port director Vera Adler told Northern Wire on Monday. She said that nobody had been warned, and called the plan “very brave” for a small port.\n\n", 20)
	for b.Loop() {
		Find(read("p", page, "en"))
	}
}
