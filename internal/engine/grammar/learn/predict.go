package learn

import (
	"strings"

	"variorum/internal/engine/grammar"
)

// Parsed is what a network, or a model made of it, says of a sentence.
type Parsed struct {
	Tags      []string // "NOUN NNS"
	Lemmas    []string // none from a network, which has not got the list
	Heads     []int
	Relations []string
}

// swap exchanges the present weights for their moving average, and back.
func (n *Net) swap() {
	for _, q := range n.all {
		q.w, q.mean = q.mean, q.w
	}
}

// Predict parses sentences with the moving average of the weights.
func (l *Learner) Predict(sentences []Sentence) []Parsed {
	l.Net.swap()
	defer l.Net.swap()
	p := newPass(l.Net)
	var out []Parsed
	for start := 0; start < len(sentences); start += 16 {
		part := sentences[start:min(start+16, len(sentences))]
		var examples []*example
		for i := range part {
			examples = append(examples, l.Vocabulary.example(&part[i], part[i].Words))
		}
		out = append(out, l.Vocabulary.decode(p, examples)...)
	}
	return out
}

// decode parses a few sentences.
func (v *Vocabulary) decode(p *pass, examples []*example) []Parsed {
	p.forward(examples)
	out := make([]Parsed, len(examples))
	var d grammar.Decoder
	for s, e := range examples {
		out[s].Heads = make([]int, len(e.words))
		d.Decode(out[s].Heads, p.scores[s].v, len(e.words), p.scores[s].cols)
	}
	p.relations(func(s, i int) int { return out[s].Heads[i] })
	universal := v.universal()
	root := v.rel["root"]
	for s, e := range examples {
		for k := range e.words {
			i := p.start[s] + k
			tags := append([]float32(nil), p.tag2.row(i)[:len(v.Tags)]...)
			for j, x := range p.tag1.row(i)[:len(v.Tags)] {
				tags[j] += x
			}
			out[s].Tags = append(out[s].Tags, v.Tags[bestTag(tags, universal)])
			rel := p.relation.row(i)[:len(v.Relations)]
			best := -1
			for j, x := range rel {
				if (int32(j) == root) == (out[s].Heads[k] == len(e.words)) && (best < 0 || x > rel[best]) {
					best = j
				}
			}
			out[s].Relations = append(out[s].Relations, v.Relations[best])
		}
	}
	return out
}

// universal gives each tag the number of its universal part.
func (v *Vocabulary) universal() []int {
	seen := map[string]int{}
	out := make([]int, len(v.Tags))
	for i, t := range v.Tags {
		u, _, _ := strings.Cut(t, " ")
		if _, ok := seen[u]; !ok {
			seen[u] = len(seen)
		}
		out[i] = seen[u]
	}
	return out
}

// bestTag is the best tag under the universal tag that has most in sum.
func bestTag(tags []float32, universal []int) int {
	var sums [64]float32
	top := 0
	for i, x := range tags {
		sums[universal[i]] += x
	}
	for u, x := range sums {
		if x > sums[top] {
			top = u
		}
	}
	best := -1
	for i, x := range tags {
		if universal[i] == top && (best < 0 || x > tags[best]) {
			best = i
		}
	}
	return best
}
