// Package story finds which accounts tell of one event. It says nothing of what they say together; collation does.
//
// Each account is read into counted terms: its words, or pairs of characters in scripts that put no space between words,
// and its figures with the word beside them. A term weighs as much as it is rare: in general news of the language where
// counts ship with the program, guessed from its length elsewhere, and in the run itself as the run grows. For two accounts
// six measures of likeness and the days between them give the log-odds that they tell of one event, by a logistic model
// whose weights stand in model.go. Groups then grow by average link: the two groups whose accounts are on average likeliest
// to belong together are joined first, until none are likely enough. Groups that are told in like words and yet are kept
// apart are linked as related.
//
//	accounts -> nodes (equal texts once) -> profiles -> vectors -> candidates -> evidence of pairs -> events, related
//
// The measures follow Miranda, Znotiņš, Cohen and Barzdins, "Multilingual Clustering of Streaming News" (EMNLP 2018): the
// rare words of title and opening beside those of the whole text, and time. Only pairs that share a rare term or a run of
// words are compared, and the list of accounts that share one is read through a window of its neighbours in time, so work
// grows with the number of accounts and not with its square.
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
	vectors, samples := read(nodes)
	l := newLinker(vectors)
	l.bind(candidates(vectors, samples))
	l.join()
	return l.events(nodes, accounts)
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
