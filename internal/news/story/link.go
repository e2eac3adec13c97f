package story

import (
	"cmp"
	"math"
	"slices"
)

// Average link. What was found between two clusters is a sum over pairs of their accounts, so the sum for a cluster that
// takes in another is the sum of both:
//
//	a --3.1-- b        a takes in b; its bond with c is 0.9 + 1.3 over the pairs a-c and b-c, and
//	 \       /         a pair that was not compared, because it shares too little, counts as unlike.
//	 0.9   1.3
//	   \   /
//	     c
//
// So the entries of a cluster are only moved to the one that takes it in, those of a small cluster to a large one, and summed
// when they are asked for. The likeliest two clusters are found by a heap of odds that may be too high by now, never too low.
//
// In a crowded group, where accounts were not compared with all that are near them, what was not compared says nothing: the
// odds are those of the pairs that were, until two clusters are about to be joined; then a sample of all pairs is looked at.

// bond is the evidence between two accounts, or the sum over several pairs.
type bond struct {
	told, dates float64 // log-odds by the texts, and what the dates add to them
	pairs       int32   // over which the sum is
	gap         int32   // fewest days between two of the accounts; open if none have dates
}

// joins reports whether two accounts are likely enough to tell of one event to connect their groups.
func (b bond) joins() bool { return b.told+b.dates >= joinOdds }

// between is the evidence between two accounts.
func between(x, y *node) bond {
	t := tables.Get().(*lookup)
	defer tables.Put(t)
	t.take(x.Sketch)
	return t.between(x, y)
}

// between is the evidence between the account that was taken and another.
func (t *lookup) between(x, y *node) bond {
	b := bond{told: told(t.compare(y.Sketch)), dates: dateOdds(x.when, y.when), pairs: 1, gap: open}
	if x.when.dated() && y.when.dated() {
		b.gap = int32(x.when.apart(y.when))
	}
	return b
}

func (b *bond) add(c bond) {
	b.told += c.told
	b.dates += c.dates
	b.pairs += c.pairs
	b.gap = min(b.gap, c.gap)
}

// linker joins the accounts of one connected group into clusters. A cluster goes by the number of one of its accounts.
type linker struct {
	nodes    []node // of the group
	crowded  bool
	into     forest
	clusters []cluster
	sum      []bond // by cluster, of the one that is looked at; pairs is zero but for those in seen
	seen     []int
	queue    queue
}

// cluster is accounts joined so far.
type cluster struct {
	nodes   []int
	outlets []string // of the accounts with a date, sorted, each once
	changed int32    // how often it took in another
	entries []entry  // bonds of its accounts, also with clusters that are taken in by now
}

// entry is a bond with a cluster.
type entry struct {
	to int
	bond
}

// averageLink groups the accounts of one connected group, given what was found between them.
func averageLink(nodes []node, members []int, found []evidence, crowded bool) [][]int {
	if len(members) == 1 {
		return [][]int{members}
	}
	l := newLinker(nodes, members)
	l.crowded = crowded
	for _, e := range found {
		a, _ := slices.BinarySearch(members, e.a)
		b, _ := slices.BinarySearch(members, e.b)
		l.tie(a, b, e.bond)
	}
	if len(members) <= fullGroup {
		l.complete()
	}
	for i := range members {
		l.enqueue(i, func(other int) bool { return other > i })
	}
	l.join()
	var out [][]int
	for i := range l.clusters {
		if l.into[i] == i {
			own := l.clusters[i].nodes
			slices.Sort(own)
			for k, n := range own {
				own[k] = members[n]
			}
			out = append(out, own)
		}
	}
	return out
}

// newLinker makes a cluster of each account.
func newLinker(nodes []node, members []int) *linker {
	n := len(members)
	l := &linker{nodes: make([]node, n), into: make(forest, n), clusters: make([]cluster, n), sum: make([]bond, n)}
	for i, m := range members {
		l.nodes[i] = nodes[m]
		l.into[i] = i
		l.clusters[i].nodes = []int{i}
		if nodes[m].when.dated() {
			l.clusters[i].outlets = nodes[m].outlets
		}
	}
	return l
}

func (l *linker) tie(a, b int, x bond) {
	l.clusters[a].entries = append(l.clusters[a].entries, entry{b, x})
	l.clusters[b].entries = append(l.clusters[b].entries, entry{a, x})
}

// complete ties the pairs of a small group that are not tied.
func (l *linker) complete() {
	for a := range l.nodes {
		l.bonds(a)
		var missing []int
		for b := a + 1; b < len(l.nodes); b++ {
			if l.sum[b].pairs == 0 {
				missing = append(missing, b)
			}
		}
		l.forget()
		for _, b := range missing {
			l.tie(a, b, between(&l.nodes[a], &l.nodes[b]))
		}
	}
}

// bonds sums the entries of a cluster by the clusters that they are with now, into sum and seen, and keeps them summed.
func (l *linker) bonds(a int) {
	for _, e := range l.clusters[a].entries {
		to := l.into.root(e.to)
		if to == a {
			continue
		}
		if l.sum[to].pairs == 0 {
			l.seen = append(l.seen, to)
			l.sum[to] = e.bond
		} else {
			l.sum[to].add(e.bond)
		}
	}
	own := l.clusters[a].entries[:0]
	for _, to := range l.seen {
		own = append(own, entry{to, l.sum[to]})
	}
	l.clusters[a].entries = own
}

func (l *linker) forget() {
	for _, to := range l.seen {
		l.sum[to].pairs = 0
	}
	l.seen = l.seen[:0]
}

