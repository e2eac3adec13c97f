package quotation

import (
	"fmt"
	"runtime"
	"sort"
	"strings"
	"sync"
	"sync/atomic"

	"variorum/internal/engine/grammar"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

// word is one word of a parsed sentence, as a span of the account's text.
type word struct {
	text.Span
	grammar.Token
	low    string // lower case
	quoted bool   // stands in quotation marks
}

func (w *word) is(relations ...string) bool {
	for _, r := range relations {
		if w.Relation == r || strings.HasPrefix(w.Relation, r) && w.Relation[len(r)] == ':' {
			return true
		}
	}
	return false
}

// tree is a parsed sentence: its words, what depends on each, and from which word to which each one's branch reaches.
type tree struct {
	a           *account.Account
	words       []word
	children    [][]int
	first, last []int
	lex         *lexicon
}

// parseAll reads the grammar of those sentences of an account that are wanted, on all cores: a page that comes alone waits for little else.
func parseAll(a *account.Account, wanted []bool) []*tree {
	trees := make([]*tree, len(wanted))
	var next atomic.Int64
	var failed atomic.Value
	read := func() {
		defer func() {
			if r := recover(); r != nil {
				failed.CompareAndSwap(nil, fmt.Sprint(r))
			}
		}()
		for i := int(next.Add(1) - 1); i < len(wanted); i = int(next.Add(1) - 1) {
			if wanted[i] {
				trees[i] = parse(a, i)
			}
		}
	}
	var others sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(wanted)) - 1 {
		others.Go(read)
	}
	read()
	others.Wait()
	if r := failed.Load(); r != nil { // where who reads the account can tell of it
		panic(r)
	}
	return trees
}

// parse reads the grammar of sentence i of the account; nil when it is too long for prose or the language has no grammar.
func parse(a *account.Account, i int) *tree {
	s := a.Sentences[i]
	if s.Len() > longestParse {
		return nil
	}
	sentence := s.Of(a.Text)
	spans, tokens := a.Pack.Parse(sentence)
	if len(tokens) == 0 {
		return nil
	}
	t := &tree{a: a, words: make([]word, len(tokens)), lex: lexiconOf(a.Pack)}
	q := sort.Search(len(a.Quoted), func(k int) bool { return a.Quoted[k].End > s.Start })
	for k := range tokens {
		w := &t.words[k]
		w.Span = text.Span{Start: s.Start + spans[k].Start, End: s.Start + spans[k].End}
		w.Token, w.low = tokens[k], strings.ToLower(sentence[spans[k].Start:spans[k].End])
		for q < len(a.Quoted) && a.Quoted[q].End <= w.Start {
			q++
		}
		w.quoted = q < len(a.Quoted) && a.Quoted[q].Contains(w.Span)
	}
	t.branch()
	return t
}

// branch fills in what depends on each word and how far each branch reaches.
func (t *tree) branch() {
	n := len(t.words)
	t.children, t.first, t.last = make([][]int, n), make([]int, n), make([]int, n)
	for i := range t.words {
		t.first[i], t.last[i] = i, i
	}
	for i := range t.words {
		if h := t.words[i].Head; h >= 0 {
			t.children[h] = append(t.children[h], i)
		}
		for h, left, depth := t.words[i].Head, i, 0; h >= 0 && depth < n; h, depth = t.words[h].Head, depth+1 {
			if left >= t.first[h] && left <= t.last[h] {
				break
			}
			t.first[h], t.last[h] = min(t.first[h], left), max(t.last[h], left)
		}
	}
}

// child returns the first word under i with one of the relations, or -1.
func (t *tree) child(i int, relations ...string) int {
	for _, c := range t.children[i] {
		if t.words[c].is(relations...) {
			return c
		}
	}
	return -1
}

// span returns the text of a range of words, both ends in it.
func (t *tree) span(lo, hi int) text.Span {
	return text.Span{Start: t.words[lo].Start, End: t.words[hi].End}
}

// trimmed takes marks off both ends of a range of words; a bracket stays. It is empty when nothing else is in it.
func (t *tree) trimmed(lo, hi int) (int, int, bool) {
	for lo <= hi && t.isEdge(lo) {
		lo++
	}
	for hi >= lo && t.isEdge(hi) {
		hi--
	}
	return lo, hi, lo <= hi
}

