package story

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"variorum/internal/news/account"
)

// The rules by which two events are linked, as they stand in why.
const (
	ruleLikeWords = "like words" // the texts are alike; the rarest words that both have follow
	ruleDaysApart = "days apart" // and the accounts were published so many days apart, at least
)

// tie is two events with a pair of related accounts.
type tie struct {
	a, b int // events
	told float64
	why  string
}

// events are the clusters with their links, in the order of their first accounts.
func events(nodes []*node, vectors []vector, found []evidence, groups [][]int) []Event {
	out := make([]Event, len(groups))
	at := make([]int, len(nodes)) // cluster of a node
	for i, g := range groups {
		for _, n := range g {
			at[n] = i
			out[i].Members = append(out[i].Members, nodes[n].accounts...)
		}
		slices.Sort(out[i].Members)
	}
	order := make([]int, len(groups))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return out[i].Members[0] - out[j].Members[0] })
	place := make([]int, len(groups))
	for p, i := range order {
		place[i] = p
	}
	for i, links := range relatedTo(nodes, vectors, groups, ties(vectors, found, groups, at)) {
		for _, t := range links {
			out[i].Related = append(out[i].Related, Related{place[t.b], t.why})
		}
		slices.SortFunc(out[i].Related, func(a, b Related) int { return a.Event - b.Event })
	}
	sorted := make([]Event, len(groups))
	for p, i := range order {
		sorted[p] = out[i]
	}
	return sorted
}

// ties are the pairs of clusters that are related, each once.
func ties(vectors []vector, found []evidence, groups [][]int, at []int) []tie {
	var pairs [][2]int
	for _, e := range found {
		if a, b := at[e.a], at[e.b]; a != b && e.told >= relatedOdds {
			pairs = append(pairs, [2]int{min(a, b), max(a, b)})
		}
	}
	slices.SortFunc(pairs, func(x, y [2]int) int { return cmp.Or(x[0]-y[0], x[1]-y[1]) })
	pairs = slices.Compact(pairs)
	odds := make([]float64, len(pairs))
	parallel(len(pairs), func(i int) { odds[i] = mean(vectors, groups[pairs[i][0]], groups[pairs[i][1]]).told })
	var out []tie
	for i, p := range pairs {
		if odds[i] >= relatedOdds {
			out = append(out, tie{p[0], p[1], odds[i], ""})
		}
	}
	return out
}

// relatedTo are the links of each cluster, the MostRelated most alike ones.
func relatedTo(nodes []*node, vectors []vector, groups [][]int, all []tie) [][]tie {
	out := make([][]tie, len(groups))
	for _, t := range all {
		out[t.a] = append(out[t.a], t)
		out[t.b] = append(out[t.b], tie{t.b, t.a, t.told, ""})
	}
	parallel(len(out), func(i int) {
		slices.SortFunc(out[i], func(x, y tie) int {
			return cmp.Or(cmp.Compare(y.told, x.told), groups[x.b][0]-groups[y.b][0])
		})
		out[i] = out[i][:min(len(out[i]), MostRelated)]
		for k, t := range out[i] {
			out[i][k].why = reason(nodes, vectors, groups[min(t.a, t.b)], groups[max(t.a, t.b)])
		}
	})
	return out
}

// Relate measures two events that Group has kept apart and of which an account of one is related to one of the other: the
// mean log-odds by their texts, and the words that show it; why is empty if they are not to be linked. A reader is shown
// the MostRelated links of an event with the highest odds.
func Relate(a, b []*account.Account) (odds float64, why string) {
	nodes := gather(slices.Concat(a, b))
	vectors := read(nodes)
	var groups [2][]int
	for i, n := range nodes {
		if n.accounts[0] < len(a) {
			groups[0] = append(groups[0], i)
		} else {
			groups[1] = append(groups[1], i)
		}
	}
	if len(groups[0]) == 0 || len(groups[1]) == 0 {
		return 0, ""
	}
	if groups[0][0] > groups[1][0] {
		groups[0], groups[1] = groups[1], groups[0]
	}
	odds = mean(vectors, groups[0], groups[1]).told
	if odds < relatedOdds {
		return odds, ""
	}
	return odds, reason(nodes, vectors, groups[0], groups[1])
}

// reason names the rules that link two clusters and the words that show it.
func reason(nodes []*node, vectors []vector, a, b []int) string {
	why := ruleLikeWords
	if words := common(nodes, vectors, a, b); len(words) > 0 {
		why += ": " + strings.Join(words, ", ")
	}
	if gap := gap(vectors, a, b); gap > 0 && gap < open {
		why += fmt.Sprintf("; %s: %d", ruleDaysApart, gap)
	}
	return why
}

// gap is the least number of days between accounts of two clusters; open when no two have dates.
func gap(vectors []vector, a, b []int) int {
	least := open
	for _, i := range a {
		for _, j := range b {
			if x, y := vectors[i].when, vectors[j].when; x.dated() && y.dated() {
				least = min(least, x.apart(y))
			}
			if least == 0 {
				return 0
			}
		}
	}
	return least
}

// common are the weightiest words of title and opening that two clusters share, as one account has them.
func common(nodes []*node, vectors []vector, a, b []int) []string {
	type shared struct {
		key    uint64
		weight float64
		as     string
	}
	sum := map[uint64]*shared{}
	for _, i := range some(a) {
		for _, j := range some(b) {
			walk(&vectors[i], &vectors[j], func(x, y *weighed) {
				if x.figure || x.field == 0 || y.field == 0 {
					return
				}
				if sum[x.key] == nil {
					sum[x.key] = &shared{key: x.key, as: nodes[i].words(x)}
				}
				sum[x.key].weight += float64(x.weight) * float64(y.weight)
			})
		}
	}
	all := make([]*shared, 0, len(sum))
	for _, s := range sum {
		all = append(all, s)
	}
	slices.SortFunc(all, func(x, y *shared) int { return cmp.Or(cmp.Compare(y.weight, x.weight), cmp.Compare(x.key, y.key)) })
	var words []string
	for _, s := range all[:min(len(all), shownWords)] {
		words = append(words, s.as)
	}
	return words
}

// words are the words of a term as they stand first.
func (n *node) words(t *weighed) string {
	if t.field&inTitle != 0 {
		return t.words.Of(n.first.Title)
	}
	return t.words.Of(n.first.Text)
}
