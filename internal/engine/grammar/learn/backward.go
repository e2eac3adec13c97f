package learn

import (
	"math"

	"variorum/internal/engine/grammar"
)

// Share is how much each of the four losses counts, per word, and how much of each target is the teachers' judgement.
type Share struct {
	Arc, Relation, Tag, EarlyTag float32
	Taught                       float32
}

// backward adds the gradient of the loss, divided by words, to grad, and leaves that of the input rows in dx0.
func (p *pass) backward(share Share, words int) {
	scale := 1 / float32(words)
	size, n := p.net.Size, p.tokens()
	dHeads := p.scratch[4].reshape(n, size.heads())
	p.relationGradient(dHeads, share.Relation*scale, share.Taught)
	p.arcGradient(dHeads, share.Arc*scale, share.Taught)
	dTags := p.scratch[5].reshape(n, pad(size.Tags))
	p.tagGradient(dTags, &p.tag2, share.Tag*scale, share.Taught, 2)

	var dIn matrix
	dIn.reshape(n, size.Width)
	top := &p.in[size.Layers]
	p.linearBack(&dIn, dHeads, top, size.Width, p.net.heads, p.net.headsBias)
	p.linearBack(&dIn, dTags, top, size.Width, p.net.tag2, p.net.tag2Bias)

	var dWord matrix // of the first layer's input, past the layers
	dWord.reshape(n, size.Width)
	p.linearBack(&dWord, dHeads, &p.in[0], size.Width, p.net.headsWord, nil)
	p.linearBack(&dWord, dTags, &p.in[0], size.Width, p.net.tag2Word, nil)

	var dh, next, dx matrix
	dh.reshape(n, size.Width)
	p.undrop(size.Layers, &dh, &dIn)
	for k := size.Layers - 1; k >= 0; k-- {
		below := &p.x1
		if k > 0 {
			below = &p.layer[k-1].h
		}
		next.reshape(n, size.Width)
		p.recurBack(k, &p.in[k], below, &dh, &dx, &next)
		switch k {
		case grammar.TaggedLayer:
			p.softGradient(&dx, share, scale)
		case 0:
			addRow(dx.v, dWord.v, 1)
		}
		p.undrop(k, &next, &dx)
		dh, next = next, dh
	}
	next = dh

	for i, x := range p.x1pre.v {
		next.v[i] *= grammar.SquashSlope(x)
	}
	p.dx0.reshape(n, size.input())
	p.linearBack(&p.dx0, &next, &p.x0, size.input(), p.net.mix, p.net.mixBias)
}

// linearBack takes the gradient dy of x·w+b back: to w and b, and added to dx unless it is nil.
func (p *pass) linearBack(dx, dy, x *matrix, in int, w, b *param) {
	addProduct(p.grad[w], w.cols, x.transposed(), dy.v, dy.cols, in, dy.rows, w.cols)
	if b != nil {
		g := p.grad[b]
		for i := range dy.rows {
			addRow(g, dy.row(i), 1)
		}
	}
	if dx != nil {
		flipped := &p.scratch[6]
		transposeInto(flipped, w.w, w.rows, w.cols)
		addProduct(dx.v, dx.cols, dy.plain(), flipped.v, flipped.cols, dy.rows, w.cols, in)
	}
}

// undrop adds the gradient of a dropped-out input to that of what it was made from.
func (p *pass) undrop(k int, to, from *matrix) {
	for s := range p.sentences {
		keep := p.masks[k].row(s)
		for i := p.start[s]; i < p.start[s+1]; i++ {
			a, b := to.row(i), from.row(i)
			for j, m := range keep {
				a[j] += float32(m * b[j])
			}
		}
	}
}

// crossEntropy turns probabilities into the gradient at the scores, adds it to out and returns the loss.
func crossEntropy(out, prob []float32, gold int, taught []float32, scale, share float32) float64 {
	loss := 0.0
	for j, q := range prob {
		var y float32
		if j == gold {
			y = 1
			loss = -math.Log(float64(max(q, 1e-20)))
		}
		if taught != nil {
			y += float32(share * (taught[j] - y))
		}
		out[j] += float32(scale * (q - y))
	}
	return loss
}

func (p *pass) tagGradient(out, prob *matrix, scale, taught float32, which int) {
	for s, e := range p.sentences {
		for k, gold := range e.tags {
			i := p.start[s] + k
			var t []float32
			if e.teach != nil {
				t = e.teach.tags.row(k)
			}
			p.loss[which] += crossEntropy(out.row(i), prob.row(i), int(gold), t, scale, taught)
		}
	}
}

