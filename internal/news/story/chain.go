package story

import (
	"cmp"
	"iter"
	"math/bits"
	"slices"
)

// Average link by chains of nearest neighbours (Benzécri 1982). The likeness of two clusters is the mean of the odds of the pairs of their
// accounts:
//
//	a --3.1-- b        a takes in b; with c the cluster has the odds 0.9 + 1.3, over two pairs.
//	 \       /         The mean is never more than the greater of 0.9 and 1.3.
//	 0.9   1.3
//	   \   /
//	     c
//
// So a cluster that takes in another comes no nearer to a third than the nearer of the two was, and two clusters that are each other's
// nearest stay so whatever else is joined: they can be joined at once, in whatever order such couples are found, and the clusters in the
// end are the same. A chain goes from a cluster to its nearest and on from there, until two are each other's nearest. Ties are broken by the
// texts. A cluster without one near enough is an event, and nothing that is joined elsewhere changes it. That is what makes it possible to
// ask for the event of one account and to look only at what lies about it: see Regroup.
//
// Pairs that do not join are compared only where it matters. They have farMost at most, so a mean has a bound above before they are
// compared, and most clusters that a few pairs connect are told apart by it.
//
// In a crowded group, where accounts were not compared with all that are near them, what was not compared says nothing: the
// odds are those of the pairs that were, until two clusters are about to be joined; then a sample of all pairs is looked at.

// linker joins accounts into clusters. A cluster goes by the number of one of its accounts.
type linker struct {
	nodes    []*node
	ties     func(i int) iter.Seq[tie] // of an account; may make nodes
	sketch   func(i int) *Sketch       // of an account, with its terms
	crowded  bool
	into     forest
	clusters []cluster
	known    [][]tie // ties that were asked for, by account
	distant  [][]tie // other pairs that were compared
	marked   []int   // accounts with which the one that is looked at has been compared have the stamp
	stamp    int
	sum      []entry // by cluster, of the one that is looked at; pairs is zero but for those in seen
	seen     []int
}

// cluster is accounts joined so far.
type cluster struct {
	nodes   []int
	text    uint64  // the least of its accounts: ties are broken by it
	entries []entry // what is known of it and others, also such as are taken in by now
	awake   bool    // its ties are known
	done    bool    // it is an event
	outlets int     // of an account: those that say when it was published, up to mostOutlets; zero until asked for
}

// entry is the sum of the odds of some pairs with another cluster.
type entry struct {
	to    int
	odds  Odds
	pairs int
}

// meet adds an account that is a cluster by itself.
func (l *linker) meet(n *node) int {
	i := len(l.nodes)
	l.nodes, l.into = append(l.nodes, n), append(l.into, i)
	l.clusters = append(l.clusters, cluster{nodes: []int{i}, text: n.text})
	l.known, l.distant = append(l.known, nil), append(l.distant, nil)
	l.marked, l.sum = append(l.marked, 0), append(l.sum, entry{})
	return i
}

// event joins what there is to join with an account, and returns its cluster.
func (l *linker) event(i int) int {
	chain := []int{l.into.root(i)}
	for !l.clusters[chain[0]].done {
		top := chain[len(chain)-1]
		next, any := l.nearest(top)
		switch n := len(chain); {
		case !any:
			l.clusters[top].done = true
			if n > 1 {
				chain = chain[:n-1]
			}
		case n > 1 && next == chain[n-2]:
			if chain = chain[:n-1]; l.join(next, top) {
				chain = chain[:n-2]
				if len(chain) == 0 {
					chain = append(chain, l.into.root(top))
				}
			}
		default:
			chain = append(chain, next)
		}
	}
	return chain[0]
}

// nearest is the cluster that is likeliest to be one event with another, if one is likely enough.
func (l *linker) nearest(a int) (b int, any bool) {
	l.bonds(a)
	for {
		best := -1
		for i, e := range l.clusters[a].entries {
			if l.atMost(a, e).likely() && (best < 0 || l.before(a, e, l.clusters[a].entries[best])) {
				best = i
			}
		}
		if best < 0 {
			return 0, false
		}
		e := l.clusters[a].entries[best]
		if l.crowded || e.pairs == l.size(a)*l.size(e.to) {
			return e.to, true
		}
		l.complete(a, best)
	}
}

