package learn

import "sync"

// matrix is a row-major table. Columns are padded to whole vectors (see pad), so that no loop has a remainder.
type matrix struct {
	rows, cols int
	v          []float32
}

// vector is the number of columns that one step of a product handles; all widths are multiples of it.
const vector = 16

func pad(n int) int { return (n + vector - 1) / vector * vector }

func newMatrix(rows, cols int) *matrix { return &matrix{rows, cols, make([]float32, rows*cols)} }

func (m *matrix) row(i int) []float32 { return m.v[i*m.cols : (i+1)*m.cols] }

// reshape gives the matrix new measures and clears it, keeping its memory.
func (m *matrix) reshape(rows, cols int) *matrix {
	if n := rows * cols; cap(m.v) < n {
		m.v = make([]float32, n, n+n/2)
	} else {
		m.v = m.v[:n]
		clear(m.v)
	}
	m.rows, m.cols = rows, cols
	return m
}

// view is how a product reads its left side: element (i, p) is v[i*down+p*along]. Both a matrix and its transpose
// are views of the same memory.
type view struct {
	v           []float32
	down, along int
}

func (m *matrix) plain() view            { return view{m.v, m.cols, 1} }
func (m *matrix) transposed() view       { return view{m.v, 1, m.cols} }
func (m *matrix) part(col int) view      { return view{m.v[col:], m.cols, 1} }
func (m *matrix) from(row, col int) view { return view{m.v[row*m.cols+col:], m.cols, 1} }

// addProduct adds the product of a (n×k) and b (k×m, rows ldb apart) to c (rows ldc apart). Each element of c gains one
// sum over k, added up in order from zero, each step rounded once. Tiles and vectors run over n and m only, so the result has the same bits
// with and without vector instructions, and however rows are shared out. m is a multiple of vector.
func addProduct(c []float32, ldc int, a view, b []float32, ldb, n, k, m int) {
	if n == 0 || k == 0 {
		return
	}
	for j := 0; j < m; j += 2 * vector {
		columns := min(2*vector, m-j)
		if Accelerated {
			tiles(c[j:], ldc, a, b[j:], ldb, n, k, columns)
		} else {
			plain(c[j:], ldc, a, b[j:], ldb, k, n, columns)
		}
	}
}

// worthPacking is the number of rows from which on it pays to copy the columns that all of them are multiplied with to one place.
const worthPacking = 48

// tiles is addProduct for one or two vectors of columns.
func tiles(c []float32, ldc int, a view, b []float32, ldb, n, k, columns int) {
	_, _, _ = c[(n-1)*ldc+columns-1], a.v[(n-1)*a.down+(k-1)*a.along], b[(k-1)*ldb+columns-1] // tiles do not look
	mask := 0
	if columns > vector {
		mask = 1<<vector - 1
	}
	if n >= worthPacking && ldb > columns {
		panel := panels.Get().(*matrix)
		defer panels.Put(panel)
		b, ldb = pack(panel, b, ldb, k, columns), columns
	}
	const size = 4 // bytes of a float32
	for i := 0; i < n; {
		tile, rows := tile1, 1
		switch {
		case n-i >= 12:
			tile, rows = tile12, 12
		case n-i >= 4:
			tile, rows = tile4, 4
		}
		tile(&c[i*ldc], size*ldc, &a.v[i*a.down], size*a.down, size*a.along, &b[0], size*ldb, k, mask)
		i += rows
	}
}

// panels are columns that were copied together.
var panels = sync.Pool{New: func() any { return new(matrix) }}

func pack(to *matrix, b []float32, ldb, k, columns int) []float32 {
	if cap(to.v) < k*columns {
		to.v = make([]float32, k*columns)
	}
	out := to.v[:k*columns]
	for p := range k {
		copy(out[p*columns:(p+1)*columns], b[p*ldb:])
	}
	return out
}

// transposeInto writes bᵀ to the m×k matrix t.
func transposeInto(t *matrix, b []float32, rows, cols int) {
	t.reshape(cols, pad(rows))
	for i := range rows {
		row := b[i*cols : (i+1)*cols]
		for j, x := range row {
			t.v[j*t.cols+i] = x
		}
	}
}
