package figure

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

// reading is one figure of one account, ready to be compared.
type reading struct {
	account int
	figure  *edition.Figure
	head    string // the head of what is counted, without its plural; empty when not told, or when it only says people
	group   string // kinds that are compared with each other: "people" for people, killed and injured told alike
	dim     string
	low     float64 // in the dimension's base unit
	high    float64
	context []uint64 // forms of the words of its sentence, sorted

	sentence int
}

// matcher joins the figures of a story's accounts that tell of the same thing.
type matcher struct {
	accounts []*account.Account
	weights  account.Weights
	readings []reading
	parent   []int
	members  [][]int // of a root
	rules    []string
	harm     map[harmKey]harmTold
}

// Match makes one quantity of all the figures, of any account of a story, that tell of the same thing at the same place and
// time. That two figures stand at the same place of the same passage is the best sign; else they must have the same noun and
// like words around them. Conflicts come first, then those that differ, agree, stand alone.
func Match(accounts []*account.Account, passages []edition.Passage, w account.Weights) []edition.Quantity {
	m := newMatcher(accounts, w)
	m.joinRepeated()
	m.joinPassages(passages)
	m.joinAlike()
	m.joinTolls()
	out := m.quantities()
	slices.SortStableFunc(out, func(a, b edition.Quantity) int {
		return cmp.Or(cmp.Compare(slices.Index(accords, a.Status), slices.Index(accords, b.Status)), cmp.Compare(reach(b), reach(a)))
	})
	for i := range out {
		out[i].ID = fmt.Sprintf("n%d", i+1)
	}
	return out
}

// accords are the accords in the order in which a reader wants to see them.
var accords = []edition.Accord{edition.Conflict, edition.Differ, edition.Agree, edition.Alone}

// reach is the number of accounts that have a quantity.
func reach(q edition.Quantity) int {
	in := map[string]bool{}
	for _, r := range q.Readings {
		in[r.Account] = true
	}
	return len(in)
}

func newMatcher(accounts []*account.Account, w account.Weights) *matcher {
	m := &matcher{accounts: accounts, weights: w}
	for i, a := range accounts {
		lex := lexiconOf(a.Pack)
		for j := range a.Figures {
			m.readings = append(m.readings, m.reading(lex, i, &a.Figures[j]))
		}
	}
	m.countHarm()
	m.parent, m.members = make([]int, len(m.readings)), make([][]int, len(m.readings))
	m.rules = make([]string, len(m.readings))
	for i := range m.readings {
		m.parent[i], m.members[i] = i, []int{i}
	}
	return m
}

func (m *matcher) reading(lex *lexicon, i int, f *edition.Figure) reading {
	r := reading{account: i, figure: f, low: f.Low, high: f.High, dim: f.Unit, group: string(f.Kind)}
	words := strings.Fields(text.Normalize(f.Of))
	if len(words) > 0 {
		r.head = strings.Trim(words[len(words)-1], "'.,")
		if lex.class(r.head).is(generic) {
			r.head = ""
		}
		r.head = singular(r.head)
	}
	if u := lex.symbols[f.Unit]; u.factor > 0 && u.dimension != "money" {
		r.dim, r.low, r.high = u.dimension, f.Low*u.factor, f.High*u.factor
	}
	a := m.accounts[i]
	r.sentence = sort.Search(len(a.Sentences), func(k int) bool { return a.Sentences[k].End > f.Start })
	r.context = m.contextOf(&r)
	return r
}

// singular takes the plural ending off a noun, as far as comparing needs it.
func singular(w string) string {
	switch {
	case strings.HasSuffix(w, "ies") && len(w) > 4:
		return w[:len(w)-3] + "y"
	case strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && len(w) > 3:
		return w[:len(w)-1]
	}
	return w
}

