package figure

import "strings"

// counted returns the noun phrase that a bare number counts: "2,500 US troops", "four of his close relatives". Its next word
// is where reading goes on. partly is true behind "of". The phrase is empty when there is none.
func (r *reader) counted(from int) (p phrase, partly bool) {
	i := from
	if r.low(i) == "more" || r.low(i) == "other" && r.low(i+1) == "of" {
		i++
	}
	if r.low(i) == "out" && r.low(i+1) == "of" {
		i++
	}
	if r.low(i) == "of" {
		partly = true
		i++
		for r.class(i).is(determiner|possessive|quantifier) && !r.mark(i) {
			i++
		}
		if next := r.amountEnd(i); next > i && !r.hyphen(next) { // "21 of 71 laps", "one of four men"
			i = next
		}
	}
	if r.low(i) == "or" && r.low(i+1) == "so" {
		i += 2
	}
	return r.nounRun(i), partly
}

// nounRun reads words from i up to the last plural of the first run of plurals. Without a plural the run has no head, but
// for one word that a table knows.
func (r *reader) nounRun(i int) phrase {
	head := -1
	k := i
	for ; k < len(r.words) && k < i+phraseWords; k++ {
		if head >= 0 && (!r.isPlural(k) || r.lex.harms.entries[r.low(k)].as("predicate") || r.lex.harms.entries[r.low(k)].as("both")) {
			break
		}
		if r.low(k) == "." && r.abbreviation(k) || r.low(k) == "'s" || r.low(k) == "’s" {
			continue
		}
		if r.closesPhrase(k) && !r.isPlural(k) {
			if r.joinsAdjectives(i, k) {
				continue
			}
			break
		}
		if r.isPlural(k) && !r.leadsOn(k) && !r.verbHere(i, k) {
			if r.nameBehindVerb(i, k) {
				break
			}
			head = k
		}
	}
	if head < 0 {
		return phrase{}
	}
	return phrase{r.skipLean(i, head), head + 1}
}

// joinsAdjectives reports whether the "and" or "or" at k stands between two words in front of one noun: "rocket and drone
// attacks".
func (r *reader) joinsAdjectives(from, k int) bool {
	if low := r.low(k); low != "and" && low != "or" || k == from || r.closesPhrase(k-1) || r.closesPhrase(k+1) || r.isPlural(k+1) {
		return false
	}
	for j := from; j < k; j++ {
		if _, harm := r.lex.harms.entries[r.low(j)]; harm || r.class(j).is(verb) {
			return false
		}
	}
	return r.isPlural(k+2) || r.isPlural(k+3) && !r.closesPhrase(k+2)
}

// nameBehindVerb reports whether a plural is a name that ends in s, behind a verb: "19 support Sanders".
func (r *reader) nameBehindVerb(from, k int) bool {
	return k > from && r.capital(k) && !r.class(k).is(person) && !r.capital(k-1) && !r.titleCase && !r.class(k-1).is(quantifier|lean) && !r.acronym(k)
}

// acronym reports whether word k begins with two capitals: "IDPs".
func (r *reader) acronym(k int) bool {
	w := r.text(k, k+1)
	return len(w) > 2 && isUpper(w[:2]) && w[0] >= 'A' && w[1] >= 'A'
}

// skipLean cuts "more", "other" and "additional" off the front of a phrase.
func (r *reader) skipLean(i, head int) int {
	for i < head && (r.class(i).is(quantifier|lean) || r.mark(i)) {
		i++
	}
	return i
}

// leadsOn reports whether a plural is only a modifier of the noun behind it: "sports teams", "women's rights", "US troops".
func (r *reader) leadsOn(k int) bool {
	if low := r.low(k + 1); low == "'s" || low == "’s" {
		return true
	}
	if r.class(k).is(attributive) {
		return r.modifies(k)
	}
	return r.class(k).is(person) && demonymPlural(r.low(k)) && r.modifies(k) || r.capital(k) && !r.class(k).is(person) && !r.titleCase && (r.capital(k+1) || r.modifies(k))
}

// modifies reports whether a plural noun follows word k in the same phrase.
func (r *reader) modifies(k int) bool {
	for j := k + 1; j < min(len(r.words), k+4); j++ {
		if r.closesPhrase(j) {
			return false
		}
		if r.isPlural(j) {
			return true
		}
	}
	return false
}

// verbHere reports whether a word that looks like a plural is a verb: "the 20 says". Only words of the tables are known.
func (r *reader) verbHere(from, k int) bool {
	if d, ok := r.lex.harms.entries[r.low(k)]; ok && (d.as("verb") || d.as("predicate")) && !d.as("noun") {
		return true
	}
	return k == from && r.class(k).is(link|change) && strings.HasSuffix(r.low(k), "s") && !r.class(k).is(person) && r.low(k) != "points" && r.low(k) != "cuts"
}

