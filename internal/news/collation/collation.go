// Package collation lays the accounts of one story side by side: the passages that several of them have, the variants in
// each, and what stands in one account only.
//
// The unit is the sentence. Sentences of different accounts are linked when they share enough of their rarer words, or a
// long run of words; linked sentences are gathered into passages (average-link, so that one sentence which tells two
// things does not chain two passages together), neighbouring sentences of one account joining one reading, so that what
// one outlet tells in one sentence and another in two stands side by side. Inside a passage the readings are aligned word
// by word (package align). Every sentence ends up in a passage or in Only: no word is lost. All of this works on forms of
// words, in any language.
package collation

import (
	"fmt"
	"sort"

	"variorum/edition"
	"variorum/internal/news/account"
)

// Result is what the accounts of one story have together and alone.
type Result struct {
	Passages []edition.Passage
	Only     []edition.Only
	LeftOut  []edition.LeftOut
}

// Collate collates the accounts of a story, which come in the story's order: earliest first, then by id. Readings stand in
// that order, and what is a tie otherwise falls to the earlier account. w weighs the words of these accounts.
func Collate(accounts []*account.Account, w account.Weights) Result {
	ss := sentences(accounts)
	clusters := gather(ss, link(ss, w))
	order(clusters, ss, len(accounts))
	var out Result
	moved := displaced(clusters, ss, len(accounts))
	for i, c := range clusters {
		p := passage(accounts, ss, c, w)
		p.ID = fmt.Sprintf("p%d", i+1)
		p.Variants = append(p.Variants, transpositions(p, moved[i], accounts)...)
		out.Passages = append(out.Passages, p)
	}
	out.Only = only(accounts, ss, clusters)
	out.LeftOut = leftOut(accounts, out.Passages)
	return out
}

// only returns the sentences that are in no passage, neighbouring ones of a paragraph kept apart.
func only(accounts []*account.Account, ss []sentence, clusters []cluster) []edition.Only {
	in := make([]bool, len(ss))
	for _, c := range clusters {
		for _, s := range c {
			in[s] = true
		}
	}
	var out []edition.Only
	for i, s := range ss {
		if !in[i] {
			a := accounts[s.account]
			out = append(out, edition.Only{Span: a.Span(s.Start, s.End), Account: a.ID})
		}
	}
	return out
}

// leftOut names, for each passage that more than half of the accounts carry, those that do not.
func leftOut(accounts []*account.Account, passages []edition.Passage) []edition.LeftOut {
	var out []edition.LeftOut
	for _, p := range passages {
		have := map[string]bool{}
		for _, r := range p.Readings {
			have[r.Account] = true
		}
		if 2*len(have) <= len(accounts) || len(have) == len(accounts) {
			continue
		}
		lo := edition.LeftOut{Passage: p.ID}
		for _, a := range accounts {
			if !have[a.ID] {
				lo.Accounts = append(lo.Accounts, a.ID)
			}
		}
		sort.Strings(lo.Accounts)
		out = append(out, lo)
	}
	return out
}
