// Package cases runs tests that a person can judge: files in the txtar format, with the reason first, then what is given, and in the last file
// what is wanted of it.
package cases

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write the results into the cases")

// Each runs a function over what each case gives and compares what it returns with what the case wants; with -update it is written there. Fewer
// cases than least are an error: a pattern that finds none would test nothing.
func Each(t *testing.T, pattern string, least int, show func(t *testing.T, given []txtar.File) string) {
	paths := find(t, pattern, least)
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			c := read(t, path)
			last := len(c.Files) - 1
			got, want := show(t, c.Files[:last]), &c.Files[last]
			switch {
			case got == string(want.Data):
			case !*update:
				t.Fatalf("%sgot\n%s\nwant\n%s", c.Comment, got, want.Data)
			default:
				want.Data = []byte(got)
				if err := os.WriteFile(path, txtar.Format(c), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// Given is what each case gives, for tests of what holds of all of them.
func Given(t testing.TB, pattern string) (out [][]txtar.File) {
	for _, path := range find(t, pattern, 1) {
		c := read(t, path)
		out = append(out, c.Files[:len(c.Files)-1])
	}
	return out
}

// find is where the cases are, from the root: a test may go to another folder.
func find(t testing.TB, pattern string, least int) []string {
	t.Helper()
	pattern, err := filepath.Abs(pattern)
	if err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) < least {
		t.Fatalf("%d cases in %s, at least %d expected: %v", len(paths), pattern, least, err)
	}
	return paths
}

func read(t testing.TB, path string) *txtar.Archive {
	t.Helper()
	c, err := txtar.ParseFile(path)
	if err != nil || len(c.Files) < 2 {
		t.Fatalf("%s: a case has something given and, last, what is wanted of it: %v", path, err)
	}
	return c
}
