package stemma

import (
	"math/rand/v2"
	"slices"

	"variorum/internal/engine/arbor"
)

// tree is a stemma in the making: of each account its model and its second model: an account, the wire (the number of accounts),
// or none.
type tree struct{ first, second []int }

// searcher looks for the stemma that explains the accounts at the least cost.
type searcher struct {
	*scribe
	n      int
	texts  []*copytext
	order  []int32
	beside [][]tally          // what stands outside of the text, for each model (the last is the wire) and copy
	apart  [][]float32        // what that costs
	pair   [][]float32        // the bill for each model and copy
	triple map[int]float32    // the bill for two models and a copy, once it was asked for
	small  []float32          // the same, of few accounts
	known  map[string][]offer // of a tree and an account: what it may have its text from, once it was asked for
	report *copytext          // the text of a second lost source, or nil
	near   [][]int            // of each account: the models that are tried, once they were asked for
	still  *copytext          // the text of the wire while it stands still, or nil
	asked  struct {
		wire *copytext
		bill []float32 // of each account: what a copy of that text of the wire costs, or none
	}
	masked []*copytext // of each account: its text without the sentences of the report, once it was asked for
}

func newSearcher(s *sheet, beside [][]tally) *searcher {
	r := &searcher{scribe: newScribe(s), n: len(s.accounts), order: s.storyOrder(), beside: beside, triple: map[int]float32{}, known: map[string][]offer{}, masked: make([]*copytext, len(s.accounts)), near: make([][]int, len(s.accounts))}
	for i := range r.n {
		r.texts = append(r.texts, s.copyOf(i))
	}
	for p := range r.beside {
		r.apart = append(r.apart, make([]float32, r.n))
		for c := range r.n {
			r.apart[p][c] = r.beside[p][c].cost()
		}
	}
	for p := range r.n {
		row := make([]float32, r.n)
		for c := range r.n {
			if p != c {
				b := r.pass(r.texts[p], nil, r.texts[c])
				row[c] = b.cost()
			}
		}
		r.pair = append(r.pair, row)
	}
	return r
}

// other is the number that stands for a second lost source, that some accounts have sentences from.
func (r *searcher) other() int { return r.n + 1 }

// wire is the number that stands for the lost source.
func (r *searcher) wire() int { return r.n }

// best looks for the best tree from several starts: all accounts from the lost source; arborescences with the lost source made
// dear or cheap; and the best tree so far with a few accounts torn off, again and again.
func (r *searcher) best() (tree, float32) {
	best, cost := r.withReport(r.search(r.star()))
	report := r.report
	try := func(start tree) {
		r.report = nil
		r.forget()
		t, sum := r.withReport(r.search(start))
		if sum < cost-1e-3 {
			best, cost, report = t, sum, r.report
		}
	}
	for _, bias := range [...]float32{-4, 0, 4} {
		try(r.arborescence(bias))
	}
	r.report = report
	r.forget()
	best, cost = r.shake(best, cost)
	return best, cost
}

// shakes is the number of times that the best tree is shaken: fewer when there are many accounts, as shaken says in all.
const shakes, shaken = 10, 240

// shake tears some accounts off a tree and lets them find their place anew.
func (r *searcher) shake(best tree, cost float32) (tree, float32) {
	dice := rand.New(rand.NewPCG(1, 2)) // the same in every run
	for range min(shakes, shaken/r.n) {
		t := tree{slices.Clone(best.first), slices.Clone(best.second)}
		for range 2 + dice.IntN(2) {
			c, p := dice.IntN(r.n), dice.IntN(r.n+1)
			if p == c || p < r.n && r.below(t, c)[p] {
				continue
			}
			t.first[c], t.second[c] = p, none
		}
		if t, sum := r.search(t); sum < cost-1e-3 {
			best, cost = t, sum
		}
	}
	return best, cost
}

// star is the tree in which all accounts have the text from the lost source.
func (r *searcher) star() tree {
	t := tree{make([]int, r.n), make([]int, r.n)}
	for i := range r.n {
		t.first[i], t.second[i] = r.wire(), none
	}
	return t
}

// arborescence is the best tree when the text of the lost source is what all accounts make it, and bias is what an edge from it costs beside.
func (r *searcher) arborescence(bias float32) tree {
	w := r.lost(r.star(), none)
	weight := make([][]float64, r.n+1)
	for p := range weight {
		weight[p] = make([]float64, r.n+1)
		for c := range weight[p] {
			switch {
			case c == r.wire() || c == p:
				weight[p][c] = arbor.Never
			case p == r.wire():
				weight[p][c] = -float64(r.edge(w, p, none, c) + bias)
			default:
				weight[p][c] = -float64(r.edge(w, p, none, c))
			}
		}
	}
	t := r.star()
	copy(t.first, arbor.Maximum(weight, r.wire()))
	return t
}

// search returns the best tree found from a start by changing one account's models at a time.
func (r *searcher) search(start tree) (tree, float32) {
	t := start
	if r.n > exactly {
		return r.roughly(t)
	}
	for range maxSweeps {
		better := false
		for c := range r.n {
			if r.improve(t, c) {
				better = true
			}
		}
		if r.reverse(t) {
			better = true
		}
		if !better {
			break
		}
	}
	return t, r.total(t)
}

// exactly is the number of accounts up to which the lost text is worked out anew for each change that is tried. Beyond, once a sweep.
const exactly = 16

