package stemma

import (
	"cmp"
	"slices"
)

// between is a lost text that stands between the wire and some of its children: they share changes that the others have not, and none of
// them is the others' model.
type between struct {
	children []int
	text     *copytext
}

const (
	// costBetween is what a lost text between must save to be supposed: the cost of some five changes of wording that two accounts happen to
	// share, so that no such text is hung on house style.
	costBetween = 7
	// mostBetween is the number of such texts in one stemma, and triedPairs the pairs of accounts that each is tried with.
	mostBetween, triedPairs = 4, 6
)

// middle finds the lost texts between the wire and its children.
func (r *searcher) middle(t tree) []between {
	var found []between
	cost := r.around(t, nil)
	for range mostBetween {
		best, least := found, cost-costBetween
		for _, pair := range r.sharing(t, found) {
			next, sum := r.gather(t, append(slices.Clone(found), between{children: pair}))
			if sum < least {
				best, least = next, sum
			}
		}
		if len(best) == len(found) {
			return found
		}
		found, cost = best, least
	}
	return found
}

// gather lets the last of some lost texts take more children of the wire as long as that saves anything.
func (r *searcher) gather(t tree, bs []between) ([]between, float32) {
	last := &bs[len(bs)-1]
	cost := r.around(t, bs)
	for _, c := range r.loose(t, bs) {
		last.children = append(last.children, c)
		if sum := r.around(t, bs); sum < cost {
			cost = sum
		} else {
			last.children = last.children[:len(last.children)-1]
		}
	}
	return bs, r.around(t, bs)
}

// loose is the children of the wire that are in no lost text between.
func (r *searcher) loose(t tree, bs []between) []int {
	var out []int
	for c := range r.n {
		if t.first[c] == r.wire() && !slices.ContainsFunc(bs, func(b between) bool { return slices.Contains(b.children, c) }) {
			out = append(out, c)
		}
	}
	return out
}

// around is the cost of the wire and all that hangs from it, by way of lost texts between or not. It fills in their texts.
func (r *searcher) around(t tree, bs []between) float32 {
	loose := r.loose(t, bs)
	var children []*copytext
	for _, c := range loose {
		children = append(children, r.own(c, t.second[c]))
	}
	for i := range bs {
		var own []*copytext
		for _, c := range bs[i].children {
			own = append(own, r.own(c, t.second[c]))
		}
		bs[i].text = r.amid(r.lost(t, none), own)
		children = append(children, bs[i].text)
	}
	w := r.restore(children, r.order)
	sum := r.worth(w)
	for _, c := range loose {
		sum += r.edge(w, r.wire(), t.second[c], c)
	}
	for _, b := range bs {
		bill := r.pass(w, nil, b.text)
		sum += bill.cost() + costs[visible] // one text more than there might be
		for _, c := range b.children {
			bill := r.pass(b.text, r.text(w, t.second[c]), r.texts[c])
			sum += bill.cost()
		}
	}
	return sum
}

// amid is the text between w and some copies: what w has and one of them, or two of them alone; at each site the reading that lies
// nearest to all.
func (r *searcher) amid(w *copytext, copies []*copytext) *copytext {
	t := r.blank()
	for _, u := range r.order {
		have := 0
		for _, c := range copies {
			if c.place[u] != none {
				have++
			}
		}
		if have > 1 || have == 1 && w.place[u] != none {
			r.give(t, int(u), copies)
			for k := r.units[u].from; k < r.units[u].to; k++ {
				t.value[k] = r.reading(k, w.value[k], copies, t.value[k])
			}
		}
	}
	return t
}

// reading is the one from which those of some copies come at the least cost, when it has to come from x.
func (r *searcher) reading(k int, x int8, copies []*copytext, otherwise int8) int8 {
	if x == none {
		return otherwise
	}
	s := &r.sites[k]
	best, least := otherwise, float32(0)
	for v := range s.words {
		sum := s.cost[x][v]
		for _, c := range copies {
			if y := c.value[k]; y != none {
				sum += s.cost[v][y]
			}
		}
		if v == 0 || sum < least {
			best, least = int8(v), sum
		}
	}
	return best
}

// sharing is the pairs of children of the wire that share the dearest changes of it, dearest first.
func (r *searcher) sharing(t tree, bs []between) [][]int {
	type pair struct {
		a, b int
		cost float32
	}
	var pairs []pair
	loose, w := r.loose(t, bs), r.lost(t, none)
	for i, a := range loose {
		for _, b := range loose[:i] {
			if sum := r.together(w, r.texts[a], r.texts[b]); sum > costBetween {
				pairs = append(pairs, pair{b, a, sum})
			}
		}
	}
	slices.SortStableFunc(pairs, func(x, y pair) int { return cmp.Compare(y.cost, x.cost) })
	var out [][]int
	for _, p := range pairs[:min(triedPairs, len(pairs))] {
		out = append(out, []int{p.a, p.b})
	}
	return out
}

// together is the cost of the changes of w that two copies share.
func (r *searcher) together(w, a, b *copytext) float32 {
	sum := float32(0)
	for k, v := range a.value {
		if v != none && v == b.value[k] && w.value[k] != none && w.value[k] != v {
			sum += r.sites[k].cost[w.value[k]][v]
		}
	}
	return sum
}
