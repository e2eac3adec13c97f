package collation

import (
	"slices"
	"sort"

	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

// sentence is one sentence of one account: its bytes and its words.
type sentence struct {
	text.Span
	account int
	forms   []uint64 // of its words and numbers; marks are not compared
	order   int      // its place among the sentences of its account
}

func sentences(accounts []*account.Account) []sentence {
	var out []sentence
	for i, a := range accounts {
		for k, span := range a.Sentences {
			out = append(out, sentence{Span: span, account: i, forms: a.Words(span).Forms, order: k})
		}
	}
	return out
}

// edge links two sentences of different accounts; score orders them, strongest first.
type edge struct {
	a, b  int
	score float32
	kind
}

// kind is what a link rests on.
type kind struct {
	near bool // nearly all of the lighter sentence stands in the other
	text bool // they have text in common, not only words
}

// link returns the pairs of sentences that tell the same, strongest first. Equal sentences are compared once, through the
// first of them, and candidates are found by the rarer words they share, so that copies cost little.
func link(ss []sentence, w account.Weights) []edge {
	k := newKinds(ss, w)
	var out []edge
	for _, p := range k.candidates() {
		score, kind, ok := k.compare(p[0], p[1])
		if !ok {
			continue
		}
		for _, a := range k.members[p[0]] {
			for _, b := range k.members[p[1]] {
				if ss[a].account != ss[b].account {
					out = append(out, edge{a, b, score, kind})
				}
			}
		}
	}
	for _, members := range k.members {
		for i, a := range members {
			for _, b := range members[i+1:] {
				if ss[a].account != ss[b].account && k.weight[k.of[a]] >= minAlone {
					out = append(out, edge{a, b, 1, kind{near: true, text: true}})
				}
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].score != out[j].score {
			return out[i].score > out[j].score
		}
		if out[i].a != out[j].a {
			return out[i].a < out[j].a
		}
		return out[i].b < out[j].b
	})
	return out
}

// kinds are the different sentences of a story.
type kinds struct {
	w       account.Weights
	of      []int      // the kind of each sentence
	members [][]int    // the sentences of each kind
	forms   [][]uint64 // in order
	set     [][]uint64 // sorted, each once
	weight  []float32  // of the set
}

func newKinds(ss []sentence, w account.Weights) *kinds {
	k := &kinds{w: w, of: make([]int, len(ss))}
	byHash := map[uint64][]int{}
	for i, s := range ss {
		h := uint64(len(s.forms))
		for _, f := range s.forms {
			h = h*0x9e3779b97f4a7c15 ^ f
		}
		kind := -1
		for _, c := range byHash[h] {
			if slices.Equal(k.forms[c], s.forms) {
				kind = c
			}
		}
		if kind < 0 {
			kind = len(k.forms)
			byHash[h] = append(byHash[h], kind)
			set := slices.Compact(slices.Sorted(slices.Values(s.forms)))
			k.forms, k.set, k.members = append(k.forms, s.forms), append(k.set, set), append(k.members, nil)
			total := float32(0)
			for _, f := range set {
				total += w[f]
			}
			k.weight = append(k.weight, total)
		}
		k.of[i] = kind
		k.members[kind] = append(k.members[kind], i)
	}
	return k
}

// candidates returns the pairs of kinds that share rarer words enough to be worth comparing, in a fixed order.
func (k *kinds) candidates() [][2]int {
	postings := map[uint64][]int{}
	for i, set := range k.set {
		for _, f := range set {
			if k.w[f] >= anchorWeight {
				postings[f] = append(postings[f], i)
			}
		}
	}
	var out [][2]int
	shared := make([]float32, len(k.set))
	for i, set := range k.set {
		var touched []int
		for _, f := range set {
			if k.w[f] < anchorWeight || len(postings[f]) > maxPostings {
				continue
			}
			for _, j := range postings[f] {
				if j >= i {
					break
				}
				if shared[j] == 0 {
					touched = append(touched, j)
				}
				shared[j] += k.w[f]
			}
		}
		sort.Ints(touched)
		for _, j := range touched {
			if shared[j] >= minAnchors*min(k.weight[i], k.weight[j]) || shared[j] >= minShared {
				out = append(out, [2]int{j, i})
			}
			shared[j] = 0
		}
	}
	return out
}

// compare decides whether two kinds of sentences tell the same.
func (k *kinds) compare(a, b int) (score float32, on kind, ok bool) {
	shared := float32(0)
	for i, j := 0, 0; i < len(k.set[a]) && j < len(k.set[b]); {
		switch fa, fb := k.set[a][i], k.set[b][j]; {
		case fa == fb:
			shared += k.w[fa]
			i, j = i+1, j+1
		case fa < fb:
			i++
		default:
			j++
		}
	}
	contained := shared / max(min(k.weight[a], k.weight[b]), 1e-6)
	dice := 2 * shared / max(k.weight[a]+k.weight[b], 1e-6)
	run := k.longestRun(a, b)
	on.near = contained >= nearContained && shared >= minShared
	on.text = on.near || run >= longRun
	score = min(1, 0.5*contained+0.5*dice) // what the two have in common, from either side
	ok = on.text || shared >= minShared && (contained >= minContained && run >= minRun || dice >= minDice)
	return score, on, ok
}

// longestRun returns the weight of the heaviest run of words that both have.
func (k *kinds) longestRun(a, b int) float32 {
	x, y := k.forms[a], k.forms[b]
	if len(x) > maxSentence || len(y) > maxSentence {
		x, y = x[:min(len(x), maxSentence)], y[:min(len(y), maxSentence)]
	}
	row := make([]float32, len(y)+1)
	best := float32(0)
	for _, f := range x {
		for j := len(y); j > 0; j-- {
			if y[j-1] == f {
				row[j] = row[j-1] + k.w[f]
				best = max(best, row[j])
			} else {
				row[j] = 0
			}
		}
	}
	return best
}
