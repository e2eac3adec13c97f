package report

import (
	"variorum/edition"
	"variorum/internal/engine/text"
)

// pairBar is how much of the shorter account the two have in common, of some of its words.
type pairBar struct {
	Name         string
	Common, Full int
}

// Width is the length of the bar in units of its drawing.
func (b pairBar) Width() int {
	if b.Full == 0 {
		return 0
	}
	return b.Common * shareWidth / b.Full
}

// WordCount is the number of words of an account.
func (t *telling) WordCount() int { return len(spoken(t.Text)) }

// Shorter is the account with fewer words.
func (p *PairPage) Shorter() *telling {
	if p.B.WordCount() < p.A.WordCount() {
		return p.B
	}
	return p.A
}

// measure counts the words of the shorter account that the other has too, word for word, in a passage of both.
func (p *PairPage) measure() {
	t := p.Shorter()
	common := make([]bool, len(t.Text)+1)
	paint := func(s edition.Span, on bool) {
		for i := s.Start; i < s.End && i < len(common); i++ {
			common[i] = on
		}
	}
	for i := range p.Story.Passages {
		if !p.both(i) || p.relation(i, 0) == edition.Paraphrased {
			continue
		}
		for _, r := range p.Story.Passages[i].Readings {
			if r.Account == t.Account.ID {
				paint(r.Span, true)
			}
		}
		for _, s := range p.spots(i) {
			if t == p.A {
				paint(s.a, false)
			} else {
				paint(s.b, false)
			}
		}
	}
	p.Bars = countCommon(t, common)
}

func countCommon(t *telling, common []bool) []pairBar {
	all, in, out := pairBar{Name: "all words"}, pairBar{Name: "inside quotation marks"}, pairBar{Name: "outside quotation marks"}
	for _, w := range text.Tokenize(t.Text) {
		if w.Kind == text.Mark {
			continue
		}
		where := &out
		if t.inMarks(w.Start) {
			where = &in
		}
		for _, b := range []*pairBar{&all, where} {
			b.Full++
			if common[w.Start] {
				b.Common++
			}
		}
	}
	bars := []pairBar{all}
	if in.Full > 0 && out.Full > 0 {
		bars = append(bars, out, in)
	}
	return bars
}

// inMarks reports whether a place stands inside quotation marks.
func (t *telling) inMarks(at int) bool {
	for i := range t.Quotations {
		for _, s := range (quoted{&t.Quotations[i]}).inMarks() {
			if s.Start <= at && at < s.End {
				return true
			}
		}
	}
	return false
}

// sayDescent says which of the two had its text from which, as far as the stemma shows it, and by which words.
func (p *PairPage) sayDescent() {
	switch {
	case p.Wire != nil:
		p.Title = "What " + p.B.CalledOut() + " made of the text of " + p.Wire.Name
		p.Parts = []part{say("That text is not among the pages. It is restored, as far as the accounts that passed it on carry it; half brackets hold what is not certain.")}
		return
	case p.common() == 0:
		p.Title = p.A.CalledOut() + " and " + p.B.CalledOut() + " share no passage"
		return
	}
	p.Title = "Nothing shows that either had its text from the other"
	if len(p.Apart) > 0 {
		p.Title = p.A.CalledOut() + " and " + p.B.CalledOut() + " have " + plural(p.common(), "passage", "passages") + " in common"
	}
	a, b := p.node(p.A), p.node(p.B)
	if a == nil || b == nil {
		return
	}
	for _, pair := range [][2]*stemmaNode{{a, b}, {b, a}} {
		if line := lineBetween(pair[0], pair[1]); line != nil {
			p.Title = pair[1].Telling.CalledOut() + " " + passedOn(line.Kind) + " " + pair[0].Telling.CalledOut()
			p.evidence(line)
			return
		}
	}
	if len(p.Apart) > 0 { // what they go back to is said of one event, and they may tell of two
		return
	}
	for _, pair := range [][2]*stemmaNode{{a, b}, {b, a}} {
		if pair[1].under(pair[0]) {
			p.Title = pair[1].Telling.CalledOut() + " goes back to " + pair[0].Telling.CalledOut() + ", by way of " + pair[1].parent.Sign
			return
		}
	}
	if root := rootOf(a); root == rootOf(b) && root != a && root != b {
		p.Title = "Both go back to " + root.Name + "; neither is shown to have it from the other"
		if root.Lost() {
			p.Parts = []part{say("That source is not among the pages.")}
		}
	}
}

func (p *PairPage) node(t *telling) *stemmaNode {
	if p.Story.Stemma == nil {
		return nil
	}
	for _, n := range p.Story.Stemma.Nodes {
		if n.Telling == t {
			return n
		}
	}
	return nil
}

// lineBetween is the line from one account to another, if there is one.
func lineBetween(from, to *stemmaNode) *edition.Edge {
	if to.parent == from {
		return to.line
	}
	for _, s := range to.second {
		if s.from == from {
			return s.line
		}
	}
	return nil
}

func passedOn(k edition.EdgeKind) string {
	switch k {
	case edition.Copies:
		return "has its text from"
	case edition.Rewrites:
		return "rewrites"
	}
	return "cites"
}

// evidence shows what speaks for a line, in the words of the two accounts.
func (p *PairPage) evidence(line *edition.Edge) {
	for i, e := range line.Evidence {
		if i == namedOutlets {
			p.Parts = append(p.Parts, say(" And %d more.", len(line.Evidence)-i))
			return
		}
		if i > 0 {
			p.Parts = append(p.Parts, say(" "))
		}
		p.Parts = append(p.Parts, say("%s", capitalised(e.What)))
		for _, r := range e.Readings {
			if (r.Account == p.A.Account.ID || r.Account == p.B.Account.ID) && !r.Empty() {
				p.Parts = append(p.Parts, say(": "), words(r.Text))
				break
			}
		}
		p.Parts = append(p.Parts, say("."))
	}
}
