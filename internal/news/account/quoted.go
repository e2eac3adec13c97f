package account

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"variorum/internal/engine/text"
)

// Quotation marks pair inside a paragraph and nowhere else, so that a mark that is missing costs one paragraph at most. A
// mark is read in two steps. What it may be follows from its shape and its neighbours (a straight mark between a space and
// a letter opens); what it is follows from what stands open before it. Double marks are paired first; single ones then
// pair outside them, because a single mark is far more often an apostrophe. A paragraph that opens with a mark and never
// closes it is quoted to its end: speech that goes on in the next paragraph. A mark inside the paragraph that is never
// closed quotes to the end only when the next paragraph opens anew; else it quotes nothing.

// family is marks that close one another. The straight mark, the curly ones and two apostrophes are one family, since
// pages mix them.
type family uint8

const (
	doubles family = iota
	guillemets
	corners
	whiteCorners
	singles
	families
)

// side says on which side of the words a mark may stand.
type side uint8

const (
	opens  side = 1 << iota
	closes      // a mark that may be either has both bits
)

type mark struct {
	text.Span
	family family
	side   side
}

// quoted returns what stands inside the outermost quotation marks of s, marks not included, in order. elision reports
// whether a word is one that begins with an apostrophe ('em); nil knows none.
func quoted(s string, paragraphs []text.Span, elision func(word string) bool) []text.Span {
	var out []text.Span
	for i, p := range paragraphs {
		runsOn := i+1 < len(paragraphs) && opensWithMark(s, paragraphs[i+1])
		marks := marksOf(s, p)
		if len(marks) == 0 {
			continue
		}
		spans := withSingles(s, p, pair(s, p, marks, runsOn), marks, elision)
		if i+1 < len(paragraphs) && opensWithSingle(s, paragraphs[i+1]) {
			spans = append(spans, runOn(s, p, marks, spans, elision)...)
		}
		out = append(out, spans...)
	}
	return out
}

func opensWithMark(s string, p text.Span) bool {
	m := markAt(s, p, p.Start)
	return m.Len() > 0 && m.family != singles && m.side&opens != 0
}

// opensWithSingle reports whether a paragraph begins with a curly single mark, which no apostrophe is taken for.
func opensWithSingle(s string, p text.Span) bool { return strings.HasPrefix(p.Of(s), "‘") }

// runOn returns the speech in single marks that a paragraph opens, does not close, and the next one goes on with.
func runOn(s string, p text.Span, marks []mark, spans []text.Span, elision func(string) bool) []text.Span {
	for k := len(marks) - 1; k >= 0; k-- {
		m := marks[k]
		if m.family != singles || m.side != opens || m.Of(s) != "‘" {
			continue
		}
		if slices.ContainsFunc(spans, func(q text.Span) bool { return q.End >= m.Start }) || isElision(s, p, m.End, elision) {
			return nil
		}
		return []text.Span{{Start: m.End, End: p.End}}
	}
	return nil
}

// marksOf lists the marks of a paragraph in order.
func marksOf(s string, p text.Span) []mark {
	var out []mark
	for i := p.Start; i < p.End; {
		if c := s[i]; c < utf8.RuneSelf && c != '"' && c != '\'' && c != '`' {
			i++
			continue
		}
		m := markAt(s, p, i)
		if m.Len() == 0 {
			_, n := utf8.DecodeRuneInString(s[i:])
			i += n
			continue
		}
		out = append(out, m)
		i = m.End
	}
	return out
}

// markAt returns the quotation mark that begins at byte i, or an empty one.
func markAt(s string, p text.Span, i int) mark {
	r, n := utf8.DecodeRuneInString(s[i:p.End])
	at := func(f family, sd side) mark { return mark{text.Span{Start: i, End: i + n}, f, sd} }
	before, after := around(s, p, i, i+n)
	switch r {
	case '“', '„', '‟', '”':
		return at(doubles, curly(r, before, after))
	case '"', '＂':
		return at(doubles, straight(before, after))
	case '«', '»':
		return at(guillemets, curly(r, before, after))
	case '「', '」':
		return at(corners, curly(r, before, after))
	case '『', '』':
		return at(whiteCorners, curly(r, before, after))
	case '`':
		if strings.HasPrefix(s[i:p.End], "``") {
			n = 2
			return at(doubles, opens)
		}
	case '\'', '‘', '’', '‛':
		return single(s, p, i, r, n)
	}
	return mark{}
}

