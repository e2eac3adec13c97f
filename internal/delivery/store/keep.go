package store

import (
	"cmp"
	"slices"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/reading"
)

// keepStory writes a story that was told, with its accounts as it tells them.
func (t *tx) keepStory(c *company, g *group) {
	before := 0
	t.one("SELECT accounts FROM story WHERE id = ? AND told > 0", []any{g.id}, &before)
	pageOf := map[string]int64{}
	for _, p := range g.pages {
		t.do("UPDATE page SET story = ? WHERE id = ?", g.id, p)
		pageOf[c.accounts[p].ID] = p
	}
	sum := summarise(g.told)
	t.do(`UPDATE story SET moved = NULL, told = ?, title = ?, first = ?, last = ?, accounts = ?, origins = ?, conflicts = ?, altered = ?, figures = ?, dates = ?,
		outlets = ?, languages = ?, strip = ?, packed = ? WHERE id = ?`,
		t.now, sum.Title, string(sum.First), string(sum.Last), sum.Accounts, sum.Origins, sum.Conflicts, sum.Altered, sum.Figures, sum.Dates,
		t.json(sum.Outlets), t.json(sum.Languages), t.json(sum.Strip), t.packed(g.told.Story), g.id)
	for i := range g.told.Accounts {
		a := &g.told.Accounts[i]
		t.keepTelling(pageOf[a.ID], a, g.forms[pageOf[a.ID]])
	}
	switch {
	case before == 0:
		t.change(g.id, Made)
	case before < len(g.pages):
		t.change(g.id, Grown)
	default:
		t.change(g.id, Retold)
	}
}

func (t *tx) keepTelling(page int64, a *edition.Account, forms []string) {
	first, last := bounds(a)
	t.do("INSERT OR REPLACE INTO telling VALUES (?, ?, ?, ?, ?, ?, ?)", page, a.Outlet, a.Title, a.URL, string(first), string(last), t.packed(a))
	t.do("DELETE FROM named WHERE page = ?", page)
	for _, form := range forms {
		t.do("INSERT OR IGNORE INTO named VALUES (?, ?)", form, page)
	}
}

// bounds are the first and the last day on which an account may have been published.
func bounds(a *edition.Account) (first, last edition.Day) {
	return cmp.Or(a.Published.Value, a.Published.Earliest, a.Published.Latest), cmp.Or(a.Published.Value, a.Published.Latest, a.Published.Earliest)
}

// move makes the number of a story lead to another.
func (t *tx) move(old, to int64) {
	t.do("UPDATE story SET moved = ?, told = 0, accounts = 0, packed = NULL WHERE id = ?", to, old)
	t.do("UPDATE story SET moved = ? WHERE moved = ?", to, old)
	t.do("DELETE FROM related WHERE story = ? OR other = ?", old, old)
	t.change(old, Moved)
}

// graph is the state of all accounts and links: two equal numbers mean that nothing was written to them between.
func (t *tx) graph() (n int64) {
	t.one("SELECT n FROM graph", nil, &n)
	return n
}

// touch says that an account or its links are changed.
func (t *tx) touch() { t.do("UPDATE graph SET n = n + 1") }

// summarise is what lists show of a story.
func summarise(told *reading.Told) StorySummary {
	sum := StorySummary{Title: told.Story.Title, Accounts: len(told.Accounts)}
	for i := range told.Accounts {
		a := &told.Accounts[i]
		first, last := bounds(a)
		if first != "" && (sum.First == "" || first < sum.First) {
			sum.First = first
		}
		sum.Last = max(sum.Last, last)
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
func formsOf(c *company, g *group, s *edition.Story, pageOf map[string]int64) map[int64][]string {
	forms := map[int64][]string{}
	for _, p := range g.pages {
		a := c.accounts[p]
		for _, m := range a.Mentions {
			forms[p] = append(forms[p], text.Normalize(m.Name), text.Normalize(m.Of(a.Text)))
		}
	}
	for _, n := range s.Names {
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
