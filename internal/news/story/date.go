package story

import (
	"cmp"
	"math"
	"time"

	"variorum/internal/news/account"
)

// days are the days on which an account may have been published, counted from 1970-01-01. Unknown bounds are open.
type days struct{ from, to int }

const open = math.MaxInt32

var undated = days{-open, open}

// published reads the date of an account or, without one, its bounds.
func published(a *account.Account) days {
	p := a.Published
	d := days{day(string(cmp.Or(p.Value, p.Earliest)), -open), day(string(cmp.Or(p.Value, p.Latest)), open)}
	if d.to < d.from {
		return undated
	}
	return d
}

func day(iso string, otherwise int) int {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return otherwise
	}
	return int(math.Floor(float64(t.Unix()) / 86400))
}

// dated reports whether at least one bound is known.
func (d days) dated() bool { return d.from > -open || d.to < open }

// exact reports whether the bounds are near enough to each other to say when the account was published.
func (d days) exact() bool { return d.to-d.from <= exactDays }

// apart is the least number of days between two accounts.
func (d days) apart(e days) int { return max(0, d.from-e.to, e.from-d.to) }

// earlier returns the dates of the earlier of two copies: a later one repeats it. A copy with exact dates goes before others.
func (d days) earlier(e days) days {
	if d.exact() != e.exact() {
		if d.exact() {
			return d
		}
		return e
	}
	if c := cmp.Or(cmp.Compare(d.to, e.to), cmp.Compare(e.from, d.from)); c <= 0 {
		return d
	}
	return e
}

// dateOdds is what the dates of two accounts add to the log-odds that they tell of one event. What nearness speaks for it is
// bounded, since among the pages of one day all are near. Bounds that are wide can only speak against.
func dateOdds(a, b days) float64 {
	if !a.dated() || !b.dated() {
		return 0
	}
	apart := min(a.apart(b), mostDays)
	odds := model.dated + model.apart*math.Log1p(float64(apart))
	if a.apart(b) > distantDays {
		odds += distantOdds
	}
	if a.exact() && b.exact() {
		return min(nearOdds, odds)
	}
	return min(0, odds)
}
