package story

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"variorum/internal/house/yardstick"
)

// BenchmarkOnePage regroups one generated account after another among 10,000, whose ties were all searched, without bounds on the work.
func BenchmarkOnePage(b *testing.B) {
	l := generated(b, 10_000)
	sketches := make([]*Sketch, len(l.accounts))
	parallel(len(sketches), func(i int) { sketches[i] = SketchOf(l.accounts[i]) })
	nodes := gather(sketches)
	g, looked, greatest := grounded(nodes)
	r := rand.New(rand.NewPCG(1, 1))
	var took []time.Duration
	var seen []int
	for b.Loop() {
		clear(looked)
		started := yardstick.CPU()
		Regroup([]int64{r.Int64N(int64(len(nodes)))}, g)
		took, seen = append(took, yardstick.CPU()-started), append(seen, len(looked))
	}
	slices.Sort(took)
	slices.Sort(seen)
	for _, c := range []struct {
		name string
		at   int
	}{{"p50", len(took) / 2}, {"p95", len(took) * 95 / 100}, {"most", len(took) - 1}} {
		b.ReportMetric(float64(took[c.at].Microseconds()), c.name+"-cpu-µs")
		b.ReportMetric(float64(seen[c.at]), c.name+"-accounts")
	}
	b.ReportMetric(float64(greatest), "connected")
}

// grounded are accounts with their ties and stories, those that were looked at, and the number of those in the greatest connected group.
func grounded(nodes []node) (g Ground, looked map[int64]bool, greatest int) {
	was := narrow
	narrow = bounds{terms: len(nodes), runs: 250, near: len(nodes)}
	edges, _ := candidates(nodes)
	narrow = was
	found := weighAll(nodes, edges)
	ties, story := make([][]Tie, len(nodes)), map[int64][]int64{}
	for _, e := range found {
		if o := oddsOf(e.told + e.dates); o.Join() {
			ties[e.a], ties[e.b] = append(ties[e.a], Tie{int64(e.b), o}), append(ties[e.b], Tie{int64(e.a), o})
		}
	}
	looked = map[int64]bool{}
	g = Ground{
		Copies: func(a int64) []Copy { looked[a] = true; return []Copy{nodes[a].Copy(a)} },
		Sketch: func(a int64) *Sketch { return nodes[a].Sketch },
		Ties:   func(a int64) []Tie { return ties[a] },
		Story:  func(a int64) []int64 { return story[a] },
	}
	group := map[int]int{}
	for i, root := range components(len(nodes), found) {
		group[root]++
		greatest = max(greatest, group[root])
		if story[int64(i)] != nil {
			continue
		}
		for _, s := range Regroup([]int64{int64(i)}, g) {
			for _, a := range s {
				story[a] = s
			}
		}
	}
	return g, looked, greatest
}
