// Package timeline puts what the accounts of a story tell in order of time: Find reads the times that an account names, with
// the days that they may mean; Match makes one moment of what several accounts tell of the same day. It decides nothing about
// the calendar, which is chronology's, and adds no words of its own: what happened is told in the words of the accounts.
//
// Times are those of TIMEX3 (TimeML; ISO 24617-1). The timeline follows the idea of Steen and Markert 2019, "Abstractive Timeline
// Summarization", of keeping each day with the sentences that name it, and leaves the abstract out.
package timeline

import (
	"fmt"

	"variorum/edition"
	"variorum/internal/news/account"
	"variorum/internal/news/chronology"
)

// NotRun is what Account.NotRun says of an account in a language without a table of times: only dates with a year are read.
const NotRun = "times"

// Find returns the times that an account names, in the order of its text, and a doubt for each date that is none. What depends on
// the day of writing is counted from the day of publication or, where that is only bounded, from all days that it may be; where
// nothing bounds it, from the days around which the others tell the story (see Around).
func Find(a *account.Account, around edition.Published) ([]edition.Time, []edition.Doubt) {
	t := chronology.Text{Words: a.Text, Tokens: a.Tokens, Sentences: a.Sentences, Pack: a.Pack}
	if t.Written, t.Known = written(a.Published); !t.Known {
		t.Written, t.Known = written(around)
		if first, ok := chronology.ParseDay(string(a.Published.Earliest)); ok && first > t.Written.Last {
			t.Known = false
		}
	}
	found, odd := chronology.Read(t)
	var doubts []edition.Doubt
	for _, o := range odd[:min(len(odd), mostDoubts)] {
		doubts = append(doubts, doubtOf(a, o))
	}
	if len(found) > mostTimes {
		where := a.Span(found[mostTimes].Start, found[mostTimes].End)
		doubts = append(doubts, edition.Doubt{Rule: ruleTooMany, Span: &where, What: fmt.Sprintf("more than %d times: those from here on are left out", mostTimes)})
		found = found[:mostTimes]
	}
	out := make([]edition.Time, 0, len(found))
	for _, x := range found {
		time := edition.Time{Span: a.Span(x.Start, x.End), Type: edition.TimeType(x.Kind), Value: x.Value, Rule: x.Rule}
		if x.Dated {
			time.Earliest, time.Latest = edition.Day(x.Days.First.String()), edition.Day(x.Days.Last.String())
		}
		out = append(out, time)
	}
	return out, doubts
}

// written bounds the day of writing by the day of publication.
func written(p edition.Published) (chronology.Interval, bool) {
	if day, ok := chronology.ParseDay(string(p.Value)); ok {
		return chronology.Interval{First: day, Last: day}, true
	}
	first, ok := chronology.ParseDay(string(p.Earliest))
	last, bounded := chronology.ParseDay(string(p.Latest))
	return chronology.Interval{First: first, Last: last}, ok && bounded && first <= last
}

// Around is the days around which accounts tell a story, by those whose day is known. A day is unknown when no account's is.
func Around(accounts []*account.Account) edition.Published {
	var days chronology.Interval
	known := false
	for _, a := range accounts {
		day, ok := chronology.ParseDay(string(a.Published.Value))
		switch {
		case !ok:
		case !known:
			days, known = chronology.Interval{First: day, Last: day}, true
		default:
			days.First, days.Last = min(days.First, day), max(days.Last, day)
		}
	}
	if !known {
		return edition.Published{}
	}
	return edition.Published{Earliest: edition.Day((days.First - storyDays).String()), Latest: edition.Day((days.Last + storyDays).String())}
}

func doubtOf(a *account.Account, o chronology.Odd) edition.Doubt {
	where := a.Span(o.Start, o.End)
	what := "the calendar has no such day"
	if o.Rule == chronology.WrongWeekday {
		what = "the date does not fall on this weekday"
	}
	return edition.Doubt{Rule: o.Rule, What: what, Span: &where}
}
