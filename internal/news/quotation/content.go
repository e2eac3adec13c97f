package quotation

import (
	"slices"

	"variorum/internal/engine/text"
)

// This file finds what is said: the words behind a verb of saying, the words before it, and where they end.

// content is what a frame attributes, as ranges of items, with the one it was said to.
type content struct {
	pieces   []phrase
	listener phrase
	rule     string
	open     bool // a colon ends the sentence: the content is in the next one
}

func (c content) found() bool { return len(c.pieces) > 0 }

// right returns the content behind the verb at item v.
func (s *sentence) right(v int) content {
	c, r := s.items[v].cue, v+1
	var out content
	if c.takes("tell", "ask") {
		out.listener, r = s.listener(r)
	}
	if r < len(s.items) && c.takes("+"+s.items[r].low) {
		if s.items[r].low != "out" {
			return s.prepositional(out, v, r+1)
		}
		r++
	}
	adjunct := false
	for r < len(s.items) && r-v < adjunctItems {
		it := s.items[r]
		switch {
		case it.isQuote():
			return s.fromQuote(out, v, r, adjunct)
		case it.low == "that" && it.isWord() && !(c.takes("call", "blame") && !c.takes("say", "tell", "think")):
			return s.clause(out, v, r, RuleReported)
		case it.mark(":"):
			return s.afterColon(out, v, r)
		case it.mark(","), it.dash():
			if r = s.afterAside(r); r < 0 {
				return out
			}
			adjunct = true
		case it.any(timeWord), !it.any(capital) && (it.any(adverb) && it.low != "so" || it.ly()) && s.skippableAdverb(r):
			r++
		case it.low == "to" && c.takes("want", "tell", "ask") && !s.isListener(r):
			return s.clause(out, v, r, RuleIntended)
		case it.any(preposition) && s.opensAmount(r):
			return s.bareClause(out, v, r, adjunct)
		case it.any(preposition) && !it.any(subordinator|interrogative):
			if next := s.afterAdjunct(r, c); next > 0 {
				r, adjunct = next, true
				continue
			}
			return out
		default:
			return s.bareClause(out, v, r, adjunct)
		}
	}
	if out.open = r >= len(s.items) && s.items[len(s.items)-1].mark(":"); out.open {
		out.rule = RuleColon
	}
	return out
}

// opensAmount reports whether the preposition at r belongs to an amount: at least twelve people.
func (s *sentence) opensAmount(r int) bool {
	return r+2 < len(s.items) && s.items[r+1].any(quantifier) && (s.items[r+2].kind == text.Number || s.items[r+2].any(quantifier))
}

// skippableAdverb keeps "once the Senate meets" and "only the army" as the beginning of what is said.
func (s *sentence) skippableAdverb(r int) bool {
	return !s.items[r].any(subordinator|determiner|quantifier) && r+1 < len(s.items) && s.items[r+1].low != "of"
}

// isListener reports whether "to" at item r is followed by somebody, not by a verb.
func (s *sentence) isListener(r int) bool {
	return r+1 < len(s.items) && s.items[r+1].any(determiner|object|possessive|capital)
}

// listener returns whom somebody told, if one is named, and the item behind.
func (s *sentence) listener(r int) (phrase, int) {
	if r >= len(s.items) || !s.items[r].isWord() || s.items[r].any(subordinator|interrogative) && s.items[r].low != "that" || s.items[r].low == "to" || s.items[r].low == "that" {
		return phrase{}, r
	}
	if s.items[r].any(object) {
		return phrase{r, r + 1}, r + 1
	}
	if p := s.behind(r); !p.empty() && !s.items[r].any(pronoun) && !s.items[p.hi-1].any(determiner) {
		return p, p.hi
	}
	return phrase{}, r
}

