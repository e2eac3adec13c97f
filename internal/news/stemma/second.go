package stemma

import (
	"math"
	"slices"

	"variorum/internal/engine/text"
)

// What is counted of a second model of an account when its first is given.
const (
	sndVisible  = iota // it is an account
	sndLost            // it is the source that the first models are from
	sndReport          // it is another lost one
	sndOfLost          // the first model is the lost source
	sndBelieved        // the logarithm of the share, among near-best stemmata with this first model, that have it so
	sndFirst           // the share of all near-best stemmata that have it as the first model
	sndTurned          // the share of all that have the copy as its first model
	sndDearer          // by how much the whole is dearer with it than without
	sndBill            // the same, of the copy's own bill
	sndMissing         // sentences of the copy that the first model has not, and others have
	sndGain            // those of them that this one has
	sndLeft            // those that it has not
	sndRuns            // the runs of such sentences
	sndRest            // what it has of them more than any other account
	sndAgree           // what the readings cost that the copy shares with it against the first model
	sndAgreeIn         // the sentences that have any
	sndAgainst         // sentences with readings shared with the first model against it
	sndBorrow          // runs borrowed
	sndMoved           // by how many fewer runs have moved, when it is a model
	sndBefore          // the copy is dated before it
	sndNoDate
	sndLater
	sndCredits
	sndNaming
	sndHolders // the accounts that have a missing sentence, on average
	sndClaims  // those of them whose own first model has it not
	sndPlaces  // missing sentences that stand behind different ones in different accounts
	sndLength  // the sentences of the copy
	sndCounted
)

// secondColumns is the names of what stands in a row.
var secondColumns = []string{
	"visible", "lost", "report", "first-lost", "believed", "as-first", "turned", "dearer", "bill", "missing", "gain", "left", "runs", "rest", "agree", "agree-in", "against", "borrow", "moved", "before", "no-date", "later",
	"credits", "naming", "holders", "claims", "places", "length",
}

// missing is what an account has that its first model has not.
type missing struct {
	units   []int32
	runs    int
	holders float32
	claimed []bool // of each unit: another account has it without its first model
	claims  float32
	places  int
	gain    []float32 // of each account, and the wire: how many it has
}

// beyond finds what the account has that its first model has not.
func (w *scale) beyond(p int) missing {
	out := missing{gain: make([]float32, w.n+1)}
	m := w.text(p)
	in, last := false, int32(none)
	for _, u := range w.texts[w.c].order {
		if m.place[u] != none {
			in, last = false, u
			continue
		}
		if w.units[u].holders < 2 || w.units[u].home != none && w.units[u].home != w.c {
			continue
		}
		if !in {
			out.runs++
		}
		in = true
		out.units = append(out.units, u)
		claims, elsewhere := w.claims(int(u), last)
		out.holders += float32(w.units[u].holders)
		out.claims += float32(claims)
		out.claimed = append(out.claimed, claims > 0)
		if elsewhere {
			out.places++
		}
		for q := range w.n + 1 {
			if q != w.c && w.text(q).place[u] != none {
				out.gain[q]++
			}
		}
	}
	if k := float32(len(out.units)); k > 0 {
		out.holders /= k
		out.claims /= k
	}
	return out
}

// claims counts the other accounts that have a unit without their first model, and says whether any has it behind another unit.
func (w *scale) claims(u int, behind int32) (n int, elsewhere bool) {
	for x := range w.n {
		if x == w.c || w.texts[x].place[u] == none || w.text(w.tree.first[x]).place[u] != none {
			continue
		}
		n++
		if before := w.previous(x, u); before != behind {
			elsewhere = true
		}
	}
	return n, elsewhere
}

// previous is the unit before u in account x that its first model has too, or none.
func (w *scale) previous(x, u int) int32 {
	m := w.text(w.tree.first[x])
	for k := w.texts[x].place[u] - 1; k >= 0; k-- {
		if v := w.texts[x].order[k]; m.place[v] != none {
			return v
		}
	}
	return none
}

