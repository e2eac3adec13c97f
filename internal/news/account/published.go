package account

import (
	"fmt"
	"slices"
	"time"

	"variorum/edition"
	"variorum/internal/news/chronology"
	"variorum/internal/news/extract"
)

const (
	ruleDatesDisagree = "dates-disagree"
	ruleOnlyUpdated   = "only-updated"
)

// tellsChange reports whether the words of a date say that it is of a change and not also of publication. Any page may have
// them in English.
// publish bounds the day of publication by what the page gives and by what the text tells.
func (a *Account) publish(seen []edition.DateSeen, line *dateline) {
	p := &a.Published
	p.Seen, p.Basis = seen, edition.NoBasis
	if line != nil && line.day != nil && line.day.Full() {
		if iv, ok := line.day.Interval(); ok {
			p.Seen = append(p.Seen[:len(p.Seen):len(p.Seen)], edition.DateSeen{Value: edition.Day(iv.First.String()), Where: extract.SeenDateline, Words: line.words})
		}
	}
	a.chooseReadings()
	best := a.believe()
	t := a.told()
	if best.Value == "" {
		a.boundUndated(t)
		return
	}
	day, _ := chronology.ParseDay(string(best.Value))
	if why := a.contradiction(best, day, t); why != "" {
		p.Value, p.Conflict = "", &edition.DateConflict{Printed: best.Value, Why: why}
		a.boundUndated(t)
		return
	}
	p.Value, p.Earliest, p.Latest, p.Basis = best.Value, best.Value, best.Value, rankOf(best).basis()
	p.Conflict = a.printedLater(best, day)
}

// printedLater is the conflict of a date that the page prints with the firmer one that it gives in a field or its address: a
// page that shows the day of a visit prints a much later one, and does not say that it is of a change.
func (a *Account) printedLater(best edition.DateSeen, day chronology.Day) *edition.DateConflict {
	if r := rankOf(best); r != rankField && r != rankAddress {
		return nil
	}
	for _, s := range a.Published.Seen {
		printed, ok := chronology.ParseDay(string(s.Value))
		if r := rankOf(s); ok && (r == rankPrinted || r == rankMasthead || r == rankClock) && printed-day >= conflictDays {
			return &edition.DateConflict{Printed: s.Value, Why: fmt.Sprintf("The page prints %q (%s), but gives %s as %s.", s.Words, s.Where, inWords(best.Value), best.Where)}
		}
	}
	return nil
}

// chooseReadings gives a date with two readings, 03/04/2024, the one that lies within a few days of another date that the page
// gives, when the other reading does not. The list that was given is not changed.
func (a *Account) chooseReadings() {
	p := &a.Published
	for i, s := range p.Seen {
		if s.Value != "" {
			continue
		}
		var near []edition.Day
		for _, t := range chronology.Dates(s.Words) {
			iv, _ := t.Interval()
			for _, day := range []chronology.Day{iv.First, iv.Last} {
				if t.Ambiguous() && a.seenNear(day) {
					near = append(near, edition.Day(day.String()))
				}
			}
		}
		if len(near) == 1 {
			p.Seen = slices.Clone(p.Seen)
			p.Seen[i].Value = near[0]
		}
	}
}

// seenNear reports whether the page gives a date within a few days of day.
func (a *Account) seenNear(day chronology.Day) bool {
	return slices.ContainsFunc(a.Published.Seen, func(s edition.DateSeen) bool {
		other, ok := chronology.ParseDay(string(s.Value))
		return ok && distance(day, other) <= readingDays
	})
}

// believe picks the date of the firmest place, the first one given there. A clock's is never believed, and a date of change
// only where no other is given.
func (a *Account) believe() edition.DateSeen {
	var best edition.DateSeen
	rank := rankClock
	for _, s := range a.Published.Seen {
		if r := rankOf(s); s.Value != "" && r < rank {
			best, rank = s, r
		}
	}
	if best.Value == "" {
		return best
	}
	if rank == rankUpdated {
		a.doubt(ruleOnlyUpdated, fmt.Sprintf("The only date that the page gives, %s, is of a change; it is taken for the day of publication.", inWords(best.Value)))
	}
	a.compareDates(best, rank)
	return best
}

