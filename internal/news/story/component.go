package story

import (
	"iter"
	"slices"
)

// evidence is an edge and what was found between its accounts.
type evidence struct {
	edge
	bond
}

// weighAll compares the accounts of each edge. Edges of one account stand together and are compared together.
func weighAll(nodes []node, edges []edge) []evidence {
	out := make([]evidence, len(edges))
	var starts []int
	for i := range edges {
		if i == 0 || edges[i].a != edges[i-1].a {
			starts = append(starts, i)
		}
	}
	parallel(len(starts), func(s int) {
		t := tables.Get().(*lookup)
		defer tables.Put(t)
		first := starts[s]
		a := edges[first].a
		t.take(nodes[a].Sketch)
		for i := first; i < len(edges) && edges[i].a == a; i++ {
			out[i] = evidence{edges[i], t.between(&nodes[a], &nodes[edges[i].b])}
		}
	})
	return out
}

// clusters are the accounts of each event, ascending. Pairs that join connect accounts to groups; events grow inside of a
// group, whatever stands beside it. So a new account can change no event but those of its own group.
func clusters(nodes []node, found []evidence, crowded []bool) [][]int {
	root := components(len(nodes), found)
	members, inside := make([][]int, len(nodes)), make([][]evidence, len(nodes))
	for i, r := range root {
		members[r] = append(members[r], i)
	}
	for _, e := range found {
		if r := root[e.a]; r == root[e.b] {
			inside[r] = append(inside[r], e)
		}
	}
	parts := make([][][]int, len(nodes))
	parallel(len(nodes), func(i int) {
		if len(members[i]) > 0 {
			parts[i] = averageLink(nodes, members[i], inside[i], slices.ContainsFunc(members[i], func(n int) bool { return crowded[n] }))
		}
	})
	return slices.Concat(parts...)
}

// averageLink gives the events of one connected group, given what was found between its accounts.
func averageLink(nodes []node, members []int, found []evidence, crowded bool) [][]int {
	if len(members) == 1 {
		return [][]int{members}
	}
	ties := make([][]tie, len(members))
	for _, e := range found {
		a, _ := slices.BinarySearch(members, e.a)
		b, _ := slices.BinarySearch(members, e.b)
		o := oddsOf(e.told + e.dates)
		ties[a], ties[b] = append(ties[a], tie{b, o}), append(ties[b], tie{a, o})
	}
	l := &linker{crowded: crowded, ties: func(i int) iter.Seq[tie] { return slices.Values(ties[i]) }}
	l.sketch = func(i int) *Sketch { return l.nodes[i].Sketch }
	for _, m := range members {
		l.meet(&nodes[m])
	}
	var out [][]int
	for i := range members {
		own := l.clusters[l.event(i)].nodes
		slices.Sort(own)
		if own[0] != i {
			continue
		}
		event := make([]int, len(own))
		for k, n := range own {
			event[k] = members[n]
		}
		out = append(out, event)
	}
	return out
}

// components gives for each account the first one of its group.
func components(n int, found []evidence) []int {
	parent := make(forest, n)
	for i := range parent {
		parent[i] = i
	}
	for _, e := range found {
		if e.joins() {
			a, b := parent.root(e.a), parent.root(e.b)
			parent[max(a, b)] = min(a, b)
		}
	}
	for i := range parent {
		parent[i] = parent.root(i)
	}
	return parent
}

// forest is sets as trees: the parent of each element, a root its own.
type forest []int

// root finds the root of an element, and halves its way there.
func (f forest) root(i int) int {
	for f[i] != i {
		f[i] = f[f[i]]
		i = f[i]
	}
	return i
}
