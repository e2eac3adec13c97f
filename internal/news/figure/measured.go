package figure

import "strings"

// measured finds what an amount of money, a share or a measure is of: behind it, in front of it, or the subject of its verb.
func (r *reader) measured(f *finding) phrase {
	n := f.next
	if r.low(n) == "worth" {
		n++
	}
	if at := r.overBracket(n); r.low(at) == "of" {
		n = at
		if r.class(n+1).is(object) && (r.low(n+1) != "her" || r.closesPhrase(n+2)) {
			return phrase{}
		}
		if p := r.nounBehind(n, false, true); !p.empty() {
			return r.ofHead(p)
		}
		return r.ofCounted(n + 1)
	}
	if f.fraction && r.class(n).is(determiner|possessive) {
		return r.nounBehind(n, false, true)
	}
	if r.low(f.hedgeFirst-1) == "(" && r.low(n) == ")" { // "women (61 percent)"
		return r.nounBefore(f.hedgeFirst - 1)
	}
	if i := f.hedgeFirst; r.low(i-1) == "of" && !r.class(i-2).is(lean) && r.inNoun(f, n).empty() && !r.class(n).is(determiner) {
		if p := r.nounBefore(i - 1); !p.empty() && !r.class(p.next-1).is(preposition|subordinator) {
			return p
		}
	}
	if p := r.adjacent(f, n); !p.empty() {
		return p
	}
	if c := r.class(n); f.kind == "money" && c.is(auxiliary) && r.class(n+1).is(determiner|possessive) && !c.is(pronoun) {
		return r.nounBehind(n+1, false, true) // "$1.3 million was their highest bid"
	}
	if p := r.inNoun(f, n); !p.empty() {
		return p
	}
	if f.kind == "measure" && !r.measuresSubject(f.hedgeFirst) {
		return phrase{}
	}
	if r.distance(f, n) {
		return phrase{}
	}
	p := r.before(f)
	if p.next-p.first == 1 && strings.HasSuffix(r.low(p.first), "ed") { // "compared with 30 percent"
		return phrase{}
	}
	return p
}

// distance reports whether a length tells how far off something is: "2,100 miles from the coast", "10 metres away".
func (r *reader) distance(f *finding, n int) bool {
	if f.dim != "length" {
		return false
	}
	n = r.overBracket(n)
	low := r.low(n)
	return low == "from" || low == "away" || low == "apart" || low == "off" || r.class(n).is(compass)
}

// overBracket returns the place behind a short bracket at word n: a conversion.
func (r *reader) overBracket(n int) int {
	if r.low(n) != "(" {
		return n
	}
	for k := n; k < min(len(r.words), n+6); k++ {
		if r.low(k) == ")" {
			return k + 1
		}
	}
	return n
}

// ofCounted reads what a share is of when that is counted itself: "a third of the town's 1.2 million residents".
func (r *reader) ofCounted(i int) phrase {
	for n := 0; n < 5 && !r.mark(i) && !r.number(i); n++ {
		i++
	}
	end := r.amountEnd(i)
	if end == i || r.single(i).dim != "" {
		return phrase{}
	}
	return r.nounRun(end)
}

// ofHead cuts a phrase behind "of" to what is told of: "of the total cryptocurrency market cap".
func (r *reader) ofHead(p phrase) phrase {
	for p.first < p.next-1 && r.class(p.first).is(lean|quantifier) {
		p.first++
	}
	return p
}

