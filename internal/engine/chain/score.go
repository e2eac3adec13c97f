package chain

import (
	"maps"
	"math"
	"slices"
)

// Scores returns the score of each label of one item that stands alone: a sequence of one item is multinomial logistic
// regression, and e to the scores, divided by their sum, the probabilities of its labels.
func (m *Model) Scores(features []uint32) []float32 {
	score := make([]float32, m.labels)
	copy(score, m.step[m.labels*m.labels:])
	m.add(score, features)
	return score
}

// Mean is the model whose scores are the mean of those of several models of the same labels: the same lesson learnt in several
// orders, which is steadier than one. Rows without a weight of least or more are left out.
func Mean(models []*Model, least float64) *Model {
	l, sums, n := models[0].labels, map[uint32][]float64{}, float64(len(models))
	steps := make([]float32, (l+1)*l)
	for _, m := range models {
		for i, w := range m.step {
			steps[i] += w / float32(n)
		}
		for r, key := range m.keys {
			if sums[key] == nil {
				sums[key] = make([]float64, l)
			}
			for y, w := range m.rows[r*l : (r+1)*l] {
				sums[key][y] += float64(w) * float64(m.scale) / n
			}
		}
	}
	return packed(l, steps, sums, least)
}

// packed is a model of the given weights by feature.
func packed(labels int, steps []float32, weights map[uint32][]float64, least float64) *Model {
	m, top := &Model{labels: labels, step: steps}, 1e-6
	for _, key := range slices.Sorted(maps.Keys(weights)) {
		most := 0.0
		for _, w := range weights[key] {
			most = max(most, math.Abs(w))
		}
		if most >= least {
			m.keys, top = append(m.keys, key), max(top, most)
		}
	}
	m.scale = float32(top / math.MaxInt8)
	for _, key := range m.keys {
		for _, w := range weights[key] {
			m.rows = append(m.rows, int8(math.Round(w/float64(m.scale))))
		}
	}
	m.fill()
	return m
}
