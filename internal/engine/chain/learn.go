package chain

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Sequence is items with their labels, to learn from.
type Sequence struct {
	Items  [][]uint32
	Labels []int
	Weight float64 // how much the sequence counts; 1 for one that is quite sure
}

// Course is how a chain is learnt.
type Course struct {
	Labels int
	// Allowed says whether label y may follow label x; x is -1 at the beginning.
	Allowed func(x, y int) bool
	Rounds  int
	// Rate is the first step of AdaGrad, Decay the weight of the square of the weights (a Gaussian prior).
	Rate, Decay float64
	// Least is the weight, in the model's scores, below which a feature's weights are left out of the finished model.
	Least float64
	// Lean is taken off each step to label 0, for a model that finds more; 0 leaves the likelihoods as they are.
	Lean float64
	Seed uint64
}

// Learn returns the model under which the sequences are most likely, as far as stochastic steps (AdaGrad, Duchi, Hazan and
// Singer 2011) in a fixed random order find it. The same sequences give the same model.
func Learn(sequences []Sequence, c Course) *Model {
	t := newTrainer(sequences, c)
	order := make([]int, len(sequences))
	for i := range order {
		order[i] = i
	}
	rng := rand.New(rand.NewPCG(c.Seed, 0))
	for range c.Rounds {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, s := range order {
			t.learn(s)
		}
	}
	return t.model()
}

type trainer struct {
	Course
	sequences []Sequence
	dense     [][][]int32 // per sequence and item: rows of features
	keys      []uint32    // by row
	weights   []float64   // rows of labels, then the steps
	squares   []float64
	steps     int // where the steps begin in weights

	alpha, beta []float64 // of the sequence at hand
	local       []float64
	norm        []float64
}

func newTrainer(sequences []Sequence, c Course) *trainer {
	t := &trainer{Course: c, sequences: sequences}
	rows := map[uint32]int32{}
	for _, s := range sequences {
		var items [][]int32
		for _, features := range s.Items {
			var fs []int32
			for _, f := range features {
				r, ok := rows[f]
				if !ok {
					r = int32(len(t.keys))
					rows[f], t.keys = r, append(t.keys, f)
				}
				fs = append(fs, r)
			}
			items = append(items, fs)
		}
		t.dense = append(t.dense, items)
	}
	t.steps = len(t.keys) * c.Labels
	t.weights = make([]float64, t.steps+(c.Labels+1)*c.Labels)
	t.squares = make([]float64, len(t.weights))
	for x := -1; x < c.Labels; x++ {
		for y := range c.Labels {
			if !c.Allowed(x, y) {
				t.weights[t.step(x, y)] = Forbidden
			}
		}
	}
	return t
}

// step is where the weight of a step from x, -1 for the beginning, to y stands.
func (t *trainer) step(x, y int) int {
	if x < 0 {
		x = t.Labels
	}
	return t.steps + x*t.Labels + y
}

// learn takes one step for one sequence: up the gradient of its likelihood, from its forward and backward sums.
func (t *trainer) learn(s int) {
	items, labels := t.dense[s], t.sequences[s].Labels
	n, l := len(items), t.Labels
	t.scores(items)
	t.forward(n)
	t.backward(n)
	share := t.sequences[s].Weight
	for i := range n {
		for y := range l {
			p := t.alpha[i*l+y] * t.beta[i*l+y]
			g := -p
			if labels[i] == y {
				g++
			}
			if g *= share; math.Abs(g) > 1e-6 {
				for _, f := range items[i] {
					t.move(int(f)*l+y, g)
				}
			}
		}
		t.learnSteps(i, labels, share)
	}
}

