package report

import "variorum/edition"

// ticks draws the accounts of a story as strokes that stand together by origin, so that a reader counts origins before accounts.
type ticks struct {
	Width int
	At    []int
	Label string
}

// Ticks is nil where the edition does not say the origins, or there is one account, or more than the eye counts.
func (v *storyView) Ticks() *ticks {
	o := v.Story.Origins
	if o == nil || len(v.Tellings) < 2 || len(v.Tellings) > mostTicks {
		return nil
	}
	return newTicks(groupSizes(o))
}

func groupSizes(o *edition.Origins) []int {
	var sizes []int
	for _, origin := range o.Origins {
		sizes = append(sizes, len(origin.Accounts))
	}
	return sizes
}

func newTicks(sizes []int) *ticks {
	t := &ticks{}
	at, accounts := 0, 0
	for _, n := range sizes {
		for range n {
			t.At = append(t.At, at)
			at += tickStep
		}
		accounts += n
		at += tickGap
	}
	t.Width = max(at-tickGap, 1)
	t.Label = plural(accounts, "account", "accounts") + " by " + plural(len(sizes), "origin", "origins")
	return t
}
