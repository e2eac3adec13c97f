package story

import (
	"cmp"
	"iter"
	"slices"
)

// Ground is accounts that are kept elsewhere, each under a number, with the ties between them and the stories that they are in.
type Ground struct {
	Copies func(account int64) []Copy  // the accounts that have the text of one, itself among them, in any order; none for one that is no longer there
	Sketch func(account int64) *Sketch // of an account that is there
	Ties   func(account int64) []Tie   // the accounts that are Near it and Join it; others, and those of one text with it, may be among them
	Story  func(account int64) []int64 // the accounts that are in one story with it up to now, itself among them or not; none if it is in none
}

// Copy is an account of some text: all that is asked of one before texts are compared.
type Copy struct {
	Account  int64
	Text     uint64 // as Keys.Text
	From, To int    // as Keys.From and Keys.To
	Outlet   string
}

// Copy is what a Ground has of the account of a sketch.
func (s *Sketch) Copy(account int64) Copy {
	return Copy{account, s.text, s.when.from, s.when.to, s.outlet}
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
	r := &regrouping{Ground: g, at: map[int64]int{}, listed: map[int64]bool{}}
	r.linker.ties, r.linker.sketch = r.tiesOf, r.sketchOf
	todo := slices.Clone(changed)
	for _, a := range changed {
		todo = append(todo, r.confirmed(a)...)
	}
	done := map[int64]bool{}
	var out [][]int64
	for len(todo) > 0 {
		a := todo[len(todo)-1]
		if todo = todo[:len(todo)-1]; done[a] {
			continue
		}
		i, there := r.node(a)
		if !there {
			continue
		}
		event := r.accountsOf(r.linker.event(i))
		for _, m := range event {
			done[m] = true
			todo = append(todo, r.mates(m)...)
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
	at     map[int64]int  // the node of an account
	copies [][]Copy       // of the text of a node, that which it is dated by first
	tied   [][]Tie        // of that copy, when they were asked for
	listed map[int64]bool // accounts of stories that were asked for
}

// node is the node of the text of an account, if the account is there.
func (r *regrouping) node(account int64) (i int, there bool) {
	if i, met := r.at[account]; met {
		return i, true
	}
	copies := r.Copies(account)
	if len(copies) == 0 {
		return 0, false
	}
	slices.SortFunc(copies, func(a, b Copy) int { return cmp.Compare(a.Account, b.Account) })
	first := 0
	outlets := make([]string, len(copies))
	for k := range copies {
		if d := copies[first].when(); k > 0 && d.earlier(copies[k].when()) != d {
			first = k
		}
		outlets[k] = copies[k].Outlet
	}
	slices.Sort(outlets)
	copies[0], copies[first] = copies[first], copies[0]
	c := &copies[0]
	i = r.linker.meet(&node{Sketch: &Sketch{text: c.Text, when: c.when(), outlet: c.Outlet}, when: c.when(), outlets: slices.Compact(outlets)})
	for k := range copies {
		r.at[copies[k].Account] = i
	}
	r.copies, r.tied = append(r.copies, copies), append(r.tied, nil)
	return i, true
}

func (c *Copy) when() days { return days{c.From, c.To} }

// sketchOf is the sketch of a node with its terms.
func (r *regrouping) sketchOf(i int) *Sketch {
	n := r.linker.nodes[i]
	if n.Sketch.terms == nil {
		n.Sketch = r.Sketch(r.copies[i][0].Account)
	}
	return n.Sketch
}

// mates are the accounts that are in one story with another, each story once.
func (r *regrouping) mates(account int64) []int64 {
	if r.listed[account] {
		return nil
	}
	mates := r.Story(account)
	for _, m := range mates {
		r.listed[m] = true
	}
	return mates
}

// tiesOf are the ties of a node one by one, until no more are wanted: those of the copy that it is dated by with such copies.
func (r *regrouping) tiesOf(i int) iter.Seq[tie] {
	return func(yield func(tie) bool) {
		if r.tied[i] == nil {
			r.tied[i] = append(make([]Tie, 0, 1), r.Ties(r.copies[i][0].Account)...)
		}
		for _, t := range r.tied[i] {
			j, there := r.node(t.To)
			if there && j != i && r.copies[j][0].Account == t.To && !yield(tie{j, t.Odds}) {
				return
			}
		}
	}
}

// confirmed are the accounts of which a changed one, or another copy of its text, may confirm the day, so that more or less outlets say so
// than before.
func (r *regrouping) confirmed(account int64) (out []int64) {
	i, there := r.node(account)
	if !there {
		return nil
	}
	for _, c := range r.copies[i] {
		x := &node{when: c.when()}
		for _, t := range r.Ties(c.Account) {
			j, there := r.node(t.To)
			if there && j != i && t.Odds.Join() && confirms(x, r.linker.nodes[j]) && r.linker.outletsWithout(j, i) < mostOutlets {
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
		for _, c := range r.copies[n] {
			out = append(out, c.Account)
		}
	}
	slices.Sort(out)
	return out
}