// softGradient takes the gradient that the last layer gives to the early tags back, together with their own loss.
func (p *pass) softGradient(dx *matrix, share Share, scale float32) {
	size, n := p.net.Size, p.tokens()
	tags := pad(size.Tags)
	addProduct(p.grad[p.net.soft], size.Soft, p.tag1.transposed(), dx.v[size.Width:], dx.cols, tags, n, size.Soft)
	flipped := &p.scratch[6]
	transposeInto(flipped, p.net.soft.w, tags, size.Soft)
	dProb := p.scratch[5].reshape(n, tags)
	addProduct(dProb.v, tags, dx.part(size.Width), flipped.v, flipped.cols, n, size.Soft, tags)
	for i := range n {
		d, q := dProb.row(i), p.tag1.row(i)
		var mean float32
		for j, x := range d {
			mean += float32(x * q[j])
		}
		for j := range d {
			d[j] = q[j] * (d[j] - mean)
		}
	}
	p.tagGradient(dProb, &p.tag1, share.EarlyTag*scale, share.Taught, 3)
	p.linearBack(dx, dProb, &p.in[grammar.TaggedLayer], size.Width, p.net.tag1, p.net.tag1Bias)
}

func (p *pass) relationGradient(dHeads *matrix, scale, taught float32) {
	size, n := p.net.Size, p.tokens()
	d := p.scratch[5].reshape(n, pad(size.Relations))
	for s, e := range p.sentences {
		for k, gold := range e.relations {
			i := p.start[s] + k
			var t []float32
			if e.teach != nil {
				t = e.teach.relations.row(k)
			}
			p.loss[1] += crossEntropy(d.row(i), p.relation.row(i), int(gold), t, scale, taught)
		}
	}
	dHidden := p.scratch[7].reshape(n, size.Label)
	p.linearBack(dHidden, d, &p.hiddenAct, size.Label, p.net.relation, p.net.relationBias)
	for s, e := range p.sentences {
		keep := p.outMask.row(s)[2*size.Arc:]
		for k, head := range e.heads {
			i := p.start[s] + k
			g, x := dHidden.row(i), p.hidden.row(i)
			for j := range g {
				g[j] *= keep[j] * grammar.SquashSlope(x[j])
			}
			addRow(dHeads.row(i)[2*size.Arc:], g, 1)
			if head == len(e.heads) {
				addRow(p.grad[p.net.rootLabel], g, 1)
			} else {
				addRow(dHeads.row(p.start[s] + head)[2*size.Arc+size.Label:], g, 1)
			}
			at := grammar.Distance(k, head, len(e.heads)) * size.Label
			addRow(p.grad[p.net.labelDistance][at:at+size.Label], g, 1)
			if w := p.net.labelBetween; w != nil {
				at := e.between.Class(k, head, len(e.heads)) * size.Label
				addRow(p.grad[w][at:at+size.Label], g, 1)
			}
		}
	}
}

func (p *pass) arcGradient(dHeads *matrix, scale, taught float32) {
	size, n := p.net.Size, p.tokens()
	q := p.scratch[1] // still what arcs computed
	var dq, dFar, dMid, dHead, dDep matrix
	dMid.reshape(n, buckets)
	dq.reshape(n, size.Arc)
	dFar.reshape(n, buckets)
	dHead.reshape(p.head.rows, size.Arc)
	for s, e := range p.sentences {
		p.arcGradientOf(s, e, &q, &dq, &dFar, &dMid, &dHead, scale, taught)
	}
	dDep.reshape(n, size.Arc)
	p.linearBack(&dDep, &dq, &p.dep, size.Arc, p.net.pair, nil)
	p.linearBack(&dDep, &dFar, &p.dep, size.Arc, p.net.distance, nil)
	if p.net.between != nil {
		p.linearBack(&dDep, &dMid, &p.dep, size.Arc, p.net.between, nil)
	}
	for s := range p.sentences {
		keep := p.outMask.row(s)
		for i := p.start[s]; i < p.start[s+1]; i++ {
			out, x := dHeads.row(i), p.heads.row(i)
			d, h := dDep.row(i), dHead.row(i+s)
			for j := range d {
				out[j] += float32(d[j] * keep[j] * grammar.SquashSlope(x[j]))
				out[size.Arc+j] += float32(h[j] * keep[size.Arc+j] * grammar.SquashSlope(x[size.Arc+j]))
			}
		}
		for j, x := range dHead.row(p.start[s+1] + s) {
			p.grad[p.net.root][j] += float32(x * keep[size.Arc+j])
		}
	}
}

