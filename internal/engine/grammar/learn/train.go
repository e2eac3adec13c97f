package learn

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"sync"
)

// Plan is how a network is trained. Every number in it is part of what the weights depend on.
type Plan struct {
	Size    Size
	Seed    uint64
	Epochs  int
	Words   int     // per step
	Rate    float64 // Adam's, at its highest
	Clip    float64 // of the gradient's norm
	Keep    float32 // of the moving average, per step
	Drop    Dropout
	Share   Share
	Unknown float64 // a word met n times counts as unknown with probability Unknown/(Unknown+n)
}

// workers share out each step. The number is fixed: it decides the order in which gradients are added up, and with it the
// last bits of the weights. How many of them run at once does not.
const workers = 2

// Learner trains one network.
type Learner struct {
	Vocabulary *Vocabulary
	Net        *Net
	plan       Plan
	variants   [][cases]*example
	passes     [workers]*pass
	steps      int
}

// NewLearner prepares the sentences and a network of random weights.
func NewLearner(v *Vocabulary, sentences []Sentence, plan Plan) *Learner {
	plan.Size.Tags, plan.Size.Relations = len(v.Tags), len(v.Relations)
	l := &Learner{Vocabulary: v, plan: plan}
	l.Net = NewNet(plan.Size, len(v.Words), len(v.Affixes), gramRows, len(v.Shapes), plan.Seed)
	for i := range sentences {
		s := &sentences[i]
		var ways [cases]*example
		for way := range ways {
			ways[way] = v.example(s, recase(s.Words, way))
		}
		l.variants = append(l.variants, ways)
	}
	for i := range l.passes {
		l.passes[i] = newPass(l.Net)
		l.passes[i].training = true
	}
	return l
}

// Teach gives each sentence the judgement of teachers.
func (l *Learner) Teach(lessons []*lesson) {
	for i, ways := range l.variants {
		for _, e := range ways {
			e.teach = lessons[i]
		}
	}
}

// Progress is told after each epoch.
type Progress struct {
	Epoch, Steps int
	Loss         [4]float64 // per word: arcs, relations, tags, early tags
}

// Train runs all epochs. After each it calls report, in which the moving average may be evaluated. When ctx ends it
// stops with an error after the present step.
func (l *Learner) Train(ctx context.Context, report func(Progress)) error {
	total := l.stepsOf()
	for epoch := range l.plan.Epochs {
		var loss [4]float64
		words := 0
		for i, batch := range l.batches(epoch) {
			if err := ctx.Err(); err != nil {
				return fmt.Errorf("training stopped in epoch %d: %w", epoch+1, err)
			}
			for k, x := range l.learn(batch, uint64(epoch)<<32|uint64(i), total) {
				loss[k] += x
			}
			for _, e := range batch {
				words += len(e.words)
			}
		}
		for k := range loss {
			loss[k] /= float64(words)
		}
		report(Progress{Epoch: epoch + 1, Steps: l.steps, Loss: loss})
	}
	return nil
}

// stepsOf counts the steps of all epochs, which the rate's course depends on.
func (l *Learner) stepsOf() int {
	n := 0
	for epoch := range l.plan.Epochs {
		n += len(l.batches(epoch))
	}
	return n
}

// batches shuffles an epoch's sentences, some of them again as headlines, into steps.
func (l *Learner) batches(epoch int) [][]*example {
	rng := rand.New(rand.NewPCG(l.plan.Seed, 1000+uint64(epoch)))
	var all []*example
	for _, ways := range l.variants {
		all = append(all, ways[plainCase])
		switch rng.IntN(48) {
		case 0, 1:
			all = append(all, ways[titleCase])
		case 2, 3:
			all = append(all, ways[styleCase])
		case 4, 5:
			all = append(all, ways[upperCase])
		case 6, 7:
			all = append(all, ways[lowerCase])
		}
	}
	rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	var out [][]*example
	for start := 0; start < len(all); {
		end, words := start, 0
		for end < len(all) && words < l.plan.Words {
			words += len(all[end].words)
			end++
		}
		out = append(out, all[start:end])
		start = end
	}
	return out
}

// learn makes one step.
func (l *Learner) learn(batch []*example, seed uint64, total int) [4]float64 {
	var shares [workers][]*example
	var load [workers]int
	words := 0
	for _, e := range batch {
		lightest := 0
		for w := range load {
			if load[w] < load[lightest] {
				lightest = w
			}
		}
		shares[lightest] = append(shares[lightest], e)
		load[lightest] += len(e.words)
		words += len(e.words)
	}
	var wg sync.WaitGroup
	for w, p := range l.passes {
		wg.Go(func() { l.pass(p, shares[w], rand.New(rand.NewPCG(l.plan.Seed+uint64(w)<<40, seed)), words) })
	}
	wg.Wait()
	l.steps++
	l.Net.step(l.passes[:], float32(l.rate(total)), l.steps, l.plan.Clip)
	l.Net.averageEvery(l.steps, l.plan.Keep)
	var loss [4]float64
	for _, p := range l.passes {
		for k := range loss {
			loss[k] += p.loss[k]
		}
		p.loss = [4]float64{}
	}
	return loss
}

func (l *Learner) pass(p *pass, sentences []*example, rng *rand.Rand, words int) {
	if len(sentences) == 0 {
		return
	}
	p.rng, p.drop = rng, l.plan.Drop
	p.unknown, p.count = l.plan.Unknown, l.Vocabulary.count
	p.forward(sentences)
	p.relations(func(s, i int) int { return sentences[s].heads[i] })
	p.backward(l.plan.Share, words)
}

// rate rises over the first steps and falls along a cosine to a fiftieth.
func (l *Learner) rate(total int) float64 {
	rise := min(200, float64(total)/8)
	at := float64(l.steps) / float64(total)
	r := l.plan.Rate * (0.02 + float64(0.98*(0.5+float64(0.5*math.Cos(math.Pi*min(at, 1))))))
	return r * min(1, float64(l.steps)/rise)
}

// averagingSteps apart the moving average takes the weights up: often enough, at an eighth of the cost.
const averagingSteps = 8

func (n *Net) averageEvery(step int, keep float32) {
	if step%averagingSteps != 0 {
		return
	}
	k := float32(math.Pow(float64(keep), averagingSteps))
	n.average(min(k, float32(step)/float32(step+10*averagingSteps))) // forgets the random start
}
