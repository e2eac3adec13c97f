package stemma

import "math/bits"

// shape is what of a tree another is compared with, yes and no in bits.
type shape struct {
	order  yesno // of each account and two others: it is nearer to the first; it is nearer to the second
	share  yesno // of each two accounts: they have text from one lost source
	shared int   // how many do
}

// yesno is a row of yes and no.
type yesno struct {
	words []uint64
	n     int
}

func (b *yesno) add(yes bool) {
	if b.n%64 == 0 {
		b.words = append(b.words, 0)
	}
	if yes {
		b.words[b.n/64] |= 1 << (b.n % 64)
	}
	b.n++
}

func (d *decider) shape(t tree) shape {
	s := shape{}
	steps := d.steps(t)
	from := func(c, lost int) bool { return t.first[c] == lost || t.second[c] == lost }
	for a := range d.n {
		for b := range a {
			share := from(a, d.wire()) && from(b, d.wire()) || from(a, d.other()) && from(b, d.other())
			s.share.add(share)
			s.shared += b2i(share)
		}
		for b := range d.n {
			for c := range b {
				if a != b && a != c {
					s.order.add(steps[a][b] < steps[a][c])
					s.order.add(steps[a][b] > steps[a][c])
				}
			}
		}
	}
	return s
}

// steps is how many edges lie between each two nodes. What it returns stands until it is asked again.
func (d *decider) steps(t tree) [][]int8 {
	m := d.n + 2
	if d.way == nil {
		d.way, d.neighbours = make([][]int8, m), make([][]int, m)
		for i := range m {
			d.way[i] = make([]int8, m)
		}
	}
	for i := range d.neighbours {
		d.neighbours[i] = d.neighbours[i][:0]
	}
	for c := range d.n {
		for _, p := range [...]int{t.first[c], t.second[c]} {
			if p != none {
				d.neighbours[c], d.neighbours[p] = append(d.neighbours[c], p), append(d.neighbours[p], c)
			}
		}
	}
	for from := range d.n {
		d.walk(from)
	}
	return d.way
}

// walk counts the steps from one node to each other.
func (d *decider) walk(from int) {
	way := d.way[from]
	for i := range way {
		way[i] = unreachable
	}
	way[from] = 0
	d.queue = append(d.queue[:0], from)
	for i := 0; i < len(d.queue); i++ {
		at := d.queue[i]
		for _, x := range d.neighbours[at] {
			if way[x] == unreachable {
				way[x] = way[at] + 1
				d.queue = append(d.queue, x)
			}
		}
	}
}

// unreachable is the steps between nodes that no way connects.
const unreachable = 100

// sharing is the F1 of the pairs said to share a lost source.
func (s *shape) sharing(o *shape) float64 {
	if s.shared+o.shared == 0 {
		return 1
	}
	both := 0
	for i, w := range s.share.words {
		both += bits.OnesCount64(w & o.share.words[i])
	}
	return 2 * float64(both) / float64(s.shared+o.shared)
}

// nearer is how far the two agree which of two accounts stands nearer to a third.
func (s *shape) nearer(o *shape) float64 {
	if s.order.n == 0 {
		return 1
	}
	off := 0
	for i, w := range s.order.words {
		off += bits.OnesCount64(w ^ o.order.words[i])
	}
	return 1 - float64(off)/float64(s.order.n)
}
