package learn

import (
	"bytes"
	"context"
	"errors"
	"hash/fnv"
	"math/big"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"variorum/internal/engine/grammar"
)

// fiction is a treebank of our own, just large enough to learn that verbs stand between nouns.
const fiction = `
1	The	the	DET	DT	_	2	det	_	_
2	ferry	ferry	NOUN	NN	_	3	nsubj	_	_
3	left	leave	VERB	VBD	_	0	root	_	_
4	Port	Port	PROPN	NNP	_	5	compound	_	_
5	Ellery	Ellery	PROPN	NNP	_	3	obj	_	SpaceAfter=No
6	.	.	PUNCT	.	_	3	punct	_	_

1	The	the	DET	DT	_	2	det	_	_
2	mayor	mayor	NOUN	NN	_	3	nsubj	_	_
3	closed	close	VERB	VBD	_	0	root	_	_
4	two	two	NUM	CD	_	5	nummod	_	_
5	harbours	harbour	NOUN	NNS	_	3	obj	_	SpaceAfter=No
6	.	.	PUNCT	.	_	3	punct	_	_

1	Ferries	ferry	NOUN	NNS	_	2	nsubj	_	_
2	stopped	stop	VERB	VBD	_	0	root	_	SpaceAfter=No
3	,	,	PUNCT	,	_	5	punct	_	_
4	she	she	PRON	PRP	_	5	nsubj	_	_
5	said	say	VERB	VBD	_	2	parataxis	_	SpaceAfter=No
6	.	.	PUNCT	.	_	2	punct	_	_
`

func fictional(t testing.TB) []Sentence {
	t.Helper()
	s, err := Read(strings.NewReader(strings.TrimPrefix(fiction, "\n")))
	if err != nil || len(s) != 3 {
		t.Fatalf("%d sentences, error %v", len(s), err)
	}
	var out []Sentence
	for range 5 {
		out = append(out, s...)
	}
	return out
}

func small() Plan {
	p := Standard.Teachers[0]
	p.Size = Size{Word: 16, Affix: 16, Gram: 16, Shape: 16, Width: 32, Layers: 4, Soft: 16, Arc: 16, Label: 16, Between: true, Style: true}
	p.Epochs, p.Words, p.Keep, p.Rate = 24, 40, 0.8, 1e-2
	p.Drop = Dropout{}
	return p
}

func trained(t testing.TB, plan Plan) (*Learner, []Sentence) {
	t.Helper()
	sentences := fictional(t)
	l := NewLearner(NewVocabulary(sentences), sentences, plan)
	if err := l.Train(context.Background(), func(Progress) {}); err != nil {
		t.Fatal(err)
	}
	return l, sentences
}

func TestTrainingLearnsAndTheModelAgrees(t *testing.T) {
	l, sentences := trained(t, small())
	if s := Compare(sentences, l.Predict(sentences), nil); s.Labelled != s.Words || s.Universal != s.Words {
		t.Errorf("network: %v", s)
	}
	m, err := grammar.Load(l.Weights(LearnLemmas(sentences)).Encode())
	if err != nil {
		t.Fatal(err)
	}
	if s := Compare(sentences, PredictModel(m, sentences), nil); s.Labelled != s.Words || s.Universal != s.Words {
		t.Errorf("model: %v", s)
	}
	for i, tok := range m.Parse(sentences[1].Words) {
		if want := sentences[1].Lemmas[i]; tok.Lemma != want {
			t.Errorf("lemma of %s is %q, want %q", sentences[1].Words[i], tok.Lemma, want)
		}
	}
}

// sameBytes is the hash of what the training below gives, wherever and however it runs. It changes with any change of plan or
// arithmetic, and then the weights in the tree have to be trained again.
const sameBytes = 0xb5a097403447fa16

func TestTrainingGivesTheSameBytes(t *testing.T) {
	plan := small()
	plan.Epochs = 3
	var first []byte
	vectors := Accelerated
	defer func() { Accelerated = vectors }()
	for _, procs := range []int{1, 2, 4} {
		before := runtime.GOMAXPROCS(procs)
		Accelerated = vectors && procs < 4
		l, sentences := trained(t, plan)
		runtime.GOMAXPROCS(before)
		data := l.Weights(LearnLemmas(sentences)).Encode()
		if first == nil {
			first = data
		}
		if !bytes.Equal(first, data) {
			t.Fatalf("other bytes on %d processors, with vector instructions: %t", procs, Accelerated)
		}
	}
	h := fnv.New64a()
	h.Write(first)
	if got := h.Sum64(); got != sameBytes {
		t.Errorf("the bytes hash to %#x, want %#x", got, uint64(sameBytes))
	}
}

