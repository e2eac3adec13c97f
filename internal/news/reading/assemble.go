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
	e := Empty(version)
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
		slices.SortFunc(s.Related, ByNumber)
		for _, a := range told[i].Accounts {
			a.Story = s.ID
			e.Accounts = append(e.Accounts, a)
		}
		e.Stories = append(e.Stories, s)
	}
	slices.SortFunc(e.Accounts, func(a, b edition.Account) int { return strings.Compare(a.ID, b.ID) })
	e.Unread = append(e.Unread, Unread(unread)...)
	return e
}

// Empty is an edition of nothing.
func Empty(version string) *edition.Edition {
	return &edition.Edition{
		Schema: edition.Schema, Generator: edition.Generator{Name: "variorum", Version: version},
		Accounts: []edition.Account{}, Stories: []edition.Story{}, Unread: []edition.Unread{}, // [] in JSON, not null
	}
}

// Unread is what an edition names as unread: each once, in order. It sorts its argument.
func Unread(unread []edition.Unread) []edition.Unread {
	slices.SortFunc(unread, func(a, b edition.Unread) int {
		return cmp.Or(strings.Compare(a.Source, b.Source), strings.Compare(a.Why, b.Why))
	})
	return slices.Compact(unread)
}

// inOrder is the order in which an edition has its stories.
func inOrder(told []Told) []int {
	heads := make([]Head, len(told))
	for i := range told {
		heads[i].Accounts = len(told[i].Accounts)
		if heads[i].Accounts > 0 {
			heads[i].First = &told[i].Accounts[0]
		}
	}
	return Order(heads)
}

// Head is what the place of a story in an edition goes by.
type Head struct {
	Accounts int
	First    *edition.Account // its earliest; no more than its id and its day are asked for
}

// Order is the order in which an edition has its stories, as their places in heads: those with most accounts first, then the earlier ones.
func Order(heads []Head) []int {
	order := make([]int, len(heads))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := heads[i], heads[j]
		if c := cmp.Compare(b.Accounts, a.Accounts); c != 0 || a.Accounts == 0 {
			return c
		}
		return byTime(a.First, b.First)
	})
	return order
}

// ByNumber orders links by the ids of their stories as the edition has them: s2 before s10.
func ByNumber(a, b edition.Related) int {
	return cmp.Or(len(a.Story)-len(b.Story), strings.Compare(a.Story, b.Story))
}
