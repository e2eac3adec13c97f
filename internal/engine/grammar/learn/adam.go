package learn

import "math"

// Adam (Kingma and Ba 2015) with a moving average of the weights, which is what is kept (Polyak and Juditsky 1992).

const (
	firstMoment  = 0.9
	secondMoment = 0.98 // shorter memory than the usual .999: a few thousand steps are all there are
	tiny         = 1e-8
)

// scatter adds the gradient of the input rows to the tables they were looked up in.
func scatter(p *pass) {
	n := p.net
	at := 0
	for _, s := range p.sentences {
		for k := range s.words {
			f, row, keep := &s.words[k], p.dx0.row(at), p.groups.row(at)
			n.word.touch(p.rowOf[at], row[:n.Size.Word], keep[0])
			row = row[n.Size.Word:]
			for _, a := range f.Affixes {
				n.affix.touch(a, row[:n.Size.Affix], keep[1])
			}
			row = row[n.Size.Affix:]
			for _, g := range f.Grams {
				n.gram.touch(g, row[:n.Size.Gram], keep[2]*gramScale(len(f.Grams)))
			}
			n.shape.touch(n.Size.shapeRow(f.Shape, s.style), row[n.Size.Gram:], keep[3])
			at++
		}
	}
}

func (q *param) touch(i int32, grad []float32, scale float32) {
	if scale == 0 {
		return
	}
	if q.last[i] >= 0 {
		q.last[i] = -1 - q.last[i]
		q.touched = append(q.touched, i)
	}
	addRow(q.grad[int(i)*q.cols:(int(i)+1)*q.cols], grad, scale)
}

// step moves the weights against the gradient that the passes gathered, in the order given, and clears it.
func (n *Net) step(passes []*pass, rate float32, step int, clip float64) {
	for _, p := range passes {
		scatter(p)
		p.sentences = nil
	}
	scale := n.clipping(passes, clip)
	correct1, correct2 := 1-math.Pow(firstMoment, float64(step)), 1-math.Pow(secondMoment, float64(step))
	r := float32(float64(rate) * math.Sqrt(correct2) / correct1)
	for _, q := range n.all {
		if !q.sparse {
			g := passes[0].grad[q]
			move(q.w, q.m, q.v, g, scale, r)
			clear(g)
			continue
		}
		for _, i := range q.touched {
			a, b := int(i)*q.cols, (int(i)+1)*q.cols
			move(q.w[a:b], q.m[a:b], q.v[a:b], q.grad[a:b], scale, r)
			clear(q.grad[a:b])
			q.last[i] = 0
		}
		q.touched = q.touched[:0]
	}
}

// clipping sums the passes' gradients into the first one's and returns what to scale them by so that their norm is at
// most clip.
func (n *Net) clipping(passes []*pass, clip float64) float32 {
	sum := 0.0
	for _, q := range n.all {
		if q.sparse {
			for _, i := range q.touched {
				sum += square(q.grad[int(i)*q.cols : (int(i)+1)*q.cols])
			}
			continue
		}
		g := passes[0].grad[q]
		for _, p := range passes[1:] {
			addRow(g, p.grad[q], 1)
			clear(p.grad[q])
		}
		sum += square(g)
	}
	if norm := math.Sqrt(sum); norm > clip {
		return float32(clip / norm)
	}
	return 1
}

func square(v []float32) float64 {
	var sum float32
	for _, x := range v {
		sum += float32(x * x)
	}
	return float64(sum)
}

func move(w, m, v, g []float32, scale, rate float32) {
	m, v, g = m[:len(w)], v[:len(w)], g[:len(w)]
	for i := range w {
		x := scale * g[i]
		m[i] += float32((1 - firstMoment) * (x - m[i]))
		v[i] += float32((1 - secondMoment) * (float32(x*x) - v[i]))
		w[i] -= rate * m[i] / (sqrt(v[i]) + tiny)
	}
}

func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }

// average moves the kept weights towards the present ones.
func (n *Net) average(keep float32) {
	for _, q := range n.all {
		w, mean := q.w, q.mean[:len(q.w)]
		for i, x := range w {
			mean[i] += float32((1 - keep) * (x - mean[i]))
		}
	}
}
