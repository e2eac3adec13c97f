package report

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"variorum/edition"
)

func render(t *testing.T, e *edition.Edition) string {
	t.Helper()
	var b bytes.Buffer
	if err := HTML(&b, e); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestHTMLIsTheSameTwice also leaves the page where VARIORUM_REPORT says, to be looked at.
func TestHTMLIsTheSameTwice(t *testing.T) {
	first, second := render(t, fixtureEdition()), render(t, fixtureEdition())
	if first != second {
		t.Error("two renderings of one edition differ")
	}
	if dir := os.Getenv("VARIORUM_REPORT"); dir != "" {
		for name, e := range map[string]*edition.Edition{"many": fixtureEdition(), "one": oneStory(), "hostile": hostileEdition(), "sixty": manyAccounts(60)} {
			if err := os.WriteFile(dir+"/"+name+".html", []byte(render(t, e)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestGlossIsSetOff(t *testing.T) {
	if !strings.Contains(render(t, oneStory()), `inside the quotation">[Queen Ada]</span>`) {
		t.Error("the outlet's words in brackets stand as if the speaker had said them")
	}
}
