package grammar

// Tree decoding: of all trees over the words of a sentence with exactly one word under the root, the one with the
// highest sum of arc scores (Chu and Liu 1965; Edmonds 1967; in the dense form of Tarjan 1977 and Camerini et al. 1979).
// Most sentences need nothing of it: the best head of each word already makes a tree.

// impossible is lower than any score a network gives.
const impossible = float32(-1e30)

// Decoder finds trees and keeps its memory between sentences. The zero value is ready.
type Decoder struct {
	seen []int32
}

// Decode fills head with the best tree's heads: the index of a word, or n for the root. scores is a table of n rows
// (dependents) of at least n+1 columns (heads, the root last), stride apart. The diagonal is ignored.
func (d *Decoder) Decode(head []int, scores []float32, n, stride int) {
	roots := 0
	for i := 0; i < n; i++ {
		row := scores[i*stride : i*stride+n+1]
		best, at := impossible, n
		for j, s := range row {
			if s > best && j != i {
				best, at = s, j
			}
		}
		head[i] = at
		if at == n {
			roots++
		}
	}
	if roots == 1 && d.acyclic(head[:n]) {
		return
	}
	d.edmonds(head, scores, n, stride)
}

// acyclic reports whether every word reaches the root.
func (d *Decoder) acyclic(head []int) bool {
	n := len(head)
	d.seen = grow(d.seen, n)
	for i := range d.seen {
		d.seen[i] = 0
	}
	for i := range head {
		at, mark := i, int32(i+1)
		for at != n && d.seen[at] == 0 {
			d.seen[at] = mark
			at = head[at]
		}
		if at != n && d.seen[at] == mark {
			return false
		}
	}
	return true
}

// edmonds solves with node 0 as the root. Arcs from the root lose more than all other scores together can win, so the
// best tree has as few of them as can be: one.
func (d *Decoder) edmonds(head []int, scores []float32, n, stride int) {
	low, high := scores[n], scores[n]
	for i := 0; i < n; i++ {
		for j := 0; j <= n; j++ {
			if i != j {
				low, high = min(low, scores[i*stride+j]), max(high, scores[i*stride+j])
			}
		}
	}
	fine := (float64(high) - float64(low) + 1) * float64(n+1)
	g := newContracted(n + 1)
	for i := 0; i < n; i++ {
		for j := 0; j < n; j++ {
			g.set(j+1, i+1, float64(scores[i*stride+j])-float64(low))
		}
		g.set(0, i+1, float64(scores[i*stride+n])-float64(low)-fine)
	}
	for i, p := range g.solve()[1:] {
		head[i] = int(p) - 1
		if p == 0 {
			head[i] = n
		}
	}
}

// contracted is a graph whose cycles are melted one by one into their first node.
type contracted struct {
	m        int
	score    []float64 // from*m+to
	from, to []int32   // the arc of the original graph that stands behind each arc
	alive    []bool
	inside   [][]int32 // the original nodes melted into a node
	best     []int32   // the best arc's source for each live node
}

// melted remembers a cycle: its nodes, the arcs between them and what was inside each.
type melted struct {
	nodes, from, to []int32
	inside          [][]int32
}

func newContracted(m int) *contracted {
	g := &contracted{
		m: m, score: make([]float64, m*m), from: make([]int32, m*m), to: make([]int32, m*m),
		alive: make([]bool, m), inside: make([][]int32, m), best: make([]int32, m),
	}
	for v := range m {
		g.alive[v], g.inside[v] = true, []int32{int32(v)}
		for u := range m {
			g.from[u*m+v], g.to[u*m+v] = int32(u), int32(v)
		}
	}
	return g
}

func (g *contracted) set(from, to int, s float64) { g.score[from*g.m+to] = s }

// solve returns the parent of each node in the best tree under node 0.
func (g *contracted) solve() []int32 {
	var cycles []melted
	for {
		g.choose()
		cycle := g.cycle()
		if cycle == nil {
			break
		}
		cycles = append(cycles, g.melt(cycle))
	}
	parent := make([]int32, g.m)
	for v := range parent {
		parent[v] = -1
	}
	for v := 1; v < g.m; v++ {
		if g.alive[v] {
			arc := int(g.best[v])*g.m + v
			parent[g.to[arc]] = g.from[arc]
		}
	}
	for i := len(cycles) - 1; i >= 0; i-- {
		cycles[i].open(parent)
	}
	return parent
}

// choose finds the best arc into each live node.
func (g *contracted) choose() {
	for v := 1; v < g.m; v++ {
		if !g.alive[v] {
			continue
		}
		at := -1
		for u := range g.m {
			if u != v && g.alive[u] && (at < 0 || g.score[u*g.m+v] > g.score[at*g.m+v]) {
				at = u
			}
		}
		g.best[v] = int32(at)
	}
}

// cycle returns the nodes of one cycle of best arcs, or nil.
func (g *contracted) cycle() []int32 {
	mark := make([]int32, g.m)
	for v := 1; v < g.m; v++ {
		if !g.alive[v] {
			continue
		}
		at := int32(v)
		for at != 0 && mark[at] == 0 {
			mark[at] = int32(v)
			at = g.best[at]
		}
		if at == 0 || mark[at] != int32(v) {
			continue
		}
		nodes := []int32{at}
		for u := g.best[at]; u != at; u = g.best[u] {
			nodes = append(nodes, u)
		}
		return nodes
	}
	return nil
}

// melt makes one node of a cycle. An arc into it costs what the arc that it breaks was worth.
func (g *contracted) melt(nodes []int32) melted {
	m, keep := g.m, int(nodes[0])
	out := melted{nodes: nodes}
	in := make([]bool, m)
	for _, v := range nodes {
		arc := int(g.best[v])*m + int(v)
		out.from, out.to = append(out.from, g.from[arc]), append(out.to, g.to[arc])
		out.inside = append(out.inside, g.inside[v])
		in[v] = true
	}
	for u := range m {
		if !g.alive[u] || in[u] {
			continue
		}
		enter, leave := int(nodes[0]), int(nodes[0])
		gain := func(v int) float64 { return g.score[u*m+v] - g.score[int(g.best[v])*m+v] }
		for _, v := range nodes[1:] {
			if gain(int(v)) > gain(enter) {
				enter = int(v)
			}
			if g.score[int(v)*m+u] > g.score[leave*m+u] {
				leave = int(v)
			}
		}
		into, from, to := gain(enter), g.from[u*m+enter], g.to[u*m+enter]
		outOf, from2, to2 := g.score[leave*m+u], g.from[leave*m+u], g.to[leave*m+u]
		g.from[u*m+keep], g.to[u*m+keep] = from, to
		g.score[keep*m+u], g.from[keep*m+u], g.to[keep*m+u] = outOf, from2, to2
		g.set(u, keep, into)
	}
	for _, v := range nodes[1:] {
		g.alive[v] = false
		g.inside[keep] = append(g.inside[keep][:len(g.inside[keep]):len(g.inside[keep])], g.inside[v]...)
	}
	return out
}

// open gives the nodes of a cycle their parents: the arcs of the cycle, but for the node that was entered from outside.
func (c *melted) open(parent []int32) {
	entered := 0
	for k, inside := range c.inside {
		for _, v := range inside {
			if p := parent[v]; p >= 0 {
				entered = k
			}
		}
	}
	for k := range c.nodes {
		if k != entered {
			parent[c.to[k]] = c.from[k]
		}
	}
}

func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}
