package stemma

import (
	"math"
	"slices"
	"strings"
)

// What is counted of a model and a copy when a stemma was found and each account's model is weighed once more. Each has its ground in how pages
// are copied, not in how they were simulated: a copy has its model's slips and glosses, ends where it ends or before, and comes after it.
const (
	ofLost    = iota // the model is the lost source
	believed         // the logarithm of the share of near-best stemmata that have it so
	inLost           // the logarithm of the share that have the lost source as the copy's model
	inOther          // the share that have another account, the likeliest, as the copy's model
	turned           // the share that have the copy as the model's model
	ofWire           // the share that have the lost source as the model's model
	dearer           // by how much the whole is dearer than the cheapest
	dearerOne        // the same, with no second model
	bill             // what the copy's changes cost
	regains          // sentences that the model has not, and others have
	drops            // sentences of the model left out
	before           // the copy is dated before its model
	noDate           // the dates do not tell
	credits          // the copy credits its model
	elsewhere        // the copy credits another account
	later            // the logarithm of the hours between; less than none where the dates do not tell
	alone            // readings that only the two have
	aloneCost        // what they cost
	rare             // readings of both that most have not
	rareCost
	unshared // changes of the model that the copy has not
	unsharedCost
	pair     // sentences that only the two have
	mine     // sentences that only the model has
	mineAmid // those of them before the copy's end
	common   // sentences that both have
	part     // the share of the copy's sentences that these are
	lack     // sentences that both lack and most have
	lackAmid // those of them before the copy's end
	sameEnd  // both end at the same sentence
	beyond   // the copy goes on where the model ends
	naming   // the copy's text names the model's outlet
	counted
)

var traitNames = [counted]string{
	"of-lost", "believed", "in-lost", "in-other", "turned", "of-wire", "dearer", "dearer-one", "bill", "regains", "drops", "before", "no-date", "credits", "elsewhere", "later", "alone", "alone-cost", "rare",
	"rare-cost", "unshared", "unshared-cost", "pair", "mine", "mine-amid", "common", "part", "lack", "lack-amid", "same-end", "beyond", "naming",
}

// changed is the classes of changes that are traits by themselves.
var changed = [...]class{style, word, further, verb, slip, round, exact, cut, add, added, lacuna, drop, tail, regain, lesser, foreign, move, retyped, uneven}

var changedNames = [len(changed)]string{"style", "word", "further", "verb", "slip", "round", "exact", "cut", "add", "added", "lacuna", "drop", "tail", "regain", "lesser", "foreign", "move", "retyped", "uneven"}

// compared is the traits of which it counts as well how far they lie above the lost source's, and above and below those of the other accounts.
var compared = [...]int{bill, regains, unsharedCost, rareCost, aloneCost, part, dearerOne, later, unshared, drops, believed, lack}

// columns is the names of what stands in a row.
var columns = func() []string {
	out := slices.Concat(traitNames[:], changedNames[:])
	for _, k := range compared {
		out = append(out, traitNames[k]+":lost", traitNames[k]+":least", traitNames[k]+":most")
	}
	return out
}()

// appraiser weighs the models of each account once more, with the stemma that was found in sight.
type appraiser struct {
	*searcher
	tree tree
	belief
	usual []int8    // of each site: the reading of most accounts
	held  [][]int16 // of each site and reading: the accounts that have it
	has   []int16   // of each site: the accounts that have any
	at    []int     // of each unit: its place in the story
	end   []int     // of each account: the place of the last sentence that it shares
}

func newAppraiser(r *searcher, t tree, b belief) *appraiser {
	a := &appraiser{searcher: r, tree: t, belief: b, at: make([]int, len(r.units)), end: make([]int, r.n)}
	for k := range r.sites {
		held, has, usual := a.count(k)
		a.held, a.has, a.usual = append(a.held, held), append(a.has, has), append(a.usual, usual)
	}
	for k, u := range r.order {
		a.at[u] = k
	}
	for c := range r.n {
		a.end[c] = a.ends(r.texts[c])
	}
	return a
}

func (a *appraiser) count(k int) (held []int16, has int16, usual int8) {
	held, usual = make([]int16, len(a.sites[k].words)), none
	for _, v := range a.sites[k].value {
		if v != none {
			held[v]++
			has++
		}
	}
	for v, n := range held {
		if n > 0 && (usual == none || n > held[usual]) {
			usual = int8(v)
		}
	}
	return held, has, usual
}

func (a *appraiser) ends(t *copytext) int {
	end := 0
	for _, u := range t.order {
		if a.units[u].holders > 1 {
			end = max(end, a.at[u])
		}
	}
	return end
}

