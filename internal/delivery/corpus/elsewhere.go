package corpus

import (
	"slices"

	"variorum/internal/engine/align"
	"variorum/internal/engine/shingle"
	"variorum/internal/news/account"
	"variorum/internal/news/extract"
	"variorum/internal/news/intake"
)

// What a run on many machines does with single pages, pairs and stories, so that it gives the rows that one machine gives. How
// pages come together is its own affair.

// StoryRow, ReuseRow and their names of fields are those of the tables.
type (
	StoryRow = storyRow
	ReuseRow = reuseRow
)

// Bounds on the search for pages that share text, as limits.go gives the reasons.
const (
	ReuseWindow  = reuseWindow
	ReuseNearest = reuseNearest
	MostShare    = mostShare
	FewestRuns   = fewestRuns
)

// PackPage writes a page, without its body, and its parts so that UnpackPage reads them.
func PackPage(p intake.Page, parts extract.Parts) []byte {
	var f flat
	f.sheet(sheet{page: p, parts: parts})
	return f
}

// UnpackPage reads what PackPage wrote.
func UnpackPage(b []byte) (intake.Page, extract.Parts, error) {
	u := &unflat{raw: b}
	s := u.sheet()
	return s.page, s.parts, u.err
}

// PackAccount writes an account, without what was found in it, so that UnpackAccount reads it.
func PackAccount(a *account.Account) []byte {
	var f flat
	f.account(&a.Account)
	return f
}

// UnpackAccount reads what PackAccount wrote.
func UnpackAccount(b []byte) (*account.Account, error) {
	u := &unflat{raw: b}
	a := u.account()
	return account.New(a), u.err
}

// Runs are the runs of words by which reuse looks an account up.
func Runs(a *account.Account) []uint64 { return shingle.Sample(a.Tokens, sampleWords, sampleRate) }

// Tell makes the row of a story of its accounts, whatever their order.
func Tell(id string, accounts []*account.Account) StoryRow {
	row := storyRow{ID: id, Size: len(accounts)}
	accounts = inOrder(slices.Clone(accounts))
	row.Title = titleOf(accounts)
	row.describe(accounts)
	return row
}

// Share makes the rows of what an account shares with earlier ones.
func Share(later *account.Account, earlier []*account.Account) []ReuseRow {
	var c align.Comparer
	b, wb := briefOf(later), wordsOf(later.Tokens)
	c.Set(wb.forms)
	var rows []reuseRow
	for _, e := range earlier {
		w := wordsOf(e.Tokens)
		if shared := shareOf(c.Shared(w.forms), len(w.forms), len(wb.forms)); len(shared.long) > 0 {
			a := briefOf(e)
			rows = shared.rows(rows, worded{&a, w.spans(nil)}, worded{&b, wb.spans(nil)})
		}
	}
	return rows
}
