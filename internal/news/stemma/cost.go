package stemma

import (
	"math"
	"slices"
)

// copytext is a text as the sheet has it: of an account, or of a source that is lost and worked out from what its children have.
type copytext struct {
	place  []int32       // of each unit: its rank in the text, or none
	order  []int32       // the units of the text, in its order
	value  []int8        // of each site: the reading, or none
	marks  [][kinds]int8 // of each unit: the forms of its marks
	anchor []int32       // of each unit of a report: the sentence behind which more than one of those that have it put it, or none; nil else
	mixed  bool          // marks of both forms
	who    int           // the account, or none
}

// copyOf is the text of account i.
func (s *sheet) copyOf(i int) *copytext {
	t := &copytext{place: make([]int32, len(s.units)), value: make([]int8, len(s.sites)), marks: make([][kinds]int8, len(s.units)), who: i}
	for u := range s.units {
		t.place[u], t.marks[u] = s.units[u].place[i], s.units[u].marks[i]
		if t.place[u] != none {
			t.order = append(t.order, int32(u))
		}
	}
	slices.SortFunc(t.order, func(a, b int32) int { return int(t.place[a] - t.place[b]) })
	for k := range s.sites {
		t.value[k] = s.sites[k].value[i]
	}
	t.mixed = t.uneven()
	return t
}

// scribe works out what it costs to make one text of another. It keeps its memory from one to the next.
type scribe struct {
	*sheet
	seen  []int32 // of each change: the last run that had it
	run   int32
	ranks []int32 // of the units that a copy has from its model, in the order of the copy
	tail  []int32 // for the longest increasing run
	back  []int32
	stray []bool // of each rank: not in the longest run in the model's order
}

func newScribe(s *sheet) *scribe { return &scribe{sheet: s, seen: make([]int32, s.changes)} }

// pass is the bill for a copy c whose maker had p before him, and q too if it is not nil. The words come from p where p has
// the sentence, else from q; what stands elsewhere than in p, and q has too, comes from q.
func (s *scribe) pass(p, q, c *copytext) tally {
	var b tally
	s.run++
	s.ranks = s.ranks[:0]
	for _, u := range c.order {
		if p.place[u] != none {
			s.ranks = append(s.ranks, p.place[u])
		}
	}
	moves := s.moves()
	borrowing, missing, from := false, false, 0
	var set setting
	last := int32(none)
	for _, u := range c.order {
		model := p
		if p.place[u] == none {
			model = nil
		} else if from++; s.stray[from-1] && q != nil && q.place[u] != none {
			model, moves = nil, moves-1
		}
		switch {
		case model == p:
			s.reworded(&b, p, c, int(u))
			set.count(p.marks[u], c.marks[u])
			last = u
			borrowing = false
		case q != nil && q.place[u] != none:
			s.reworded(&b, q, c, int(u))
			if !borrowing {
				b[borrow]++
				if q.anchor != nil && last != none && q.anchor[u] == last {
					b[anchored]++
				}
			}
			borrowing = true
		case s.units[u].home >= 0 && s.units[u].home != c.who:
			b[foreign]++
			s.written(&b, c, int(u))
			borrowing = false
		case s.units[u].holders > 1:
			if missing {
				b[regained]++
			} else {
				b[regain]++
			}
			missing = true
			s.written(&b, c, int(u))
			borrowing = false
			continue
		default:
			continue
		}
		missing = false
	}
	if p.who != none && int(b[regain]+b[regained]) > from {
		b[lesser] = 1
	}
	b[move] = float32(max(moves, 0))
	set.bill(&b)
	s.drops(&b, p, c)
	return b
}

// reworded adds the changes within a unit.
func (s *scribe) reworded(b *tally, p, c *copytext, u int) {
	for k := s.units[u].from; k < s.units[u].to; k++ {
		x, y := p.value[k], c.value[k]
		if x == y || x == none || y == none {
			continue
		}
		site, share := &s.sites[k], float32(1)
		if id := site.change[x][y]; s.seen[id] == s.run {
			share = repeated
		} else {
			s.seen[id] = s.run
		}
		b.plus(&site.what[x][y], share)
	}
}

// written adds what it takes to write the words of a unit that others lack there.
func (s *scribe) written(b *tally, c *copytext, u int) {
	for k := s.units[u].from; k < s.units[u].to; k++ {
		if v := c.value[k]; v != none {
			if empty := s.sites[k].empty(); empty != none && empty != int(v) {
				b.plus(&s.sites[k].what[empty][v], 1)
			}
		}
	}
}

// drops adds the runs of units that p has and c has not.
func (s *scribe) drops(b *tally, p, c *copytext) {
	length := 0
	for _, u := range p.order {
		if c.place[u] != none {
			length = 0
			continue
		}
		if length++; length == 1 {
			b[drop]++
		} else {
			b[dropped]++
		}
	}
	if length > 0 {
		b[drop]--
		b[dropped] -= float32(length - 1)
		b[tail] += float32(math.Log(float64(len(p.order)))) / 2
	}
}

// moves counts the runs of units that stand elsewhere than in the model: what is left beside the longest run in its order.
func (s *scribe) moves() int {
	n := len(s.ranks)
	if slices.IsSorted(s.ranks) {
		s.stray = append(s.stray[:0], make([]bool, n)...)
		return 0
	}
	s.tail, s.back = s.tail[:0], slices.Grow(s.back[:0], n)[:n]
	for i, r := range s.ranks {
		k, _ := slices.BinarySearchFunc(s.tail, r, func(at, rank int32) int { return int(s.ranks[at] - rank) })
		s.back[i] = none
		if k > 0 {
			s.back[i] = s.tail[k-1]
		}
		if k == len(s.tail) {
			s.tail = append(s.tail, int32(i))
		} else {
			s.tail[k] = int32(i)
		}
	}
	s.stray = slices.Grow(s.stray[:0], n)[:n]
	for i := range s.stray {
		s.stray[i] = len(s.tail) < n
	}
	if len(s.tail) == n {
		return 0
	}
	runs, last := 0, n
	for at := int(s.tail[len(s.tail)-1]); ; at = int(s.back[at]) {
		if last-at > 1 {
			runs += s.runs(at+1, last)
		}
		s.stray[at] = false
		if last = at; s.back[at] == none {
			break
		}
	}
	if last > 0 {
		runs += s.runs(0, last)
	}
	return runs
}

// runs counts the runs in a range of ranks that follow each other in the model too.
func (s *scribe) runs(from, to int) int {
	n := 1
	for i := from + 1; i < to; i++ {
		if s.ranks[i] != s.ranks[i-1]+1 {
			n++
		}
	}
	return n
}