// rows is what is counted of account c and each model that it may have, with their numbers.
func (a *appraiser) rows(c int) (models []int, rows [][]float32) {
	least := make([][2]float32, a.n+1)
	for p := range least {
		least[p] = [2]float32{far, far}
	}
	for _, o := range a.offers(a.tree, c) {
		least[o.first][0] = min(least[o.first][0], o.cost)
		if o.second == none {
			least[o.first][1] = o.cost
		}
	}
	cheapest := float32(far)
	for p := range least {
		cheapest = min(cheapest, least[p][0])
	}
	w := a.wireFor(c)
	for p := range least {
		if p == c || a.n > exactly && least[p][0] == far && p != a.wire() {
			continue
		}
		row := make([]float32, counted, len(columns))
		row[dearer], row[dearerOne] = min(mostDear, least[p][0]-cheapest), min(mostDear, least[p][1]-cheapest)
		models, rows = append(models, p), append(rows, a.row(row, w, p, c))
	}
	for i := range rows {
		rows[i] = compare(rows, i)
	}
	return models, rows
}

// far is more than any cost, and mostDear the difference beyond which more says no more.
const far, mostDear = 1e9, 20

// row fills what is counted of one model and one copy.
func (a *appraiser) row(row []float32, w *copytext, p, c int) []float32 {
	t := a.texts[c]
	m := a.searcher.text(w, p)
	b := a.pass(m, nil, t)
	row[bill], row[regains], row[drops] = b.cost(), b[regain]+b[regained], b[drop]+b[dropped]
	a.shares(row, p, c)
	a.datesAndCredits(row, p, c)
	a.readings(row, m, t)
	a.sentences(row, m, t, c)
	for _, k := range changed {
		row = append(row, b[k])
	}
	return row
}

func (a *appraiser) shares(row []float32, p, c int) {
	row[believed], row[inLost] = logShare(a.share[c][p]), logShare(a.share[c][a.wire()])
	for q, x := range a.share[c][:a.n] {
		if q != p {
			row[inOther] = max(row[inOther], float32(x))
		}
	}
	row[ofWire] = 1
	if p == a.wire() {
		row[ofLost] = 1
	} else {
		row[turned], row[ofWire] = float32(a.share[p][c]), float32(a.share[p][a.wire()])
	}
}

func logShare(x float64) float32 { return float32(math.Log(x + 1e-3)) }

func (a *appraiser) datesAndCredits(row []float32, p, c int) {
	b := &a.beside[p][c]
	row[before], row[noDate], row[credits], row[elsewhere] = b[earlier], b[undated], b[credit], b[stranger]
	row[later] = b[after] + b[since]
	if b[earlier]+b[undated] > 0 {
		row[later] = -1
	}
	row[naming] = float32(b2i(a.names(c, p)))
}

// names reports whether the text of account c has the name of p's outlet.
func (a *appraiser) names(c, p int) bool {
	if p >= a.n {
		return false
	}
	name := strings.TrimPrefix(a.accounts[p].Outlet, "The ")
	return len(name) >= minOutlet && strings.Contains(a.accounts[c].Text, name)
}

// readings counts where the two read alike against most, and where the model alone does.
func (a *appraiser) readings(row []float32, m, t *copytext) {
	for k := range a.sites {
		x, y := m.value[k], t.value[k]
		if x == none || y == none {
			continue
		}
		usual := a.usual[k]
		switch {
		case x != y && y == usual:
			row[unshared]++
			row[unsharedCost] += a.sites[k].cost[y][x]
		case x == y && y != usual:
			cost := a.sites[k].cost[usual][y]
			row[rare]++
			row[rareCost] += cost
			if a.held[k][y] == 2 && a.has[k] > 2 {
				row[alone]++
				row[aloneCost] += cost
			}
		}
	}
}

// sentences counts those that both have, lack, or one of them has.
func (a *appraiser) sentences(row []float32, m, t *copytext, c int) {
	for u := range a.units {
		here, there, holders := t.place[u] != none, m.place[u] != none, a.units[u].holders
		amid := float32(0)
		if a.at[u] < a.end[c] {
			amid = 1
		}
		switch {
		case here && there:
			row[common]++
			if holders == 2 {
				row[pair]++
			}
		case there && holders == 1:
			row[mine]++
			row[mineAmid] += amid
		case !here && !there && 2*holders > a.n:
			row[lack]++
			row[lackAmid] += amid
		}
	}
	row[part] = row[common] / float32(max(len(t.order), 1))
	switch end := a.ends(m); {
	case end == a.end[c]:
		row[sameEnd] = 1
	case end < a.end[c]:
		row[beyond] = 1
	}
}

// compare adds to a row how far some of its traits lie from the others'. The last of the rows is the lost source's.
func compare(rows [][]float32, i int) []float32 {
	out := rows[i]
	for _, k := range compared {
		least, most := float32(math.Inf(1)), float32(math.Inf(-1))
		for j, o := range rows[:len(rows)-1] {
			if j != i {
				least, most = min(least, o[k]), max(most, o[k])
			}
		}
		if least > most {
			least, most = out[k], out[k]
		}
		out = append(out, out[k]-rows[len(rows)-1][k], out[k]-least, out[k]-most)
	}
	return out
}
