package account

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/chronology"
)

// BoundByStory bounds the days of publication of accounts of one story by one another: one without a date by those that share
// its text, since copy is printed within days; and a date that stands where pages print today's, or that a container gave,
// is set aside as none of the account's when it lies long after all others that share the text. Dates in fields, at the
// headline and in addresses are never overruled so: a text may be printed again a year later. The accounts are not changed;
// the new values come in their order, and do not depend on it.
func BoundByStory(accounts []*Account) []edition.Published {
	out := make([]edition.Published, len(accounts))
	for i, a := range accounts {
		out[i] = a.Published
	}
	c := newCompany(accounts)
	if !c.mayBound() {
		return out
	}
	for i := range accounts {
		c.expose(i, &out[i])
	}
	for i := range accounts {
		c.days[i], c.dated[i] = chronology.ParseDay(string(out[i].Value))
	}
	for i, a := range accounts {
		if out[i].Value == "" {
			c.bound(i, a, &out[i])
		}
	}
	return out
}

// MayBound reports whether BoundByStory may find other days for accounts of one story than they have. To say so takes no look at
// their words.
func MayBound(accounts []*Account) bool { return newCompany(accounts).mayBound() }

// company is the accounts of a story with what they share.
type company struct {
	accounts []*Account
	shingles []map[uint64]bool // of each account, nil until they are asked for
	days     []chronology.Day
	dated    []bool
}

func newCompany(accounts []*Account) *company {
	c := &company{accounts: accounts}
	for _, a := range accounts {
		day, ok := chronology.ParseDay(string(a.Published.Value))
		c.days, c.dated = append(c.days, day), append(c.dated, ok)
	}
	c.shingles = make([]map[uint64]bool, len(accounts))
	return c
}

// mayBound reports whether an account has no day, or one that others could set aside.
func (c *company) mayBound() bool {
	if len(c.accounts) < 2 {
		return false
	}
	for i, a := range c.accounts {
		if a.Published.Value == "" || a.overruled() > 0 && c.longBefore(i) {
			return true
		}
	}
	return false
}

// longBefore reports whether another account is dated so long before one as to set its date aside.
func (c *company) longBefore(i int) bool {
	seen, _ := c.accounts[i].shown()
	day, ok := chronology.ParseDay(string(seen.Value))
	for j := range c.accounts {
		if ok && j != i && c.dated[j] && day-c.days[j] >= conflictDays {
			return true
		}
	}
	return false
}

// of are the shingles of an account.
func (c *company) of(i int) map[uint64]bool {
	if c.shingles[i] == nil {
		c.shingles[i] = shingles(c.accounts[i].Tokens)
	}
	return c.shingles[i]
}

// shingles hashes the sequences of sharedRun words.
func shingles(tokens []text.Token) map[uint64]bool {
	var forms []uint64
	for _, t := range tokens {
		if t.Kind != text.Mark {
			forms = append(forms, t.Form)
		}
	}
	out := make(map[uint64]bool, len(forms))
	for i := 0; i+sharedRun <= len(forms); i++ {
		h := uint64(14695981039346656037)
		for _, f := range forms[i : i+sharedRun] {
			h = (h ^ f) * 1099511628211
		}
		out[h] = true
	}
	return out
}

func (c *company) shared(i, j int) int {
	a, b := c.of(i), c.of(j)
	if len(a) > len(b) {
		a, b = b, a
	}
	n := 0
	for h := range a {
		if b[h] {
			n++
		}
	}
	return n
}

// overruled is the number of agreeing other accounts that it takes to set the account's date aside, or 0 when none can.
func (a *Account) overruled() int {
	if a.Published.Conflict != nil {
		return 0
	}
	s, ok := a.shown()
	switch r := rankOf(s); {
	case !ok:
		return 0
	case r == rankClock:
		return 1
	case r == rankMasthead || r == rankRecord || r == rankPrinted && bareDay(s):
		return 2
	}
	return 0
}

// bareDay reports whether a date stands above the text as clocks of pages print it: with its weekday and nothing else.
func bareDay(s edition.DateSeen) bool {
	times := chronology.Dates(s.Words)
	return strings.HasSuffix(s.Where, "above the text") && len(times) == 1 && times[0].Weekday > 0 && len(s.Words)-times[0].Len() <= 2
}

