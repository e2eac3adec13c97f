// Package align lays sequences of forms side by side: many readings of one passage as the rows of a table, and the
// blocks of columns in which they differ.
//
// The method is progressive multiple alignment, as biologists and collation tools use it, with three changes that text
// asks for. Matches are weighted, so that a rare word anchors and a "the" does not. The rows are merged from the most
// central one outwards, so that the result does not depend on the order in which they came. And a row that lacks a
// stretch on which the others agree is taken out of the comparison there (a lacuna), so that one account's cut does not
// hide what the others changed.
package align

// A match scores the weight of its form, in (0, 1]. These are the costs beside it.
const (
	// mismatch is the score of two different forms in one column. Two mismatches cost less than a gap in each row, so words
	// that replace each other share a column; one match of a middling word outweighs one mismatch.
	mismatch = -0.35
	// gapOpen and gapExtend are the scores of words that one side lacks: one long cut is likelier than many short ones. A cut
	// at either end costs no opening: accounts are cut at their ends. To leave out a column that few rows have costs little.
	gapOpen   = -0.25
	gapExtend = -0.08
	// lone is the support of a column that hardly any row has: a third, so that two rare words of a gloss weigh less than one
	// word of the shared text beside a replaced one.
	lone = 0.3
	// maxCells bounds one alignment: beyond it (a "sentence" of thousands of words) the two are cut at words that both have
	// exactly once. 4 million cells are 36 MB of scratch and some 30 ms.
	maxCells = 4 << 20
)

// Pair is an index into either sequence.
type Pair struct{ A, B int }

// column holds the forms that the rows merged so far have at one place, and how many rows have each.
type column struct {
	forms []uint64
	rows  []int
}

func (c *column) add(form uint64) {
	for i, f := range c.forms {
		if f == form {
			c.rows[i]++
			return
		}
	}
	c.forms, c.rows = append(c.forms, form), append(c.rows, 1)
}

// support is the share of the weight of a form that its match with this column scores: all of it when all rows merged so far
// have it there, lone for a form that hardly any has, 0 when none has. So the words of one row's gloss do not draw away the
// words of another row from the place that all rows share.
func (c *column) support(form uint64, merged int) float32 {
	for i, f := range c.forms {
		if f == form {
			return lone + (1-lone)*float32(c.rows[i])/float32(merged)
		}
	}
	return 0
}

// occupancy is the share of the rows merged so far that have a token in the column: what it costs, of the whole, to leave it
// out.
func (c *column) occupancy(merged int) float32 {
	n := 0
	for _, rows := range c.rows {
		n += rows
	}
	return float32(n) / float32(merged)
}

// scratch is the memory of one alignment, kept from one to the next.
type scratch struct {
	match, up, left []float32 // best score ending in a shared column, in a gap of the row, in a gap of the profile
	from            []uint8   // two bits a matrix: where the best score came from
	merged          int       // rows in the profile
}

// states of the three-state recursion (Gotoh 1982).
const (
	inMatch = iota
	inUp    // the profile's column has no token of the row
	inLeft  // the row's token has no column yet
)

// align returns, for each token of row, the column that holds it, or -1 for a token that needs a new column. Columns are
// strictly increasing.
func (s *scratch) align(p []column, row []uint64, weight func(uint64) float32) []int {
	out := make([]int, len(row))
	for i := range out {
		out[i] = -1
	}
	s.between(p, row, 0, 0, weight, out)
	return out
}

// between aligns p and row, which begin at column p0 and token r0 of the whole.
func (s *scratch) between(p []column, row []uint64, p0, r0 int, weight func(uint64) float32, out []int) {
	if len(p) == 0 || len(row) == 0 {
		return
	}
	if (len(p)+1)*(len(row)+1) <= maxCells {
		s.table(p, row, p0, r0, weight, out)
		return
	}
	anchors := uniqueAnchors(p, row)
	if len(anchors) == 0 {
		return // nothing to hold on to: the row stands beside the others, unaligned
	}
	pa, ra := 0, 0
	for _, at := range append(anchors, Pair{len(p), len(row)}) {
		if at.A < len(p) {
			out[r0+at.B] = p0 + at.A
		}
		if (at.A-pa+1)*(at.B-ra+1) <= maxCells {
			s.between(p[pa:at.A], row[ra:at.B], p0+pa, r0+ra, weight, out)
		}
		pa, ra = at.A+1, at.B+1
	}
}

