package chronology

import (
	"strconv"

	"variorum/internal/engine/text"
)

// phrase is a temporal expression as its own words say it, before it is given a value.
type phrase struct {
	first, next int // pieces
	rule        rule

	year, month, day, weekday int
	part                      Part
	other                     Day // the second reading of 03/04/2024
	nth, nthDay               int // of a holiday: the fourth Thursday of its month

	unit    string // of the table: hour, day, week, month, quarter, year, decade, century, weekend
	shift   int    // which one: -1 the last, 0 this, 1 the next
	shifted bool   // the words say which one
	amount  amount

	quarter, half int
	season        string // SP, SU, FA, WI
	daypart       string // MO, AF, EV, NI
	clock         string // "17:00"
	near          bool   // "a year earlier" with the word for its period
	fixed         string // a reference, or the decade or century as it is written in a value
}

// rule is how a phrase comes to its value.
type rule string

// The rules, with an example each.
const (
	ruleDate     rule = "calendar-date"    // March 27, 2024; 1988; mid-October; Friday
	ruleNear     rule = "named-from-today" // yesterday; last week; next month; this summer
	ruleSaid     rule = "named-from-text"  // the following year; that day
	ruleAgo      rule = "counted-back"     // two weeks ago; 10 days from now
	ruleFrom     rule = "counted-on"       // two days later; a month earlier
	ruleLength   rule = "length"           // for three months; a two-week strike; the past three months
	ruleQuarter  rule = "quarter"          // the third quarter; the first half of 2023
	rulePeriod   rule = "period-told-of"   // the quarter; the latest period
	ruleYearPast rule = "year-before"      // a year earlier; the year-ago quarter
	ruleEra      rule = "era"              // the 1970s; the 20th century
	ruleClock    rule = "clock"            // 10 p.m. Wednesday; noon
	ruleSet      rule = "repeated"         // each July; every Sunday
	ruleVague    rule = "reference"        // now; recently; soon

	// The rules of doubts: dates that are none.
	ruleNoDay    rule = "no-such-day"   // 31 February 2024
	ruleWrongDay rule = "wrong-weekday" // Friday, March 27, 2024, which was a Wednesday
)

// amount is a number of units.
type amount struct {
	n     int
	half  bool
	vague bool
}

// phrases reads the text from left to right.
func (b *book) phrases() []phrase {
	var out []phrase
	for i := 0; i < len(b.pieces); {
		p, ok := b.phrase(i)
		if !ok {
			i++
			continue
		}
		out = append(out, p)
		i = p.next
	}
	return out
}

// phrase reads the phrase that begins at i. A phrase does not begin or end inside of a compound that is not all of it.
func (b *book) phrase(i int) (phrase, bool) {
	p := &b.pieces[i]
	if p.kind == text.Mark || p.glued || p.kind == text.Word && p.entry.role == "" && p.month == 0 && p.week == 0 && !p.q && len(b.sayings[p.form]) == 0 {
		return phrase{}, false
	}
	for _, read := range [...]func(*book, int) (phrase, bool){
		(*book).fixed, (*book).repeated, (*book).clock, (*book).shaded, (*book).length, (*book).core,
	} {
		if x, ok := read(b, i); ok && x.next > i && !b.at(x.next).glued && (x.rule == ruleClock || b.same(x.first, x.next-1)) {
			return x, true
		}
	}
	return phrase{}, false
}

// fixed reads "now", "recently", "at the moment".
func (b *book) fixed(i int) (phrase, bool) {
	e, next := b.saying(i)
	if e.role != "ref" {
		e, next = b.at(i).entry, i+1
	}
	p := phrase{first: i, next: next, rule: ruleVague, fixed: e.value}
	switch {
	case b.role(i) == "det" && b.link(i+1) == "past": // "in the past", but "in the past year"
		p.next, p.fixed = i+2, "PAST_REF"
		return p, b.role(i-1) == "in" && (b.at(i+2).entry.role == "" && b.at(i+2).kind != text.Number || b.role(i+2) == "conj")
	case e.value == "FUTURE_REF" && (b.tenses[b.at(i-1).form] == "clause" || b.role(next) == "in"): // "as soon as", "soon after"
		return p, false
	}
	return p, e.role == "ref"
}

// repeated reads "each July", "every Sunday", "every two weeks".
func (b *book) repeated(i int) (phrase, bool) {
	if b.role(i) != "each" {
		return phrase{}, false
	}
	j := i + 1
	p := phrase{first: i, next: j + 1, rule: ruleSet, amount: amount{n: 1}}
	if a, k := b.amount(j); k > j {
		p.amount, j, p.next = a, k, k+1
	} else if b.role(j) == "other" { // "every other week"
		p.amount, j, p.next = amount{n: 2}, j+1, j+2
	}
	switch x := b.at(j); {
	case x.week > 0:
		p.weekday = x.week
		if b.role(j+1) == "daypart" {
			p.daypart, p.next = b.meaning(j+1), j+2
		}
	case x.month > 0:
		p.month = x.month
	case x.entry.role == "unit" && x.entry.value != "weekend":
		p.unit = x.entry.value
	case x.entry.role == "season":
		p.season = x.entry.value
	case x.entry.role == "daypart":
		p.daypart = x.entry.value
	default:
		return p, false
	}
	return p, true
}

