package chronology

import "variorum/internal/engine/text"

// Time is a time that a text names, as far as its own words say it. Zero means "not said".
type Time struct {
	text.Span
	Year, Month, Day int
	Weekday          int // Monday is 1
	Part             Part
	// A relative time is so many units away from when the text was written: "last week" is -1 Week, "today" 0 Days. With a
	// weekday or month and no unit, Shift says which one: "last Friday", "next March".
	Unit     Unit
	Shift    int
	Relative bool
	// Other is the second reading of a date whose order of day and month cannot be told, "03/04/2024"; 0 when there is none.
	Other Day
	// Languages are those that the name of the month belongs to, parted by spaces; empty when the date is in figures.
	Languages string
}

// Unit is what a relative time counts in.
type Unit uint8

// The units; NoUnit for times that count none.
const (
	NoUnit Unit = iota
	Days
	Weeks
	Months
	Years
)

// Full reports whether the time is a whole date.
func (t Time) Full() bool { return t.Year > 0 && t.Month > 0 && t.Day > 0 }

// exists reports whether there is such a day; 31 February is none, and is no time in February either.
func (t Time) exists() bool {
	if !t.Full() {
		return true
	}
	_, ok := NewDay(t.Year, t.Month, t.Day)
	return ok
}

// Ambiguous reports whether the date has two readings.
func (t Time) Ambiguous() bool { return t.Full() && t.Other != 0 }

// WrongWeekday reports whether a date names a weekday on which it does not fall.
func (t Time) WrongWeekday() bool {
	return t.Full() && t.Weekday > 0 && !t.Ambiguous() && dayOf(t.Year, t.Month, t.Day).Weekday() != t.Weekday
}

// Interval returns the days that the time may mean, for a time that says its year. Both readings of an ambiguous date lie
// inside it.
func (t Time) Interval() (Interval, bool) {
	switch {
	case t.Year == 0:
		return Interval{}, false
	case t.Full():
		d := dayOf(t.Year, t.Month, t.Day)
		if t.Other != 0 {
			return Interval{min(d, t.Other), max(d, t.Other)}, true
		}
		return Interval{d, d}, true
	case t.Month > 0:
		return partOfMonth(t.Year, t.Month, t.Part), true
	}
	return partOfYear(t.Year, t.Part), true
}

// On returns the days that the time may mean in a text written on a day. future tells in which direction a partial time is to be
// looked for: the next Friday or the last, the next April or the last. A month or weekday that is the current one stays so.
func (t Time) On(written Day, future bool) (Interval, bool) {
	if t.Year > 0 {
		return t.Interval()
	}
	year, month, _ := written.Date()
	switch {
	case t.Month > 0:
		return t.monthNear(written, year, month, future)
	case t.Weekday > 0:
		d := weekdayNear(written, t.Weekday, future)
		return Interval{d, d}, true
	case !t.Relative:
		return Interval{}, false
	}
	switch t.Unit {
	case Days:
		return Interval{written + Day(t.Shift), written + Day(t.Shift)}, true
	case Weeks:
		monday := written - Day(written.Weekday()-1) + Day(7*t.Shift)
		return Interval{monday, monday + 6}, true
	case Months:
		return partOfMonth(year, month+t.Shift, t.Part), true
	case Years:
		return partOfYear(year+t.Shift, t.Part), true
	}
	return Interval{}, false
}

func (t Time) monthNear(written Day, year, month int, future bool) (Interval, bool) {
	switch {
	case future && t.Month < month:
		year++
	case !future && t.Month > month, t.Relative && t.Shift < 0 && t.Month == month:
		year--
	}
	if t.Day == 0 {
		return partOfMonth(year, t.Month, t.Part), true
	}
	d, ok := NewDay(year, t.Month, t.Day)
	if ok && !future && d > written {
		d, ok = NewDay(year-1, t.Month, t.Day)
	} else if ok && future && d < written {
		d, ok = NewDay(year+1, t.Month, t.Day)
	}
	return Interval{d, d}, ok
}

func weekdayNear(written Day, weekday int, future bool) Day {
	ahead := (weekday - written.Weekday() + 7) % 7
	if future || ahead == 0 {
		return written + Day(ahead)
	}
	return written + Day(ahead) - 7
}