// nounBehind reads the noun phrase directly behind a unit: "a $3 billion charge", "15 percent polling threshold".
func (r *reader) nounBehind(i int, adjacent, verbs bool) phrase {
	if r.low(i) == "of" && !adjacent {
		i++
	}
	for !adjacent && (r.class(i).is(determiner|possessive) && r.low(i) != "'s" || r.low(i) == "her") {
		i++
	}
	k, first := i, i
	for ; k < len(r.words) && k < i+phraseWords; k++ {
		low := r.low(k)
		if low == "." && r.abbreviation(k) {
			continue
		}
		if low == "'s" || low == "’s" {
			first = k + 1
			continue
		}
		if k > i && r.capital(k) && r.isPlural(k-1) && !r.capital(k-1) { // "earnings Goldman had"
			break
		}
		if r.closesPhrase(k) || k > i && r.class(k).is(halfOf) || (verbs || k > i) && r.class(k).is(verb) || r.class(k).is(manner) && r.closesPhrase(k+1) || k > i && (r.class(k).is(manner) || verbs && r.isPlural(k-1) && !r.isPlural(k) && !r.leadsOn(k-1) && !r.capital(k-1)) || verbs && r.verbAfter(i, k) {
			break
		}
	}
	for k > first && (r.mark(k-1) || r.hyphen(k) && r.hyphen(k-1)) {
		k--
	}
	if k <= first {
		return phrase{}
	}
	return phrase{first, k}
}

// verbAfter reports whether word k, behind at least one noun, is the verb of the clause as far as its ending shows.
func (r *reader) verbAfter(from, k int) bool {
	low, c := r.low(k), r.class(k)
	if k == from {
		return false
	}
	if c.is(link|change) && (strings.HasSuffix(low, "ed") || strings.HasSuffix(low, "s") && !r.isPlural(k+1)) {
		return true
	}
	return strings.HasSuffix(low, "ed") && (k+1 >= len(r.words) || r.closesPhrase(k+1))
}

// nounBefore reads the noun phrase that ends before word end: its head is the last word.
func (r *reader) nounBefore(end int) phrase {
	k := end
	for k > 0 && end-k < phraseWords && !r.closesPhrase(k-1) && (!r.wouldBeVerb(k-1) || k == end && r.low(end) == "of") && !r.taken(k-1) && !r.class(k-1).is(particle) {
		k--
	}
	for k < end && r.words[k].mark {
		k++
	}
	return phrase{k, end}
}

// taken reports whether word k belongs to one of the last figures found.
func (r *reader) taken(k int) bool {
	for i := len(r.found) - 1; i >= max(0, len(r.found)-2); i-- {
		if r.found[i].first <= k && k < r.found[i].next {
			return true
		}
	}
	return false
}

// wouldBeVerb reports whether a word in front of a noun phrase is its verb: "cut deficits", "valuing launches".
func (r *reader) wouldBeVerb(k int) bool {
	if r.hyphen(k) || r.hyphen(k+1) {
		return false
	}
	c := r.class(k)
	if c.is(change|link|verb) && !c.is(person) {
		return true
	}
	before := r.class(k - 1)
	return strings.HasSuffix(r.low(k), "ing") && !r.capital(k) && r.closesPhrase(k-1) && !before.is(determiner|possessive)
}

// subject reads the subject of the verb at word v, going left over prepositional phrases to the noun that they hang on.
func (r *reader) subject(v int) phrase {
	end := v
	for end > 0 && (r.class(end-1).is(auxiliary|modal|adverb|manner|negation|lean) || r.low(end-1) == "to" || r.low(end-1) == "expected") && !r.class(end-1).is(pronoun) && !r.mark(end-1) {
		end--
	}
	if end > 0 && r.class(end-1).is(pronoun) {
		return r.antecedent(end - 1)
	}
	if r.low(end-1) == "," || r.low(end-1) == "and" {
		return r.clauseHead(end - 1)
	}
	p := r.nounBefore(end)
	for n := 0; n < 4 && !p.empty(); n++ {
		at := p.first - 1
		for r.class(at).is(determiner | possessive) {
			at--
		}
		if !r.class(at).is(preposition) {
			break
		}
		up := r.nounBefore(at)
		if up.next-up.first > 1 && strings.HasSuffix(r.low(up.next-1), "ed") { // "the budget approved by the council was"
			up.next--
		}
		if up.empty() {
			break
		}
		p = up
	}
	return p
}

// antecedent finds what "it" stands for: the last noun in front of it. People are told by other pronouns.
func (r *reader) antecedent(at int) phrase {
	if low := r.low(at); low != "it" && low != "which" && low != "that" {
		return phrase{}
	}
	for at > 0 && (r.mark(at-1) || r.class(at-1).is(conjunction|subordinator)) {
		at--
	}
	return r.nounBefore(at)
}

// clauseHead reads the first noun phrase of the clause in front of an apposition that ends at the comma: "The ad, to air in
// May, is costing".
func (r *reader) clauseHead(comma int) phrase {
	k := comma
	for k > 0 && comma-k < 3*clauseWords && !(r.mark(k-1) && r.low(k-1) != ",") {
		k--
	}
	for k < comma && (r.class(k).is(determiner|possessive) || r.mark(k)) {
		k++
	}
	p := phrase{k, k}
	for p.next < comma && !r.closesPhrase(p.next) {
		p.next++
	}
	return p
}
