package report

import "variorum/edition"

// nameRow is a name with what else the accounts call it.
type nameRow struct {
	*edition.Name
	Also []aliasRow
}

// aliasRow is what some accounts say for a name.
type aliasRow struct {
	Text     string
	Tellings []*telling
	How      edition.How
}

// HowWords says how we know that the two names are one.
func (a aliasRow) HowWords() string {
	switch a.How {
	case edition.Known:
		return "known: the table of aliases"
	case edition.Collated:
		return "collated: same place of the same passage"
	case edition.Same:
		return "the name or a part of it"
	}
	return string(a.How)
}

// nameRows are the names that accounts give in more than one form; a name that all write alike says nothing here.
func (v *storyView) nameRows() []nameRow {
	var rows []nameRow
	for i := range v.Story.Names {
		n := &v.Story.Names[i]
		row := nameRow{Name: n}
		for _, a := range n.Aliases {
			if a.Text != n.Name {
				row.Also = append(row.Also, aliasRow{a.Text, v.tellingsOf(a.Accounts), a.How})
			}
		}
		if len(row.Also) > 0 {
			rows = append(rows, row)
		}
	}
	return rows
}

// tellingsOf finds accounts by their ids, in the story's order.
func (v *storyView) tellingsOf(ids []string) []*telling {
	var ts []*telling
	for _, t := range v.Tellings {
		for _, id := range ids {
			if id == t.Account.ID {
				ts = append(ts, t)
				break
			}
		}
	}
	return ts
}
