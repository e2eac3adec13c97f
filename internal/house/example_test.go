package house

import (
	"path"
	"strings"
	"testing"
	"unicode/utf8"
)

// The answer key is only worth reading when it speaks of the pages that are there.
func TestEachExamplePageIsInTheAnswerKey(t *testing.T) {
	key, pages := read(t, "examples/README.md"), 0
	for _, name := range files(t) {
		if path.Dir(name) != "examples" || path.Base(name) == "README.md" {
			continue
		}
		pages++
		if !strings.Contains(key, "| `"+path.Base(name)+"` |") {
			t.Errorf("examples/README.md has no row for %s", name)
		}
	}
	if rows := strings.Count(key, "\n| `"); rows != pages {
		t.Errorf("examples/README.md has %d rows for %d pages", rows, pages)
	}
}

// An editor that saves this page as UTF-8 takes away what it is there to show.
func TestOneExamplePageIsInWindows1252(t *testing.T) {
	page := read(t, "examples/ponant-mail.html")
	if utf8.ValidString(page) || !strings.Contains(page, "\x93The herring") || !strings.Contains(page, "H\xe9l\xe8ne") {
		t.Error("examples/ponant-mail.html is no longer in the charset that it declares")
	}
}