// afterAside returns where the sentence goes on behind the aside that the comma or dash at r opens: a quotation, a "that".
// A quotation right behind the mark is itself the place. -1: there is none.
func (s *sentence) afterAside(r int) int {
	if r+1 < len(s.items) && (s.items[r+1].isQuote() || s.items[r+1].low == "that") {
		return r + 1
	}
	if r+2 < len(s.items) && s.items[r+1].any(conjunction) && s.items[r+2].isQuote() { // he said, but “A”
		return r + 2
	}
	dash := s.items[r].dash()
	for i := r + 1; i+1 < len(s.items) && i-r < adjunctItems; i++ {
		if it := s.items[i]; dash && !it.dash() {
			continue
		} else if it.cue != nil && (!it.cue.noun || it.ing()) && !it.any(capital) && s.items[i+1].low != "by" {
			return -1
		} else if it.mark(",", ":") || it.dash() {
			if s.items[i+1].isQuote() || s.items[i+1].low == "that" {
				return i + 1
			}
		}
	}
	return -1
}

// afterAdjunct returns where the sentence goes on behind the preposition at r ("in an interview on Monday that"): at the
// next "that", quotation or colon, or at the pronoun that begins a clause. 0: it does not.
func (s *sentence) afterAdjunct(r int, c *cue) int {
	for i := r + 1; i < len(s.items) && i-r < adjunctItems; i++ {
		it := s.items[i]
		switch {
		case it.isQuote() && i > r+1 || it.mark(":"):
			return i
		case it.low == "that" && i > r+1, it.low == "to" && i > r+1 && c.takes("tell") && !s.isListener(i):
			return i
		case it.mark(",") || it.dash():
			return max(s.afterAside(i), 0)
		case it.cue != nil && !it.cue.noun, it.any(subordinator | conjunction | interrogative), it.mark(";"):
			return 0
		case it.any(pronoun) && !it.any(possessive|quantifier) && i > r+1 && it.low != "who" && it.low != "which":
			return i
		}
	}
	return 0
}

// fromQuote takes the content that begins with the quoted run at r.
func (s *sentence) fromQuote(out content, v, r int, adjunct bool) content {
	end := s.quotedEnd(r)
	out.rule = RuleBefore
	if adjunct && s.items[r-1].isWord() && s.items[r-1].low != "that" && !s.items[r-1].any(conjunction) && !(s.items[r].stop && s.items[r].any(capital)) {
		return out // the object of a preposition: on the podcast “A”
	}
	if s.endsInside(end-1, v) {
		out.pieces = []phrase{{r, end}}
		return out
	}
	return s.clauseAs(out, v, r, RuleBefore)
}

// quotedEnd joins runs that only "and" or a comma parts: chanted “A” and “B”.
func (s *sentence) quotedEnd(r int) int {
	for r+2 < len(s.items) && (s.items[r+1].low == "and" || s.items[r+1].low == "or" || s.items[r+1].mark(",")) && s.items[r+2].isQuote() {
		r += 2
	}
	return r + 1
}

// endsInside reports whether a statement is over with the quoted run at q: the sentence is, or what follows is an
// adjunct of the verb, not of the words quoted.
func (s *sentence) endsInside(q, v int) bool {
	if q+1 >= len(s.items) {
		return true
	}
	next := s.items[q+1]
	return !next.isWord() && !next.isQuote() || next.any(timeWord) || s.items[q].stop || next.any(conjunction) && q+2 < len(s.items) && s.items[q+2].cue != nil
}

// afterColon takes what a colon announces.
func (s *sentence) afterColon(out content, v, r int) content {
	if r+1 >= len(s.items) {
		out.open, out.rule = true, RuleColon
		return out
	}
	if s.items[r+1].isQuote() {
		return s.fromQuote(out, v, r+1, false)
	}
	return s.clauseAs(out, v, r+1, RuleReported)
}

// clause takes the clause that begins at r.
func (s *sentence) clause(out content, v, r int, rule string) content {
	return s.clauseAs(out, v, r, rule)
}

func (s *sentence) clauseAs(out content, v, r int, rule string) content {
	end := s.clauseEnd(r, v)
	if end-r < 2 && !s.items[r].isQuote() {
		return out
	}
	out.pieces, out.rule = []phrase{{r, end}}, rule
	return out
}

