package chronology

import (
	"strconv"
	"strings"

	"variorum/internal/engine/text"
)

// The table "times" of a language gives a word its role in naming a time:
//
//	in     a preposition that a lone month or year may stand after
//	part   a part of a month or year; its value is early, mid, late, first-half or second-half
//	shift  which one is meant; its value is -1, 0 or 1
//	day    a day away from today; its value is the number of days
//	unit   day, week, month or year
//	count  a number word
//	ago    counts back
//	half   the number of a half; it stands before a word of the role halves
var partNames = map[string]Part{"early": Early, "mid": Mid, "late": Late}

var unitNames = map[string]Unit{"day": Days, "week": Weeks, "month": Months, "year": Years}

func (r *reader) role(i int) string {
	role, _ := r.word(i)
	return role
}

// word returns the role and the value of the word at i in the table of times.
func (r *reader) word(i int) (role, value string) {
	if r.words == nil || i < 0 || i >= len(r.tokens) {
		return "", ""
	}
	if cells, ok := r.words[strings.ToLower(r.of(i))]; ok {
		return cells[0], cells[1]
	}
	return "", ""
}

// spoken reads the times that begin with a word of the table: "late January", "mid-2020", "last August", "yesterday", "two
// weeks ago", "first half of 2023".
func (r *reader) spoken(i int) (Time, int) {
	if part, rest, ok := strings.Cut(r.of(i), "-"); ok { // "mid-October" is one word
		return r.joined(i, strings.ToLower(part), rest)
	}
	role, value := r.word(i)
	switch role {
	case "part":
		return r.part(i, partNames[value])
	case "half":
		return r.half(i, value)
	case "shift":
		return r.shifted(i, value)
	case "day":
		n, err := strconv.Atoi(value)
		return at(Time{Relative: true, Unit: Days, Shift: n}, err == nil, i, i+1)
	case "count":
		return r.ago(i)
	}
	return Time{}, i
}

func (r *reader) joined(i int, first, rest string) (Time, int) {
	cells, ok := r.words[first]
	if !ok || cells[0] != "part" {
		return Time{}, i
	}
	inner := reader{rest, text.Tokenize(rest), r.words, r.code, r.begin}
	if y := inner.yearNumber(0); y > 0 && len(inner.tokens) == 1 {
		return Time{Year: y, Part: partNames[cells[1]]}, i + 1
	}
	if m := inner.month(0); m > 0 && len(inner.tokens) == 1 {
		t := Time{Month: m, Part: partNames[cells[1]]}
		if year, next := r.yearAfter(i + 1); year > 0 {
			t.Year = year
			return t, next
		}
		return t, i + 1
	}
	return Time{}, i
}

// part reads "late January 2024", "the end of 2023", "early this month".
func (r *reader) part(i int, p Part) (Time, int) {
	j := r.skip(i+1, "-", "of", "in")
	if role, value := r.word(j); role == "shift" {
		if t, next := r.shifted(j, value); next > j && (t.Unit == Months || t.Unit == Years || t.Month > 0) {
			t.Part = p
			return t, next
		}
		return Time{}, i
	}
	if m := r.month(j); m > 0 && r.own(j) {
		year, next := r.yearAfter(r.stop(j) + 1)
		if year == 0 {
			next = r.stop(j) + 1
		}
		return Time{Year: year, Month: m, Part: p}, next
	}
	if y := r.yearNumber(j); y > 0 {
		return Time{Year: y, Part: p}, j + 1
	}
	return Time{}, i
}

// half reads "first half of 2023", "second half of March 2024".
func (r *reader) half(i int, value string) (Time, int) {
	if r.role(i+1) != "halves" {
		return Time{}, i
	}
	p := FirstHalf
	if value == "2" {
		p = SecondHalf
	}
	return r.part(i+1, p)
}

// shifted reads "last August", "next month", "this week", "last Friday".
func (r *reader) shifted(i int, value string) (Time, int) {
	n, err := strconv.Atoi(value)
	if err != nil || i+1 >= len(r.tokens) {
		return Time{}, i
	}
	if role, unit := r.word(i + 1); role == "unit" && unitNames[unit] != NoUnit {
		return Time{Relative: true, Unit: unitNames[unit], Shift: n}, i + 2
	}
	if name, ok := names()[r.tokens[i+1].Form]; ok && r.own(i+1) {
		return Time{Relative: true, Shift: n, Month: name.month, Weekday: name.weekday}, i + 2
	}
	return Time{}, i
}

// ago reads "two weeks ago", "10 days ago".
func (r *reader) ago(i int) (Time, int) {
	n, err := strconv.Atoi(r.of(i))
	if role, value := r.word(i); role == "count" {
		n, err = strconv.Atoi(value)
	}
	role, unit := r.word(i + 1)
	if err != nil || n > 200 || role != "unit" || unitNames[unit] == NoUnit || r.role(i+2) != "ago" {
		return Time{}, i
	}
	return Time{Relative: true, Unit: unitNames[unit], Shift: -n}, i + 3
}

// year reads a year that stands alone after a preposition, "in 2014".
func (r *reader) year(i int) (Time, int) {
	y := r.yearNumber(i)
	if y == 0 || r.role(i-1) != "in" {
		return Time{}, i
	}
	return Time{Year: y}, i + 1
}
