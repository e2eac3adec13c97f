package collation

import (
	"slices"
	"sort"

	"variorum/internal/engine/align"
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

// order sorts the passages into the order that most accounts tell them in: each gets a point for every other passage that
// more accounts tell after it than before it. Passages that no account has both of go by where they stand in theirs.
func order(clusters []cluster, ss []sentence, accounts int) {
	first := firsts(clusters, ss, accounts)
	lengths := make([]int, accounts)
	for _, s := range ss {
		lengths[s.account] = max(lengths[s.account], s.order+1)
	}
	mean := make([]float64, len(clusters)) // mean place from the top, in sentences
	for c := range clusters {
		n := 0
		for _, at := range first[c] {
			if at >= 0 {
				mean[c] += float64(at)
				n++
			}
		}
		mean[c] /= float64(max(n, 1))
	}
	points := make([]float64, len(clusters))
	for x := range clusters {
		for y := range clusters {
			before, after := 0, 0
			for a := range accounts {
				switch fx, fy := first[x][a], first[y][a]; {
				case fx < 0 || fy < 0 || fx == fy:
				case fx < fy:
					before++
				default:
					after++
				}
			}
			switch {
			case before > after, before == after && mean[x] < mean[y]:
				points[x]++
			case before == after && mean[x] == mean[y]:
				points[x] += 0.5
			}
		}
	}
	at := make([]int, len(clusters))
	for i := range at {
		at[i] = i
	}
	sort.SliceStable(at, func(i, j int) bool {
		a, b := at[i], at[j]
		if points[a] != points[b] {
			return points[a] > points[b]
		}
		return mean[a] < mean[b]
	})
	sorted := make([]cluster, len(clusters))
	for i, c := range at {
		sorted[i] = clusters[c]
	}
	copy(clusters, sorted)
}

// firsts returns, for each passage and account, the place of its first sentence there, or -1.
func firsts(clusters []cluster, ss []sentence, accounts int) [][]int {
	out := make([][]int, len(clusters))
	for c, members := range clusters {
		out[c] = make([]int, accounts)
		for a := range out[c] {
			out[c][a] = -1
		}
		for _, s := range members {
			if at := &out[c][ss[s].account]; *at < 0 || ss[s].order < *at {
				*at = ss[s].order
			}
		}
	}
	return out
}

// displaced returns, for each passage, the accounts that tell it at another place than the story's order: those outside the
// heaviest run of their passages that keeps the order.
func displaced(clusters []cluster, ss []sentence, accounts int) []map[int]bool {
	first := firsts(clusters, ss, accounts)
	out := make([]map[int]bool, len(clusters))
	for a := range accounts {
		var have []int // passages in the story's order
		for c := range clusters {
			if first[c][a] >= 0 {
				have = append(have, c)
			}
		}
		words := func(i int) int {
			n := 1
			for _, s := range clusters[have[i]] {
				if ss[s].account == a {
					n += len(ss[s].forms)
				}
			}
			return n
		}
		kept := align.LongestIncreasing(len(have), func(i int) int { return first[have[i]][a] }, words)
		if len(have) < leastOrdered || float64(len(kept)) < ordered*float64(len(have)) {
			continue // it tells in an order of its own: no passage of it has moved
		}
		for i, c := range have {
			if !slices.Contains(kept, i) {
				if out[c] == nil {
					out[c] = map[int]bool{}
				}
				out[c][a] = true
			}
		}
	}
	return out
}
