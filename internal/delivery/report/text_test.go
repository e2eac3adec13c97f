package report

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"variorum/edition"
)

var update = flag.Bool("update", false, "rewrite the expected texts")

func text80(t *testing.T, e *edition.Edition, o TextOptions) string {
	t.Helper()
	var b bytes.Buffer
	if err := Text(&b, e, o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestText compares the terminal view of the fixture with the texts that an editor approved.
func TestText(t *testing.T) {
	const name = "testdata/text.txtar"
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	views := map[string]string{
		"one-story-80": text80(t, oneStory(), TextOptions{}),
		"many-50":      text80(t, fixtureEdition(), TextOptions{Width: 50}),
		"nothing":      text80(t, &edition.Edition{Unread: fixtureEdition().Unread}, TextOptions{}),
	}
	for i, f := range archive.Files {
		got := views[f.Name]
		if *update {
			archive.Files[i].Data = []byte(got)
		} else if d := cmp.Diff(string(f.Data), got); d != "" {
			t.Errorf("%s (-want +got; -update rewrites):\n%s", f.Name, d)
		}
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
