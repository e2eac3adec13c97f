package chronology

import (
	"fmt"

	"variorum/internal/engine/text"
)

func twoDigits(n int) string { return fmt.Sprintf("%02d", n) }

// length reads "three months", "the past three months", "a two-week strike", "the first nine months", "several years".
func (b *book) length(i int) (phrase, bool) {
	if b.role(i) == "halves" && b.role(i+1) == "count" && b.number(i+1) == 1 && b.role(i+2) == "unit" && singular(b.word(i+2)) { // "half an hour"
		return phrase{first: i, next: i + 3, rule: ruleLength, unit: b.meaning(i + 2), amount: amount{half: true}}, true
	}
	if p, ok := b.counted(i); ok {
		p.first = i
		return p, true
	}
	j := b.skipApprox(i)
	hedged := j > i
	if b.role(j) == "det" {
		j++
	}
	reach := ""
	for r := b.role(j); r == "shift" || r == "all" || r == "half" || r == "said" || r == "latest"; r = b.role(j) {
		reach = r
		j++
	}
	a, k := b.amount(j)
	if k == j && b.role(j) == "vague" {
		a, k = amount{vague: true}, j+1
	}
	if l, m := b.amount(k + 1); k > j && m > k+1 && (b.role(k) == "conj" || b.link(k) == "to") && b.role(m) == "unit" { // "two to three weeks"
		k = m
		if a.n == 0 {
			a = l
		}
	}
	if k > j && (b.role(k) == "all" || b.link(k) == "more") { // "an additional year"
		k++
	}
	bare := k == j
	if j > i && b.link(j-1) == "recent" || b.link(j) == "recent" && k == j+1 && b.role(k) == "unit" {
		p := phrase{first: i, next: k + 1, rule: ruleVague, fixed: "PAST_REF"} // "recent years", "recent weeks and months"
		if b.role(k+1) == "conj" && b.role(k+2) == "unit" {
			p.next = k + 3
		}
		return p, b.role(k) == "unit" && !singular(b.word(k))
	}
	if bare && b.role(k) == "unit" && !singular(b.word(k)) && (reach == "shift" || reach == "" && b.role(i-1) == "in" || b.link(i-1) == "length") && b.meaning(k) != "second" {
		a, bare = amount{vague: true}, false
	}
	if bare || b.role(k) != "unit" || b.meaning(k) == "weekend" {
		return phrase{}, false
	}
	p := phrase{first: i, next: k + 1, rule: ruleLength, amount: a, unit: b.meaning(k)}
	return b.lengthEnds(p, i, k, hedged, reach)
}

// lengthEnds looks at what stands behind the unit of a length and before it.
func (b *book) lengthEnds(p phrase, i, k int, hedged bool, reach string) (phrase, bool) {
	glued := b.at(k).glued
	for b.at(p.next).glued && (b.role(p.next) == "old" || b.role(p.next) == "long") {
		p.next++
	}
	switch {
	case reach == "shift" && p.amount.vague && b.role(k-1) == "shift": // "coming months"
		p.rule, p.fixed = ruleVague, "PAST_REF"
		if b.number(k-1) > 0 {
			p.fixed = "FUTURE_REF"
		}
		return p, true
	case b.role(p.next) == "old" && !glued: // an age: "37 years old"
		return p, false
	case b.at(k).entry.value == "second" && singular(b.word(k)) && !glued:
		return p, false
	case p.amount.n == 0 && !p.amount.vague:
		return p, false
	case p.unit == "quarter" && reach == "" && !p.amount.vague && (glued || b.link(p.next) == "of"): // three quarters of it
		return p, false
	case p.amount.n == 1 && b.rate(i, k):
		return p, false
	}
	switch {
	case b.role(p.next) != "conj":
	case b.link(p.next+1) == "article" && b.role(p.next+2) == "halves": // "a year and a half"
		p.amount.half, p.next = true, p.next+3
	case b.link(p.next+1) == "so", b.role(p.next+1) == "unit" && p.amount.vague: // "a year or so", "weeks or months"
		p.next += 2
	}
	if singular(b.word(k)) && p.amount.n != 1 && !glued && !p.amount.vague && b.role(i) == "det" {
		return p, false // "the two day rally": begins at the number
	}
	if glued && (b.role(i) == "det" || b.link(i) == "article" && i < k-1) {
		return p, false
	}
	return p, true
}