func (l *linker) size(a int) int { return len(l.clusters[a].nodes) }

// atMost is the sum over all pairs of two clusters, if those that were not compared are as likely as they can be. In a crowded group it is
// the sum over those that were.
func (l *linker) atMost(a int, e entry) entry {
	if l.crowded {
		return e
	}
	pairs := l.size(a) * l.size(e.to)
	return entry{e.to, e.odds + Odds(pairs-e.pairs)*farMost, pairs}
}

// likely reports whether the mean is enough for two clusters to be one event.
func (e entry) likely() bool { return e.spare() >= 0 }

// spare is how much likelier two clusters are than they must be.
func (e entry) spare() Odds { return e.odds - joining*Odds(e.pairs) }

// before reports whether a cluster is nearer to one neighbour than to another, both being likely: by the means, which are compared as
// fractions, and then by the texts.
func (l *linker) before(a int, x, y entry) bool {
	x, y = l.atMost(a, x), l.atMost(a, y)
	high, low := bits.Mul64(uint64(x.spare()), uint64(y.pairs))
	high2, low2 := bits.Mul64(uint64(y.spare()), uint64(x.pairs))
	if c := cmp.Or(cmp.Compare(high, high2), cmp.Compare(low, low2)); c != 0 {
		return c > 0
	}
	own, p, q := l.clusters[a].text, l.clusters[x.to].text, l.clusters[y.to].text
	return cmp.Or(cmp.Compare(min(own, p), min(own, q)), cmp.Compare(max(own, p), max(own, q))) < 0
}

// bonds sums the entries of a cluster by the clusters that they are with now.
func (l *linker) bonds(a int) {
	l.wake(a)
	for _, e := range l.clusters[a].entries {
		to := l.into.root(e.to)
		if to == a || l.clusters[to].done {
			continue
		}
		if l.sum[to].pairs == 0 {
			l.seen = append(l.seen, to)
		}
		l.sum[to].odds += e.odds
		l.sum[to].pairs += e.pairs
	}
	own := l.clusters[a].entries[:0]
	for _, to := range l.seen {
		own = append(own, entry{to, l.sum[to].odds, l.sum[to].pairs})
		l.sum[to] = entry{}
	}
	l.clusters[a].entries, l.seen = own, l.seen[:0]
}

// wake asks for the ties of an account that is a cluster by itself.
func (l *linker) wake(a int) {
	if l.clusters[a].awake {
		return
	}
	l.clusters[a].awake = true
	l.learn(a)
	for _, t := range l.known[a] {
		o := t.odds + l.outweighed(a, t.to)
		l.clusters[a].entries = append(l.clusters[a].entries, entry{t.to, o, 1})
	}
	for _, t := range l.distant[a] {
		l.clusters[a].entries = append(l.clusters[a].entries, entry{t.to, t.odds, 1})
	}
}

// learn asks for the ties of an account.
func (l *linker) learn(a int) {
	if l.known[a] == nil {
		known := slices.AppendSeq(make([]tie, 0, 1), l.ties(a))
		l.known[a] = known
	}
}

// outweighed is what the outlets of two accounts add to their odds.
func (l *linker) outweighed(a, b int) Odds {
	return outweighed(l.nodes[a], l.nodes[b], func() int {
		if n := l.outlets(a); n > 1 {
			return min(n, l.outlets(b))
		}
		return 1
	})
}

// outlets are those that say that an account was published when it was.
func (l *linker) outlets(a int) int {
	if l.clusters[a].outlets == 0 {
		n := l.outletsWithout(a, a)
		l.clusters[a].outlets = n
	}
	return l.clusters[a].outlets
}

