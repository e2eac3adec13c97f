package align

import (
	"cmp"
	"slices"
)

// Pair alignment is for two texts that may share all, a part that was moved, or nothing; most pairs of one event share nothing, so
// that has to be found out first and fast. It goes from sure to less sure:
//
//	seeds    each four words in a row that both texts have, by a table of one text's
//	tiles    seeds grown as far as they reach; the longest are laid first, and no word is covered twice
//	order    of the tiles, those that go forward in both texts and cover most; the others are moved
//	gaps     what lies between two tiles in order, word by word, as far as it is short
//
// Tiling is Wise's greedy string tiling ("YAP3", 1996), with the seeds of BLAST in place of its rounds.

// Run is words that two texts share, one after the other: where they begin in each, and how many they are.
type Run struct{ A, B, N int }

// Gap is a place where two texts differ between words that they share: the words from A to EndA stand where the other text has
// those from B to EndB. One of the two may be empty.
type Gap struct{ A, EndA, B, EndB int }

// Comparison is how two texts stand to each other.
type Comparison struct {
	Runs  []Run // those in order, ascending in both texts
	Moved []Run // ascending in the first text
	Gaps  []Gap // between the runs in order, ascending
}

// Words counts the words that both texts have.
func (c *Comparison) Words() int {
	n := 0
	for _, r := range c.Runs {
		n += r.N
	}
	for _, r := range c.Moved {
		n += r.N
	}
	return n
}

const (
	// seedWords is the number of words in a row that start a run: four are seldom shared by accident.
	seedWords = 4

	// seedPlaces is the number of places of the same four words that are tried. A text that says one thing a hundred times is
	// no reason for a hundred times the work.
	seedPlaces = 16

	// growSteps bounds the growing of seeds, in words for each word of the two texts. Real pairs need two or three; a text of
	// one word said over and over would need as many as it has words.
	growSteps = 64

	// gapCells bounds the work on one gap: the product of the words on both sides. Longer gaps are other text.
	gapCells = 1 << 12
)

// Comparer compares texts with one text. It keeps what it needs from one comparison to the next, so one is made for many and used
// by one goroutine. The zero value is ready; it knows the empty text.
type Comparer struct {
	text []uint64
	head []int32 // by hash of four words, the first place in text plus one
	next []int32 // by place, the next place with the same hash plus one
	lone []bool  // by place, whether no other has the same hash

	seeds, tiles, run []Run
	taken, used       []bool
	cells             []uint16
}

// Set gives the text that others are compared with, as the forms of its words.
func (c *Comparer) Set(text []uint64) {
	c.text = text
	size := 16
	for size < 2*len(text) {
		size *= 2
	}
	c.head = sized(c.head, size)
	c.next = sized(c.next, len(text))
	c.lone = sized(c.lone, len(text))
	for j := len(text) - seedWords; j >= 0; j-- {
		h := seedHash(text[j:], size)
		n := c.head[h]
		c.next[j], c.head[h] = n, int32(j+1)
		if c.lone[j] = n == 0; !c.lone[j] {
			c.lone[n-1] = false
		}
	}
}

func sized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	clear(s[:n])
	return s[:n]
}

func seedHash(w []uint64, size int) int {
	h := (w[0]*0x9e3779b97f4a7c15 ^ w[1]) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>29 ^ w[2]) * 0x94d049bb133111eb
	h = (h ^ h>>31 ^ w[3]) * 0x9e3779b97f4a7c15
	return int(h>>32) & (size - 1)
}

// Compare lays a text beside the one that was set; A counts in that of the argument. Texts that share no four words in a row have
// no run and no gap. The slices of the result are good until the next call.
func (c *Comparer) Compare(text []uint64) Comparison {
	out := c.Shared(text)
	if len(out.Runs) == 0 {
		return out
	}
	tiles := out.Runs
	last := Run{}
	c.run = c.run[:0]
	for _, t := range tiles {
		out.Gaps = c.fill(text, out.Gaps, Gap{last.A + last.N, t.A, last.B + last.N, t.B})
		c.run = append(c.run, t)
		last = t
	}
	out.Gaps = c.fill(text, out.Gaps, Gap{last.A + last.N, len(text), last.B + last.N, len(c.text)})
	out.Runs = c.run
	return out
}

// Shared is Compare without the gaps and what they hide: runs of four words and more, in a fraction of the time.
func (c *Comparer) Shared(text []uint64) Comparison {
	if c.seeds = c.seeds[:0]; len(c.head) > 0 {
		c.grow(text)
	}
	if len(c.seeds) == 0 {
		return Comparison{}
	}
	c.lay(text)
	return c.order()
}

