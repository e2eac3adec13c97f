package learn

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
func (a view) at(i int) view             { return view{a.v[i*a.down:], a.down, a.along} }
func (m *matrix) from(row, col int) view { return view{m.v[row*m.cols+col:], m.cols, 1} }

// addProduct adds the product of a (n×k) and b (k×m, rows ldb apart) to c (rows ldc apart). Each element of c gains one
// sum over k, added up in order from zero, each step rounded once. Blocks and vectors run over n and m only, so the result has the same bits
// with and without vector instructions, and however rows are shared out.
func addProduct(c []float32, ldc int, a view, b []float32, ldb, n, k, m int) {
	if n == 0 || k == 0 {
		return
	}
	for j := 0; j < m; {
		wide := m-j >= 2*vector
		i := 0
		for ; i+4 <= n; i += 4 {
			if wide {
				product4x2(c[i*ldc+j:], ldc, a.at(i), b[j:], ldb, k)
			} else {
				product4x1(c[i*ldc+j:], ldc, a.at(i), b[j:], ldb, k)
			}
		}
		for ; i < n; i++ {
			product1x1(c[i*ldc+j:], a.at(i), b[j:], ldb, k)
			if wide {
				product1x1(c[i*ldc+j+vector:], a.at(i), b[j+vector:], ldb, k)
			}
		}
		j += vector
		if wide {
			j += vector
		}
	}
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
