package report

import (
	"fmt"
	"strings"
)

// stemma writes who had the text from whom as a tree of indented lines, and under each line what speaks for it.
func (p *printer) stemma(s *storyView) {
	if s.Stemma == nil {
		return
	}
	p.section("Stemma", "Who had the text from whom, as far as the words show it. A percentage is the part of the account’s text that its parent explains.")
	for _, n := range s.Stemma.Nodes {
		indent := strings.Repeat("    ", min(n.depth, stemmaDeepest))
		head := indent + " "
		if n.depth > 0 {
			head = indent[2:] + "└─ "
		}
		note := n.Note
		if n.line != nil && unsure(n.line) {
			note += "; less likely than not"
		}
		p.hang(head, indent+"    ", run{n.Sign + "  ", bold}, run{n.Name, bold}, run{"  " + note, faint})
		for _, l := range s.Stemma.Lines {
			if l.To != n {
				continue
			}
			for _, e := range l.Evidence {
				p.text(indent+"    ", run{fmt.Sprintf("from %s: %s", l.From.Sign, e.What), faint})
			}
		}
	}
	if len(s.Stemma.Alone) > 0 {
		p.text(" ", run{"Nothing shows where " + sigla(s.Stemma.Alone) + " " + verb(len(s.Stemma.Alone), "has its", "have their") + " text from.", plain})
	}
}

// wire writes the restored text of each lost source.
func (p *printer) wire(s *storyView) {
	for _, w := range s.Wire {
		p.section("The wire: "+w.Source, "As far as the accounts that passed it on carry it; ⸤what is not certain⸥.")
		for _, x := range w.Sentences {
			text := x.Text
			if !x.Certain {
				text = "⸤" + text + "⸥"
			}
			p.hang(" · ", "   ", run{text, plain}, run{"  " + briefSigla(x.Support), faint})
		}
	}
}
