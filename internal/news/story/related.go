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

// events are the clusters that are left, with their links, in the order of their first members.
func (l *linker) events(nodes []*node, accounts []*account.Account) []Event {
	var events []Event
	var ids []int
	at := map[int]int{} // event of a cluster
	for id, c := range l.clusters {
		if c.dead {
			continue
		}
		var e Event
		for _, n := range c.nodes {
			e.Members = append(e.Members, nodes[n].accounts...)
		}
		slices.Sort(e.Members)
		events, ids = append(events, e), append(ids, id)
	}
	order := make([]int, len(events))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return events[i].Members[0] - events[j].Members[0] })
	out := make([]Event, len(events))
	for place, i := range order {
		at[ids[i]], out[place] = place, events[i]
	}
	for id, place := range at {
		out[place].Related = l.related(id, at, nodes)
	}
	return out
}

// related are the events most alike to a cluster that were kept apart from it.
func (l *linker) related(id int, at map[int]int, nodes []*node) []Related {
	type tie struct {
		other int
		bond
	}
	var ties []tie
	for other, b := range l.clusters[id].bonds {
		if b.told >= relatedOdds {
			ties = append(ties, tie{other, b})
		}
	}
	slices.SortFunc(ties, func(a, b tie) int { return cmp.Or(cmp.Compare(b.told, a.told), a.other-b.other) })
	var out []Related
	for _, t := range ties[:min(len(ties), mostRelated)] {
		out = append(out, Related{at[t.other], l.why(id, t.other, t.bond, nodes)})
	}
	slices.SortFunc(out, func(a, b Related) int { return a.Event - b.Event })
	return out
}

// why names the rules that link two clusters and the words that show it.
func (l *linker) why(a, b int, x bond, nodes []*node) string {
	why := ruleLikeWords
	if words := l.common(min(a, b), max(a, b), nodes); len(words) > 0 {
		why += ": " + strings.Join(words, ", ")
	}
	if x.gap > 0 && x.gap < open {
		why += fmt.Sprintf("; %s: %d", ruleDaysApart, x.gap)
	}
	return why
}

// common are the weightiest words of title and opening that two clusters share, as one account has them.
func (l *linker) common(a, b int, nodes []*node) []string {
	type shared struct {
		key    uint64
		weight float64
		as     string
	}
	sum := map[uint64]*shared{}
	for _, i := range some(l.clusters[a].nodes) {
		for _, j := range some(l.clusters[b].nodes) {
			walk(&l.vectors[i], &l.vectors[j], func(x, y *weighed) {
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
