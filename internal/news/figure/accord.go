package figure

import (
	"cmp"
	"math"
	"slices"

	"variorum/edition"
)

// sameValue reports whether two figures have the same numbers, as near as a conversion of units leaves them.
func sameValue(a, b *reading) bool {
	if a.figure.Unit == b.figure.Unit {
		return a.low == b.low && a.high == b.high
	}
	return near(a.low, b.low) && near(a.high, b.high)
}

func near(x, y float64) bool { return math.Abs(x-y) <= conversionSlack*max(math.Abs(x), math.Abs(y)) }

// compatible reports whether two figures can both be true: their bounds, with hedges and rounding, have a value in common.
func compatible(a, b *reading) bool {
	if sameValue(a, b) {
		return true
	}
	al, ah := bounds(a)
	bl, bh := bounds(b)
	return al <= bh && bl <= ah
}

// bounds are the least and the most that a figure may mean.
func bounds(r *reading) (low, high float64) {
	low, high = r.low, r.high
	switch r.figure.Approx {
	case edition.AtLeast, edition.Over:
		return low, math.Inf(1)
	case edition.AtMost, edition.Under:
		return 0, high
	case edition.Nearly:
		return low * (1 - loose), high
	case edition.About:
		return low * (1 - loose), high * (1 + loose)
	}
	if low == high {
		half := rounding(r.figure.Low) / 2 * scaleOf(r)
		return low - half, high + half
	}
	return low, high
}

// scaleOf is what a figure's own unit is in the unit that figures are compared in.
func scaleOf(r *reading) float64 {
	if r.figure.Low == 0 {
		return 1
	}
	return r.low / r.figure.Low
}

// rounding is the step to which a number looks rounded: 100 for 2,500, 1 for 137. Small numbers are counted out.
func rounding(v float64) float64 {
	v = math.Abs(v)
	if v < roundedFrom || v != math.Trunc(v) {
		return 0
	}
	step := 1.0
	for v > 10 && math.Mod(v, 10) == 0 {
		v, step = v/10, step*10
	}
	if step == 1 {
		return 0
	}
	return step
}

// quantities makes the groups of readings into what the edition shows.
func (m *matcher) quantities() []edition.Quantity {
	var out []edition.Quantity
	for i := range m.readings {
		if m.parent[i] != i {
			continue
		}
		members := m.members[i]
		slices.Sort(members)
		q := edition.Quantity{Kind: m.readings[members[0]].figure.Kind, Status: m.accord(members)}
		if len(members) > 1 {
			q.Rule = m.rules[i]
		}
		for _, k := range members {
			r := &m.readings[k]
			q.Of, q.Place, q.AsOf = cmp.Or(q.Of, r.figure.Of), cmp.Or(q.Place, r.figure.Place), cmp.Or(q.AsOf, r.figure.AsOf)
			q.Readings = append(q.Readings, edition.FigureReading{
				Span: r.figure.Span, Account: m.accounts[r.account].ID, Figure: r.figure.ID,
				Low: r.figure.Low, High: r.figure.High, Approx: r.figure.Approx,
			})
		}
		out = append(out, q)
	}
	return out
}

// accord says how the readings of one quantity stand to each other. A toll that grew from one day to the next is no conflict.
func (m *matcher) accord(members []int) edition.Accord {
	status, alone := edition.Agree, true
	members = m.withoutConversions(members)
	for n, i := range members {
		a := &m.readings[i]
		alone = alone && a.account == m.readings[members[0]].account
		for _, j := range members[:n] {
			b := &m.readings[j]
			switch {
			case sameValue(a, b):
			case compatible(a, b) || m.laterToll(a, b):
				if status == edition.Agree {
					status = edition.Differ
				}
			default:
				status = edition.Conflict
			}
		}
	}
	if alone {
		return edition.Alone
	}
	return status
}

// withoutConversions leaves out the readings that an account gives in brackets beside another of its own.
func (m *matcher) withoutConversions(members []int) []int {
	var out []int
	for n, i := range members {
		r := &m.readings[i]
		if n > 0 && r.figure.Rule == RuleConvert && m.readings[members[n-1]].account == r.account {
			continue
		}
		out = append(out, i)
	}
	return out
}

// laterToll reports whether two numbers of killed or injured were published on different days.
func (m *matcher) laterToll(a, b *reading) bool {
	x, y := m.accounts[a.account].Published.Value, m.accounts[b.account].Published.Value
	return harmed(a.group) && x != "" && y != "" && x != y
}