// learnSteps moves the weights of the steps that lead to item i.
func (t *trainer) learnSteps(i int, labels []int, share float64) {
	l := t.Labels
	for x := range l + 1 {
		if i == 0 && x < l || i > 0 && x == l {
			continue
		}
		for y := range l {
			w := t.steps + x*l + y
			if t.weights[w] == Forbidden {
				continue
			}
			p := t.alpha[i*l+y] * t.beta[i*l+y]
			if i > 0 {
				p = t.alpha[(i-1)*l+x] * math.Exp(t.weights[w]) * t.local[i*l+y] * t.beta[i*l+y] / t.norm[i]
			}
			g := -p
			if labels[i] == y && (i == 0 || labels[i-1] == x) {
				g++
			}
			t.move(w, g*share)
		}
	}
}

// move takes AdaGrad's step for one weight.
func (t *trainer) move(w int, g float64) {
	g -= t.Decay * t.weights[w]
	t.squares[w] += g * g
	if t.squares[w] > 0 {
		t.weights[w] += t.Rate * g / (math.Sqrt(t.squares[w]) + 1e-3)
	}
}

// scores fills local with e to the score of each label of each item, the greatest of an item being 1.
func (t *trainer) scores(items [][]int32) {
	l := t.Labels
	t.local = grown(t.local, len(items)*l)
	for i, features := range items {
		row := t.local[i*l : (i+1)*l]
		clear(row)
		for _, f := range features {
			for y, w := range t.weights[int(f)*l : (int(f)+1)*l] {
				row[y] += w
			}
		}
		top := slices.Max(row)
		for y := range row {
			row[y] = math.Exp(row[y] - top)
		}
	}
}

// forward fills alpha so that each item's sum is 1; norm keeps what it was divided by.
func (t *trainer) forward(n int) {
	l := t.Labels
	t.alpha, t.norm = grown(t.alpha, n*l), grown(t.norm, n)
	for i := range n {
		sum := 0.0
		for y := range l {
			a := 0.0
			if i == 0 {
				a = math.Exp(t.weights[t.step(-1, y)])
			} else {
				for x := range l {
					a += t.alpha[(i-1)*l+x] * math.Exp(t.weights[t.steps+x*l+y])
				}
			}
			t.alpha[i*l+y] = a * t.local[i*l+y]
			sum += t.alpha[i*l+y]
		}
		t.norm[i] = sum
		for y := range l {
			t.alpha[i*l+y] /= sum
		}
	}
}

// backward fills beta, scaled by the same sums.
func (t *trainer) backward(n int) {
	l := t.Labels
	t.beta = grown(t.beta, n*l)
	for y := range l {
		t.beta[(n-1)*l+y] = 1
	}
	for i := n - 2; i >= 0; i-- {
		for x := range l {
			b := 0.0
			for y := range l {
				b += math.Exp(t.weights[t.steps+x*l+y]) * t.local[(i+1)*l+y] * t.beta[(i+1)*l+y]
			}
			t.beta[i*l+x] = b / t.norm[i+1]
		}
	}
}

func grown(s []float64, n int) []float64 {
	if cap(s) < n {
		return make([]float64, n)
	}
	return s[:n]
}

// model is the finished weights, in bytes; features without any weight of note are left out.
func (t *trainer) model() *Model {
	l, top := t.Labels, 0.0
	var kept []int
	for r := range t.keys {
		most := 0.0
		for _, w := range t.weights[r*l : (r+1)*l] {
			most = max(most, math.Abs(w))
		}
		if most >= t.Least {
			kept, top = append(kept, r), max(top, most)
		}
	}
	slices.SortFunc(kept, func(a, b int) int {
		if t.keys[a] < t.keys[b] {
			return -1
		}
		return 1
	})
	m := &Model{labels: l, scale: float32(max(top, 1e-6) / math.MaxInt8), step: make([]float32, (l+1)*l)}
	for _, r := range kept {
		m.keys = append(m.keys, t.keys[r])
		for _, w := range t.weights[r*l : (r+1)*l] {
			m.rows = append(m.rows, int8(math.Round(w/float64(m.scale))))
		}
	}
	for i := range m.step {
		m.step[i] = float32(t.weights[t.steps+i])
		if i%l == 0 {
			m.step[i] -= float32(t.Lean)
		}
	}
	m.fill()
	return m
}
