package account

import (
	"slices"
	"sort"
	"strings"

	"variorum/edition"
	"variorum/internal/engine/align"
	"variorum/internal/engine/text"
)

// Run is some words of an account in their order, ready to be aligned with other accounts' words. Punctuation is left out:
// critics call it accidental, and every outlet sets its own.
type Run struct {
	Forms  []uint64
	tokens []int // indices into the account's Tokens
	start  int   // where a word missing before the first would stand
}

// Words returns the words and numbers in the spans, which are in order and do not overlap.
func (a *Account) Words(spans ...text.Span) Run {
	var r Run
	if len(spans) > 0 {
		r.start = spans[0].Start
	}
	for _, s := range spans {
		first := sort.Search(len(a.Tokens), func(i int) bool { return a.Tokens[i].Start >= s.Start })
		for t := first; t < len(a.Tokens) && a.Tokens[t].End <= s.End; t++ {
			if a.Tokens[t].Kind != text.Mark {
				r.Forms, r.tokens = append(r.Forms, a.Tokens[t].Form), append(r.tokens, t)
			}
		}
	}
	return r
}

// Cell returns the words of a cell of an alignment of r, with the brackets that belong to them: "ISIS [Islamic State]". An
// empty cell gives an empty span at the place where words are missing.
func (a *Account) Cell(r Run, c align.Cell) edition.Span {
	if c.Empty() {
		at := r.start
		if c.From > 0 {
			at = a.Tokens[r.tokens[c.From-1]].End
		}
		return a.Span(at, at)
	}
	start, end := a.Tokens[r.tokens[c.From]].Start, a.Tokens[r.tokens[c.To-1]].End
	for _, pair := range []string{"[]", "()"} {
		start, end = balance(a.Text, start, end, pair[:1], pair[1:])
	}
	return a.Span(start, end)
}

// Gap returns the place of an empty cell: behind the word before it, or in front of the word after it where only that side
// of a quotation mark is the one that the missing words stand on, so that ‘Dr’ is missing outside of “… last shoal,” she said.
func (a *Account) Gap(r Run, c align.Cell, quoted bool) edition.Span {
	behind := a.Cell(r, c)
	if c.From == 0 || c.From == len(r.tokens) || a.InQuotation(behind) == quoted {
		return behind
	}
	at := a.Tokens[r.tokens[c.From]].Start
	if before := a.Span(at, at); a.InQuotation(before) == quoted {
		return before
	}
	return behind
}

// BesideQuotation reports whether a word beside an empty cell stands in quotation marks.
func (a *Account) BesideQuotation(r Run, c align.Cell) bool {
	in := func(i int) bool {
		if i < 0 || i >= len(r.tokens) {
			return false
		}
		t := a.Tokens[r.tokens[i]]
		return a.InQuotation(a.Span(t.Start, t.End))
	}
	return in(c.From-1) || in(c.From)
}

// balance widens start..end by the bracket that it lacks, or by both when just they stand around it.
func balance(s string, start, end int, open, shut string) (int, int) {
	words := s[start:end]
	missing := strings.Count(words, open) - strings.Count(words, shut)
	before, after := strings.HasSuffix(s[:start], open), strings.HasPrefix(s[end:], shut)
	if missing < 0 && before || missing == 0 && before && after {
		start--
	}
	if missing > 0 && after || missing == 0 && before && after {
		end++
	}
	return start, end
}

// InQuotation reports whether a span, or the place where words are missing, lies inside quotation marks.
func (a *Account) InQuotation(s edition.Span) bool {
	return slices.ContainsFunc(a.Quoted, func(q text.Span) bool {
		return q.Start <= s.Start && s.End <= q.End && (!s.Empty() || q.Start < s.Start && s.End < q.End)
	})
}
