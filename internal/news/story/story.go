// Package story finds which accounts tell of one event. It says nothing of what they say together; collation does.
//
// Each account is read into counted terms: its words, or pairs of characters in scripts that put no space between words,
// and its figures with the word beside them. A term weighs as much as it is rare: in general news of the language where
// counts ship with the program, guessed from its length elsewhere. For two accounts six measures of likeness and the days
// between them give the log-odds that they tell of one event, by a logistic model whose weights stand in model.go. Pairs
// likely enough link accounts to connected groups, in which events grow by average link: the two whose accounts are on
// average likeliest to belong together are joined first, until none are likely enough. Events that are told in like words
// and yet are kept apart are linked as related.
//
//	accounts -> sketches -> nodes (equal texts once) -> candidates -> evidence of pairs -> groups -> events, related
//
// The measures follow Miranda, Znotiņš, Cohen and Barzdins, "Multilingual Clustering of Streaming News" (EMNLP 2018): the
// rare words of title and opening beside those of the whole text, and time.
//
// # Page by page
//
// All evidence is local: what speaks for two accounts is a function of these two alone, and the events of a group one of
// its accounts. So a collection that grows page by page can be kept as if it were grouped at once:
//
//  1. look the new account's KeysOf up; the accounts with common keys that are Near it are those to compare;
//  2. Link it with each of them, and keep which join and which are related;
//  3. Regroup the new account: this gives its story, and those that it changes. It looks at no more than what lies about it, however many
//     accounts are connected through others;
//  4. the stories that hold an account related to one of theirs are those that Relate may link them with.
//
// For accounts closed under joins, Group gives the same events whatever other accounts stand beside them, and the same
// links for accounts that are closed under related as well. (In collections so dense that a bound on the work is reached,
// manyAccounts, Group may miss pairs that an index without these bounds finds.)
package story

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"variorum/internal/news/account"
)

// Event is one story: the accounts of one event.
type Event struct {
	Members []int     // indices of accounts, ascending
	Related []Related // ascending by event
}

// Related is another event of the same thread, and the words that show it.
type Related struct {
	Event int    // index of the other event
	Why   string // such as "like words: coalition, Iraq, ISIS; days apart: 831"
}

// Group puts accounts of one event together. Each account is in exactly one event; events are in the order of their first
// members. Which accounts belong together does not depend on the order of the argument.
func Group(accounts []*account.Account) []Event {
	sketches := make([]*Sketch, len(accounts))
	parallel(len(accounts), func(i int) { sketches[i] = SketchOf(accounts[i]) })
	events, links := group(sketches)
	explain(accounts, events, links)
	return events
}

// GroupSketches is Group for who has the sketches of accounts and not the accounts. Why names no words; Relate of two linked
// events' accounts gives them.
func GroupSketches(sketches []*Sketch) []Event {
	events, links := group(sketches)
	explain(nil, events, links)
	return events
}

// group finds the events and, for each of their links, what it is made of.
func group(sketches []*Sketch) ([]Event, [][]link) {
	nodes := gather(sketches)
	edges, crowded := candidates(nodes)
	found := weighAll(nodes, edges)
	return events(nodes, found, clusters(nodes, found, crowded))
}

// Link weighs two accounts: whether they are likely enough to tell of one event to connect their groups, and whether their
// texts are alike enough for their events to be related if they are kept apart. It is symmetric, and says nothing of
// accounts that are not Near, which are neither. Accounts that join need not become one event: Group decides that from all
// that are connected.
func Link(a, b *account.Account) (joins, related bool) { return LinkSketches(SketchOf(a), SketchOf(b)) }

// LinkSketches is Link for who has the sketches of accounts.
func LinkSketches(a, b *Sketch) (joins, related bool) {
	if a.text == b.text {
		return true, true
	}
	odds, related := Weigh(a, b)
	return odds.Join(), related
}

// Weigh weighs two accounts that are Near and have not one text: the log-odds that they tell of one event, and whether their texts are
// alike enough for their events to be related if they are kept apart.
func Weigh(a, b *Sketch) (odds Odds, related bool) {
	e := between(&node{Sketch: a, when: a.when}, &node{Sketch: b, when: b.when})
	return oddsOf(e.told + e.dates), e.told >= relatedOdds
}

// RelateSketches is Relate for who has the sketches of accounts: the mean log-odds of two events, and whether they are to be
// linked.
func RelateSketches(a, b []*Sketch) (odds float64, related bool) {
	nodes := gather(slices.Concat(a, b))
	x, y := halves(nodes, len(a))
	if len(x) == 0 || len(y) == 0 {
		return 0, false
	}
	odds = mean(nodes, x, y)
	return odds, odds >= relatedOdds
}

// node is the accounts that have one text; they are one event without asking, and weigh as one.
type node struct {
	*Sketch
	accounts []int // ascending
	when     days
	outlets  []string // sorted, each once; an account that names none counts as ""
}

// gather makes nodes of accounts, in order of time and of the hash of their texts: an order that the argument's does not change.
func gather(sketches []*Sketch) []node {
	order := make([]int32, len(sketches))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(i, j int32) int { return cmp.Or(cmp.Compare(sketches[i].text, sketches[j].text), int(i-j)) })
	nodes := make([]node, 0, len(sketches))
	for _, i := range order {
		s := sketches[i]
		if n := len(nodes) - 1; n >= 0 && nodes[n].text == s.text {
			nodes[n].add(int(i), s)
			continue
		}
		nodes = append(nodes, node{Sketch: s, accounts: []int{int(i)}, when: s.when, outlets: []string{s.outlet}})
	}
	slices.SortFunc(nodes, func(a, b node) int {
		return cmp.Or(cmp.Compare(a.when.from, b.when.from), cmp.Compare(a.when.to, b.when.to), cmp.Compare(a.text, b.text))
	})
	return nodes
}

// add takes in another account with the same text.
func (n *node) add(i int, s *Sketch) {
	n.accounts = append(n.accounts, i)
	n.when = n.when.earlier(s.when)
	if at, there := slices.BinarySearch(n.outlets, s.outlet); !there {
		n.outlets = slices.Insert(n.outlets, at, s.outlet)
	}
}

// parallel calls do for 0..n-1 on all cores; each call may touch only what is its own.
func parallel(n int, do func(i int)) {
	const stride = 16 // neighbours are done together, which differ less in work than far ones
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), (n+stride-1)/stride) {
		wg.Go(func() {
			for {
				end := int(next.Add(stride))
				for i := end - stride; i < min(end, n); i++ {
					do(i)
				}
				if end >= n {
					return
				}
			}
		})
	}
	wg.Wait()
}
