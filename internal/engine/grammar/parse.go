package grammar

// Token is what a model says of one word.
type Token struct {
	Tag      string // universal part of speech: "NOUN"
	Treebank string // the treebank's own tag: "NNS"
	Lemma    string
	Head     int    // the index of the word it depends on, or -1 for the root
	Relation string // universal relation with its subtype: "nsubj:pass"
}

// window is the longest run of words that is parsed at once. The work grows with its square; what is longer is a list or a
// table pasted as text, and is cut (see cuts).
const window = 160

// Parse tags, lemmatises and parses the words of one sentence.
func (m *Model) Parse(words []string) []Token { return m.ParseInto(nil, words) }

// ParseInto is Parse into dst's memory.
func (m *Model) ParseInto(dst []Token, words []string) []Token {
	dst = grow(dst, len(words))
	if len(words) == 0 {
		return dst
	}
	s := m.spaces.Get().(*space)
	defer m.spaces.Put(s)
	first := -1
	for start := 0; start < len(words); {
		end := cut(words, start)
		m.parse(s, dst[start:end], words[start:end])
		for i := start; i < end; i++ {
			if dst[i].Head >= 0 {
				dst[i].Head += start
			} else if first < 0 {
				first = i
			} else {
				dst[i].Head, dst[i].Relation = first, "dep" // the parts of what was cut hang together loosely
			}
		}
		start = end
	}
	return dst
}

// cut returns where the window that starts at start ends: at the sentence's end, or after the last mark in its second half.
func cut(words []string, start int) int {
	if len(words)-start <= window {
		return len(words)
	}
	end := start + window
	for i := end; i > start+window/2; i-- {
		if shape := Shape(words[i-1]); len(shape) == 1 && shape != "x" && shape != "X" && shape != "0" {
			return i
		}
	}
	return end
}

// space is the working memory of one parse.
type space struct {
	features  Features
	input     []float32
	entries   []*entry
	whole     []int16
	missing   []int
	gates     []float32
	low, high []float32 // a layer's input and output
	early     []float32
	late      []float32
	heads     []float32
	before    []float32
	query     []float32
	far       []float32
	mid       []float32
	marks     []Mark
	couples   []couple
	style     Style
	between   Between
	bias      []float32
	scores    []float32
	head      []int
	rel       []int
	arcs      []arc
	kept      []int // trees that mending weighs against each other
	mended    []int
	decoder   Decoder
	flat      eisner
	fresh     []float32
	scale     []float32
}

// parse reads one window.
func (m *Model) parse(s *space, out []Token, words []string) {
	n := len(words)
	s.marks = grow(s.marks, n)
	for i, w := range words {
		s.marks[i] = MarkOf(w)
	}
	s.between.Set(s.marks)
	s.couples = couples(s.couples[:0], words, s.marks)
	if s.style = PlainStyle; m.styles > 1 {
		s.style = StyleOf(words)
	}
	m.wordsAlone(s, words)
	m.firstLayer(s, n)
	m.below(s, n)
	for k := 1; k <= len(m.own); k++ {
		if k == TaggedLayer {
			m.earlyTags(s, n)
		}
		m.layer(s, n, k, &m.own[k-1])
		m.below(s, n)
	}
	m.outputs(s, n)
	m.tags(s, out)
	m.arcs(s, n)
	m.weigh(s, n)
	m.tree(s, n)
	m.relate(s, n)
	m.mend(s, n)
	for i, h := range s.head {
		if h == n {
			h = -1
		}
		out[i].Head, out[i].Relation = h, m.names[s.rel[i]]
	}
	for i, w := range words {
		out[i].Lemma = m.lemmas.Lemma(w, out[i].Treebank)
	}
}

// earlyTags guesses the probability of each tag from the layers so far.
func (m *Model) earlyTags(s *space, n int) {
	s.early = grow(s.early, n*m.tag1.width())
	m.tag1.times(s.early, s.whole, n)
	for i := range n {
		Softmax(s.early[i*m.tag1.width():][:len(m.universal)])
	}
}

// below makes whole numbers of a layer's output for the products over it.
func (m *Model) below(s *space, n int) {
	s.whole = room(s.whole, n, m.width)
	whole(s.whole[:n*m.width], s.low[:n*m.width])
}