// shown is the date believed of the account, or the clock of its page.
func (a *Account) shown() (edition.DateSeen, bool) {
	best, found := edition.DateSeen{}, false
	for _, s := range a.Published.Seen {
		r := rankOf(s)
		if s.Value == "" || r == rankUpdated || r == rankOther || r == rankFetched || a.Published.Value == "" && r != rankClock {
			continue
		}
		if !found || r < rankOf(best) {
			best, found = s, true
		}
	}
	return best, found
}

// expose sets a date aside that lies long after those of all accounts that share its text.
func (c *company) expose(i int, p *edition.Published) {
	need := c.accounts[i].overruled()
	if need == 0 || !c.longBefore(i) {
		return
	}
	seen, _ := c.accounts[i].shown()
	day, ok := chronology.ParseDay(string(seen.Value))
	if !ok {
		return
	}
	var peers []int
	for j := range c.accounts {
		if j == i || !c.dated[j] || c.shared(i, j) < minShared {
			continue
		}
		if day-c.days[j] < conflictDays {
			return
		}
		peers = append(peers, j)
	}
	if len(peers) < need || !c.agree(peers) {
		return
	}
	near := c.nearest(i, peers)
	p.Value, p.Earliest, p.Latest, p.Basis = "", "", "", edition.NoBasis
	p.Conflict = &edition.DateConflict{Printed: seen.Value, Why: fmt.Sprintf(
		"%s stands %s (%q); %s, which shares text with this account, was published on %s.",
		inWords(seen.Value), placeName(seen), seen.Words, cmp.Or(c.accounts[near].Outlet, c.accounts[near].ID), inWords(edition.Day(c.days[near].String())))}
}

// placeName says in words where a date that was set aside stood.
func placeName(seen edition.DateSeen) string {
	switch rankOf(seen) {
	case rankClock:
		return "above the headline, where the page shows the day of a visit"
	case rankMasthead, rankPrinted:
		return "alone above the text, where a page may show the day of a visit"
	}
	return "in the record that came with the page, which may be of a later visit"
}

// agree reports whether the dates of accounts lie as near each other as retold copy does.
func (c *company) agree(peers []int) bool {
	low, high := c.days[peers[0]], c.days[peers[0]]
	for _, j := range peers {
		low, high = min(low, c.days[j]), max(high, c.days[j])
	}
	return int(high-low) <= 2*retoldDays
}

// nearest is the account of some that shares most with i; of equals the one with the smaller id.
func (c *company) nearest(i int, peers []int) int {
	best := peers[0]
	for _, j := range peers[1:] {
		n, m := c.shared(i, j), c.shared(i, best)
		if n > m || n == m && c.accounts[j].ID < c.accounts[best].ID {
			best = j
		}
	}
	return best
}

// bound bounds an account without a date by the accounts that share its text, about the one that shares most.
func (c *company) bound(i int, a *Account, p *edition.Published) {
	var peers []int
	for j := range c.accounts {
		if j != i && c.dated[j] && c.shared(i, j) >= minShared {
			peers = append(peers, j)
		}
	}
	if len(peers) == 0 {
		return
	}
	centre := c.days[c.nearest(i, peers)]
	peers = slices.DeleteFunc(peers, func(j int) bool { return distance(c.days[j], centre) > retoldDays })
	days := chronology.Interval{First: centre, Last: centre}
	for _, j := range peers {
		days.First, days.Last = min(days.First, c.days[j]), max(days.Last, c.days[j])
	}
	days = chronology.Interval{First: days.First - retoldDays, Last: days.Last + retoldDays}
	days = a.narrow(days, centre)
	first, last := edition.Day(days.First.String()), edition.Day(days.Last.String())
	if p.Earliest > last || p.Latest != "" && p.Latest < first {
		return // the text says otherwise, and knows better
	}
	p.Earliest, p.Basis = max(p.Earliest, first), edition.Cluster
	if p.Latest == "" || p.Latest > last {
		p.Latest = last
	}
}

// narrow bounds days further by the days that the text names without a year: told as past they come before, announced after.
func (a *Account) narrow(days chronology.Interval, centre chronology.Day) chronology.Interval {
	for _, t := range a.told().partial {
		iv, ok := t.time.On(centre, t.future)
		switch {
		case !ok:
		case t.future && iv.First-1 >= days.First && iv.First-1 < days.Last:
			days.Last = iv.First - 1
		case !t.future && iv.First > days.First && iv.First <= days.Last:
			days.First = iv.First
		}
	}
	return days
}