// grow finds the runs that reach as far as they can.
func (c *Comparer) grow(x []uint64) {
	y, steps := c.text, growSteps*(len(x)+len(c.text))
	inside, to := 0, 0 // the last run reaches to here in x; its places in y are so far from those in x
	for i := 0; i+seedWords <= len(x) && steps > 0; i++ {
		if i+seedWords <= to && c.lone[i+inside] {
			continue // four words of the run, which stand nowhere else in y
		}
		place := c.head[seedHash(x[i:], len(c.head))]
		for tried := 0; place > 0 && tried < seedPlaces; tried++ {
			j := int(place - 1)
			place = c.next[j]
			if i > 0 && j > 0 && x[i-1] == y[j-1] {
				continue // inside a run that was found
			}
			n := 0
			for i+n < len(x) && j+n < len(y) && x[i+n] == y[j+n] {
				n++
			}
			if steps -= n; n >= seedWords {
				c.seeds = append(c.seeds, Run{i, j, n})
				if i+n > to {
					inside, to = j-i, i+n
				}
			}
		}
	}
}

// lay makes tiles of the runs, the longest first: no word of either text is covered twice.
func (c *Comparer) lay(x []uint64) {
	c.taken, c.used = sized(c.taken, len(x)), sized(c.used, len(c.text))
	c.tiles = c.tiles[:0]
	slices.SortFunc(c.seeds, func(p, q Run) int {
		return cmp.Or(q.N-p.N, p.A-q.A, p.B-q.B)
	})
	for _, s := range c.seeds {
		for i := 0; i < s.N; i++ {
			n := 0
			for i+n < s.N && !c.taken[s.A+i+n] && !c.used[s.B+i+n] {
				n++
			}
			if n >= seedWords {
				c.tiles = append(c.tiles, Run{s.A + i, s.B + i, n})
				for k := range n {
					c.taken[s.A+i+k], c.used[s.B+i+k] = true, true
				}
			}
			i += n
		}
	}
	slices.SortFunc(c.tiles, func(p, q Run) int { return p.A - q.A })
}

// order parts the tiles in order from those that were moved.
func (c *Comparer) order() Comparison {
	in := LongestIncreasing(len(c.tiles), func(i int) int { return c.tiles[i].B }, func(i int) int { return c.tiles[i].N })
	if len(in) == len(c.tiles) {
		return Comparison{Runs: c.tiles}
	}
	var out Comparison
	for i, t := range c.tiles {
		if len(in) > 0 && in[0] == i {
			in = in[1:]
			out.Runs = append(out.Runs, t)
		} else {
			out.Moved = append(out.Moved, t)
		}
	}
	return out
}

// fill finds the words that both texts have in a gap, and adds what is left of it. Words of a gap that are covered by a moved tile are
// left as they are.
func (c *Comparer) fill(x []uint64, gaps []Gap, g Gap) []Gap {
	a, b := g.EndA-g.A, g.EndB-g.B
	if a == 0 && b == 0 {
		return gaps
	}
	if a == 0 || b == 0 || a*b > gapCells {
		return append(gaps, g)
	}
	c.common(x, g)
	from, width := g, b+1
	for i, j := 0, 0; i < a && j < b; {
		switch best := c.cells[i*width+j]; {
		case c.same(x, g.A+i, g.B+j) && best == c.cells[(i+1)*width+j+1]+1:
			n := 1
			for i+n < a && j+n < b && c.same(x, g.A+i+n, g.B+j+n) && c.cells[(i+n)*width+j+n] == best-uint16(n) {
				n++
			}
			if to := (Gap{from.A, g.A + i, from.B, g.B + j}); to.A < to.EndA || to.B < to.EndB {
				gaps = append(gaps, to)
			}
			c.run = append(c.run, Run{g.A + i, g.B + j, n})
			i, j = i+n, j+n
			from.A, from.B = g.A+i, g.B+j
		case c.cells[(i+1)*width+j] == best:
			i++
		default:
			j++
		}
	}
	if from.A < g.EndA || from.B < g.EndB {
		gaps = append(gaps, from)
	}
	return gaps
}

// same reports whether two words are alike and no tile covers them.
func (c *Comparer) same(x []uint64, i, j int) bool {
	return x[i] == c.text[j] && !c.taken[i] && !c.used[j]
}

// common fills the table of the longest common subsequence of what follows each pair of places in a gap.
func (c *Comparer) common(x []uint64, g Gap) {
	a, b := g.EndA-g.A, g.EndB-g.B
	width := b + 1
	c.cells = sized(c.cells, (a+1)*width)
	for i := a - 1; i >= 0; i-- {
		for j := b - 1; j >= 0; j-- {
			if c.same(x, g.A+i, g.B+j) {
				c.cells[i*width+j] = c.cells[(i+1)*width+j+1] + 1
			} else {
				c.cells[i*width+j] = max(c.cells[(i+1)*width+j], c.cells[i*width+j+1])
			}
		}
	}
}
