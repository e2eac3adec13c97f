package timeline

import (
	"slices"
	"strings"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

// Agree returns the times of each account of a story, with those made known that another account tells by the same words, in
// the same passage or in like words, and knows the day of: an undated account's "Friday" is that of the page it shares its
// sentence with. A time that two accounts know differently stays as it was.
func Agree(accounts []*account.Account, passages []edition.Passage, w account.Weights) [][]edition.Time {
	m := &matcher{weights: w, places: placesOf(passages)}
	known := m.known(accounts)
	out := make([][]edition.Time, len(accounts))
	for i, a := range accounts {
		out[i] = a.Times
		for k := range a.Times {
			t := &a.Times[k]
			if !blurred(t) {
				continue
			}
			if n, ok := m.sameTelling(known[text.Normalize(t.Text)], m.telling(a, t)); ok {
				if &out[i][0] == &a.Times[0] {
					out[i] = slices.Clone(a.Times)
				}
				x := &out[i][k]
				x.Value, x.Earliest, x.Latest, x.Rule = n.Value, n.Earliest, n.Latest, ruleAnother
			}
		}
	}
	return out
}

// told is a time with its clause.
type told struct {
	*edition.Time
	account string
	words   []uint64
	passage int
}

func (m *matcher) telling(a *account.Account, t *edition.Time) told {
	return told{t, a.ID, formsOf(a, clause(a, t.Start, t.End), t.Span), m.passageOf(a.ID, t.Start)}
}

// blurred reports whether a time would have a day, if the day of its account were known.
func blurred(t *edition.Time) bool {
	return (t.Type == edition.Date || t.Type == edition.Clock) && strings.Contains(t.Value, "X")
}

// known are the times whose days are known, by their words. Times that name their year by themselves make nothing known.
func (m *matcher) known(accounts []*account.Account) map[string][]told {
	out := map[string][]told{}
	for _, a := range accounts {
		for i := range a.Times {
			if t := &a.Times[i]; t.Earliest != "" && !blurred(t) && !strings.Contains(t.Text, t.Value[:min(4, len(t.Value))]) {
				if key := text.Normalize(t.Text); len(out[key]) < mostCompared {
					out[key] = append(out[key], m.telling(a, t))
				}
			}
		}
	}
	return out
}

// sameTelling returns the time that others know for what x tells, when all who tell the same know the same.
func (m *matcher) sameTelling(known []told, x told) (*edition.Time, bool) {
	var found *edition.Time
	for _, k := range known {
		same := k.passage >= 0 && k.passage == x.passage || m.likeness(k.words, x.words) >= likeClauses
		switch {
		case !same || k.account == x.account || x.Earliest != "" && (k.Latest < x.Earliest || k.Earliest > x.Latest):
		case found != nil && found.Value != k.Value:
			return nil, false
		default:
			found = k.Time
		}
	}
	return found, found != nil
}
