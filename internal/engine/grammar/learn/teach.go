package learn

// A teacher is a network trained on the same sentences; several that began with other random weights agree where the text is
// plain and differ where it is not. A pupil that learns the mean of their judgements beside the treebank's verdict comes
// close to what they find together, at the cost of one (Hinton, Vinyals and Dean 2015; for parsers Kuncoro et al. 2016).

// Judge returns the learner's judgement of its own sentences, added to what others said of them, which may be nil. of is
// the number of teachers.
func (l *Learner) Judge(lessons []*lesson, of int) []*lesson {
	l.Net.swap()
	defer l.Net.swap()
	if lessons == nil {
		lessons = make([]*lesson, len(l.variants))
	}
	p := newPass(l.Net)
	for i, ways := range l.variants {
		if lessons[i] == nil {
			lessons[i] = &lesson{}
		}
		l.judge(p, lessons[i], ways[plainCase], 1/float32(of))
	}
	return lessons
}

// Follow makes a network begin where another ended. Tables that the other has not got begin as they are: at nothing.
func (l *Learner) Follow(first *Learner) {
	for _, q := range l.Net.all {
		if from := first.Net.named(q); from != nil {
			copy(q.w, from.mean)
		}
		copy(q.mean, q.w)
	}
}

// meet moves the kept weights half way to another's; a table that the other has not got counts as nothing there.
func (l *Learner) meet(other *Learner) {
	for _, q := range l.Net.all {
		from := other.Net.named(q)
		for j := range q.mean {
			var to float32
			if from != nil {
				to = from.mean[j]
			}
			q.mean[j] += float32(0.5 * (to - q.mean[j]))
		}
	}
}

// named returns the table of the same name and size, or nil.
func (n *Net) named(q *param) *param {
	for _, from := range n.all {
		if from.name == q.name && len(from.w) == len(q.w) {
			return from
		}
	}
	return nil
}

func (l *Learner) judge(p *pass, to *lesson, e *example, weight float32) {
	p.forward([]*example{e})
	p.relations(func(_, i int) int { return e.heads[i] })
	n := len(e.words)
	for i := range n {
		p.scores[0].row(i)[i] = -1e4
	}
	arcs := p.scores[0]
	for i := range n {
		softmaxRow(arcs.row(i), n+1)
	}
	to.tags = to.tags.gain(&p.tag2, weight)
	to.relations = to.relations.gain(&p.relation, weight)
	to.arcs = to.arcs.gain(&arcs, weight)
}

// gain adds weight times b to a matrix, or makes one.
func (a *matrix) gain(b *matrix, weight float32) *matrix {
	if a == nil {
		a = newMatrix(b.rows, b.cols)
	}
	addRow(a.v, b.v, weight)
	return a
}
