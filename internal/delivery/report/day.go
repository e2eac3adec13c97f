package report

import (
	"fmt"
	"time"

	"variorum/edition"
)

// dayWords writes a day as prose does: "6 May 2025". What is no ISO date is shown as it stands.
func dayWords(d edition.Day) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return string(d)
	}
	return t.Format("2 January 2006")
}

// spanWords writes the days from one to another and says each month and year once: "6 to 12 May 2025".
func spanWords(from, to edition.Day) string {
	a, errA := time.Parse(time.DateOnly, string(from))
	b, errB := time.Parse(time.DateOnly, string(to))
	switch {
	case from == "" && to == "":
		return ""
	case from == "":
		return "by " + dayWords(to)
	case to == "":
		return "from " + dayWords(from)
	case from == to || errA != nil || errB != nil:
		return dayWords(from)
	case a.Year() != b.Year():
		return dayWords(from) + " to " + dayWords(to)
	case a.Month() != b.Month():
		return a.Format("2 January") + " to " + dayWords(to)
	}
	return fmt.Sprintf("%d to %s", a.Day(), dayWords(to))
}

// publishedWords says when an account was published, as far as that is known.
func publishedWords(p edition.Published) string {
	if p.Value != "" {
		return dayWords(p.Value)
	}
	if w := spanWords(p.Earliest, p.Latest); w != "" {
		return w
	}
	return "undated"
}

// basisWords says what the date rests on.
func basisWords(p edition.Published) string {
	switch p.Basis {
	case edition.Metadata:
		return "from the page’s metadata"
	case edition.Printed:
		return "as printed"
	case edition.FromText:
		return "bounded by its text"
	case edition.Cluster:
		return "bounded by the other accounts"
	}
	return ""
}

// bounds are the first and last day that an account may be of; empty where nothing bounds it.
func bounds(p edition.Published) (from, to edition.Day) {
	if p.Value != "" {
		return p.Value, p.Value
	}
	return p.Earliest, p.Latest
}

// toldSpan is the first and last day on which accounts are known to be told. Days that are certain decide; only when no
// account has one do bounds stand in, because one loose bound would stretch the span over years.
func toldSpan(ts []*telling) (from, to edition.Day) {
	for _, t := range ts {
		from, to = widen(from, to, t.Published.Value, t.Published.Value)
	}
	if from != "" {
		return from, to
	}
	for _, t := range ts {
		from, to = widen(from, to, t.Published.Earliest, t.Published.Latest)
	}
	return from, to
}

func widen(from, to, a, b edition.Day) (first, last edition.Day) {
	if a != "" && (from == "" || a < from) {
		from = a
	}
	if b != "" && b > to {
		to = b
	}
	return from, to
}
