package chronology

import (
	"fmt"
	"strconv"
	"strings"
)

// quarterOf is the value of a quarter or half whose year the words or the day of writing give: the last one that has begun, or the
// next one of what is to come.
func (c *calendar) quarterOf(p *phrase) (Timex, bool) {
	if p.quarter == 0 && p.half == 0 {
		return c.samePeriod(p)
	}
	year := p.year
	if year == 0 {
		if !c.known {
			return Timex{Value: "XXXX-" + halfOrQuarter(p)}, false
		}
		now, month, _ := c.written.Date()
		year = now + p.shift
		begins := 3*p.quarter - 2
		if p.half > 0 {
			begins = 6*p.half - 5
		}
		if !p.shifted && begins > month && c.tense(p.first, p.next) != toldFuture {
			year--
		}
	}
	if p.half > 0 {
		part := FirstHalf
		if p.half == 2 {
			part = SecondHalf
		}
		v, ok := c.yearOf(year, part)
		v.Value += "-" + halfOrQuarter(p)
		return v, ok
	}
	v, ok := c.quarterValue(year, p.quarter)
	if ok && (!c.known || v.Days.Last < c.written || v.Days.First <= c.written && c.tense(p.first, p.next) == toldPast) {
		c.quarter = [2]int{year, p.quarter}
	}
	return v, ok
}

// samePeriod is the period that the text told of, in another year: "the 1988 period".
func (c *calendar) samePeriod(p *phrase) (Timex, bool) {
	year := p.year
	if year == 0 {
		if !c.known {
			return unknown(), false
		}
		year, _, _ = c.written.Date()
		year += p.shift
	}
	if c.quarter[0] > 0 {
		return c.quarterValue(year, c.quarter[1])
	}
	return c.yearOf(year, Whole)
}

func halfOrQuarter(p *phrase) string {
	if p.half > 0 {
		return "H" + strconv.Itoa(p.half)
	}
	return "Q" + strconv.Itoa(p.quarter)
}

// quarterValue is a quarter of a year; quarters below 1 and above 4 count on into the years before and after.
func (c *calendar) quarterValue(year, quarter int) (Timex, bool) {
	days := Interval{MonthOf(year, 3*quarter-2).First, MonthOf(year, 3*quarter).Last}
	year, month, _ := days.First.Date()
	if year < MinYear || year > MaxYear {
		return unknown(), false
	}
	return Timex{Kind: Date, Value: fmt.Sprintf("%d-Q%d", year, (month+2)/3), Days: days, Dated: true}, true
}

// period is the value of "the quarter" and "the year": the one that the text told of last, or else the last quarter that ended
// and the year of writing.
func (c *calendar) period(p *phrase) (Timex, bool) {
	if p.unit == "quarter" {
		if end, ok := c.endBehind(p); ok {
			year, month, _ := end.Date()
			c.quarter = [2]int{year, (month + 2) / 3}
		}
		if c.quarter[0] > 0 {
			return c.quarterValue(c.quarter[0], c.quarter[1])
		}
		if !c.known {
			return unknown(), false
		}
		return c.stepped(p, c.written, -1)
	}
	if !c.known {
		return unknown(), false
	}
	return c.stepped(p, c.written, 0)
}

// endBehind reads the day behind "the quarter ended".
func (c *calendar) endBehind(p *phrase) (Day, bool) {
	if b := c.book; b.role(p.next) != "ended" {
		return 0, false
	}
	q, ok := c.book.phrase(p.next + 1)
	if !ok || q.rule != ruleDate || q.day == 0 || !c.known && q.year == 0 {
		return 0, false
	}
	v, ok := c.date(&q)
	return v.Days.First, ok
}

// yearPast is the value of "a year earlier": the same quarter of the year before when the text told of one, the year before what
// the text named, or the year before the day of writing.
func (c *calendar) yearPast(p *phrase) (Timex, bool) {
	q := c.quarter
	if !p.near && p.quarter == 0 && c.sentence[p.first]-c.toldAt > periodReach {
		q = [2]int{}
	}
	if p.quarter > 0 {
		if q[0] == 0 && c.known {
			q[0], _, _ = c.written.Date()
		}
		q[1] = p.quarter
	}
	switch {
	case q[0] > 0:
		return c.quarterValue(q[0]-1, q[1])
	case !c.known:
		return unknown(), false
	}
	year, _, _ := c.written.Date()
	return c.yearOf(year-1, Whole)
}

