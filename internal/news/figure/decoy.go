package figure

import "strings"

// isYear reports whether an amount looks like a year of our era.
func isYear(a amount) bool {
	return a.plain && !a.spelled && a.low >= 1200 && a.low <= 2100 && a.high >= 1200 && a.high <= 2100
}

// decoy reports whether a number is no figure: a date, a clock time, an age, a duration, a score, an ordinal, a name.
// Quantities with a sign or a unit are asked less than bare numbers.
func (r *reader) decoy(q quantity) bool {
	if r.isDuration(q) || r.isAge(q) || r.isClock(q) {
		return true
	}
	if q.dim != "" {
		return r.unitDecoy(q)
	}
	return !q.spelled && r.glued(q.first) && !r.opens(q.first-1) || r.isSuffixed(q) || r.isDate(q) || r.isYearHere(q) || r.isOrdinalPart(q) ||
		r.isCode(q) || r.isScore(q) || r.isDesignation(q) || r.isCompound(q)
}

// opens reports whether a number may follow word i without a space.
func (r *reader) opens(i int) bool {
	if r.pause(i) {
		return true
	}
	switch r.low(i) {
	case "(", "[", "…", "*", "•", "~", "+", ">", "<", "≈", ":", ",":
		return true
	}
	return false
}

// pause reports whether word i is a dash between clauses: "the quay—20 people—burnt". Forms know one dash only.
func (r *reader) pause(i int) bool {
	if i < 0 || i >= len(r.words) {
		return false
	}
	t := r.text(i, i+1)
	return t == "—" || t == "―"
}

// isDuration sees a number of hours, days, years: "five working days", "18-hour", "two to three years".
func (r *reader) isDuration(q quantity) bool {
	if q.dim != "" && q.dim != "percent" || q.dim == "percent" && !q.fraction {
		return false
	}
	if r.low(q.next) == "plus" || r.low(q.next) == "odd" {
		q.next++
	}
	if q.fraction && (r.low(q.next) == "a" || r.low(q.next) == "an" || r.low(q.next) == "of") {
		return r.class(q.next + 1).is(duration)
	}
	for k, n := q.next, 0; n < 4; k, n = k+1, n+1 {
		if r.class(k).is(duration) && (k == q.next || !r.hyphen(k) && !r.hyphen(k+1)) {
			return !r.clauseAfter(q, k)
		}
		if !r.class(k).is(padding) || k >= len(r.words) {
			return false
		}
	}
	return false
}

// clauseAfter reports whether a noun of time is told apart from the number by "of a": "two of the days".
func (r *reader) clauseAfter(q quantity, k int) bool {
	return k > q.next && r.low(q.next) == "of" && !q.vague
}

// isAge sees "aged 23", "Ann Lee, 23, said", "13-year-old", "ages of 17 and 20".
func (r *reader) isAge(q quantity) bool {
	if q.dim != "" || q.high > 130 || q.scale > 1 {
		return false
	}
	i := q.first
	for k := i - 1; k >= max(0, i-5); k-- {
		if r.class(k).is(age) {
			return true
		}
		if !r.class(k).is(ageJoint) {
			break
		}
	}
	behind := r.low(q.next)
	closed := q.next >= len(r.words) || r.mark(q.next) && strings.Contains(",.;)", behind)
	if q.spelled || !closed || !q.plain {
		return false
	}
	if r.low(i-1) == "(" && behind == ")" && r.capital(i-2) {
		return true
	}
	return r.low(i-1) == "," && r.capital(i-2) && (behind == "," || behind == "." && q.next == len(r.words)-1 && !r.amountWord(i-2)) && !r.number(i-2) && q.low <= 115
}

// isClock sees "11:30pm", "5 p.m.", "0800 GMT".
func (r *reader) isClock(q quantity) bool {
	if q.dim != "" || q.spelled && r.low(q.next) != "o'clock" && !r.class(q.next).is(clock) {
		return false
	}
	if r.low(q.next) == ":" && r.glued(q.next) && r.glued(q.next+1) && r.digit(q.next+1) {
		return true
	}
	if r.low(q.first-1) == ":" && r.glued(q.first) && r.glued(q.first-1) {
		return true
	}
	return r.class(q.next).is(clock)
}

