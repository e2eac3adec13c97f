package learn

import (
	"context"
	"fmt"
	"io"

	"variorum/internal/engine/grammar"
)

// Course is a whole training: teachers that begin with different random weights, and the pupil that learns from the treebank
// and from them. The pupil begins where the first teacher ended, so that their weights stay near each other; the mean of
// the two nets' weights is what a course gives (Wortsman et al. 2022).
type Course struct {
	Teachers []Plan
	Pupil    Plan // of the first teacher's size
}

// Standard is how the weights of this project are trained. The numbers were chosen on a development treebank; what was
// tried is in docs/decisions.
var Standard = Course{Teachers: []Plan{standard(), second()}, Pupil: pupil()}

func standard() Plan {
	return Plan{
		Size: Size{
			Word: 96, Affix: 64, Gram: 48, Shape: 16, Width: 224, Layers: 4, Soft: 32, Arc: 96, Label: 96,
			Between: true, Style: true,
		},
		Seed: 1, Epochs: 14, Words: 500,
		Rate: 2e-3, Clip: 5, Keep: 0.998, Unknown: 0.25,
		Drop:  Dropout{Group: 0.15, Layer: 0.33, Output: 0.33},
		Share: Share{Arc: 1, Relation: 1, Tag: 1, EarlyTag: 0.5},
	}
}

// second has a layer more: it is no better than the first teacher, but errs elsewhere.
func second() Plan {
	p := standard()
	p.Seed, p.Size.Layers = 2, 5
	return p
}

// pupil learns from weights that are good already: more slowly, with more left out, and half from the teachers.
func pupil() Plan {
	p := standard()
	p.Seed, p.Epochs, p.Rate, p.Share.Taught = 100, 10, 1e-3, 0.5
	p.Drop = Dropout{Group: 0.2, Layer: 0.4, Output: 0.4}
	return p
}

// Report is told what goes on: who learns ("teacher 1", "pupil"), how far it is, and the network as it is.
type Report func(who string, l *Learner, p Progress)

// Shelf is where finished networks are kept between runs. The zero value keeps nothing.
type Shelf struct {
	Open func(name string) (io.ReadCloser, bool)                // false when there is none of that name
	Put  func(name string, write func(w io.Writer) error) error // whole or not at all
}

// Run trains the teachers and the pupil. Networks that are on the shelf, from an earlier run of the same course that was
// stopped, are not trained again.
func (c Course) Run(ctx context.Context, sentences []Sentence, shelf Shelf, report Report) (*Learner, error) {
	v := NewVocabulary(sentences)
	var teachers []*Learner
	for t, plan := range c.Teachers {
		l := NewLearner(v, sentences, plan)
		if err := l.finish(ctx, shelf, fmt.Sprintf("teacher %d", t+1), report); err != nil {
			return nil, err
		}
		teachers = append(teachers, l)
	}
	pupil := NewLearner(v, sentences, c.Pupil)
	if kept, err := pupil.take(shelf); err != nil {
		return nil, err
	} else if !kept {
		pupil.learnFrom(teachers)
		if err := pupil.finish(ctx, shelf, "pupil", report); err != nil {
			return nil, err
		}
	}
	if len(teachers) > 0 {
		pupil.meet(teachers[0])
	}
	return pupil, nil
}

// learnFrom makes a network begin where the first of its teachers ended and listen to all of them.
func (l *Learner) learnFrom(teachers []*Learner) {
	var lessons []*lesson
	for _, t := range teachers {
		lessons = t.Judge(lessons, len(teachers))
	}
	if lessons != nil {
		l.Teach(lessons)
		l.Follow(teachers[0])
	}
}

// take takes a network from the shelf, if it is there.
func (l *Learner) take(shelf Shelf) (bool, error) {
	if shelf.Open == nil {
		return false, nil
	}
	f, ok := shelf.Open(l.shelfName())
	if !ok {
		return false, nil
	}
	defer f.Close()
	return true, l.Restore(f)
}

func (l *Learner) shelfName() string { return fmt.Sprintf("%016x.net", l.plan.fingerprint()) }

// finish trains a network and puts it on the shelf, or takes it from there.
func (l *Learner) finish(ctx context.Context, shelf Shelf, who string, report Report) error {
	if kept, err := l.take(shelf); kept || err != nil {
		return err
	}
	if err := l.Train(ctx, func(p Progress) { report(who, l, p) }); err != nil {
		return fmt.Errorf("%s: %w", who, err)
	}
	if shelf.Put == nil {
		return nil
	}
	return shelf.Put(l.shelfName(), l.Save)
}

// fingerprint tells plans apart, so that a network of another plan is not taken for this one's.
func (p Plan) fingerprint() uint64 {
	h := uint64(14695981039346656037)
	for _, b := range fmt.Appendf(nil, "%+v", p) {
		h = (h ^ uint64(b)) * 1099511628211
	}
	return h
}

// Model writes the weights, with the lemmas of the sentences, as grammar.Load reads them.
func (l *Learner) Model(sentences []Sentence) []byte {
	return l.Weights(LearnLemmas(sentences)).Encode()
}

// Check loads the bytes of a model and scores it on sentences.
func Check(data []byte, sentences []Sentence, reporting func(string) bool) (Score, error) {
	m, err := grammar.Load(data)
	if err != nil {
		return Score{}, err
	}
	return Compare(sentences, PredictModel(m, sentences), reporting), nil
}
