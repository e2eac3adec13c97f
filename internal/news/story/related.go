package story

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"variorum/internal/news/account"
)

// The rules by which two events are linked, as they stand in why.
const (
	ruleLikeWords = "like words" // the texts are alike; the rarest words that both have follow
	ruleDaysApart = "days apart" // and the accounts were published so many days apart, at least
)

// link is what a link of two clusters is made of: evenly chosen accounts of both, as indices of the argument, and the days.
type link struct {
	a, b []int
	gap  int
}

// events are the clusters with their links, in the order of their first accounts, and what the links are made of.
func events(nodes []node, found []evidence, groups [][]int) ([]Event, [][]link) {
	members := make([][]int, len(groups))
	for i, g := range groups {
		for _, n := range g {
			members[i] = append(members[i], nodes[n].accounts...)
		}
		slices.Sort(members[i])
	}
	order := make([]int, len(groups))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return members[i][0] - members[j][0] })
	place := make([]int, len(groups))
	for p, i := range order {
		place[i] = p
	}
	out, links := make([]Event, len(groups)), make([][]link, len(groups))
	for i, ties := range kinOf(nodes, found, groups) {
		p := place[i]
		out[p].Members = members[i]
		slices.SortFunc(ties, func(a, b kin) int { return place[a.to] - place[b.to] })
		for _, t := range ties {
			out[p].Related = append(out[p].Related, Related{Event: place[t.to]})
			links[p] = append(links[p], linkOf(nodes, groups[i], groups[t.to]))
		}
	}
	return out, links
}

// linkOf chooses what shows why two clusters are linked, the earlier cluster first, so that both ends say the same.
func linkOf(nodes []node, a, b []int) link {
	if b[0] < a[0] {
		a, b = b, a
	}
	return link{a: shown(nodes, a), b: shown(nodes, b), gap: gap(nodes, a, b)}
}

// shown are accounts that stand for a cluster.
func shown(nodes []node, group []int) []int {
	var out []int
	for _, n := range some(group, sampleNodes) {
		out = append(out, nodes[n].accounts[0])
	}
	return out
}

// kin is a cluster that is related to another, and the mean log-odds by their texts.
type kin struct {
	to   int
	told float64
}

// kinOf are the related clusters of each cluster, the MostRelated most alike ones: those that have a pair of related
// accounts and are related on the whole.
func kinOf(nodes []node, found []evidence, groups [][]int) [][]kin {
	at := make([]int, len(nodes)) // cluster of a node
	for i, g := range groups {
		for _, n := range g {
			at[n] = i
		}
	}
	var pairs [][2]int
	for _, e := range found {
		if a, b := at[e.a], at[e.b]; a != b && e.told >= relatedOdds {
			pairs = append(pairs, [2]int{min(a, b), max(a, b)})
		}
	}
	slices.SortFunc(pairs, func(x, y [2]int) int { return cmp.Or(x[0]-y[0], x[1]-y[1]) })
	pairs = slices.Compact(pairs)
	odds := make([]float64, len(pairs))
	parallel(len(pairs), func(i int) { odds[i] = mean(nodes, groups[pairs[i][0]], groups[pairs[i][1]]) })
	out := make([][]kin, len(groups))
	for i, p := range pairs {
		if odds[i] >= relatedOdds {
			out[p[0]] = append(out[p[0]], kin{p[1], odds[i]})
			out[p[1]] = append(out[p[1]], kin{p[0], odds[i]})
		}
	}
	for i, ties := range out {
		slices.SortFunc(ties, func(x, y kin) int {
			return cmp.Or(cmp.Compare(y.told, x.told), groups[x.to][0]-groups[y.to][0])
		})
		out[i] = ties[:min(len(ties), MostRelated)]
	}
	return out
}

