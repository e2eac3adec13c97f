package learn

import (
	"math"
	"math/rand/v2"
	"testing"

	"variorum/internal/engine/grammar"
)

// toy is a small network and three sentences of noise: what is tested is arithmetic, not language.
func toy(seed uint64) (*Net, []*example) {
	size := Size{Word: 16, Affix: 16, Gram: 16, Shape: 16, Width: 32, Layers: 4, Soft: 16, Arc: 16, Label: 16, Tags: 5, Relations: 6, Between: true, Style: true}
	n := NewNet(size, 7, 6, 9, 4, seed)
	rng := rand.New(rand.NewPCG(seed, 9))
	for _, q := range []*param{n.between, n.labelBetween} {
		for i := range q.w {
			q.w[i] = 0.2 * (rng.Float32() - 0.5)
		}
	}
	var out []*example
	for _, words := range []int{3, 1, 4} {
		e := &example{style: grammar.Style(words - 1)}
		marks := make([]grammar.Mark, words)
		for i := range marks {
			marks[i] = grammar.Mark(rng.IntN(3))
		}
		e.between.Set(marks)
		for i := range words {
			e.words = append(e.words, grammar.Features{Word: rng.Int32N(7), Shape: rng.Int32N(4), Affixes: []int32{rng.Int32N(6), rng.Int32N(6)}, Grams: []int32{rng.Int32N(9)}})
			e.tags = append(e.tags, rng.Int32N(5))
			e.relations = append(e.relations, rng.Int32N(6))
			h := rng.IntN(words + 1)
			if h == i {
				h = words
			}
			e.heads = append(e.heads, h)
		}
		out = append(out, e)
	}
	return n, out
}

func lossOf(n *Net, sentences []*example, share Share) (*pass, float64) {
	p := newPass(n)
	p.training, p.drop = true, Dropout{Group: 0.2, Layer: 0.3, Output: 0.3}
	p.rng = rand.New(rand.NewPCG(5, 6)) // the same units put out each time
	p.forward(sentences)
	p.relations(func(s, i int) int { return sentences[s].heads[i] })
	p.backward(share, 1)
	return p, float64(share.Arc)*p.loss[0] + float64(share.Relation)*p.loss[1] + float64(share.Tag)*p.loss[2] + float64(share.EarlyTag)*p.loss[3]
}

func TestGradientAgreesWithDifferences(t *testing.T) {
	n, sentences := toy(11)
	share := Share{Arc: 1, Relation: 0.7, Tag: 0.5, EarlyTag: 0.3}
	p, _ := lossOf(n, sentences, share)
	scatter(p)
	rng := rand.New(rand.NewPCG(1, 1))
	const step = 1e-2
	for _, q := range n.all {
		grad := q.grad
		if !q.sparse {
			grad = p.grad[q]
		}
		worst, largest := 0.0, 0.0
		for range 6 {
			i := rng.IntN(len(q.w))
			was := q.w[i]
			q.w[i] = was + step
			_, up := lossOf(n, sentences, share)
			q.w[i] = was - step
			_, down := lossOf(n, sentences, share)
			q.w[i] = was
			worst = max(worst, math.Abs((up-down)/(2*step)-float64(grad[i])))
			largest = max(largest, math.Abs(float64(grad[i])))
		}
		if worst > 0.002+0.02*largest {
			t.Errorf("%s: gradient off by %.4f, largest %.4f", q.name, worst, largest)
		}
	}
}
