package report

import (
	"cmp"
	"slices"
	"time"

	"variorum/edition"
)

// narrowPicture is the timeline from top to bottom, with the accounts among the moments.
type narrowPicture struct {
	Label  string
	Height int
	Items  []narrowItem
}

// narrowItem is a moment, or accounts that were told on a day.
type narrowItem struct {
	Y    int
	When string
	What string
	By   string
	Told bool
	from time.Time
}

// Below is where an item's second line stands.
func (n narrowItem) Below() int { return n.Y + 16 }

// Middle is where an item's mark stands.
func (n narrowItem) Middle() int { return n.Y - 4 }

// Corner is where a square mark begins.
func (n narrowItem) Corner() int { return n.Y - 9 }

// Bottom is where the axis ends.
func (n *narrowPicture) Bottom() int { return n.Height - 10 }

func newNarrowPicture(points []drawnPoint, ts []*telling) *narrowPicture {
	n := &narrowPicture{Label: "Timeline, from top to bottom; the table that follows has the same facts."}
	for _, p := range points {
		n.Items = append(n.Items, narrowItem{When: p.short(), What: shortened(p.What, narrowLetters), By: "told by " + briefSigla(p.Tellings), from: p.from})
	}
	var days []edition.Day
	byDay := map[edition.Day][]*telling{}
	for _, t := range ts {
		if d := t.Published.Value; d != "" {
			if byDay[d] == nil {
				days = append(days, d)
			}
			byDay[d] = append(byDay[d], t)
		}
	}
	for _, d := range days {
		if at, err := time.Parse(time.DateOnly, string(d)); err == nil {
			n.Items = append(n.Items, narrowItem{When: at.Format("2 Jan 2006"), What: briefSigla(byDay[d]), By: "published", Told: true, from: at})
		}
	}
	slices.SortStableFunc(n.Items, func(a, b narrowItem) int { return cmp.Or(a.from.Compare(b.from), boolCompare(a.Told, b.Told)) })
	for i := range n.Items {
		n.Items[i].Y = 20 + i*narrowStep
	}
	n.Height = 20 + len(n.Items)*narrowStep
	return n
}
