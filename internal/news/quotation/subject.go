package quotation

import "variorum/internal/engine/text"

// This file finds who is made answerable: the noun phrase before a verb, behind it, or the subject of the whole sentence.
// It has no tagger: closed classes end a phrase, capitals and open classes make one.

// phrase is a half-open range of items.
type phrase struct{ lo, hi int }

func (p phrase) empty() bool { return p.lo >= p.hi }

// verbGroup returns where the verb group that ends with item v begins, and whether it is passive or an infinitive.
func (s *sentence) verbGroup(v int) (from int, passive, infinitive bool) {
	for from = v; from > 0; {
		if n := s.skipTime(from); n > 0 {
			from -= n
			continue
		}
		it := s.items[from-1]
		passive = passive || it.any(be) && !s.items[v].ing()
		if !it.any(auxiliary|modal|negation|adverb) && !it.ly() || it.any(pronoun|determiner|preposition) {
			break
		}
		from--
	}
	return from, passive, from > 0 && s.items[from-1].low == "to"
}

// skipTime returns how many items before i name a day: "on Friday", "last week", "in late May".
func (s *sentence) skipTime(i int) int {
	n := 0
	for i-n > 0 && s.items[i-n-1].any(timeWord) {
		n++
	}
	if n > 0 && i-n > 0 && s.items[i-n-1].any(preposition) {
		n++
	}
	return n
}

// before returns the subject that ends just before item from: its noun phrase, or the name before an apposition that a
// comma closes.
func (s *sentence) before(from int) phrase {
	if from == 0 {
		return phrase{}
	}
	if s.items[from-1].comma { // The answer “is no,” said
		return phrase{}
	}
	if s.items[from-1].mark(",") {
		return s.beforeApposition(from - 1)
	}
	if s.items[from-1].dash() {
		return s.beforeDash(from - 1)
	}
	p := s.phraseTo(from)
	if p.lo > 2 && !p.empty() && s.isRelative(phrase{p.lo - 2, p.lo - 1}) && s.items[p.lo-1].isWord() && !s.items[p.lo-1].any(pronoun|adverb|capital|preposition|subordinator) {
		if q := s.phraseTo(p.lo - 2); !q.empty() { // "those who met the pilot said"
			return q
		}
	}
	if p.lo > 1 && s.items[p.lo-1].any(preposition) && !s.items[p.lo-1].any(clauseTie) { // "The report sent to the council said"
		if m := s.main(p.lo); !m.empty() && !s.hasComma(m.hi, p.lo) {
			return m
		}
	}
	return p
}

// phraseTo returns the noun phrase that ends before item hi.
func (s *sentence) phraseTo(hi int) phrase {
	lo := hi
	for lo > 0 && hi-lo < phraseItems {
		n := s.joinsLeft(lo, hi)
		if n == 0 {
			break
		}
		lo -= n
	}
	for lo < hi && (s.items[lo].any(conjunction) || !s.items[lo].isWord() && !s.items[lo].isQuote() && !s.items[lo].mark("$")) {
		lo++
	}
	if p := (phrase{lo, hi}); s.isSubject(p) {
		return p
	}
	return phrase{}
}

// joinsLeft returns how many items before lo belong to the noun phrase lo:hi.
func (s *sentence) joinsLeft(lo, hi int) int {
	x := s.items[lo-1]
	if lo == hi {
		return s.endsPhrase(lo - 1)
	}
	y := s.items[lo]
	closed := y.any(determiner|pronoun|possessive|quantifier) && !y.any(capital|title) || y.any(determiner)
	switch {
	case y.any(pronoun):
		return 0
	case x.any(preposition):
		return s.joinsPreposition(lo)
	case closed, x.any(pronoun|auxiliary|modal|negation|subordinator|interrogative|timeWord) && x.low != "'s":
		return 0
	case x.any(conjunction):
		if lo > 1 && s.items[lo-2].any(capital) && y.any(capital) && !s.items[lo-2].any(initial) {
			return 1
		}
		return 0
	case x.any(adverb) || x.ly():
		return 0
	case x.isQuote():
		return 0
	case x.mark(")", "]"):
		return s.bracket(lo)
	case !x.isWord():
		if x.mark("&", "/", "-", "'", "$", "#", "@") && x.End == y.Start {
			return 1
		}
		return 0
	case x.cue != nil && !x.cue.noun && !x.any(capital):
		return 0
	}
	return 1
}

// joinsPreposition reports whether the preposition before lo ties it to a noun: "a spokesman for the ministry".
func (s *sentence) joinsPreposition(lo int) int {
	if lo < 2 {
		return 0
	}
	if !s.items[lo-1].any(tie) {
		return 0
	}
	x := s.items[lo-2]
	noun := x.isWord() && x.is&^(capital|role|title|initial) == 0 && (x.cue == nil || x.cue.noun) && !x.ing()
	if s.items[lo-1].low == "of" && noun || noun && x.any(role|title) || noun && x.any(capital) && !x.any(initial) {
		return 2
	}
	if noun && lo > 2 && s.items[lo-3].any(determiner|quantifier|possessive) {
		return 2
	}
	return 0
}

