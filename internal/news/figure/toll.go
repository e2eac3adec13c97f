package figure

import "strings"

// harmKey is a kind of harm in a sentence of an account, and harmTold how many figures tell of it and the largest.
type harmKey struct {
	account, sentence int
	group             string
}

type harmTold struct {
	figures int
	most    float64
}

func (m *matcher) countHarm() {
	m.harm = map[harmKey]harmTold{}
	for i := range m.readings {
		if r := &m.readings[i]; harmed(r.group) {
			k := harmKey{r.account, r.sentence, r.group}
			m.harm[k] = harmTold{m.harm[k].figures + 1, max(m.harm[k].most, r.low)}
		}
	}
}

// tollBeside reports whether the sentence of b, which is of another kind, has a figure of a's kind of harm: of "42 men died and 40
// were rescued" the 40 are none of the dead that another account counts.
func (m *matcher) tollBeside(a, b *reading) bool {
	return m.harm[harmKey{b.account, b.sentence, a.group}].figures > 0
}

// joinTolls joins the killed, or the injured, of two accounts that name those harmed by different words: "40 fishermen", "42 men".
// Only the largest number of a sentence is its toll; the others may be parts.
func (m *matcher) joinTolls() {
	var tolls []int
	for i := range m.readings {
		if r := &m.readings[i]; harmed(r.group) && m.largest(r) && len(tolls) < mostTolls {
			tolls = append(tolls, i)
		}
	}
	for n, i := range tolls {
		for _, j := range tolls[:n] {
			a, b := &m.readings[i], &m.readings[j]
			if a.account != b.account && a.group == b.group && m.root(i) != m.root(j) && m.likeness(a, b) >= tollWords(a, b) {
				m.join(j, i, RuleLikeness)
			}
		}
	}
}

// largest reports whether no other figure of its kind in its sentence is larger.
func (m *matcher) largest(r *reading) bool {
	return m.harm[harmKey{r.account, r.sentence, r.group}].most <= r.low
}

// tollWords is the share of the words around two tolls that both must have, or more than there can be for two that may count
// different people. "People" may be any; of two numbers the smaller may then be a part: "five people", "three children".
func tollWords(a, b *reading) float64 {
	switch {
	case a.head == b.head:
		return 2
	case a.head == "" || b.head == "":
		if sameValue(a, b) {
			return likeWords
		}
	case strings.HasSuffix(a.head, b.head) || strings.HasSuffix(b.head, a.head):
		if sameValue(a, b) {
			return likeWords
		}
		return differentWords
	}
	return 2
}
