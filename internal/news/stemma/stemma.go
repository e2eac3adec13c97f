// Package stemma says who had the text from whom: the sources that accounts name, how far two accounts reuse each other's words, the
// graph of accounts and lost sources, the text of a lost source as far as its copies carry it, and whose voice speaks in
// sentences that one account has alone.
//
// The method is the textual critic's (Maas, Textkritik, 1927), with costs in the place of judgement. The accounts are laid side by
// side: which sentences each has, in which order, and which reading at each place where they differ (sheet.go). What happens to a
// text when it is passed on is of few sorts (change.go), and each has a cost: minus the logarithm of how often outlets do it
// (limits.go). A stemma costs what its copies' changes cost; a lost source has the readings from which those of its children come
// at the least cost (lost.go). The cheapest stemma is searched for from several starts (search.go), one of them the
// maximum arborescence of Chu, Liu and Edmonds. It is only where the weighing begins: a walk through the stemmata that cost little more
// gives each model a chance (posterior.go); what is counted of model and copy weighs it once more, by what was learnt from known
// stemmata (appraise.go, trait.go, second.go); and the stemma shown is the one that is expected to have most right (decide.go). Decisions
// 0006, 0009 and 0010 say why. So an account is named as the model of another only when that explains more than a lost source would: that
// two share an error, a cut or a gloss which the others have not; never that they are alike.
//
// Credits and dates count, as evidence that may be wrong. Nothing here is a judgement: to share text is what agencies are for.
package stemma

import (
	"cmp"
	"slices"
	"strings"

	"variorum/edition"
	"variorum/internal/news/account"
)

// Result is what the accounts of a story show of where they have their text.
type Result struct {
	Sources []edition.Source
	Stemma  *edition.Stemma // nil for one account
	Origins *edition.Origins
	Wire    []edition.Wire
	Only    []edition.Only // as they came in, with the voice
}

// Infer finds who had the text from whom. passages and only are the collation of the accounts, and w weighs their words. The order
// of the accounts is the story's, and what is shown follows it; who had the text from whom does not depend on it.
func Infer(accounts []*account.Account, passages []edition.Passage, only []edition.Only, w account.Weights) Result {
	cited := citations(accounts)
	out := Result{Sources: sources(accounts, cited), Only: voices(accounts, only)}
	if len(accounts) < 2 {
		return out
	}
	g := grow(accounts, passages, only, cited, w)
	out.Stemma = g.stemma()
	out.Origins = origins(accounts, out.Stemma)
	out.Wire = g.wires()
	return out
}

// grow infers the tree of the accounts and gathers what it rests on. Accounts with equal words are one for this; see twins.
func grow(accounts []*account.Account, passages []edition.Passage, only []edition.Only, cited []citation, w account.Weights) *graph {
	g := &graph{accounts: accounts, cited: cited, moments: momentsOf(accounts)}
	g.lay(passages, only, w)
	found, _ := g.best()
	g.belief = g.believe(found)
	g.chance = g.appraise(g.likeliest(g.belief), g.belief)
	g.tree = g.decide(g.chance)
	g.lostText = g.lost(g.tree, none)
	return g
}

// lay lays the accounts side by side for the search, of those with equal words one.
func (g *graph) lay(passages []edition.Passage, only []edition.Only, w account.Weights) {
	accounts, cited := g.accounts, g.cited
	g.twin = twins(accounts, cited, byTime(accounts, g.moments))
	var kept []*account.Account
	g.row = make([]int, len(accounts))
	for _, i := range byID(accounts) {
		if g.row[i] = none; g.twin[i] == none {
			g.row[i] = len(kept)
			g.index = append(g.index, i)
			kept = append(kept, accounts[i])
		}
	}
	var mine []citation
	for _, c := range cited {
		if g.row[c.account] != none {
			c.account = g.row[c.account]
			mine = append(mine, c)
		}
	}
	in := func(id string) bool {
		return slices.ContainsFunc(kept, func(a *account.Account) bool { return a.ID == id })
	}
	if len(kept) < len(accounts) {
		passages, only = among(passages, in), slices.DeleteFunc(slices.Clone(only), func(o edition.Only) bool { return !in(o.Account) })
	}
	g.searcher = newSearcher(lay(kept, passages, only, mine, w), beside(kept, mine, hints(kept)))
}

// byTime is the accounts from the earliest to the latest, those without a date last, and by their ids where that does not tell.
func byTime(accounts []*account.Account, moments []moment) []int {
	order := byID(accounts)
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := moments[a], moments[b]
		switch {
		case x.unknown && y.unknown:
			return 0
		case x.unknown:
			return 1
		case y.unknown:
			return -1
		}
		return cmp.Or(cmp.Compare(x.first, y.first), cmp.Compare(x.last, y.last))
	})
	return order
}

// byID is the accounts by their ids: the search goes through them in this order, whatever the order that they came in.
func byID(accounts []*account.Account) []int {
	order := make([]int, len(accounts))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(accounts[a].ID, accounts[b].ID) })
	return order
}

// among keeps the readings of some accounts.
func among(passages []edition.Passage, in func(id string) bool) []edition.Passage {
	var out []edition.Passage
	for _, p := range passages {
		p.Readings = slices.DeleteFunc(slices.Clone(p.Readings), func(r edition.Reading) bool { return !in(r.Account) })
		if len(p.Readings) > 0 {
			out = append(out, p)
		}
	}
	return out
}

// twins finds accounts with equal words, credits aside: of each the one that stands for it, or none. It is the earliest.
func twins(accounts []*account.Account, cited []citation, order []int) []int {
	asides := asidesOf(len(accounts), cited)
	first := map[uint64]int{}
	out := make([]int, len(accounts))
	for _, i := range order {
		a := accounts[i]
		out[i] = none
		h := uint64(14695981039346656037)
		for _, p := range a.Paragraphs {
			for _, f := range a.Words(without(p, asides[i])...).Forms {
				h = (h ^ f) * 1099511628211
				h ^= h >> 31
			}
		}
		if at, seen := first[h]; seen {
			out[i] = at
		} else {
			first[h] = i
		}
	}
	return out
}