// bareClause takes a clause without "that", or the noun phrase that a verb of judging takes.
func (s *sentence) bareClause(out content, v, r int, adjunct bool) content {
	it, c := s.items[r], s.items[v].cue
	if !it.isWord() && !it.mark("$", "#", "@", "'") || it.any(conjunction) || it.low == "to" {
		return out
	}
	switch {
	case adjunct && !it.any(pronoun|subordinator):
		return out
	case c.takes("tell") && out.listener.empty() && !c.takes("say"):
		return out
	case it.any(auxiliary|modal) && !it.any(pronoun) && !s.relativeBefore(v):
		return out
	case c.takes("want", "call") && !c.takes("say", "think", "tell", "ask"):
		return s.named(out, v, r)
	case c.takes("think") && !c.takes("say") && !s.finite(phrase{r, len(s.items)}):
		return out
	case c.takes("say", "think", "tell", "ask", "find"):
		return s.clauseAs(out, v, r, RuleReported)
	}
	return s.clauseAs(out, v, r, RuleJudged)
}

// relativeBefore reports whether who or which opens the clause of the verb at v: "the tug that the master said was lost".
func (s *sentence) relativeBefore(v int) bool {
	for i := v - 1; i >= 0 && v-i < phraseItems; i-- {
		if s.isRelative(phrase{i, i + 1}) {
			return true
		} else if !s.items[i].isWord() {
			return false
		}
	}
	return false
}

// prepositional takes what a verb says by its preposition: called for a truce, railed against the toll.
func (s *sentence) prepositional(out content, v, r int) content {
	if r < len(s.items) && s.items[r].isWord() && !s.items[r].any(timeWord) {
		return s.clauseAs(out, v, r, RuleAbout)
	}
	return out
}

// named takes the complement of a verb of calling: called the plan “unheard of”.
func (s *sentence) named(out content, v, r int) content {
	for i := r; i < len(s.items) && i-r < adjunctItems; i++ {
		switch it := s.items[i]; {
		case it.isQuote():
			end := s.quotedEnd(i)
			if last := s.items[end-1]; !last.stop && end < len(s.items) && s.items[end].isWord() && !s.items[end].any(conjunction|pronoun|timeWord) {
				end = s.clauseEnd(end, v)
			}
			out.pieces, out.rule = []phrase{{r, end}}, RuleCalled
			return out
		case it.mark(",", ";", ":") || it.dash():
			return out
		}
	}
	return out
}

// clauseEnd returns where the clause that begins at r and hangs on the verb at v ends.
func (s *sentence) clauseEnd(r, v int) int {
	for i := r + 1; i < len(s.items); i++ {
		it := s.items[i]
		switch {
		case it.mark(";"), it.mark(":") && i+1 < len(s.items) && s.items[i+1].isQuote():
			return i
		case it.mark(".", "!", "?") && i+1 == len(s.items):
			return i
		case it.mark(",") || it.dash():
			if s.breaksClause(i + 1) {
				return i
			}
		case it.low == "and" || it.low == "but":
			if s.newPredicate(i+1) || s.newSpeaker(i+1) {
				return i
			}
		case it.low == "according" && i+1 < len(s.items) && s.items[i+1].low == "to":
			return i
		}
		if it.isQuote() && i+1 < len(s.items) && it.stop && s.breaksClause(i+1) {
			return i + 1
		}
	}
	return len(s.items)
}

// breaksClause reports whether behind a comma something begins at i that is no part of what was said: a new verb of
// saying, a participle (", adding that", ", referring to"), a second main clause that has its own.
func (s *sentence) breaksClause(i int) bool {
	if i >= len(s.items) {
		return false
	}
	it := s.items[i]
	switch {
	case it.low == "according":
		return true
	case it.low == "which" || it.low == "where":
		return true
	case s.opensRemark(i):
		return true
	case it.ing() && (it.cue != nil || i > 0 && s.items[i-1].isQuote() || i > 1 && s.items[i-2].isQuote()):
		return true
	case it.any(conjunction) || it.low == "while" || it.low == "though" || it.low == "although":
		if s.newPredicate(i + 1) {
			return true
		}
		return s.newSpeaker(i + 1)
	}
	return s.tag(i)
}

