package store

import (
	"cmp"
	"slices"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
	"variorum/internal/news/reading"
)

// keepStory writes a story that was told, with its accounts as it tells them, and what it is related to.
func (t *tx) keepStory(u *untold) {
	before := 0
	t.one("SELECT accounts FROM story WHERE id = ? AND told > 0", []any{u.id}, &before)
	sum := &u.sum
	t.do(`UPDATE story SET told = ?, shown = ?, title = ?, first = ?, last = ?, accounts = ?, origins = ?, conflicts = ?, altered = ?, figures = ?, dates = ?,
		outlets = ?, languages = ?, strip = ?, packed = ? WHERE id = ?`,
		t.now, u.stamp, sum.Title, string(sum.First), string(sum.Last), sum.Accounts, sum.Origins, sum.Conflicts, sum.Altered, sum.Figures, sum.Dates,
		t.json(sum.Outlets), t.json(sum.Languages), t.json(sum.Strip), u.packed, u.id)
	for i, page := range u.inOrder() {
		t.keepTelling(page, u.id, &u.told.Accounts[i], u.tellings[i], u.forms[page])
	}
	t.keepTies(u)
	switch {
	case before == 0:
		t.change(u.id, Made)
	case before < len(u.pages):
		t.change(u.id, Grown)
	default:
		t.change(u.id, Retold)
	}
}

func (t *tx) keepTelling(page, story int64, a *edition.Account, packed []byte, forms []string) {
	first, last := bounds(a)
	t.do("INSERT OR REPLACE INTO telling VALUES (?, ?, ?, ?, ?, ?, ?, ?)", page, a.Outlet, a.Title, a.URL, string(first), string(last), packed, story)
	t.do("DELETE FROM named WHERE page = ?", page)
	for _, form := range forms {
		t.do("INSERT OR IGNORE INTO named VALUES (?, ?)", form, page)
	}
}

// bounds are the first and the last day on which an account may have been published.
func bounds(a *edition.Account) (first, last edition.Day) {
	return cmp.Or(a.Published.Value, a.Published.Earliest, a.Published.Latest), cmp.Or(a.Published.Value, a.Published.Latest, a.Published.Earliest)
}

// graph is the state of all accounts and links: two equal numbers mean that nothing was written to them between.
func (t *tx) graph() (n int64) {
	t.one("SELECT n FROM graph", nil, &n)
	return n
}

// touch says that an account or its links are changed.
func (t *tx) touch() { t.do("UPDATE graph SET n = n + 1") }

// days are the first and the last day of the accounts whose day is known; where none is, those between which all may have been published.
func days(accounts []edition.Account) (first, last edition.Day) {
	widen := func(from, to edition.Day) {
		if from != "" && (first == "" || from < first) {
			first = from
		}
		last = max(last, to)
	}
	for i := range accounts {
		widen(accounts[i].Published.Value, accounts[i].Published.Value)
	}
	if first != "" {
		return first, last
	}
	for i := range accounts {
		widen(bounds(&accounts[i]))
	}
	return first, last
}

// summarise is what lists show of a story.
func summarise(told *reading.Told) StorySummary {
	sum := StorySummary{Title: told.Story.Title, Accounts: len(told.Accounts)}
	for i := range told.Accounts {
		a := &told.Accounts[i]
		if a.Outlet != "" && !slices.Contains(sum.Outlets, a.Outlet) {
			sum.Outlets = append(sum.Outlets, a.Outlet)
		}
		if a.Published.Conflict != nil {
			sum.Dates++
		}
		if l := baseLanguage(a.Language); l != "" && !slices.Contains(sum.Languages, l) {
			sum.Languages = append(sum.Languages, l)
		}
	}
	slices.Sort(sum.Languages)
	sum.First, sum.Last = days(told.Accounts)
	sum.Strip = stripOf(told)
	if told.Story.Origins != nil {
		sum.Origins = told.Story.Origins.Count
	}
	for _, q := range told.Story.Figures {
		if q.Status == edition.Conflict {
			sum.Conflicts++
			sum.Figures++
		}
	}
	for _, e := range told.Story.Incidents {
		if e.Status == edition.Conflict {
			sum.Conflicts++
		}
	}
	for _, q := range told.Story.Quotations {
		if slices.ContainsFunc(q.Readings, func(r edition.Rendering) bool { return r.Status == edition.Altered }) {
			sum.Altered++
		}
	}
	return sum
}

// formsOf are the forms of the names that each account has: its own, and for those of the story every alias.
func (u *untold) formsOf(pageOf map[string]int64) map[int64][]string {
	forms := map[int64][]string{}
	for i, a := range u.accounts {
		forms[u.pages[i]] = formsAlone(a)
	}
	for _, n := range u.told.Story.Names {
		for _, in := range n.Aliases {
			for _, id := range in.Accounts {
				for _, alias := range n.Aliases {
					forms[pageOf[id]] = append(forms[pageOf[id]], text.Normalize(alias.Text))
				}
			}
		}
	}
	for p := range forms {
		slices.Sort(forms[p])
		forms[p] = slices.Compact(forms[p])
	}
	return forms
}

// formsAlone are the forms of the names that an account has by itself.
func formsAlone(a *account.Account) []string {
	var forms []string
	for _, m := range a.Mentions {
		forms = append(forms, text.Normalize(m.Name), text.Normalize(m.Of(a.Text)))
	}
	return forms
}
