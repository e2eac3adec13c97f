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
//	accounts -> nodes (equal texts once) -> vectors -> candidates -> evidence of pairs -> groups -> events, related
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
//  3. take the accounts that are connected with it by joins, and Group them: these are its stories;
//  4. the stories that hold an account related to one of theirs are those that Relate may link them with.
//
// For accounts closed under joins, Group gives the same events whatever other accounts stand beside them, and the same
// links for accounts that are closed under related as well. (In collections so dense that a bound on the work is reached,
// limits.go, Group may miss pairs that an index without these bounds finds.)
package story

import (
	"cmp"
	"slices"

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
	nodes := gather(accounts)
	return group(nodes, read(nodes))
}

// group puts nodes together, in order of time, with their vectors.
func group(nodes []*node, vectors []vector) []Event {
	evidence := weighAll(vectors, candidates(vectors))
	return events(nodes, vectors, evidence, clusters(vectors, evidence))
}

// Link weighs two accounts: whether they are likely enough to tell of one event to connect their groups, and whether their
// texts are alike enough for their events to be related if they are kept apart. It is symmetric, and says nothing of
// accounts that are not Near, which are neither. Accounts that join need not become one event: Group decides that from all
// that are connected.
func Link(a, b *account.Account) (joins, related bool) {
	if a.Title == b.Title && a.Text == b.Text {
		return true, true
	}
	x, y := vectorOf(a), vectorOf(b)
	e := between(&x, &y)
	return e.joins(), e.told >= relatedOdds
}

// node is the accounts that have one text; they are one event without asking, and weigh as one.
type node struct {
	accounts []int // ascending
	first    *account.Account
	when     days
	outlets  []string // sorted, each once; an account that names none counts as ""
}

// gather makes nodes of accounts, in order of time, title and text: an order that the argument's does not change.
func gather(accounts []*account.Account) []*node {
	type content struct{ title, text string }
	at := map[content]*node{}
	var nodes []*node
	for i, a := range accounts {
		c := content{a.Title, a.Text}
		n := at[c]
		if n == nil {
			n = &node{first: a, when: published(a)}
			at[c] = n
			nodes = append(nodes, n)
		}
		n.accounts = append(n.accounts, i)
		n.when = n.when.earlier(published(a))
		n.outlets = append(n.outlets, a.Outlet)
	}
	for _, n := range nodes {
		slices.Sort(n.outlets)
		n.outlets = slices.Compact(n.outlets)
	}
	slices.SortFunc(nodes, func(a, b *node) int {
		return cmp.Or(cmp.Compare(a.when.from, b.when.from), cmp.Compare(a.when.to, b.when.to),
			cmp.Compare(a.first.Title, b.first.Title), cmp.Compare(a.first.Text, b.first.Text))
	})
	return nodes
}
