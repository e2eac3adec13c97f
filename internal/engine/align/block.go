package align

// Block is a run of columns in which rows differ. Cells has one entry a row.
type Block struct {
	From, To int // columns, half open
	Cells    []Cell
	// Lacuna says that the rows with empty cells lack a stretch on which the others agree at least in part.
	Lacuna bool
	// Majority is a row whose cell most rows share (by its forms); on a tie the first row's.
	Majority int
}

// Cell is what a row has in a block: its tokens from From to To, or nothing (From == To: the place where they are missing).
type Cell struct {
	From, To int
	Absent   bool // the row does not take part: it lacks this stretch and more, as another block says
}

// Empty reports whether the row takes part and has no token.
func (c Cell) Empty() bool { return c.From == c.To }

// Blocks returns the places where the rows differ, in order. weak reports a form so common that it does not, alone, part
// two differences of the same rows.
func (t *Table) Blocks(weak func(form uint64) bool) []Block {
	absent := t.lacunae()
	out := t.joinCrossing(t.differing(absent, weak), absent)
	for r, gaps := range absent {
		for _, g := range gaps.runs {
			out = append(out, t.lacunaBlock(r, g, absent))
		}
	}
	return sortBlocks(mergeLacunae(out))
}

// minLacuna is the number of words on which the other rows must agree before a row that lacks them is taken out of the
// comparison there. Fewer are left in: the row has other words in their stead more often than it was cut.
const minLacuna = 4

// gap is a run of columns, half open.
type gap struct{ from, to int }

// gaps are the lacunae of one row.
type gaps struct {
	runs []gap
	in   []bool // by column
}

// lacunae finds, for each row, the runs of columns that it lacks while other rows agree on minLacuna of them.
func (t *Table) lacunae() []gaps {
	out := make([]gaps, len(t.Rows))
	for r := range t.Rows {
		out[r].in = make([]bool, t.Columns)
		if len(t.Rows) < 3 {
			continue
		}
		for c := 0; c < t.Columns; {
			if t.Rows[r][c] != None {
				c++
				continue
			}
			from := c
			for c < t.Columns && t.Rows[r][c] == None {
				c++
			}
			if t.alone(r, from-1) || t.alone(r, c) {
				continue // it has words of its own in their stead
			}
			for g := range t.trimGap(gap{from, c}) {
				out[r].runs = append(out[r].runs, g)
				for i := g.from; i < g.to; i++ {
					out[r].in[i] = true
				}
			}
		}
	}
	return out
}

// alone reports whether row r, and no other, has a token in column c.
func (t *Table) alone(r, c int) bool {
	if c < 0 || c >= t.Columns || t.Rows[r][c] == None {
		return false
	}
	for o := range t.Rows {
		if o != r && t.Rows[o][c] != None {
			return false
		}
	}
	return true
}

// trimGap yields the part of a gap from the first to the last column on which the rows that have it agree; none when they
// agree on less than minLacuna of its columns.
func (t *Table) trimGap(g gap) func(func(gap) bool) {
	return func(yield func(gap) bool) {
		first, last, n := -1, -1, 0
		for c := g.from; c < g.to; c++ {
			if t.agree(c) {
				if first < 0 {
					first = c
				}
				last = c
				n++
			}
		}
		if n >= minLacuna {
			yield(gap{first, last + 1})
		}
	}
}

// agree reports whether at least two rows, and a half of all, have the column, and all that have it have one form.
func (t *Table) agree(c int) bool {
	n, form := 0, uint64(0)
	for r := range t.Rows {
		f, ok := t.form(r, c)
		if !ok {
			continue
		}
		if n > 0 && f != form {
			return false
		}
		form = f
		n++
	}
	return n >= 2 && 2*n >= len(t.Rows)
}

