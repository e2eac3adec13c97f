package house

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// textual are the endings of files that people wrote; a file without an ending is one as well.
var textual = []string{"", ".css", ".go", ".html", ".js", ".md", ".mod", ".tmpl", ".tsv", ".txt", ".txtar", ".yml"}

// strange are words that mean nothing to somebody who has only this tree: places on one machine, and how work on it was
// shared out.
var strange = []*regexp.Regexp{
	regexp.MustCompile(`/(?:work|root|home|Users)/[a-z]`),
	regexp.MustCompile(`/tmp/[a-z]`),
	regexp.MustCompile(`(?i)\b(?:issue|session|task|ticket) #?\d`),
	regexp.MustCompile(`(?i)\b(?:sub-?agents?|co-authored-by)\b`),
}

// fiction is text whose words are somebody else's in an invented world.
func fiction(name string) bool {
	return strings.HasPrefix(name, "examples/") || strings.Contains(name, "testdata/")
}

func TestTheTreeSpeaksOfItselfOnly(t *testing.T) {
	for _, name := range files(t) {
		if !slices.Contains(textual, path.Ext(name)) || fiction(name) || name == "internal/house/word_test.go" {
			continue
		}
		for i, line := range strings.Split(read(t, name), "\n") {
			for _, word := range strange {
				if found := word.FindString(line); found != "" {
					t.Errorf("%s:%d: %q says nothing to a reader of this tree alone", name, i+1, found)
				}
			}
		}
	}
}

func TestStrangeWordsAreSeen(t *testing.T) {
	for line, want := range map[string]bool{
		"see /home/anna/x":            true,
		"as Issue 12 asks":            true,
		"go run ./cmd/variorum":       false,
		"the issues of a weekly":      false,
		"https://example.org/workers": false,
	} {
		got := slices.ContainsFunc(strange, func(r *regexp.Regexp) bool { return r.MatchString(line) })
		if got != want {
			t.Errorf("%q is strange: %v, want %v", line, got, want)
		}
	}
}

func TestTheTermsStandInTheTree(t *testing.T) {
	for name, words := range map[string]string{
		"LICENSE": "Apache License",
		"NOTICE":  "variorum",
	} {
		if !strings.Contains(read(t, name), words) {
			t.Errorf("%s does not speak of %q", name, words)
		}
	}
}
