package align

import (
	"slices"
	"sort"
)

// block makes a block of the columns from..to. It is none when the rows that take part have the same forms there.
func (t *Table) block(from, to int, absent []gaps) (Block, bool) {
	b := Block{From: from, To: to, Cells: make([]Cell, len(t.Rows))}
	for r := range t.Rows {
		b.Cells[r] = t.cell(r, from, to)
		b.Cells[r].Absent = absent[r].in[from]
	}
	kinds := t.kinds(&b)
	return b, kinds > 1
}

// kinds counts the different cells of a block and sets its majority.
func (t *Table) kinds(b *Block) int {
	count := map[string]int{}
	b.Majority = -1
	for r := range t.Rows {
		if !b.Cells[r].Absent {
			count[t.key(r, b.Cells[r])]++
		}
	}
	prefer := func(r int) {
		if b.Cells[r].Absent {
			return
		}
		if b.Majority < 0 || count[t.key(r, b.Cells[r])] > count[t.key(b.Majority, b.Cells[b.Majority])] {
			b.Majority = r
		}
	}
	for r := range t.Rows { // the first row, in the caller's order, wins a tie
		prefer(r)
	}
	return len(count)
}

// key is the forms of a cell as a comparable value.
func (t *Table) key(r int, c Cell) string {
	out := make([]byte, 0, 8*(c.To-c.From))
	for _, f := range t.forms[r][c.From:c.To] {
		for shift := 0; shift < 64; shift += 8 {
			out = append(out, byte(f>>shift))
		}
	}
	return string(out)
}

// cell returns the tokens of row r in the columns from..to, or the place between its tokens where they would stand.
func (t *Table) cell(r, from, to int) Cell {
	first, last := None, None
	for c := from; c < to; c++ {
		if i := t.Rows[r][c]; i != None {
			if first == None {
				first = i
			}
			last = i
		}
	}
	if first != None {
		return Cell{From: first, To: last + 1}
	}
	for c := from - 1; c >= 0; c-- {
		if i := t.Rows[r][c]; i != None {
			return Cell{From: i + 1, To: i + 1}
		}
	}
	return Cell{}
}

// lacunaBlock says what row r lacks in the gap g, and which rows have it.
func (t *Table) lacunaBlock(r int, g gap, absent []gaps) Block {
	b := Block{From: g.from, To: g.to, Cells: make([]Cell, len(t.Rows)), Lacuna: true, Majority: -1}
	for o := range t.Rows {
		b.Cells[o] = t.cell(o, g.from, g.to)
		b.Cells[o].Absent = o != r && b.Cells[o].Empty()
		if o != r && !b.Cells[o].Absent && b.Majority < 0 {
			b.Majority = o
		}
	}
	return b
}

// mergeLacunae joins the blocks of rows that lack the same columns.
func mergeLacunae(blocks []Block) []Block {
	at := map[gap]int{}
	var out []Block
	for _, b := range blocks {
		if !b.Lacuna {
			out = append(out, b)
			continue
		}
		g := gap{b.From, b.To}
		i, seen := at[g]
		if !seen {
			at[g] = len(out)
			out = append(out, b)
			continue
		}
		for r, c := range b.Cells {
			if c.Empty() && !c.Absent {
				out[i].Cells[r] = c
			}
		}
	}
	return out
}

func sortBlocks(blocks []Block) []Block {
	sort.SliceStable(blocks, func(i, j int) bool {
		if blocks[i].From != blocks[j].From {
			return blocks[i].From < blocks[j].From
		}
		return blocks[i].To > blocks[j].To
	})
	return slices.Clip(blocks)
}
