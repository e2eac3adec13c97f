package timeline

import (
	"cmp"
	"slices"
	"sort"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

// Match returns the moments that the accounts of a story tell of, in order of time: one for what several accounts tell of the
// same time in the same passage or in like words. Readings are in the order of the accounts, and what is told is in the words of
// the first. Times without a day (durations, "recently") and those of which only the length is known are no moments.
func Match(accounts []*account.Account, passages []edition.Passage, w account.Weights) []edition.Moment {
	m := &matcher{weights: w, byValue: map[string][]*moment{}, places: placesOf(passages)}
	for _, a := range accounts {
		for i := range a.Times {
			if t := &a.Times[i]; t.Earliest != "" {
				m.add(a, t)
			}
		}
	}
	out := make([]edition.Moment, 0, len(m.moments))
	for _, x := range m.moments {
		out = append(out, x.Moment)
	}
	slices.SortStableFunc(out, func(a, b edition.Moment) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Value, b.Value), cmp.Compare(reach(b), reach(a)))
	})
	return out
}

// matcher gathers moments.
type matcher struct {
	weights account.Weights
	moments []*moment
	byValue map[string][]*moment
	places  map[string][]place
}

// moment is a moment in the making.
type moment struct {
	edition.Moment
	words   []uint64 // of its first telling, sorted
	passage map[int]bool
}

// add joins a time to the moment that it tells of, or begins one.
func (m *matcher) add(a *account.Account, t *edition.Time) {
	c := clause(a, t.Start, t.End)
	words := formsOf(a, c, t.Span)
	passage := m.passageOf(a.ID, t.Start)
	r := edition.MomentReading{Span: a.Span(c.Start, c.End), Account: a.ID, Said: t.Span}
	for _, x := range m.candidates(t.Value) {
		rule := m.joins(x, words, passage, a.ID)
		if rule == "" {
			continue
		}
		x.Readings = append(x.Readings, r)
		x.Rule = cmp.Or(x.Rule, rule)
		if passage >= 0 {
			x.passage[passage] = true
		}
		return
	}
	x := &moment{words: words, passage: map[int]bool{}}
	x.Start, x.End, x.Value, x.What = t.Earliest, t.Latest, t.Value, r.Text
	x.Readings = []edition.MomentReading{r}
	if passage >= 0 {
		x.passage[passage] = true
	}
	m.moments = append(m.moments, x)
	m.byValue[t.Value] = append(m.byValue[t.Value], x)
}

// candidates are the moments of a value that a time is compared with.
func (m *matcher) candidates(value string) []*moment {
	all := m.byValue[value]
	return all[max(0, len(all)-mostCompared):]
}

// joins returns the rule by which a time tells of a moment, or "". Within one account two places of one passage are two.
func (m *matcher) joins(x *moment, words []uint64, passage int, account string) string {
	if passage >= 0 && x.passage[passage] && !slices.ContainsFunc(x.Readings, func(r edition.MomentReading) bool { return r.Account == account }) {
		return ruleSamePassage
	}
	if m.likeness(x.words, words) >= likeClauses {
		return ruleLikeWords
	}
	return ""
}

// likeness is the share of the weight of the poorer clause that both have.
func (m *matcher) likeness(a, b []uint64) float64 {
	var both, left, right float64
	for _, f := range a {
		w := float64(m.weights.Of(f))
		left += w
		if _, ok := slices.BinarySearch(b, f); ok {
			both += w
		}
	}
	for _, f := range b {
		right += float64(m.weights.Of(f))
	}
	if least := min(left, right); least > 0 {
		return both / least
	}
	return 0
}

// formsOf are the forms of the words of a clause without its time, sorted.
func formsOf(a *account.Account, c text.Span, said edition.Span) []uint64 {
	var out []uint64
	first := sort.Search(len(a.Tokens), func(k int) bool { return a.Tokens[k].Start >= c.Start })
	for _, t := range a.Tokens[first:] {
		if t.Start >= c.End {
			break
		}
		if t.Kind != text.Mark && (t.End <= said.Start || t.Start >= said.End) {
			out = append(out, t.Form)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// place is where an account has a passage.
type place struct{ start, end, passage int }

func placesOf(passages []edition.Passage) map[string][]place {
	out := map[string][]place{}
	for i, p := range passages {
		for _, r := range p.Readings {
			out[r.Account] = append(out[r.Account], place{r.Start, r.End, i})
		}
	}
	for _, places := range out {
		slices.SortFunc(places, func(a, b place) int { return cmp.Compare(a.start, b.start) })
	}
	return out
}

// passageOf is the passage that an account has at a byte, or -1.
func (m *matcher) passageOf(account string, at int) int {
	places := m.places[account]
	n := sort.Search(len(places), func(k int) bool { return places[k].start > at }) - 1
	if n >= 0 && at < places[n].end {
		return places[n].passage
	}
	return -1
}

// reach is the number of accounts that tell of a moment.
func reach(m edition.Moment) int {
	in := map[string]bool{}
	for _, r := range m.Readings {
		in[r.Account] = true
	}
	return len(in)
}