// compareDates tells where other dates of publication that the page gives differ from the one believed.
func (a *Account) compareDates(best edition.DateSeen, believed rank) {
	day, _ := chronology.ParseDay(string(best.Value))
	for _, s := range a.Published.Seen {
		other, ok := chronology.ParseDay(string(s.Value))
		if r := rankOf(s); !ok || r >= rankUpdated || distance(day, other) <= agreeDays {
			continue
		}
		a.doubt(ruleDatesDisagree, fmt.Sprintf("The page gives %s (%s) and %s (%s); the first is believed.", inWords(best.Value), best.Where, inWords(s.Value), s.Where))
		return
	}
}

// inWords writes a day as a reader does: "2 January 2006".
func inWords(d edition.Day) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return string(d)
	}
	return t.Format("2 January 2006")
}

func distance(a, b chronology.Day) int { return int(max(a-b, b-a)) }

func (a *Account) doubt(rule, what string) {
	a.Doubts = append(a.Doubts, edition.Doubt{Rule: rule, What: what})
}

// contradiction says why a date that the page gives cannot be the account's by what its own text tells, or nothing. The text
// must tell several times of later days as past, later than any date given; or, where the date stands in a place that
// pages print today's date in, announce an earlier day as still to come.
func (a *Account) contradiction(best edition.DateSeen, day chronology.Day, t telling) string {
	last := day
	for _, s := range a.Published.Seen {
		if d, ok := chronology.ParseDay(string(s.Value)); ok && d > last {
			last = d
		}
	}
	later := 0
	for _, b := range t.past {
		if b.near && b.day > last {
			later++
		}
	}
	if later >= sureMentions {
		b := t.past[slices.IndexFunc(t.past, func(b bound) bool { return b.near })]
		return fmt.Sprintf("The page gives %s, but its text tells of later days as past, such as %q.", inWords(best.Value), b.words)
	}
	if b, ok := t.announced(); ok && b.near && b.day < day-conflictDays && rankOf(best) >= rankMasthead {
		return fmt.Sprintf("The page gives %s, but its text announces %q as still to come.", inWords(best.Value), b.words)
	}
	return ""
}

// boundUndated bounds a day that no date gives by the text, by a date with two readings, and by a clock or the day of fetching:
// the page was kept on that day, so it was published no later.
func (a *Account) boundUndated(t telling) {
	p := &a.Published
	if b, ok := t.lastPast(); ok {
		p.Earliest, p.Basis = edition.Day(b.day.String()), edition.FromText
	}
	if b, ok := t.announced(); ok {
		p.Latest, p.Basis = edition.Day(b.day.String()), edition.FromText
	}
	for _, s := range p.Seen {
		switch r := rankOf(s); {
		case s.Value == "":
			a.boundByReadings(s)
		case (r == rankClock || r == rankFetched) && (p.Latest == "" || s.Value < p.Latest) && s.Value >= p.Earliest:
			p.Latest = s.Value
			if p.Earliest == "" {
				p.Basis = r.basis()
			}
		}
	}
	if p.Latest != "" && p.Latest < p.Earliest { // what was announced is older than what is told: one of them is misread
		p.Latest = ""
	}
}

// boundByReadings bounds the day by both readings of a date like 03/04/2024.
func (a *Account) boundByReadings(s edition.DateSeen) {
	for _, t := range chronology.Dates(s.Words) {
		if iv, ok := t.Interval(); ok && t.Ambiguous() {
			p := &a.Published
			p.Earliest, p.Latest, p.Basis = edition.Day(iv.First.String()), edition.Day(iv.Last.String()), edition.Printed
			return
		}
	}
}
