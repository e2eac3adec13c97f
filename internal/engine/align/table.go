package align

import "sort"

// Table is many rows laid side by side. Rows[r][c] is the index of the token that row r has in column c, or None.
type Table struct {
	Rows    [][]int
	Columns int
	Base    int // the row that stands nearest to all

	forms [][]uint64
}

// None says that a row has no token in a column.
const None = -1

// Merge aligns the rows. Of rows that are equally central the earlier one counts as the nearer, so callers put the rows into
// an order that means something. weight gives the weight of a form in (0, 1].
func Merge(rows [][]uint64, weight func(uint64) float32) *Table {
	order := centralFirst(rows, weight)
	var s scratch
	var columns []column
	places := make([][]int, len(rows)) // the column of each token
	for k, r := range order {
		if k > 0 && equal(rows[r], rows[order[0]]) {
			places[r] = append([]int(nil), places[order[0]]...)
			for i, c := range places[r] {
				columns[c].add(rows[r][i])
			}
			s.merged++
			continue
		}
		columns = insert(columns, rows[r], s.align(columns, rows[r], weight), places, r)
		s.merged++
	}
	t := &Table{Columns: len(columns), forms: rows}
	if len(order) > 0 {
		t.Base = order[0]
	}
	for r := range rows {
		line := make([]int, len(columns))
		for c := range line {
			line[c] = None
		}
		for i, c := range places[r] {
			line[c] = i
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}

// insert gives row r its columns, making new ones for tokens that have none, and moves the places of the rows merged before.
func insert(columns []column, row []uint64, at []int, places [][]int, r int) []column {
	out := make([]column, 0, len(columns)+len(row))
	moved := make([]int, len(columns))
	mine := make([]int, len(row))
	next := 0
	take := func(until int) {
		for ; next < until; next++ {
			moved[next] = len(out)
			out = append(out, columns[next])
		}
	}
	for i, c := range at {
		if c == None {
			mine[i] = len(out)
			out = append(out, column{forms: []uint64{row[i]}, rows: []int{1}})
			continue
		}
		take(c)
		mine[i] = len(out)
		take(c + 1)
		out[mine[i]].add(row[i])
	}
	take(len(columns))
	for _, p := range places {
		for i := range p {
			p[i] = moved[p[i]]
		}
	}
	places[r] = mine
	return out
}

// centralFirst orders the rows: first the one nearest to what the rows have together (the weighted Dice of its forms with the
// share of rows that have each form), then by what they share with it.
func centralFirst(rows [][]uint64, weight func(uint64) float32) []int {
	if len(rows) == 0 {
		return nil
	}
	central := centrality(rows, weight)
	base := 0
	for r := range rows {
		if central[r] > central[base] && len(rows) > 2 { // of two, neither is central
			base = r
		}
	}
	of := distinct(rows[base])
	order := make([]int, len(rows))
	shared := make([]int, len(rows))
	for r, row := range rows {
		order[r] = r
		for _, f := range distinctInOrder(row) {
			if of[f] {
				shared[r]++
			}
		}
	}
	shared[base] = len(rows[base]) + 1
	sort.SliceStable(order, func(i, j int) bool {
		a, b := order[i], order[j]
		if shared[a] != shared[b] {
			return shared[a] > shared[b]
		}
		return central[a] > central[b]
	})
	return order
}

// centrality is, for each row, how near it stands to all, in [0, 1]. Sums run in the order of the rows' tokens, so that
// equal rows get equal numbers to the last bit.
func centrality(rows [][]uint64, weight func(uint64) float32) []float32 {
	in := map[uint64]float32{} // share of the rows that have the form
	for _, row := range rows {
		for _, f := range distinctInOrder(row) {
			in[f] += 1 / float32(len(rows))
		}
	}
	whole := float32(0)
	for _, row := range rows {
		for _, f := range distinctInOrder(row) {
			whole += weight(f) / float32(len(rows))
		}
	}
	out := make([]float32, len(rows))
	for r, row := range rows {
		mine, shared := float32(0), float32(0)
		for _, f := range distinctInOrder(row) {
			mine += weight(f)
			shared += weight(f) * in[f]
		}
		out[r] = 2 * shared / max(mine+whole, 1e-6)
	}
	return out
}

func distinctInOrder(row []uint64) []uint64 {
	seen := make(map[uint64]bool, len(row))
	out := make([]uint64, 0, len(row))
	for _, f := range row {
		if !seen[f] {
			seen[f] = true
			out = append(out, f)
		}
	}
	return out
}

func distinct(row []uint64) map[uint64]bool {
	out := make(map[uint64]bool, len(row))
	for _, f := range row {
		out[f] = true
	}
	return out
}

func equal(a, b []uint64) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// form returns the form that row r has in column c, and whether it has one.
func (t *Table) form(r, c int) (uint64, bool) {
	i := t.Rows[r][c]
	if i == None {
		return 0, false
	}
	return t.forms[r][i], true
}