// contextOf returns the forms of the words of a figure's sentence, without the figure itself.
func (m *matcher) contextOf(r *reading) []uint64 {
	a, f := m.accounts[r.account], r.figure
	if r.sentence == len(a.Sentences) {
		return nil
	}
	var out []uint64
	for n, t := range tokensIn(a.Tokens, a.Sentences[r.sentence]) {
		if n < contextWords && t.Kind == text.Word && (t.End <= f.Start || t.Start >= f.End) {
			out = append(out, t.Form)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// likeness is the share of the weight of the poorer context that both have.
func (m *matcher) likeness(a, b *reading) float64 {
	var both, left, right float64
	for _, f := range a.context {
		w := float64(m.weights.Of(f))
		left += w
		if _, ok := slices.BinarySearch(b.context, f); ok {
			both += w
		}
	}
	for _, f := range b.context {
		right += float64(m.weights.Of(f))
	}
	if least := min(left, right); least > 0 {
		return both / least
	}
	return 0
}

func (m *matcher) root(i int) int {
	for m.parent[i] != i {
		m.parent[i] = m.parent[m.parent[i]]
		i = m.parent[i]
	}
	return i
}

// join makes one quantity of two, unless some members are of different places or times, or one account has two values in
// them that cannot both be true.
func (m *matcher) join(i, j int, rule string) {
	i, j = m.root(i), m.root(j)
	if i == j || len(m.members[i])+len(m.members[j]) > mostReadings {
		return
	}
	if i > j {
		i, j = j, i
	}
	for _, x := range m.members[i] {
		for _, y := range m.members[j] {
			if !m.together(&m.readings[x], &m.readings[y], rule) {
				return
			}
		}
	}
	m.parent[j] = i
	m.members[i] = append(m.members[i], m.members[j]...)
	m.members[j] = nil
	if m.rules[i] != RulePassage {
		m.rules[i] = cmp.Or(m.rules[j], rule)
		if rule == RulePassage {
			m.rules[i] = rule
		}
	}
}

// together reports whether two figures may be of one thing.
func (m *matcher) together(a, b *reading, rule string) bool {
	if a.dim != b.dim || m.elsewhere(a, b, rule) {
		return false
	}
	if a.group != b.group && (!sameValue(a, b) || !isPeopleKind(a.group) || !isPeopleKind(b.group) || m.tollBeside(a, b) || m.tollBeside(b, a)) {
		return false
	}
	return a.account != b.account || compatible(a, b)
}

// elsewhere reports whether two figures are known to be of different places or times. A figure without a time is of the day of
// its account: it is another than one with a time, but for the same place of a passage when that day is not known.
func (m *matcher) elsewhere(r, s *reading, rule string) bool {
	a, b, x, y := r.figure, s.figure, r.account, s.account
	if a.Place != "" && b.Place != "" && !within(a.Place, b.Place) {
		return true
	}
	if a.AsOf != "" && b.AsOf != "" {
		return !within(a.AsOf, b.AsOf)
	}
	if a.AsOf == b.AsOf {
		return false
	}
	told, day := cmp.Or(a.AsOf, b.AsOf), string(m.accounts[y].Published.Value)
	if b.AsOf != "" {
		day = string(m.accounts[x].Published.Value)
	}
	return rule != RulePassage || day != "" && !strings.HasPrefix(day, told)
}

// within reports whether one of two places or times is told as a part of the other: "Lisk" of "Lisk harbour", 2018 of 2018-08.
func within(a, b string) bool { return strings.Contains(a, b) || strings.Contains(b, a) }

// joinRepeated joins the figures that one account gives twice.
func (m *matcher) joinRepeated() {
	type key struct {
		account          int
		group, dim, head string
		low, high        float64
	}
	first := map[key]int{}
	for i := range m.readings {
		r := &m.readings[i]
		if r.figure.Rule == RuleConvert && i > 0 && m.readings[i-1].account == r.account {
			m.join(i-1, i, RuleConvert)
		}
		k := key{r.account, r.group, r.dim, r.head, r.low, r.high}
		j, seen := first[k]
		if !seen {
			first[k] = i
			continue
		}
		if other := &m.readings[j]; telling(r) || m.likeness(r, other) >= likeWords {
			m.join(j, i, RuleLikeness)
		}
	}
}

// telling reports whether a value alone, with its noun, points at one thing: no small count, no empty noun.
func telling(r *reading) bool {
	return r.low >= tellingValue && (r.head != "" || harmed(r.group) || r.group == string(edition.People))
}

// joinAlike joins figures of different accounts by what they count and the words around them.
func (m *matcher) joinAlike() {
	type key struct{ group, dim, head string }
	buckets := map[key][]int{}
	var order []key
	for i := range m.readings {
		r := &m.readings[i]
		k := key{r.group, r.dim, r.head}
		if buckets[k] == nil {
			order = append(order, k)
		}
		buckets[k] = append(buckets[k], i)
	}
	for _, same := range []bool{true, false} {
		for _, k := range order {
			m.joinBucket(buckets[k], same)
		}
	}
}

// rounded reports whether two figures with one noun are the same number, told more or less exactly: 1,873 boats, nearly 1,900
// boats.
func rounded(a, b *reading) bool {
	return telling(a) && telling(b) && a.low == a.high && b.low == b.high && compatible(a, b) && keeps(a, b) && keeps(b, a) &&
		math.Abs(a.low-b.low) <= roundedShare*max(a.low, b.low)
}

// keeps reports whether the number of b is on the side of a's that a's hedge says.
func keeps(a, b *reading) bool {
	switch a.figure.Approx {
	case edition.Over, edition.AtLeast:
		return b.low >= a.low
	case edition.Under, edition.AtMost, edition.Nearly:
		return b.low <= a.low
	}
	return true
}

// sameNoun reports whether two figures with different values count the same thing as far as their phrases tell: a noun, and no
// different words in front of it ("fire crews", "ambulance crews").
func sameNoun(a, b *reading) bool {
	if a.head == "" {
		return isPeopleKind(a.group)
	}
	x, y := strings.Fields(text.Normalize(a.figure.Of)), strings.Fields(text.Normalize(b.figure.Of))
	x, y = x[:max(0, len(x)-1)], y[:max(0, len(y)-1)]
	return len(x) == 0 || len(y) == 0 || slices.ContainsFunc(x, func(w string) bool { return slices.Contains(y, w) })
}

// joinBucket joins figures with one kind, unit and noun: those of the same value first, then those whose words are like.
func (m *matcher) joinBucket(bucket []int, same bool) {
	for n, i := range bucket {
		for _, j := range bucket[max(0, n-mostCompared):n] {
			a, b := &m.readings[i], &m.readings[j]
			if a.account == b.account || sameValue(a, b) != same || m.root(i) == m.root(j) {
				continue
			}
			need := differentWords
			switch {
			case !same && !sameNoun(a, b):
				continue
			case rounded(a, b):
				need = roundedWords
			case same && telling(a):
				need = 0
			case same:
				need = likeWords
			}
			if m.likeness(a, b) >= need {
				m.join(j, i, RuleLikeness)
			}
		}
	}
}
