package stemma

import (
	"bytes"
	"cmp"
	_ "embed"
	"math"
	"slices"
	"sync"

	"variorum/edition"
	"variorum/internal/engine/grove"
	"variorum/internal/news/account"
)

//go:embed appraisal.tsv
var appraisalTable []byte

//go:embed second.tsv
var secondTable []byte

// appraisal is what was learnt from simulated traditions of how much each trait says; see cmd/train.
var appraisal = sync.OnceValue(func() *grove.Grove {
	g, err := grove.Read(bytes.NewReader(appraisalTable), columns)
	if err != nil {
		panic("stemma: appraisal.tsv: " + err.Error()) // our own file, that a test reads
	}
	return g
})

// secondAppraisal is the same of second models.
var secondAppraisal = sync.OnceValue(func() *grove.Grove {
	g, err := grove.Read(bytes.NewReader(secondTable), secondColumns)
	if err != nil {
		panic("stemma: second.tsv: " + err.Error())
	}
	return g
})

// leastShare is the share that a model has which no near-best stemma gave the copy: one more walk might.
const leastShare = 0.004

// appraised is the chances of the models of each account, by all that is counted of them.
type appraised struct {
	first  [][]float64     // of each account and model, the wire last
	second [][][]secondary // of each account and first model: what it may have beside, the likeliest first
}

// appraise gives the chances of each account's models.
func (r *searcher) appraise(t tree, b belief) appraised {
	out := appraised{make([][]float64, r.n), make([][][]secondary, r.n)}
	if r.n > exactly {
		r.still = r.lost(t, none)
		defer func() { r.still = nil }()
	}
	a := newAppraiser(r, t, b)
	for c := range r.n {
		w := a.scale(c)
		models, rows := w.rows()
		values := a.start(c, models)
		for i, row := range rows {
			values[i] += appraisal().Value(row)
		}
		grove.Chances(values)
		out.first[c], out.second[c] = make([]float64, r.n+1), make([][]secondary, r.n+1)
		for i, p := range models {
			out.first[c][p] = values[i]
			if values[i] > leastAsked {
				out.second[c][p] = w.secondaries(p)
			}
		}
	}
	return out
}

// leastAsked is the chance of a first model from which it is asked what an account has beside it.
const leastAsked = 0.02

// secondaries is the chances of the second models when p is the first.
func (w *scale) secondaries(p int) []secondary {
	miss := w.beyond(p)
	models, rows := w.secondRows(p, &miss)
	values := starts(rows)
	for i, row := range rows {
		values[i] += secondAppraisal().Value(row)
	}
	grove.Chances(values)
	if q := w.whole(p, &miss); q != none {
		at, report := slices.Index(models, q), slices.Index(models, w.other())
		values[at], values[report] = values[at]+values[report], 0
	}
	out := make([]secondary, len(models))
	for i, q := range models {
		out[i] = secondary{q, values[i]}
	}
	slices.SortFunc(out, func(x, y secondary) int { return cmp.Or(-cmp.Compare(x.chance, y.chance), x.model-y.model) })
	return out
}

// start is what the walk alone says of some models.
func (a *appraiser) start(c int, models []int) []float64 {
	out := make([]float64, len(models))
	for i, p := range models {
		out[i] = math.Log(a.share[c][p] + leastShare)
	}
	return out
}

// Lesson is what is counted of the models that the accounts of one story may have, and which are right: what the appraisal learns from.
type Lesson struct{ First, Second []grove.Choice }

// Teach counts it, and passes over an account whose true model is none of those that are weighed. weights is the weights of words, models the models of each
// account by ids, the first first: an account, "" for the source that the first models are from, or any other name for another lost one.
func Teach(accounts []*account.Account, passages []edition.Passage, only []edition.Only, weights account.Weights, models map[string][]string) (out Lesson) {
	if len(accounts) < 2 {
		return out
	}
	g := &graph{accounts: accounts, cited: citations(accounts), moments: momentsOf(accounts)}
	g.lay(passages, only, weights)
	found, _ := g.best()
	b := g.believe(found)
	a := newAppraiser(g.searcher, g.likeliest(b), b)
	for c := range g.n {
		names := models[g.account(c).ID]
		if len(names) == 0 {
			continue
		}
		first := g.number(names[0], c)
		w := a.scale(c)
		ms, rows := w.rows()
		if right := slices.Index(ms, first); right >= 0 {
			out.First = append(out.First, grove.Choice{Rows: rows, Start: a.start(c, ms), Right: right})
		}
		second := none
		if len(names) > 1 {
			second = g.number(names[1], c)
		}
		miss := w.beyond(first)
		ms, rows = w.secondRows(first, &miss)
		if right := slices.Index(ms, second); right >= 0 {
			out.Second = append(out.Second, grove.Choice{Rows: rows, Start: starts(rows), Right: right})
		}
	}
	return out
}

// number is the number in the search of the model of account c that has a name.
func (g *graph) number(name string, c int) int {
	if name == "" {
		return g.wire()
	}
	for i, a := range g.accounts {
		if a.ID != name {
			continue
		}
		if g.twin[i] != none {
			i = g.twin[i]
		}
		if r := g.row[i]; r != c {
			return r
		}
		return g.wire()
	}
	return g.other()
}

// starts is what the walk alone says of some second models.
func starts(rows [][]float32) []float64 {
	out := make([]float64, len(rows))
	for i, r := range rows {
		out[i] = float64(r[sndBelieved])
	}
	return out
}

// Traits is the names of what is counted of first models, and of second ones.
func Traits() (first, second []string) { return columns, secondColumns }
