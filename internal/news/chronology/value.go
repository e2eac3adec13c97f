package chronology

import (
	"cmp"
	"fmt"
	"strconv"
	"time"
)

// calendar gives phrases their values, in the order of the text: what was named before is what "the following year" and "a year
// earlier" count from.
type calendar struct {
	*book
	written Day
	known   bool
	named   Day    // the last day that the text named, or the first of a month or year
	naming  bool   // there is one
	daily   bool   // it was a day
	namedAt int32  // the sentence that named it
	ended   int    // the piece behind the phrase that named it
	quarter [2]int // the year and number of the quarter that the text told of; 0 for none
	toldAt  int32  // the sentence that told of it
}

// value gives one phrase its value.
func (c *calendar) value(p *phrase) Timex {
	defer func(named Day) {
		if c.named != named {
			c.namedAt = c.sentence[p.first]
			c.ended = p.next
		}
	}(c.named)
	if p.rule == ruleQuarter || p.rule == rulePeriod || p.rule == ruleYearPast && p.near {
		defer func() { c.toldAt = c.sentence[p.first] }()
	}
	switch p.rule {
	case ruleVague:
		return Timex{Kind: Date, Value: p.fixed}
	case ruleSet:
		return Timex{Kind: Set, Value: c.set(p)}
	case ruleLength:
		return Timex{Kind: Duration, Value: lengthValue(p)}
	case ruleEra:
		return c.era(p)
	case ruleClock:
		return c.clock(p)
	}
	v, ok := c.dated(p)
	if !ok {
		if v.Kind == "" {
			v.Kind = Date
		}
		return Timex{Kind: v.Kind, Value: v.Value}
	}
	if p.daypart != "" {
		v.Kind, v.Value = Clock, v.Value+"T"+p.daypart
	}
	return v
}

func (c *calendar) dated(p *phrase) (Timex, bool) {
	switch p.rule {
	case ruleDate:
		return c.date(p)
	case ruleNear:
		return c.near(p)
	case ruleSaid:
		return c.said(p)
	case ruleAgo:
		return c.counted(p, c.written, c.known)
	case ruleFrom:
		return c.counted(p, c.named, c.naming)
	case ruleQuarter:
		return c.quarterOf(p)
	case rulePeriod:
		return c.period(p)
	case ruleYearPast:
		return c.yearPast(p)
	}
	return unknown(), false
}

func unknown() Timex { return Timex{Kind: Date, Value: unknownDay} }

// day is the value of one day, which later phrases may count from.
func (c *calendar) day(d Day) (Timex, bool) {
	if _, ok := NewDay(d.Date()); !ok {
		return unknown(), false
	}
	c.named, c.naming, c.daily = d, true, true
	return Timex{Kind: Date, Value: d.String(), Days: Interval{d, d}, Dated: true}, true
}

func (c *calendar) month(year, month int, p Part) (Timex, bool) {
	d := MonthOf(year, month).First
	year, month, _ = d.Date()
	if year < MinYear || year > MaxYear {
		return unknown(), false
	}
	c.named, c.naming, c.daily = d, true, false
	return Timex{Kind: Date, Value: fmt.Sprintf("%04d-%02d", year, month), Days: partOfMonth(year, month, p), Dated: true}, true
}

func (c *calendar) yearOf(year int, p Part) (Timex, bool) {
	if year < MinYear || year > MaxYear {
		return unknown(), false
	}
	c.named, c.naming, c.daily = dayOf(year, 1, 1), true, false
	v := Timex{Kind: Date, Value: strconv.Itoa(year), Days: partOfYear(year, p), Dated: true}
	return v, true
}

func week(d Day) (Timex, bool) {
	monday := d - Day(d.Weekday()-1)
	if y, _, _ := monday.Date(); y <= MinYear || y >= MaxYear {
		return unknown(), false
	}
	y, w := time.Unix(int64(d)*86400, 0).UTC().ISOWeek()
	return Timex{Kind: Date, Value: fmt.Sprintf("%04d-W%02d", y, w), Days: Interval{monday, monday + 6}, Dated: true}, true
}

// date is the value of a date of the calendar, whole or in part.
func (c *calendar) date(p *phrase) (Timex, bool) {
	year, month, _ := c.written.Date()
	switch {
	case p.year > 0 && p.day > 0:
		v, ok := c.day(dayOf(p.year, p.month, p.dayIn(p.year)))
		if p.other != 0 && ok {
			v.Days = Interval{min(v.Days.First, p.other), max(v.Days.First, p.other)}
		}
		return v, ok
	case p.year > 0 && p.month > 0:
		return c.month(p.year, p.month, p.part)
	case p.year > 0:
		v, ok := c.yearOf(p.year, p.part)
		if p.part == FirstHalf || p.part == SecondHalf {
			v.Value += fmt.Sprintf("-H%d", p.part-FirstHalf+1)
		}
		return v, ok
	case !c.known:
		return c.dateless(p)
	case p.unit == "year" && p.day > 0:
		return c.day(dayOf(year+p.shift, p.month, p.day))
	case p.unit == "year":
		return c.month(year+p.shift, p.month, p.part)
	case p.month > 0:
		return c.nearMonth(p, year, month)
	}
	return c.day(c.weekdayOf(p))
}

