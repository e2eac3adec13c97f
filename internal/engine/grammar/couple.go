package grammar

// Quotation marks and brackets come in twos, and both of a couple hang on one word, which Universal Dependencies ask and the
// network, which looks at one mark at a time, misses for every fifth couple.

// couple is the places of an opening mark and its closing one.
type couple struct{ open, close int }

// couples appends the couples of a sentence. Brackets may stand within each other; quotation marks open and close by turns.
func couples(out []couple, words []string, marks []Mark) []couple {
	quote := -1
	var brackets []int
	for i, w := range words {
		switch {
		case marks[i] == QuoteMark && quote < 0:
			quote = i
		case marks[i] == QuoteMark:
			out = append(out, couple{quote, i})
			quote = -1
		case w == "(" || w == "[" || w == "{":
			brackets = append(brackets, i)
		case len(brackets) > 0 && (w == ")" || w == "]" || w == "}"):
			out = append(out, couple{brackets[len(brackets)-1], i})
			brackets = brackets[:len(brackets)-1]
		}
	}
	return out
}

// unite hangs both marks of a couple on that one of their two heads that is better for both.
func (s *space) unite(n int) {
	for _, c := range s.couples {
		a, b := s.head[c.open], s.head[c.close]
		if a == b || !s.leaf(c.open) || !s.leaf(c.close) {
			continue
		}
		at := func(mark, head int) float32 { return s.scores[mark*(n+1)+head] }
		first, second := a, b
		if at(c.open, b)+at(c.close, b) > at(c.open, a)+at(c.close, a) {
			first, second = b, a
		}
		if !s.hang(c, first, n) && !s.hang(c, second, n) {
			s.head[c.open], s.head[c.close] = a, b
		}
	}
}

// leaf reports whether a word has no dependents and is not the root.
func (s *space) leaf(i int) bool {
	for _, h := range s.head {
		if h == i {
			return false
		}
	}
	return s.head[i] != len(s.head)
}

// hang tries a head for both marks of a couple.
func (s *space) hang(c couple, head, n int) bool {
	if head == n || head == c.open || head == c.close {
		return false
	}
	s.head[c.open], s.head[c.close] = head, head
	return projective(s.head)
}
