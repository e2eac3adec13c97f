package report

import (
	"math"
	"slices"
	"strings"

	"variorum/edition"
	"variorum/internal/engine/text"
)

// AccountPage is one account on a page of its own: its text with every finding marked in place and explained beside it, its
// dates, where it has its text from, and what was set aside. Its template is "account".
type AccountPage struct {
	accountRow
	Story      *storyView
	Dates      dateBox
	From       []parentRow
	Roots      []*stemmaNode
	Share      *share
	Paragraphs []accountParagraph
	Beside     []besideRow
	Kinds      accountKinds
}

// parentRow is what an account has its text from, and how.
type parentRow struct {
	Node *stemmaNode
	How  string
	Wire string // the address of the page that has the parent's restored text beside the account; empty where there is none
}

// besideRow is an account to lay this one beside.
type besideRow struct {
	Telling *telling
	Href    string
	Why     string
}

// accountParagraph is a paragraph with its marks, and what stands beside it.
type accountParagraph struct {
	ID     string
	N      int
	Nodes  []node
	Asides []aside
	Own    bool // in the outlet's own voice and in no other account

	open int // how many asides stand open
}

// Open are the asides that are always shown.
func (p accountParagraph) Open() []aside { return p.Asides[:p.open] }

// More are the asides that are folded.
func (p accountParagraph) More() []aside { return p.Asides[len(p.Open()):] }

// accountKinds says which kinds of marks the text has, for the switches above it.
type accountKinds struct{ Inq, Sub, Add, Gap, Mov, Fig, Said, When, Verb, Name, Incident, Alone bool }

// NewAccountPage makes an account's page of the edition of its story; false when the edition does not have it.
func NewAccountPage(e *edition.Edition, id string, l *Links) (*AccountPage, bool) {
	v := storyOf(e, id, l)
	if v == nil || v.byID[id] == nil {
		return nil, false
	}
	v.away = true
	v.draw()
	t := v.byID[id]
	p := &AccountPage{Story: v, accountRow: v.Accounts[t.Column]}
	for i := range v.Carries.Shares {
		if v.Carries.Shares[i].Telling == t {
			p.Share = &v.Carries.Shares[i]
		}
	}
	p.Dates = v.dateBox(t)
	p.descend()
	p.layBeside()
	p.readThrough()
	return p, true
}

// storyOf is the story that has an account; an account that is in none stands alone.
func storyOf(e *edition.Edition, account string, l *Links) *storyView {
	for i := range e.Stories {
		if slices.Contains(e.Stories[i].Accounts, account) {
			return servedStory(e, e.Stories[i].ID, l)
		}
	}
	return nil
}

// descend finds what the account stands on, and what that goes back to.
func (p *AccountPage) descend() {
	if p.Story.Stemma == nil {
		return
	}
	for _, n := range p.Story.Stemma.Nodes {
		if n.Telling != p.telling {
			continue
		}
		if n.parent != nil {
			p.From = append(p.From, p.parent(n.parent, n.line))
			p.Roots = append(p.Roots, rootOf(n.parent))
		}
		for _, s := range n.second {
			p.From = append(p.From, p.parent(s.from, s.line))
			if r := rootOf(s.from); !slices.Contains(p.Roots, r) {
				p.Roots = append(p.Roots, r)
			}
		}
	}
	p.Roots = slices.DeleteFunc(p.Roots, func(r *stemmaNode) bool {
		return slices.ContainsFunc(p.From, func(f parentRow) bool { return f.Node == r })
	})
}

// parent says how the account has its text from another, and leads to that text where it is restored.
func (p *AccountPage) parent(n *stemmaNode, line *edition.Edge) parentRow {
	row := parentRow{Node: n, How: howFrom(line)}
	if slices.ContainsFunc(p.Story.Story.Wire, func(w edition.Wire) bool { return n.Lost() && w.Node == line.From }) {
		row.Wire = p.links.Wire(p.Account.ID, line.From)
	}
	return row
}

func rootOf(n *stemmaNode) *stemmaNode {
	for n.parent != nil {
		n = n.parent
	}
	return n
}

// howFrom says how text was passed on, and how much of it.
func howFrom(e *edition.Edge) string {
	if e.Kind == edition.Cites {
		return "cited"
	}
	how := "copied"
	if e.Kind == edition.Rewrites {
		how = "rewritten"
	}
	return percent(int(math.Round(e.Weight*1000)), 1000) + " " + how
}

// layBeside offers the accounts that one would lay this one beside: those it stands on, then those that share most passages.
func (p *AccountPage) layBeside() {
	for _, f := range p.From {
		if !f.Node.Lost() {
			p.beside(f.Node.Telling, "its parent")
		}
	}
	common := map[*telling]int{}
	for _, row := range p.Story.Carries.Rows {
		if row.Relations[p.Column] == "" {
			continue
		}
		for _, t := range p.Story.Tellings {
			if row.Relations[t.Column] != "" {
				common[t]++
			}
		}
	}
	near := slices.Clone(p.Story.Tellings)
	slices.SortStableFunc(near, func(a, b *telling) int { return common[b] - common[a] })
	for _, t := range near {
		if t != p.telling && len(p.Beside) < namedOutlets {
			why := ""
			if n := common[t]; n > 0 {
				why = plural(n, "passage", "passages") + " in common"
			}
			p.beside(t, why)
		}
	}
}

