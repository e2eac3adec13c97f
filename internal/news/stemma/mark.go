package stemma

import "strings"

// kinds is the kinds of marks that are looked at: quotation marks, and apostrophes with single quotation marks. An outlet's system sets all of
// them straight, or all of them curly, or leaves them as they came; nobody sets some of them. So a text that has both forms was
// not made from one that has a single form, whatever its words say.
const kinds = 2

// The forms of marks.
const (
	straight = int8(iota)
	curly
)

// unmarked is what a unit without marks, or with both forms of one kind, has.
var unmarked = [kinds]int8{none, none}

// marksOf is the forms of the marks in some words.
func marksOf(s string) [kinds]int8 {
	return [kinds]int8{form(s, `"`, "“”„"), form(s, "'", "’‘")}
}

func form(s, plain, typeset string) int8 {
	p, t := strings.Contains(s, plain), strings.ContainsAny(s, typeset)
	switch {
	case p == t:
		return none
	case p:
		return straight
	}
	return curly
}

// setting counts the marks of a copy by the form that they have in the model and in the copy.
type setting [2][2]int

func (n *setting) count(p, c [kinds]int8) {
	for k := range kinds {
		if p[k] != none && c[k] != none {
			n[p[k]][c[k]]++
		}
	}
}

// bill adds what the marks say: nothing when all are as they were; else that they were set anew, and how many contradict that.
func (n *setting) bill(b *tally) {
	if n[straight][curly]+n[curly][straight] == 0 {
		return
	}
	b[retyped] = 1
	b[uneven] = min(mostUneven, float32(min(n[straight][straight]+n[curly][straight], n[curly][curly]+n[straight][curly])))
}

// mostUneven bounds the units whose marks are counted against a model: they go together.
const mostUneven = 3

// uneven reports whether a text has marks of both forms.
func (t *copytext) uneven() bool {
	var seen [2]bool
	for _, m := range t.marks {
		for k := range kinds {
			if m[k] != none {
				seen[m[k]] = true
			}
		}
	}
	return seen[straight] && seen[curly]
}

// settleMarks gives a unit of a lost text the marks that most copies have; those of copies with both forms, that were left as they came, count more.
func (t *copytext) settleMarks(u int, copies []*copytext) {
	for k := range kinds {
		var count [2]int
		for _, c := range copies {
			if c.place[u] == none || c.marks[u][k] == none {
				continue
			}
			count[c.marks[u][k]]++
			if c.mixed {
				count[c.marks[u][k]] += mixedWeight
			}
		}
		switch {
		case count[straight] > count[curly]:
			t.marks[u][k] = straight
		case count[curly] > 0:
			t.marks[u][k] = curly
		}
	}
}

// mixedWeight is how many copies with one form a copy with both outweighs.
const mixedWeight = 3
