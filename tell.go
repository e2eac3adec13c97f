package variorum

import (
	"cmp"
	"context"
	"fmt"
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
	"variorum/internal/news/story"
	"variorum/internal/news/timeline"
)

// telling is one story in the making.
type telling struct {
	event    story.Event
	accounts []*account.Account // earliest first
	story    edition.Story
}

// tell makes the stories of an edition: the accounts of each group are dated by each other, put in order of time and laid
// side by side.
func tell(ctx context.Context, accounts []*account.Account, groups []story.Event, o Options) *edition.Edition {
	tellings := make([]telling, len(groups))
	parallel(ctx, len(groups), o.step("stories"), func(i int) {
		tellings[i] = tellOne(accounts, groups[i])
	})
	if ctx.Err() != nil {
		return nil
	}
	ids := number(tellings)
	e := &edition.Edition{Schema: edition.Schema, Generator: edition.Generator{Name: "variorum", Version: Version()}}
	for i := range tellings {
		t := &tellings[i]
		for _, r := range t.event.Related {
			t.story.Related = append(t.story.Related, edition.Related{Story: ids[r.Event], Why: r.Why})
		}
		slices.SortFunc(t.story.Related, func(a, b edition.Related) int { return byNumber(a.Story, b.Story) })
		for _, a := range t.accounts {
			a.Story = t.story.ID
			e.Accounts = append(e.Accounts, a.Account)
		}
		e.Stories = append(e.Stories, t.story)
	}
	return e
}

func tellOne(accounts []*account.Account, g story.Event) telling {
	t := telling{event: g}
	for _, m := range g.Members {
		t.accounts = append(t.accounts, accounts[m])
	}
	for i, p := range account.BoundByStory(t.accounts) {
		dated := *t.accounts[i]
		dated.Published = p
		t.accounts[i] = &dated
	}
	slices.SortFunc(t.accounts, byTime)
	tellTimes(t.accounts)
	w := account.Weigh(t.accounts)
	c := collation.Collate(t.accounts, w)
	for i, times := range timeline.Agree(t.accounts, c.Passages, w) {
		t.accounts[i].Times = times
	}
	tellIncidents(t.accounts)
	from := stemma.Infer(t.accounts, c.Passages, c.Only, w)
	t.story = edition.Story{
		Title:      title(t.accounts),
		Passages:   c.Passages,
		Quotations: quotation.Match(t.accounts, w),
		Figures:    figure.Match(t.accounts, c.Passages, w),
		Timeline:   timeline.Match(t.accounts, c.Passages, w),
		Incidents:  incident.Match(t.accounts),
		Names:      name.Match(t.accounts, c.Passages),
		Sources:    from.Sources,
		Stemma:     from.Stemma,
		Origins:    from.Origins,
		Wire:       from.Wire,
		Only:       from.Only,
		LeftOut:    c.LeftOut,
	}
	t.story.Attribution = quotation.Verbs(t.accounts, t.story.Quotations)
	for _, a := range t.accounts {
		t.story.Accounts = append(t.story.Accounts, a.ID)
		for _, r := range a.NotRun {
			if !slices.Contains(t.story.NotRun, r) {
				t.story.NotRun = append(t.story.NotRun, r)
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
func byTime(a, b *account.Account) int {
	firm := func(a *account.Account) int {
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

// title is the earliest headline of a story, of the accounts whose day is known before the others, or the first words of
// its earliest account.
func title(accounts []*account.Account) string {
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

// number gives the stories their ids, in the order in which the edition has them: those with most accounts first, then the
// earlier ones. It returns the id of each group.
func number(tellings []telling) []string {
	order := make([]int, len(tellings))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := tellings[i].accounts, tellings[j].accounts
		if c := cmp.Compare(len(b), len(a)); c != 0 || len(a) == 0 {
			return c
		}
		return byTime(a[0], b[0])
	})
	ids := make([]string, len(tellings))
	sorted := make([]telling, len(tellings))
	for k, i := range order {
		ids[i] = fmt.Sprintf("s%d", k+1)
		tellings[i].story.ID = ids[i]
		sorted[k] = tellings[i]
	}
	copy(tellings, sorted)
	return ids
}

// byNumber orders the ids of stories as the edition has them: s2 before s10.
func byNumber(a, b string) int { return cmp.Or(len(a)-len(b), strings.Compare(a, b)) }

// finish puts the lists of an edition that have no order of their own into a fixed one.
func finish(e *edition.Edition) {
	slices.SortFunc(e.Accounts, func(a, b edition.Account) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(e.Unread, func(a, b edition.Unread) int {
		return cmp.Or(strings.Compare(a.Source, b.Source), strings.Compare(a.Why, b.Why))
	})
	e.Unread = slices.Compact(e.Unread)
	e.Accounts, e.Stories, e.Unread = orEmpty(e.Accounts), orEmpty(e.Stories), orEmpty(e.Unread) // [] in JSON, not null
}

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
