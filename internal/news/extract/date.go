package extract

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"variorum/edition"
)

// dayLayouts are the forms in which machine-readable fields give a day, beside ISO 8601 and Unix time.
var dayLayouts = []string{
	"2006/1/2", "20060102", "Mon, 2 Jan 2006", "Monday, January 2, 2006", "January 2, 2006", "Jan 2, 2006", "2 January 2006", "2 Jan 2006",
	"Mon Jan 2 2006", "Mon Jan _2 15:04:05 2006", "Mon Jan 2 15:04:05 MST 2006", "Jan. 2, 2006",
}

// parseDay reads the day from a field made for machines. The day is the one written there: an offset or time zone after it
// does not move it, since a newsroom dates by its own clock.
func parseDay(words string) (edition.Day, bool) {
	s := strings.TrimSpace(words)
	if s == "" {
		return "", false
	}
	if isoDay(s) {
		t, err := time.Parse(time.DateOnly, s[:len(time.DateOnly)])
		return dayOf(t, err == nil)
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && (len(s) == 10 || len(s) == 13) {
		if len(s) == 13 {
			n /= 1000
		}
		return dayOf(time.Unix(n, 0).UTC(), true)
	}
	for _, layout := range dayLayouts {
		if t, ok := parseStart(layout, s); ok {
			return dayOf(t, true)
		}
	}
	return "", false
}

// isoDay reports whether s begins with a day as 2024-03-22 and no further digit.
func isoDay(s string) bool {
	const form = "dddd-dd-dd"
	if len(s) < len(form) {
		return false
	}
	for i := range len(form) {
		if digit := '0' <= s[i] && s[i] <= '9'; form[i] == 'd' && !digit || form[i] == '-' && s[i] != '-' {
			return false
		}
	}
	return len(s) == len(form) || s[len(form)] < '0' || s[len(form)] > '9'
}

// parseStart reads a date by layout from the beginning of s, whatever time of day follows it.
func parseStart(layout, s string) (time.Time, bool) {
	t, err := time.Parse(layout, s)
	if err == nil {
		return t, true
	}
	words := strings.Fields(s)
	n := len(strings.Fields(layout))
	if len(words) <= n {
		return t, false
	}
	t, err = time.Parse(layout, strings.TrimSuffix(strings.Join(words[:n], " "), ","))
	return t, err == nil
}

func dayOf(t time.Time, ok bool) (edition.Day, bool) {
	if !ok || t.Year() < yearFrom || t.Year() > yearTo {
		return "", false
	}
	return edition.Day(t.Format(time.DateOnly)), true
}

// pathDay is a date in the path of an address: /2024/03/22/, /2024-03-22-, /2024/mar/22/, 20240322.
var pathDay = regexp.MustCompile(`(?i)/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-](0?[1-9]|[12]\d|3[01])(?:[/-]|$)|[/-]((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[/.-]|$)`)

func urlDate(address string) (edition.DateSeen, bool) {
	if !strings.Contains(address, "19") && !strings.Contains(address, "20") {
		return edition.DateSeen{}, false
	}
	m := pathDay.FindStringSubmatch(address)
	if m == nil {
		return edition.DateSeen{}, false
	}
	year, month, day := m[1]+m[4], strings.ToLower(m[2]+m[5]), m[3]+m[6]
	layout := "2006-1-2"
	if len(month) == 3 {
		layout = "2006-Jan-2"
		month = strings.ToUpper(month[:1]) + month[1:]
	}
	t, err := time.Parse(layout, year+"-"+month+"-"+day)
	value, ok := dayOf(t, err == nil)
	return edition.DateSeen{Value: value, Where: SeenURL, Words: strings.Trim(m[0], "/-.")}, ok
}