// odds is the mean log-odds that two clusters tell of one event. One date may be that of a later copy of the page, and weighs
// as the model says. When several outlets on each side agree on days that lie apart, what the dates say against counts once
// for each, as independent evidence does: a second launch told by six papers in the words of the first, two weeks later.
func (l *linker) odds(a, b int, x bond) float64 {
	pairs := float64(len(l.clusters[a].nodes)) * float64(len(l.clusters[b].nodes))
	odds := (x.told + x.dates + unlike*(pairs-float64(x.pairs))) / pairs
	if l.crowded {
		pairs = float64(x.pairs)
		odds = (x.told + x.dates) / pairs
	}
	if x.gap > confirmedGap && x.gap < open && x.dates < 0 {
		confirmed := min(len(l.clusters[a].outlets), len(l.clusters[b].outlets), mostOutlets)
		odds += float64(max(1, confirmed)-1) * x.dates / pairs
	}
	return odds
}

// enqueue puts the bonds of a cluster that are strong enough into the queue.
func (l *linker) enqueue(a int, with func(other int) bool) {
	l.bonds(a)
	for _, b := range l.seen {
		if with(b) {
			l.offer(a, b, l.sum[b])
		}
	}
	l.forget()
}

// join merges the likeliest two clusters until none are likely enough.
func (l *linker) join() {
	for len(l.queue) > 0 {
		next := l.queue.pop()
		a, b := next.a, next.b
		if l.into[a] != a || l.into[b] != b {
			continue
		}
		if next.changed != l.clusters[a].changed+l.clusters[b].changed {
			if x := l.bondOf(a, b); l.odds(a, b, x) < next.odds {
				l.offer(a, b, x)
				continue
			}
		}
		if l.crowded && len(l.clusters[a].nodes)+len(l.clusters[b].nodes) > 2 && !l.sampled(a, b) {
			continue
		}
		if x, y := len(l.clusters[a].entries), len(l.clusters[b].entries); y > x {
			a, b = b, a
		}
		l.absorb(a, b)
	}
}

// offer puts two clusters into the queue.
func (l *linker) offer(a, b int, x bond) {
	l.queue.offer(candidate{l.odds(a, b, x), min(a, b), max(a, b), l.clusters[a].changed + l.clusters[b].changed})
}

// sampled reports whether evenly chosen pairs of two clusters are likely enough to be joined, too.
func (l *linker) sampled(a, b int) bool {
	sum := bond{gap: open}
	for _, i := range some(l.clusters[a].nodes) {
		for _, j := range some(l.clusters[b].nodes) {
			sum.add(between(&l.nodes[i], &l.nodes[j]))
		}
	}
	return l.odds(a, b, sum) >= joinOdds
}

// bondOf is the bond of two clusters, summed from the shorter list.
func (l *linker) bondOf(a, b int) bond {
	if len(l.clusters[b].entries) < len(l.clusters[a].entries) {
		a, b = b, a
	}
	sum := bond{gap: open}
	for _, e := range l.clusters[a].entries {
		if l.into.root(e.to) == b {
			sum.add(e.bond)
		}
	}
	return sum
}

// absorb adds a small cluster to a large one. Only the neighbours of the small one can have come nearer by it.
func (l *linker) absorb(large, small int) {
	x, y := &l.clusters[large], &l.clusters[small]
	l.into[small] = large
	x.changed++
	x.nodes = append(x.nodes, y.nodes...)
	x.outlets = slices.Concat(x.outlets, y.outlets)
	slices.Sort(x.outlets)
	x.outlets = slices.Compact(x.outlets)
	l.bonds(small)
	near := slices.Clone(l.seen)
	l.forget()
	x.entries = append(x.entries, y.entries...)
	y.nodes, y.entries = nil, nil
	for _, c := range near {
		if c != large {
			l.offer(large, c, l.bondOf(large, c))
		}
	}
}

// mean compares the accounts of two clusters, or evenly chosen ones of large clusters: the mean log-odds by their texts.
func mean(nodes []node, x, y []int) float64 {
	x, y = some(x), some(y)
	sum := 0.0
	for _, a := range x {
		for _, b := range y {
			sum += told(compare(nodes[a].Sketch, nodes[b].Sketch))
		}
	}
	return sum / float64(len(x)*len(y))
}

// some returns at most sampleNodes of the accounts, evenly chosen.
func some(nodes []int) []int {
	if len(nodes) <= sampleNodes {
		return nodes
	}
	out := make([]int, sampleNodes)
	for i := range out {
		out[i] = nodes[i*len(nodes)/sampleNodes]
	}
	return out
}

// candidate is two clusters that may be joined.
type candidate struct {
	odds    float64
	a, b    int
	changed int32 // how often they had taken in another when the odds were reckoned
}

// before orders candidates by their odds; of two alike the one of earlier accounts goes first.
func (c candidate) before(d candidate) bool {
	return cmp.Or(cmp.Compare(d.odds, c.odds), c.a-d.a, c.b-d.b) < 0
}

// queue is a binary heap, the likeliest candidate first.
type queue []candidate

// offer adds a candidate that is likely enough.
func (q *queue) offer(c candidate) {
	if c.odds < joinOdds || math.IsNaN(c.odds) {
		return
	}
	*q = append(*q, c)
	h := *q
	for i := len(h) - 1; i > 0; {
		up := (i - 1) / 2
		if !h[i].before(h[up]) {
			break
		}
		h[i], h[up] = h[up], h[i]
		i = up
	}
}

// pop takes the first candidate.
func (q *queue) pop() candidate {
	h := *q
	first, n := h[0], len(h)-1
	h[0], *q = h[n], h[:n]
	for i := 0; ; {
		down := 2*i + 1
		if down+1 < n && h[down+1].before(h[down]) {
			down++
		}
		if down >= n || !h[down].before(h[i]) {
			return first
		}
		h[i], h[down] = h[down], h[i]
		i = down
	}
}
