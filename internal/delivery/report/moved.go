package report

import (
	"fmt"
	"slices"

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

// movedTo says where a transposition has an account's words: of a whole passage by comparing the order of the account's
// passages with the story's, of words inside it only that they stand elsewhere there. The account that the story's order begins with has
// nothing moved when all have; the others have had the passage pass them by.
func (v *storyView) movedTo(i int, x *edition.Variant, t *telling) moved {
	words, named := namedBy(x, t)
	switch {
	case !named:
		return moved{}
	case v.wholeReading(i, t, words):
		if v.firstOf(i) == t && v.allMoved(i) {
			return moved{}
		}
		return v.outOfOrder(i, t)
	case v.firstOf(i) == t:
		return moved{}
	}
	return moved{direction: "within"}
}

// passageMovedTo says where an account has a passage as a whole.
func (v *storyView) passageMovedTo(i int, t *telling) moved {
	for j := range v.Passages[i].Variants {
		if m := v.movedTo(i, &v.Passages[i].Variants[j], t); m.direction != "" && m.direction != "within" {
			return m
		}
	}
	return moved{}
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
	return moved{}
}

// namedBy returns the words of an account that a transposition names.
func namedBy(x *edition.Variant, t *telling) (words edition.Span, named bool) {
	if x.Type != edition.Transposition {
		return words, false
	}
	for _, r := range x.Readings {
		if r.Account == t.Account.ID && !r.Empty() {
			return r.Span, true
		}
	}
	return words, false
}

func (v *storyView) wholeReading(i int, t *telling, words edition.Span) bool {
	return slices.ContainsFunc(v.Passages[i].Readings, func(r edition.Reading) bool {
		return r.Account == t.Account.ID && r.Start == words.Start && r.End == words.End
	})
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