// endsPhrase reports whether item i may be the last of a subject.
func (s *sentence) endsPhrase(i int) int {
	it := s.items[i]
	switch {
	case it.mark(")", "]"):
		return s.bracket(i + 1)
	case it.isQuote():
		return 1
	case it.mark("'"):
		return 1
	case !it.isWord():
		return 0
	case it.any(pronoun | quantifier | capital):
		if it.any(timeWord|preposition|conjunction|subordinator) && it.low != "that" {
			return 0
		}
		return 1
	case it.low == "that" || it.low == "this" || it.low == "those" || it.low == "these":
		return 1
	case it.any(object) && i > 1 && s.items[i-1].low == "of": // most of them
		return 1
	case it.any(determiner|object|possessive|preposition|conjunction|subordinator|auxiliary|modal|negation|adverb|timeWord|interrogative) || it.ly(), it.cue != nil && !it.cue.noun:
		return 0
	}
	return 1
}

// bracket returns how many items before hi stand in a pair of brackets that ends there.
func (s *sentence) bracket(hi int) int {
	for n := 2; n <= phraseItems && hi-n >= 0; n++ {
		if s.items[hi-n].mark("(", "[") {
			return n
		}
	}
	return 0
}

// isSubject reports whether a phrase can be somebody or something that says.
func (s *sentence) isSubject(p phrase) bool {
	if p.empty() {
		return false
	}
	last := s.items[p.hi-1]
	if last.isQuote() {
		return p.hi-p.lo > 1
	}
	if last.any(pronoun|quantifier|capital|role) || last.mark(")", "]", "'") || p.hi-p.lo > 1 {
		return true
	}
	return last.low == "that" || len(last.low) > 3 && last.low[len(last.low)-1] == 's' || last.low == "people" || last.low == "police"
}

// beforeApposition returns the name whose apposition, or aside, ends with the comma at item comma.
func (s *sentence) beforeApposition(comma int) phrase {
	second := phrase{}
	for part := 0; part < appositionParts && comma >= 0; part++ {
		p := s.phraseTo(comma)
		if !p.empty() && s.opensPart(p.lo) && !s.isPlaceTail(p) {
			last := s.items[p.hi-1]
			if (last.any(capital) || last.mark(")")) && !s.describes(p) || last.any(pronoun) && part > 0 {
				return p
			}
			if part > 0 && (s.items[p.lo].any(determiner|quantifier|possessive|capital) || last.any(role)) {
				second = p
			}
		}
		if comma = s.commaBefore(comma); comma < 0 {
			break
		}
	}
	return second
}

// beforeDash returns the noun phrase before the aside that ends with the dash at item dash: "Lee – once a pilot – said".
func (s *sentence) beforeDash(dash int) phrase {
	for i := dash - 1; i > 0 && dash-i < adjunctItems; i-- {
		if s.items[i].dash() && s.items[i].Start > s.items[i-1].End {
			return s.phraseTo(i)
		}
	}
	return phrase{}
}

// describes reports whether a phrase says what somebody is ("a spokesman for Lee"), not who.
func (s *sentence) describes(p phrase) bool {
	if s.items[p.lo].any(determiner | quantifier | possessive) {
		return true
	}
	for _, it := range s.items[p.lo:p.hi] {
		if it.any(preposition) && it.low != "of" {
			return true
		}
	}
	return !s.items[p.lo].any(capital)
}

// opensPart reports whether a phrase that begins at lo stands first in its part of the sentence.
func (s *sentence) opensPart(lo int) bool {
	if lo == 0 {
		return true
	}
	x := s.items[lo-1]
	if x.any(conjunction | subordinator) {
		return lo == 1 || s.items[lo-2].mark(",") || s.items[lo-2].isQuote()
	}
	return x.isQuote() || x.mark(",", "-", ":", ";", "(", ".")
}

// isPlaceTail reports whether a lone name is the wider place of the name before it: "of Hull, Mass.,".
func (s *sentence) isPlaceTail(p phrase) bool {
	if p.hi-p.lo > 1 || p.lo < 2 || !s.items[p.lo-1].mark(",") {
		return false
	}
	if low := s.items[p.lo].low; len(low) > 2 && low[1] == '-' { // the party and state behind a name: "Ann Lee, R-Maine,"
		return true
	}
	lo := p.lo - 1
	for lo > 0 && s.items[lo-1].any(capital) {
		lo--
	}
	return lo < p.lo-1 && lo > 0 && s.items[lo-1].any(preposition)
}

