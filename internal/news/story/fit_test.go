package story

import (
	"flag"
	"fmt"
	"math"
	"testing"

	"variorum/edition"
	"variorum/internal/news/account"
	"variorum/internal/news/language"
)

var fitting = flag.Bool("fit", false, "fit the weights of the model anew, print them and what they are worth by cross-validation")

// folds is the number of parts that stories are sorted into: weights are fitted on all parts but one and judged on that one.
const folds = 5

// strength is the ridge penalty of the fit; from 0.2 to 5 nothing changes but the third digit.
const strength = 1

// example is a pair of accounts: its measures, and whether they tell of one event.
type example struct {
	x      [likenesses + 2]float64
	same   float64
	weight float64 // an account counts once among those of its story, however many they are
}

// TestFit prints the weights that model.go holds and the scores of weights fitted on other stories.
func TestFit(t *testing.T) {
	if !*fitting {
		t.Skip("fits only when asked with -fit")
	}
	l := dev(t)
	general := heldOut(l.accounts)
	fmt.Printf("%.2f\n", fit(examples(l, general, all)))
	var whole, small, hard, plain, oneDay score
	for f := range folds {
		train := func(i int) bool { return fold(l.story[i], folds) != f }
		test := func(i int) bool { return fold(l.story[i], folds) == f }
		w := fit(examples(l, general, train))
		whole.add(l.story, run(l.accounts, w, general), test)
		plain.add(l.story, run(datedCopies(l.accounts, ""), w, general), test)
		oneDay.add(l.story, run(datedCopies(l.accounts, "2030-01-01"), w, general), test)
		for s, sum := range map[int]*score{0: &small, 1: &hard} {
			for _, sample := range samples(l, 200, s == 1, f) {
				part := l.pick(sample)
				sum.add(part.story, run(part.accounts, w, general), all)
			}
		}
	}
	for name, s := range map[string]score{"whole": whole, "whole, undated": plain, "whole, all of one day": oneDay, "2 to 12 pages": small, "2 to 12 pages, alike": hard} {
		fmt.Printf("cross-validated, %s: B-cubed F1 %.4f, pairwise F1 %.4f\n", name, s.bCubed(), s.pairwise())
	}
}

// datedCopies are the accounts with another date, or without any.
func datedCopies(accounts []*account.Account, day edition.Day) []*account.Account {
	var out []*account.Account
	for _, a := range accounts {
		c := *a
		c.Published = edition.Published{Value: day, Earliest: day, Latest: day}
		out = append(out, &c)
	}
	return out
}

// examples are the pairs of some accounts: all that belong together, those that are alike in words or time, and one in ten of
// the rest. Each pair stands there as it is and with one or both accounts cut to a brief, since the labelled accounts are
// long; and each with and without its dates, so that the texts decide where dates are not known.
func examples(l labelled, general *language.Frequency, in func(int) bool) []example {
	whole, brief := sketches(l.accounts, general), sketches(briefs(l.accounts), general)
	of := map[string]int{}
	for _, s := range l.story {
		of[s]++
	}
	var out []example
	for a := range l.accounts {
		for b := range a {
			if !in(a) || !in(b) {
				continue
			}
			e := example{weight: 1}
			if l.story[a] == l.story[b] {
				e.same = 1
				e.weight = min(1, 2/float64(of[l.story[a]]-1))
			}
			if e.same == 0 && compare(whole[a], whole[b])[cosine] < .17 && whole[a].when.apart(whole[b].when) > 0 && (a*31+b)%10 != 0 {
				continue
			}
			for _, pair := range [][2]*Sketch{{whole[a], whole[b]}, {whole[a], brief[b]}, {brief[a], whole[b]}, {brief[a], brief[b]}} {
				like := compare(pair[0], pair[1])
				copy(e.x[:], like[:])
				e.x[likenesses], e.x[likenesses+1] = 0, 0
				out = append(out, e)
				e.x[likenesses], e.x[likenesses+1] = 1, math.Log1p(float64(min(whole[a].when.apart(whole[b].when), mostDays)))
				out = append(out, e)
			}
		}
	}
	return out
}

