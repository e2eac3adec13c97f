package language

import (
	"strings"
	"testing"

	"variorum/internal/engine/text"
)

func TestFrequencyKnowsCommonFromRare(t *testing.T) {
	f := For("en").Frequency()
	the, interview, lorries := f.Count(text.FormOf("The")), f.Count(text.FormOf("interview")), f.Count(text.FormOf("lorries"))
	if the <= interview || interview <= lorries || the > f.Documents() {
		t.Errorf("the %d, interview %d, lorries %d of %d documents", the, interview, lorries, f.Documents())
	}
	var none *Pack
	if none.Frequency().Count(text.FormOf("the")) != 0 || none.Frequency().Documents() != 0 {
		t.Error("a language without counts has counted something")
	}
}

func TestParseFrequencyRejects(t *testing.T) {
	const head = "# source: invented\n# documents\t9\n"
	for name, raw := range map[string]string{
		"without source":      "# documents\t9\na\t1\n",
		"out of order":        head + "b\t1\na\t1\n",
		"twice":               head + "a\t1\na\t1\n",
		"without count":       head + "a\n",
		"above the documents": head + "a\t10\n",
	} {
		if _, err := parseFrequency(strings.NewReader(raw)); err == nil {
			t.Errorf("counts %s were accepted", name)
		}
	}
	if f, err := parseFrequency(strings.NewReader(head + "a\t7\nb\t2\n")); err != nil || f.Count(text.FormOf("A")) != 7 {
		t.Errorf("good counts were not read: %v", err)
	}
}
