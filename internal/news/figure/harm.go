package figure

// harmOf finds whether a number of people is told as killed or injured, and by what words: a verb in front ("killing 137"), a
// predicate behind ("three people died", "seven dead"), a word of the phrase itself ("dead bodies", "fatalities").
func (r *reader) harmOf(f *finding) string {
	end := f.next
	if !f.of.empty() {
		end = f.of.next
	}
	if h := r.harmBehind(end, f.of.empty()); h != "" {
		return h
	}
	return r.harmBefore(f.hedgeFirst)
}

// harmInside sees "dead bodies", "wounded people", "fatalities".
func (r *reader) harmInside(p phrase) string {
	for k := max(0, p.first-1); k < p.next; k++ {
		d, ok := r.lex.harms.entries[r.low(k)]
		if !ok || k < p.first && !d.as("predicate") && !d.as("both") {
			continue
		}
		if d.as("noun") && (k == p.next-1 && r.bodies(k, p) || k >= p.first && (d.as("predicate") || d.as("both"))) || k < p.next-1 && (r.low(k) == "dead" || d.as("both") && d.kind == "injured" || d.as("both") && r.low(k) != "executed") {
			return d.kind
		}
	}
	return ""
}

// adjectival reports whether a word of harm names the harm and not the harmed: "seven dead", but "three deaths".
func (r *reader) adjectival(k int) bool {
	d := r.lex.harms.entries[r.low(k)]
	return d.as("predicate") || d.as("both")
}

// bodies reports whether a noun of harm counts people: "state legislative bodies" does not.
func (r *reader) bodies(k int, p phrase) bool {
	return r.low(k) != "bodies" || p.next-p.first == 1 || r.low(k-1) == "dead"
}

// harmBehind reads the predicate behind a phrase: "people were killed", "people who died", "seven dead".
func (r *reader) harmBehind(i int, bare bool) string {
	finite := false
	crossed := 0
	i = r.overApposition(i)
	for k := i; k < len(r.words) && k < i+clauseWords; k++ {
		low, c := r.low(k), r.class(k)
		d, next := longest(r, r.lex.harms, k, 4)
		switch {
		case next > k && low == "dead" && next < len(r.words) && !r.closesPhrase(next): // "a dead man's letter"
			return ""
		case next > k && (d.as("predicate") || d.as("both")):
			if crossed > 0 && !finite && !d.as("predicate") {
				return ""
			}
			if d.as("both") && !finite && r.hasObject(next) {
				return ""
			}
			return d.kind
		case next > k && bare && crossed == 0 && d.as("noun"):
			return d.kind
		case low == "(" || low == ")" || low == ";" || low == ":" || r.amountWord(k) && !finite:
			return ""
		case c.is(auxiliary|modal) && !c.is(pronoun):
			finite = true
		case low == "who" || low == "that" || low == "whom":
		case low == "," && r.class(k+1).is(preposition) && !finite, c.is(adverb | manner), low == "feared", low == "confirmed", low == "reported", low == "presumed", low == "believed", low == "more", low == "others", low == "people", low == "have", low == "more", low == "so", low == "far", low == "left":
		case low == "and" && !finite && crossed < 2 && r.class(k+1).is(determiner|possessive): // "two passengers and the driver died"
			crossed++
		case c.is(conjunction|subordinator|interrogative|pronoun) || r.mark(k):
			return ""
		case finite:
			if low == "among" || low == "to" || low == "be" || low == "either" || low == "in" {
				continue
			}
			return ""
		default:
			if crossed++; crossed > 7 || crossed == 1 && !c.is(preposition) {
				return ""
			}
		}
	}
	return ""
}

// overApposition returns the place behind ", many of them children," when an auxiliary goes on there; else i.
func (r *reader) overApposition(i int) int {
	if r.low(i) != "," && r.low(i) != "-" { // all dashes are one
		return i
	}
	for k := i + 1; k < min(len(r.words)-1, i+2*clauseWords); k++ {
		if c := r.class(k); c.is(auxiliary) && !c.is(pronoun) {
			return i
		}
		if r.low(k) != r.low(i) || !r.mark(k) {
			continue
		}
		if c := r.class(k + 1); c.is(auxiliary) && !c.is(pronoun) || r.lex.harms.entries[r.low(k+1)].as("predicate") {
			return k + 1
		}
	}
	return i
}

// hasObject reports whether a noun phrase follows, so that the verb before it is active: "20 gunmen killed three".
func (r *reader) hasObject(i int) bool {
	if i >= len(r.words) || r.mark(i) {
		return false
	}
	c := r.class(i)
	if r.amountWord(i) || c.is(determiner|possessive|object) {
		return true
	}
	_, hedged := r.lex.before[r.low(i)]
	return hedged && (r.amountWord(i+1) || r.amountWord(i+2)) || !c.is(stop|adverb|month|weekday|duration) && r.low(i) != "dead"
}

// harmBefore reads the verb in front of a number: "killing at least 137", "left 12", "the deaths of 20".
func (r *reader) harmBefore(i int) string {
	k := i - 1
	for k > 0 && !r.mark(k) && r.class(k).is(lean|determiner|possessive|adverb|manner) {
		k--
	}
	if r.mark(k) {
		return ""
	}
	for first := max(0, k-3); first <= k; first++ {
		if d, next := longest(r, r.lex.harms, first, 4); next == k+1 && (d.as("verb") || d.as("both") && r.active(first)) {
			return d.kind
		}
	}
	if r.low(k) == "and" {
		return r.harmJoined(k)
	}
	if d := r.lex.harms.entries[r.low(k-1)]; r.low(k) == "of" && d.as("event") {
		return d.kind
	}
	return ""
}

// harmJoined reads the verb of the first half of "killed the driver and two passengers".
func (r *reader) harmJoined(and int) string {
	for k := and - 1; k >= max(0, and-5) && !r.mark(k) && !r.number(k); k-- {
		if r.class(k).is(subordinator | interrogative | conjunction) {
			return ""
		}
		if d := r.lex.harms.entries[r.low(k)]; (d.as("verb") || d.as("both")) && r.active(k) && r.hasObject(k+1) {
			return d.kind
		}
	}
	return ""
}

// active reports whether a form that is also a participle stands in front of its object as a verb: no auxiliary of the passive
// before it.
func (r *reader) active(k int) bool {
	return !r.class(k - 1).is(passive)
}

// toll reads a bare number behind "the death toll rose to".
func (r *reader) toll(i int) string {
	for k := i - 1; k >= max(0, i-8); k-- {
		if r.mark(k) && r.low(k) != "," {
			return ""
		}
		d, next := longest(r, r.lex.harms, k, 2)
		if next == k {
			continue
		}
		if d.as("toll") {
			return d.kind
		}
		if d.as("noun") && r.low(k-1) == "of" || d.as("noun") && r.near(k, 0, 0) {
			return r.numberOf(k, d)
		}
	}
	return ""
}

// numberOf reads "the number of dead rose to".
func (r *reader) numberOf(k int, d damage) string {
	for j := k - 1; j >= max(0, k-4); j-- {
		if r.low(j) == "number" {
			return d.kind
		}
	}
	return ""
}
