package story

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"

	"variorum/internal/engine/shingle"
	"variorum/internal/news/account"
)

// Keys is what an index holds of an account to find those it may belong with: two accounts are compared if Near says so of
// their keys, and Near asks for one of four things, each of which an index can look up:
//
//   - one text (Text);
//   - a common run of words (Runs), at any time;
//   - a common rare term (a Term with Rare), at any time;
//   - a common term (any Term) within TermDays of each other.
//
// Keys are a function of the account alone.
type Keys struct {
	Text     uint64   // equal for accounts with one title and text
	Terms    []Term   // the weightiest terms, ascending by key
	Runs     []uint64 // sampled runs of words, ascending
	From, To int      // days from 1970-01-01 between which it was published; an unknown bound is -Open or Open
}

// Term is a term of an account, by which it is looked up.
type Term struct {
	Key    uint64
	Weight float32 // such that the squares of an account's weights sum to 1
	Rare   bool    // rare enough to bring together accounts of any two days
}

// Open is the bound of a date that is not known.
const Open = open

// KeysOf returns the keys of an account.
func KeysOf(a *account.Account) Keys {
	v := vectorOf(a)
	h := fnv.New64a()
	h.Write([]byte(a.Title))
	h.Write([]byte{0})
	h.Write([]byte(a.Text))
	return Keys{Text: h.Sum64(), Terms: v.top, Runs: v.sample, From: v.when.from, To: v.when.to}
}

// Near reports whether two accounts are to be compared. It is symmetric.
func Near(a, b Keys) bool {
	return a.Text == b.Text || copies(a.Runs, b.Runs) ||
		alike(a.Terms, b.Terms, days{a.From, a.To}.apart(days{b.From, b.To}) > TermDays)
}

// copies reports whether the shorter of two accounts shares enough runs of words with the longer.
func copies(a, b []uint64) bool { return enoughRuns(shingle.Shared(a, b), len(a), len(b)) }

func enoughRuns(shared, a, b int) bool {
	return shared > 0 && float64(shared) >= copiedShare*float64(min(a, b))
}

// alike reports whether two accounts share enough of the weight of their terms, of which only the rare ones count when the
// accounts are far from each other in time.
func alike(a, b []Term, far bool) bool {
	sum := 0.0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].Key < b[j].Key:
			i++
		case a[i].Key > b[j].Key:
			j++
		default:
			if a[i].Rare || !far {
				sum += float64(a[i].Weight) * float64(b[j].Weight)
			}
			i, j = i+1, j+1
		}
	}
	return sum >= leastCosine
}

// top returns the terms by which an account is looked up: the keyTerms that weigh most, figures left out, ascending by key.
func top(terms []weighed) []Term {
	by := make([]*weighed, 0, len(terms))
	for i := range terms {
		if t := &terms[i]; !t.figure && t.weight > 0 {
			by = append(by, t)
		}
	}
	slices.SortFunc(by, func(a, b *weighed) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.key, b.key)) })
	by = by[:min(len(by), keyTerms)]
	norm := 0.0
	for _, t := range by {
		norm += float64(t.weight) * float64(t.weight)
	}
	norm = math.Sqrt(norm)
	out := make([]Term, len(by))
	for i, t := range by {
		out[i] = Term{t.key, float32(float64(t.weight) / norm), t.rarity >= rareRarity}
	}
	slices.SortFunc(out, func(a, b Term) int { return cmp.Compare(a.Key, b.Key) })
	return out
}
