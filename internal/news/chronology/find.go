package chronology

import (
	"strconv"
	"strings"

	"variorum/internal/engine/text"
	"variorum/internal/news/language"
)

// Find returns the times that s names, in order and without overlap. Full dates are read in every language of the table of
// names; partial and relative times only with a language's table "times". A date that does not exist is not returned.
func Find(s string, tokens []text.Token, pack *language.Pack) []Time {
	r := reader{s, tokens, pack.Table("times"), pack.Code(), beginningsOf(pack)}
	var out []Time
	for i := 0; i < len(tokens); {
		if r.nothing(i) {
			i++
			continue
		}
		t, next := r.at(i)
		if next == i {
			i++
			continue
		}
		if t.exists() {
			t.Span = text.Span{Start: tokens[i].Start, End: tokens[next-1].End}
			out = append(out, t)
		}
		i = next
	}
	return out
}

// Dates returns the full dates that s names.
func Dates(s string) []Time {
	var out []Time
	for _, t := range Find(s, text.Tokenize(s), nil) {
		if t.Full() {
			out = append(out, t)
		}
	}
	return out
}

// reader reads times out of tokens. Each of its readings takes the place of a token and returns the time that begins there
// and the place after it; the same place when none begins there.
type reader struct {
	s      string
	tokens []text.Token
	words  language.Table
	code   string
	begin  *beginnings
}

// nothing reports whether it is plain that no time begins at a token: of most words and marks.
func (r *reader) nothing(i int) bool {
	t := &r.tokens[i]
	return t.Kind == text.Mark || t.Kind == text.Word && !r.begin.has(t.Form) && strings.IndexByte(r.of(i), '-') < 0
}

func (r *reader) at(i int) (Time, int) {
	switch {
	case r.tokens[i].Kind == text.Number:
		if t, next := r.numeric(i); next > i {
			return t, next
		}
		if t, next := r.dayMonth(i); next > i {
			return t, next
		}
		if t, next := r.year(i); next > i {
			return t, next
		}
		return r.ago(i)
	case r.nothing(i):
		return Time{}, i
	}
	name, named := names()[r.tokens[i].Form]
	switch {
	case named && name.weekday > 0:
		return r.weekday(i, name)
	case named:
		return r.monthDay(i)
	case r.words == nil:
		return Time{}, i
	}
	return r.spoken(i)
}

// numeric reads 2024-03-27, 2024/3/27, 27.03.2024, 27/03/2024, 03-27-2024 and 2024年3月27日.
func (r *reader) numeric(i int) (Time, int) {
	if cells := strings.Split(r.of(i), "."); len(cells) == 3 {
		t, ok := orderedDate(cells, true)
		return at(t, ok, i, i+1)
	}
	if r.of(i+1) == "年" && r.of(i+3) == "月" && r.of(i+5) == "日" {
		t, ok := orderedDate([]string{r.of(i), r.of(i + 2), r.of(i + 4)}, false)
		return at(t, ok, i, i+6)
	}
	if sep := r.of(i + 1); (sep == "-" || sep == "/") && r.of(i+3) == sep && r.close(i, i+4) {
		last, _, _ := strings.Cut(r.of(i+4), "T") // 2024-03-27T10:15
		t, ok := orderedDate([]string{r.of(i), r.of(i + 2), last}, false)
		return at(t, ok, i, i+5)
	}
	return Time{}, i
}

func at(t Time, ok bool, i, next int) (Time, int) {
	if !ok {
		return Time{}, i
	}
	return t, next
}

