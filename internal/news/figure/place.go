package figure

import (
	"strconv"
	"strings"
)

// placeOf reads where a figure holds: "900 in Syria", "an attack near Oslo, in which 12 people were killed". It looks behind the
// phrase as far as the clause goes, then, behind "in which" and "where", in front of it.
func (r *reader) placeOf(f *finding) string {
	if f.dim != "" || r.titleCase { // capitals tell nothing in a headline
		return ""
	}
	from := max(f.next, f.of.next)
	if f.rule == RuleShared || f.of.next < f.first {
		from = f.next
	}
	for k := from; k < min(len(r.words), from+clauseWords); k++ {
		if r.mark(k) || r.amountWord(k) || r.class(k).is(conjunction) || r.class(k).is(subordinator|interrogative) && k > from && !r.ofHarm(f, k) {
			break
		}
		if p := r.locative(k); p != "" {
			return p
		}
	}
	return r.placeInFront(f)
}

// ofHarm reports whether a clause that word k opens tells of what killed or injured those that f counts: "40 died when the pier
// in Lisk collapsed".
func (r *reader) ofHarm(f *finding, k int) bool {
	return harmed(f.kind) && (r.low(k) == "when" || r.class(k).is(subordinator) && !r.class(k).is(interrogative))
}

// placeInFront reads the place that "in which" and "where" point back to.
func (r *reader) placeInFront(f *finding) string {
	k := f.hedgeFirst - 1
	for n := 0; n < 4 && k > 0 && r.low(k) != "which" && r.low(k) != "where"; n++ {
		k--
	}
	if r.low(k) != "which" && r.low(k) != "where" {
		return ""
	}
	for j := k - 1; j >= max(0, k-clauseWords); j-- {
		if p := r.locative(j); p != "" {
			return p
		}
	}
	return ""
}

// locative reads a place behind a preposition of place at word k.
func (r *reader) locative(k int) string {
	if !r.class(k).is(locative) {
		return ""
	}
	i := k + 1
	for r.class(i).is(determiner) || r.low(i) == "northern" || r.low(i) == "southern" || r.low(i) == "eastern" || r.low(i) == "western" || r.low(i) == "central" {
		i++
	}
	end := i
	for end < len(r.words) && r.capital(end) && !r.mark(end) && !r.class(end).is(month|weekday) && !r.words[end].digits {
		end++
	}
	if end > i && r.low(end) == "and" && r.capital(end+1) && (end+2 >= len(r.words) || r.closesPhrase(end+2)) { // "in Syria and Iraq."
		end += 2
	}
	if end < len(r.words) && !r.closesPhrase(end) && !r.class(end).is(verb) && !strings.HasSuffix(r.low(end), "ed") { // "the Mexican border"
		return ""
	}
	if end == i || r.class(end-1).is(person) || r.low(end) == "'s" || r.low(end) == "’s" {
		return ""
	}
	return r.text(i, end)
}

// timeOf reads when a figure holds: "as of August 2018", "in 2017" behind it in its clause, "since 2004, when" in front of it, or
// what its sentence opens with.
func (r *reader) timeOf(f *finding) string {
	if v := r.timeWhen(f.hedgeFirst); v != "" {
		return v
	}
	from := max(f.next, f.of.next)
	if f.of.next < f.first {
		from = f.next
	}
	for k := from; k < min(len(r.words), from+timeWords); k++ {
		c := r.class(k)
		if r.mark(k) || c.is(interrogative|subordinator) && !c.is(temporal) || r.amountWord(k) && !isYearWord(r.low(k)) {
			break
		}
		if c.is(temporal) {
			if v := r.yearMonth(k + 1); v != "" {
				return v
			}
		}
	}
	return r.opening(f.first)
}

// timeWhen reads the time that "when" or "where" in front of word i points back to.
func (r *reader) timeWhen(i int) string {
	for k := i - 1; k > max(0, i-timeWords); k-- {
		if !r.class(k).is(interrogative|subordinator) || r.class(k).is(temporal) {
			continue
		}
		for j := k - 1; j >= max(0, k-3); j-- {
			if v := r.yearMonth(j); v != "" && r.class(j-1).is(preposition) {
				return v
			}
		}
	}
	return ""
}

// opening reads the time that a sentence opens with: "As of November 2013, at least 30 were held".
func (r *reader) opening(before int) string {
	for k := 0; k < min(before, timeWords); k++ {
		if r.mark(k) {
			return ""
		}
		if !r.class(k).is(temporal) {
			continue
		}
		if v := r.yearMonth(k + 1); v != "" && (r.low(k+2) == "," || r.low(k+3) == ",") {
			return v
		}
	}
	return ""
}

// yearMonth reads "August 2018", "2017" at word i as a TIMEX3 value.
func (r *reader) yearMonth(i int) string {
	m := 0
	if r.class(i).is(month) && r.capital(i) {
		m = r.lex.months[r.low(i)]
		i++
	}
	if !r.digit(i) || !isYearWord(r.low(i)) || r.isPlural(i+1) && !r.mark(i+1) {
		return ""
	}
	if m == 0 {
		return r.low(i)
	}
	return r.low(i) + "-" + pad(m)
}

func pad(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