// single reads an apostrophe: two of them are one double mark. Of three, a single mark stands on the inner side.
func single(s string, p text.Span, i int, r rune, n int) mark {
	run := 1
	for run < 4 && i+(run+1)*n <= p.End && s[i+run*n:i+(run+1)*n] == s[i:i+n] {
		run++
	}
	at := func(f family, sd side, width int) mark { return mark{text.Span{Start: i, End: i + width*n}, f, sd} }
	before, after := around(s, p, i, i+run*n)
	switch {
	case run == 2 || run == 4 || run == 3 && !letterLike(before) && letterLike(after):
		before, after = around(s, p, i, i+2*n)
		if r == '\'' {
			return at(doubles, straight(before, after), 2)
		}
		return at(doubles, curly(r, before, after), 2)
	case r == '‘' || r == '‛':
		return at(singles, opens, 1)
	case r == '’':
		return at(singles, closes, 1)
	}
	return at(singles, straight(before, after)&^sideOfApostrophe(before, after), 1)
}

// sideOfApostrophe takes both sides from an apostrophe inside a word.
func sideOfApostrophe(before, after rune) side {
	if letterLike(before) && letterLike(after) {
		return opens | closes
	}
	return 0
}

// curly gives the side that the shape of a mark tells, unless its neighbours tell the contrary: “ after a word and before
// a space closes (German), ” before a word and after a space opens (Swedish, and slips of the hand).
func curly(r, before, after rune) side {
	opening := strings.ContainsRune("“„‟«「『‘‛", r)
	gapBefore, gapAfter := gapBefore(before), gapAfter(after)
	switch {
	case r == '「' || r == '『':
		return opens
	case r == '」' || r == '』':
		return closes
	case opening && r != '„' && !gapBefore && gapAfter:
		return closes
	case !opening && gapBefore && !gapAfter:
		return opens
	case opening:
		return opens
	}
	return closes
}

// straight gives the sides that a mark without direction may stand on.
func straight(before, after rune) side {
	switch {
	case gapBefore(before) && !gapAfter(after):
		return opens
	case !gapBefore(before) && gapAfter(after):
		return closes
	}
	return opens | closes
}

// around returns the characters before and after s[i:j] within p, a space at its ends.
func around(s string, p text.Span, i, j int) (before, after rune) {
	before, after = ' ', ' '
	if i > p.Start {
		before, _ = utf8.DecodeLastRuneInString(s[p.Start:i])
	}
	if j < p.End {
		after, _ = utf8.DecodeRuneInString(s[j:p.End])
	}
	return before, after
}

// gapBefore reports whether r parts an opening mark from the words before it.
func gapBefore(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("([{—–―-/\u200b\ufeff", r)
}

// gapAfter reports whether r may follow a closing mark.
func gapAfter(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune(")]}—–―-/\u200b\ufeff,.;:!?…", r)
}