// gap is the least number of days between accounts of two clusters; open when no two have dates.
func gap(nodes []node, a, b []int) int {
	least := open
	for _, i := range a {
		for _, j := range b {
			if x, y := nodes[i].when, nodes[j].when; x.dated() && y.dated() {
				least = min(least, x.apart(y))
			}
			if least == 0 {
				return 0
			}
		}
	}
	return least
}

// Relate measures two events that Group has kept apart and of which an account of one is related to one of the other: the
// mean log-odds by their texts, and the words that show it; why is empty if they are not to be linked. A reader is shown
// the MostRelated links of an event with the highest odds.
func Relate(a, b []*account.Account) (odds float64, why string) {
	all := slices.Concat(a, b)
	sketches := make([]*Sketch, len(all))
	parallel(len(all), func(i int) { sketches[i] = SketchOf(all[i]) })
	nodes := gather(sketches)
	x, y := halves(nodes, len(a))
	if len(x) == 0 || len(y) == 0 {
		return 0, ""
	}
	if odds = mean(nodes, x, y); odds < relatedOdds {
		return odds, ""
	}
	return odds, linkOf(nodes, x, y).why(all)
}

// halves are the nodes of the first n accounts and those of the others.
func halves(nodes []node, n int) (x, y []int) {
	for i := range nodes {
		if nodes[i].accounts[0] < n {
			x = append(x, i)
		} else {
			y = append(y, i)
		}
	}
	return x, y
}

// explain says of each link why it is there. The words are looked up in the accounts, if they are given.
func explain(accounts []*account.Account, events []Event, links [][]link) {
	parallel(len(events), func(i int) {
		for k, x := range links[i] {
			events[i].Related[k].Why = x.why(accounts)
		}
	})
}

// why names the rules that link two clusters and the words that show it.
func (x link) why(accounts []*account.Account) string {
	why := ruleLikeWords
	if len(accounts) > 0 {
		if words := common(accounts, x.a, x.b); len(words) > 0 {
			why += ": " + strings.Join(words, ", ")
		}
	}
	if x.gap > 0 && x.gap < open {
		why += fmt.Sprintf("; %s: %d", ruleDaysApart, x.gap)
	}
	return why
}

// common are the weightiest words of title and opening that two clusters share, as one account has them.
func common(accounts []*account.Account, a, b []int) []string {
	type shared struct {
		key    uint32
		weight float64
		as     string
	}
	of := map[uint32]*shared{}
	theirs := make([]map[uint32]float64, len(b))
	for k, j := range b {
		theirs[k] = map[uint32]float64{}
		eachOpening(accounts[j], func(t *term, weight float64) { theirs[k][t.key()] = weight })
	}
	for _, i := range a {
		eachOpening(accounts[i], func(t *term, weight float64) {
			sum := 0.0
			for _, their := range theirs {
				sum += weight * their[t.key()]
			}
			if sum == 0 {
				return
			}
			if of[t.key()] == nil {
				of[t.key()] = &shared{key: t.key(), as: t.in(accounts[i])}
			}
			of[t.key()].weight += sum
		})
	}
	all := slices.SortedFunc(maps.Values(of), func(x, y *shared) int {
		return cmp.Or(cmp.Compare(y.weight, x.weight), cmp.Compare(x.key, y.key))
	})
	var words []string
	for _, s := range all[:min(len(all), shownWords)] {
		words = append(words, s.as)
	}
	return words
}

// eachOpening calls visit for each word of title and opening.
func eachOpening(a *account.Account, visit func(t *term, weight float64)) {
	p := profiles.Get().(*profile)
	defer profiles.Put(p)
	p.read(a)
	general := a.Pack.Frequency()
	for i := range p.terms {
		if t := &p.terms[i]; t.kind != figure && t.field != 0 {
			visit(t, float64(pack(t, rarityOf(t, general)).weight()))
		}
	}
}

// in are the words of a term as they stand first.
func (t *term) in(a *account.Account) string {
	if t.field&inTitle != 0 {
		return t.words.Of(a.Title)
	}
	return t.words.Of(a.Text)
}
