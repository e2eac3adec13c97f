package grammar

// arcs scores each word as the head of each other.
func (m *Model) arcs(s *space, n int) {
	a, g := m.arc, m.heads.width()
	for i := range n { // dependents and heads stand side by side and are squashed in place
		row := s.heads[i*g : i*g+2*a]
		for j, x := range row {
			row[j] = Squash(x)
		}
	}
	s.whole = room(s.whole, n, a)
	for i := range n {
		whole(s.whole[i*a:(i+1)*a], s.heads[i*g:i*g+a])
	}
	q, f, b := m.pair.width(), m.far.width(), m.mid.width()
	s.query, s.far, s.mid = grow(s.query, n*q), grow(s.far, n*f), grow(s.mid, n*b)
	m.pair.times(s.query, s.whole, n)
	m.far.times(s.far, s.whole, n)
	m.mid.times(s.mid, s.whole, n)
	stride := n + 1
	s.bias, s.scores = grow(s.bias, n+1), grow(s.scores, n*stride)
	for j := range n {
		s.bias[j] = dot(s.heads[j*g+a:j*g+2*a], m.headBias)
	}
	s.bias[n] = dot(m.rootHead, m.headBias)
	for i := range n {
		m.scoreRow(s.scores[i*stride:(i+1)*stride], s, i, n)
	}
}

// tree decodes the best tree into s.head.
func (m *Model) tree(s *space, n int) {
	s.head = grow(s.head, n)
	s.decoder.Decode(s.head, s.scores, n, n+1)
	if !projective(s.head) {
		s.flat.decode(s.head, s.scores, n, n+1)
	}
	s.unite(n)
}

// scoreRow scores all heads of word i.
func (m *Model) scoreRow(row []float32, s *space, i, n int) {
	a, g := m.arc, m.heads.width()
	query := s.query[i*m.pair.width():][:a]
	far := (*[Distances]float32)(s.far[i*m.far.width():])
	mid := (*[Betweens]float32)(s.mid[i*m.mid.width():])
	j := 0
	for ; j+4 <= n; j += 4 {
		at := j*g + a
		row[j], row[j+1], row[j+2], row[j+3] = dot4(query, s.heads[at:at+a], s.heads[at+g:at+g+a], s.heads[at+2*g:at+2*g+a], s.heads[at+3*g:at+3*g+a])
	}
	for ; j < n; j++ {
		row[j] = dot(query, s.heads[j*g+a:j*g+2*a])
	}
	row[n] = dot(query, m.rootHead)
	for j := range row {
		row[j] += s.bias[j] + far[Distance(i, j, n)] + mid[s.between.Class(i, j, n)]
	}
}

func dot(a, b []float32) float32 {
	b = b[:len(a)]
	var sum float32
	for i, x := range a {
		sum += float32(x * b[i])
	}
	return sum
}

func dot4(q, a, b, c, d []float32) (float32, float32, float32, float32) {
	a, b, c, d = a[:len(q)], b[:len(q)], c[:len(q)], d[:len(q)]
	var w, x, y, z float32
	for i, v := range q {
		w += float32(v * a[i])
		x += float32(v * b[i])
		y += float32(v * c[i])
		z += float32(v * d[i])
	}
	return w, x, y, z
}