func letterLike(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// maxAhead is how many marks a doubtful one looks ahead for its partner. Four would do for any page seen; the bound keeps a
// paragraph of ten thousand marks linear.
const maxAhead = 40

// pair pairs the double marks of a paragraph.
func pair(s string, p text.Span, marks []mark, runsOn bool) []text.Span {
	var out []text.Span
	open, depth := -1, 0
	for k, m := range marks {
		switch {
		case m.family == singles || open >= 0 && m.family != marks[open].family || isInch(s, p, marks, k, open >= 0):
		case open < 0:
			if m.side&opens != 0 {
				open, depth = k, 0
			}
		case m.side == opens && nests(marks[k+1:], m.family):
			depth++
		case m.side == opens && afterStop(s, p, m.Start): // the mark before it was never closed
			open = k
		case m.side == opens: // one quotation inside another, and one closing mark for both
		case depth > 0:
			depth--
		default:
			out = append(out, text.Span{Start: marks[open].End, End: m.Start})
			open = -1
		}
	}
	if open >= 0 && (marks[open].Start == p.Start || runsOn) {
		out = append(out, text.Span{Start: marks[open].End, End: p.End})
	}
	return slices.DeleteFunc(out, func(q text.Span) bool { return text.Trim(s, q).Len() == 0 })
}

// afterStop reports whether a sentence seems to end before byte i.
func afterStop(s string, p text.Span, i int) bool {
	before := text.Trim(s, text.Span{Start: p.Start, End: i})
	last, _ := utf8.DecodeLastRuneInString(before.Of(s))
	return strings.ContainsRune(".!?…", last)
}

// nests reports whether the next two marks of the family close: then the mark before them opened a quotation inside another.
func nests(rest []mark, f family) bool {
	closed := 0
	for _, m := range rest[:min(len(rest), maxAhead)] {
		if m.family != f {
			continue
		}
		if m.side != closes {
			return false
		}
		if closed++; closed == 2 {
			return true
		}
	}
	return false
}

// isInch reports whether a straight mark after a digit means inches (6'2", a 9" nail) and not the end of a quotation.
func isInch(s string, p text.Span, marks []mark, k int, open bool) bool {
	m := marks[k]
	before, _ := around(s, p, m.Start, m.End)
	if s[m.Start] != '"' && s[m.Start] != '\'' || !unicode.IsDigit(before) {
		return false
	}
	if !open {
		return true
	}
	digits := strings.TrimRight(s[p.Start:m.Start], "0123456789. ")
	if strings.HasSuffix(digits, "'") || strings.HasSuffix(digits, "’") || strings.HasSuffix(digits, "′") {
		return true
	}
	for _, later := range marks[k+1 : min(len(marks), k+1+maxAhead)] { // a later mark that closes is the true end
		if later.family == doubles {
			return later.side == closes
		}
	}
	return false
}

// withSingles adds what stands in single marks outside the spans in double ones; a span in double marks inside of it goes.
func withSingles(s string, p text.Span, spans []text.Span, marks []mark, elision func(string) bool) []text.Span {
	outside := slices.DeleteFunc(slices.Clone(marks), func(m mark) bool {
		return m.family != singles || m.side == 0 || slices.ContainsFunc(spans, m.Span.Overlaps)
	})
	for i := 0; i < len(outside); i++ {
		if outside[i].side&opens == 0 || isElision(s, p, outside[i].End, elision) {
			continue
		}
		j := closing(s, p, outside, i)
		if j < 0 {
			continue
		}
		q := text.Span{Start: outside[i].End, End: outside[j].Start}
		spans = append(slices.DeleteFunc(spans, q.Overlaps), q)
		i = j
	}
	slices.SortFunc(spans, func(a, b text.Span) int { return a.Start - b.Start })
	return spans
}

// maxSingles is how many single marks are tried for the end of a quotation: apostrophes of plurals inside a long British
// quotation. More would let a paragraph of apostrophes cost the square of its length.
const maxSingles = 40

// closing returns the index of the mark that closes outside[i], or -1. The apostrophe of a plural (the voters’ party)
// looks like a closing mark: a later one after a stop is believed before one after an s.
func closing(s string, p text.Span, outside []mark, i int) int {
	plural := -1
	for j := i + 1; j < len(outside) && j <= i+maxSingles; j++ {
		m := outside[j]
		if m.side&closes == 0 || m.Start == outside[i].End {
			if m.side&opens != 0 && !unicode.IsDigit(next(s, p, m.End)) {
				break
			}
			continue
		}
		before, after := around(s, p, m.Start, m.End)
		switch {
		case letterLike(after): // an elision inside: rock ’n’ roll
		case before == 's' || before == 'S':
			if plural < 0 {
				plural = j
			}
		case plural >= 0 && letterLike(before): // the nearer of two ends without a stop
			return plural
		default:
			return j
		}
	}
	return plural
}

// isElision reports whether the word after an opening single mark is one that begins with an apostrophe: '70s, ’em.
func isElision(s string, p text.Span, i int, elision func(string) bool) bool {
	r := next(s, p, i)
	if unicode.IsDigit(r) {
		rest := strings.TrimLeftFunc(s[i:p.End], unicode.IsDigit)
		return i+2 == p.End-len(rest) && !strings.HasPrefix(rest, "’") && !strings.HasPrefix(rest, "'")
	}
	if !letterLike(r) {
		return !unicode.IsPunct(r)
	}
	end := i
	for end < p.End && s[end] < utf8.RuneSelf && letterLike(rune(s[end])) {
		end++
	}
	return elision != nil && elision(strings.ToLower(s[i:end]))
}

func next(s string, p text.Span, i int) rune {
	_, after := around(s, p, i, i)
	return after
}
