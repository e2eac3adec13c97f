// Package chronology knows the calendar and reads the times that a text names: full dates in many habits and languages, and
// the partial and relative ones ("late January", "last August", "Friday") whose day depends on when the text was written. It
// takes text, tokens and tables, never an account, so that everything from the reading of a page upwards can ask it. It
// does not decide what happened on a day; its model of partial times follows TIMEX3 (Pustejovsky et al. 2003; HeidelTime,
// Strötgen and Gertz 2013) as far as bounding a date of publication needs it.
package chronology

import "time"

// Day is a day of the Gregorian calendar, counted from 1 January 1970.
type Day int32

// The years that a page can be from or tell of as a date. Outside of them a number is taken to be something else.
const (
	MinYear = 1500
	MaxYear = 2100
)

// NewDay returns the day of a date, and whether there is such a day within the years that we accept.
func NewDay(year, month, day int) (Day, bool) {
	if year < MinYear || year > MaxYear || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return 0, false
	}
	return dayOf(year, month, day), true
}

func dayOf(year, month, day int) Day {
	return Day(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// ParseDay reads an ISO 8601 calendar date, "2024-03-22"; what follows the day ("T10:15:00Z") is not looked at.
func ParseDay(s string) (Day, bool) {
	if len(s) < 10 {
		return 0, false
	}
	t, err := time.Parse(time.DateOnly, s[:10])
	if err != nil {
		return 0, false
	}
	return NewDay(t.Year(), int(t.Month()), t.Day())
}

// Date returns year, month and day of the month.
func (d Day) Date() (year, month, day int) {
	t := time.Unix(int64(d)*86400, 0).UTC()
	return t.Year(), int(t.Month()), t.Day()
}

// String is the ISO 8601 form.
func (d Day) String() string {
	return time.Unix(int64(d)*86400, 0).UTC().Format(time.DateOnly)
}

// Weekday counts from Monday, 1, to Sunday, 7, as ISO 8601 does.
func (d Day) Weekday() int {
	n := (int(d) + 3) % 7 // 1 January 1970 was a Thursday
	if n < 0 {
		n += 7
	}
	return n + 1
}

// Before returns the last day of that weekday before d.
func (d Day) Before(weekday int) Day {
	back := (d.Weekday() - weekday + 7) % 7
	if back == 0 {
		back = 7
	}
	return d - Day(back)
}

// Interval is a run of days, both ends included.
type Interval struct{ First, Last Day }

// Contains reports whether d is one of the days.
func (i Interval) Contains(d Day) bool { return i.First <= d && d <= i.Last }

// MonthOf returns the days of a month. Months below 1 and above 12 count on into the years before and after.
func MonthOf(year, month int) Interval {
	return Interval{dayOf(year, month, 1), dayOf(year, month+1, 1) - 1}
}

// YearOf returns the days of a year.
func YearOf(year int) Interval {
	return Interval{dayOf(year, 1, 1), dayOf(year, 12, 31)}
}

// Part is a part of a month or year, as a text names it.
type Part uint8

// The parts. Early and Late are the first and last third, Mid the middle of it.
const (
	Whole Part = iota
	Early
	Mid
	Late
	FirstHalf
	SecondHalf
)

// partOfMonth returns the days that "early March" may mean: to the 10th, the 11th to the 20th, from the 21st.
func partOfMonth(year, month int, p Part) Interval {
	m := MonthOf(year, month)
	switch p {
	case Early:
		return Interval{m.First, m.First + 9}
	case Mid:
		return Interval{m.First + 10, m.First + 19}
	case Late:
		return Interval{m.First + 20, m.Last}
	case FirstHalf:
		return Interval{m.First, m.First + 14}
	case SecondHalf:
		return Interval{m.First + 15, m.Last}
	}
	return m
}

// partOfYear returns the days that "mid-2020" may mean. The middle is the month before and the month after its half; early
// and late are thirds.
func partOfYear(year int, p Part) Interval {
	span := map[Part][2]int{Whole: {1, 12}, Early: {1, 4}, Mid: {6, 7}, Late: {9, 12}, FirstHalf: {1, 6}, SecondHalf: {7, 12}}[p]
	return Interval{MonthOf(year, span[0]).First, MonthOf(year, span[1]).Last}
}
