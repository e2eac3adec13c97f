package grammar

import "strings"

// The first layer reads single words, so all of its work but the recurrence depends on the word alone. What it makes
// of a word is remembered: in running text nine words of ten were met shortly before.

// remembered is the number of words that a model keeps, a power of two. At four kilobytes each this is what most of a
// model's memory goes to.
const remembered = 4096

// longestKept is the length in bytes of the longest word that is remembered; what is longer is a link and comes once.
const longestKept = 64

// entry is what one word gives without its neighbours, as whole numbers in steps of gateStep, the input in inputStep.
type entry struct {
	word        string
	style       Style
	input       []int16 // of the highway around the first layer
	own, side   []int16 // to its own gates, and to its neighbours'
	tags, heads []int16 // past the layers
}

const (
	gateStep  = 1.0 / 1024
	inputStep = 1.0 / 16384
)

// wordsAlone looks every word up, and computes those that are not remembered, all together.
func (m *Model) wordsAlone(s *space, words []string) {
	s.entries, s.missing = grow(s.entries, len(words)), s.missing[:0]
	for i, w := range words {
		e := m.known[slot(w, s.style)].Load()
		if e == nil || e.word != w || e.style != s.style {
			s.missing = append(s.missing, i)
			continue
		}
		s.entries[i] = e
	}
	if len(s.missing) > 0 {
		m.learn(s, words)
	}
}

// slot is where a word of a sentence of some style is remembered.
func slot(w string, style Style) uint32 { return (hash(w) + uint32(style)*0x9e3779b1) % remembered }

// learn computes the missing words. A word that is missing twice is computed twice, to the same result.
func (m *Model) learn(s *space, words []string) {
	n, d := len(s.missing), m.width
	s.scale = grow(s.scale, n)
	s.whole = room(s.whole, n, m.mix.cols)
	for i, at := range s.missing {
		s.scale[i] = m.look(s, s.whole[i*m.mix.cols:(i+1)*m.mix.cols], words[at])
	}
	total := d + len(m.own1.scale) + len(m.neighbour.scale) + len(m.tag2Word.scale) + len(m.headsWord.scale)
	memory := make([]int16, n*total)
	s.fresh = grow(s.fresh, n*m.mix.width())
	m.mix.times(s.fresh, s.whole, n)
	s.whole = room(s.whole, n, d)
	for i, at := range s.missing {
		e := &entry{word: strings.Clone(words[at]), style: s.style, input: memory[i*total:][:d:d]}
		s.entries[at] = e
		for j, bias := range m.mix.bias[:d] {
			x := Squash(bias + float32(s.scale[i]*(s.fresh[i*m.mix.width()+j]-bias)))
			e.input[j] = step(x, inputStep)
			s.whole[i*d+j] = nearest(x)
		}
	}
	at := d
	for _, to := range []struct {
		by   *packed
		part func(*entry) *[]int16
	}{
		{&m.own1, func(e *entry) *[]int16 { return &e.own }},
		{&m.neighbour, func(e *entry) *[]int16 { return &e.side }},
		{&m.tag2Word, func(e *entry) *[]int16 { return &e.tags }},
		{&m.headsWord, func(e *entry) *[]int16 { return &e.heads }},
	} {
		w := to.by.width()
		s.fresh = grow(s.fresh, n*w)
		to.by.times(s.fresh, s.whole, n)
		for i, missing := range s.missing {
			out := memory[i*total+at:][:w:w]
			steps(out, s.fresh[i*w:(i+1)*w])
			*to.part(s.entries[missing]) = out
		}
		at += w
	}
	for _, i := range s.missing {
		if len(words[i]) <= longestKept {
			m.known[slot(words[i], s.style)].Store(s.entries[i])
		}
	}
}

// look adds up the rows of a word's features, as whole numbers, and returns what they were scaled down by.
func (m *Model) look(s *space, out []int16, word string) float32 {
	f := &s.features
	m.lexicon.Features(word, f)
	s.input = grow(s.input, m.mix.cols)
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
	m.shape.add(row[m.gram.cols:], f.Shape*int32(m.styles)+int32(s.style), 1)
	top := largest(s.input)
	for i, x := range s.input {
		out[i] = nearest(x / top)
	}
	return top
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
	g := m.own1.width()
	s.gates, s.low = grow(s.gates, n*g), grow(s.low, n*d)
	for i, e := range s.entries {
		gates, half := s.gates[i*g:i*g+3*d], 3*d/2
		left, right := silence[:half], silence[:half]
		if i > 0 {
			left = s.entries[i-1].side[:half]
		}
		if i+1 < n {
			right = s.entries[i+1].side[half : 3*d]
		}
		sum(gates[:half], e.own[:half], left)
		sum(gates[half:], e.own[half:3*d], right)
		low := s.low[i*d : (i+1)*d]
		for j, x := range e.input {
			low[j] = inputStep * float32(x)
		}
	}
	m.scan(s, n, 0, g)
}

// widest is the largest width of a layer.
const widest = 1024

// silence is what stands beside the first and the last word.
var silence [3 * widest]int16

// addSteps adds what a word alone gives.
func addSteps(out []float32, steps []int16) {
	steps = steps[:len(out)]
	for i, x := range steps {
		out[i] += gateStep * float32(x)
	}
}

func sum(out []float32, a, b []int16) {
	a, b = a[:len(out)], b[:len(out)]
	for i := range out {
		out[i] = gateStep * float32(int32(a[i])+int32(b[i]))
	}
}
