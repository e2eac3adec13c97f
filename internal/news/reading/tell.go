package reading

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"variorum/edition"
	"variorum/internal/news/account"
	"variorum/internal/news/collation"
	"variorum/internal/news/figure"
	"variorum/internal/news/incident"
	"variorum/internal/news/name"
	"variorum/internal/news/quotation"
	"variorum/internal/news/stemma"
	"variorum/internal/news/timeline"
)

// Told is one story and its accounts, earliest first, before it stands in an edition: neither has the story's id yet.
type Told struct {
	Story    edition.Story
	Accounts []edition.Account
}

// InOrder returns the accounts of one event dated by each other and in order of time. The accounts are not changed, and their
// order plays no part.
func InOrder(accounts []*account.Account) []*account.Account {
	accounts = slices.Clone(accounts)
	for i, p := range account.BoundByStory(accounts) {
		dated := *accounts[i]
		dated.Published = p
		accounts[i] = &dated
	}
	slices.SortFunc(accounts, func(a, b *account.Account) int { return byTime(&a.Account, &b.Account) })
	return accounts
}

// Tell makes one story of the accounts of one event: they are put in order and laid side by side.
func Tell(accounts []*account.Account) Told {
	accounts = InOrder(accounts)
	tellTimes(accounts)
	w := account.Weigh(accounts)
	c := collation.Collate(accounts, w)
	for i, times := range timeline.Agree(accounts, c.Passages, w) {
		accounts[i].Times = times
	}
	tellIncidents(accounts)
	for a, d := range quotation.Uncompared(accounts) {
		a.Doubts = append(slices.Clip(a.Doubts), d)
	}
	from := stemma.Infer(accounts, c.Passages, c.Only, w)
	t := Told{Story: edition.Story{
		Title:      Title(accounts),
		Passages:   c.Passages,
		Quotations: quotation.Match(accounts, c.Passages, w),
		Figures:    figure.Match(accounts, c.Passages, w),
		Timeline:   timeline.Match(accounts, c.Passages, w),
		Incidents:  incident.Match(accounts),
		Names:      name.Match(accounts, c.Passages),
		Sources:    from.Sources,
		Stemma:     from.Stemma,
		Origins:    from.Origins,
		Wire:       from.Wire,
		Only:       from.Only,
		LeftOut:    c.LeftOut,
	}}
	t.Story.Attribution = quotation.Verbs(accounts, t.Story.Quotations)
	for _, a := range accounts {
		t.Accounts = append(t.Accounts, a.Account)
		t.Story.Accounts = append(t.Story.Accounts, a.ID)
		for _, r := range a.NotRun {
			if !slices.Contains(t.Story.NotRun, r) {
				t.Story.NotRun = append(t.Story.NotRun, r)
			}
		}
	}
	return t
}

// tellTimes reads the times of the accounts of a story. Their days are counted from those of the accounts, which the others have
// bounded before. The accounts are the story's own copies.
func tellTimes(accounts []*account.Account) {
	around := timeline.Around(accounts)
	for _, a := range accounts {
		times, odd := timeline.Find(a, around)
		a.Times, a.Doubts = times, append(slices.Clip(a.Doubts), odd...)
		if a.Pack == nil {
			a.NotRun = append(slices.Clip(a.NotRun), timeline.NotRun)
		}
	}
}

// tellIncidents reads the incidents of the accounts of a story, which rest on their figures and times. The accounts are the story's
// own copies.
func tellIncidents(accounts []*account.Account) {
	for _, a := range accounts {
		a.Incidents = incident.Find(a)
		if a.Pack == nil {
			a.NotRun = append(slices.Clip(a.NotRun), incident.NotRun)
		}
	}
}

// byTime orders accounts by the day they were published; one whose day is only bounded stands in the middle of its bounds,
// behind those whose day it is, and one without any bound goes last.
func byTime(a, b *edition.Account) int {
	firm := func(a *edition.Account) int {
		if a.Published.Value != "" {
			return 0
		}
		return 1
	}
	return cmp.Or(strings.Compare(middle(a.Published), middle(b.Published)), cmp.Compare(firm(a), firm(b)), strings.Compare(a.ID, b.ID))
}

// middle is the day in the middle of the bounds, or the only bound there is.
func middle(p edition.Published) string {
	first, err := time.Parse(time.DateOnly, string(p.Earliest))
	last, err2 := time.Parse(time.DateOnly, string(p.Latest))
	if err != nil || err2 != nil {
		return string(cmp.Or(p.Value, p.Earliest, p.Latest, "~"))
	}
	return first.Add(last.Sub(first) / 2).Format(time.DateOnly)
}

// Title is the earliest headline of a story, of the accounts whose day is known before the others, or the first words of
// its earliest account.
func Title(accounts []*account.Account) string {
	for _, dated := range []bool{true, false} {
		for _, a := range accounts {
			if a.Title != "" && (a.Published.Value != "") == dated {
				return a.Title
			}
		}
	}
	for _, a := range accounts {
		if len(a.Sentences) > 0 {
			return a.Sentences[0].Of(a.Text)
		}
	}
	return ""
}
