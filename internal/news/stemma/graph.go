package stemma

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"variorum/edition"
	"variorum/internal/news/account"
)

// graph is a tree that was found, with what it takes to show it.
type graph struct {
	*searcher
	accounts []*account.Account // all, in the story's order
	cited    []citation
	moments  []moment
	twin     []int // of each account: the one with equal words that stands for it, or none
	row      []int // of each account: its number in the search, or none
	index    []int // of each number in the search: the account
	tree     tree
	belief   belief
	chance   appraised
	lostText *copytext

	out   edition.Stemma
	nodes map[string]int // by id
	lead  string         // the id of the node of the lost source
}

// stemma is the graph in the form of the edition: the accounts in the story's order, then the sources.
func (g *graph) stemma() *edition.Stemma {
	g.nodes = map[string]int{}
	for _, a := range g.accounts {
		g.node(edition.Node{ID: a.ID, Kind: edition.NodeAccount, Name: cmp.Or(a.Outlet, a.ID)})
	}
	g.lead = g.name(g.wire())
	for c := range g.n {
		g.inherit(c)
	}
	for i, t := range g.twin {
		if t != none {
			g.join(i, t)
		}
	}
	g.citations()
	if g.out.Edges == nil {
		g.out.Edges = []edition.Edge{}
	}
	return &g.out
}

func (g *graph) node(n edition.Node) string {
	if _, seen := g.nodes[n.ID]; !seen {
		g.nodes[n.ID] = len(g.out.Nodes)
		g.out.Nodes = append(g.out.Nodes, n)
	}
	return n.ID
}

// account is the account of number c in the search.
func (g *graph) account(c int) *account.Account { return g.accounts[g.index[c]] }

// sourceID is the id of the node of a source that is not among the accounts: its name, told apart from an account that is called so.
func (g *graph) sourceID(name string) string {
	if slices.ContainsFunc(g.accounts, func(a *account.Account) bool { return a.ID == name }) {
		return name + " (source)"
	}
	return name
}

// name chooses the name of a lost source: the agency or else the medium that most of its children name, when at least half of those
// that name any do.
func (g *graph) name(lost int) string {
	in := map[int]bool{}
	for c := range g.n {
		if g.tree.first[c] == lost || g.tree.second[c] == lost {
			in[g.index[c]] = true
		}
	}
	votes, naming := map[string]map[int]bool{}, map[int]bool{}
	outlets := outletsOf(g.accounts)
	for _, c := range g.cited {
		if _, own := outlets[bareName(c.name)]; own || !in[c.account] || c.kind == edition.Document || c.kind == edition.Official {
			continue
		}
		if votes[c.name] == nil {
			votes[c.name] = map[int]bool{}
		}
		votes[c.name][c.account], naming[c.account] = true, true
	}
	best := ""
	for name := range votes {
		if c := cmp.Compare(len(votes[name]), len(votes[best])); best == "" || c > 0 || c == 0 && name < best {
			best = name
		}
	}
	if best != "" && 2*len(votes[best]) >= len(naming) && lost == g.wire() {
		return best
	}
	if lost == g.wire() {
		return "lost source"
	}
	return "second lost source"
}

// inherit draws the edges by which account c has text from its models. Where nothing shows the first, the second is the one that it has.
func (g *graph) inherit(c int) {
	drawn := false
	for _, m := range [...]struct {
		model  int
		second bool
	}{{g.tree.first[c], false}, {g.tree.second[c], true}} {
		if m.model == none {
			continue
		}
		e := g.edge(m.model, c, m.second && drawn)
		if len(e.Evidence) == 0 {
			continue
		}
		drawn = true
		switch {
		case m.model == g.wire():
			e.From = g.node(edition.Node{ID: g.sourceID(g.lead), Kind: edition.NodeSource, Name: g.lead})
		case m.model == g.other():
			name := g.name(g.other())
			e.From = g.node(edition.Node{ID: g.sourceID(name), Kind: edition.NodeSource, Name: name})
		default:
			e.From = g.account(m.model).ID
		}
		e.To = g.account(c).ID
		e.Chance = max(0.01, math.Round(100*g.chanceOf(m.model, c))/100)
		g.out.Edges = append(g.out.Edges, e)
	}
}

// chanceOf is how likely it is that account c has text from a model.
func (g *graph) chanceOf(model, c int) float64 {
	if model == g.tree.first[c] {
		return g.chance.first[c][model]
	}
	for _, m := range g.chance.second[c][g.tree.first[c]] {
		if m.model == model {
			return m.chance
		}
	}
	return 0
}

