package grammar

import "strings"

// noKind is the kind of relations that a word may have many of.
const noKind = -1

// kindOf numbers the kinds of relations of which Universal Dependencies allow a word one each. The subject of an outer
// clause stands beside that of the inner one.
func kindOf(relation string) int8 {
	name, subtype, _ := strings.Cut(relation, ":")
	switch {
	case subtype == "outer":
	case name == "nsubj":
		return 0
	case name == "obj":
		return 1
	}
	return noKind
}

// mend sees to it that no word has two subjects or two objects.
func (m *Model) mend(s *space, n int) {
	for range mendings {
		i, j := m.twice(s)
		if i < 0 {
			return
		}
		m.part(s, i, j, n)
	}
}

// twice finds two words of one kind under one head, or -1.
func (m *Model) twice(s *space) (int, int) {
	for i, r := range s.rel {
		if m.kinds[r] == noKind {
			continue
		}
		for j := i + 1; j < len(s.rel); j++ {
			if s.head[j] == s.head[i] && m.kinds[s.rel[j]] == m.kinds[r] {
				return i, j
			}
		}
	}
	return -1, -1
}

// forbidden is what an arc's score is lowered by to keep it out of a tree.
const forbidden = 1e3

// part takes one of two words away from their head, or gives it another relation, whichever costs least.
func (m *Model) part(s *space, i, j, n int) {
	w, kind, head := m.relation.width(), m.kinds[s.rel[i]], s.head[i]
	least, word, other := float32(forbidden), i, s.rel[i]
	for _, x := range []int{i, j} {
		row := s.late[x*w : (x+1)*w]
		if r := m.bestRelation(row, kind); r >= 0 && row[s.rel[x]]-row[r] < least {
			least, word, other = row[s.rel[x]]-row[r], x, r
		}
	}
	was := s.sum(n)
	s.kept = append(s.kept[:0], s.head...)
	away := noKind
	for _, x := range []int{i, j} {
		arc := &s.scores[x*(n+1)+head]
		before := *arc
		*arc -= forbidden
		m.tree(s, n)
		*arc = before
		if cost := was - s.sum(n); cost < least {
			least, away = cost, x
			s.mended = append(s.mended[:0], s.head...)
		}
	}
	if away == noKind {
		copy(s.head, s.kept)
		s.rel[word] = other
		return
	}
	copy(s.head, s.mended)
	s.scores[away*(n+1)+head] -= forbidden
	m.relate(s, n)
}

// sum is the score of the tree in s.head.
func (s *space) sum(n int) float32 {
	var sum float32
	for i, h := range s.head {
		sum += s.scores[i*(n+1)+h]
	}
	return sum
}
