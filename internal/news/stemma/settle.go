package stemma

import (
	"slices"

	"variorum/edition"
)

// settle goes over the tree that explains the accounts at the least cost and asks of each account what a reader would: does
// anything show that it has its text from this account, and not both from a third? The search weighs; these two rules do not.
func (g *graph) settle() {
	for c := range g.n {
		switch m := g.tree.first[c]; {
		case m == g.wire():
			if v := g.namedModel(c); v != none {
				g.tree.first[c], g.tree.second[c] = v, none
			}
		case m != none && m < g.n && !directed(g.edge(m, c, false).Evidence):
			g.tree.first[c] = g.wire()
		}
	}
}

// directed reports whether evidence tells a model from a copy: to share sentences shows no direction.
func directed(evidence []edition.Evidence) bool {
	return slices.ContainsFunc(evidence, func(e edition.Evidence) bool { return e.Rule != ruleShared })
}

// namedModel is the account whose outlet c names as its source and that has all sentences which c shares with anybody, or none.
func (g *graph) namedModel(c int) int {
	for _, cited := range g.cited {
		if cited.account != g.index[c] {
			continue
		}
		for v := range g.n {
			if v != c && bareName(g.account(v).Outlet) == bareName(cited.name) && g.nothingBeyond(g.texts[v], c) && !g.below(g.tree, c)[v] {
				return v
			}
		}
	}
	return none
}
