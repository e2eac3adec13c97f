package chronology

import (
	"strings"

	"variorum/internal/engine/text"
)

// core reads a phrase without what narrows it.
func (b *book) core(i int) (phrase, bool) {
	for _, read := range [...]func(*book, int) (phrase, bool){
		(*book).quarter, (*book).date, (*book).deictic, (*book).era, (*book).shifted, (*book).counted, (*book).period, (*book).bareSeason,
	} {
		if p, ok := read(b, i); ok {
			p.first = i
			return p, true
		}
	}
	return phrase{}, false
}

// date reads dates of the calendar, as long as they are written: "Friday, March 27, 2024", "27 March", "May 1994", "1988".
func (b *book) date(i int) (phrase, bool) {
	p, ok := b.anyDate(i)
	p.first = i
	if p.rule == "" {
		p.rule = ruleDate
	}
	return p, ok
}

func (b *book) anyDate(i int) (phrase, bool) {
	if p, ok := b.holiday(i); ok {
		return p, true
	}
	x := b.at(i)
	switch {
	case x.week > 0:
		return b.weekDate(i, x.week)
	case x.month > 0:
		return b.monthDate(i)
	case x.kind == text.Number:
		if p, ok := b.inFigures(i); ok {
			return p, true
		}
		if p, ok := b.dayFirst(i); ok {
			return p, true
		}
		return b.lone(i)
	case x.entry.role == "count":
		return b.spokenYear(i)
	case x.entry.role == "det":
		if b.link(i+1) == "year" {
			if p, ok := b.spokenYear(i + 2); ok {
				return p, true
			}
			if y := b.yearAt(i + 2); y > 0 {
				return phrase{year: y, next: i + 3}, true
			}
		}
		if p, ok := b.dayFirst(i + 1); ok { // "the 27th of March"
			return p, true
		}
	}
	return phrase{}, false
}

// holiday reads a day that has a name: its value in the table is month and day ("12-25"), or month, week and weekday ("11-4-4", the
// fourth Thursday of November).
func (b *book) holiday(i int) (phrase, bool) {
	e, next := b.saying(i)
	if e.role != "holiday" {
		e, next = b.at(i).entry, i+1
	}
	if e.role != "holiday" || !capital(b.word(i)) {
		return phrase{}, false
	}
	p := phrase{next: next}
	month, rest, _ := strings.Cut(e.value, "-")
	day, weekday, nth := strings.Cut(rest, "-")
	p.month, p.day = atoi(month), atoi(day)
	if nth {
		p.day, p.nth, p.nthDay = 1, atoi(day), atoi(weekday)
	}
	if y, next := b.yearBehind(p.next); y > 0 {
		p.year, p.next = y, next
	}
	return p, true
}

// weekDate reads a weekday with the date or the part of the day behind it.
func (b *book) weekDate(i, weekday int) (phrase, bool) {
	if b.at(i).plural {
		return phrase{weekday: weekday, next: i + 1, rule: ruleSet}, true
	}
	j := b.stopAfter(i)
	k := j
	if b.isMark(k, ",") {
		k++
	}
	if b.role(k) == "det" {
		k++
	}
	if b.at(k).week == 0 && (b.at(k).month > 0 || b.at(k).kind == text.Number) {
		p, ok := b.dayFirst(k)
		if !ok {
			p, ok = b.inFigures(k)
		}
		if !ok && b.at(k).month > 0 {
			p, ok = b.monthDate(k)
		}
		if ok && p.day > 0 {
			p.weekday = weekday
			return p, true
		}
	}
	p := phrase{weekday: weekday, next: j}
	if b.at(i).Len() < len("Monday") {
		return p, false
	}
	if b.role(j) == "daypart" {
		p.daypart, p.next = b.meaning(j), j+1
	}
	return p, true
}

// stopAfter returns the place after the word at i and the full stop of its abbreviation.
func (b *book) stopAfter(i int) int {
	if b.isMark(i+1, ".") && b.touching(i+1) && b.at(i).Len() <= len("Sept") && !b.wholeName(i) {
		return i + 2
	}
	return i + 1
}

