package grammar

// Trees seldom have arcs that cross, two in a hundred of the English treebank's; a network that scores
// each arc alone makes more than twice as many. A tree with crossing arcs is therefore decoded again without. This also lets
// every branch be one run of words, which is how clauses are quoted.

// projective reports whether no two arcs of a tree cross, the root's among them. head[i] = n is the root, right of all words.
func projective(head []int) bool {
	for i, h := range head {
		a, b := min(i, h), max(i, h)
		for _, g := range head[a+1 : b] {
			if g < a || g > b {
				return false
			}
		}
	}
	return true
}

// eisner finds the best tree without crossing arcs and with one word under the root (Eisner 1996). Its time grows with the
// cube of the words: some milliseconds for a whole window.
type eisner struct {
	n     int
	spans [4]spans
}

// spans is the best score of each run of words, from row to column, and where it is split.
type spans struct {
	score []float32
	split []int16
}

// The kinds of runs: an open one is an arc between its ends and what lies between; a full one is a head at one end with all
// its dependents on that side.
const (
	openLeft  = iota // the last word heads the first
	openRight        // the first word heads the last
	fullLeft         // all under the last word
	fullRight        // all under the first word
)

// joins is how a run of each kind from i to j is made of two shorter ones: which these are, where they may meet, counted from i
// and from j, and how many words further the right one begins.
var joins = [4]struct{ left, right, first, last, gap int }{
	openLeft:  {fullRight, fullLeft, 0, -1, 1},
	openRight: {fullRight, fullLeft, 0, -1, 1},
	fullLeft:  {fullLeft, openLeft, 0, -1, 0},
	fullRight: {openRight, fullRight, 1, 0, 0},
}

func (e *eisner) decode(head []int, scores []float32, n, stride int) {
	e.n = n
	for k := range e.spans {
		s := &e.spans[k]
		s.score, s.split = grow(s.score, n*n), grow(s.split, n*n)
	}
	for i := range n {
		e.spans[fullLeft].score[i*n+i], e.spans[fullRight].score[i*n+i] = 0, 0
	}
	for width := 1; width < n; width++ {
		for i := 0; i+width < n; i++ {
			j := i + width
			e.join(openLeft, i, j, scores[i*stride+j])
			e.join(openRight, i, j, scores[j*stride+i])
			e.join(fullLeft, i, j, 0)
			e.join(fullRight, i, j, 0)
		}
	}
	best, root := impossible, 0
	for r := range n {
		if x := e.spans[fullLeft].score[r] + e.spans[fullRight].score[r*n+n-1] + scores[r*stride+n]; x > best {
			best, root = x, r
		}
	}
	head[root] = n
	e.read(head, fullLeft, 0, root)
	e.read(head, fullRight, root, n-1)
}

// join makes the best run of one kind from i to j; arc is what the arc between its ends is worth, if it has one.
func (e *eisner) join(kind, i, j int, arc float32) {
	how := &joins[kind]
	left, right := e.spans[how.left].score[i*e.n:], e.spans[how.right].score
	best, at := impossible, i+how.first
	for k := i + how.first; k <= j+how.last; k++ {
		if x := left[k] + right[(k+how.gap)*e.n+j]; x > best {
			best, at = x, k
		}
	}
	to := &e.spans[kind]
	to.score[i*e.n+j], to.split[i*e.n+j] = best+arc, int16(at)
}

// read writes the heads within a run.
func (e *eisner) read(head []int, kind, i, j int) {
	if i == j {
		return
	}
	k := int(e.spans[kind].split[i*e.n+j])
	switch kind {
	case fullLeft:
		e.read(head, fullLeft, i, k)
		e.read(head, openLeft, k, j)
		return
	case fullRight:
		e.read(head, openRight, i, k)
		e.read(head, fullRight, k, j)
		return
	case openLeft:
		head[i] = j
	case openRight:
		head[j] = i
	}
	e.read(head, fullRight, i, k)
	e.read(head, fullLeft, k+1, j)
}
