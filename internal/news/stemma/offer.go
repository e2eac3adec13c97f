package stemma

import (
	"cmp"
	"math"
	"slices"
)

// offer is a choice of models and what the whole costs with it.
type offer struct {
	models
	cost   float32
	chance float64
}

// improve gives an account the models that make the whole cheapest, and reports whether they are others than before.
func (r *searcher) improve(t tree, c int) bool {
	was := models{t.first[c], t.second[c]}
	best, least := was, float32(math.Inf(1))
	for _, o := range r.offers(t, c) {
		if o.models == was {
			o.cost -= 1e-3
		}
		if o.cost < least {
			best, least = o.models, o.cost
		}
	}
	t.first[c], t.second[c] = best.first, best.second
	return best != was
}

// offers is the models that an account may have, and what the whole costs with each. The search comes by the same trees again and again, so
// they are kept.
func (r *searcher) offers(t tree, c int) []offer {
	if r.still != nil {
		return r.choose(t, c, r.still, r.still, [2]float32{})
	}
	key := t.key(c)
	out, seen := r.known[key]
	if !seen {
		out = r.weighed(t, c)
		r.known[key] = out
	}
	return out
}

// weighed is offers worked out.
func (r *searcher) weighed(t tree, c int) []offer {
	p0, q0 := t.first[c], t.second[c]
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

// choose lists the models of an account with their costs, where with and without are the text of the wire with the account among its
// children and without it, and rest is what everything else then costs.
func (r *searcher) choose(t tree, c int, with, without *copytext, rest [2]float32) []offer {
	below := r.below(t, c)
	firsts, seconds := r.candidates(c)
	out := make([]offer, 0, len(firsts)*(len(seconds)+2))
	try := func(p, q int) {
		w, base := without, rest[1]
		if p == r.wire() {
			w, base = with, rest[0]
		}
		out = append(out, offer{models: models{p, q}, cost: base + r.edge(w, p, q, c)})
	}
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
	if p := t.first[c]; p != none && !slices.Contains(firsts, p) {
		try(p, t.second[c])
	}
	return out
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
				return cmp.Compare(r.pair[a][c]+r.apart[a][c], r.pair[b][c]+r.apart[b][c])
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

// key tells a tree from others by all but what account c has its text from, which is about to be chosen.
func (t tree) key(c int) string {
	out := make([]byte, 0, 4*len(t.first)+2)
	for i := range t.first {
		if p, q := t.first[i]+1, t.second[i]+1; i != c {
			out = append(out, byte(p), byte(p>>8), byte(q), byte(q>>8))
		}
	}
	return string(append(out, byte(c), byte(c>>8)))
}
