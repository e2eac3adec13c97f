package collation

import (
	"slices"
	"sort"
)

// cluster is the sentences of one passage, sorted: indices into all sentences.
type cluster []int

// gather makes passages of linked sentences. Links are taken from the strongest; two clusters are joined when the sentences
// of each account then stand next to each other (or the link is so near that a second reading is right) and enough
// of their pairs are linked. What shares text and is still alone joins the cluster of its strongest link.
func gather(ss []sentence, edges []edge) []cluster {
	g := gatherer{ss: ss, of: make([]int, len(ss)), members: make([][]int, len(ss)), linked: make([][]int, len(ss))}
	for i := range ss {
		g.of[i], g.members[i] = i, []int{i}
	}
	for _, e := range edges {
		g.linked[e.a] = append(g.linked[e.a], e.b)
		g.linked[e.b] = append(g.linked[e.b], e.a)
	}
	for _, e := range edges {
		x, y := g.of[e.a], g.of[e.b]
		if x != y && g.joinable(x, y, e.near) && g.cohesive(x, y) {
			g.join(x, y)
		}
	}
	for _, e := range edges { // strongest first: what shares text and is left over follows its best link
		x, y := g.of[e.a], g.of[e.b]
		if e.text && x != y && (len(g.members[x]) == 1 || len(g.members[y]) == 1) {
			g.join(x, y)
		}
	}
	var out []cluster
	for _, m := range g.members {
		if len(m) > 1 {
			sort.Ints(m)
			out = append(out, m)
		}
	}
	return out
}

type gatherer struct {
	ss      []sentence
	of      []int   // the cluster of each sentence
	members [][]int // the sentences of each cluster
	linked  [][]int // the sentences that each sentence is linked with
}

func (g *gatherer) join(x, y int) {
	if len(g.members[x]) < len(g.members[y]) || len(g.members[x]) == len(g.members[y]) && y < x {
		x, y = y, x
	}
	for _, s := range g.members[y] {
		g.of[s] = x
	}
	g.members[x] = append(g.members[x], g.members[y]...)
	g.members[y] = nil
}

// joinable reports whether each account's sentences in the two clusters would stand next to each other. What nearly all
// stands in the other may stand apart: an account that has a statement twice gets two readings.
func (g *gatherer) joinable(x, y int, near bool) bool { return near || g.adjacent(x, y) }

// shareAccount returns the accounts that have sentences in both clusters.
func (g *gatherer) shareAccount(x, y int) []int {
	in := map[int]bool{}
	for _, s := range g.members[x] {
		in[g.ss[s].account] = true
	}
	var out []int
	for _, s := range g.members[y] {
		if in[g.ss[s].account] {
			out = append(out, g.ss[s].account)
		}
	}
	return out
}

func (g *gatherer) adjacent(x, y int) bool {
	both := g.shareAccount(x, y)
	if len(both) == 0 {
		return true
	}
	orders := map[int][]int{}
	for _, c := range [][]int{g.members[x], g.members[y]} {
		for _, s := range c {
			if slices.Contains(both, g.ss[s].account) {
				orders[g.ss[s].account] = append(orders[g.ss[s].account], g.ss[s].order)
			}
		}
	}
	for _, o := range orders {
		sort.Ints(o)
		if o[len(o)-1]-o[0] != len(o)-1 || len(o) > maxReading {
			return false
		}
	}
	return true
}

// maxReading is the number of sentences that one reading may join: what one outlet tells in one sentence, another seldom
// tells in more than three.
const maxReading = 3

func (g *gatherer) cohesive(x, y int) bool {
	pairs, linked := 0, 0
	for _, a := range g.members[x] {
		for _, b := range g.members[y] {
			if g.ss[a].account == g.ss[b].account {
				continue
			}
			pairs++
			if slices.Contains(g.linked[a], b) {
				linked++
			}
		}
	}
	return float64(linked) >= cohesion*float64(pairs)
}