// shaded reads a core with what narrows it before it: "the beginning of October", "earlier this year", "late yesterday",
// "mid-November".
func (b *book) shaded(i int) (phrase, bool) {
	if j := b.skipApprox(i); j > i && b.at(j).kind != text.Number { // "around Nov. 1"
		p, ok := b.date(j)
		p.first = i
		return p, ok && p.weekday == 0
	}
	j := i
	if b.role(j) == "det" {
		j++
	}
	role, part := b.role(j), b.meaning(j)
	if role != "part" && role != "shade" {
		return phrase{}, false
	}
	j++
	if b.role(j) == "in" && (b.link(j) == "of" || b.link(j) == "in") {
		j++
		if role == "part" && b.role(i) == "part" && b.link(j-1) == "in" {
			return phrase{}, false // "late in the day": two phrases
		}
	} else if role == "part" && (b.link(j-1) == "end" || b.link(j-1) == "edge") {
		return phrase{}, false // "end Friday" is a verb
	}
	p, ok := b.core(j)
	if x := b.at(j + 1); !ok && role == "part" && b.role(j) == "det" && x.entry.role == "unit" && singular(b.word(j+1)) && x.entry.value != "second" {
		p, ok = phrase{next: j + 2, rule: ruleNear, unit: x.entry.value, shifted: true}, true // "the end of the month"
	}
	if !ok || role == "shade" && p.rule == ruleDate && p.weekday == 0 {
		return p, false
	}
	p.first = i
	p.part = partNames[part]
	return p, ok
}

// ordinal reads "third" and "19th".
func (b *book) ordinal(i int) (int, bool) {
	switch p := b.at(i); p.entry.role {
	case "half", "ordinal":
		n, err := strconv.Atoi(p.entry.value)
		return n, err == nil
	case "":
		if w := b.word(i); p.kind == text.Number && len(w) >= 3 && len(w) <= 4 {
			n, err := strconv.Atoi(w[:len(w)-2])
			end := w[len(w)-2:]
			return n, err == nil && (end == "st" || end == "nd" || end == "rd" || end == "th")
		}
	}
	return 0, false
}

// amount reads "three", "twenty four", "2 1/2", "a couple of", "several", "1,500". It returns i when there is none.
func (b *book) amount(i int) (amount, int) {
	switch p := b.at(i); {
	case p.kind == text.Number && p.number >= 0:
		if b.isMark(i+2, "/") && b.at(i+1).number == 1 && b.at(i+3).number == 2 {
			return amount{n: p.number, half: true}, i + 4
		}
		return amount{n: p.number}, i + 1
	case p.entry.role == "vague":
		return amount{vague: true}, i + 1
	}
	j := i
	switch b.role(j) {
	case "all":
		return amount{}, i
	case "count":
		if n, _ := strconv.Atoi(b.meaning(j)); n != 1 {
			break
		}
		if b.role(j+1) == "vague" {
			return amount{vague: true}, j + 2
		}
		if b.role(j+1) == "couple" {
			j++
		}
	}
	if b.role(j) == "couple" {
		n, _ := strconv.Atoi(b.meaning(j))
		if b.link(j+1) == "of" {
			j++
		}
		return amount{n: n}, j + 1
	}
	return b.spelled(i)
}

// spelled reads "two and a half", "twenty four", "a hundred", "one hundred thirty".
func (b *book) spelled(i int) (amount, int) {
	n, j := 0, i
	for ; j < len(b.pieces); j++ {
		role, v := b.role(j), b.number(j)
		switch {
		case role != "count" && role != "scale":
			return b.andHalf(amount{n: n}, i, j)
		case role == "scale" && j > i:
			n *= v
		case j == i && role == "count":
			n = v
		case role == "count" && v < 100 && n%10 == 0 && (n > 100 || n >= 20 && v < 10):
			n += v
		default:
			return b.andHalf(amount{n: n}, i, j)
		}
		if n > mostUnits {
			return amount{}, i
		}
	}
	return b.andHalf(amount{n: n}, i, j)
}

// mostUnits is the largest number of units that is counted: more than any unit of history.
const mostUnits = 999_999

func (b *book) andHalf(a amount, i, j int) (amount, int) {
	if j > i && b.role(j) == "conj" && b.link(j+1) == "article" && b.role(j+2) == "halves" {
		a.half = true
		return a, j + 3
	}
	return a, j
}