// seasonOf is the value of a season, by the year that the words give or the last one that has begun. Seasons are those of the
// north; winter is that of the year in which it begins.
func (c *calendar) seasonOf(p *phrase) (Timex, bool) {
	if !c.known && p.year == 0 {
		return Timex{Value: "XXXX-" + p.season}, false
	}
	year, month, _ := c.written.Date()
	begins := map[string]int{"SP": 3, "SU": 6, "FA": 9, "WI": 12}[p.season]
	switch {
	case p.year > 0:
		year = p.year
	case p.shift < 0 && month < begins+3, p.season == "WI" && p.shift == 0 && month < 3:
		year--
	case p.shift > 0 && month >= begins:
		year++
	case !p.shifted && begins > month && c.tense(p.first, p.next) != toldFuture:
		year--
	}
	if year < MinYear || year > MaxYear {
		return unknown(), false
	}
	return Timex{Kind: Date, Value: fmt.Sprintf("%d-%s", year, p.season), Days: Interval{MonthOf(year, begins).First, MonthOf(year, begins+2).Last}, Dated: true}, true
}

// era is the value of a decade or century.
func (c *calendar) era(p *phrase) Timex {
	year, _ := strconv.Atoi(p.fixed)
	years := 10
	if len(p.fixed) == 2 {
		years = 100
	}
	year *= years
	v := Timex{Kind: Date, Value: p.fixed}
	if year >= MinYear && year+years-1 <= MaxYear {
		v.Days, v.Dated = Interval{dayOf(year, 1, 1), dayOf(year+years-1, 12, 31)}, true
	}
	return v
}

// clock is the value of a time of day, of the day that its words give or of the day of writing.
func (c *calendar) clock(p *phrase) Timex {
	v, ok := Timex{}, false
	switch {
	case p.weekday > 0 || p.month > 0:
		v, ok = c.date(p)
	case !p.shifted && c.naming && c.daily && c.sentence[p.first] == c.namedAt: // "Friday at 5 p.m."
		v, ok = c.day(c.named)
	case c.known:
		v, ok = c.day(c.written + Day(p.shift))
	}
	if !ok {
		v.Value = unknownDay
	}
	v.Kind, v.Value = Clock, v.Value+"T"+p.clock
	return v
}

// set is the value of what is repeated: "each July" is XXXX-07, "every two weeks" P2W.
func (c *calendar) set(p *phrase) string {
	switch {
	case p.weekday > 0 && p.daypart != "":
		return fmt.Sprintf("XXXX-WXX-%dT%s", p.weekday, p.daypart)
	case p.weekday > 0:
		return fmt.Sprintf("XXXX-WXX-%d", p.weekday)
	case p.month > 0:
		return fmt.Sprintf("XXXX-%02d", p.month)
	case p.season != "":
		return "XXXX-" + p.season
	case p.daypart != "":
		return "XXXX-XX-XXT" + p.daypart
	}
	return lengthValue(p)
}

// unitLetters are the designators of ISO 8601, with those that TIMEX3 adds for quarters, decades and centuries.
var unitLetters = map[string]string{
	"second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE",
}

// halves are the half units in the next smaller ones.
var halves = map[string]string{"year": "6M", "minute": "30S", "hour": "30M", "day": "T12H"}

// halfUnits are the halves of one unit alone.
var halfUnits = map[string]string{"century": "P50Y", "decade": "P5Y", "year": "P6M", "hour": "PT30M", "minute": "PT30S", "day": "PT12H"}

// lengthValue is a duration of ISO 8601: "P3M", "PT2H", "P2Y6M", "PXD" for several days.
func lengthValue(p *phrase) string {
	letter := unitLetters[p.unit]
	prefix := "P"
	if rest, ok := strings.CutPrefix(letter, "T"); ok {
		prefix, letter = "PT", rest
	}
	n := strconv.Itoa(p.amount.n)
	switch {
	case p.amount.vague:
		n = "X"
	case p.amount.half && p.amount.n == 0 && halfUnits[p.unit] != "":
		return halfUnits[p.unit]
	case p.amount.half && halves[p.unit] != "":
		return prefix + n + letter + halves[p.unit]
	case p.amount.half:
		n += ".5"
	}
	return prefix + n + letter
}
