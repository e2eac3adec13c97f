package stemma

import (
	"math"
	"slices"
	"strings"
)

// What is counted of a model and a copy when a stemma was found and each account's model is weighed once more. Each has its ground in how pages
// are copied, not in how they were simulated: a copy has its model's slips and glosses, ends where it ends or before, and comes after it.
const (
	fstOfLost    = iota // the model is the lost source
	fstBelieved         // the logarithm of the share of near-best stemmata that have it so
	fstInLost           // the logarithm of the share that have the lost source as the copy's model
	fstInOther          // the share that have another account, the likeliest, as the copy's model
	fstTurned           // the share that have the copy as the model's model
	fstOfWire           // the share that have the lost source as the model's model
	fstDearer           // by how much the whole is dearer than the cheapest
	fstDearerOne        // the same, with no second model
	fstBill             // what the copy's changes cost
	fstRegains          // sentences that the model has not, and others have
	fstDrops            // sentences of the model left out
	fstBefore           // the copy is dated before its model
	fstNoDate           // the dates do not tell
	fstCredits          // the copy credits its model
	fstElsewhere        // the copy credits another account
	fstLater            // the logarithm of the hours between; less than none where the dates do not tell
	fstAlone            // readings that only the two have
	fstAloneCost        // what they cost
	fstRare             // readings of both that most have not
	fstRareCost
	fstUnshared // changes of the model that the copy has not
	fstUnsharedCost
	fstPair     // sentences that only the two have
	fstMine     // sentences that only the model has
	fstMineAmid // those of them before the copy's end
	fstCommon   // sentences that both have
	fstPart     // the share of the copy's sentences that these are
	fstLack     // sentences that both lack and most have
	fstLackAmid // those of them before the copy's end
	fstSameEnd  // both end at the same sentence
	fstBeyond   // the copy goes on where the model ends
	fstNaming   // the copy's text names the model's outlet
	fstCounted
)

var traitNames = [fstCounted]string{
	"of-lost", "believed", "in-lost", "in-other", "turned", "of-wire", "dearer", "dearer-one", "bill", "regains", "drops", "before", "no-date", "credits", "elsewhere", "later", "alone", "alone-cost", "rare",
	"rare-cost", "unshared", "unshared-cost", "pair", "mine", "mine-amid", "common", "part", "lack", "lack-amid", "same-end", "beyond", "naming",
}

// changed is the classes of changes that are traits by themselves.
var changed = [...]class{style, word, further, verb, slip, round, exact, cut, add, added, lacuna, drop, tail, regain, lesser, foreign, move, retyped, uneven}

var changedNames = [len(changed)]string{"style", "word", "further", "verb", "slip", "round", "exact", "cut", "add", "added", "lacuna", "drop", "tail", "regain", "lesser", "foreign", "move", "retyped", "uneven"}

// compared is the traits of which it counts as well how far they lie above the lost source's, and above and below those of the other accounts.
var compared = [...]int{fstBill, fstRegains, fstUnsharedCost, fstRareCost, fstAloneCost, fstPart, fstDearerOne, fstLater, fstUnshared, fstDrops, fstBelieved, fstLack}

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

// scale weighs the models of one account.
type scale struct {
	*appraiser
	c        int
	wireText *copytext // the text of the lost source as the other accounts have it
	choices  []offer   // what the whole costs with each choice of models
}

func (a *appraiser) scale(c int) *scale {
	w := &scale{appraiser: a, c: c, wireText: a.still, choices: a.searcher.offers(a.tree, c)}
	if w.wireText == nil {
		w.wireText = a.lost(a.tree, c)
	}
	return w
}

// text is the text of a model.
func (w *scale) text(i int) *copytext { return w.searcher.text(w.wireText, i) }

