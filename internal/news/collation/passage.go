package collation

import (
	"strings"

	"variorum/edition"
	"variorum/internal/engine/align"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

// reading is one account's words of a passage: sentences that follow each other.
type reading struct {
	account int
	text.Span
	forms  []uint64
	tokens []int
}

// readings joins the sentences of a cluster that follow each other in one account.
func readings(ss []sentence, c cluster) []reading {
	var out []reading
	for i, at := range c {
		s := ss[at]
		if i > 0 && c[i-1] == at-1 && ss[at-1].account == s.account {
			r := &out[len(out)-1]
			r.End = s.End
			r.forms, r.tokens = append(r.forms, s.forms...), append(r.tokens, s.tokens...)
			continue
		}
		out = append(out, reading{s.account, s.Span, append([]uint64(nil), s.forms...), append([]int(nil), s.tokens...)})
	}
	return out
}

// passage aligns the readings of a cluster and finds its variants.
func passage(accounts []*account.Account, ss []sentence, c cluster, w weights) edition.Passage {
	rs := readings(ss, c)
	var p edition.Passage
	for i, relation := range relations(align.Merge(rows(rs), w.of), rs, w) {
		a := accounts[rs[i].account]
		p.Readings = append(p.Readings, edition.Reading{Span: a.Span(rs[i].Start, rs[i].End), Account: a.ID, Relation: relation})
	}
	p.Variants = inner(variants(accounts, rs, w))
	return p
}

func rows(rs []reading) [][]uint64 {
	out := make([][]uint64, len(rs))
	for i, r := range rs {
		out[i] = r.forms
	}
	return out
}

// variants compares the readings that stand near the most central one word by word; of the others, the paraphrases, those
// that stand near each other are compared in the same way (two agencies' wordings of one fact may both have been copied).
func variants(accounts []*account.Account, rs []reading, w weights) []edition.Variant {
	var out []edition.Variant
	for len(rs) > 1 {
		var near, far []reading
		for i, relation := range relations(align.Merge(rows(rs), w.of), rs, w) {
			if relation == edition.Paraphrased {
				far = append(far, rs[i])
			} else {
				near = append(near, rs[i])
			}
		}
		for _, b := range align.Merge(rows(near), w.of).Blocks(w.weak) {
			out = append(out, variant(accounts, near, b))
		}
		rs = far
	}
	return out
}

// relations says how each reading stands to the most central one: verbatim when it has the same words, paraphrased when less
// than half of the lighter one's weight is aligned with the other.
func relations(table *align.Table, rs []reading, w weights) []edition.Relation {
	base := table.Base
	out := make([]edition.Relation, len(rs))
	for i, r := range rs {
		shared, mine, theirs := float32(0), float32(0), float32(0)
		same := len(r.forms) == len(rs[base].forms)
		for c := range table.Columns {
			x, y := table.Rows[i][c], table.Rows[base][c]
			if x != align.None {
				mine += w[r.forms[x]]
			}
			if y != align.None {
				theirs += w[rs[base].forms[y]]
			}
			if x != align.None && y != align.None && r.forms[x] == rs[base].forms[y] {
				shared += w[r.forms[x]]
			} else if x != align.None || y != align.None {
				same = false
			}
		}
		switch {
		case same:
			out[i] = edition.Verbatim
		case shared >= editedShare*min(mine, theirs):
			out[i] = edition.Edited
		default:
			out[i] = edition.Paraphrased
		}
	}
	return out
}

// variant turns a block of the alignment into words.
func variant(accounts []*account.Account, rs []reading, b align.Block) edition.Variant {
	var v edition.Variant
	different := map[string]bool{}
	empty, quoted := 0, 0
	for i, cell := range b.Cells {
		if cell.Absent {
			continue
		}
		a := accounts[rs[i].account]
		span := rs[i].words(a, cell)
		v.Readings = append(v.Readings, edition.Witness{Span: span, Account: a.ID})
		if span.Empty() {
			empty++
		} else {
			different[text.Normalize(span.Text)] = true
		}
		if inside(a.Quoted, span) {
			quoted++
		}
	}
	v.InQuotation = quoted >= 2
	switch {
	case len(different) > 1 && !b.Lacuna:
		v.Type = edition.Substitution
	case b.Lacuna || !b.Cells[b.Majority].Empty():
		v.Type = edition.Omission
	default:
		v.Type = edition.Addition
	}
	return v
}

// words returns the words of a cell, with the brackets that belong to them.
func (r reading) words(a *account.Account, c align.Cell) edition.Span {
	if c.Empty() {
		at := r.Start
		if c.From > 0 {
			at = a.Tokens[r.tokens[c.From-1]].End
		}
		return a.Span(at, at)
	}
	start, end := a.Tokens[r.tokens[c.From]].Start, a.Tokens[r.tokens[c.To-1]].End
	words := a.Text[start:end]
	for _, pair := range []string{"[]", "()"} {
		opened, closed := strings.Count(words, pair[:1]), strings.Count(words, pair[1:])
		if opened > closed && strings.HasPrefix(a.Text[end:], pair[1:]) {
			end++
		}
		if closed > opened && strings.HasSuffix(a.Text[:start], pair[:1]) {
			start--
		}
		if opened == closed && strings.HasSuffix(a.Text[:start], pair[:1]) && strings.HasPrefix(a.Text[end:], pair[1:]) {
			start, end = start-1, end+1 // "[Islamic State]" was added with its brackets
		}
	}
	return a.Span(start, end)
}

// inside reports whether a span, or the place where words are missing, lies inside quotation marks.
func inside(quoted []text.Span, s edition.Span) bool {
	for _, q := range quoted {
		if q.Start <= s.Start && s.End <= q.End && (!s.Empty() || q.Start < s.Start && s.End < q.End) {
			return true
		}
	}
	return false
}

// inner finds what moved inside a passage: words that one reading lacks in one place and has, alone, in another. The two
// variants become one transposition.
func inner(vs []edition.Variant) []edition.Variant {
	gone := make([]bool, len(vs))
	for i := range vs {
		for j := range vs {
			if i == j || gone[i] || gone[j] || vs[i].Type != edition.Omission || vs[j].Type != edition.Addition {
				continue
			}
			if from, to, ok := sameWords(vs[i], vs[j]); ok {
				vs[i] = edition.Variant{Type: edition.Transposition, InQuotation: vs[i].InQuotation && vs[j].InQuotation, Readings: []edition.Witness{from, to}}
				gone[j] = true
			}
		}
	}
	out := vs[:0]
	for i, v := range vs {
		if !gone[i] {
			out = append(out, v)
		}
	}
	return out
}

// sameWords reports whether the words that one account lacks in omission are those that it alone has in addition.
func sameWords(omission, addition edition.Variant) (there, here edition.Witness, ok bool) {
	for _, r := range addition.Readings {
		if r.Empty() || len(strings.Fields(r.Text)) < 2 {
			continue
		}
		for _, o := range omission.Readings {
			if o.Account == r.Account && o.Empty() {
				ok = true
			}
			if !o.Empty() && text.Normalize(o.Text) == text.Normalize(r.Text) {
				there = o
			}
		}
		if ok && there.Account != "" {
			return there, r, true
		}
		ok = false
	}
	return there, here, false
}

// transpositions reports the readings of a passage that stand elsewhere in their account than the story's order has it.
func transpositions(p edition.Passage, moved map[int]bool, accounts []*account.Account) []edition.Variant {
	if len(moved) == 0 {
		return nil
	}
	v := edition.Variant{Type: edition.Transposition}
	for i, a := range accounts {
		for _, r := range p.Readings {
			if moved[i] && r.Account == a.ID {
				v.Readings = append(v.Readings, edition.Witness{Span: r.Span, Account: r.Account})
			}
		}
	}
	return []edition.Variant{v}
}
