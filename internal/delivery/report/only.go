package report

import "variorum/edition"

// onlyRow is what one account has and no other.
type onlyRow struct {
	Telling *telling
	Places  []onlyPlace
}

// onlyPlace is one stretch of such words.
type onlyPlace struct {
	Witness witness
	Nodes   []node
	Voice   edition.Voice
}

// Open are the places that are always shown.
func (o onlyRow) Open() []onlyPlace { return o.Places[:min(len(o.Places), shownPlaces)] }

// More are the places that are folded.
func (o onlyRow) More() []onlyPlace { return o.Places[len(o.Open()):] }

// onlyRows are empty for a story of one account, in which every word would stand.
func (v *storyView) onlyRows() []onlyRow {
	if len(v.Tellings) < 2 {
		return nil
	}
	var rows []onlyRow
	for _, t := range v.Tellings {
		row := onlyRow{Telling: t}
		for _, o := range v.Story.Only {
			if o.Account == t.Account.ID && !o.Empty() {
				row.Places = append(row.Places, onlyPlace{linked([]witness{{t, o.Span}})[0], nest(t.Text, o.Start, o.End, t.speechMarks()), o.Voice})
			}
		}
		if len(row.Places) > 0 {
			rows = append(rows, row)
		}
	}
	return rows
}

// leftOutRow is a passage that most accounts carry and these do not.
type leftOutRow struct {
	Href     string
	Number   int
	Title    string
	Lead     *telling
	Tellings []*telling
}

func (v *storyView) leftOutRows() []leftOutRow {
	var rows []leftOutRow
	for _, l := range v.Story.LeftOut {
		i := v.passageNumber(l.Passage)
		ts := v.tellingsOf(l.Accounts)
		if i < 0 || len(ts) == 0 {
			continue
		}
		lead, span := v.lead(&v.Passages[i])
		rows = append(rows, leftOutRow{v.to(v.passageID(i)), i + 1, passageTitle(lead, span), lead, ts})
	}
	return rows
}
