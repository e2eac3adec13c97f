package figure

import (
	"slices"

	"variorum/edition"
)

// joinPassages joins the figures that stand at the same place of a passage, in the order of its readings.
func (m *matcher) joinPassages(passages []edition.Passage) {
	index := map[string]int{}
	for i, a := range m.accounts {
		index[a.ID] = i
	}
	starts := m.accountStarts()
	for _, p := range passages {
		var rows [][]int
		for _, r := range p.Readings {
			if a, ok := index[r.Account]; ok {
				if row := m.inside(starts, a, r.Span); len(row) > 0 && len(row) <= mostAligned {
					rows = append(rows, row)
				}
			}
		}
		for i := 1; i < len(rows); i++ {
			m.alignRows(p.Variants, rows[i-1], rows[i])
			if i > 1 {
				m.alignRows(p.Variants, rows[0], rows[i])
			}
		}
	}
}

// accountStarts returns where the readings of each account begin, and behind them the end of all.
func (m *matcher) accountStarts() []int {
	starts := make([]int, len(m.accounts)+1)
	for _, r := range m.readings {
		starts[r.account+1]++
	}
	for i := 1; i < len(starts); i++ {
		starts[i] += starts[i-1]
	}
	return starts
}

// inside returns the figures of an account in a span.
func (m *matcher) inside(starts []int, a int, s edition.Span) []int {
	var out []int
	for i := starts[a]; i < starts[a+1]; i++ {
		if s.Contains(m.readings[i].figure.Span) {
			out = append(out, i)
		}
	}
	return out
}

// alignRows pairs the figures of two readings of a passage in order, so that the sum of their scores is largest, and joins the pairs.
func (m *matcher) alignRows(variants []edition.Variant, left, right []int) {
	best := make([][]float64, len(left)+1)
	for i := range best {
		best[i] = make([]float64, len(right)+1)
	}
	for i := len(left) - 1; i >= 0; i-- {
		for j := len(right) - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1], best[i+1][j+1]+m.pairScore(variants, left[i], right[j]))
		}
	}
	for i, j := 0, 0; i < len(left) && j < len(right); {
		s := m.pairScore(variants, left[i], right[j])
		switch {
		case s > 0 && best[i][j] == best[i+1][j+1]+s:
			m.join(left[i], right[j], RulePassage)
			i, j = i+1, j+1
		case best[i][j] == best[i+1][j]:
			i++
		default:
			j++
		}
	}
}

// pairScore says how well two figures of one passage go together: 0 when they do not.
func (m *matcher) pairScore(variants []edition.Variant, i, j int) float64 {
	a, b := &m.readings[i], &m.readings[j]
	if a.account == b.account || a.dim != b.dim || !m.together(a, b, RulePassage) {
		return 0
	}
	score := 0.0
	if m.inOneVariant(variants, a, b) {
		score += scoreVariant
	}
	if a.head == b.head {
		score += scoreNoun
	}
	if sameValue(a, b) {
		score += scoreValue
	}
	if score < leastScore {
		return 0
	}
	return score
}

// inOneVariant reports whether the two figures are what two accounts have at one place where they differ.
func (m *matcher) inOneVariant(variants []edition.Variant, a, b *reading) bool {
	has := func(v edition.Variant, r *reading) bool {
		return slices.ContainsFunc(v.Readings, func(w edition.Witness) bool {
			return w.Account == m.accounts[r.account].ID && w.Start < r.figure.End && r.figure.Start < w.End
		})
	}
	return slices.ContainsFunc(variants, func(v edition.Variant) bool { return has(v, a) && has(v, b) })
}