// table fills the three matrices and walks back through them.
func (s *scratch) table(p []column, row []uint64, p0, r0 int, weight func(uint64) float32, out []int) {
	n, m := len(p), len(row)
	w := m + 1
	s.grow((n + 1) * w)
	const never = float32(-1e9)
	s.match[0], s.up[0], s.left[0] = 0, never, never
	for j := 1; j <= m; j++ {
		s.match[j], s.up[j] = never, never
		s.left[j] = float32(j) * gapExtend
		s.from[j] = inLeft << 4
	}
	weights := make([]float32, m)
	for j, f := range row {
		weights[j] = weight(f)
	}
	for i := 1; i <= n; i++ {
		openLeft := float32(gapOpen)
		if i == n {
			openLeft = 0 // words behind the last column
		}
		at := i * w
		s.match[at], s.left[at] = never, never
		occupied := p[i-1].occupancy(s.merged)
		openUp, extendUp := gapOpen*occupied, gapExtend*occupied
		s.up[at] = s.up[at-w] + extendUp
		if i == 1 {
			s.up[at] = extendUp
		}
		s.from[at] = inUp << 2
		for j := 1; j <= m; j++ {
			at := i*w + j
			score := float32(mismatch)
			if share := p[i-1].support(row[j-1], s.merged); share > 0 {
				score = share * weights[j-1]
			}
			if j == m {
				openUp = 0 // columns behind the last word
			}
			var from uint8
			diag := at - w - 1
			best, which := max3(s.match[diag], s.up[diag], s.left[diag])
			s.match[at] = best + score
			from = which
			above := at - w
			best, which = max3(s.match[above]+openUp, s.up[above], s.left[above]+openUp)
			s.up[at] = best + extendUp
			from |= which << 2
			before := at - 1
			best, which = max3(s.match[before]+openLeft, s.up[before]+openLeft, s.left[before])
			s.left[at] = best + gapExtend
			from |= which << 4
			s.from[at] = from
		}
	}
	last := n*w + m
	_, state := max3(s.match[last], s.up[last], s.left[last])
	for i, j := n, m; i > 0 || j > 0; {
		from := s.from[i*w+j] >> (2 * state) & 3
		switch state {
		case inMatch:
			i, j = i-1, j-1
			out[r0+j] = p0 + i
		case inUp:
			i--
		default:
			j--
		}
		state = from
	}
}

// max3 returns the largest and its state; on a tie the earlier state, so that results are fixed.
func max3(match, up, left float32) (float32, uint8) {
	best, which := match, uint8(inMatch)
	if up > best {
		best, which = up, inUp
	}
	if left > best {
		best, which = left, inLeft
	}
	return best, which
}

func (s *scratch) grow(n int) {
	if cap(s.match) >= n {
		s.match, s.up, s.left, s.from = s.match[:n], s.up[:n], s.left[:n], s.from[:n]
		return
	}
	s.match, s.up, s.left, s.from = make([]float32, n), make([]float32, n), make([]float32, n), make([]uint8, n)
}

// uniqueAnchors returns the longest increasing run of forms that stand exactly once on either side (patience diff).
func uniqueAnchors(p []column, row []uint64) []Pair {
	const many = -1
	place := map[uint64]int{}
	for i := range p {
		for _, f := range p[i].forms {
			if _, seen := place[f]; seen {
				place[f] = many
			} else {
				place[f] = i
			}
		}
	}
	count := map[uint64]int{}
	for _, f := range row {
		count[f]++
	}
	var pairs []Pair
	for j, f := range row {
		if i, ok := place[f]; ok && i != many && count[f] == 1 {
			pairs = append(pairs, Pair{i, j})
		}
	}
	chain := LongestIncreasing(len(pairs), func(i int) int { return pairs[i].A }, func(int) int { return 1 })
	out := make([]Pair, len(chain))
	for k, i := range chain {
		out[k] = pairs[i]
	}
	return out
}
