// Package chain labels the items of a sequence: a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001).
// It knows features as numbers and labels as numbers, and nothing of what they stand for.
//
// The score of a labelling is the sum, over the items, of the weights of the item's features for its label, and of the weight
// of each step from one label to the next. Decode finds the labelling of the highest score (Viterbi); Learn chooses the weights
// that make labelled sequences likely.
package chain

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
)

// Model is the weights of a chain. It is read only, and so safe for many goroutines.
type Model struct {
	labels int
	step   []float32 // labels+1 rows of labels: from a label, or from the beginning, to a label
	index  []uint32  // open addressing: feature -> row + 1
	keys   []uint32
	rows   []int8 // len(keys) rows of labels
	scale  float32
}

// Labels is the number of labels.
func (m *Model) Labels() int { return m.labels }

// Forbidden is the weight of a step that no labelling takes.
const Forbidden = -1e9

// row returns the weights of a feature, or nil when the model has none.
func (m *Model) row(feature uint32) []int8 {
	mask := uint32(len(m.index) - 1)
	for at := spread(feature) & mask; ; at = (at + 1) & mask {
		r := m.index[at]
		if r == 0 {
			return nil
		}
		if m.keys[r-1] == feature {
			return m.rows[int(r-1)*m.labels : int(r)*m.labels]
		}
	}
}

func spread(x uint32) uint32 { return (x ^ x>>15) * 0x9e3779b1 >> 3 }

// memoryPage is the numbers to a page of memory. One that is read before it is written is mapped twice, and the second time all processors are asked to
// forget the first: half of the time that it takes to load a model.
const memoryPage = 4096 / 4

// fill puts the keys into the open table, which is at most half full.
func (m *Model) fill() {
	size := 2
	for size < 2*len(m.keys)+2 {
		size *= 2
	}
	m.index = make([]uint32, size)
	for i := 0; i < size; i += memoryPage {
		m.index[i] = 0
	}
	mask := uint32(size - 1)
	for r, key := range m.keys {
		at := spread(key) & mask
		for m.index[at] != 0 {
			at = (at + 1) & mask
		}
		m.index[at] = uint32(r + 1)
	}
}

// Decode returns the best label of each item; items are given by their features.
func (m *Model) Decode(items [][]uint32) []int {
	n, l := len(items), m.labels
	if n == 0 {
		return nil
	}
	score, next := make([]float32, l), make([]float32, l)
	back := make([]uint8, n*l)
	copy(score, m.step[l*l:])
	m.add(score, items[0])
	for i := 1; i < n; i++ {
		for y := range next {
			best := 0
			for x := 1; x < l; x++ {
				if score[x]+m.step[x*l+y] > score[best]+m.step[best*l+y] {
					best = x
				}
			}
			next[y], back[i*l+y] = score[best]+m.step[best*l+y], uint8(best)
		}
		m.add(next, items[i])
		score, next = next, score
	}
	out := make([]int, n)
	for y := range score {
		if score[y] > score[out[n-1]] {
			out[n-1] = y
		}
	}
	for i := n - 1; i > 0; i-- {
		out[i-1] = int(back[i*l+out[i]])
	}
	return out
}

// add adds the weights of an item's features to the scores of its labels.
func (m *Model) add(score []float32, features []uint32) {
	var sum [maxLabels]int32
	for _, f := range features {
		for y, w := range m.row(f) {
			sum[y] += int32(w)
		}
	}
	for y := range score {
		score[y] += float32(float32(sum[y]) * m.scale)
	}
}

const maxLabels = 16

// Append writes the model behind b. The bytes are the same for the same model.
func (m *Model) Append(b []byte) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(m.labels))
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(m.scale))
	for _, w := range m.step {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(w))
	}
	b = binary.LittleEndian.AppendUint32(b, uint32(len(m.keys)))
	last := uint32(0)
	for _, k := range m.keys { // sorted: the differences are small
		b = binary.AppendUvarint(b, uint64(k-last))
		last = k
	}
	for _, w := range m.rows {
		b = append(b, byte(w))
	}
	return b
}

var errBroken = errors.New("broken weights of a chain")

// Load reads a model that Append wrote, and returns what stands behind it.
func Load(b []byte) (*Model, []byte, error) {
	r := reader{rest: b}
	m := &Model{labels: int(r.word()), scale: math.Float32frombits(r.word())}
	if r.bad || m.labels < 1 || m.labels > maxLabels {
		return nil, nil, errBroken
	}
	m.step = make([]float32, (m.labels+1)*m.labels)
	for i := range m.step {
		m.step[i] = math.Float32frombits(r.word())
	}
	n := int(r.word())
	if r.bad || n > len(r.rest) {
		return nil, nil, errBroken
	}
	m.keys = make([]uint32, n)
	last := uint32(0)
	for i := range m.keys {
		last += uint32(r.varint())
		m.keys[i] = last
	}
	if r.bad || len(r.rest) < n*m.labels || !slices.IsSorted(m.keys) {
		return nil, nil, errBroken
	}
	m.rows = make([]int8, n*m.labels)
	for i := range m.rows {
		m.rows[i] = int8(r.rest[i])
	}
	m.fill()
	return m, r.rest[len(m.rows):], nil
}

type reader struct {
	rest []byte
	bad  bool
}

func (r *reader) word() uint32 {
	if len(r.rest) < 4 {
		r.bad, r.rest = true, nil
		return 0
	}
	v := binary.LittleEndian.Uint32(r.rest)
	r.rest = r.rest[4:]
	return v
}

func (r *reader) varint() uint64 {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		r.bad, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[n:]
	return v
}