// adjacent reads a noun phrase right behind the unit.
func (r *reader) adjacent(f *finding, n int) phrase {
	if r.low(n) == "," && r.digit(n+1) && r.hyphen(n+2) && r.class(n+2).is(duration) { // "$350 billion, 10-year plan"
		n += 2
	}
	if r.hyphen(n) {
		for r.hyphen(n) {
			n++
		}
	} else if r.digit(n + 1) { // "a 12 mph (20 km/h) limit"
		n = r.overBracket(n)
	}
	if r.mark(n) {
		return phrase{}
	}
	comparative := strings.HasSuffix(r.low(n), "er") && f.kind != "money" && !r.class(n).is(person)
	if comparative && (r.closesPhrase(n+1) || n+1 >= len(r.words)) {
		return phrase{}
	}
	p := r.nounBehind(n, true, !r.singular(f.hedgeFirst))
	if p.empty() || r.class(p.first).is(compass) || r.class(p.first).is(month|weekday|duration) || r.class(p.next-1).is(duration|weekday|month) {
		return phrase{}
	}
	if r.class(p.first).is(tail) {
		return phrase{}
	}
	if last := r.low(p.next - 1); strings.HasSuffix(last, "ed") || strings.HasSuffix(last, "ing") && r.words[p.next-1].class&person == 0 && p.next-p.first == 1 {
		return phrase{}
	}
	if p.next-p.first == 1 && r.low(p.next) != "that" && (r.class(p.next).is(determiner|object|possessive|pronoun) && !r.mark(p.next) || r.capital(p.next) && !r.class(p.next).is(function)) {
		return phrase{} // "64 percent support him"
	}
	if r.determined(f.hedgeFirst) || r.hyphen(f.next-1) || r.joinedWord(f.next-1) || comparative {
		return p
	}
	if strings.HasSuffix(r.low(p.first), "ing") && f.kind == "money" || r.capital(p.next-1) && f.kind != "money" && f.quantity.rule != RuleShare {
		return phrase{}
	}
	return p
}

// determined reports whether a determiner stands in front of the number, over words that lean on it: "a whopping $3 billion".
func (r *reader) determined(i int) bool {
	for k := i - 1; k >= max(0, i-4) && !r.mark(k); k-- {
		c := r.class(k)
		if c.is(determiner|possessive) || r.low(k) == "'" {
			return true
		}
		if !c.is(lean|adverb|manner) && c != 0 {
			return false
		}
	}
	return false
}

// singular reports whether an article stands in front of the number, so that the phrase behind it ends in a singular noun.
func (r *reader) singular(i int) bool {
	for k := i - 1; k >= max(0, i-3); k-- {
		if low := r.low(k); low == "a" || low == "an" {
			return true
		}
		if !r.class(k).is(lean) {
			return false
		}
	}
	return false
}

// inNoun reads "in contributions", "in diameter", "each in one-off charges" behind a unit.
func (r *reader) inNoun(f *finding, n int) phrase {
	if f.kind == "percent" {
		return phrase{}
	}
	if low := r.low(n); low == "each" || low == "apiece" {
		n++
	}
	if r.low(n) == ")" {
		n++
	}
	n = r.overBracket(n)
	if r.low(n) != "in" {
		return phrase{}
	}
	if f.kind == "measure" {
		if r.class(n + 1).is(extent) {
			return phrase{n + 1, n + 2}
		}
		return phrase{}
	}
	p := r.nounBehind(n+1, true, false)
	if p.empty() || r.digit(p.next) || r.capital(p.next-1) || strings.HasSuffix(r.low(p.next-1), "ed") || r.class(p.next-1).is(month|duration|weekday) {
		return phrase{}
	}
	return p
}

// measuresSubject reports whether the words in front of a measure say that it tells of something and not of a distance gone.
func (r *reader) measuresSubject(i int) bool {
	c := r.class(i - 1)
	return c.is(auxiliary|link) && !c.is(pronoun) || r.low(i-1) == "of" || r.low(i-1) == "to" && r.near(i-1, change|link, 3) || r.low(i-1) == "by" && r.near(i-1, change, 4) || r.class(i-2).is(link|auxiliary) && c.is(determiner)
}

