package timeline

import (
	"sort"
	"strings"

	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

// clause returns the words that tell what happened at a time: its sentence, cut at the marks around it when the sentence is long.
func clause(a *account.Account, start, end int) text.Span {
	n := sort.Search(len(a.Sentences), func(k int) bool { return a.Sentences[k].End > start })
	if n == len(a.Sentences) {
		return text.Span{Start: start, End: end}
	}
	s := a.Sentences[n]
	s.Start, s.End = min(s.Start, start), max(s.End, end) // the stop of "10 p.m. Tuesday" may seem to end a sentence
	first := sort.Search(len(a.Tokens), func(k int) bool { return a.Tokens[k].Start >= s.Start })
	next := first + sort.Search(len(a.Tokens)-first, func(k int) bool { return a.Tokens[first+k].Start >= s.End })
	tokens := a.Tokens[first:next]
	if wordsIn(tokens, s) <= mostClause {
		return s
	}
	return grow(a.Text, tokens, s, text.Span{Start: start, End: max(end, start+1)})
}

// grow adds to the segment of a time its neighbours, the shorter one first, until it tells enough or no more fits.
func grow(words string, tokens []text.Token, sentence, at text.Span) text.Span {
	cuts := []int{sentence.Start}
	for i, t := range tokens {
		if t.Kind == text.Mark && i+1 < len(tokens) && strings.ContainsAny(t.Of(words), ",;:–—()") {
			cuts = append(cuts, tokens[i+1].Start)
		}
	}
	cuts = append(cuts, sentence.End)
	from := max(sort.Search(len(cuts), func(k int) bool { return cuts[k] > at.Start })-1, 0)
	to := sort.Search(len(cuts), func(k int) bool { return cuts[k] >= at.End })
	out := func(from, to int) text.Span {
		return text.Trim(words, text.Span{Start: cuts[from], End: cuts[min(to, len(cuts)-1)]})
	}
	for wordsIn(tokens, out(from, to)) < leastClause && (from > 0 || to < len(cuts)-1) {
		if to < len(cuts)-1 {
			to++
		} else {
			from--
		}
	}
	return trimMarks(words, out(from, to))
}

// trimMarks cuts a comma or bracket off the ends of a clause.
func trimMarks(words string, s text.Span) text.Span {
	w := s.Of(words)
	left := len(w) - len(strings.TrimLeft(w, " ,;:–—()"))
	right := len(w) - len(strings.TrimRight(w, " ,;:–—("))
	if left+right >= len(w) {
		return s
	}
	return text.Span{Start: s.Start + left, End: s.End - right}
}

func wordsIn(tokens []text.Token, s text.Span) int {
	n := 0
	for _, t := range tokens {
		if t.Kind != text.Mark && s.Start <= t.Start && t.End <= s.End {
			n++
		}
	}
	return n
}
