package report

import (
	"fmt"
	"strings"
	"time"

	"variorum/edition"
)

// accountRow is an account in the table of a story's accounts.
type accountRow struct {
	*telling
	When  string
	Basis string
	Bar   *dateBar // nil when all accounts are of one day or none is bounded
}

func (v *storyView) accountRows() []accountRow {
	scale := newDayScale(v.Tellings)
	rows := make([]accountRow, len(v.Tellings))
	for i, t := range v.Tellings {
		rows[i] = accountRow{telling: t, When: publishedWords(t.Published), Basis: basisWords(t.Published), Bar: scale.bar(t.Published)}
	}
	return rows
}

// SetAside counts what the page had beside the account.
func (r accountRow) SetAside() string {
	var parts []string
	if n := len(r.Captions); n > 0 {
		parts = append(parts, plural(n, "caption", "captions"))
	}
	if n := len(r.Furniture); n > 0 {
		parts = append(parts, plural(n, "piece of furniture", "pieces of furniture"))
	}
	return listed(parts)
}

// SeveralDates reports whether the page gives more dates than one, so that which is believed needs showing.
func (r accountRow) SeveralDates() bool {
	for _, d := range r.Published.Seen {
		if d.Value != r.Published.Seen[0].Value {
			return true
		}
	}
	return false
}

// Believed reports whether a date that the page gives is the one taken.
func (r accountRow) Believed(d edition.DateSeen) bool { return d.Value == r.Published.Value }

// DayWords writes a day for a template.
func (r accountRow) DayWords(d edition.Day) string { return dayWords(d) }

// Place is the byline and the dateline in one line.
func (r accountRow) Place() string {
	var parts []string
	for _, s := range []string{r.Byline, datelineWords(r.Dateline)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " · ")
}

func datelineWords(d *edition.Dateline) string {
	switch {
	case d == nil:
		return ""
	case d.Place != "" && d.Agency != "":
		return d.Place + ", " + d.Agency
	}
	return d.Place + d.Agency
}

// LanguageName is the language in English.
func (r accountRow) LanguageName() string { return languageName(r.Language) }

// dateBar draws when an account was told: a dot for a day, a bar between bounds, an open end where nothing bounds it.
type dateBar struct {
	From, To   int // in units of the drawing
	Day        bool
	OpenBefore bool
	OpenAfter  bool
	Label      string
}

// Width is the length of the bar.
func (b *dateBar) Width() int { return max(b.To-b.From, 2) }

// Middle is where a dot is drawn.
func (b *dateBar) Middle() int { return (b.From + b.To) / 2 }

// dayScale is the axis that all bars of a story share.
type dayScale struct {
	first time.Time
	days  int // 0 when there is nothing to draw
}

// scaleSpan is the first and last day that the axis shows: days that are certain and bounds that are not loose.
func scaleSpan(ts []*telling) (from, to edition.Day) {
	for _, t := range ts {
		a, b := bounds(t.Published)
		first, errA := time.Parse(time.DateOnly, string(a))
		last, errB := time.Parse(time.DateOnly, string(b))
		if errA == nil && errB == nil && last.Sub(first) <= looseDays*24*time.Hour {
			from, to = widen(from, to, a, b)
		}
	}
	return from, to
}

// newDayScale adds a tenth to each side, so that no mark stands on the edge.
func newDayScale(ts []*telling) dayScale {
	from, to := scaleSpan(ts)
	first, errA := time.Parse(time.DateOnly, string(from))
	last, errB := time.Parse(time.DateOnly, string(to))
	if errA != nil || errB != nil || !last.After(first) {
		return dayScale{}
	}
	pad := int(last.Sub(first).Hours()/24)/10 + 1
	first = first.AddDate(0, 0, -pad)
	return dayScale{first: first, days: int(last.Sub(first).Hours()/24) + pad}
}

// Axis says which days the lines beside the accounts run over, if they are drawn.
func (v *storyView) Axis() string {
	s := newDayScale(v.Tellings)
	if s.days == 0 {
		return ""
	}
	last := s.first.AddDate(0, 0, s.days)
	return spanWords(edition.Day(s.first.Format(time.DateOnly)), edition.Day(last.Format(time.DateOnly)))
}

func (s dayScale) bar(p edition.Published) *dateBar {
	from, to := bounds(p)
	if s.days == 0 || from == "" && to == "" {
		return nil
	}
	b := &dateBar{Day: from == to, Label: fmt.Sprintf("told %s", publishedWords(p))}
	b.From, b.OpenBefore = s.place(from, 0)
	b.To, b.OpenAfter = s.place(to, s.days)
	return b
}

// place is where a day lies on the axis, and whether it lies outside it; an empty day lies at the end that is given.
func (s dayScale) place(d edition.Day, missing int) (at int, outside bool) {
	n := missing
	if t, err := time.Parse(time.DateOnly, string(d)); err == nil {
		n = int(t.Sub(s.first).Hours() / 24)
	} else {
		outside = true
	}
	if n < 0 || n > s.days {
		n, outside = min(max(n, 0), s.days), true
	}
	return barPad + n*(barWidth-2*barPad)/s.days, outside
}