// differing returns the blocks among the rows that take part in each column.
func (t *Table) differing(absent []gaps, weak func(uint64) bool) []Block {
	var out []Block
	var open []bool // rows that deviate in the block that is open
	from := -1
	closeAt := func(c int) {
		if from >= 0 {
			if b, ok := t.block(from, c, absent); ok {
				out = append(out, b)
			}
			from = -1
		}
	}
	for c := range t.Columns {
		dev, any := t.deviating(c, absent)
		switch {
		case !any && from >= 0 && t.bridges(c, open, absent, weak):
			// one common word between two differences of the same rows does not part them
		case !any:
			closeAt(c)
		case from >= 0 && t.sameParty(from, c, absent) && meet(open, dev):
			unite(open, dev)
		default:
			closeAt(c)
			from, open = c, dev
		}
	}
	closeAt(t.Columns)
	return out
}

// joinCrossing joins neighbouring blocks when one row has words only in the first and another only in the second: what the
// alignment set one behind the other stands in the place of each other.
func (t *Table) joinCrossing(blocks []Block, absent []gaps) []Block {
	var out []Block
	for _, b := range blocks {
		if n := len(out); n > 0 && out[n-1].To == b.From && t.sameParty(b.From-1, b.From, absent) && crossing(out[n-1], b) {
			if joined, ok := t.block(out[n-1].From, b.To, absent); ok {
				out[n-1] = joined
				continue
			}
		}
		out = append(out, b)
	}
	return out
}

func crossing(a, b Block) bool {
	first, second := false, false
	for r := range a.Cells {
		first = first || !a.Cells[r].Empty() && b.Cells[r].Empty() && !b.Cells[r].Absent
		second = second || a.Cells[r].Empty() && !b.Cells[r].Empty() && !a.Cells[r].Absent
	}
	return first && second
}

// bridges reports whether the agreed column c is a weak word and the next column differs for a row that already does.
func (t *Table) bridges(c int, open []bool, absent []gaps, weak func(uint64) bool) bool {
	if c+1 >= t.Columns || !t.sameParty(c, c+1, absent) {
		return false
	}
	for r := range t.Rows {
		if f, ok := t.form(r, c); ok {
			if !weak(f) {
				return false
			}
			break
		}
	}
	dev, any := t.deviating(c+1, absent)
	return any && meet(open, dev) && t.sameParty(c-1, c, absent)
}

// sameParty reports whether the same rows take part in two columns.
func (t *Table) sameParty(a, b int, absent []gaps) bool {
	for r := range t.Rows {
		if absent[r].in[a] != absent[r].in[b] {
			return false
		}
	}
	return true
}

// deviating returns the rows that differ from the form that most rows have in column c (on a tie, from the base row's or
// else the first row's).
func (t *Table) deviating(c int, absent []gaps) (dev []bool, any bool) {
	type vote struct {
		form uint64
		ok   bool
	}
	votes := map[vote]int{}
	var leading vote
	consider := func(r int) {
		f, ok := t.form(r, c)
		v := vote{f, ok}
		if votes[v] > votes[leading] {
			leading = v
		}
	}
	for r := range t.Rows {
		if !absent[r].in[c] {
			f, ok := t.form(r, c)
			votes[vote{f, ok}]++
		}
	}
	if len(votes) < 2 {
		return nil, false
	}
	leading = vote{^uint64(0), true}
	if !absent[t.Base].in[c] {
		consider(t.Base)
	}
	dev = make([]bool, len(t.Rows))
	for r := range t.Rows {
		if !absent[r].in[c] {
			consider(r)
		}
	}
	for r := range t.Rows {
		f, ok := t.form(r, c)
		dev[r] = !absent[r].in[c] && vote{f, ok} != leading
	}
	return dev, true
}

func meet(a, b []bool) bool {
	for i := range a {
		if a[i] && b[i] {
			return true
		}
	}
	return false
}

func unite(a, b []bool) {
	for i := range a {
		a[i] = a[i] || b[i]
	}
}