// outputs computes what tags, arcs and relations are chosen from.
func (m *Model) outputs(s *space, n int) {
	t, h := m.tag2.width(), m.heads.width()
	s.late, s.heads = grow(s.late, n*t), grow(s.heads, n*h)
	m.tag2.times(s.late, s.whole, n)
	m.heads.times(s.heads, s.whole, n)
	for i, e := range s.entries {
		addSteps(s.late[i*t:(i+1)*t], e.tags)
		addSteps(s.heads[i*h:(i+1)*h], e.heads)
	}
}

// layer runs a recurrent layer from s.low to s.low, by way of s.high.
func (m *Model) layer(s *space, n, k int, own *packed) {
	g := own.width()
	s.gates = grow(s.gates, n*g)
	own.times(s.gates, s.whole, n)
	if k == TaggedLayer {
		m.addEarly(s, n, g)
	}
	m.scan(s, n, k, g)
}

// TaggedLayer is the layer, counted from 0, that reads the early tags beside the layer below it.
const TaggedLayer = 2

// mostLayers is how many layers there may be.
const mostLayers = 8

// leastSoft is the probability below which an early tag is left out of that layer's input: 1/256, under what eight
// bits would keep of it.
const leastSoft = 1.0 / 256

func (m *Model) addEarly(s *space, n, g int) {
	wide := 3 * m.width
	for i := range n {
		gates := s.gates[i*g : i*g+wide]
		for t, p := range s.early[i*m.tag1.width():][:len(m.universal)] {
			if p < leastSoft {
				continue
			}
			row := m.soft[t*wide : (t+1)*wide]
			row = row[:len(gates)]
			for j := range gates {
				gates[j] += float32(p * row[j])
			}
		}
	}
}

// scan reads the gates of n words forwards and backwards; the layer's input in s.low becomes its output.
func (m *Model) scan(s *space, n, k, g int) {
	d := m.width
	half := d / 2
	s.high, s.before = grow(s.high, n*d), grow(s.before, half)
	for dir := range 2 {
		clear(s.before)
		w := m.state[k][dir*d : (dir+1)*d]
		for step := range n {
			i := step
			if dir == 1 {
				i = n - 1 - step
			}
			cell(s.high[i*d+dir*half:][:half], s.before, s.gates[i*g+dir*3*half:][:3*half], s.low[i*d+dir*half:][:half], w, m.wide)
		}
	}
	s.low, s.high = s.high, s.low
}

// cell is one step of one direction: the state c moves to the candidate z as far as the gate f lets it, and the output is
// the state as far as the gate o lets it, else the input.
func cell(out, state, gates, in, w []float32, wide bool) {
	if !wide {
		cellPlain(out, state, gates, in, w)
		return
	}
	half := len(out)
	_, _, _, _ = state[half-1], gates[3*half-1], in[half-1], w[2*half-1] // cells does not look
	cells(&out[0], &state[0], &gates[0], &in[0], &w[0], half)
}

func cellPlain(out, state, gates, in, w []float32) {
	half := len(out)
	state, in = state[:half], in[:half]
	z, f, o := gates[:half], gates[half:2*half], gates[2*half:3*half]
	wf, wo := w[:half], w[half:2*half]
	for j := range out {
		was := state[j]
		x := Squash(z[j])
		forget := Gate(f[j] + float32(wf[j]*was))
		open := Gate(o[j] + float32(wo[j]*was))
		c := x + float32(forget*(was-x))
		state[j] = c
		out[j] = in[j] + float32(open*(c-in[j]))
	}
}

// tags picks each word's tag: of early and late probabilities together, the best tag under the best universal part.
func (m *Model) tags(s *space, out []Token) {
	var sums [256]float32
	for i := range out {
		early, late := s.early[i*m.tag1.width():][:len(m.universal)], s.late[i*m.tag2.width():][:len(m.universal)]
		Softmax(late)
		clear(sums[:m.classes])
		top := 0
		for t, p := range late {
			late[t] = p + early[t]
			sums[m.class[t]] += late[t]
		}
		for c, p := range sums[:m.classes] {
			if p > sums[top] {
				top = c
			}
		}
		best := -1
		for t, p := range late {
			if int(m.class[t]) == top && (best < 0 || p > late[best]) {
				best = t
			}
		}
		out[i].Tag, out[i].Treebank = m.universal[best], m.treebank[best]
	}
}