// before reads what stands in front: "income of $2 billion", "a contract worth $25 million", "cut deficits by $416 billion", the
// subject of "was $24 million".
func (r *reader) before(f *finding) phrase {
	i := f.hedgeFirst
	for i > 0 && (r.class(i-1).is(lean|determiner) && !r.mark(i-1) && r.low(i-1) != "'s") {
		i--
	}
	if r.low(i-1) == "minus" && r.low(i-2) == "or" {
		i -= 3
	}
	low, c := r.low(i-1), r.class(i-1)
	switch {
	case i <= 0:
		return phrase{}
	case low == "of" && (r.class(i-2).is(quantifier|lean) || r.low(i-2) == "none"): // "none of the $5 billion"
		return phrase{}
	case low == "of":
		return r.nounBefore(i - 1)
	case low == "worth" || low == "totaling" || low == "totalling":
		end := i - 1
		if r.mark(end - 1) {
			end--
		}
		return r.nounBefore(end)
	case low == "and" || low == ",":
		return phrase{}
	case !c.is(stop) && !r.mark(i-1) && f.kind == "percent" && strings.HasSuffix(r.low(f.next), "er"): // "the wind blew 12 percent harder"
		return r.subject(i - 1)
	case c.is(preposition):
		return r.beforePreposition(f, i-1)
	case f.kind == "percent" && strings.HasPrefix(low, "ha") && c.is(auxiliary) && r.capital(i-2): // "Lee has 5 percent"
		return phrase{}
	case c.is(auxiliary|link|moves) && !c.is(pronoun) && !r.possessiveS(i-1):
		return r.subject(i - 1)
	}
	if p := r.nounBefore(i); f.kind == "percent" && !p.empty() && r.class(p.first-1).is(change) { // "reduce emissions 80 percent"
		return p
	}
	return r.costs(f, i)
}

// costs reads the subject of "is costing the state $1 million".
func (r *reader) costs(f *finding, i int) phrase {
	if f.kind != "money" {
		return phrase{}
	}
	for k := i - 1; k >= max(0, i-6); k-- {
		if r.mark(k) {
			break
		}
		if strings.HasPrefix(r.low(k), "cost") && !r.class(k-1).is(pronoun) {
			return r.subject(k)
		}
	}
	return phrase{}
}

// beforePreposition reads the object that a preposition hangs on, or the subject when a verb stands in front of it: "launches at
// $90 million", "prices rose by 5 percent".
func (r *reader) beforePreposition(f *finding, at int) phrase {
	if p := r.nounBefore(at); f.kind == "money" && r.low(at) == "for" && !p.empty() && !r.capital(p.next-1) && r.class(p.first-1).is(determiner|possessive) {
		return p // "a bill for $42,000"
	}
	if !r.class(at).is(measureJoint) && (r.low(at) != "in" || f.dim != "temperature") {
		return phrase{}
	}
	if r.near(at, score, 4) { // "leads by 5 percent" tells who leads, not of what
		return phrase{}
	}
	end := at
	if f.kind == "percent" && r.low(at) == "with" && r.low(at-1) == "," {
		return r.nounBefore(at - 1)
	}
	if r.low(at-1) == "," { // "they are less upbeat, at 26 percent"
		return phrase{}
	}
	if r.low(at) == "to" && isYearWord(r.low(at-1)) { // "by 2030 to 32 percent"
		end = at - 2
	}
	for r.class(end-1).is(month|weekday|duration) && r.class(end-2).is(preposition) { // "fell in August from 71 percent"
		end -= 2
	}
	if r.mark(end-1) && r.low(end-1) == "," {
		end--
	}
	if f.kind == "percent" && (r.low(at) == "at" || r.low(at) == "with") && r.capital(end-1) { // "Lee at 2 percent" is no share of Lee
		return phrase{}
	}
	if strings.HasSuffix(r.low(end-1), "ed") && r.class(end-2).is(auxiliary|adverb|manner) { // "was corrected to $284"
		return r.subject(end - 1)
	}
	if c := r.class(end - 2); c.is(auxiliary|modal) && !c.is(pronoun) && !r.possessiveS(end-2) { // "the first one will run at 92 percent"
		return r.subject(end - 1)
	}
	if c := r.class(end - 1); c.is(change|link|auxiliary|adverb|manner) && !c.is(pronoun) {
		return r.subject(end - 1)
	}
	return r.subject(end)
}
