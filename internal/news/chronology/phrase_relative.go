package chronology

import "variorum/internal/engine/text"

// deictic reads "yesterday", "tonight".
func (b *book) deictic(i int) (phrase, bool) {
	if e, next := b.saying(i); e.role == "day" { // "the day before yesterday"
		return phrase{next: next, rule: ruleNear, unit: "day", shift: atoi(e.value), shifted: true}, true
	}
	if b.role(i) != "day" || b.same(i-1, i) && capital(b.word(i)) && b.at(i-1).kind == text.Word && capital(b.word(i-1)) { // "Lisk Today"
		return phrase{}, false
	}
	p := phrase{next: i + 1, rule: ruleNear, unit: "day", shift: b.number(i), shifted: true}
	if b.link(i) == "tonight" {
		p.daypart = "NI"
	} else if b.role(i+1) == "daypart" { // "yesterday morning"
		p.daypart, p.next = b.meaning(i+1), i+2
	}
	return p, true
}

// shifted reads "last August", "this week", "the next month", "the following year", "the current quarter", "this coming Sunday".
func (b *book) shifted(i int) (phrase, bool) {
	j := i
	if b.role(j) == "det" {
		j++
	}
	role := b.role(j)
	if role != "shift" && role != "said" {
		return phrase{}, false
	}
	p := phrase{rule: ruleNear, shift: b.number(j), shifted: true}
	if role == "said" || j > i && b.link(j) == "follows" { // "the next day" is counted in the text
		p.rule = ruleSaid
	}
	j++
	if b.role(j) == "shift" {
		if role == "said" { // "said that last week"
			return p, false
		}
		p.shift = b.number(j)
		j++
	}
	if b.role(j) == "fiscal" || b.role(j) == "all" {
		j++
	}
	x := b.at(j)
	if x.glued {
		return p, false
	}
	p.next = j + 1
	switch {
	case x.entry.role != "" && capital(b.word(j)) && capital(b.word(j-1)) && b.same(i-1, i) && !capital(b.word(i-1)): // a title: "This Week"
		return p, false
	case x.entry.role == "unit" && singular(b.word(j)) && x.entry.value != "second" && x.entry.value != "minute" && x.entry.value != "hour":
		p.unit = x.entry.value
	case x.month > 0:
		q, ok := b.monthDate(j)
		if !ok {
			return p, false
		}
		p.month, p.day, p.year, p.next = q.month, q.day, q.year, q.next
		p.rule = ruleDate
	case x.week > 0:
		q, ok := b.weekDate(j, x.week)
		if !ok {
			return p, false
		}
		q.rule, q.shift, q.shifted = ruleDate, p.shift, true
		if p.rule == ruleSaid {
			q.unit = "week" // counted from what the text named
		}
		return q, true
	case x.entry.role == "season":
		p.season = x.entry.value
	case x.entry.role == "daypart" && p.rule == ruleNear && p.shift < 1:
		p.unit, p.daypart = "day", x.entry.value
		if x.entry.value != "NI" && p.shift < 0 {
			return p, false
		}
	default:
		return p, false
	}
	return p, true
}

// singular reports whether a unit is not written in the plural.
func singular(w string) bool { return len(w) > 0 && w[len(w)-1] != 's' && w[len(w)-1] != 'S' }

// counted reads "two weeks ago", "a year earlier", "ten days later", "three months from now".
func (b *book) counted(i int) (phrase, bool) {
	j := b.skipApprox(i)
	a, k := b.amount(j)
	if k == j && b.role(k) == "unit" && !singular(b.word(k)) && b.role(k+1) == "ago" { // "months ago"
		a.vague = true
	} else if k == j {
		return phrase{}, false
	}
	if b.role(k) != "unit" || b.meaning(k) == "weekend" {
		return phrase{}, false
	}
	p := phrase{unit: b.meaning(k), amount: a}
	k++
	if b.role(k) == "conj" && b.link(k+1) == "so" { // "a week or so ago"
		k += 2
	}
	if b.role(k) == "conj" && b.link(k+1) == "article" && b.role(k+2) == "halves" {
		p.amount.half, k = true, k+3
	}
	switch {
	case b.role(k) == "ago":
		p.rule, p.shift, p.next = ruleAgo, -1, k+1
	case b.link(k) == "from" && b.meaning(k+1) == "PRESENT_REF":
		p.rule, p.shift, p.next = ruleAgo, 1, k+2
	case b.role(k) == "shade":
		p.rule, p.shift, p.next = ruleFrom, b.number(k), k+1
	default:
		return p, false
	}
	if p.unit == "year" && a.n == 1 && !a.half && p.shift < 0 {
		p.rule = ruleYearPast
	}
	return p, true
}

