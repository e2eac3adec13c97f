package stemma

import (
	"slices"
	"strings"

	"variorum/edition"
	"variorum/internal/engine/text"
)

// wires restores the texts of the lost sources, as far as the accounts that passed them on carry them.
func (g *graph) wires() []edition.Wire {
	var out []edition.Wire
	for _, lost := range []int{g.wire(), g.other()} {
		t := g.text(g.lostText, lost)
		if t == nil {
			continue
		}
		id := g.sourceID(g.name(lost))
		if _, drawn := g.nodes[id]; !drawn {
			continue
		}
		w := edition.Wire{Node: id, Source: g.name(lost)}
		children := g.children(lost)
		if lost == g.wire() {
			t = g.whole(children)
		}
		for _, u := range t.order {
			if r, ok := g.sentence(t, int(u), children); ok {
				w.Sentences = append(w.Sentences, r)
			}
		}
		if len(w.Sentences) > 0 {
			out = append(out, w)
		}
	}
	return out
}

// whole is all that the wire may have had: what two or more of its children have, neither from the other nor from a report, and what a
// child that is for the most part wire copy has alone, which may as well be its own.
func (g *graph) whole(children []int) *copytext {
	t := g.blank()
	var texts []*copytext
	for _, c := range children {
		if g.tree.first[c] == g.wire() {
			texts = append(texts, g.own(c, g.tree.second[c]))
		}
	}
	have := make([]int, len(g.units))
	for _, x := range texts {
		for _, u := range x.order {
			have[u]++
		}
	}
	for u := range g.units {
		if have[u] > 1 && g.units[u].home == none {
			g.give(t, u, texts)
		}
	}
	for _, x := range texts {
		if e := g.edge(g.wire(), x.who, false); e.Weight >= mostlyWire {
			g.insert(t, x, texts)
		}
	}
	for k, u := range t.order {
		t.place[u] = int32(k)
	}
	return t
}

// mostlyWire is the share of an account's words from the wire from which a sentence that it has alone may be the wire's.
const mostlyWire = 0.5

// insert puts the units that child x has alone behind those that they stand behind there.
func (g *graph) insert(t, x *copytext, texts []*copytext) {
	at := 0
	for _, u := range x.order {
		switch k := slices.Index(t.order, u); {
		case k >= 0:
			at = k + 1
		case g.units[u].home == none && g.tree.second[x.who] == none:
			g.give(t, int(u), texts)
			t.order = slices.Insert(t.order[:len(t.order)-1], at, u)
			at++
		}
	}
}

// children is the accounts that have text from a lost source.
func (g *graph) children(lost int) []int {
	var out []int
	for c := range g.n {
		if g.tree.first[c] == lost || g.tree.second[c] == lost {
			out = append(out, c)
		}
	}
	return out
}

// sentence restores a unit: the words of the child that stands nearest to the lost text, with the readings of others where
// they explain its own.
func (g *graph) sentence(t *copytext, u int, children []int) (edition.Restored, bool) {
	var r edition.Restored
	base, least := none, float32(0)
	for _, c := range children {
		if g.units[u].place[c] == none {
			continue
		}
		r.Support = append(r.Support, g.account(c).ID)
		var b tally
		g.run++
		g.reworded(&b, t, g.texts[c], u)
		if cost := b.cost(); base == none || cost < least {
			base, least = c, cost
		}
	}
	if base == none {
		return r, false
	}
	r.Certain = len(r.Support) > 1
	r.Text = g.splice(t, u, base, children)
	for k := g.units[u].to - 1; k >= g.units[u].from; k-- {
		s := &g.sites[k]
		if !g.settled(t, k, children) || g.otherwise(t, k, base) && !s.mostly(t.value[k], children) {
			r.Certain = false
		}
	}
	return r, true
}

// edit puts other words in the place of some words of an account.
type edit struct {
	span  text.Span
	words string
}

// splice is the words of child base at a unit, without its credits, with another child's words where the lost text reads otherwise.
func (g *graph) splice(t *copytext, u, base int, children []int) string {
	a, unit := g.account(base), g.units[u].spans[base]
	var edits []edit
	for _, aside := range asidesOf(g.n, g.mine())[base] {
		if unit.Contains(aside) {
			edits = append(edits, edit{span: aside})
		}
	}
	for k := g.units[u].from; k < g.units[u].to; k++ {
		s, v := &g.sites[k], t.value[k]
		if !g.otherwise(t, k, base) || !s.mostly(v, children) {
			continue
		}
		for _, c := range children {
			if s.value[c] == v {
				at := s.spans[base]
				edits = append(edits, edit{text.Span{Start: at.Start, End: at.End}, s.spans[c].Text})
				break
			}
		}
	}
	slices.SortStableFunc(edits, func(x, y edit) int { return x.span.Start - y.span.Start })
	var b strings.Builder
	at := unit.Start
	for _, e := range edits {
		if e.span.Start < at || e.span.End > unit.End {
			continue
		}
		b.WriteString(a.Text[at:e.span.Start])
		if e.span.Len() == 0 && e.words != "" {
			b.WriteString(" ")
		}
		b.WriteString(e.words)
		at = e.span.End
	}
	b.WriteString(a.Text[at:unit.End])
	return strings.Join(strings.Fields(b.String()), " ")
}

// otherwise reports whether the lost text reads otherwise at a site than an account does.
func (g *graph) otherwise(t *copytext, k, account int) bool {
	s, v := &g.sites[k], t.value[k]
	return !s.lacuna && v != none && s.value[account] != none && s.value[account] != v
}

// mostly reports whether more than half of the accounts that have something at a site have one reading. Where the accounts have many, or put the same
// words at two places ("November 3", "3 November"), the likeliest reading of each site by itself makes a sentence that nobody wrote: "on 3 .".
func (s *site) mostly(v int8, accounts []int) bool {
	have, all := 0, 0
	for _, a := range accounts {
		if s.value[a] != none {
			all++
		}
		if s.value[a] == v {
			have++
		}
	}
	return 2*have > all
}

// settled reports whether one reading at a site explains the others better than any other does.
func (g *graph) settled(t *copytext, k int, children []int) bool {
	s, v := &g.sites[k], t.value[k]
	if v == none {
		return true
	}
	var count [128]float32
	for _, c := range children {
		if x := s.value[c]; x != none {
			count[x]++
		}
	}
	sum := func(v int) float32 {
		cost := s.made(v)
		for x, n := range count[:len(s.words)] {
			if x != v {
				cost += n * s.cost[v][x]
			}
		}
		return cost
	}
	mine := sum(int(v))
	for x := range s.words {
		if x != int(v) && count[x] > 0 && sum(x) < mine+surely {
			return false
		}
	}
	return true
}

// surely is by how much one reading must explain the others better than any other does, to be called certain: the cost of a choice
// between usual forms.
const surely = 0.5

// mine is the citations of the accounts in the search, by their numbers there.
func (g *graph) mine() []citation {
	var out []citation
	for _, c := range g.cited {
		if r := g.row[c.account]; r != none {
			c.account = r
			out = append(out, c)
		}
	}
	return out
}
