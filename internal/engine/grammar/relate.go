package grammar

// An arc that no relation fits is a bad arc, however well its ends go together. So where a word has more than one likely head,
// each is also weighed by how sure its relation would be, and a tree in which a word has two subjects or two objects is
// mended where that costs least.

// arc is a word and a head that it may have.
type arc struct{ word, head int }

const (
	likelyHeads = 3 // of one word, whose relations are looked at; five give the same
	likely      = 5 // how much less than the best head's score a likely one's may be: less than one in a hundred as probable
	mendings    = 3 // of one tree: a mended tree may be broken elsewhere
)

// weigh adds to the score of each likely head the logarithm of how probable the best relation to it is. Other heads are taken to
// have the least probable one.
func (m *Model) weigh(s *space, n int) {
	s.arcs = s.arcs[:0]
	for i := range n {
		s.arcs = appendLikely(s.arcs, s.scores[i*(n+1):(i+1)*(n+1)], i)
	}
	m.relations(s, n)
	for first := 0; first < len(s.arcs); {
		end := first
		var sure [likelyHeads]float32
		least := float32(0)
		for end < len(s.arcs) && s.arcs[end].word == s.arcs[first].word {
			sure[end-first] = m.sureness(s, end, n)
			least = min(least, sure[end-first])
			end++
		}
		row := s.scores[s.arcs[first].word*(n+1):][:n+1]
		for k, a := range s.arcs[first:end] {
			row[a.head] += sure[k] - least
		}
		for j := range row {
			row[j] += least
		}
		first = end
	}
}

// appendLikely appends the likely heads of word i if there is more than one.
func appendLikely(arcs []arc, row []float32, i int) []arc {
	first := len(arcs)
	for len(arcs) < first+likelyHeads {
		best := -1
		for h, x := range row {
			if h != i && (best < 0 || x > row[best]) && !has(arcs[first:], h) {
				best = h
			}
		}
		if best < 0 || len(arcs) > first && row[best] < row[arcs[first].head]-likely {
			break
		}
		arcs = append(arcs, arc{i, best})
	}
	if len(arcs) == first+1 {
		return arcs[:first]
	}
	return arcs
}

func has(arcs []arc, head int) bool {
	for _, a := range arcs {
		if a.head == head {
			return true
		}
	}
	return false
}

// relations scores the relations of s.arcs, a row each in s.late.
func (m *Model) relations(s *space, n int) {
	a, l, g := m.arc, m.label, m.heads.width()
	s.whole = room(s.whole, len(s.arcs), l)
	for k, x := range s.arcs {
		mine := s.heads[x.word*g+2*a:][:l]
		theirs := m.rootLabel
		if x.head < n {
			theirs = s.heads[x.head*g+2*a+l:][:l]
		}
		far := m.labelDistance[Distance(x.word, x.head, n)*l:][:l]
		mid := m.labelBetween[s.between.Class(x.word, x.head, n)*l:][:l]
		q := s.whole[k*l : (k+1)*l]
		for j := range q {
			q[j] = nearest(Squash(mine[j] + theirs[j] + far[j] + mid[j]))
		}
	}
	w := m.relation.width()
	s.late = grow(s.late, len(s.arcs)*w)
	m.relation.times(s.late, s.whole, len(s.arcs))
}

// sureness is the logarithm of the probability of the best relation of arc k.
func (m *Model) sureness(s *space, k, n int) float32 {
	if s.arcs[k].head == n {
		return 0
	}
	row := s.late[k*m.relation.width():][:len(m.names)]
	top := row[m.bestRelation(row, noKind)]
	var sum float32
	for r, x := range row {
		if r != m.root {
			sum += Exp(x - top)
		}
	}
	return -Log(sum)
}

// relate names the relation of each word to its head in s.rel. The root's is "root", and no other's.
func (m *Model) relate(s *space, n int) {
	s.arcs, s.rel = s.arcs[:0], grow(s.rel, n)
	for i, h := range s.head {
		s.arcs = append(s.arcs, arc{i, h})
	}
	m.relations(s, n)
	for i, h := range s.head {
		s.rel[i] = m.root
		if h != n {
			s.rel[i] = m.bestRelation(s.late[i*m.relation.width():], noKind)
		}
	}
}

// bestRelation is the best relation but the root's and those of a kind.
func (m *Model) bestRelation(scores []float32, without int8) int {
	best := -1
	for r, x := range scores[:len(m.names)] {
		if r != m.root && (without == noKind || m.kinds[r] != without) && (best < 0 || x > scores[best]) {
			best = r
		}
	}
	return best
}
