package learn

import (
	"math/rand/v2"

	"variorum/internal/engine/grammar"
)

// Dropout is how much a training pass leaves out.
type Dropout struct {
	Group  float32 // of each of a word's four groups of features
	Layer  float32 // of the units between layers, the same all through a sentence
	Output float32 // of the units that arcs and relations are scored on
}

// pass is the memory of one forward and backward pass over some sentences, and the gradient that it gathers.
type pass struct {
	net       *Net
	sentences []*example
	start     []int // of each sentence in the rows; one more for the end
	rng       *rand.Rand
	drop      Dropout
	training  bool
	unknown   float64 // see Plan
	count     []int

	x0, x1pre, x1     matrix
	in                []matrix // dropped-out input of each layer, and of the output
	layer             []layerState
	tag1, tag2        matrix // tag scores, then probabilities
	heads             matrix // dependent | head | relation of dependent | relation of head: before activation
	dep, head, mid    matrix // activated and dropped out; what each kind of between gives
	scores            []matrix
	hidden, hiddenAct matrix
	relation          matrix
	masks             []matrix // of in, one row a sentence
	outMask           matrix   // of what arcs and relations are scored on
	groups            matrix   // keep factor of each group for each word; a dropped word is the unknown one
	rowOf             []int32

	grad map[*param][]float32
	dx0  matrix
	loss [4]float64 // arcs, relations, tags, early tags

	scratch [8]matrix
}

// layerState is what a recurrent layer computed.
type layerState struct {
	pre, act matrix // the three gates before and after activation: per direction z, f, o
	state, h matrix
}

func newPass(n *Net) *pass {
	p := &pass{
		net: n, grad: map[*param][]float32{}, in: make([]matrix, n.Size.Layers+1), layer: make([]layerState, n.Size.Layers),
		masks: make([]matrix, n.Size.Layers+1),
	}
	for _, q := range n.all {
		if !q.sparse {
			p.grad[q] = make([]float32, len(q.w))
		}
	}
	return p
}

func (p *pass) tokens() int { return p.start[len(p.start)-1] }

// forward fills everything up to the scores.
func (p *pass) forward(sentences []*example) {
	p.sentences = sentences
	p.start = append(p.start[:0], 0)
	for _, s := range sentences {
		p.start = append(p.start, p.tokens()+len(s.words))
	}
	p.input()
	size, n := p.net.Size, p.tokens()
	below := &p.x1
	for k := range size.Layers {
		if k == grammar.TaggedLayer {
			p.dropLayer(k, below, size.Width, size.Soft)
			p.earlyTags()
		} else {
			p.dropLayer(k, below, size.Width, 0)
		}
		p.recur(k, &p.in[k], below)
		below = &p.layer[k].h
	}
	top := &p.in[size.Layers]
	p.dropLayer(size.Layers, below, size.Width, 0)
	p.linear(&p.tag2, top.plain(), size.Width, p.net.tag2, p.net.tag2Bias, n)
	p.linear(&p.heads, top.plain(), size.Width, p.net.heads, p.net.headsBias, n)
	addProduct(p.tag2.v, p.tag2.cols, p.in[0].plain(), p.net.tag2Word.w, p.tag2.cols, n, size.Width, p.tag2.cols)
	addProduct(p.heads.v, p.heads.cols, p.in[0].plain(), p.net.headsWord.w, p.heads.cols, n, size.Width, p.heads.cols)
	softmaxRows(&p.tag2)
	p.arcs()
}

// earlyTags guesses tags from the layers so far and adds them to what the next layer reads.
func (p *pass) earlyTags() {
	size, n, in := p.net.Size, p.tokens(), &p.in[grammar.TaggedLayer]
	p.linear(&p.tag1, in.plain(), size.Width, p.net.tag1, p.net.tag1Bias, n)
	softmaxRows(&p.tag1)
	addProduct(in.v[size.Width:], in.cols, p.tag1.plain(), p.net.soft.w, size.Soft, n, pad(size.Tags), size.Soft)
}

// linear writes x·w+b.
func (p *pass) linear(out *matrix, x view, in int, w, b *param, rows int) {
	out.reshape(rows, w.cols)
	for i := range rows {
		copy(out.row(i), b.w)
	}
	addProduct(out.v, out.cols, x, w.w, w.cols, rows, in, w.cols)
}

func softmaxRows(m *matrix) {
	for i := range m.rows {
		grammar.Softmax(m.row(i))
	}
}

// input looks the features of each word up and mixes them.
func (p *pass) input() {
	size, n := p.net.Size, p.tokens()
	p.x0.reshape(n, size.input())
	p.groups.reshape(n, 4)
	p.rowOf = p.rowOf[:0]
	at := 0
	for _, s := range p.sentences {
		for k := range s.words {
			row, keep := p.x0.row(at), p.groups.row(at)
			p.keepGroups(keep)
			p.embed(row, &s.words[k], s.style, keep)
			at++
		}
	}
	p.linear(&p.x1pre, p.x0.plain(), size.input(), p.net.mix, p.net.mixBias, n)
	p.x1.reshape(n, size.Width)
	for i, x := range p.x1pre.v {
		p.x1.v[i] = grammar.Squash(x)
	}
}

