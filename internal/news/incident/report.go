package incident

import (
	"math"

	"variorum/internal/engine/chain"
)

// distinct gathers features, each once.
type distinct struct {
	features
	seen map[uint32]bool
}

func (d *distinct) add(kind uint32, values ...uint64) {
	n := len(d.features)
	d.features.add(kind, values...)
	if f := d.features[n]; d.seen[f] {
		d.features = d.features[:n]
	} else {
		d.seen[f] = true
	}
}

// report describes an account as a whole, for the question whether it tells of an incident: by its triggers, what stands in their
// sentences, whom they befell and who did it. Other words would say more of the reports of the lesson than of any others: with
// them, cross-validation falls by three points.
func (p *page) report() features {
	d := &distinct{seen: map[uint32]bool{}}
	hot, n := 0, len(p.first)-1
	for k := range p.triggers {
		t := &p.triggers[k]
		p.reportTrigger(d, t)
		if t.what != "battle" && t.what != "damage" {
			hot++
		}
	}
	p.reportParties(d)
	d.add(120, bucket(hot))
	d.add(121, bucket(10*hot/max(n, 1)))
	d.add(122, bucket(n))
	return d.features
}

func (p *page) reportTrigger(d *distinct, t *trigger) {
	s, kind := t.sentence, kindOf(t)
	lead := flag(s < leadSentences)
	d.add(103, kind)
	d.add(104, kind, lead)
	d.add(105, kind, flag(p.timed[s]))
	d.add(106, t.form, flag(t.passive))
	d.add(107, t.form, lead)
	d.add(108, kind, flag(p.timed[s]), uint64(p.sentenceClass(s)))
}

// sentenceClass is what of the parts of an incident a sentence has.
func (p *page) sentenceClass(s int) class {
	c := class(0)
	for i := p.first[s]; i < p.first[s+1]; i++ {
		c |= p.words[i].class
	}
	return c & (hostile | people | target | weapon | modal)
}

const leadSentences = 3

// chance is the probability of label 1 of two.
func chance(m *chain.Model, f features) float64 {
	s := m.Scores(f)
	return 1 / (1 + math.Exp(float64(s[0]-s[1])))
}

// chances are the probabilities of all labels.
func chances(m *chain.Model, f features) []float64 {
	s := m.Scores(f)
	out, sum := make([]float64, len(s)), 0.0
	for i, x := range s {
		out[i] = math.Exp(float64(x))
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}