func TestTrainingStops(t *testing.T) {
	sentences := fictional(t)
	l := NewLearner(NewVocabulary(sentences), sentences, small())
	ctx, cancel := context.WithCancel(context.Background())
	err := l.Train(ctx, func(Progress) { cancel() })
	if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "epoch 2") {
		t.Errorf("error %v", err)
	}
}

func TestPupilLearnsFromTeachers(t *testing.T) {
	plan := small()
	l, sentences := trained(t, plan)
	lessons := l.Judge(nil, 1)
	plan.Seed, plan.Share.Taught = 9, 1 // nothing but the teacher's word
	pupil := NewLearner(l.Vocabulary, sentences, plan)
	pupil.Teach(lessons)
	if err := pupil.Train(context.Background(), func(Progress) {}); err != nil {
		t.Fatal(err)
	}
	if s := Compare(sentences, pupil.Predict(sentences), nil); s.Labelled != s.Words {
		t.Errorf("pupil: %v", s)
	}
}

func TestCheckpointBringsTheSameNetBack(t *testing.T) {
	plan := small()
	plan.Epochs = 2
	l, sentences := trained(t, plan)
	var file bytes.Buffer
	if err := l.Save(&file); err != nil {
		t.Fatal(err)
	}
	other := NewLearner(l.Vocabulary, sentences, plan)
	if err := other.Restore(&file); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(l.Weights(nil).Encode(), other.Weights(nil).Encode()) {
		t.Error("other weights came back")
	}
}

func TestReadRejects(t *testing.T) {
	for name, in := range map[string]string{
		"fields": "1\ta\tb\n\n",
		"head":   "1\ta\ta\tX\tX\t_\t7\tdep\t_\t_\n\n",
		"number": "1\ta\ta\tX\tX\t_\tx\tdep\t_\t_\n\n",
	} {
		if _, err := Read(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), "line") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

// TestFusedRoundsOnce looks at sums that fall between two float32, where rounding twice goes wrong.
func TestFusedRoundsOnce(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	exact := func(x float32) *big.Float { return new(big.Float).SetPrec(400).SetFloat64(float64(x)) }
	for i := range 20000 {
		x, y := rng.Float32()-0.5, float32(rng.IntN(1<<12)+1)*0x1p-12
		z := float32(rng.NormFloat64())
		switch i % 4 {
		case 1: // a product that reaches just past half of z's last bit
			x, y, z = 1+float32(rng.IntN(1<<20))*0x1p-23, 0x1p-24+0x1p-47, 1+float32(rng.IntN(1<<22))*0x1p-22
		case 2:
			x, y, z = -(1 + 0x1p-23), 0x1p-25, 1
		case 3:
			x, y, z = x*0x1p-120, y*0x1p-10, z*0x1p-128
		}
		sum := exact(x)
		sum.Mul(sum, exact(y)).Add(sum, exact(z))
		if want, _ := sum.Float32(); fused(x, y, z) != want {
			t.Fatalf("%v*%v+%v is %v, want %v", x, y, z, fused(x, y, z), want)
		}
	}
}

// TestProductsHaveOneResult holds the tiled product, with vector instructions where there are some, to the plain sum, bit
// for bit: of a matrix and of its transpose, of all columns and of one vector fewer.
func TestProductsHaveOneResult(t *testing.T) {
	n, _ := toy(3)
	w := n.layers[1].own
	for _, rows := range []int{0, 1, 2, 3, 4, 5, 11, 12, 13, 29, 71} {
		x, flipped := newMatrix(rows, w.rows), newMatrix(w.rows, rows)
		for i := range x.v {
			x.v[i] = float32(i%17)*0.37 - 2
			flipped.v[i%w.rows*rows+i/w.rows] = x.v[i]
		}
		for _, a := range []view{x.plain(), flipped.transposed()} {
			for _, columns := range []int{w.cols, w.cols - vector} {
				got, want := newMatrix(rows, w.cols), newMatrix(rows, w.cols)
				addProduct(got.v, got.cols, a, w.w, w.cols, rows, w.rows, columns)
				plain(want.v, w.cols, x.plain(), w.w, w.cols, w.rows, rows, columns)
				for i := range got.v {
					if got.v[i] != want.v[i] {
						t.Fatalf("%d rows: element %d is %v, want %v", rows, i, got.v[i], want.v[i])
					}
				}
			}
		}
	}
}
