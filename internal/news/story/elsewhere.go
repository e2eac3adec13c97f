package story

// For who finds candidates elsewhere, with postings on many machines: what candidates goes by.

// ExactDays is the width in days of the bounds of a date up to which it is known.
const ExactDays = exactDays

// Bounds are the numbers of accounts, nearest before it in time, with which a term and a run of words bring an account together
// among so many, and the number of those with which it is compared.
func Bounds(accounts int) (terms, runs, near int) {
	b := boundsFor(accounts)
	return b.terms, b.runs, b.near
}

// Exact reports whether it is known when the account was published, to ExactDays.
func (k Keys) Exact() bool { return days{k.From, k.To}.exact() }

// Copies reports whether so many shared runs bring two accounts together that have a and b of them.
func Copies(shared, a, b int) bool { return EnoughRuns(shared, a, b) }

// Earliest is the place of the copy of a text that its copies are dated by; zero if there are none.
func Earliest(copies []*Sketch) int {
	first := 0
	for i, s := range copies {
		if d := copies[first].when; i > 0 && d.earlier(s.when) != d {
			first = i
		}
	}
	return first
}
