package learn

import (
	"math"
	"math/rand/v2"

	"variorum/internal/engine/grammar"
)

// Size is the widths of a network. All but the tables' rows are multiples of the vector length.
type Size struct {
	Word, Affix, Gram, Shape int  // columns of the four input tables
	Width                    int  // of each layer; half reads forwards, half backwards
	Soft                     int  // of the tag that grammar.TaggedLayer reads
	Arc, Label               int  // of what arcs and relations are scored on
	Tags, Relations          int  // how many there are
	Layers                   int  // recurrent ones, three or more
	Between                  bool // whether the marks between a word and its head are looked at
	Style                    bool // whether a word's shape is read by the style of its sentence
}

func (s Size) input() int { return s.Word + s.Affix + s.Gram + s.Shape }
func (s Size) heads() int { return 2*s.Arc + 2*s.Label }

// shapes is the number of rows that so many shapes have: one for each style.
func (s Size) shapes(n int) int {
	if s.Style {
		return n * grammar.Styles
	}
	return n
}

// shapeRow is the row of a shape in a sentence of some style.
func (s Size) shapeRow(shape int32, style grammar.Style) int32 {
	if s.Style {
		return shape*grammar.Styles + int32(style)
	}
	return shape
}

// param is one table of weights with what Adam remembers of it.
type param struct {
	name       string
	rows, cols int
	w          []float32
	m, v       []float32
	mean       []float32 // moving average, what is kept in the end
	sparse     bool      // rows are looked up: only those touched are moved
	touched    []int32
	grad       []float32 // of sparse tables
	last       []int32   // step at which a row was last touched
}

// Net is the weights of a tagger and parser.
type Net struct {
	Size Size
	all  []*param

	word, affix, gram, shape *param
	mix, mixBias             *param
	layers                   []recurrentParams
	tag1, tag1Bias, soft     *param
	tag2, tag2Bias           *param
	heads, headsBias         *param
	headsWord, tag2Word      *param // what the word alone gives, past the layers
	pair, distance           *param // Arc×Arc; Arc×buckets
	headBias, root           *param // 1×Arc
	rootLabel, labelDistance *param
	between, labelBetween    *param // as distance and labelDistance; nil when not looked at
	relation, relationBias   *param
}

// recurrentParams are the weights of one layer: of the word itself, of its neighbour (first layer only), the bias and
// what the gates read of the state.
type recurrentParams struct{ own, neighbour, bias, state *param }

const buckets = 32 // rows of distance tables; grammar.Distances are used

// NewNet makes a network of small random weights.
func NewNet(size Size, words, affixes, grams, shapes int, seed uint64) *Net {
	n := &Net{Size: size, layers: make([]recurrentParams, size.Layers)}
	rng := rand.New(rand.NewPCG(seed, 0x67726d))
	dense := func(name string, rows, cols int) *param {
		return n.add(name, rows, cols, false, glorot(rows, cols), rng)
	}
	zero := func(name string, cols int) *param { return n.add(name, 1, cols, false, 0, rng) }
	table := func(name string, rows, cols int) *param { return n.add(name, rows, cols, true, 0.1, rng) }
	d := size.Width
	n.word, n.affix = table("word", words, size.Word), table("affix", affixes, size.Affix)
	n.gram, n.shape = table("gram", grams, size.Gram), table("shape", size.shapes(shapes), size.Shape)
	n.mix, n.mixBias = dense("mix", size.input(), d), zero("mix bias", d)
	for i := range n.layers {
		l := &n.layers[i]
		in := d
		if i == grammar.TaggedLayer {
			in += size.Soft
		}
		name := string(rune('1' + i))
		l.own = dense("own "+name, in, 3*d)
		if i == 0 {
			l.neighbour = dense("neighbour "+name, d, 3*d)
		}
		l.bias, l.state = zero("bias "+name, 3*d), n.add("state "+name, 1, 2*d, false, 0.1, rng)
		for dir := range 2 { // remember at first: a gate that starts half shut forgets within three words
			for j := range d / 2 {
				l.bias.w[dir*3*d/2+d/2+j] = 0.5
			}
		}
	}
	tags, relations := pad(size.Tags), pad(size.Relations)
	n.tag1, n.tag1Bias, n.soft = dense("tag1", d, tags), zero("tag1 bias", tags), n.add("soft", tags, size.Soft, false, 0.3, rng)
	n.tag2, n.tag2Bias = dense("tag2", d, tags), zero("tag2 bias", tags)
	n.heads, n.headsBias = dense("heads", d, size.heads()), zero("heads bias", size.heads())
	n.headsWord, n.tag2Word = dense("heads word", d, size.heads()), dense("tag2 word", d, tags)
	n.pair = dense("pair", size.Arc, size.Arc)
	n.distance = n.add("distance", size.Arc, buckets, false, 0.1, rng)
	n.headBias, n.root = n.add("head bias", 1, size.Arc, false, 0.1, rng), n.add("root", 1, size.Arc, false, 0.3, rng)
	n.rootLabel = n.add("root label", 1, size.Label, false, 0.3, rng)
	n.labelDistance = n.add("label distance", buckets, size.Label, false, 0.1, rng)
	n.relation, n.relationBias = dense("relation", size.Label, relations), zero("relation bias", relations)
	if size.Between {
		n.between = n.add("between", size.Arc, buckets, false, 0, rng)
		n.labelBetween = n.add("label between", buckets, size.Label, false, 0, rng)
	}
	for j := size.Tags; j < tags; j++ { // padding never wins
		n.tag1Bias.w[j], n.tag2Bias.w[j] = -1e4, -1e4
	}
	for j := size.Relations; j < relations; j++ {
		n.relationBias.w[j] = -1e4
	}
	for _, p := range n.all {
		copy(p.mean, p.w)
	}
	return n
}

func glorot(rows, cols int) float32 { return float32(math.Sqrt(6 / float64(rows+cols))) }

func (n *Net) add(name string, rows, cols int, sparse bool, reach float32, rng *rand.Rand) *param {
	p := &param{name: name, rows: rows, cols: cols, sparse: sparse}
	size := rows * cols
	p.w, p.m, p.v, p.mean = make([]float32, size), make([]float32, size), make([]float32, size), make([]float32, size)
	for i := range p.w {
		p.w[i] = reach * (2*rng.Float32() - 1)
	}
	if sparse {
		p.grad, p.last = make([]float32, size), make([]int32, rows)
	}
	n.all = append(n.all, p)
	return p
}

func (p *param) row(i int32) []float32 { return p.w[int(i)*p.cols : (int(i)+1)*p.cols] }

// example is a sentence as the network sees it.
type example struct {
	words     []grammar.Features
	between   grammar.Between
	style     grammar.Style
	tags      []int32
	relations []int32
	heads     []int
	teach     *lesson // what teachers said, or nil
}

// lesson is the averaged judgement of teachers about one sentence.
type lesson struct {
	tags, relations, arcs *matrix
}