func (p *pass) keepGroups(keep []float32) {
	for g := range keep {
		keep[g] = 1
		if p.training {
			keep[g] = p.coin(p.drop.Group)
		}
	}
}

// coin is 0 with probability drop and else what keeps the mean.
func (p *pass) coin(drop float32) float32 {
	if p.rng.Float32() < drop {
		return 0
	}
	return 1 / (1 - drop)
}

func (p *pass) embed(row []float32, f *grammar.Features, style grammar.Style, keep []float32) {
	size := p.net.Size
	word := p.wordRow(f.Word)
	p.rowOf = append(p.rowOf, word)
	addRow(row, p.net.word.row(word), keep[0])
	row = row[size.Word:]
	for _, a := range f.Affixes {
		addRow(row, p.net.affix.row(a), keep[1])
	}
	row = row[size.Affix:]
	if len(f.Grams) > 0 {
		for _, g := range f.Grams {
			addRow(row, p.net.gram.row(g), keep[2]*gramScale(len(f.Grams)))
		}
	}
	addRow(row[size.Gram:], p.net.shape.row(size.shapeRow(f.Shape, style)), keep[3])
}

// wordRow makes some rare words unknown in training (Kiperwasser and Goldberg 2016), so that the unknown word's row means
// something.
func (p *pass) wordRow(row int32) int32 {
	if !p.training || p.unknown == 0 || row == 0 {
		return row
	}
	if p.rng.Float64() < p.unknown/(p.unknown+float64(p.count[row])) {
		return 0
	}
	return row
}

// gramScale keeps the sum of a word's letter sequences at one size whatever its length.
func gramScale(n int) float32 { return grammar.GramScale(n) }

func addRow(to, from []float32, scale float32) {
	if scale == 0 {
		return
	}
	to = to[:len(from)]
	for i, x := range from {
		to[i] += float32(scale * x)
	}
}

// dropLayer fills in[k] with x, some units put out, and room for extra columns.
func (p *pass) dropLayer(k int, x *matrix, width, extra int) {
	out, mask := p.in[k].reshape(x.rows, width+extra), &p.masks[k]
	mask.reshape(len(p.sentences), width)
	for s := range p.sentences {
		keep := mask.row(s)
		p.fillMask(keep, p.drop.Layer)
		for i := p.start[s]; i < p.start[s+1]; i++ {
			from, to := x.row(i), out.row(i)
			for j, m := range keep {
				to[j] = m * from[j]
			}
		}
	}
}

func (p *pass) fillMask(keep []float32, drop float32) {
	for j := range keep {
		keep[j] = 1
		if p.training {
			keep[j] = p.coin(drop)
		}
	}
}

// recur runs layer k over its input x; the highway carries around it.
func (p *pass) recur(k int, x, around *matrix) {
	w, l, d := p.net.layers[k], &p.layer[k], p.net.Size.Width
	n := p.tokens()
	p.linear(&l.pre, x.plain(), x.cols, w.own, w.bias, n)
	if w.neighbour != nil {
		side := p.scratch[0].reshape(n, 3*d)
		addProduct(side.v, side.cols, x.plain(), w.neighbour.w, 3*d, n, x.cols, 3*d)
		p.shift(&l.pre, side, d)
	}
	l.act.reshape(n, 3*d)
	l.state.reshape(n, d)
	l.h.reshape(n, d)
	for s := range p.sentences {
		p.scan(k, p.start[s], p.start[s+1], 0, around)
		p.scan(k, p.start[s], p.start[s+1], 1, around)
	}
}

// shift adds to each word's forward half what its left neighbour gives, and to its backward half the right one's.
func (p *pass) shift(pre, side *matrix, d int) {
	half := 3 * d / 2
	for s := range p.sentences {
		for i := p.start[s]; i < p.start[s+1]; i++ {
			if i > p.start[s] {
				addRow(pre.row(i)[:half], side.row(i - 1)[:half], 1)
			}
			if i+1 < p.start[s+1] {
				addRow(pre.row(i)[half:], side.row(i + 1)[half:], 1)
			}
		}
	}
}

// scan runs one direction of a layer over the rows from start to end.
func (p *pass) scan(k, start, end, dir int, around *matrix) {
	l, d := &p.layer[k], p.net.Size.Width
	half := d / 2
	w := p.net.layers[k].state.w[dir*d : (dir+1)*d]
	before := make([]float32, half)
	for step := range end - start {
		i := start + step
		if dir == 1 {
			i = end - 1 - step
		}
		g := gates(l.pre.row(i), dir, half)
		a := gates(l.act.row(i), dir, half)
		c, h, x := l.state.row(i)[dir*half:][:half], l.h.row(i)[dir*half:][:half], around.row(i)[dir*half:][:half]
		for j := range half {
			was := before[j]
			g[half+j] += float32(w[j] * was)
			g[2*half+j] += float32(w[half+j] * was)
			z, f, o := grammar.Squash(g[j]), grammar.Gate(g[half+j]), grammar.Gate(g[2*half+j])
			a[j], a[half+j], a[2*half+j] = z, f, o
			c[j] = z + float32(f*(was-z))
			h[j] = x[j] + float32(o*(c[j]-x[j]))
		}
		before = c
	}
}

// gates is the part of a row that one direction uses.
func gates(row []float32, dir, half int) []float32 { return row[dir*3*half : (dir+1)*3*half] }
