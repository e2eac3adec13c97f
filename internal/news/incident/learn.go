package incident

import (
	"slices"

	"variorum/internal/engine/chain"
	"variorum/internal/news/account"
	"variorum/internal/news/language"
)

// Sample is an account with what a reader found in it.
type Sample struct {
	*account.Account
	Types    []string            // of the incidents that it tells; none when it tells of none
	Entities map[string][]string // the names that have each role
}

// Constants of learning, chosen by cross-validation over reports; all are flat about these values.
const (
	reportRounds, reportRate, reportDecay = 15, 0.01, 0.1
	roleRounds, roleRate, roleDecay       = 20, 0.02, 0.01
	// orders is in how many orders each lesson is learnt; the mean is steadier than one.
	orders = 3
	// jackknife is in how many parts the samples are cut, so that reports learn from roles read by a model that has not seen them.
	jackknife = 4
	// Smaller weights, in scores, are left out, which takes most of the bytes and changes few decisions. A report has a thousand
	// features, each of little weight; a span thirty.
	leastReportWeight, leastRoleWeight = 0.003, 0.04
)

// Learn learns the weights that Describe decides by, packed as language.Pack keeps them. The same samples give the same bytes.
func Learn(pack *language.Pack, samples []Sample) []byte {
	m := &model{lex: lexiconOf(pack)}
	pages, spans := make([]*page, len(samples)), make([][]chain.Sequence, len(samples))
	for i, s := range samples {
		pages[i] = newPage(s.Account, m.lex)
		spans[i] = labelled(pages[i], s.Entities)
	}
	reports := make([]chain.Sequence, len(samples))
	for fold := range jackknife {
		m.roles = learnRoles(spans, func(i int) bool { return i%jackknife != fold })
		for i := fold; i < len(pages); i += jackknife {
			reports[i] = sequence(m.report(pages[i], m.candidates(pages[i])), 0)
		}
	}
	m.roles = learnRoles(spans, func(int) bool { return true })
	m.told = learnReports(reports, samples, func(s Sample) bool { return len(s.Types) > 0 })
	for i, t := range types {
		m.types[i] = learnReports(reports, samples, func(s Sample) bool { return slices.Contains(s.Types, t) })
	}
	return m.pack()
}

func learnRoles(spans [][]chain.Sequence, in func(i int) bool) *chain.Model {
	var all []chain.Sequence
	for i, s := range spans {
		if in(i) {
			all = append(all, s...)
		}
	}
	return learn(all, len(roles), roleRounds, roleRate, roleDecay, leastRoleWeight)
}

func sequence(f features, label int) chain.Sequence {
	return chain.Sequence{Items: [][]uint32{f}, Labels: []int{label}, Weight: 1}
}

// labelled returns the spans of an account, each with the role of a name that has its words.
func labelled(p *page, entities map[string][]string) []chain.Sequence {
	role := map[string]int{}
	for label, name := range roles {
		for _, words := range entities[name] {
			role[keyOf(words)] = label
		}
	}
	var out []chain.Sequence
	for _, m := range p.mentions() {
		out = append(out, sequence(m.features, role[m.key]))
	}
	return out
}

func learnReports(reports []chain.Sequence, samples []Sample, is func(Sample) bool) *chain.Model {
	out := slices.Clone(reports)
	for i, s := range samples {
		out[i].Labels = []int{0}
		if is(s) {
			out[i].Labels = []int{1}
		}
	}
	return learn(out, 2, reportRounds, reportRate, reportDecay, leastReportWeight)
}

func learn(sequences []chain.Sequence, labels, rounds int, rate, decay, least float64) *chain.Model {
	var models []*chain.Model
	for seed := range orders {
		models = append(models, chain.Learn(sequences, chain.Course{
			Labels: labels, Allowed: func(int, int) bool { return true }, Rounds: rounds, Rate: rate, Decay: decay, Seed: uint64(seed + 1),
		}))
	}
	return chain.Mean(models, least)
}
