package grammar

// The first layer reads single words, so all of its work but the recurrence depends on the word alone. What it makes
// of a word is remembered: in running text nine words of ten were met shortly before.

// remembered is the number of words that a model keeps, a power of two. At two and a half kilobytes each this is what
// most of a model's memory goes to.
const remembered = 4096

// entry is what the first layer makes of one word, as whole numbers: a part is kept in steps of 1/1024.
type entry struct {
	word      string
	input     []int16 // of the highway, 1/16384
	own, side []int16 // gates: what the word gives to its own, and to its neighbours'
}

const (
	gateStep  = 1.0 / 1024
	inputStep = 1.0 / 16384
)

// wordsAlone looks every word up, or computes it.
func (m *Model) wordsAlone(s *space, words []string) {
	s.entries = grow(s.entries, len(words))
	for i, w := range words {
		slot := &m.known[hash(w)%remembered]
		e := slot.Load()
		if e == nil || e.word != w {
			e = m.alone(s, w)
			slot.Store(e)
		}
		s.entries[i] = e
	}
}

// alone computes one word.
func (m *Model) alone(s *space, word string) *entry {
	f := &s.features
	m.lexicon.Features(word, f)
	n := m.mix.cols
	s.input = grow(s.input, n)
	clear(s.input)
	row := s.input
	m.word.add(row, f.Word, 1)
	row = row[m.word.cols:]
	for _, a := range f.Affixes {
		m.affix.add(row, a, 1)
	}
	row = row[m.affix.cols:]
	for _, g := range f.Grams {
		m.gram.add(row, g, GramScale(len(f.Grams)))
	}
	m.shape.add(row[m.gram.cols:], f.Shape, 1)

	top := largest(s.input)
	s.whole = grow(s.whole, n)
	for i, x := range s.input {
		s.whole[i] = int64(round(x / top * levels))
	}
	s.fresh = grow(s.fresh, m.own1.width())
	m.mix.times(s.fresh, 0, s.whole, 1)
	d := m.width
	memory := make([]int16, d+2*3*d)
	e := &entry{word: word, input: memory[:d], own: memory[d : 4*d], side: memory[4*d:]}
	s.whole = grow(s.whole, d)
	for i, y := range s.fresh[:d] {
		x := Squash(m.mix.bias[i] + float32(top*(y-m.mix.bias[i])))
		s.whole[i] = int64(round(x * levels))
		e.input[i] = step(x, inputStep)
	}
	m.own1.times(s.fresh, 0, s.whole, 1)
	steps(e.own, s.fresh)
	m.neighbour.times(s.fresh, 0, s.whole, 1)
	steps(e.side, s.fresh)
	return e
}

func largest(v []float32) float32 {
	top := float32(1e-6)
	for _, x := range v {
		top = max(top, x, -x)
	}
	return top
}

func steps(out []int16, v []float32) {
	for i := range out {
		out[i] = step(v[i], gateStep)
	}
}

func step(x float32, unit float32) int16 {
	y := x / unit
	if y > 32767 {
		return 32767
	}
	if y < -32767 {
		return -32767
	}
	return int16(y)
}

// firstLayer adds up what each word and its neighbours give to the gates and scans them.
func (m *Model) firstLayer(s *space, n int) {
	d := m.width
	g := 3 * d
	s.gates, s.low = grow(s.gates, n*g), grow(s.low, n*d)
	for i, e := range s.entries {
		gates, half := s.gates[i*g:(i+1)*g], g/2
		left, right := silence[:half], silence[:half]
		if i > 0 {
			left = s.entries[i-1].side[:half]
		}
		if i+1 < n {
			right = s.entries[i+1].side[half:]
		}
		sum(gates[:half], e.own[:half], left)
		sum(gates[half:], e.own[half:], right)
		low := s.low[i*d : (i+1)*d]
		for j, x := range e.input {
			low[j] = inputStep * float32(x)
		}
	}
	m.scan(s, n, 0, g)
}

// silence is what stands beside the first and the last word. It bounds the width of a layer.
var silence [4096]int16

func sum(out []float32, a, b []int16) {
	a, b = a[:len(out)], b[:len(out)]
	for i := range out {
		out[i] = gateStep * float32(int32(a[i])+int32(b[i]))
	}
}
