package stemma

import (
	"slices"
	"time"

	"variorum/internal/news/account"
)

// moment is when an account was published, as far as the page tells: first and last are minutes.
type moment struct {
	first, last int64
	unknown     bool
}

const minutesADay = 24 * 60

// momentsOf is when each account was published. A date weeks behind the middle of the story's dates tells when the page was
// fetched or printed anew, so nothing is known then.
func momentsOf(accounts []*account.Account) []moment {
	out := make([]moment, len(accounts))
	var known []int64
	for i, a := range accounts {
		if out[i] = momentOf(a); !out[i].unknown {
			known = append(known, out[i].first)
		}
	}
	if len(known) == 0 {
		return out
	}
	slices.Sort(known)
	middle := known[len(known)/2]
	for i := range out {
		if out[i].first > middle+lateDays*minutesADay {
			out[i].unknown = true
		}
	}
	return out
}

// lateDays is how many days after the others a page may come and still have been written then.
const lateDays = 21

// momentOf reads the time of day where a field gives it, and else takes the whole day, or the days that bound it.
func momentOf(a *account.Account) moment {
	p := a.Published
	if p.Value == "" {
		return days(string(p.Earliest), string(p.Latest))
	}
	for _, s := range p.Seen {
		if s.Value == p.Value {
			if t, ok := clock(s.Words); ok {
				return moment{first: t, last: t}
			}
		}
	}
	return days(string(p.Value), string(p.Value))
}

func days(from, to string) moment {
	a, errA := time.Parse(time.DateOnly, from)
	b, errB := time.Parse(time.DateOnly, to)
	if errA != nil || errB != nil {
		return moment{unknown: true}
	}
	return moment{first: a.Unix() / 60, last: b.Unix()/60 + minutesADay - 1}
}

// clock reads an ISO 8601 date with a time of day.
func clock(words string) (minutes int64, ok bool) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02T15:04:05-0700"} {
		if t, err := time.Parse(layout, words); err == nil {
			return t.Unix() / 60, true
		}
	}
	return 0, false
}
