package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"variorum/edition"
)

// dateBox is what an account's page says of when it was told: a sentence, a drawing where a sentence is not enough, and every date
// that the page gives.
type dateBox struct {
	Title   string
	Why     string
	Drawing *dateDrawing
	Seen    []seenRow
}

// seenRow is a date that the page gives, and whether it is believed.
type seenRow struct {
	Where, Words string
	Value        string
	Status       string // agree, conflict, or empty
	Verdict      string
}

// Told reports whether there is more to say than one day that nothing disputes.
func (d dateBox) Told() bool { return d.Drawing != nil || d.Why != "" }

func (v *storyView) dateBox(t *telling) dateBox {
	p := t.Published
	d := dateBox{Title: toldTitle(p)}
	if p.Conflict != nil {
		d.Title += ", not on " + dayWords(p.Conflict.Printed)
		d.Why = capitalised(strings.TrimRight(p.Conflict.Why, ". ")) + "."
	}
	from, to := bounds(p)
	if p.Conflict != nil || from != to {
		d.Drawing = v.drawDates(t)
	}
	for _, s := range p.Seen {
		d.Seen = append(d.Seen, seenDate(p, s))
	}
	return d
}

func toldTitle(p edition.Published) string {
	from, to := bounds(p)
	words := publishedWords(p)
	switch {
	case from == "" && to == "":
		return "Undated"
	case from == to:
		return "Told on " + words
	case from == "" || to == "":
		return "Told " + words
	}
	return "Told between " + betweenWords(from, to)
}

// betweenWords are two days with "and", as a sentence has them.
func betweenWords(from, to edition.Day) string {
	a, errA := time.Parse(time.DateOnly, string(from))
	b, errB := time.Parse(time.DateOnly, string(to))
	switch {
	case errA != nil || errB != nil || a.Year() != b.Year():
		return dayWords(from) + " and " + dayWords(to)
	case a.Month() != b.Month():
		return a.Format("2 January") + " and " + dayWords(to)
	}
	return fmt.Sprintf("%d and %s", a.Day(), dayWords(to))
}

func seenDate(p edition.Published, s edition.DateSeen) seenRow {
	row := seenRow{Where: s.Where, Words: s.Words, Value: dayWords(s.Value)}
	switch {
	case p.Conflict != nil && s.Value == p.Conflict.Printed:
		row.Status, row.Verdict = string(edition.Conflict), "no: "+p.Conflict.Why
	case s.Value == p.Value:
		row.Status, row.Verdict = string(edition.Agree), "yes"
	default:
		row.Verdict = "not taken"
	}
	return row
}

// dateDrawing is an axis of days with the days on which the account may have been told, the days of the other accounts of its story,
// the days that its words name, and a printed date that cannot be. Places are in per cent of the width.
type dateDrawing struct {
	Ticks   []datePlace
	From    string
	To      string
	Width   string
	Day     bool
	Words   string
	Others  []datePlace // the other accounts, by their sigla
	Named   []datePlace // what the text names
	Printed *datePlace
	Label   string
}

// datePlace is a day on the axis.
type datePlace struct {
	X    string
	Text string
}

// dateScale places days; what is printed and cannot be stands at the end, behind a break.
type dateScale struct {
	first time.Time
	days  int
	right float64
}

func (s dateScale) at(d time.Time) float64 {
	return dateLeft + d.Sub(s.first).Hours()/24*(s.right-dateLeft)/float64(s.days)
}

func percentAt(x float64) string { return fmt.Sprintf("%.2f%%", x) }

// drawDates is nil where nothing bounds the account, or so loosely that a drawing shows nothing.
func (v *storyView) drawDates(t *telling) *dateDrawing {
	from, to := bounds(t.Published)
	a, errA := time.Parse(time.DateOnly, string(cmp.Or(from, to)))
	b, errB := time.Parse(time.DateOnly, string(cmp.Or(to, from)))
	if errA != nil || errB != nil || b.Sub(a) > mostDrawnDays*24*time.Hour {
		return nil
	}
	s := v.dateScale(a, b, t.Published.Conflict != nil)
	d := &dateDrawing{Day: from == to, Words: publishedWords(t.Published), From: percentAt(s.at(a)), To: percentAt(s.at(b)), Width: percentAt(s.at(b) - s.at(a))}
	d.Label = toldTitle(t.Published)
	step := max(1, (s.days+mostDateTicks-1)/mostDateTicks)
	for n := 0; n <= s.days; n += step {
		day := s.first.AddDate(0, 0, n)
		words := day.Format("2")
		if n == 0 || day.Day() <= step {
			words = day.Format("2 Jan")
		}
		d.Ticks = append(d.Ticks, datePlace{percentAt(s.at(day)), words})
	}
	d.Others = v.othersOn(s, t)
	d.Named = namedOn(s, t)
	if c := t.Published.Conflict; c != nil {
		d.Printed = &datePlace{percentAt(datePrinted), dayWords(c.Printed)}
		d.Label += "; the page prints " + dayWords(c.Printed)
	}
	return d
}

// dateScale spans the account's own days and those days of the other accounts that lie near.
func (v *storyView) dateScale(a, b time.Time, broken bool) dateScale {
	first, last := a, b
	for _, t := range v.Tellings {
		if day, err := time.Parse(time.DateOnly, string(t.Published.Value)); err == nil {
			if day.Before(first) && a.Sub(day) <= nearDays*24*time.Hour {
				first = day
			}
			if day.After(last) && day.Sub(b) <= nearDays*24*time.Hour {
				last = day
			}
		}
	}
	first, last = first.AddDate(0, 0, -1), last.AddDate(0, 0, 1)
	s := dateScale{first: first, days: int(last.Sub(first).Hours() / 24), right: dateRight}
	if broken {
		s.right = dateBreak
	}
	return s
}

// othersOn gathers the other accounts that have a certain day on the axis, by day.
func (v *storyView) othersOn(s dateScale, t *telling) []datePlace {
	var days []string
	on := map[string][]*telling{}
	for _, o := range v.Tellings {
		day, err := time.Parse(time.DateOnly, string(o.Published.Value))
		if o == t || err != nil || day.Before(s.first) || day.After(s.first.AddDate(0, 0, s.days)) {
			continue
		}
		x := percentAt(s.at(day))
		if on[x] == nil {
			days = append(days, x)
		}
		on[x] = append(on[x], o)
	}
	var out []datePlace
	for _, x := range days {
		words := ""
		for i, o := range on[x] {
			if i == mostDaySigla {
				words += "…"
				break
			}
			words += o.Siglum + " "
		}
		out = append(out, datePlace{x, words})
	}
	return out
}

// namedOn are the days on the axis that the account's words name, each once.
func namedOn(s dateScale, t *telling) []datePlace {
	var out []datePlace
	for _, x := range t.Times {
		day, err := time.Parse(time.DateOnly, string(x.Earliest))
		if err != nil || x.Earliest != x.Latest || day.Before(s.first) || day.After(s.first.AddDate(0, 0, s.days)) {
			continue
		}
		at := percentAt(s.at(day))
		if !slices.ContainsFunc(out, func(p datePlace) bool { return p.X == at }) {
			out = append(out, datePlace{at, "“" + clip(x.Text, dateLetters) + "”"})
		}
	}
	return out
}
