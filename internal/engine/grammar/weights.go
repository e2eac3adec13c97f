package grammar

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// Weights is a trained tagger and parser before it is made small: what the training program hands over, and what Encode
// writes for Load to read.
type Weights struct {
	Words, Affixes, Shapes []string // by row; row 0 of words and shapes is the unknown
	Tags, Relations        []string
	GramRows               int
	Tables                 []Table
	Lemmas                 []byte // see Lemmatiser
}

// Table is one named matrix, row-major. Looked-up tables are rounded by row, others by column, since a product sums over
// rows; with one row it is kept as it is.
type Table struct {
	Name       string
	Rows, Cols int
	Values     []float32
	LookedUp   bool
	Coarse     bool // looked up, and of so many rows that six bits have to do
}

// magic begins a file of weights; its last byte is the version.
const magic = "grammar\x01"

// ErrWeights is what Load's errors wrap: the bytes are no weights, or not of this version, or cut short.
var ErrWeights = errors.New("no usable grammar weights")

// Encode writes the weights with eight bits each.
func (w *Weights) Encode() []byte {
	out := []byte(magic)
	for _, list := range [][]string{w.Words, w.Affixes, w.Shapes, w.Tags, w.Relations} {
		out = binary.AppendUvarint(out, uint64(len(list)))
		for _, s := range list {
			out = binary.AppendUvarint(out, uint64(len(s)))
			out = append(out, s...)
		}
	}
	out = binary.AppendUvarint(out, uint64(w.GramRows))
	out = binary.AppendUvarint(out, uint64(len(w.Lemmas)))
	out = append(out, w.Lemmas...)
	out = binary.AppendUvarint(out, uint64(len(w.Tables)))
	for _, t := range w.Tables {
		out = t.append(out)
	}
	return out
}

// The ways a table is stored.
const (
	exact   = iota // float32
	byRow          // int8 with a float32 scale a row
	byInput        // int8, transposed: a row for each output
	coarse         // as byRow, with six bits instead of eight
)

func (t *Table) append(out []byte) []byte {
	out = binary.AppendUvarint(out, uint64(len(t.Name)))
	out = append(out, t.Name...)
	rows, cols, values, way := t.Rows, t.Cols, t.Values, byInput
	switch {
	case t.Rows == 1:
		way = exact
	case t.Coarse:
		way = coarse
	case t.LookedUp:
		way = byRow
	default:
		rows, cols, values = cols, rows, transpose(t.Values, t.Rows, t.Cols)
	}
	out = binary.AppendUvarint(out, uint64(way))
	out = binary.AppendUvarint(out, uint64(rows))
	out = binary.AppendUvarint(out, uint64(cols))
	if way == exact {
		return appendFloats(out, values)
	}
	scales, small := make([]float32, rows), make([]int8, rows*cols)
	for r := range rows {
		to, from := small[r*cols:(r+1)*cols], values[r*cols:(r+1)*cols]
		if way == coarse {
			scales[r] = roundRow(to, from, coarseLevels)
		} else {
			scales[r] = quantise(to, from, t.LookedUp)
		}
	}
	out = appendFloats(out, scales)
	if way == coarse {
		return appendCoarse(out, small)
	}
	for _, x := range small {
		out = append(out, byte(x))
	}
	return out
}

func transpose(v []float32, rows, cols int) []float32 {
	out := make([]float32, len(v))
	for r := range rows {
		for c := range cols {
			out[c*rows+r] = v[r*cols+c]
		}
	}
	return out
}

func appendFloats(out []byte, v []float32) []byte {
	for _, x := range v {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(x))
	}
	return out
}

// stored is a table as it stands in a file.
type stored struct {
	way, rows, cols int
	floats          []float32 // values or scales
	small           []int8
}

// reader walks through a file of weights. After the first fault it returns zeros and keeps the fault.
type reader struct {
	seen map[string]string
	data []byte
	err  error
}

func (r *reader) fail(what string) {
	if r.err == nil {
		r.err = fmt.Errorf("%w: %s", ErrWeights, what)
	}
}

func (r *reader) number() int {
	v, n := binary.Uvarint(r.data)
	if n <= 0 || v > 1<<30 {
		r.fail("a number is broken")
		return 0
	}
	r.data = r.data[n:]
	return int(v)
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.data) {
		r.fail("the file is cut short")
		return nil
	}
	out := r.data[:n]
	r.data = r.data[n:]
	return out
}

func (r *reader) strings() []string {
	n := r.number()
	if n > len(r.data) {
		r.fail("a list is cut short")
		return nil
	}
	out := make([]string, n)
	for i := range out {
		out[i] = string(r.take(r.number()))
	}
	return out
}

func (r *reader) floats(n int) []float32 {
	raw := r.take(4 * n)
	out := make([]float32, len(raw)/4)
	for i := range out {
		x := math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
		if math.IsNaN(float64(x)) || math.IsInf(float64(x), 0) {
			r.fail("a weight is no number")
		}
		out[i] = x
	}
	return out
}

func (r *reader) table() (string, stored) {
	name := string(r.take(r.number()))
	t := stored{way: r.number(), rows: r.number(), cols: r.number()}
	if t.rows*t.cols/4*3 > len(r.data) {
		r.fail("table " + name + " is cut short")
		return name, stored{}
	}
	if t.way == exact {
		t.floats = r.floats(t.rows * t.cols)
		return name, t
	}
	t.floats = r.floats(t.rows)
	if t.way == coarse {
		t.way, t.small = byRow, readCoarse(r.take((t.rows*t.cols+3)/4*3), t.rows*t.cols)
		return name, t
	}
	raw := r.take(t.rows * t.cols)
	t.small = make([]int8, len(raw))
	for i, b := range raw {
		t.small[i] = int8(b)
	}
	return name, t
}
