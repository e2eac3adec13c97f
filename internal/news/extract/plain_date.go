package extract

import (
	"strings"

	"variorum/edition"
	engine "variorum/internal/engine/text"
	"variorum/internal/news/chronology"
)

// Where dates of a page without markup were seen. Others are named by the field that held them.
const (
	SeenRecord   = "record"  // given with the page by its container: the outlet's date or a crawl's
	SeenURL      = "url"     // in the page's address
	SeenPrinted  = "printed" // a line at the headline
	SeenBelow    = "printed below the text"
	SeenUpdated  = "printed, updated" // the same, of a later change
	SeenMasthead = "masthead"         // above the headline, as a paper prints its date, or a page today's
	SeenClock    = "page clock"       // above the headline, with a time, the weather or the place of the outlet: today's when the page was kept
	SeenDateline = "dateline"         // in the dateline of the text
	SeenFetched  = "fetched"          // the day on which the page was fetched: it was published no later
)

const (
	ruleDateUnread    = "date-unread"
	ruleDateAmbiguous = "date-ambiguous"
	ruleDateWeekday   = "date-weekday"
	ruleOnlyCaptions  = "only-captions"
)

// dateLine is a line read for dates.
type dateLine struct {
	dates   []chronology.Time
	rest    string // what the line says beside dates, times of day and the words that go with them
	clock   bool   // it gives a time of day
	label   bool   // it says of what the date is: "Published"
	updated []bool // of each date: the nearest word before it says that it is of a change
}

// readDateLine reads a short line for dates. It is a date line when it has dates and no rest.
func (s *sheet) readDateLine(words string) dateLine {
	tokens := engine.Tokenize(words)
	times := chronology.Find(words, tokens, s.words)
	var d dateLine
	var rest []string
	table := s.words.Table("date-lines")
	updated := false
	for k := 0; k < len(tokens); k++ {
		if len(times) > 0 && tokens[k].Start >= times[0].Start {
			d.add(times[0], updated)
			for k+1 < len(tokens) && tokens[k+1].Start < times[0].End {
				k++
			}
			times = times[1:]
			continue
		}
		w := tokens[k].Of(words)
		row := table[strings.ToLower(w)]
		switch {
		case row != nil && row[0] != "time":
			updated, d.label = row[0] == "updated", true
		case tokens[k].Kind == engine.Mark || row != nil:
			d.clock = d.clock || w == "°"
		case tokens[k].Kind == engine.Number:
			d.clock = true
		default:
			rest = append(rest, w)
		}
	}
	d.rest = strings.Join(rest, " ")
	if len(rest) > 0 && d.foreign(len(rest)) {
		d.rest = ""
		for k := 1; k < len(d.updated); k++ { // "Publié le … - Mis à jour le …"
			d.updated[k] = true
		}
	}
	return d
}

// foreign reports whether a short line around a date is in a language without tables: the name of the month is of none that
// has them. What such a line says beside the date is that it is one.
func (d dateLine) foreign(rest int) bool {
	return len(d.dates) > 0 && d.dates[0].Languages != "" && !strings.Contains(" "+d.dates[0].Languages+" ", " "+plainPack+" ") && rest <= maxForeign*len(d.dates)
}

func (d *dateLine) add(t chronology.Time, updated bool) {
	if t.Full() {
		d.dates, d.updated = append(d.dates, t), append(d.updated, updated)
	}
	d.clock = d.clock || t.Relative
}

// only reports whether a line gives a date or a time of day and nothing else.
func (d dateLine) only() bool { return d.rest == "" && (len(d.dates) > 0 || d.clock) }

// keepDates records the dates of a line.
func (s *sheet) keepDates(d dateLine, line, where string) {
	for k, t := range d.dates {
		w := where
		if d.updated[k] {
			w = SeenUpdated
		}
		days, _ := t.Interval()
		seen := edition.DateSeen{Where: w, Words: line}
		if !t.Ambiguous() {
			seen.Value = edition.Day(days.First.String())
		} else {
			s.doubt(ruleDateAmbiguous, "The printed date "+t.Of(line)+" may be "+days.First.String()+" or "+days.Last.String()+".")
		}
		if t.WrongWeekday() {
			s.doubt(ruleDateWeekday, "The printed date "+t.Of(line)+" does not fall on the weekday that it names.")
		}
		s.parts.Dates = append(s.parts.Dates, seen)
	}
}
