package story

import "slices"

// evidence is an edge and what was found between its accounts.
type evidence struct {
	edge
	bond
}

// weighAll compares the accounts of each edge.
func weighAll(vectors []vector, edges []edge) []evidence {
	out := make([]evidence, len(edges))
	parallel(len(edges), func(i int) {
		e := edges[i]
		out[i] = evidence{e, between(&vectors[e.a], &vectors[e.b])}
	})
	return out
}

// clusters are the accounts of each event, ascending. Pairs that join connect accounts to groups; events grow inside of a
// group, whatever stands beside it. So a new account can change no event but those of its own group.
func clusters(vectors []vector, found []evidence) [][]int {
	root := components(len(vectors), found)
	members := make([][]int, len(vectors))
	bonds := make([][]evidence, len(vectors))
	for i, r := range root {
		members[r] = append(members[r], i)
	}
	for _, e := range found {
		if root[e.a] == root[e.b] {
			bonds[root[e.a]] = append(bonds[root[e.a]], e)
		}
	}
	parts := make([][][]int, len(vectors))
	parallel(len(vectors), func(i int) {
		if len(members[i]) > 0 {
			parts[i] = averageLink(vectors, members[i], bonds[i])
		}
	})
	return slices.Concat(parts...)
}

// components gives for each account the first one of its group.
func components(n int, found []evidence) []int {
	parent := make([]int, n)
	for i := range parent {
		parent[i] = i
	}
	find := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	for _, e := range found {
		if e.joins() {
			a, b := find(e.a), find(e.b)
			parent[max(a, b)] = min(a, b)
		}
	}
	for i := range parent {
		parent[i] = find(i)
	}
	return parent
}

// averageLink groups the accounts of one connected group, given what was found between them. In a small group all pairs are
// compared.
func averageLink(vectors []vector, members []int, found []evidence) [][]int {
	if len(members) == 1 {
		return [][]int{members}
	}
	own := make([]vector, len(members))
	for i, m := range members {
		own[i] = vectors[m]
	}
	l := newLinker(own)
	for _, e := range found {
		a, _ := slices.BinarySearch(members, e.a)
		b, _ := slices.BinarySearch(members, e.b)
		l.tie(a, b, e.bond)
	}
	if len(members) <= fullGroup {
		l.complete()
	}
	l.join()
	var out [][]int
	for _, c := range l.clusters {
		if !c.dead {
			for i, n := range c.nodes {
				c.nodes[i] = members[n]
			}
			out = append(out, c.nodes)
		}
	}
	return out
}

// complete ties the pairs of accounts that are not tied.
func (l *linker) complete() {
	for a := range l.vectors {
		for b := range a {
			if _, tied := l.clusters[a].bonds[b]; !tied {
				l.tie(b, a, between(&l.vectors[b], &l.vectors[a]))
			}
		}
	}
}
