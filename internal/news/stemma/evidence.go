package stemma

import (
	"fmt"
	"slices"
	"strings"

	"variorum/edition"
)

// The rules that show an edge. Each is described in docs/method.md.
const (
	ruleShared    = "shared-text"    // sentences in much the same words
	ruleInherited = "inherited"      // a reading that the model has and others have not
	ruleNothing   = "nothing-beyond" // nothing that others have and the model lacks
	ruleSameCut   = "same-cut"       // the same sentences are missing
	ruleOutlet    = "names-model"    // a sentence names the model's outlet as the one that tells it
	ruleLater     = "later"          // dated later
	ruleEqual     = "equal-text"     // all words the same
	ruleBeyond    = "beyond-model"   // sentences that the first model has not
)

const (
	// mostExamples bounds the words that one rule shows: a reader checks three.
	mostExamples = 3
)

// evidence gathers what speaks for the edge from a model to c. common is the units that c may have from it.
func (g *graph) evidence(p *copytext, model, c int, common []int, second bool) []edition.Evidence {
	var out []edition.Evidence
	rule, what := ruleShared, "in much the same words"
	if second {
		rule, what = ruleBeyond, "that the other model has not"
	}
	out = append(out, edition.Evidence{Rule: rule, What: describe(len(common), "sentence ", "sentences ") + what, Readings: g.longest(model, c, common)})
	if e := g.inherited(p, model, c, common); e != nil {
		out = append(out, *e)
	}
	if model >= g.n {
		return out
	}
	if e := g.sameCut(p, c); e != nil && !second {
		e.Readings = g.longest(model, c, common)
		out = append(out, *e)
	}
	if !second && g.nothingBeyond(p, c) {
		out = append(out, edition.Evidence{Rule: ruleNothing, What: "nothing that others have and the model lacks", Readings: g.longest(model, c, common)})
	}
	for _, u := range common {
		if g.units[u].home == model {
			out = append(out, edition.Evidence{Rule: ruleOutlet, What: "names " + g.account(model).Outlet, Readings: []edition.Witness{g.witness(c, u), g.witness(model, u)}})
			break
		}
	}
	if x, y := g.moments[g.index[model]], g.moments[g.index[c]]; !x.unknown && !y.unknown && x.last < y.first {
		out = append(out, g.later(g.index[model], g.index[c]))
	}
	return out
}

// later says that account c is dated later than account p; the words are those that each opens with.
func (g *graph) later(p, c int) edition.Evidence {
	hours := (g.moments[c].first - g.moments[p].last) / 60
	what := "published the later"
	if hours >= 1 {
		what = fmt.Sprintf("published %s later", describe(int(hours), "hour", "hours"))
	}
	return edition.Evidence{Rule: ruleLater, What: what, Readings: []edition.Witness{opening(g.accounts[p]), opening(g.accounts[c])}}
}

func (g *graph) witness(c, u int) edition.Witness {
	a, s := g.account(c), g.units[u].spans[c]
	return edition.Witness{Span: a.Span(s.Start, s.End), Account: a.ID}
}

// longest shows the longest of some units, in the copy and in the model; for a lost model in another of its children.
func (g *graph) longest(model, c int, common []int) []edition.Witness {
	u := slices.MaxFunc(common, func(a, b int) int { return g.units[a].words[c] - g.units[b].words[c] })
	other := model
	if model >= g.n {
		other = none
		for x := range g.n {
			if x != c && g.units[u].place[x] != none && (g.tree.first[x] == model || g.tree.second[x] == model) {
				other = x
				break
			}
		}
	}
	out := []edition.Witness{g.witness(c, u)}
	if other != none {
		out = append(out, g.witness(other, u))
	}
	return out
}

// inherited finds readings that the copy shares with its model against what most of the others have. From a lost model, it
// is what siblings share against the rest.
func (g *graph) inherited(p *copytext, model, c int, common []int) *edition.Evidence {
	type find struct {
		cost float32
		site int
	}
	var found []find
	for _, u := range common {
		for k := g.units[u].from; k < g.units[u].to; k++ {
			s, v := &g.sites[k], g.texts[c].value[k]
			if v == none || v != p.value[k] || s.spans[c].Empty() {
				continue
			}
			if w := g.usual(k, v); w != none && g.giver(model, c, k) != none {
				found = append(found, find{s.cost[w][v], k})
			}
		}
	}
	if len(found) == 0 {
		return nil
	}
	slices.SortStableFunc(found, func(a, b find) int { return int(100 * (b.cost - a.cost)) })
	var words []string
	e := &edition.Evidence{Rule: ruleInherited}
	for _, f := range found[:min(mostExamples, len(found))] {
		s := &g.sites[f.site]
		for _, x := range []int{c, g.giver(model, c, f.site)} {
			e.Readings = append(e.Readings, edition.Witness{Span: s.spans[x], Account: g.account(x).ID})
		}
		words = append(words, "“"+s.spans[c].Text+"”")
	}
	e.What = "shares " + strings.Join(words, ", ") + " against other accounts"
	return e
}

// giver is the account that shows that c had its reading at a site from a model: the model, or of a lost one another child with the same reading; or
// none.
func (g *graph) giver(model, c, k int) int {
	if model < g.n {
		return model
	}
	for x := range g.n {
		if x != c && g.sites[k].value[x] == g.sites[k].value[c] && (g.tree.first[x] == model || g.tree.second[x] == model) {
			return x
		}
	}
	return none
}

// usual is the reading that most accounts have at a site, if it is another than v.
func (g *graph) usual(k int, v int8) int8 {
	var count [128]int
	best := int8(none)
	for _, x := range g.sites[k].value {
		if x != none {
			if count[x]++; best == none || count[x] > count[best] {
				best = x
			}
		}
	}
	if best == v || best != none && count[best] == count[v] {
		return none
	}
	return best
}

// nothingBeyond reports whether the copy has no sentence that others have and its model lacks.
func (g *graph) nothingBeyond(p *copytext, c int) bool {
	for _, u := range g.texts[c].order {
		if p.place[u] == none && g.units[u].holders > 1 {
			return false
		}
	}
	return true
}

// sameCut says how many sentences of the story both lack that most accounts have.
func (g *graph) sameCut(p *copytext, c int) *edition.Evidence {
	n := 0
	for u := range g.units {
		if 2*g.units[u].holders > g.n && p.place[u] == none && g.texts[c].place[u] == none {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return &edition.Evidence{Rule: ruleSameCut, What: "both lack " + describe(n, "sentence", "sentences") + " that most accounts have"}
}
