package report

import (
	"strings"
	"testing"

	"variorum/edition"
)

func TestDOTMarksLostSourcesAndSecondModels(t *testing.T) {
	e := &edition.Edition{Stories: []edition.Story{{ID: "s1", Title: `The "Maris" aground`, Stemma: &edition.Stemma{
		Nodes: []edition.Node{{ID: "post", Kind: edition.NodeAccount, Name: "Harbour Post"}, {ID: "ledger", Kind: edition.NodeAccount, Name: "Ledger"}, {ID: "AP", Kind: edition.NodeSource, Name: "AP"}},
		Edges: []edition.Edge{
			{From: "post", To: "ledger", Kind: edition.Copies, Evidence: []edition.Evidence{{What: "3 sentences"}}},
			{From: "AP", To: "ledger", Kind: edition.Rewrites, Second: true, Evidence: []edition.Evidence{{What: "1 sentence"}}},
			{From: "AP", To: "post", Kind: edition.Cites, Evidence: []edition.Evidence{{What: "names AP"}}},
		},
	}}}}
	var b strings.Builder
	if err := DOT(&b, e); err != nil {
		t.Fatal(err)
	}
	want := `digraph "s1" {
  label="The \"Maris\" aground";
  rankdir=TB;
  node [shape=box];
  "post" [label="Harbour Post"];
  "ledger" [label="Ledger"];
  "AP" [label="AP", shape=ellipse, style=filled, fillcolor=lightgrey];
  "post" -> "ledger" [label="copies", style=solid, tooltip="3 sentences"];
  "AP" -> "ledger" [label="rewrites", style=dashed, tooltip="1 sentence"];
  "AP" -> "post" [label="cites", style=dotted, tooltip="names AP"];
}
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestDOTSaysWhenThereIsNoStemma(t *testing.T) {
	var b strings.Builder
	if err := DOT(&b, &edition.Edition{Stories: []edition.Story{{ID: "s1"}}}); err != nil || !strings.HasPrefix(b.String(), "// No story") {
		t.Errorf("got %q, %v", b.String(), err)
	}
}

func TestDOTQuotesWhatItIsGiven(t *testing.T) {
	for in, want := range map[string]string{`a\n"b`: `"a\\n\"b"`, "two\nlines": `"two lines"`, "\xff": `"�"`} {
		if got := quoteDOT(in); got != want {
			t.Errorf("quoteDOT(%q) = %s, want %s", in, got, want)
		}
	}
}