// arcGradientOf turns the arc scores of sentence s into probabilities, and then into their gradient.
func (p *pass) arcGradientOf(s int, e *example, q, dq, dFar, dMid, dHead *matrix, scale, taught float32) {
	size := p.net.Size
	start, n := p.start[s], len(e.heads)
	d := &p.scores[s]
	for i, gold := range e.heads {
		row := d.row(i)
		row[i] = -1e4 // no word is its own head
		grammar.Softmax(row[:n+1])
		var t []float32
		if e.teach != nil {
			t = e.teach.arcs.row(i)
		}
		p.loss[0] += p.arcRow(row[:n+1], gold, t, scale, taught)
		clear(row[n+1:])
		far, mid := dFar.row(start+i), dMid.row(start+i)
		for j, x := range row[:n+1] {
			far[grammar.Distance(i, j, n)] += x
			mid[e.between.Class(i, j, n)] += x
		}
	}
	heads := p.head.v[(start+s)*size.Arc : (start+s+n+1)*size.Arc]
	addProduct(dq.v[start*size.Arc:], size.Arc, d.plain(), heads, size.Arc, n, n+1, size.Arc)
	out := dHead.v[(start+s)*size.Arc : (start+s+n+1)*size.Arc]
	addProduct(out, size.Arc, d.transposed(), q.v[start*size.Arc:], size.Arc, n+1, n, size.Arc)
	bias := p.grad[p.net.headBias]
	for j := range n + 1 {
		var sum float32
		for i := range n {
			sum += d.v[i*d.cols+j]
		}
		addRow(out[j*size.Arc:(j+1)*size.Arc], p.net.headBias.w, sum)
		addRow(bias, heads[j*size.Arc:(j+1)*size.Arc], sum)
	}
}

// arcRow replaces the probabilities of one word's heads by the gradient of their scores.
func (p *pass) arcRow(row []float32, gold int, taught []float32, scale, share float32) float64 {
	loss := -math.Log(float64(max(row[gold], 1e-20)))
	for j := range row {
		var y float32
		if j == gold {
			y = 1
		}
		if taught != nil {
			y += float32(share * (taught[j] - y))
		}
		row[j] = scale * (row[j] - y)
	}
	return loss
}

// recurBack takes the gradient dh of layer k's output back: dx is that of its input x, around that of the highway,
// which is added to.
func (p *pass) recurBack(k int, x, h0, dh, dx, around *matrix) {
	w, d, n := p.net.layers[k], p.net.Size.Width, p.tokens()
	var dPre matrix
	dPre.reshape(n, 3*d)
	for s := range p.sentences {
		for dir := range 2 {
			p.scanBack(k, p.start[s], p.start[s+1], dir, h0, dh, &dPre, around)
		}
	}
	dx.reshape(n, x.cols)
	p.linearBack(dx, &dPre, x, x.cols, w.own, w.bias)
	if w.neighbour != nil {
		side := p.scratch[0].reshape(n, 3*d)
		p.unshift(side, &dPre, d)
		p.linearBack(dx, side, x, x.cols, w.neighbour, nil)
	}
}

// unshift is shift, backwards.
func (p *pass) unshift(side, dPre *matrix, d int) {
	half := 3 * d / 2
	for s := range p.sentences {
		for i := p.start[s]; i < p.start[s+1]; i++ {
			if i > p.start[s] {
				addRow(side.row(i - 1)[:half], dPre.row(i)[:half], 1)
			}
			if i+1 < p.start[s+1] {
				addRow(side.row(i + 1)[half:], dPre.row(i)[half:], 1)
			}
		}
	}
}

func (p *pass) scanBack(k, start, end, dir int, input, dh, dPre, around *matrix) {
	l, d := &p.layer[k], p.net.Size.Width
	half := d / 2
	w := p.net.layers[k].state.w[dir*d : (dir+1)*d]
	dw := p.grad[p.net.layers[k].state][dir*d : (dir+1)*d]
	zero, carry := make([]float32, half), make([]float32, half)
	for step := end - start - 1; step >= 0; step-- {
		i, prev := start+step, start+step-1
		if dir == 1 {
			i = end - 1 - step
			prev = i + 1
		}
		was := zero
		if step > 0 {
			was = l.state.row(prev)[dir*half:][:half]
		}
		g, a, dg := gates(l.pre.row(i), dir, half), gates(l.act.row(i), dir, half), gates(dPre.row(i), dir, half)
		c, x := l.state.row(i)[dir*half:][:half], input.row(i)[dir*half:][:half]
		up, side := dh.row(i)[dir*half:][:half], around.row(i)[dir*half:][:half]
		for j := range half {
			z, f, o := a[j], a[half+j], a[2*half+j]
			dc := float32(up[j]*o) + carry[j]
			side[j] += float32(up[j] * (1 - o))
			do := up[j] * (c[j] - x[j]) * grammar.GateSlope(g[2*half+j])
			df := dc * (was[j] - z) * grammar.GateSlope(g[half+j])
			dg[j] = dc * (1 - f) * grammar.SquashSlope(g[j])
			dg[half+j], dg[2*half+j] = df, do
			carry[j] = float32(dc*f) + float32(df*w[j]) + float32(do*w[half+j])
			dw[j] += float32(df * was[j])
			dw[half+j] += float32(do * was[j])
		}
	}
}
