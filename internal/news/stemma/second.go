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

// beyondFirst finds what c has that its first model has not, where w is the text of the wire.
func (a *appraiser) beyondFirst(w *copytext, p, c int) missing {
	out := missing{gain: make([]float32, a.n+1)}
	m := a.searcher.text(w, p)
	in, last := false, int32(none)
	for _, u := range a.texts[c].order {
		if m.place[u] != none {
			in, last = false, u
			continue
		}
		if a.units[u].holders < 2 || a.units[u].home != none && a.units[u].home != c {
			continue
		}
		if !in {
			out.runs++
		}
		in = true
		out.units = append(out.units, u)
		claims, elsewhere := a.claims(w, c, int(u), last)
		out.holders += float32(a.units[u].holders)
		out.claims += float32(claims)
		out.claimed = append(out.claimed, claims > 0)
		if elsewhere {
			out.places++
		}
		for q := range a.n + 1 {
			if q != c && a.searcher.text(w, q).place[u] != none {
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
func (a *appraiser) claims(w *copytext, c, u int, behind int32) (n int, elsewhere bool) {
	for x := range a.n {
		if x == c || a.texts[x].place[u] == none || a.searcher.text(w, a.tree.first[x]).place[u] != none {
			continue
		}
		n++
		if before := a.previous(w, x, u); before != behind {
			elsewhere = true
		}
	}
	return n, elsewhere
}

// previous is the unit before u in account x that its first model has too, or none.
func (a *appraiser) previous(w *copytext, x, u int) int32 {
	m := a.searcher.text(w, a.tree.first[x])
	for k := a.texts[x].place[u] - 1; k >= 0; k-- {
		if v := a.texts[x].order[k]; m.place[v] != none {
			return v
		}
	}
	return none
}

// secondRows is what is counted of each second model that c may have beside p: none first, then accounts, the wire, and a report.
func (a *appraiser) secondRows(p, c int) (models []int, rows [][]float32) {
	w := a.wireFor(c)
	miss := a.beyondFirst(w, p, c)
	base := a.pass(a.searcher.text(w, p), nil, a.texts[c])
	cost := map[int]float32{}
	for _, o := range a.offers(a.tree, c) {
		if o.first == p {
			cost[o.second] = o.cost
		}
	}
	whole, shares := 0.0, a.believedSeconds(p, c)
	for _, x := range shares {
		whole += x
	}
	firsts, _ := a.candidates(c)
	for _, q := range append([]int{none}, append(firsts, a.other())...) {
		if q == p || len(miss.units) == 0 && q == a.other() {
			continue
		}
		row := make([]float32, sndCounted)
		row[sndOfLost] = float32(b2i(p == a.wire()))
		row[sndBelieved] = float32(math.Log((shares[q+1] + 1e-3) / (whole + 1e-3)))
		row[sndMissing], row[sndRuns], row[sndHolders], row[sndClaims] = float32(len(miss.units)), float32(miss.runs), miss.holders, miss.claims
		row[sndLeft], row[sndPlaces], row[sndLength] = row[sndMissing], float32(miss.places), float32(len(a.texts[c].order))
		if x, ok := cost[q]; ok {
			row[sndDearer] = max(-mostDear, min(mostDear, x-cost[none]))
		}
		if q != none {
			a.secondRow(row, w, p, q, c, &miss, &base)
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
func (a *appraiser) secondRow(row []float32, w *copytext, p, q, c int, miss *missing, base *tally) {
	if q == a.other() {
		row[sndReport] = 1
		for _, claimed := range miss.claimed {
			row[sndGain] += float32(b2i(claimed))
		}
		row[sndLeft] = row[sndMissing] - row[sndGain]
		row[sndRest] = row[sndGain] - a.mostGain(miss, p, q)
		return
	}
	row[sndVisible], row[sndLost] = float32(b2i(q < a.n)), float32(b2i(q == a.wire()))
	row[sndFirst] = float32(a.share[c][q])
	if q < a.n {
		row[sndTurned] = float32(a.share[q][c])
	}
	row[sndGain], row[sndLeft] = miss.gain[q], row[sndMissing]-miss.gain[q]
	row[sndRest] = row[sndGain] - a.mostGain(miss, p, q)
	b := a.pass(a.searcher.text(w, p), a.searcher.text(w, q), a.texts[c])
	row[sndBill] = max(-mostDear, min(mostDear, b.cost()-base.cost()))
	row[sndBorrow], row[sndMoved] = b[borrow], base[move]-b[move]
	d := &a.beside[q][c]
	row[sndBefore], row[sndNoDate], row[sndCredits], row[sndLater] = d[earlier], d[undated], d[credit], d[after]+d[since]
	if d[earlier]+d[undated] > 0 {
		row[sndLater] = -1
	}
	row[sndNaming] = float32(b2i(a.names(c, q)))
	a.sides(row, a.searcher.text(w, p), a.searcher.text(w, q), a.texts[c])
}

// whole is the account that has all that c has beyond its first model as one piece, over more than one paragraph, and before it; or none. Two outlets
// that help themselves to a report seldom put the same paragraphs together in the same order; one that copies the other does.
func (a *appraiser) whole(miss *missing, c int) int {
	if len(miss.units) < 2 {
		return none
	}
	first, last := a.units[miss.units[0]].spans[c], a.units[miss.units[len(miss.units)-1]].spans[c]
	if slices.ContainsFunc(a.accounts[c].Paragraphs, func(p text.Span) bool { return p.Contains(first) && p.Contains(last) }) {
		return none
	}
	for q := range a.n {
		if d := &a.beside[q][c]; q != c && d[earlier]+d[undated] == 0 && a.inOnePiece(miss.units, q) && a.inOnePiece(miss.units, c) {
			return q
		}
	}
	return none
}

// wholeBeside is the account that takes the place of a report as the second model of c beside p, or none.
func (a *appraiser) wholeBeside(p, c int) int {
	miss := a.beyondFirst(a.wireFor(c), p, c)
	q := a.whole(&miss, c)
	if firsts, _ := a.candidates(c); q == p || !slices.Contains(firsts, q) {
		return none
	}
	return q
}

// wireFor is the text of the wire as the other accounts have it.
func (a *appraiser) wireFor(c int) *copytext {
	if a.still != nil {
		return a.still
	}
	return a.lost(a.tree, c)
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