// rate reports whether "a year" at i tells how often: "$1.76 a year", "5% a month", "twice a day".
func (b *book) rate(i, k int) bool {
	if k != i+1 || b.link(i) != "article" {
		return false
	}
	before := b.at(i - 1)
	if w := b.word(i - 1); before.kind == text.Word && before.entry.role == "" && b.tenses[before.form] == "" && len(w) > 3 && !singular(w) && !capital(w) {
		return true // "four flights a week"
	}
	return before.entry.role == "rate" || before.kind == text.Number || b.isMark(i-1, "%") || b.role(i-1) == "scale" || b.link(i-1) == "sum"
}

// clock reads "10 p.m. Wednesday", "5 p.m. EST, Nov. 6", "7:15", "noon Thursday".
func (b *book) clock(i int) (phrase, bool) {
	j := b.skipApprox(i)
	p := phrase{rule: ruleClock, first: i}
	switch x := b.at(j); {
	case x.entry.role == "hour":
		p.clock, p.next = x.entry.value, j+1
	case x.kind == text.Number:
		var ok bool
		if p.clock, p.next, ok = b.hands(j); !ok {
			return p, false
		}
	default:
		return p, false
	}
	return b.clockDay(p), true
}

// hands reads the hour and minute at j.
func (b *book) hands(j int) (clock string, next int, ok bool) {
	hour, minute, next := b.at(j).number, -1, j+1
	w, half := b.word(j), ""
	if len(w) == 4 && hour >= 0 && hour < 2400 && hour%100 < 60 && b.role(next) == "zone" { // "1430 GMT"
		return w[:2] + ":" + w[2:], next + 1, true
	}
	if n := len(w) - 2; hour < 0 && n > 0 && n <= 2 && (w[n:] == "am" || w[n:] == "pm") {
		hour, half = digits(w[:n]), w[n:] // "10pm"
	}
	sep := b.isMark(next, ":") || b.isMark(next, ".")
	if m := b.at(next + 1); sep && b.touching(next) && b.touching(next+1) && m.Len() == 2 && m.number >= 0 && m.number < 60 {
		minute, next = m.number, next+2
	} else if m.Len() == 4 && sep && b.touching(next) && b.touching(next+1) { // "10:30pm"
		if mw := b.word(next + 1); mw[2:] == "am" || mw[2:] == "pm" {
			minute, half, next = digits(mw[:2]), mw[2:], next+2
		}
	}
	if b.role(next) == "meridiem" {
		half, next = b.meaning(next), next+1
	} else if b.role(next) == "oclock" {
		half, next = "o", next+1
	}
	if hour < 0 || hour > 24 || half == "" && (minute < 0 || !b.isMark(j+1, ":") || b.link(j-1) != "at") || half != "" && hour > 12 && half != "o" {
		return "", j, false
	}
	if half == "pm" && hour < 12 {
		hour += 12
	} else if half == "am" && hour == 12 {
		hour = 0
	}
	if b.role(next) == "zone" {
		next++
	}
	if minute < 0 {
		minute = 0
	}
	return twoDigits(hour) + ":" + twoDigits(minute), next, true
}

// clockDay reads the day behind a clock time.
func (b *book) clockDay(p phrase) phrase {
	j := p.next
	if b.isMark(j, ",") {
		j++
	}
	if q, ok := b.date(j); ok && (q.weekday > 0 || q.day > 0) { // a stop of "p.m." may seem to end the sentence
		p.year, p.month, p.day, p.weekday, p.next = q.year, q.month, q.day, q.weekday, q.next
	} else if q, ok := b.deictic(j); ok && j == p.next {
		p.unit, p.shift, p.shifted, p.next = "day", q.shift, true, q.next
	} else if q, ok := b.date(j + 1); ok && b.link(j) == "on" && (q.weekday > 0 || q.day > 0) { // a phrase of its own: "5 p.m. on Friday"
		p.year, p.month, p.day, p.weekday = q.year, q.month, q.day, q.weekday
	}
	return p
}