// secondRows is what is counted of each second model that the account may have beside p: none first, then accounts, the wire, and a report.
func (w *scale) secondRows(p int, miss *missing) (models []int, rows [][]float32) {
	base := w.pass(w.text(p), nil, w.texts[w.c])
	cost := map[int]float32{}
	for _, o := range w.choices {
		if o.first == p {
			cost[o.second] = o.cost
		}
	}
	whole, shares := 0.0, w.believedSeconds(p, w.c)
	for _, x := range shares {
		whole += x
	}
	firsts, _ := w.candidates(w.c)
	for _, q := range append([]int{none}, append(firsts, w.other())...) {
		if q == p || len(miss.units) == 0 && q == w.other() {
			continue
		}
		row := make([]float32, sndCounted)
		row[sndOfLost] = float32(b2i(p == w.wire()))
		row[sndBelieved] = float32(math.Log((shares[q+1] + 1e-3) / (whole + 1e-3)))
		row[sndMissing], row[sndRuns], row[sndHolders], row[sndClaims] = float32(len(miss.units)), float32(miss.runs), miss.holders, miss.claims
		row[sndLeft], row[sndPlaces], row[sndLength] = row[sndMissing], float32(miss.places), float32(len(w.texts[w.c].order))
		if x, ok := cost[q]; ok {
			row[sndDearer] = max(-mostDear, min(mostDear, x-cost[none]))
		}
		if q != none {
			w.secondRow(row, p, q, miss, &base)
		}
		models, rows = append(models, q), append(rows, row)
	}
	return models, rows
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// believedSeconds is the share of each second model (none first) beside p.
func (a *appraiser) believedSeconds(p, c int) []float64 {
	out := make([]float64, a.n+3)
	for q := none; q <= a.other(); q++ {
		out[q+1] = a.by[c][models{p, q}]
		if q != none && q <= a.wire() {
			out[q+1] += a.by[c][models{q, p}]
		}
	}
	return out
}

// secondRow fills what is counted of one second model.
func (w *scale) secondRow(row []float32, p, q int, miss *missing, base *tally) {
	if q == w.other() {
		row[sndReport] = 1
		for _, claimed := range miss.claimed {
			row[sndGain] += float32(b2i(claimed))
		}
		row[sndLeft] = row[sndMissing] - row[sndGain]
		row[sndRest] = row[sndGain] - w.mostGain(miss, p, q)
		return
	}
	row[sndVisible], row[sndLost] = float32(b2i(q < w.n)), float32(b2i(q == w.wire()))
	row[sndFirst] = float32(w.share[w.c][q])
	if q < w.n {
		row[sndTurned] = float32(w.share[q][w.c])
	}
	row[sndGain], row[sndLeft] = miss.gain[q], row[sndMissing]-miss.gain[q]
	row[sndRest] = row[sndGain] - w.mostGain(miss, p, q)
	b := w.pass(w.text(p), w.text(q), w.texts[w.c])
	row[sndBill] = max(-mostDear, min(mostDear, b.cost()-base.cost()))
	row[sndBorrow], row[sndMoved] = b[borrow], base[move]-b[move]
	d := &w.beside[q][w.c]
	row[sndBefore], row[sndNoDate], row[sndCredits], row[sndLater] = d[earlier], d[undated], d[credit], d[after]+d[since]
	if d[earlier]+d[undated] > 0 {
		row[sndLater] = -1
	}
	row[sndNaming] = float32(b2i(w.names(w.c, q)))
	w.sides(row, w.text(p), w.text(q), w.texts[w.c])
}

// whole is the account that takes the place of a report beside p: one dated before, that has all that the copy has beyond p as one piece, over more than
// one paragraph; or none. Two outlets that help themselves to a report seldom put the same paragraphs together in the same order; one that
// copies the other does.
func (w *scale) whole(p int, miss *missing) int {
	if len(miss.units) < 2 || !w.inOnePiece(miss.units, w.c) {
		return none
	}
	first, last := w.units[miss.units[0]].spans[w.c], w.units[miss.units[len(miss.units)-1]].spans[w.c]
	if slices.ContainsFunc(w.accounts[w.c].Paragraphs, func(paragraph text.Span) bool { return paragraph.Contains(first) && paragraph.Contains(last) }) {
		return none
	}
	for q := range w.n {
		if d := &w.beside[q][w.c]; q == w.c || d[earlier]+d[undated] > 0 || !w.inOnePiece(miss.units, q) {
			continue
		}
		if firsts, _ := w.candidates(w.c); q == p || !slices.Contains(firsts, q) {
			return none
		}
		return q
	}
	return none
}

// inOnePiece reports whether an account has some units one behind the other.
func (a *appraiser) inOnePiece(units []int32, c int) bool {
	for i, u := range units {
		at := a.texts[c].place[u]
		if at == none || i > 0 && at != a.texts[c].place[units[i-1]]+1 {
			return false
		}
	}
	return true
}

// mostGain is the most of the missing sentences that one model has, other than p and q.
func (a *appraiser) mostGain(miss *missing, p, q int) float32 {
	most := float32(0)
	for x, n := range miss.gain {
		if x != p && x != q {
			most = max(most, n)
		}
	}
	return most
}

// sides counts where a copy reads with its second model against the first, and the other way round.
func (a *appraiser) sides(row []float32, p, q, c *copytext) {
	for u := range a.units {
		with, against := float32(0), false
		for k := a.units[u].from; k < a.units[u].to; k++ {
			x, y, z := p.value[k], q.value[k], c.value[k]
			if x == none || y == none || x == y {
				continue
			}
			if z == y {
				with += a.sites[k].cost[x][y]
			}
			against = against || z == x
		}
		row[sndAgree] += with
		row[sndAgreeIn] += float32(b2i(with > 0))
		row[sndAgainst] += float32(b2i(against))
	}
}
