package stemma

import (
	"cmp"
	"math"
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
	beside [][]tally   // what stands outside of the text, for each model (the last is the wire) and copy
	pair   [][]float32 // the bill for each model and copy
	triple map[[3]int]float32
	report *copytext   // the text of a second lost source, or nil
	near   [][]int     // of each account: the models that are tried, once they were asked for
	still  *copytext   // the text of the wire while it stands still, or nil
	masked []*copytext // of each account: its text without the sentences of the report, once it was asked for
}

func newSearcher(s *sheet, beside [][]tally) *searcher {
	r := &searcher{scribe: newScribe(s), n: len(s.accounts), order: s.storyOrder(), beside: beside, triple: map[[3]int]float32{}, masked: make([]*copytext, len(s.accounts)), near: make([][]int, len(s.accounts))}
	for i := range r.n {
		r.texts = append(r.texts, s.copyOf(i))
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

// report is the number that stands for a second lost source, that some accounts have sentences from.
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
const shakes, shaken = 25, 600

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
	sum := r.beside[p][c].cost()
	switch {
	case q == r.other():
		sum += costs[report]
	case q != none:
		sum += costs[second] + max(0, r.beside[q][c].cost())
	case p != r.wire():
		return sum + r.pair[p][c]
	}
	if p == r.wire() || q == r.wire() {
		b := r.pass(r.text(w, p), r.text(w, q), r.texts[c])
		return sum + b.cost()
	}
	key := [3]int{p, q, c}
	bill, seen := r.triple[key]
	if !seen {
		b := r.pass(r.texts[p], r.text(w, q), r.texts[c])
		bill = b.cost()
		r.triple[key] = bill
	}
	return sum + bill
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

// improve gives an account the models that make the whole cheapest, and reports whether they are others than before.
func (r *searcher) improve(t tree, c int) bool {
	p0, q0 := t.first[c], t.second[c]
	if r.still != nil {
		return r.choose(t, c, r.still, r.still, [2]float32{})
	}
	t.first[c], t.second[c] = r.wire(), none
	with := r.lost(t, none)
	without := r.lost(t, c)
	whole := func(w *copytext) float32 {
		sum := r.worth(w)
		for x := range r.n {
			if x != c && (t.first[x] == r.wire() || t.second[x] == r.wire()) {
				sum += r.edge(w, t.first[x], t.second[x], x)
			}
		}
		return sum
	}
	rest := [2]float32{whole(with), whole(without)}
	t.first[c], t.second[c] = p0, q0
	return r.choose(t, c, with, without, rest)
}

// choose gives an account its cheapest models, where with and without are the text of the wire with the account among its
// children and without it, and rest is what everything else then costs.
func (r *searcher) choose(t tree, c int, with, without *copytext, rest [2]float32) bool {
	p0, q0 := t.first[c], t.second[c]
	below := r.below(t, c)
	best, bp, bq := float32(math.Inf(1)), p0, q0
	try := func(p, q int) {
		w, base := without, rest[1]
		if p == r.wire() {
			w, base = with, rest[0]
		}
		sum := base + r.edge(w, p, q, c)
		if p == p0 && q == q0 {
			sum -= 1e-3
		}
		if sum < best {
			best, bp, bq = sum, p, q
		}
	}
	firsts, seconds := r.candidates(c)
	for _, p := range firsts {
		if p < r.n && below[p] {
			continue
		}
		try(p, none)
		for _, q := range seconds {
			if q != p && (q == r.n || !below[q]) {
				try(p, q)
			}
		}
		if r.report != nil {
			try(p, r.other())
		}
	}
	if p0 != none && !slices.Contains(firsts, p0) {
		try(p0, q0)
	}
	t.first[c], t.second[c] = bp, bq
	return bp != p0 || bq != q0
}

// candidates is the models that are tried for an account: all, or of many the nearest ones, by the bill of a copy; and the lost source.
func (r *searcher) candidates(c int) (firsts, seconds []int) {
	if r.near[c] == nil {
		for p := range r.n {
			if p != c {
				r.near[c] = append(r.near[c], p)
			}
		}
		if r.n > exactly {
			slices.SortStableFunc(r.near[c], func(a, b int) int {
				return cmp.Compare(r.pair[a][c]+r.beside[a][c].cost(), r.pair[b][c]+r.beside[b][c].cost())
			})
			r.near[c] = r.near[c][:min(nearest, len(r.near[c]))]
		}
		r.near[c] = append(r.near[c], r.wire())
	}
	if r.n > exactly {
		return r.near[c], r.near[c][:min(nearestSecond, len(r.near[c]))]
	}
	return r.near[c], r.near[c]
}

// nearest and nearestSecond are how many models, and second models, are tried when there are many.
const nearest, nearestSecond = 10, 3

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