func (t *tree) isEdge(i int) bool {
	w := &t.words[i]
	return w.Tag == "PUNCT" && w.low != ")" && w.low != "(" && w.low != "[" && w.low != "]"
}

// sourceDepth is how many heads up a subject is looked for: "wants to begin to say" has it three up.
const sourceDepth = 4

// source returns who does what word i says, as a range of words: its subject, that of the verb it hangs on, the owner of a noun.
func (t *tree) source(i, depth int) (lo, hi int, ok bool) {
	w := &t.words[i]
	passive := t.child(i, "nsubj:pass") >= 0
	if passive && t.isFeeling(i) { // "were worried that"
		return t.phrase(t.child(i, "nsubj:pass"), i)
	}
	if passive || w.Relation == "acl" && strings.HasSuffix(w.Treebank, "N") {
		if by := max(t.child(i, "obl:agent"), t.led(i, "by")); by >= 0 {
			return t.phrase(by, i)
		}
		return 0, 0, false
	}
	if s := t.child(i, "nsubj"); s >= 0 {
		return t.phrase(s, i)
	}
	if w.Tag == "NOUN" || w.Tag == "PROPN" {
		if s := t.child(i, "nmod:poss"); s >= 0 {
			return t.phrase(s, i)
		}
		if s := t.led(i, "by"); s >= 0 {
			return t.phrase(s, i)
		}
	}
	if depth == 0 || w.Head < 0 {
		return 0, 0, false
	}
	return t.inherited(i, depth)
}

// inherited looks for the subject of a word further up.
func (t *tree) inherited(i, depth int) (lo, hi int, ok bool) {
	w := &t.words[i]
	h := w.Head
	switch {
	case w.is("xcomp"):
		if o := t.child(h, "obj", "iobj"); o >= 0 && o < i && t.words[h].Tag == "VERB" && t.orders(h) {
			return t.phrase(o, i)
		}
		return t.source(h, depth-1)
	case w.is("acl"):
		if (w.Treebank == "VBG" || w.Tag == "ADJ") && t.words[t.first[i]].low != "," && (t.first[i] == 0 || t.words[t.first[i]-1].low != ",") {
			return t.phrase(h, i)
		}
		return t.source(h, depth-1)
	case !w.is("ccomp", "parataxis", "acl:relcl", "nsubj", "vocative", "dep", "list"):
		return t.source(h, depth-1)
	}
	return 0, 0, false
}

// isFeeling reports whether a participle is an adjective of what somebody feels or thinks.
func (t *tree) isFeeling(i int) bool {
	_, ok := t.lex.attitudes[t.words[i].low+" A"]
	return ok
}

// orders reports whether the object of a verb is who is to do what its complement says: "told the crew to wait".
func (t *tree) orders(i int) bool {
	return strings.Contains(t.lex.told(&t.words[i]), "order") || t.words[i].Lemma == "ask" || t.words[i].Lemma == "want"
}

// led returns the word under i that a preposition leads: "a statement by the mayor".
func (t *tree) led(i int, preposition string) int {
	for _, c := range t.children[i] {
		if t.words[c].is("nmod", "obl") {
			if k := t.child(c, "case"); k >= 0 && t.words[k].low == preposition {
				return c
			}
		}
	}
	return -1
}

// phrase returns the noun phrase of word s as far as it names somebody: without its preposition, what stands behind a comma,
// and the verb (not) that it belongs to.
func (t *tree) phrase(s, verb int) (int, int, bool) {
	lo, hi := t.first[s], t.last[s]
	if k := t.child(s, "case"); k >= 0 && k < s && lo <= k {
		lo = k + 1
	}
	for k := s + 1; k <= hi; k++ {
		if t.words[k].low == "," || t.words[k].low == "'s" || t.words[k].low == "’s" || k == verb || t.words[k].quoted != t.words[s].quoted {
			if hi = k - 1; k == verb && t.first[verb] > s { // "the step of" announcing
				hi = t.first[verb] - 1
			}
		}
	}
	if verb >= lo && verb < s {
		lo = verb + 1
	}
	return t.trimmed(lo, max(hi, s))
}