// wholeName reports whether a short name of a month is no abbreviation: May, June, July.
func (b *book) wholeName(i int) bool {
	n := b.at(i).Len()
	return b.at(i).month > 0 && (n == 3 && b.at(i).month == 5 || n == 4 && (b.at(i).month == 6 || b.at(i).month == 7))
}

// monthDate reads "March 27, 2024", "March 27", "March 2024", "March this year", "March".
func (b *book) monthDate(i int) (phrase, bool) {
	p := phrase{month: b.at(i).month}
	j := b.stopAfter(i)
	abbreviated := j == i+1 && b.at(i).Len() <= len("Sept") && !b.wholeName(i)
	if day, ok := b.dayAt(j); ok {
		p.day, p.next = day, j+1
		of := j + 1
		if b.link(of) == "of" {
			of++
		}
		if y, next := b.yearBehind(j + 1); y > 0 {
			p.year, p.next = y, next
		} else if b.role(of) == "shift" && b.meaning(of+1) == "year" { // "Dec. 31 of last year"
			p.shift, p.shifted, p.unit, p.next = b.number(of), true, "year", of+2
		}
		if !p.exists() {
			p.rule = ruleNoDay
		}
		return p, true
	}
	if y, next := b.yearBehind(j); y > 0 {
		p.year, p.next = y, next
		return p, true
	}
	if y, next := b.spokenBehind(j); y > 0 {
		p.year, p.next = y, next
		return p, true
	}
	p.next = j
	if b.role(j) == "shift" && b.meaning(j+1) == "year" {
		p.shift, p.shifted, p.unit, p.next = b.number(j), true, "year", j+2
		return p, true
	}
	return p, !abbreviated && !b.bearsName(i)
}

// bearsName reports whether the name of a month is somebody's name or begins a title: "April Lewis", "May Day".
func (b *book) bearsName(i int) bool {
	next, before := b.at(i+1), b.at(i-1)
	if next.kind == text.Word && next.month == 0 && next.week == 0 && b.word(i+1) != "" && capital(b.word(i+1)) && next.entry.role == "" && b.role(i-1) != "in" {
		return true
	}
	return before.kind == text.Word && b.same(i-1, i) && capital(b.word(i-1)) && before.entry.role == "" && before.week == 0 && before.month == 0 &&
		b.tenses[before.form] == "" && b.at(i-2).kind == text.Word && capital(b.word(i-2))
}

// dayFirst reads "27 March 2024", "27th of March".
func (b *book) dayFirst(i int) (phrase, bool) {
	day, ok := b.dayAt(i)
	if !ok {
		return phrase{}, false
	}
	j := i + 1
	if b.link(j) == "of" {
		j++
	}
	if b.at(j).month == 0 {
		return phrase{}, false
	}
	p := phrase{day: day, month: b.at(j).month, next: b.stopAfter(j)}
	if y, next := b.yearBehind(p.next); y > 0 {
		p.year, p.next = y, next
	}
	if !p.exists() {
		p.rule = ruleNoDay
	}
	return p, true
}

// exists reports whether there is such a day, in a leap year when no year is told.
func (p *phrase) exists() bool {
	if p.year == 0 {
		return p.day <= daysIn(2024, p.month)
	}
	_, ok := NewDay(p.year, p.month, p.day)
	return ok
}

// dayAt reads 1 to 31, with or without the ending of an ordinal, or in words ("eighth").
func (b *book) dayAt(i int) (int, bool) {
	p := b.at(i)
	n := p.number
	if n < 0 {
		o, ok := b.ordinal(i)
		if !ok {
			return 0, false
		}
		n = o
	}
	if n < 1 || n > 31 || b.isMark(i+1, ":") && b.touching(i+2) || b.isMark(i+1, "%") || b.role(i+1) == "unit" && b.meaning(i+1) != "second" {
		return 0, false
	}
	return n, true
}

func (b *book) yearAt(i int) int {
	p := b.at(i)
	if p.kind != text.Number || p.Len() != 4 || p.number < MinYear || p.number > MaxYear {
		return 0
	}
	return p.number
}

