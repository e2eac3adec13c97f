package stemma

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"variorum/edition"
	"variorum/internal/house/cases"
	"variorum/internal/news/account"
	"variorum/internal/news/quotation"
)

// TestSources reads each case: accounts (a line "id | outlet", then the text) and the sources that they name.
func TestSources(t *testing.T) {
	cases.Each(t, "testdata/sources/*.txtar", 1, func(_ *testing.T, given []txtar.File) string {
		var accounts []*account.Account
		for _, f := range given {
			head, body, _ := strings.Cut(string(f.Data), "\n")
			id, outlet, _ := strings.Cut(head, " | ")
			a := clipping{id: id, outlet: outlet, sentences: []string{strings.TrimSpace(body)}}.account()
			a.Quotations = quotation.Find(a)
			accounts = append(accounts, a)
		}
		return showSources(accounts)
	})
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