// isSuffixed sees "8th", "1990s", "4G", "7M2": digits with letters that are no unit.
func (r *reader) isSuffixed(q quantity) bool {
	n := q.next
	return !q.spelled && n < len(r.words) && r.glued(n) && !r.hyphen(n) && !r.mark(n) && r.low(n) != "'s" && r.low(n) != "plus"
}

// isDate sees "July 27", "27 July", "March 22-24", "6/11", "the 15th".
func (r *reader) isDate(q quantity) bool {
	i := q.first
	if r.low(i-1) == "." && r.glued(i-1) {
		i--
	}
	if r.class(i-1).is(month) && r.capital(i-1) && (q.high <= 31 || isYear(q.amount)) {
		return true
	}
	if r.class(q.next).is(month) && r.capital(q.next) && q.low <= 31 && !q.spelled {
		return true
	}
	if r.low(q.next) == "of" && r.class(q.next+1).is(month) && r.capital(q.next+1) && q.high <= 31 {
		return true
	}
	if low := r.low(i - 1); (low == "and" || low == "to" || low == "-" || low == ",") && q.high <= 31 && q.plain && !q.spelled {
		if r.digit(i-2) && r.class(i-3).is(month) && r.capital(i-3) {
			return true
		}
	}
	return q.plain && r.slashed(q.first, q.next)
}

// slashed sees a number in a date or a ratio: "9/11", "24/7".
func (r *reader) slashed(first, next int) bool {
	return r.low(next) == "/" && r.glued(next) || r.low(first-1) == "/" && r.glued(first)
}

// isYearHere sees a year, but not "some 2000 fans" and "killing 1500 people".
func (r *reader) isYearHere(q quantity) bool {
	if !isYear(q.amount) {
		return false
	}
	if q.rule == RuleRange && q.high > q.low && int(q.low)%100 == 0 && int(q.high)%100 == 0 && r.isPlural(q.next) {
		return false
	}
	counted := r.class(q.next).is(person) && r.isPlural(q.next) && int(q.low)%50 == 0
	h, _ := r.hedgeBefore(q.first)
	firm := h == "at_least" || h == "over" || h == "nearly" || r.low(q.first-1) == "some"
	return !counted && !(firm && r.isPlural(q.next)) || r.low(q.first-1) == "the" || r.low(q.first-1) == "in"
}

// isOrdinalPart sees the number inside a fraction of a game, "second half", and a fraction that is no share.
func (r *reader) isOrdinalPart(q quantity) bool {
	return r.hyphen(q.first) || r.low(q.next) == "of" && r.capital(q.first-1) && r.low(q.first-1) == "group"
}

// isCode sees telephone numbers, file names, addresses and lists of single numbers.
func (r *reader) isCode(q quantity) bool {
	if q.spelled {
		return false
	}
	i, n := q.first, q.next
	for _, mark := range []string{"-", "/", "_", "#", "@", "№", ".", "=", "\\", "&"} {
		if r.low(i-1) == mark && r.glued(i) && (mark != "-" || r.glued(i-1)) && !r.pause(i-1) {
			return true
		}
		if r.low(n) == mark && r.glued(n) && r.glued(n+1) && (mark != "-" || r.digit(n+1)) && !r.pause(n) {
			return true
		}
	}
	return q.plain && r.class(i).is(code) && r.class(n).is(hotline) || q.plain && len(r.low(i)) > 1 && r.low(i)[0] == '0'
}

// isScore sees "8-7", "134 to 63", "by 5-4": two bare numbers that do not grow, or grow behind a word of winning.
func (r *reader) isScore(q quantity) bool {
	if q.spelled && q.rule == "" && r.low(q.next) != "to" || !q.plain && !q.spelled {
		return false
	}
	joined := func(i int) bool {
		low := r.low(i)
		return low == "-" || low == "to" || low == "v"
	}
	if joined(q.next) && r.number(q.next+1) {
		return r.bareBehind(q.next + 1)
	}
	if joined(q.first-1) && r.number(q.first-2) && !r.isPlural(q.next) {
		return true
	}
	return q.rule == RuleRange && r.near(q.first, score, 4) && !r.isPlural(q.next) && !r.between(q.first)
}

// bareBehind reports whether the number at i is bare: no unit, no noun behind it.
func (r *reader) bareBehind(i int) bool {
	b := r.single(i)
	return b.next > b.first && b.dim == "" && b.scale == 1 && !r.isPlural(b.next) && !r.hyphen(b.next)
}