// opensRemark reports whether words about what was said begin at i: “A”, a claim that the crew disputed. In the middle of a clause such words
// are about something in it: the ferry, a request of the crew's, was late.
func (s *sentence) opensRemark(i int) bool {
	if !s.items[i].any(determiner) || i+1 >= len(s.items) || s.items[i+1].cue == nil || !s.items[i+1].cue.noun || s.items[i+1].any(capital) {
		return false
	}
	return i > 1 && s.items[i-2].isQuote() || !slices.ContainsFunc(s.items[i:], func(it item) bool { return it.mark(",") || it.dash() })
}

// tag reports whether "she said" and no more stands at i: an attribution inside a reported clause.
func (s *sentence) tag(i int) bool {
	for v := i + 1; v < len(s.items) && v-i < tagItems; v++ {
		named := s.items[v-1].any(capital) && (v+1 >= len(s.items) || s.items[v+1].mark("."))
		if c := s.items[v].cue; c != nil && c.takes("say", "tell") && (!c.noun || named) {
			return v+1 >= len(s.items) || !s.items[v+1].isWord() || s.items[v+1].any(timeWord|preposition|conjunction|subordinator)
		}
		if !s.items[v].isWord() {
			return false
		}
	}
	return false
}

// newPredicate reports whether a verb of saying stands at i, behind adverbs and auxiliaries: "and called", "but has said".
func (s *sentence) newPredicate(i int) bool {
	for i < len(s.items) && (s.items[i].any(adverb|auxiliary|modal|negation) || s.items[i].ly()) && !s.items[i].any(pronoun|subordinator) {
		i++
	}
	return i < len(s.items) && s.items[i].cue != nil && !s.items[i].cue.noun && !s.items[i].any(capital)
}

// newSpeaker reports whether a subject and a verb of saying begin at i: "but Ms. Lee said".
func (s *sentence) newSpeaker(i int) bool {
	p := s.behind(i)
	return !p.empty() && s.newPredicate(p.hi)
}

// left returns the content before the subject that begins at item lo: “A,” she said; A, she said. When a verb of saying closes its sentence,
// what stands before a comma is said, whether a verb is seen in it or not.
func (s *sentence) left(lo, from int, closes bool) content {
	end := lo
	for end > from && !s.items[end-1].isQuote() && !s.items[end-1].isWord() {
		end--
	}
	start := max(from, s.afterDateline(end))
	for start < end && (s.items[start].any(conjunction) || s.items[start].mark(",", "-", ":", ";", ".")) {
		start++
	}
	if start >= end {
		return content{}
	}
	if s.items[end-1].isQuote() {
		if end > 1 && s.items[end-2].mark(":") {
			start = end - 1
		}
		return content{pieces: []phrase{{start, end}}, rule: RuleAfter}
	}
	if end == lo || !s.items[end].mark(",") || end-start < clauseItems || s.isAside(start, end) || !closes && !s.isClause(start, end) {
		return content{}
	}
	return content{pieces: []phrase{{start, end}}, rule: RuleFronted}
}

// isClause reports whether a verb seems to stand in the range.
func (s *sentence) isClause(lo, hi int) bool {
	for i := lo; i < hi; i++ {
		if it := s.items[i]; it.any(auxiliary|modal) || it.cue != nil || it.isQuote() {
			return true
		}
	}
	return hi-lo > clauseItems+3
}

// isAside reports whether the range begins as what only goes before a clause does: "In a letter", "Asked about the harbour".
func (s *sentence) isAside(lo, hi int) bool {
	first := s.items[lo]
	return first.any(preposition|interrogative) && !s.hasComma(lo, hi) || first.ing() && !s.hasAuxiliary(lo, hi) || opensAside(first) ||
		first.any(subordinator) && first.low != "that" && !s.hasComma(lo, hi)
}

func (s *sentence) hasAuxiliary(lo, hi int) bool {
	return slices.ContainsFunc(s.items[lo:hi], func(it item) bool { return it.any(auxiliary | modal) })
}

func (s *sentence) hasComma(lo, hi int) bool {
	for i := lo; i < hi; i++ {
		if s.items[i].mark(",") {
			return true
		}
	}
	return false
}
