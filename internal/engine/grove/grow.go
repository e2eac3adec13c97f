package grove

import (
	"slices"
	"sort"
)

// Choice is some offers of which one is right.
type Choice struct {
	Rows  [][]float32 // of each offer: its traits
	Start []float64   // of each offer: the value that it has before any tree grows
	Right int         // the number of the right one
}

// Care says how a grove is grown.
type Care struct {
	Trees  int
	Deep   int     // questions in a row
	Step   float64 // the share of what a tree would mend that it is let mend
	Steady float64 // how many offers' worth of doubt is added to each leaf
}

const (
	// bins is the number of ranges that each trait is cut into: enough to tell counts apart, few enough for a byte and for one pass over the rows.
	bins = 32
	// least is the weight that either side of a question must keep, a sum of p(1-p): that of twenty offers whose chance is even. What fewer say is noise.
	least = 5
	// worthwhile is by how much a question must mend the fit to be asked, in units of twice the log loss: less than one is what noise mends.
	worthwhile = 1.0
	// looked is about how many rows are looked at to cut a trait into ranges: their shares are then right to a hundredth of one.
	looked = 20000
	// leastCurve keeps an offer that is all but certain from being a division by nothing.
	leastCurve = 1e-4
)

// grower holds the offers of all choices, one below the other.
type grower struct {
	care  Care
	rows  [][]float32
	right []bool
	value []float64
	from  []int       // of each choice: its first row; and the end
	edges [][]float32 // of each trait: the ends of its ranges
	bin   [][]uint8   // of each trait and row: the range
	slope []float64   // of each row: by how much it is valued too high
	curve []float64
}

// Grow grows a grove on choices. The same choices give the same grove.
func Grow(choices []Choice, traits []string, care Care) *Grove {
	g := &grower{care: care}
	for _, c := range choices {
		g.from = append(g.from, len(g.rows))
		g.rows = append(g.rows, c.Rows...)
		g.value = append(g.value, c.Start...)
		for i := range c.Rows {
			g.right = append(g.right, i == c.Right)
		}
	}
	g.from = append(g.from, len(g.rows))
	g.slope, g.curve = make([]float64, len(g.rows)), make([]float64, len(g.rows))
	out := &Grove{traits: traits}
	g.cut(len(traits))
	for range care.Trees {
		g.look()
		all := make([]int32, len(g.rows))
		for i := range all {
			all[i] = int32(i)
		}
		var t []node
		g.split(&t, all, care.Deep)
		for i, r := range g.rows {
			g.value[i] += value(t, r)
		}
		out.trees = append(out.trees, t)
	}
	return out
}

// cut parts each trait into ranges with about as many rows in each.
func (g *grower) cut(traits int) {
	for k := range traits {
		var seen []float32
		for i := 0; i < len(g.rows); i += 1 + len(g.rows)/looked {
			seen = append(seen, g.rows[i][k])
		}
		slices.Sort(seen)
		var edges []float32
		for b := 1; b < bins && len(seen) > 0; b++ {
			if v := seen[b*len(seen)/bins]; len(edges) == 0 || v > edges[len(edges)-1] {
				edges = append(edges, v)
			}
		}
		in := make([]uint8, len(g.rows))
		for i, r := range g.rows {
			in[i] = uint8(sort.Search(len(edges), func(b int) bool { return edges[b] >= r[k] }))
		}
		g.edges, g.bin = append(g.edges, edges), append(g.bin, in)
	}
}

// look works out how far each row is valued too high or too low.
func (g *grower) look() {
	for c := range len(g.from) - 1 {
		p := slices.Clone(g.value[g.from[c]:g.from[c+1]])
		Chances(p)
		for i, p := range p {
			at := g.from[c] + i
			g.slope[at], g.curve[at] = p, max(p*(1-p), leastCurve)
			if g.right[at] {
				g.slope[at]--
			}
		}
	}
}

// split adds the node for some rows, and those below it.
func (g *grower) split(t *[]node, rows []int32, deep int) int {
	at := len(*t)
	slope, curve := 0.0, 0.0
	for _, i := range rows {
		slope, curve = slope+g.slope[i], curve+g.curve[i]
	}
	*t = append(*t, node{trait: leaf, value: -g.care.Step * slope / (curve + g.care.Steady)})
	if deep == 0 {
		return at
	}
	trait, b := g.question(rows, slope, curve)
	if trait == leaf {
		return at
	}
	var under, over []int32
	for _, i := range rows {
		if int(g.bin[trait][i]) <= b {
			under = append(under, i)
		} else {
			over = append(over, i)
		}
	}
	(*t)[at].trait, (*t)[at].above = trait, g.edges[trait][b]
	u := g.split(t, under, deep-1)
	o := g.split(t, over, deep-1)
	(*t)[at].under, (*t)[at].over = u, o
	return at
}

// question is the trait and the range that part some rows best.
func (g *grower) question(rows []int32, slope, curve float64) (trait, b int) {
	worth := func(s, c float64) float64 { return s * s / (c + g.care.Steady) }
	trait, most := leaf, worthwhile
	for k, edges := range g.edges {
		var s, c [bins + 1]float64
		in := g.bin[k]
		for _, i := range rows {
			s[in[i]] += g.slope[i]
			c[in[i]] += g.curve[i]
		}
		under, weight := 0.0, 0.0
		for e := range edges {
			under, weight = under+s[e], weight+c[e]
			if weight < least || curve-weight < least {
				continue
			}
			if gain := worth(under, weight) + worth(slope-under, curve-weight) - worth(slope, curve); gain > most {
				trait, b, most = k, e, gain
			}
		}
	}
	return trait, b
}
