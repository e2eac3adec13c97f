package reading

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"variorum/edition"
	"variorum/internal/news/story"
)

// Assemble makes an edition of the stories of a run. related holds for each story its links to others, by their place in told;
// unread names what gave no account. The order of told plays no part.
func Assemble(version string, told []Told, related [][]story.Related, unread []edition.Unread) *edition.Edition {
	e := &edition.Edition{
		Schema: edition.Schema, Generator: edition.Generator{Name: "variorum", Version: version},
		Accounts: []edition.Account{}, Stories: []edition.Story{}, Unread: []edition.Unread{}, // [] in JSON, not null
	}
	ids := make([]string, len(told))
	order := inOrder(told)
	for k, i := range order {
		ids[i] = fmt.Sprintf("s%d", k+1)
	}
	for _, i := range order {
		s := told[i].Story
		s.ID = ids[i]
		for _, r := range related[i] {
			s.Related = append(s.Related, edition.Related{Story: ids[r.Event], Why: r.Why})
		}
		slices.SortFunc(s.Related, func(a, b edition.Related) int { return byNumber(a.Story, b.Story) })
		for _, a := range told[i].Accounts {
			a.Story = s.ID
			e.Accounts = append(e.Accounts, a)
		}
		e.Stories = append(e.Stories, s)
	}
	slices.SortFunc(e.Accounts, func(a, b edition.Account) int { return strings.Compare(a.ID, b.ID) })
	e.Unread = append(e.Unread, unread...)
	slices.SortFunc(e.Unread, func(a, b edition.Unread) int {
		return cmp.Or(strings.Compare(a.Source, b.Source), strings.Compare(a.Why, b.Why))
	})
	e.Unread = slices.Compact(e.Unread)
	return e
}

// inOrder is the order in which an edition has its stories: those with most accounts first, then the earlier ones.
func inOrder(told []Told) []int {
	order := make([]int, len(told))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := told[i].Accounts, told[j].Accounts
		if c := cmp.Compare(len(b), len(a)); c != 0 || len(a) == 0 {
			return c
		}
		return byTime(&a[0], &b[0])
	})
	return order
}

// byNumber orders the ids of stories as the edition has them: s2 before s10.
func byNumber(a, b string) int { return cmp.Or(len(a)-len(b), strings.Compare(a, b)) }
