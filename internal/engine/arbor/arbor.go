// Package arbor finds the best arborescence of a weighted directed graph: of all ways to give each node but the root one
// parent, so that everything hangs from the root, the one with the greatest sum of weights (Chu and Liu 1965; Edmonds 1967). It
// contracts cycles one by one, in time O(n³) on a full graph, which for stories of a few hundred accounts is nothing.
package arbor

import "math"

// Never is the weight of an edge that does not exist.
var Never = math.Inf(-1)

// Maximum returns the parent of each node in the maximum arborescence from root, where weight[p][c] is the weight of the edge from p
// to c; the root's parent is -1. It returns nil when some node cannot be reached. Of edges with equal weight, the one from the
// parent with the lower number is taken.
func Maximum(weight [][]float64, root int) []int {
	n := len(weight)
	g := graph{weight: make([][]float64, n), live: make([]bool, n), parent: make([]int, n)}
	for p := range weight {
		g.weight[p] = append([]float64(nil), weight[p]...)
		g.live[p] = true
	}
	if !g.solve(root) {
		return nil
	}
	return g.parent
}

// graph is what is left of a graph while cycles are contracted: a cycle lives on in one of its nodes.
type graph struct {
	weight [][]float64
	live   []bool
	parent []int
}

// solve fills parent for the live nodes.
func (g *graph) solve(root int) bool {
	for c := range g.weight {
		g.parent[c] = -1
		if !g.live[c] || c == root {
			continue
		}
		for p := range g.weight {
			if p != c && g.live[p] && g.weight[p][c] > Never && (g.parent[c] < 0 || g.weight[p][c] > g.weight[g.parent[c]][c]) {
				g.parent[c] = p
			}
		}
		if g.parent[c] < 0 {
			return false
		}
	}
	cycle := g.cycle(root)
	if cycle == nil {
		return true
	}
	return g.contract(cycle, root)
}

// cycle returns the nodes of a cycle of best parents, or nil.
func (g *graph) cycle(root int) []int {
	state := make([]int, len(g.weight)) // the walk that came by; 0 for none
	for start := range g.weight {
		if !g.live[start] {
			continue
		}
		at := start
		for at != root && at >= 0 && state[at] == 0 {
			state[at] = start + 1
			at = g.parent[at]
		}
		if at == root || at < 0 || state[at] != start+1 {
			continue
		}
		cycle := []int{at}
		for next := g.parent[at]; next != at; next = g.parent[next] {
			cycle = append(cycle, next)
		}
		return cycle
	}
	return nil
}

// contract makes one node of a cycle, solves what is left, and breaks the cycle where the solution enters it.
func (g *graph) contract(cycle []int, root int) bool {
	n, keep := len(g.weight), cycle[0]
	in := make([]bool, n)
	inner := map[int]int{} // parents on the cycle
	for _, c := range cycle {
		in[c] = true
		inner[c] = g.parent[c]
	}
	enter, leave := make([]int, n), make([]int, n) // where an edge from, and to, each node meets the cycle
	into, from := make([]float64, n), make([]float64, n)
	for v := range n {
		enter[v], leave[v], into[v], from[v] = -1, -1, Never, Never
		if !g.live[v] || in[v] {
			continue
		}
		for _, c := range cycle {
			if w := g.weight[v][c] - g.weight[inner[c]][c]; g.weight[v][c] > Never && (enter[v] < 0 || w > into[v]) {
				enter[v], into[v] = c, w
			}
			if w := g.weight[c][v]; w > Never && (leave[v] < 0 || w > from[v]) {
				leave[v], from[v] = c, w
			}
		}
	}
	for _, c := range cycle[1:] {
		g.live[c] = false
	}
	for v := range n {
		g.weight[v][keep], g.weight[keep][v] = into[v], from[v]
	}
	if !g.solve(root) {
		return false
	}
	for v := range n {
		if !in[v] && g.live[v] && g.parent[v] == keep {
			g.parent[v] = leave[v]
		}
	}
	outside := g.parent[keep]
	for _, c := range cycle {
		g.live[c] = true
		g.parent[c] = inner[c]
	}
	g.parent[enter[outside]] = outside
	return true
}
