package story

import (
	"cmp"
	"container/heap"
	"maps"
	"slices"
)

// Average link, with a heap of the bonds that are strong enough and a list of bonds for each cluster, so that a merge costs
// the neighbours of its two parts and not all clusters:
//
//	a --3.1-- b        ab is new, a and b are dead; its bond with c is the mean over its pairs,
//	 \       /         3.1 being gone and (0.9 + 1.3) / 2 = 1.1; a bond that one part lacked is
//	 0.9   1.3         measured then.
//	   \   /
//	     c

// bond is the mean evidence between the accounts of two clusters.
type bond struct {
	told, dates float64 // log-odds by the texts, and what the dates add to them
	gap         int     // fewest days between two of their accounts; open if none have dates
}

// joins reports whether two accounts are likely enough to tell of one event to connect their groups.
func (b bond) joins() bool { return b.told+b.dates >= joinOdds }

// between is the evidence between two accounts.
func between(x, y *vector) bond {
	b := bond{told: told(compare(x, y)), dates: dateOdds(x.when, y.when), gap: open}
	if x.when.dated() && y.when.dated() {
		b.gap = x.when.apart(y.when)
	}
	return b
}

// linker joins accounts into clusters by average link. A merged cluster is a new one; its parts are dead.
type linker struct {
	vectors  []vector
	clusters []*cluster
	queue    queue
}

// cluster is accounts joined so far.
type cluster struct {
	nodes   []int        // ascending
	outlets []string     // of the accounts with a date, sorted, each once
	bonds   map[int]bond // to other clusters
	dead    bool
}

// newLinker makes a cluster of each account.
func newLinker(vectors []vector) *linker {
	l := &linker{vectors: vectors}
	for i := range vectors {
		c := &cluster{nodes: []int{i}, bonds: map[int]bond{}}
		if vectors[i].when.dated() {
			c.outlets = vectors[i].outlets
		}
		l.clusters = append(l.clusters, c)
	}
	return l
}

// tie keeps a bond and queues it if its clusters may be joined.
func (l *linker) tie(a, b int, x bond) {
	l.clusters[a].bonds[b], l.clusters[b].bonds[a] = x, x
	if odds := l.odds(a, b, x); odds >= joinOdds {
		heap.Push(&l.queue, candidate{odds, min(a, b), max(a, b)})
	}
}

// odds is the log-odds that two clusters tell of one event. One date may be that of a later copy of the page, and weighs as
// the model says. When several outlets on each side agree on days that lie apart, what the dates say against counts once for
// each, as independent evidence does: a second launch told by six papers in the words of the first, two weeks later.
func (l *linker) odds(a, b int, x bond) float64 {
	odds := x.told + x.dates
	if x.gap > confirmedGap && x.gap < open {
		confirmed := min(len(l.clusters[a].outlets), len(l.clusters[b].outlets), mostOutlets)
		odds += float64(max(1, confirmed)-1) * min(0, x.dates)
	}
	return odds
}

// join merges the likeliest two clusters until none are likely enough.
func (l *linker) join() {
	for l.queue.Len() > 0 {
		next := heap.Pop(&l.queue).(candidate)
		if l.clusters[next.a].dead || l.clusters[next.b].dead {
			continue
		}
		// A cluster that took in small ones keeps its place in the queue, so what was queued may have changed since.
		if odds := l.odds(next.a, next.b, l.clusters[next.a].bonds[next.b]); odds >= next.odds {
			l.merge(next.a, next.b)
		} else if odds >= joinOdds {
			heap.Push(&l.queue, candidate{odds, next.a, next.b})
		}
	}
}

// merge joins two clusters into a new one, or a small one into one many times larger.
func (l *linker) merge(a, b int) {
	x, y := l.clusters[a], l.clusters[b]
	if len(x.nodes) >= smallShare*len(y.nodes) {
		l.absorb(a, b)
		return
	}
	if len(y.nodes) >= smallShare*len(x.nodes) {
		l.absorb(b, a)
		return
	}
	x.dead, y.dead = true, true
	merged := &cluster{nodes: slices.Concat(x.nodes, y.nodes), outlets: slices.Concat(x.outlets, y.outlets), bonds: map[int]bond{}}
	slices.Sort(merged.nodes)
	slices.Sort(merged.outlets)
	merged.outlets = slices.Compact(merged.outlets)
	id := len(l.clusters)
	l.clusters = append(l.clusters, merged)
	others := maps.Clone(x.bonds)
	maps.Copy(others, y.bonds)
	for _, c := range slices.Sorted(maps.Keys(others)) {
		if !l.clusters[c].dead {
			l.tie(id, c, l.combined(a, b, c))
		}
		delete(l.clusters[c].bonds, a)
		delete(l.clusters[c].bonds, b)
	}
	x.bonds, y.bonds = nil, nil
}

// absorb adds a small cluster to a large one. Only the bonds of the small one are looked at, so a cluster of thousands takes
// in one account at the cost of that account's neighbours.
func (l *linker) absorb(large, small int) {
	x, y := l.clusters[large], l.clusters[small]
	y.dead = true
	delete(x.bonds, small)
	delete(y.bonds, large)
	for _, c := range slices.Sorted(maps.Keys(y.bonds)) {
		delete(l.clusters[c].bonds, small)
		l.tie(large, c, l.combined(large, small, c))
	}
	y.bonds = nil
	x.nodes = append(x.nodes, y.nodes...)
	slices.Sort(x.nodes)
	x.outlets = slices.Concat(x.outlets, y.outlets)
	slices.Sort(x.outlets)
	x.outlets = slices.Compact(x.outlets)
}

// combined is the bond of a and b together with c: the mean over all their pairs.
func (l *linker) combined(a, b, c int) bond {
	x, y := l.clusters[a], l.clusters[b]
	p, hasP := x.bonds[c]
	q, hasQ := y.bonds[c]
	nP, nQ := float64(len(x.nodes)), float64(len(y.nodes))
	switch {
	case !hasP && nP*smallShare <= nQ:
		return q
	case !hasQ && nQ*smallShare <= nP:
		return p
	case !hasP:
		p = l.mean(x.nodes, l.clusters[c].nodes)
	case !hasQ:
		q = l.mean(y.nodes, l.clusters[c].nodes)
	}
	share := nP / (nP + nQ)
	return bond{
		told:  share*p.told + (1-share)*q.told,
		dates: share*p.dates + (1-share)*q.dates,
		gap:   min(p.gap, q.gap),
	}
}

// mean compares the accounts of two clusters, or evenly chosen ones of large clusters.
func (l *linker) mean(x, y []int) bond { return mean(l.vectors, x, y) }

func mean(vectors []vector, x, y []int) bond {
	x, y = some(x), some(y)
	sum, n := bond{gap: open}, float64(len(x)*len(y))
	for _, a := range x {
		for _, b := range y {
			one := between(&vectors[a], &vectors[b])
			sum.told += one.told / n
			sum.dates += one.dates / n
			sum.gap = min(sum.gap, one.gap)
		}
	}
	return sum
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
	odds float64
	a, b int
}

// queue gives the likeliest candidate first; of two alike the one that was known first.
type queue []candidate

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	return cmp.Or(cmp.Compare(q[j].odds, q[i].odds), q[i].a-q[j].a, q[i].b-q[j].b) < 0
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(candidate)) }
func (q *queue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}