// skipApprox skips "nearly", "at least", "about".
func (b *book) skipApprox(i int) int {
	if e, next := b.saying(i); e.role == "approx" {
		return next
	}
	if b.role(i) == "approx" || b.role(i) == "in" && b.meaning(i) == "approx" {
		return i + 1
	}
	return i
}

// period reads "the quarter", "the latest period", "the year", "year-end", "the weekend", "the year-ago quarter".
func (b *book) period(i int) (phrase, bool) {
	j := i
	if b.role(j) == "det" || b.link(j) == "article" {
		j++
	}
	if b.role(j) == "comparable" {
		j++
	}
	if b.meaning(j) == "year" && b.at(j+1).glued && (b.role(j+1) == "ago" || b.role(j+1) == "shade") {
		return b.yearAgo(i, j)
	}
	end := j + 1
	if b.touching(end) && b.tenses[b.at(end).form] == "is" { // "year's end"
		end++
	}
	if b.meaning(j) == "year" && b.link(end) == "end" && (b.at(end).glued || end > j+1 || b.role(i-1) == "in") {
		return phrase{next: end + 1, rule: ruleNear, unit: "year", shifted: true, month: 12}, true
	}
	if j == i {
		return phrase{}, false
	}
	latest := b.role(j) == "latest"
	for latest || b.role(j) == "fiscal" || b.role(j) == "all" {
		j++
		latest = false
	}
	p := phrase{next: j + 1, rule: rulePeriod}
	switch x := b.at(j); {
	case x.entry.role == "period" && b.role(j-1) == "latest":
		p.unit = "quarter"
	case x.entry.role != "unit" || !singular(b.word(j)) || b.at(j+1).kind == text.Number && b.at(j+1).Len() > 0:
		return p, false
	case x.entry.value == "year" && b.role(j+1) == "ended": // "for the year ended July 2"
		return phrase{next: j + 1, rule: ruleLength, unit: "year", amount: amount{n: 1}}, true
	case x.entry.value == "quarter" || x.entry.value == "year":
		p.unit = x.entry.value
	case x.entry.value == "weekend":
		p.rule, p.unit = ruleNear, "weekend"
	default:
		return p, false
	}
	return p, b.link(i) != "article"
}

// yearAgo reads "the year-ago third quarter", "year-earlier".
func (b *book) yearAgo(i, j int) (phrase, bool) {
	p := phrase{next: j + 2, rule: ruleYearPast, unit: "year", amount: amount{n: 1}, shift: -1}
	k := j + 2
	if a, m := b.amount(k); m > k && b.role(m) == "unit" && !singular(b.word(m)) {
		return phrase{next: m + 1, rule: ruleLength, unit: b.meaning(m), amount: a}, true
	}
	if q, ok := b.quarter(k); ok {
		p.quarter, k = q.quarter, q.next-1
	}
	if b.role(k) == "period" || b.role(k) == "unit" && singular(b.word(k)) {
		p.next, p.near = k+1, true
		return p, true
	}
	if b.link(i) == "article" || b.role(i) == "det" {
		return p, false // "the year-ago results": the article belongs to the noun
	}
	return p, true
}

// quarter reads "the third quarter of 1990", "third-quarter", "fiscal first quarter", "the first half of 2023", "Q3 2024".
func (b *book) quarter(i int) (phrase, bool) {
	j := i
	if b.role(j) == "det" {
		j++
	}
	p := phrase{rule: ruleQuarter}
	j = b.yearBefore(j, &p)
	if b.role(j) == "shift" && b.meaning(j) == "0" && j == i {
		j++
	}
	for b.role(j) == "fiscal" || b.role(j) == "all" {
		j++
	}
	if q, ok := b.periodOf(p, j); ok {
		return q, true
	}
	if b.role(j-1) == "fiscal" && j > i {
		if y := b.yearAt(j); y > 0 {
			return phrase{year: y, next: j + 1, rule: ruleDate}, true
		}
	}
	p.next = j + 2
	n, ok := b.ordinal(j)
	if b.role(j) == "shift" && b.number(j) < 0 && b.role(j+1) == "halves" {
		n, ok = 2, true
	}
	switch {
	case b.at(j).q:
		p.quarter, p.next = int(b.word(j)[1]-'0'), j+1
	case !ok:
		return p, false
	case b.meaning(j+1) == "quarter" && n <= 4 && (singular(b.word(j+1)) || b.at(j+1).glued):
		p.quarter = n
	case b.role(j+1) == "halves" && n <= 2:
		p.half = n
	default:
		return p, false
	}
	if j > i && b.at(j+1).glued && p.year == 0 && !p.shifted { // "the third-quarter loss": the article belongs to the loss
		return p, false
	}
	if p.year > 0 || p.shifted {
		return p, true
	}
	if b.at(j).q && b.ofYear(p).next == p.next { // "Q4" alone may be a street or a question
		return p, b.role(i-1) == "in" || b.role(i) == "det"
	}
	return b.ofYear(p), p.quarter > 0 || b.role(i) == "det" || b.role(i-1) == "in" || p.next < b.ofYear(p).next
}