// outletsWithout counts the outlets of an account and of those, but for one, that confirm its day, up to mostOutlets.
func (l *linker) outletsWithout(a, left int) int {
	outlets := slices.Clone(l.nodes[a].outlets)
	ties := slices.Values(l.known[a])
	if l.known[a] == nil {
		ties = l.ties(a) // of which the first few are enough mostly
	}
	for t := range ties {
		if !t.odds.Join() || t.to == left || !confirms(l.nodes[a], l.nodes[t.to]) {
			continue
		}
		for _, o := range l.nodes[t.to].outlets {
			if !slices.Contains(outlets, o) {
				outlets = append(outlets, o)
			}
		}
		if len(outlets) >= mostOutlets {
			break
		}
	}
	return min(len(outlets), mostOutlets)
}

// complete compares the pairs of a cluster and a neighbour that were not compared, until all are or the two are not likely any more, whatever
// the others are like. Most neighbours are told apart by the first few of their pairs.
func (l *linker) complete(a, at int) {
	t := tables.Get().(*lookup)
	defer tables.Put(t)
	e := l.clusters[a].entries[at]
	sum, spare := entry{to: a}, l.atMost(a, e).spare()
	for _, i := range l.clusters[a].nodes {
		l.mark(i)
		taken := false
		for _, j := range l.clusters[e.to].nodes {
			if l.marked[j] == l.stamp {
				continue
			}
			if spare < 0 {
				break
			}
			if !taken {
				t.take(l.sketch(i))
				taken = true
			}
			odds := l.far(t, i, j)
			spare -= farMost - odds
			sum.odds += odds
			sum.pairs++
			l.distant[i], l.distant[j] = append(l.distant[i], tie{j, odds}), append(l.distant[j], tie{i, odds})
		}
		if spare < 0 {
			break
		}
	}
	l.clusters[a].entries[at].odds += sum.odds
	l.clusters[a].entries[at].pairs += sum.pairs
	if l.clusters[e.to].awake {
		l.clusters[e.to].entries = append(l.clusters[e.to].entries, sum)
	}
}

// mark marks the accounts with which one has been compared.
func (l *linker) mark(i int) {
	l.stamp++
	for _, ties := range [][]tie{l.known[i], l.distant[i]} {
		for _, t := range ties {
			l.marked[t.to] = l.stamp
		}
	}
}

// far are the odds of two accounts that are not Near, or do not join.
func (l *linker) far(t *lookup, i, j int) Odds {
	l.sketch(j)
	b := t.between(l.nodes[i], l.nodes[j])
	return min(oddsOf(b.told+b.dates)+l.outweighed(i, j), farMost)
}

// join joins two clusters that are each other's nearest, in a crowded group if a sample of their pairs agrees.
func (l *linker) join(a, b int) bool {
	if l.crowded && l.size(a)+l.size(b) > 2 {
		if sample := l.sample(a, b); !sample.likely() {
			l.replace(a, b, sample)
			l.replace(b, a, sample)
			return false
		}
	}
	x, y := &l.clusters[a], &l.clusters[b]
	if len(y.entries) > len(x.entries) {
		a, b, x, y = b, a, y, x
	}
	l.into[b] = a
	x.nodes, x.entries = append(x.nodes, y.nodes...), append(x.entries, y.entries...)
	x.text = min(x.text, y.text)
	y.nodes, y.entries = nil, nil
	return true
}

// sample compares evenly chosen accounts of two clusters.
func (l *linker) sample(a, b int) entry {
	t := tables.Get().(*lookup)
	defer tables.Put(t)
	sum := entry{to: b}
	for _, i := range some(l.clusters[a].nodes, crowdedNodes) {
		t.take(l.sketch(i))
		for _, j := range some(l.clusters[b].nodes, crowdedNodes) {
			x := t.between(l.nodes[i], l.nodes[j])
			sum.odds += oddsOf(x.told+x.dates) + l.outweighed(i, j)
			sum.pairs++
		}
	}
	return sum
}

// replace puts what a sample says for what is known of a cluster and another.
func (l *linker) replace(a, b int, by entry) {
	l.bonds(a)
	for i, e := range l.clusters[a].entries {
		if e.to == b {
			l.clusters[a].entries[i] = entry{b, by.odds, by.pairs}
		}
	}
}
