package report

import (
	"fmt"
	"io"
	"strings"

	"variorum/edition"
)

// DOT writes the stemmata of an edition in the language of Graphviz, one graph a story, in the habit of those who draw stemmata: lost
// sources grey, second models dashed, what only a citation shows dotted. The first evidence of each edge is its tooltip.
func DOT(w io.Writer, e *edition.Edition) error {
	var b strings.Builder
	for _, s := range e.Stories {
		if s.Stemma != nil {
			dotStory(&b, s)
		}
	}
	if b.Len() == 0 {
		b.WriteString("// No story has two accounts: there is no stemma.\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func dotStory(b *strings.Builder, s edition.Story) {
	fmt.Fprintf(b, "digraph %s {\n  label=%s;\n  rankdir=TB;\n  node [shape=box];\n", quoteDOT(s.ID), quoteDOT(s.Title))
	for _, n := range s.Stemma.Nodes {
		style := ""
		if n.Kind == edition.NodeSource {
			style = ", shape=ellipse, style=filled, fillcolor=lightgrey"
		}
		fmt.Fprintf(b, "  %s [label=%s%s];\n", quoteDOT(n.ID), quoteDOT(n.Name), style)
	}
	for _, e := range s.Stemma.Edges {
		style := "solid"
		switch {
		case e.Kind == edition.Cites:
			style = "dotted"
		case e.Second:
			style = "dashed"
		}
		why := ""
		if len(e.Evidence) > 0 {
			why = e.Evidence[0].What
		}
		fmt.Fprintf(b, "  %s -> %s [label=%s, style=%s, tooltip=%s];\n", quoteDOT(e.From), quoteDOT(e.To), quoteDOT(string(e.Kind)), style, quoteDOT(why))
	}
	b.WriteString("}\n")
}

// quoteDOT quotes a string as Graphviz reads it: a backslash would begin an escape.
func quoteDOT(s string) string {
	s = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ", "\r", " ", "\x00", "").Replace(strings.ToValidUTF8(s, "�"))
	return `"` + s + `"`
}
