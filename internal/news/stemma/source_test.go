package stemma

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"variorum/edition"
	"variorum/internal/news/account"
	"variorum/internal/news/quotation"
)

var update = flag.Bool("update", false, "rewrite the expected parts of the cases")

// TestSources reads each case: accounts (a line "id | outlet", then the text) and the sources that they name.
func TestSources(t *testing.T) {
	cases, err := filepath.Glob("testdata/sources/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range cases {
		t.Run(filepath.Base(path), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var accounts []*account.Account
			want := &archive.Files[len(archive.Files)-1]
			for _, f := range archive.Files[:len(archive.Files)-1] {
				head, body, _ := strings.Cut(string(f.Data), "\n")
				id, outlet, _ := strings.Cut(head, " | ")
				a := clipping{id: id, outlet: outlet, sentences: []string{strings.TrimSpace(body)}}.account()
				a.Quotations = quotation.Find(a)
				accounts = append(accounts, a)
			}
			got := showSources(accounts)
			if *update && got != string(want.Data) {
				want.Data = []byte(got)
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if got != string(want.Data) {
				t.Errorf("%s\ngot\n%swant\n%s", archive.Comment, got, want.Data)
			}
		})
	}
}

// showSources is a line a source: its name and kind, who names it in which words, and the rules.
func showSources(accounts []*account.Account) string {
	var lines []string
	for _, s := range Sources(accounts) {
		var words, rules []string
		for _, c := range s.CitedBy {
			words, rules = append(words, fmt.Sprintf("%s %q%s", c.Account, c.Text, showCovers(c))), append(rules, c.Rule)
		}
		lines = append(lines, fmt.Sprintf("%s %s: %s %s\n", s.Name, s.Kind, strings.Join(words, ", "), strings.Join(slices.Compact(rules), " ")))
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

// showCovers is how the words begin that a source answers for.
func showCovers(c edition.Citation) string {
	if c.Covers == nil {
		return ""
	}
	words := strings.Fields(c.Covers.Text)
	return fmt.Sprintf(" (%s … %s)", strings.Join(words[:min(3, len(words))], " "), words[len(words)-1])
}