func (s *sentence) commaBefore(i int) int {
	for i--; i >= 0; i-- {
		if s.items[i].isQuote() {
			return -1
		}
		if s.items[i].mark(",") {
			return i
		}
	}
	return -1
}

// behind returns the noun phrase that begins at item lo: the subject of an inverted verb, the one told, a source.
func (s *sentence) behind(lo int) phrase {
	hi := lo
	for hi < len(s.items) && hi-lo < phraseItems {
		n := s.joinsRight(lo, hi)
		if n == 0 {
			break
		}
		hi += n
	}
	if p := (phrase{lo, min(hi, len(s.items))}); s.isSubject(p) || !p.empty() && s.items[lo].any(object) {
		return p
	}
	return phrase{}
}

func (s *sentence) joinsRight(lo, hi int) int {
	x := s.items[hi]
	if hi == lo {
		if x.isWord() && (x.any(determiner|quantifier|possessive|object|pronoun|capital|title|role) || !x.any(preposition|conjunction|subordinator|interrogative|auxiliary|modal|negation|adverb|timeWord) && !x.ly()) && !x.any(timeWord) {
			return 1
		}
		return 0
	}
	y := s.items[hi-1]
	switch {
	case y.any(pronoun|object) && !y.any(determiner|possessive|capital), y.any(pronoun) && y.low == "he" || y.low == "she" && y.any(pronoun):
		return 0
	case x.isQuote():
		return 0
	case x.mark("&", "/", "'") || x.mark("-") && x.Start == y.End:
		return 1
	case x.mark("(", "["):
		for n := 1; n < 8 && hi+n < len(s.items); n++ {
			if s.items[hi+n].mark(")", "]") {
				return n + 1
			}
		}
		return 0
	case !x.isWord():
		return 0
	case x.low == "'s":
		return 1
	case x.low == "of" || x.low == "for" && y.any(role|title):
		if hi+1 < len(s.items) && s.items[hi+1].isWord() && !s.items[hi+1].any(pronoun) {
			return 2
		}
		return 0
	case x.any(conjunction):
		if x.low == "and" && y.any(capital) && hi+1 < len(s.items) && s.items[hi+1].any(capital) {
			return 2
		}
		return 0
	case x.any(determiner|pronoun|preposition|subordinator|interrogative|auxiliary|modal|negation|adverb|timeWord|object) && !x.any(capital) || x.ly():
		return 0
	case x.any(timeWord | preposition | subordinator):
		return 0
	case x.cue != nil && !x.cue.noun && !x.any(capital):
		return 0
	case y.any(capital) && !x.any(capital) && !y.any(determiner|possessive|quantifier|title|role) && !s.items[lo].any(determiner|quantifier|possessive):
		return 0
	}
	return 1
}

// main returns the subject of the sentence, looked for from its beginning up to item limit.
func (s *sentence) main(limit int) phrase {
	lo := s.afterDateline(limit)
	for skips := 0; lo < limit && skips < 3; skips++ {
		for lo < limit && (s.items[lo].any(conjunction|adverb) || s.items[lo].ly() || s.items[lo].mark(",", "-", "(")) {
			lo++
		}
		if lo >= limit || !s.items[lo].any(preposition|subordinator|interrogative|timeWord) && !s.items[lo].ing() && !opensAside(s.items[lo]) {
			break
		}
		comma := lo
		for comma < limit && !s.items[comma].mark(",") {
			comma++
		}
		lo = comma + 1
	}
	if lo >= limit {
		return phrase{}
	}
	p := s.behind(lo)
	if after := s.afterTime(p.hi); after > 0 && after < limit { // "Hours later, Lee"
		p = s.behind(after)
	}
	if p.hi > limit {
		p.hi = limit
	}
	if !p.empty() && s.items[p.lo].isWord() {
		return p
	}
	return phrase{}
}

// afterDateline returns the item behind "Lisk (NW) –", or 0.
func (s *sentence) afterDateline(limit int) int {
	for i := 0; i < limit && i < phraseItems; i++ {
		it := s.items[i]
		if i > 0 && it.dash() && it.Start > s.items[i-1].End {
			return i + 1
		}
		if it.isQuote() || it.isWord() && !it.any(capital|timeWord) && it.kind != text.Number {
			break
		}
	}
	return 0
}

// afterTime returns the item behind the comma when "later," or its like stands at i; 0 when not.
func (s *sentence) afterTime(i int) int {
	if i < len(s.items) && s.items[i].any(adverb|timeWord|preposition) && i+1 < len(s.items) && s.items[i+1].mark(",") {
		return i + 2
	}
	return 0
}

// opensAside reports whether a participle opens the sentence: "Asked about the harbour, she said".
func opensAside(it item) bool {
	return it.any(initial) && it.isWord() && len(it.low) > 4 && it.low[len(it.low)-2:] == "ed" && it.is&^(capital|initial) == 0
}
