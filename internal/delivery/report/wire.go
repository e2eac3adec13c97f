package report

import (
	"fmt"
	"slices"

	"variorum/edition"
)

// wireRow is a lost source with the text that its children let be restored.
type wireRow struct {
	Sign, Source string
	Sentences    []wireSentence
	Beside       []besideRow // of a served page: the accounts that carry it, to lay it beside
}

// Open are the sentences that stand open, More those that are folded: none when so few are left that the fold would be as long.
func (w *wireRow) Open() []wireSentence { return w.Sentences[:w.cut()] }

// More are the sentences that are folded.
func (w *wireRow) More() []wireSentence { return w.Sentences[w.cut():] }

func (w *wireRow) cut() int {
	if len(w.Sentences) <= shownWire+fewWire {
		return len(w.Sentences)
	}
	return shownWire
}

// wireSentence is a restored sentence with the accounts that carry it.
type wireSentence struct {
	Text    string
	Certain bool
	Support []*telling
	Lead    *telling
}

// wireRows leave out a source of which nothing could be restored.
func (v *storyView) wireRows() []*wireRow {
	var out []*wireRow
	for _, w := range v.Story.Wire {
		row := wireRow{Source: w.Source, Sign: v.lostSign(w.Node)}
		for _, s := range w.Sentences {
			if ts := v.tellingsOf(s.Support); len(ts) > 0 {
				row.Sentences = append(row.Sentences, wireSentence{s.Text, s.Certain, ts, ts[0]})
			}
		}
		if v.links != nil {
			row.Beside = v.besideWire(w.Node, row.Sentences)
		}
		if len(row.Sentences) > 0 {
			out = append(out, &row)
		}
	}
	return out
}

// besideWire are the accounts that carry something of a source, with the addresses of the pages that have its text beside theirs.
func (v *storyView) besideWire(node string, sentences []wireSentence) []besideRow {
	var out []besideRow
	for _, t := range v.Tellings {
		if slices.ContainsFunc(sentences, func(s wireSentence) bool { return slices.Contains(s.Support, t) }) {
			out = append(out, besideRow{Telling: t, Href: v.links.Wire(t.Account.ID, node)})
		}
	}
	return out
}

// LostSign is the Greek letter of a source that is not among the pages.
func (v *storyView) LostSign(node string) string { return v.lostSign(node) }

// SiglumOf is the letter of an account, empty when the story does not have it.
func (v *storyView) SiglumOf(account string) string {
	if t := v.byID[account]; t != nil {
		return t.Siglum
	}
	return ""
}

// lostSign is the Greek letter of a source in the stemma.
func (v *storyView) lostSign(id string) string {
	if v.Story.Stemma == nil {
		return ""
	}
	lost := 0
	for _, n := range v.Story.Stemma.Nodes {
		switch {
		case n.ID == id && n.Kind == edition.NodeSource:
			return greek(lost)
		case v.byID[n.ID] == nil:
			lost++
		}
	}
	return ""
}

// sayOrigins tells of the lost source that most accounts go back to.
func (v *storyView) sayOrigins() (thing, bool) {
	o := v.Story.Origins
	if o == nil || len(o.Origins) == 0 || v.Stemma == nil {
		return thing{}, false
	}
	top := o.Origins[0]
	var lost *edition.Node
	for i, n := range v.Story.Stemma.Nodes {
		if n.ID == top.Node && n.Kind == edition.NodeSource {
			lost = &v.Story.Stemma.Nodes[i]
		}
	}
	if lost == nil || len(top.Accounts) < 2 {
		return thing{}, false
	}
	t := thing{To: v.Section("stemma"), Where: "Stemma", Parts: []part{
		strong(countOf(len(top.Accounts), len(v.Tellings))), say(" go back to "), strong(lost.Name), say(", whose own text is not among the pages."),
	}}
	if !slices.ContainsFunc(v.Story.Sources, func(s edition.Source) bool { return s.Name == lost.Name }) { // no account names it
		t.Parts = []part{strong(countOf(len(top.Accounts), len(v.Tellings))), say(" go back to one source that is not among the pages.")}
	}
	if len(v.Wire) > 0 {
		t.Parts = append(t.Parts, say(" What they carry of it is restored below."))
	}
	return t, true
}

func countOf(n, all int) string {
	if n == all {
		return allOf(n)
	}
	return fmt.Sprintf("%d of the %d accounts", n, all)
}