func (p *AccountPage) beside(t *telling, why string) {
	if slices.ContainsFunc(p.Beside, func(b besideRow) bool { return b.Telling == t }) {
		return
	}
	p.Beside = append(p.Beside, besideRow{t, p.links.Compare(p.Account.ID, t.Account.ID), why})
}

// readThrough lays every finding on the text, paragraph by paragraph.
func (p *AccountPage) readThrough() {
	v, t := p.Story, p.telling
	marks := append(t.allMarks(v), t.plainMarks(v)...)
	for _, s := range t.points() {
		marks = append(marks, mark{start: s.Start, end: s.End, id: t.placeID(s)})
	}
	asides := v.asidesOf(t)
	for n, span := range text.Paragraphs(t.Text) {
		nodes := nest(t.Text, span.Start, span.End, inParagraph(marks, span))
		p.Kinds.see(nodes)
		p.Paragraphs = append(p.Paragraphs, accountParagraph{
			ID: "p" + itoa(n+1), N: n + 1, Nodes: nodes, Asides: inPlace(asides, span), Own: v.ownVoice(t, span),
		})
		p.Paragraphs[n].fold(span.End - span.Start)
	}
}

// fold leaves open as many asides as are about as high as the paragraph beside them, and one more line folds the rest.
func (p *accountParagraph) fold(bytes int) {
	room := max(leastAside, (bytes/paragraphLetters+1)*paragraphLine+paragraphRoom)
	for i, a := range p.Asides {
		room -= (a.letters()/asideLetters+1)*asideLine + asideRoom
		if room < asideLine && i > 0 && len(p.Asides)-i > 1 {
			p.open = i
			return
		}
	}
	p.open = len(p.Asides)
}

// allMarks are the marks that a report puts on the account's full text too.
func (t *telling) allMarks(v *storyView) []mark {
	marks := t.speechMarks()
	for i := range v.Passages {
		marks = append(marks, v.marksOn(i, t)...)
	}
	return append(marks, v.marksOfFigures(t)...)
}

// plainMarks are the marks that only the account's own page has: names, incidents, what stands in no other account and what is left out,
// reporting verbs, times, and figures that no account contradicts.
func (t *telling) plainMarks(v *storyView) []mark {
	marks := slices.Concat(t.nameMarks(v), t.incidentMarks(), t.aloneMarks(v), t.silenceMarks(v))
	for i := range t.Quotations {
		if c := t.Quotations[i].Cue; c != nil && t.holds(*c) && !c.Empty() {
			class := "verb"
			if v.stance(t, t.Quotations[i].Verb) != "" {
				class = "verb loaded"
			}
			marks = append(marks, mark{start: c.Start, end: c.End, class: class})
		}
	}
	for _, x := range t.Times {
		if t.holds(x.Span) {
			marks = append(marks, mark{start: x.Start, end: x.End, class: "when-said"})
		}
	}
	apart := v.marksOfFigures(t)
	for _, f := range t.Figures {
		told := slices.ContainsFunc(apart, func(m mark) bool { return m.start <= f.Start && f.End <= m.end })
		if t.holds(f.Span) && !told {
			marks = append(marks, mark{start: f.Start, end: f.End, class: "counted"})
		}
	}
	return marks
}

// stance is what an account's reporting verb lets the reader think of the words, empty for a neutral one.
func (v *storyView) stance(t *telling, verb string) string {
	for _, row := range v.Story.Attribution {
		if row.Account != t.Account.ID {
			continue
		}
		for _, c := range row.Verbs {
			if c.Verb == verb && c.Stance != edition.Neutral {
				return string(c.Stance)
			}
		}
	}
	return ""
}

// ownVoice reports whether most of a paragraph stands in no other account and in the outlet's own voice.
func (v *storyView) ownVoice(t *telling, p text.Span) bool {
	n := 0
	for _, o := range v.Story.Only {
		if o.Account == t.Account.ID && o.Voice == edition.Own && len(v.Tellings) > 1 {
			n += max(min(o.End, p.End)-max(o.Start, p.Start), 0)
		}
	}
	return 2*n > p.End-p.Start
}

func (k *accountKinds) see(nodes []node) {
	for _, n := range nodes {
		kind, _, _ := strings.Cut(n.Class, " ")
		switch {
		case kind == "inq" || n.Class == "gap inq":
			k.Inq = true
		case kind == "sub":
			k.Sub = true
		case kind == "add":
			k.Add = true
		case kind == "gap":
			k.Gap = true
		case kind == "mov":
			k.Mov = true
		case kind == "fig", kind == "counted":
			k.Fig = true
		case kind == "dq":
			k.Said = true
		case kind == "when-said":
			k.When = true
		case kind == "verb":
			k.Verb = true
		case kind == "named":
			k.Name = true
		case kind == "happened":
			k.Incident = true
		case kind == "alone":
			k.Alone = true
		}
		k.see(n.Kids)
	}
}

// ReadFrom is where the account was read from, for people: what came from standard input or was sent to a desk has no place.
func (p *AccountPage) ReadFrom() string { return SourceWords(p.Source) }

// SourceWords is where a page came from, for people.
func SourceWords(source string) string {
	if source == "-" {
		return "added by hand"
	}
	return source
}