// roughly is search for many accounts: the text of the wire stands still while all accounts choose their models.
func (r *searcher) roughly(t tree) (tree, float32) {
	cost := r.total(t)
	for range maxSweeps {
		next := tree{slices.Clone(t.first), slices.Clone(t.second)}
		r.still = r.lost(t, none)
		changed := false
		for c := range r.n {
			if r.improve(next, c) {
				changed = true
			}
		}
		r.still = nil
		sum := r.total(next)
		if !changed || sum >= cost-1e-3 {
			break
		}
		t, cost = next, sum
	}
	return t, cost
}

// maxSweeps bounds the search. It ends by itself after three or four.
const maxSweeps = 12

// total is the cost of a tree.
func (r *searcher) total(t tree) float32 {
	w := r.lost(t, none)
	sum := r.worth(w)
	if r.report != nil {
		sum += r.worth(r.report) + costOther
	}
	for c := range r.n {
		sum += r.edge(w, t.first[c], t.second[c], c)
	}
	return sum
}

// lost is the text of the wire as the children that the tree gives it have it, without one.
func (r *searcher) lost(t tree, except int) *copytext {
	var children []*copytext
	for c := range r.n {
		if c != except && t.first[c] == r.wire() {
			children = append(children, r.own(c, t.second[c]))
		}
	}
	return r.restore(children, r.order)
}

// own is the text of an account without the sentences that it has from a lost second model.
func (r *searcher) own(c, q int) *copytext {
	if q != r.other() {
		return r.texts[c]
	}
	if r.masked[c] == nil {
		r.masked[c] = r.texts[c].without(r.report)
	}
	return r.masked[c]
}

// edge is the cost of a copy by its models, where w is the text of the wire.
func (r *searcher) edge(w *copytext, p, q, c int) float32 {
	sum := r.apart[p][c]
	switch {
	case q == r.other():
		sum += costs[report]
	case q != none:
		sum += costs[second] + max(0, r.apart[q][c])
	case p != r.wire():
		return sum + r.pair[p][c]
	}
	m, second := r.text(w, p), r.text(w, q)
	if second != nil && !helps(m, second, r.texts[c]) {
		q = none
	}
	switch {
	case q == none && p == r.wire():
		return sum + r.fromWire(m, c)
	case q == none:
		return sum + r.pair[p][c]
	case p == r.wire() || q == r.wire():
		b := r.pass(m, second, r.texts[c])
		return sum + b.cost()
	}
	return sum + r.blend(p, q, c)
}

// helps reports whether a copy of p may have anything from q: what p lacks, or something out of p's order. If not, its bill is that of a copy of p alone.
func helps(p, q, c *copytext) bool {
	last := int32(none)
	for _, u := range c.order {
		at := p.place[u]
		switch {
		case at == none && q.place[u] != none, at != none && at < last:
			return true
		case at != none:
			last = at
		}
	}
	return false
}

// fromWire is the bill of a copy of the wire. It is asked for again and again with the same text of the wire.
func (r *searcher) fromWire(w *copytext, c int) float32 {
	if r.asked.wire != w {
		r.asked.wire = w
		r.asked.bill = slices.Repeat([]float32{none}, r.n)
	}
	if r.asked.bill[c] == none {
		b := r.pass(w, nil, r.texts[c])
		r.asked.bill[c] = b.cost()
	}
	return r.asked.bill[c]
}

// blend is the bill for a copy of account p that has text from q too, an account or the report.
func (r *searcher) blend(p, q, c int) float32 {
	key := (p*(r.n+2)+q)*r.n + c
	if r.n <= exactly {
		if r.small == nil {
			r.small = make([]float32, (r.n+2)*(r.n+2)*r.n)
		}
		if r.small[key] == 0 {
			b := r.pass(r.texts[p], r.text(nil, q), r.texts[c])
			r.small[key] = b.cost() + 1 // so that nothing is 0 that was worked out
		}
		return r.small[key] - 1
	}
	bill, seen := r.triple[key]
	if !seen {
		b := r.pass(r.texts[p], r.text(nil, q), r.texts[c])
		bill = b.cost()
		r.triple[key] = bill
	}
	return bill
}

// text is the text of a model, where w is that of the wire; nil for none.
func (r *searcher) text(w *copytext, i int) *copytext {
	switch i {
	case none:
		return nil
	case r.wire():
		return w
	case r.other():
		return r.report
	}
	return r.texts[i]
}

// below returns the accounts that come from c by any way, and c.
func (r *searcher) below(t tree, c int) []bool {
	in := make([]bool, r.n+2)
	in[c] = true
	for again := true; again; {
		again = false
		for x := range r.n {
			if !in[x] && (t.first[x] != r.wire() && in[t.first[x]] || t.second[x] != none && in[t.second[x]]) {
				in[x], again = true, true
			}
		}
	}
	return in
}

// reverse turns edges round where that makes the whole cheaper.
func (r *searcher) reverse(t tree) bool {
	better := false
	for c := range r.n {
		p := t.first[c]
		if p == r.wire() || t.second[p] != none && t.second[p] < r.wire() || t.second[c] != none {
			continue
		}
		before := r.total(t)
		t.first[c], t.first[p] = t.first[p], c
		if r.below(t, c)[t.first[c]] || r.total(t) >= before-1e-3 {
			t.first[c], t.first[p] = p, t.first[c]
			continue
		}
		better = true
	}
	return better
}
