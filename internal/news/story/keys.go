package story

import (
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
	Key    uint64  // below 1<<32
	Weight float32 // such that the squares of an account's weights sum to 1
	Rare   bool    // rare enough to bring together accounts of any two days
}

// Open is the bound of a date that is not known.
const Open = open

// KeysOf returns the keys of an account.
func KeysOf(a *account.Account) Keys { return SketchOf(a).Keys() }

// Near reports whether two accounts are to be compared. It is symmetric.
func Near(a, b Keys) bool {
	return a.Text == b.Text || copies(a.Runs, b.Runs) ||
		alike(a.Terms, b.Terms, days{a.From, a.To}.apart(days{b.From, b.To}) > TermDays)
}

// NearSketches is Near for who has the sketches. Their terms are looked at last, since to choose those takes longest.
func NearSketches(a, b *Sketch) bool {
	return a.text == b.text || copies(a.runs, b.runs) || alike(a.weightiest(), b.weightiest(), a.when.apart(b.when) > TermDays)
}

// Apart is the least number of days between two accounts.
func (s *Sketch) Apart(from *Sketch) int { return s.when.apart(from.when) }

// copies reports whether the shorter of two accounts shares enough runs of words with the longer.
func copies(a, b []uint64) bool { return EnoughRuns(shingle.Shared(a, b), len(a), len(b)) }

// EnoughRuns reports whether two accounts of so many runs share enough of them to be Near.
func EnoughRuns(shared, a, b int) bool {
	return shared > 0 && float64(shared) >= copiedShare*float64(min(a, b))
}

// alike reports whether two accounts share enough of the weight of their terms, of which only the rare ones count when the
// accounts are far from each other in time.
func alike(a, b []Term, far bool) bool {
	sum := float32(0) // in the order of the keys, as the search sums
	for i, j := 0, 0; i < len(a) && j < len(b); {
		x, y := a[i].Key, b[j].Key
		if x == y && (a[i].Rare || !far) {
			sum += float32(a[i].Weight * b[j].Weight)
		}
		if x <= y {
			i++
		}
		if y <= x {
			j++
		}
	}
	if far {
		return sum >= LeastFar
	}
	return sum >= LeastCosine
}