// yearBefore reads the year before a quarter: "the 1988 third quarter", "last year's third quarter".
func (b *book) yearBefore(j int, p *phrase) int {
	if y := b.yearAt(j); y > 0 && !b.at(j+1).glued {
		p.year = y
		return j + 1
	}
	k := j
	if b.role(k) == "det" {
		k++
	}
	if b.role(k) == "shift" && b.meaning(k+1) == "year" && b.touching(k+2) && b.tenses[b.at(k+2).form] == "is" { // the 's
		p.shift, p.shifted = b.number(k), true
		return k + 3
	}
	return j
}

// periodOf reads "period" and "quarter" behind the year of another: "the 1988 period", "last year's quarter".
func (b *book) periodOf(p phrase, j int) (phrase, bool) {
	if p.year == 0 && !p.shifted || b.role(j) != "period" && b.meaning(j) != "quarter" || !singular(b.word(j)) {
		return p, false
	}
	p.next = j + 1
	return p, true
}

// ofYear reads the year behind a quarter: "of 1990", "of this year", "1990".
func (b *book) ofYear(p phrase) phrase {
	j := p.next
	if b.link(j) == "of" || b.link(j) == "in" {
		j++
	}
	if b.role(j) == "fiscal" {
		j++
	}
	if y := b.yearAt(j); y > 0 {
		p.year, p.next = y, j+1
	} else if b.role(j) == "shift" && b.meaning(j+1) == "year" {
		p.shift, p.shifted, p.next = b.number(j), true, j+2
	} else if m := b.at(j).month; m > 0 && p.half > 0 && j > p.next {
		if q, ok := b.monthDate(j); ok && q.day == 0 {
			q.rule, q.part, q.first = ruleDate, FirstHalf, p.first
			if p.half == 2 {
				q.part = SecondHalf
			}
			return q
		}
	}
	return p
}

// bareSeason reads "the summer", "summer 1995", "the early summer" behind an article or a word for a part.
func (b *book) bareSeason(i int) (phrase, bool) {
	j := i
	if b.role(j) == "det" {
		j++
	}
	p := phrase{rule: ruleNear, next: j + 1, season: b.meaning(j)}
	if b.role(j) != "season" || b.at(j+1).glued {
		return p, false
	}
	if q := b.ofYear(p); q.next > p.next {
		return q, true
	}
	return p, (b.role(i-1) == "in" || b.tenses[b.at(i-1).form] != "") && j > i || b.role(i-1) == "part"
}

// era reads "the 1970s", "the 20th century".
func (b *book) era(i int) (phrase, bool) {
	j := i
	if b.role(j) == "det" {
		j++
		if role := b.role(j); role == "part" {
			j++
		}
	}
	w := b.word(j)
	p := phrase{rule: ruleEra, next: j + 1}
	if len(w) == 5 && w[4] == 's' {
		if y := digits(w[:4]); y >= MinYear && y <= MaxYear && y%10 == 0 {
			p.fixed = w[:3]
			return p, true
		}
	}
	if len(w) == 3 && w[2] == 's' && w[1] == '0' && b.at(j).kind == text.Number && (b.isMark(j-1, "'") || b.isMark(j-1, "’")) {
		p.fixed = "19" + w[:1]
		return p, true
	}
	if b.role(j) == "era" && j > i {
		p.fixed = b.meaning(j)
		return p, true
	}
	if n, ok := b.ordinal(j); ok && b.meaning(j+1) == "century" && n > 5 && n < 23 && singular(b.word(j+1)+"y") {
		p.next, p.fixed = j+2, twoDigits(n-1)
		return p, true
	}
	return p, false
}
