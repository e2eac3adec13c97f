package stemma

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"variorum/internal/engine/arbor"
)

// decider chooses the stemma that is expected to be the nearest to the truth, as far as the chances tell: not the likeliest, which may be
// right in all or wrong in much. Nearness is what a reader asks of it: which accounts share a lost source, and which of two accounts stands nearer to a third. To
// count the models themselves as a third changed nothing on 300 simulated traditions.
type decider struct {
	*searcher
	appraised
	drawn []shape // stemmata drawn by the chances

	way        [][]int8 // for steps
	neighbours [][]int
	queue      []int
}

// secondary is a second model, or none, with its chance where the first is given.
type secondary struct {
	model  int
	chance float64
}

const (
	// drawings is the number of stemmata that are drawn: with fewer, which dice fall moves what is shown by a point or two.
	drawings = 400
)

// decide is the tree shown.
func (r *searcher) decide(chances appraised) tree {
	d := &decider{searcher: r, appraised: chances}
	best := d.arborescence(none)
	if r.n <= exactly {
		best = d.nearest(best)
	}
	r.settleReport(best)
	return best
}

// nearest is the tree that lies nearest to those drawn, beginning with one.
func (d *decider) nearest(best tree) tree {
	dice := rand.New(rand.NewPCG(7, 2)) // the same in every run
	for range drawings {
		d.drawn = append(d.drawn, d.shape(d.draw(dice)))
	}
	most := d.nearness(best)
	for k := range d.n {
		t := d.arborescence(k + 1)
		if near := d.nearness(t); near > most+surer {
			best, most = t, near
		}
	}
	for range mostSteps {
		near := d.step(best, most)
		if near == most {
			break
		}
		most = near
	}
	return best
}

const (
	// surer is by how much a tree must be the nearer to be taken instead of another: what adding up in another order does not change.
	surer = 1e-9
	// mostSteps is how often each account's models are tried anew, and leastTried the chance from which a model is.
	mostSteps, leastTried = 3, 0.08
)

// step gives each account other models where the tree lies the nearer to those drawn then, and returns how near it lies in the end.
func (d *decider) step(t tree, most float64) float64 {
	for c := range d.n {
		was := models{t.first[c], t.second[c]}
		best := was
		below := d.below(t, c)
		for p, x := range d.first[c] {
			if x < leastTried || p < d.n && below[p] {
				continue
			}
			for _, m := range d.second[c][p] {
				if x*m.chance < leastTried || m.model != none && m.model < d.n && below[m.model] {
					continue
				}
				t.first[c], t.second[c] = p, m.model
				if near := d.nearness(t); near > most+surer {
					best, most = models{p, m.model}, near
				}
			}
		}
		t.first[c], t.second[c] = best.first, best.second
	}
	return most
}

// arborescence is the tree with the most chance, when the lost source has so many children, the likeliest; or as many as it may with none.
func (d *decider) arborescence(children int) tree {
	order := byChance(d.first, d.wire())
	weight := make([][]float64, d.n+1)
	for p := range weight {
		weight[p] = make([]float64, d.n+1)
		for c := range weight[p] {
			if c == d.wire() || c == p {
				weight[p][c] = arbor.Never
			} else {
				weight[p][c] = d.first[c][p]
			}
		}
	}
	if children != none {
		for k, c := range order {
			if k < children {
				weight[d.wire()][c] += forced
			} else {
				weight[d.wire()][c] -= forced
			}
		}
	}
	t := d.star()
	copy(t.first, arbor.Maximum(weight, d.wire()))
	for c := range d.n {
		if ms := d.second[c][t.first[c]]; len(ms) > 0 {
			d.giveSecond(t, c, ms[0].model)
		}
	}
	return t
}

// forced outweighs any sum of chances that one tree may gain.
const forced = 100

// byChance is the accounts by their chance to come from p, the likeliest first.
func byChance(chance [][]float64, p int) []int {
	order := make([]int, len(chance))
	for c := range order {
		order[c] = c
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(chance[y][p], chance[x][p]) })
	return order
}

// giveSecond gives an account a second model, or none, unless they would then come from each other.
func (r *searcher) giveSecond(t tree, c, q int) {
	if q != none && (q >= r.wire() || !r.below(t, c)[q]) {
		t.second[c] = q
	}
}

// draw draws a tree: each account's models by their chances, and those of accounts that come from each other anew.
func (d *decider) draw(dice *rand.Rand) tree {
	t := d.star()
	for c := range d.n {
		t.first[c] = d.drawFirst(c, dice)
	}
	for range mostRedrawn {
		c := d.round(t)
		if c == none {
			break
		}
		t.first[c] = d.drawFirst(c, dice)
	}
	for c := d.round(t); c != none; c = d.round(t) {
		t.first[c] = d.wire()
	}
	for c := range d.n {
		at := dice.Float64()
		for _, m := range d.second[c][t.first[c]] {
			if at -= m.chance; at < 0 {
				d.giveSecond(t, c, m.model)
				break
			}
		}
	}
	return t
}

// mostRedrawn is how many models are drawn anew before the lost source is taken.
const mostRedrawn = 50

func (d *decider) drawFirst(c int, dice *rand.Rand) int {
	at := dice.Float64()
	for p, x := range d.first[c] {
		if at -= x; at < 0 {
			return p
		}
	}
	return d.wire()
}

// round is an account that comes from itself, or none.
func (d *decider) round(t tree) int {
	for c := range d.n {
		p := c
		for range d.n + 1 {
			if p = t.first[p]; p == c {
				return c
			} else if p == d.wire() {
				break
			}
		}
	}
	return none
}

// nearness is how near a tree lies to those drawn, on average.
func (d *decider) nearness(t tree) float64 {
	s, sum := d.shape(t), 0.0
	for i := range d.drawn {
		o := &d.drawn[i]
		sum += sharingWeight*s.sharing(o) + s.nearer(o)
	}
	return sum / float64(len(d.drawn))
}

// sharingWeight is how much it counts that two trees have the same accounts share a source, beside which of two accounts is nearer to a third. At 1, as
// at first, both came out worse by a tenth or two on 800 simulated traditions: the pairs of few children are told by few dice.
const sharingWeight = 0.5
