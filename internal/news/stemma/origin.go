package stemma

import (
	"cmp"
	"slices"

	"variorum/edition"
	"variorum/internal/news/account"
)

// origins follows each account up by its first edges to the node that has none: an origin of its own.
func origins(accounts []*account.Account, s *edition.Stemma) *edition.Origins {
	up := map[string]string{}
	for _, e := range s.Edges {
		if up[e.To] == "" && !e.Second {
			up[e.To] = e.From
		}
	}
	at := map[string]int{}
	out := &edition.Origins{}
	for _, a := range accounts {
		root := a.ID
		for range s.Nodes {
			if up[root] == "" {
				break
			}
			root = up[root]
		}
		i, seen := at[root]
		if !seen {
			i = len(out.Origins)
			at[root] = i
			out.Origins = append(out.Origins, edition.Origin{Node: root})
		}
		out.Origins[i].Accounts = append(out.Origins[i].Accounts, a.ID)
	}
	slices.SortStableFunc(out.Origins, func(x, y edition.Origin) int { return cmp.Compare(len(y.Accounts), len(x.Accounts)) })
	out.Count = len(out.Origins)
	return out
}