// rows is what is counted of each model that the account may have, with their numbers.
func (w *scale) rows() (models []int, rows [][]float32) {
	least := make([][2]float32, w.n+1) // of each model: what the whole costs at the least, and with no second model
	for p := range least {
		least[p] = [2]float32{far, far}
	}
	cheapest := float32(far)
	for _, o := range w.choices {
		least[o.first][0] = min(least[o.first][0], o.cost)
		if o.second == none {
			least[o.first][1] = o.cost
		}
		cheapest = min(cheapest, o.cost)
	}
	for p := range least {
		if p == w.c || w.n > exactly && least[p][0] == far && p != w.wire() {
			continue
		}
		row := make([]float32, fstCounted, len(columns))
		row[fstDearer], row[fstDearerOne] = min(mostDear, least[p][0]-cheapest), min(mostDear, least[p][1]-cheapest)
		models, rows = append(models, p), append(rows, w.row(row, p))
	}
	for i := range rows {
		rows[i] = compare(rows, i)
	}
	return models, rows
}

// far is more than any cost, and mostDear the difference beyond which more says no more.
const far, mostDear = 1e9, 20

// row fills what is counted of one model and one copy.
func (w *scale) row(row []float32, p int) []float32 {
	t, m := w.texts[w.c], w.text(p)
	b := w.pass(m, nil, t)
	row[fstBill], row[fstRegains], row[fstDrops] = b.cost(), b[regain]+b[regained], b[drop]+b[dropped]
	w.shares(row, p, w.c)
	w.datesAndCredits(row, p, w.c)
	w.readings(row, m, t)
	w.sentences(row, m, t, w.c)
	for _, k := range changed {
		row = append(row, b[k])
	}
	return row
}

func (a *appraiser) shares(row []float32, p, c int) {
	row[fstBelieved], row[fstInLost] = logShare(a.share[c][p]), logShare(a.share[c][a.wire()])
	for q, x := range a.share[c][:a.n] {
		if q != p {
			row[fstInOther] = max(row[fstInOther], float32(x))
		}
	}
	row[fstOfWire] = 1
	if p == a.wire() {
		row[fstOfLost] = 1
	} else {
		row[fstTurned], row[fstOfWire] = float32(a.share[p][c]), float32(a.share[p][a.wire()])
	}
}

func logShare(x float64) float32 { return float32(math.Log(x + 1e-3)) }

func (a *appraiser) datesAndCredits(row []float32, p, c int) {
	b := &a.beside[p][c]
	row[fstBefore], row[fstNoDate], row[fstCredits], row[fstElsewhere] = b[earlier], b[undated], b[credit], b[stranger]
	row[fstLater] = b[after] + b[since]
	if b[earlier]+b[undated] > 0 {
		row[fstLater] = -1
	}
	row[fstNaming] = float32(b2i(a.names(c, p)))
}

// names reports whether the text of account c has the name of p's outlet.
func (a *appraiser) names(c, p int) bool {
	if p >= a.n {
		return false
	}
	name := signature(a.accounts[p])
	return name != "" && strings.Contains(a.accounts[c].Text, name)
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
			row[fstUnshared]++
			row[fstUnsharedCost] += a.sites[k].cost[y][x]
		case x == y && y != usual:
			cost := a.sites[k].cost[usual][y]
			row[fstRare]++
			row[fstRareCost] += cost
			if a.held[k][y] == 2 && a.has[k] > 2 {
				row[fstAlone]++
				row[fstAloneCost] += cost
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
			row[fstCommon]++
			if holders == 2 {
				row[fstPair]++
			}
		case there && holders == 1:
			row[fstMine]++
			row[fstMineAmid] += amid
		case !here && !there && 2*holders > a.n:
			row[fstLack]++
			row[fstLackAmid] += amid
		}
	}
	row[fstPart] = row[fstCommon] / float32(max(len(t.order), 1))
	switch end := a.ends(m); {
	case end == a.end[c]:
		row[fstSameEnd] = 1
	case end < a.end[c]:
		row[fstBeyond] = 1
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