// isDesignation sees numbers that belong to a name: "Falcon 9", "Flight 175", "No. 2", "lap 48", "top 10".
func (r *reader) isDesignation(q quantity) bool {
	i := q.first
	if r.low(i-1) == "." && (r.low(i-2) == "no" || r.low(i-2) == "nos") {
		return true
	}
	if r.class(i-1).is(designator) && !r.isSubjectVerb(i-1) && q.scale == 1 && !strings.Contains(r.low(i), ",") {
		return r.low(i-1) != "over" && r.low(i-1) != "down" && (!q.spelled || r.low(i-1) == "top" || r.closesPhrase(q.next) || r.capital(i-1))
	}
	if q.spelled || !q.plain || r.mark(i-1) || !r.capital(i-1) {
		return false
	}
	before := r.words[i-1]
	_, hedges := r.lex.before[before.low]
	_, harms := r.lex.harms.entries[before.low]
	if before.class.is(function|lean) || hedges || harms || r.lex.units.entries[before.low].symbol != "" {
		return false
	}
	if r.starts(i-1) && (strings.HasSuffix(before.low, "ing") || before.class.is(person)) {
		return false
	}
	if r.titleCase || isUpper(r.text(i-1, i)) && isUpper(r.text(max(0, i-3), i)) && i >= 3 {
		return !r.isPlural(q.next)
	}
	return true
}

// isSubjectVerb reports whether a word that may introduce a number stands here as something else ("matches 20 fans" is not
// read, "the number 20" is).
func (r *reader) isSubjectVerb(i int) bool {
	return r.class(i).is(namesThings) && r.isPlural(r.amountEnd(i+1))
}

func (r *reader) amountEnd(i int) int { return max(r.amountAt(i).next, i) }

// starts reports whether word i begins its sentence.
func (r *reader) starts(i int) bool {
	return i == 0 || r.mark(i-1) && strings.Contains(":-•*(|.", r.low(i-1))
}

// isCompound sees "two-car tram", "38-word oath".
func (r *reader) isCompound(q quantity) bool {
	if !r.hyphen(q.next) {
		return false
	}
	_, hedges := r.lex.after.entries[r.low(q.next)]
	return !hedges
}

// unitDecoy sees what has a unit and is no figure: "100 percent sure", "43 degrees North", "half" of a match.
func (r *reader) unitDecoy(q quantity) bool {
	switch {
	case q.dim == "percent" && q.fraction && q.rule == "":
		return r.looseFraction(q)
	case q.dim == "percent" && q.low == 100 && q.high == 100:
		return r.isDegreeAdverb(q)
	case q.dim == "angle":
		return r.class(q.next).is(compass) || q.spelled
	case q.dim == "index":
		return false
	}
	return r.hyphen(q.first)
}

// isDegreeAdverb sees "100 percent sure", "100 percent with Japan".
func (r *reader) isDegreeAdverb(q quantity) bool {
	n := q.next
	if r.low(n) == "of" || r.near(q.first, change, changeWords) || r.hyphen(n-1) {
		return false
	}
	return n >= len(r.words) || r.mark(n) || r.class(n).is(degree|stop|adverb|manner) || strings.HasSuffix(r.low(n), "ed")
}

// looseFraction reports whether a fraction is no share of anything: "second half", "a third person", "half asleep".
func (r *reader) looseFraction(q quantity) bool {
	n := q.next
	if r.hyphen(n) || r.hyphen(q.first) {
		return true
	}
	if r.low(n) == "of" {
		if q.next == q.first+1 && r.low(q.first) != "half" && r.low(q.first) != "quarter" { // "the fourth of October"
			return true
		}
		return r.class(q.first-1).is(halfOf) || isYearWord(r.low(n+1))
	}
	if r.low(q.first) == "half" && q.next == q.first+1 {
		return !r.class(n).is(determiner|possessive) || r.class(q.first-1).is(halfOf) || r.mark(n)
	}
	if q.next == q.first+1 || q.article {
		return true
	}
	return !r.mark(n) && !r.closesPhrase(n) && !r.isPlural(n)
}

func isYearWord(low string) bool { return len(low) == 4 && (low[:2] == "19" || low[:2] == "20") }
