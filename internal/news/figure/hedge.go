package figure

import "variorum/edition"

// hedgeBefore returns the hedge in front of word i and the first word of it, or i.
func (r *reader) hedgeBefore(i int) (string, int) {
	end := i
	for n := 0; n < 3 && r.leansOn(end-1); n++ {
		if h, first := r.hedgeEnding(end); first < end {
			return h, first
		}
		end--
	}
	if h, first := r.hedgeEnding(end); first < end {
		return h, first
	}
	return "", i
}

// leansOn reports whether a hedge may stand in front of word i: "more than a staggering 20".
func (r *reader) leansOn(i int) bool {
	if low := r.low(i); low == "a" || low == "an" {
		return true
	}
	return i >= 0 && !r.mark(i) && r.class(i).is(lean) && !r.class(i).is(determiner)
}

// hedgeEnding returns the longest hedge whose last word stands before word end.
func (r *reader) hedgeEnding(end int) (string, int) {
	if !r.lex.closing[r.low(end-1)] {
		return "", end
	}
	for first := max(0, end-hedgeWords); first < end; first++ {
		key := r.low(first)
		for k := first + 1; k < end; k++ {
			key += " " + r.low(k)
		}
		if h, ok := r.lex.before[key]; ok && r.hedges(key, first) {
			return h, first
		}
	}
	return "", end
}

// hedges reports whether words that may hedge do so at word first: "over" and "under" are prepositions too, "some" is none
// behind a possessive.
func (r *reader) hedges(key string, first int) bool {
	switch key {
	case "over":
		return !r.class(first - 1).is(withOver)
	case "up to": // "dues have gone up to $8,400" tells where they stand
		return !r.class(first - 1).is(moves)
	case "about":
		return !r.class(first - 1).is(withAbout)
	}
	return true
}

// hedgeBehind returns the hedge behind word n-1: "20 or so", "50+".
func (r *reader) hedgeBehind(n int) (string, int) {
	h, next := longest(r, r.lex.after, n, 3)
	if next > n && r.low(n) == "plus" && !r.hyphen(n) && !r.glued(n) {
		return "", n
	}
	return h, next
}

// hedge finds how firm a quantity is. The hedge of a range stands before "between".
func (r *reader) hedge(q quantity) (approx string, first, next int) {
	first, next = q.first, q.next
	if q.vague {
		_, first = r.hedgeBefore(q.first)
		return string(edition.About), first, next
	}
	from := q.first
	if q.rule == RuleRange && (r.low(from-1) == "between" || r.low(from-1) == "from") {
		from--
		first = from
	}
	h, at := r.hedgeBefore(from)
	if at < from {
		first = at
	}
	if h == "" {
		if behind, n := r.hedgeBehind(q.next); n > q.next {
			h, next = behind, n
		}
	}
	if h == "" && q.rule == RuleShare && r.low(q.first-1) == "" {
		h = ""
	}
	if h == "" {
		h = string(edition.Exact)
	}
	return h, first, next
}
