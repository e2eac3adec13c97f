package chain

// Scores returns the score of each label of one item that stands alone: a sequence of one item is multinomial logistic
// regression, and e to the scores, divided by their sum, the probabilities of its labels.
func (m *Model) Scores(features []uint32) []float32 {
	score := make([]float32, m.labels)
	copy(score, m.step[m.labels*m.labels:])
	m.add(score, features)
	return score
}