// join hangs account i below, or beside, the one with equal words that stands for it: below when its date is later.
func (g *graph) join(i, t int) {
	a, b := g.accounts[t], g.accounts[i]
	same := edition.Evidence{Rule: ruleEqual, What: "all words are the same", Readings: []edition.Witness{opening(a), opening(b)}}
	if x, y := g.moments[t], g.moments[i]; !x.unknown && !y.unknown && x.last < y.first {
		g.out.Edges = append(g.out.Edges, edition.Edge{From: a.ID, To: b.ID, Kind: edition.Copies, Weight: 1, Evidence: []edition.Evidence{same, g.later(t, i)}})
		return
	}
	drawn := false
	for _, e := range slices.Clone(g.out.Edges) {
		if e.To == a.ID {
			e.To, drawn = b.ID, true
			e.Evidence = append([]edition.Evidence{same}, e.Evidence...)
			g.out.Edges = append(g.out.Edges, e)
		}
	}
	if drawn {
		return
	}
	from := g.node(edition.Node{ID: g.sourceID(g.lead), Kind: edition.NodeSource, Name: g.lead})
	for _, to := range []string{a.ID, b.ID} {
		g.out.Edges = append(g.out.Edges, edition.Edge{From: from, To: to, Kind: edition.Copies, Weight: 1, Evidence: []edition.Evidence{same}})
	}
}

// opening is the first sentence of an account.
func opening(a *account.Account) edition.Witness {
	if len(a.Sentences) == 0 {
		return edition.Witness{Account: a.ID}
	}
	s := a.Sentences[0]
	return edition.Witness{Span: a.Span(s.Start, s.End), Account: a.ID}
}

// citations draws an edge for each source that an account names and has no text from, unless the two would then come from each other.
func (g *graph) citations() {
	outlets := map[string]string{}
	for _, a := range g.accounts {
		if key := bareName(a.Outlet); key != "" && outlets[key] == "" {
			outlets[key] = a.ID
		}
	}
	for _, c := range g.cited {
		if c.kind == edition.Document || c.kind == edition.Official {
			continue
		}
		a := g.accounts[c.account]
		said := edition.Evidence{Rule: c.rule, What: "names " + c.name, Readings: []edition.Witness{{Span: a.Span(c.span.Start, c.span.End), Account: a.ID}}}
		from, visible := outlets[bareName(c.name)], true
		if from == "" {
			from, visible = g.sourceID(c.name), false
		}
		if at := slices.IndexFunc(g.out.Edges, func(e edition.Edge) bool { return e.From == from && e.To == a.ID }); at >= 0 {
			g.out.Edges[at].Evidence = append(g.out.Edges[at].Evidence, said)
			continue
		}
		if from == a.ID || visible && (g.reaches(a.ID, from) || g.named(from, a.Outlet)) {
			continue
		}
		if !visible {
			g.node(edition.Node{ID: from, Kind: edition.NodeSource, Name: c.name})
		}
		second := slices.ContainsFunc(g.out.Edges, func(e edition.Edge) bool { return e.To == a.ID })
		g.out.Edges = append(g.out.Edges, edition.Edge{From: from, To: a.ID, Kind: edition.Cites, Weight: citedWeight, Second: second, Evidence: []edition.Evidence{said}})
	}
}

// citedWeight is the weight of an edge that only a citation shows.
const citedWeight = 0.1

// named reports whether an account names an outlet as its source.
func (g *graph) named(id, outlet string) bool {
	return slices.ContainsFunc(g.cited, func(c citation) bool {
		return g.accounts[c.account].ID == id && bareName(c.name) == bareName(outlet)
	})
}

// reaches reports whether there is a way from one node down to another.
func (g *graph) reaches(from, to string) bool {
	seen := map[string]bool{from: true}
	for again := true; again && !seen[to]; {
		again = false
		for _, e := range g.out.Edges {
			if seen[e.From] && !seen[e.To] {
				seen[e.To], again = true, true
			}
		}
	}
	return seen[to]
}

// edge is the edge from a model to c without its ends. It has no evidence when the two share no text that the model could have given.
func (g *graph) edge(model, c int, second bool) edition.Edge {
	p, first := g.text(g.lostText, model), g.text(g.lostText, g.tree.first[c])
	words, shared, kept := 0, 0, 0
	var common []int
	for _, u := range g.texts[c].order {
		w := g.units[u].words[c]
		words += w
		if p.place[u] == none || second && first.place[u] != none || g.units[u].holders < 2 {
			continue
		}
		common = append(common, int(u))
		shared += w
		kept += max(0, w-int(g.changedWords(p, c, int(u))))
	}
	e := edition.Edge{Kind: edition.Rewrites, Second: second, Weight: math.Round(100*float64(shared)/float64(max(words, 1))) / 100}
	if 2*kept > words {
		e.Kind = edition.Copies
	}
	e.Weight = max(e.Weight, 0.01)
	if len(common) > 0 && (second || g.outside(c, common) >= passageWords) {
		e.Evidence = g.evidence(p, model, c, common, second)
	}
	return e
}

// changedWords counts the places of a unit where c differs from its model.
func (g *graph) changedWords(p *copytext, c, u int) float32 {
	var b tally
	g.run++
	g.reworded(&b, p, g.texts[c], u)
	sum := float32(0)
	for _, n := range b {
		sum += n
	}
	return sum
}

// outside counts the words of some units of c that stand outside quotation marks: what was said, many may have heard.
func (g *graph) outside(c int, units []int) int {
	a, n := g.account(c), 0
	for _, u := range units {
		for _, t := range a.Tokens {
			if s := g.units[u].spans[c]; t.Start >= s.Start && t.End <= s.End && !a.InQuotation(a.Span(t.Start, t.End)) {
				n++
			}
		}
	}
	return n
}

func describe(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