// dayIn is the day of the month in a year; that of a holiday may differ from year to year.
func (p *phrase) dayIn(year int) int {
	if p.nth == 0 {
		return p.day
	}
	first := dayOf(year, p.month, 1).Weekday()
	return 1 + (p.nthDay-first+7)%7 + 7*(p.nth-1)
}

// dateless is the value of a date without a year in a text of unknown day.
func (c *calendar) dateless(p *phrase) (Timex, bool) {
	switch {
	case p.month > 0 && p.day > 0:
		return Timex{Value: fmt.Sprintf("XXXX-%02d-%02d", p.month, p.day)}, false
	case p.month > 0:
		return Timex{Value: fmt.Sprintf("XXXX-%02d", p.month)}, false
	case p.weekday > 0:
		return Timex{Value: fmt.Sprintf("XXXX-WXX-%d", p.weekday)}, false
	}
	return unknown(), false
}

// nearMonth finds the year of a month or a day of a month: "last March" and "next March" say it; what is told of is the last
// or the next one by its tense, unless it lies many months away and the other near.
func (c *calendar) nearMonth(p *phrase, year, month int) (Timex, bool) {
	ahead := (p.month - month + 12) % 12
	first, last := dayOf(year, p.month, 1), MonthOf(year, p.month).Last
	if p.day > 0 {
		last = dayOf(year, p.month, min(p.dayIn(year), daysIn(year, p.month)))
		first = last
	}
	told := toldUnknown
	switch {
	case p.shifted && p.shift < 0:
		told = toldPast
		if p.day == 0 && ahead == 11 && month > 1 || p.month == month && p.day == 0 { // the month just past is "last month"
			year--
		}
	case p.shifted && p.shift > 0:
		told = toldFuture
		if p.month == month && p.day == 0 {
			year++
		}
	case p.shifted:
		ahead = -1 // "this September" is of this year
	default:
		told = c.monthTold(p, ahead)
	}
	if ahead >= 0 {
		switch {
		case told == toldPast && first > c.written:
			year--
		case told == toldFuture && last < c.written && !(p.month == month && p.day == 0):
			year++
		}
	}
	if p.day > 0 {
		year = yearOfWeekday(year, p)
		d, ok := NewDay(year, p.month, p.dayIn(year))
		if !ok {
			return unknown(), false
		}
		return c.day(d)
	}
	return c.month(year, p.month, p.part)
}

// yearOfWeekday is the year, or the one next to it, in which a date falls on its weekday.
func yearOfWeekday(year int, p *phrase) int {
	for _, y := range [...]int{year, year + 1, year - 1} {
		if d, ok := NewDay(y, p.month, p.day); ok && d.Weekday() == p.weekday {
			return y
		}
	}
	return year
}

// monthTold decides whether a month so many months ahead is the last one or the next. Papers write the year of what lies far
// off: a month just passed is the last one and the months just ahead the next ones, but for what is told as past.
func (c *calendar) monthTold(p *phrase, ahead int) told {
	t := c.tense(p.first, p.next)
	switch {
	case ahead <= monthsAhead && c.behindPast(p.first), c.tenses[c.at(p.first-1).form] == "since":
		return toldPast
	case c.role(p.first-1) == "ahead" && ahead > 0 && ahead < 12-justPast: // "effective June 1"
		return toldFuture
	case ahead == 0: // of this year
		return toldUnknown
	case ahead == 1, ahead == 2 && p.day > 0, ahead <= monthsAhead && (t != toldPast || c.aimed(p.first)):
		return toldFuture
	case ahead >= 12-monthsJustPast && (p.day > 0 || t != toldFuture || ahead == 11):
		return toldPast
	case t == toldFuture:
		return toldFuture
	}
	return toldPast
}

// spans reports whether a phrase ends a span of days that begins with the day just named.
func (c *calendar) spans(p *phrase) bool {
	to := c.link(p.first-1) == "to" || c.tenses[c.at(p.first-1).form] == "aim"
	near := max(c.named-c.written, c.written-c.named) <= 7 // not "from Sept. 14 to Thursday"
	return to && near && !p.shifted && c.daily && c.ended == p.first-1
}

