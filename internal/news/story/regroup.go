package story

import (
	"cmp"
	"slices"
)

// Ground is accounts that are kept elsewhere, each under a number, with the ties between them and the stories that they are in.
type Ground struct {
	Sketch func(account int64) *Sketch // nil for one that is no longer there
	Copies func(text uint64) []int64   // the accounts that have a text (Keys.Text), in any order
	Ties   func(account int64) []Tie   // the accounts that are Near it and Join it; others, and those of one text with it, may be among them
	Story  func(account int64) []int64 // the accounts that are in one story with it up to now, itself among them or not; none if it is in none
}

// Tie is an account that is Near another, and what Weigh says of the two.
type Tie struct {
	To   int64
	Odds Odds
}

// Regroup finds the stories that a change leaves: of the accounts that came or changed, and of all that were in one story with any account
// of these stories. Accounts that lost a tie count as changed. The stories are those that Group finds among all accounts, in the order of
// their first accounts, and the accounts of each ascend; stories that are not returned are as they were.
//
// It looks at what lies about the changed accounts and at no more. That this is enough follows from the two properties of average link that
// linker rests on. An event E of the accounts S has no neighbour likely enough, and whatever couples were joined to find it were each
// other's nearest; so the events of S are E and those of S without E. Take away in this way the events of all that changed, and of
// whatever was in one story with one that was taken away. Of the accounts that are left none has changed and every story is whole; by the
// same argument, made of the accounts as they were, their events are the stories that they were in.
func Regroup(changed []int64, g Ground) [][]int64 {
	r := &regrouping{Ground: g, of: map[uint64]int{}}
	r.linker.ties = r.tiesOf
	todo := slices.Clone(changed)
	for _, a := range changed {
		todo = append(todo, r.confirmed(a)...)
	}
	done := map[int64]bool{}
	var out [][]int64
	for len(todo) > 0 {
		a := todo[len(todo)-1]
		if todo = todo[:len(todo)-1]; done[a] || g.Sketch(a) == nil {
			continue
		}
		event := r.accountsOf(r.linker.event(r.node(a)))
		for _, m := range event {
			done[m] = true
			todo = append(todo, g.Story(m)...)
		}
		out = append(out, event)
	}
	slices.SortFunc(out, func(a, b []int64) int { return cmp.Compare(a[0], b[0]) })
	return out
}

// regrouping is the part of the ground that has been looked at.
type regrouping struct {
	Ground
	linker linker
	of     map[uint64]int // the node of a text
	copies [][]int64      // of the text of a node, that which it is dated by first
}

// node is the node of the text of an account.
func (r *regrouping) node(account int64) int {
	text := r.Sketch(account).text
	if i, met := r.of[text]; met {
		return i
	}
	copies := slices.Sorted(slices.Values(r.Copies(text)))
	var sketches []*Sketch
	var outlets []string
	for _, c := range copies {
		s := r.Sketch(c)
		sketches, outlets = append(sketches, s), append(outlets, s.outlet)
	}
	slices.Sort(outlets)
	first := Earliest(sketches)
	copies[0], copies[first] = copies[first], copies[0]
	i := r.linker.meet(&node{Sketch: sketches[first], when: sketches[first].when, outlets: slices.Compact(outlets)})
	r.of[text], r.copies = i, append(r.copies, copies)
	return i
}

// tiesOf are the ties of a node: those of the copy that it is dated by with such copies.
func (r *regrouping) tiesOf(i int) []tie {
	var out []tie
	for _, t := range r.Ties(r.copies[i][0]) {
		if j := r.node(t.To); j != i && r.copies[j][0] == t.To {
			out = append(out, tie{j, t.Odds})
		}
	}
	return out
}

// confirmed are the accounts of which a changed one, or another copy of its text, may confirm the day, so that more or less outlets say so
// than before.
func (r *regrouping) confirmed(account int64) (out []int64) {
	if r.Sketch(account) == nil {
		return nil
	}
	i := r.node(account)
	for _, c := range r.copies[i] {
		x := &node{when: r.Sketch(c).when}
		for _, t := range r.Ties(c) {
			j := r.node(t.To)
			if j != i && t.Odds.Join() && confirms(x, r.linker.nodes[j]) && r.linker.outletsWithout(j, i) < mostOutlets {
				out = append(out, t.To)
			}
		}
	}
	return out
}

// accountsOf are the accounts of a cluster, ascending.
func (r *regrouping) accountsOf(cluster int) []int64 {
	var out []int64
	for _, n := range r.linker.clusters[cluster].nodes {
		out = append(out, r.copies[n]...)
	}
	slices.Sort(out)
	return out
}