// briefs are the accounts cut after their first 30 to 90 words.
func briefs(accounts []*account.Account) []*account.Account {
	var out []*account.Account
	for i, a := range accounts {
		c := a.Account
		if most := 30 + 20*(i%4); len(a.Tokens) > most {
			c.Text = a.Text[:a.Tokens[most].End]
		}
		out = append(out, account.New(c))
	}
	return out
}

// fit is logistic regression by Newton's method.
func fit(pairs []example) weights {
	const n = likenesses + 2
	var w [n]float64
	for range 30 {
		var m [n][n + 1]float64
		for i := range m {
			m[i][i], m[i][n] = strength, -strength*w[i]
		}
		for _, e := range pairs {
			z := 0.0
			for i, x := range e.x {
				z += w[i] * x
			}
			p := 1 / (1 + math.Exp(-z))
			for i, x := range e.x {
				m[i][n] += e.weight * (e.same - p) * x
				for j, y := range e.x {
					m[i][j] += e.weight * p * (1 - p) * x * y
				}
			}
		}
		for i, step := range solve(m[:]) {
			w[i] += step
		}
	}
	out := weights{dated: w[likenesses], apart: w[likenesses+1]}
	copy(out.text[:], w[:])
	return out
}

// solve is Gauss's elimination of a positive definite system.
func solve(m [][likenesses + 3]float64) []float64 {
	n := len(m)
	for i := range n {
		for j := i + 1; j < n; j++ {
			f := m[j][i] / m[i][i]
			for k := i; k <= n; k++ {
				m[j][k] -= f * m[i][k]
			}
		}
	}
	out := make([]float64, n)
	for i := n - 1; i >= 0; i-- {
		out[i] = m[i][n]
		for j := i + 1; j < n; j++ {
			out[i] -= m[i][j] * out[j]
		}
		out[i] /= m[i][i]
	}
	return out
}

// samples draws sets of 2 to 12 accounts of 1 to 4 stories, one of them of the fold; alike takes the story most alike as the
// second one. The draw is the same in every run.
func samples(l labelled, n int, alike bool, f int) [][]int {
	of := map[string][]int{}
	var stories, mine []string
	for i, s := range l.story {
		if of[s] == nil {
			stories = append(stories, s)
			if fold(s, folds) == f {
				mine = append(mine, s)
			}
		}
		of[s] = append(of[s], i)
	}
	state := uint64(f + 1)
	next := func(n int) int {
		state = state*6364136223846793005 + 1442695040888963407
		return int(state>>33) % n
	}
	nearest := neighbours(l, stories, of)
	var out [][]int
	for len(out) < n {
		many, size := 1+next(4), 2+next(11)
		chosen := map[string]bool{}
		names := []string{mine[next(len(mine))]}
		if alike && many > 1 {
			names = append(names, nearest[names[0]])
		}
		for len(names) < many {
			names = append(names, stories[next(len(stories))])
		}
		var pool []int
		for _, s := range names {
			if !chosen[s] {
				pool = append(pool, of[s]...)
			}
			chosen[s] = true
		}
		for i := len(pool) - 1; i > 0; i-- {
			j := next(i + 1)
			pool[i], pool[j] = pool[j], pool[i]
		}
		if len(pool) > 1 {
			out = append(out, pool[:min(size, len(pool))])
		}
	}
	return out
}

// neighbours gives for each story the one that its accounts are most alike to, by the words of all.
func neighbours(l labelled, stories []string, of map[string][]int) map[string]string {
	read := sketches(l.accounts, language.For("en").Frequency())
	out := map[string]string{}
	for _, s := range stories {
		best := -1.0
		for _, other := range stories {
			if other == s {
				continue
			}
			sum := 0.0
			for _, i := range of[s] {
				for _, j := range of[other] {
					sum += compare(read[i], read[j])[cosine]
				}
			}
			if mean := sum / float64(len(of[s])*len(of[other])); mean > best {
				best, out[s] = mean, other
			}
		}
	}
	return out
}