// weekdayOf finds the day of a weekday.
func (c *calendar) weekdayOf(p *phrase) Day {
	if p.unit == "week" && c.naming && p.shift != 0 {
		if p.shift < 0 {
			return c.named.Before(p.weekday)
		}
		return c.named.Before(p.weekday) + 7*(1+Day(b2i(c.named.Weekday() == p.weekday)))
	}
	if c.spans(p) { // "from Monday to Friday"
		return c.named + Day((p.weekday-c.named.Weekday()+7)%7)
	}
	ahead := Day((p.weekday - c.written.Weekday() + 7) % 7)
	switch {
	case p.shifted && p.shift == 0 && ahead > 0 && c.tense(p.first, p.next) != toldPast: // "this Saturday"
		return c.written + ahead
	case p.shifted && p.shift < 0:
		if ahead == 0 {
			return c.written - 7
		}
		return c.written + ahead - 7
	case p.shifted && p.shift > 0:
		if ahead == 0 {
			return c.written + 7
		}
		return c.written + ahead
	case ahead == 0:
		return c.written
	case c.tense(p.first, p.next) == toldFuture:
		return c.written + ahead
	}
	return c.written + ahead - 7
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

const (
	// periodReach is the number of sentences within which "a year earlier" is that of the quarter told of last. Beyond it such
	// words tell of the year as often; chosen on the development texts, where 3 to 6 do the same.
	periodReach = 4
	// justPast is the number of months within which a month has just gone.
	justPast = 2
	// monthsAhead is the number of months within which a month that is not told as past is the next one, and monthsJustPast the
	// number within which it is the last one whatever is told. Chosen on half of the development texts.
	monthsAhead, monthsJustPast = 3, 4
)

// near is the value of what is named from the day of writing: "last week", "this summer", "tomorrow".
func (c *calendar) near(p *phrase) (Timex, bool) {
	if p.season != "" {
		return c.seasonOf(p)
	}
	if !c.known {
		return Timex{Value: cmp.Or(unknownUnits[p.unit], unknownDay)}, false
	}
	return c.stepped(p, c.written, p.shift)
}

// unknownUnits are the values of units of which nothing is known.
var unknownUnits = map[string]string{"week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX", "quarter": "XXXX-QX", "year": "XXXX"}

// stepped is the unit that lies shift units from a day.
func (c *calendar) stepped(p *phrase, from Day, shift int) (Timex, bool) {
	year, month, _ := from.Date()
	if shift > MaxYear*12 || shift < -MaxYear*12 {
		return unknown(), false
	}
	switch p.unit {
	case "day":
		return c.day(from + Day(shift))
	case "week":
		return week(from + Day(7*shift))
	case "weekend":
		v, ok := week(from + Day(7*shift) + c.weekendBack(p, from))
		if !ok {
			return v, false
		}
		v.Value += "-WE"
		v.Days.First = v.Days.Last - 1
		return v, true
	case "month":
		return c.month(year, month+shift, p.part)
	case "quarter":
		return c.quarterValue(year, (month-1)/3+1+shift)
	case "year":
		v, ok := c.yearOf(year+shift, p.part)
		if ok && p.month == 12 { // the year's end
			v.Days.First = MonthOf(year+shift, 12).First
		}
		return v, ok
	case "decade":
		return decade((year/10 + shift) * 10)
	case "century":
		y := year/100 + shift
		if y*100 < MinYear || y*100+99 > MaxYear {
			return unknown(), false
		}
		return Timex{Kind: Date, Value: twoDigits(y), Days: Interval{dayOf(y*100, 1, 1), dayOf(y*100+99, 12, 31)}, Dated: true}, true
	}
	return Timex{Value: "PAST_REF"}, false
}

// weekendBack is how far back "the weekend" lies when a paper of a Monday to Thursday tells of it as past.
func (c *calendar) weekendBack(p *phrase, from Day) Day {
	if !p.shifted && from.Weekday() <= 4 && c.tense(p.first, p.next) != toldFuture {
		return -7
	}
	return 0
}

func decade(year int) (Timex, bool) {
	if year < MinYear || year+9 > MaxYear {
		return unknown(), false
	}
	return Timex{Kind: Date, Value: strconv.Itoa(year / 10), Days: Interval{dayOf(year, 1, 1), dayOf(year+9, 12, 31)}, Dated: true}, true
}

// said is the value of what is named from a time that the text named: "the following year", "that day".
func (c *calendar) said(p *phrase) (Timex, bool) {
	if p.unit == "day" && c.naming && !c.daily { // of no day that was named
		return Timex{Value: "PAST_REF"}, false
	}
	if c.naming && p.unit != "" {
		return c.stepped(p, c.named, p.shift)
	}
	if p.unit == "quarter" {
		return c.period(p)
	}
	return c.near(p)
}

// counted is the value of so many units before or after a day.
func (c *calendar) counted(p *phrase, from Day, known bool) (Timex, bool) {
	if p.amount.vague || p.unit == "hour" || p.unit == "minute" || p.unit == "second" {
		if p.rule == ruleFrom {
			return Timex{Kind: Duration, Value: lengthValue(p)}, false
		}
		if p.shift < 0 {
			return Timex{Value: "PAST_REF"}, false
		}
		return Timex{Value: "FUTURE_REF"}, false
	}
	if !known {
		return unknown(), false
	}
	return c.stepped(p, from, p.shift*p.amount.n)
}
