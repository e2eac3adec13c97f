package report

import (
	"fmt"

	"variorum/edition"
)

// moved says where a passage stands in an account that has it out of order: before or after another passage, or, when
// only its own sentences have changed places, within.
type moved struct {
	direction string // up, down, within, or empty when it is in its place
	passage   int    // the other passage, from 1
}

// stands says it in words.
func (m moved) stands() string {
	switch m.direction {
	case "up":
		return fmt.Sprintf("stands before %d", m.passage)
	case "down":
		return fmt.Sprintf("stands after %d", m.passage)
	case "within":
		return "stands elsewhere in the passage"
	}
	return ""
}

// movedTo compares the order of an account's passages with the order of the story's. Only a passage that a transposition
// names is moved; the others have had it pass them by.
func (v *storyView) movedTo(i int, t *telling) moved {
	if !v.transposed(i, t) || v.firstOf(i) == t && v.allMoved(i) {
		return moved{}
	}
	return v.outOfOrder(i, t)
}

// allMoved reports whether every account that has a passage has it out of the story's order: then it has moved in the others
// from where its first account has it.
func (v *storyView) allMoved(i int) bool {
	for _, r := range v.Passages[i].Readings {
		if t := v.byID[r.Account]; t != nil && !r.Empty() && v.outOfOrder(i, t).direction == "" {
			return false
		}
	}
	return true
}

func (v *storyView) outOfOrder(i int, t *telling) moved {
	at, _ := v.startOf(i, t)
	for j := range i {
		if other, ok := v.startOf(j, t); ok && other > at {
			return moved{"up", j + 1}
		}
	}
	for j := len(v.Passages) - 1; j > i; j-- {
		if other, ok := v.startOf(j, t); ok && other < at {
			return moved{"down", j + 1}
		}
	}
	if v.transposed(i, t) && v.firstOf(i) != t {
		return moved{direction: "within"}
	}
	return moved{}
}

func (v *storyView) transposed(i int, t *telling) bool {
	for _, x := range v.Passages[i].Variants {
		if x.Type != edition.Transposition {
			continue
		}
		for _, r := range x.Readings {
			if r.Account == t.Account.ID && !r.Empty() {
				return true
			}
		}
	}
	return false
}

func (v *storyView) firstOf(i int) *telling {
	t, _ := v.lead(&v.Passages[i])
	return t
}

func (v *storyView) startOf(i int, t *telling) (int, bool) {
	for _, r := range v.Passages[i].Readings {
		if r.Account == t.Account.ID && !r.Empty() {
			return r.Start, true
		}
	}
	return 0, false
}