func (b *book) yearBehind(i int) (year, next int) {
	if b.isMark(i, ",") || b.link(i) == "of" {
		i++
	}
	if y := b.yearAt(i); y > 0 && !b.at(i).glued {
		return y, i + 1
	}
	return 0, i
}

// spokenYear reads "nineteen ninety-six" and "two thousand".
func (b *book) spokenYear(i int) (phrase, bool) {
	y, next := b.spokenBehind(i)
	return phrase{year: y, next: next}, y > 0
}

func (b *book) spokenBehind(i int) (year, next int) {
	high, j := b.pair(i)
	if high == 2 && b.meaning(j) == "1000" && b.role(j) == "scale" {
		low, k := b.pair(j + 1)
		if b.role(k) == "scale" || b.role(k) == "unit" {
			return 0, i
		}
		return 2000 + low, k
	}
	low, k := b.pair(j)
	if high < 16 || high > 20 || low < 10 {
		return 0, i
	}
	return high*100 + low, k
}

// pair reads a number below a hundred in words.
func (b *book) pair(i int) (n, next int) {
	if b.role(i) != "count" || b.link(i) == "article" {
		return 0, i
	}
	n = b.number(i)
	if n >= 20 && b.role(i+1) == "count" && b.number(i+1) < 10 {
		return n + b.number(i+1), i + 2
	}
	return n, i + 1
}

// inFigures reads 2024-03-27, 27.03.2024 and 03/04/2024.
func (b *book) inFigures(i int) (phrase, bool) {
	p := b.at(i)
	if p.glued || b.starts[p.token] != i {
		return phrase{}, false
	}
	t, next := b.numeric(p.token)
	if next == p.token || !t.exists() {
		return phrase{}, false
	}
	return phrase{year: t.Year, month: t.Month, day: t.Day, other: t.Other, next: b.starts[next]}, true
}

// lone reads a year that stands alone. A number before a counted noun or behind a hedge or sign is none.
func (b *book) lone(i int) (phrase, bool) {
	y := b.yearAt(i)
	if y < firstLoneYear || b.at(i+1).glued || b.isMark(i+1, "%") || b.role(i+1) == "unit" || b.role(i+1) == "scale" {
		return phrase{}, false
	}
	if before := b.at(i - 1); b.same(i-1, i) && before.kind == text.Mark && !b.quoteMark(i-1) {
		return phrase{}, false
	}
	if b.role(i-1) == "approx" || b.role(i-1) == "vague" || b.at(i-1).kind == text.Number || b.counts(i) {
		return phrase{}, false
	}
	return phrase{year: y, next: i + 1}, true
}

// counts reports whether the number at i counts the plural behind it: "2000 boots", but "the 1998 elections", "in 1998 voters".
func (b *book) counts(i int) bool {
	w := b.word(i + 1)
	plural := len(w) > 3 && w[len(w)-1] == 's' && w[len(w)-2] != 's' && w[0] >= 'a' && w[0] <= 'z'
	before := b.at(i - 1)
	return plural && before.kind == text.Word && before.entry.role != "in" && before.entry.role != "det" && b.tenses[before.form] != "is" && b.tenses[before.form] != "determiner"
}

// firstLoneYear is the first year that is read out of four digits alone: numbers below are counts more often.
const firstLoneYear = 1800

// quoteMark reports whether the mark at i may stand before a year.
func (b *book) quoteMark(i int) bool {
	switch b.word(i) {
	case "(", ",", "[", "\"", "“", "'", "‘", "–", "—", "-", "/", ";", ":", "`", "*":
		return true
	}
	return false
}

// number is the value of the entry at i as a number.
func (b *book) number(i int) int { return atoi(b.meaning(i)) }

func atoi(s string) int {
	n, sign := 0, 1
	for k, c := range s {
		switch {
		case c == '-' && k == 0:
			sign = -1
		case c < '0' || c > '9' || n > mostUnits:
			return 0
		default:
			n = n*10 + int(c-'0')
		}
	}
	return sign * n
}
