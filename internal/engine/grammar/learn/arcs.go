package learn

import "variorum/internal/engine/grammar"

// arcs scores, in each sentence, every word as the head of every other: dependents down, heads along, the root last.
func (p *pass) arcs() {
	size := p.net.Size
	n := p.tokens()
	p.dep.reshape(n, size.Arc)
	p.head.reshape(n+len(p.sentences), size.Arc) // a sentence's root follows its words
	for len(p.scores) < len(p.sentences) {
		p.scores = append(p.scores, matrix{})
	}
	p.outMask.reshape(len(p.sentences), size.heads())
	for s := range p.sentences {
		keep := p.outMask.row(s)
		p.fillMask(keep, p.drop.Output)
		for i := p.start[s]; i < p.start[s+1]; i++ {
			row := p.heads.row(i)
			squashRow(p.dep.row(i), row, keep)
			squashRow(p.head.row(i+s), row[size.Arc:], keep[size.Arc:])
		}
		root := p.head.row(p.start[s+1] + s)
		for j, x := range p.net.root.w {
			root[j] = x * keep[size.Arc+j]
		}
	}
	q := p.scratch[1].reshape(n, size.Arc)
	addProduct(q.v, q.cols, p.dep.plain(), p.net.pair.w, size.Arc, n, size.Arc, size.Arc)
	far := p.scratch[2].reshape(n, buckets)
	addProduct(far.v, far.cols, p.dep.plain(), p.net.distance.w, buckets, n, size.Arc, buckets)
	if w := p.net.between; w != nil {
		p.mid.reshape(n, buckets)
		addProduct(p.mid.v, p.mid.cols, p.dep.plain(), w.w, buckets, n, size.Arc, buckets)
	}
	for s := range p.sentences {
		p.arcsOf(s, q, far)
	}
}

func squashRow(to, from, keep []float32) {
	for j := range to {
		to[j] = keep[j] * grammar.Squash(from[j])
	}
}

func (p *pass) arcsOf(s int, q, far *matrix) {
	size := p.net.Size
	start, n := p.start[s], p.start[s+1]-p.start[s]
	heads := p.head.v[(start+s)*size.Arc : (start+s+n+1)*size.Arc]
	flipped := &p.scratch[3]
	transposeInto(flipped, heads, n+1, size.Arc)
	out := p.scores[s].reshape(n, flipped.cols)
	addProduct(out.v, out.cols, q.from(start, 0), flipped.v, flipped.cols, n, size.Arc, flipped.cols)
	for j := range n + 1 {
		var bias float32
		for k, x := range heads[j*size.Arc : (j+1)*size.Arc] {
			bias += float32(x * p.net.headBias.w[k])
		}
		for i := range n {
			out.v[i*out.cols+j] += bias + far.v[(start+i)*buckets+grammar.Distance(i, j, n)]
		}
	}
	if p.net.between == nil {
		return
	}
	between := &p.sentences[s].between
	for i := range n {
		mid := p.mid.row(start + i)
		for j := range n + 1 {
			out.v[i*out.cols+j] += mid[between.Class(i, j, n)]
		}
	}
}

// relations scores the relation of each word to the head given for it, by sentence.
func (p *pass) relations(heads func(s, i int) int) {
	size, n := p.net.Size, p.tokens()
	p.hidden.reshape(n, size.Label)
	p.hiddenAct.reshape(n, size.Label)
	for s := range p.sentences {
		keep := p.outMask.row(s)[2*size.Arc:]
		for i := p.start[s]; i < p.start[s+1]; i++ {
			out := p.hidden.row(i)
			head := heads(s, i-p.start[s])
			mine, theirs, far := p.relationParts(s, i, head)
			for j := range out {
				out[j] = mine[j] + theirs[j] + far[j]
			}
			if w := p.net.labelBetween; w != nil {
				addRow(out, w.row(int32(p.sentences[s].between.Class(i-p.start[s], head, p.start[s+1]-p.start[s]))), 1)
			}
			squashRow(p.hiddenAct.row(i), out, keep)
		}
	}
	p.linear(&p.relation, p.hiddenAct.plain(), size.Label, p.net.relation, p.net.relationBias, n)
	softmaxRows(&p.relation)
}

// relationParts returns what the dependent, its head and the way between them give to a relation.
func (p *pass) relationParts(s, i, head int) (mine, theirs, far []float32) {
	size := p.net.Size
	n := p.start[s+1] - p.start[s]
	mine = p.heads.row(i)[2*size.Arc:][:size.Label]
	theirs = p.net.rootLabel.w
	if head < n {
		theirs = p.heads.row(p.start[s] + head)[2*size.Arc+size.Label:][:size.Label]
	}
	return mine, theirs, p.net.labelDistance.row(int32(grammar.Distance(i-p.start[s], head, n)))
}

// softmaxRow makes probabilities of the first n scores of a row and clears the others.
func softmaxRow(row []float32, n int) {
	grammar.Softmax(row[:n])
	clear(row[n:])
}