// orderedDate reads three numbers as year, month, day or, when the year stands last, as day and month in the order that the
// numbers allow. Where both orders are possible the day is taken first, and the second reading kept; dayFirst says that the
// notation (stops between the numbers) has the day first everywhere.
func orderedDate(cells []string, dayFirst bool) (Time, bool) {
	var n [3]int
	for k, c := range cells {
		v, err := strconv.Atoi(c)
		if err != nil {
			return Time{}, false
		}
		n[k] = v
	}
	if len(cells[0]) == 4 {
		return dateTime(n[0], n[1], n[2])
	}
	if len(cells[2]) != 4 {
		return Time{}, false
	}
	t, ok := dateTime(n[2], n[1], n[0])
	other, monthFirst := NewDay(n[2], n[0], n[1])
	switch {
	case dayFirst || !monthFirst || n[0] == n[1]:
		return t, ok
	case !ok:
		return dateTime(n[2], n[0], n[1])
	}
	t.Other = other
	return t, true
}

func dateTime(year, month, day int) (Time, bool) {
	_, ok := NewDay(year, month, day)
	return Time{Year: year, Month: month, Day: day}, ok
}

// dayMonth reads "27 March 2024", "27. März 2024", "27 de marzo de 2024", "1er mai", "27th of March".
func (r *reader) dayMonth(i int) (Time, int) {
	day := r.dayNumber(i)
	if day == 0 {
		return Time{}, i
	}
	j := i + 1
	if r.of(j) == "." && r.close(i, j) {
		j++
	}
	j = r.skip(j, "of", "de", "del")
	month := r.month(j)
	if month == 0 {
		return Time{}, i
	}
	j = r.stop(j)
	if year, next := r.yearAfter(j + 1); year > 0 {
		return Time{Year: year, Month: month, Day: day, Languages: r.languages(j)}, next
	}
	if !r.plainName(j) || day > daysIn(2024, month) {
		return Time{}, i
	}
	return Time{Month: month, Day: day}, j + 1
}

// monthDay reads "March 27, 2024", "Mar. 27", "March 2024", and a month that stands alone after a preposition.
func (r *reader) monthDay(i int) (Time, int) {
	month, j := r.month(i), r.stop(i)+1
	if day := r.dayNumber(j); day > 0 && r.of(j+1) != ":" {
		if year, next := r.yearAfter(j + 1); year > 0 {
			return Time{Year: year, Month: month, Day: day, Languages: r.languages(i)}, next
		}
		if !r.plainName(i) || day > daysIn(2024, month) {
			return Time{}, i
		}
		return Time{Month: month, Day: day}, j + 1
	}
	if year, next := r.yearAfter(j); year > 0 {
		return Time{Year: year, Month: month}, next
	}
	if r.own(i) && i > 0 && (r.role(i-1) == "in" || r.role(i-1) == "part") {
		return Time{Month: month}, j
	}
	return Time{}, i
}

// weekday reads a weekday with the date that follows it, or alone where the language is known.
func (r *reader) weekday(i int, name calendarName) (Time, int) {
	j := r.skip(r.stop(i)+1, ",")
	if j < len(r.tokens) {
		var t Time
		next := j
		if r.tokens[j].Kind == text.Number {
			if t, next = r.numeric(j); next == j {
				t, next = r.dayMonth(j)
			}
		} else if r.month(j) > 0 {
			t, next = r.monthDay(j)
		}
		if next > j && t.Day > 0 {
			t.Weekday = name.weekday
			return t, next
		}
	}
	if r.own(i) && r.tokens[i].Len() >= len("Monday") {
		return Time{Weekday: name.weekday}, i + 1
	}
	return Time{}, i
}

// yearAfter reads a year of four digits at i, behind a comma, "of", "de" or "del". It returns 0 when there is none.
// dayNumber reads 1 to 31, with the ending of an ordinal ("27th", "1er").
// languages are those of the name of a month at i, or of the name before its full stop at i.
// stop returns the place of the full stop of an abbreviated name at i, or i.
// plainName guards dates without a year against words that only look like a name ("3 set", "they march 5 miles"): English
// and German write the names with a capital, and elsewhere a short form needs one to be told from another word.
// own reports whether the name at i is one of the text's own language and written as a name.
// of returns the word at i, or "" outside of the text.
// close reports whether no space stands between the tokens from i to j.
// skip returns the place after the word at i when that is one of words, in lower case.
