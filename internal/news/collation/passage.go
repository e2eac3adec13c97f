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
	words account.Run
}

// readings joins the sentences of a cluster that follow each other in one account.
func readings(accounts []*account.Account, ss []sentence, c cluster) []reading {
	var out []reading
	for i, at := range c {
		s := ss[at]
		if i > 0 && c[i-1] == at-1 && ss[at-1].account == s.account {
			out[len(out)-1].End = s.End
			continue
		}
		out = append(out, reading{account: s.account, Span: s.Span})
	}
	for i := range out {
		out[i].words = accounts[out[i].account].Words(out[i].Span)
	}
	return out
}

// passage aligns the readings of a cluster and finds its variants.
func passage(accounts []*account.Account, ss []sentence, c cluster, w account.Weights) edition.Passage {
	rs := readings(accounts, ss, c)
	var p edition.Passage
	for i, relation := range relations(align.Merge(rows(rs), w.Of), rs, w) {
		a := accounts[rs[i].account]
		p.Readings = append(p.Readings, edition.Reading{Span: a.Span(rs[i].Start, rs[i].End), Account: a.ID, Relation: relation})
	}
	p.Variants = inner(variants(accounts, rs, w))
	return p
}

func rows(rs []reading) [][]uint64 {
	out := make([][]uint64, len(rs))
	for i, r := range rs {
		out[i] = r.words.Forms
	}
	return out
}

// variants compares the readings that stand near the most central one word by word; of the others, the paraphrases, those
// that stand near each other are compared in the same way (two agencies' wordings of one fact may both have been copied).
func variants(accounts []*account.Account, rs []reading, w account.Weights) []edition.Variant {
	var out []edition.Variant
	for len(rs) > 1 {
		var near, far []reading
		for i, relation := range relations(align.Merge(rows(rs), w.Of), rs, w) {
			if relation == edition.Paraphrased {
				far = append(far, rs[i])
			} else {
				near = append(near, rs[i])
			}
		}
		for _, b := range align.Merge(rows(near), w.Of).Blocks(w.Weak) {
			out = append(out, variant(accounts, near, b))
		}
		rs = far
	}
	return out
}

// relations says how each reading stands to the most central one: verbatim when it has the same words, paraphrased when less
// than half of the lighter one's weight is aligned with the other.
func relations(table *align.Table, rs []reading, w account.Weights) []edition.Relation {
	base := table.Base
	out := make([]edition.Relation, len(rs))
	for i, r := range rs {
		shared, mine, theirs := float32(0), float32(0), float32(0)
		same := len(r.words.Forms) == len(rs[base].words.Forms)
		for c := range table.Columns {
			x, y := table.Rows[i][c], table.Rows[base][c]
			if x != align.None {
				mine += w[r.words.Forms[x]]
			}
			if y != align.None {
				theirs += w[rs[base].words.Forms[y]]
			}
			if x != align.None && y != align.None && r.words.Forms[x] == rs[base].words.Forms[y] {
				shared += w[r.words.Forms[x]]
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
	different, inQuotation := map[string]bool{}, map[string]bool{} // the readings with words; all inside quotation marks
	quoted := mostlyQuoted(accounts, rs, b)
	for i, cell := range b.Cells {
		if cell.Absent {
			continue
		}
		a := accounts[rs[i].account]
		span := a.Cell(rs[i].words, cell)
		if cell.Empty() {
			span = a.Gap(rs[i].words, cell, quoted)
		}
		v.Readings = append(v.Readings, edition.Witness{Span: span, Account: a.ID})
		words := text.Normalize(span.Text)
		if !span.Empty() {
			different[words] = true
		}
		if a.InQuotation(span) || span.Empty() && a.BesideQuotation(rs[i].words, cell) {
			inQuotation[words] = true
		}
	}
	v.InQuotation = len(inQuotation) >= 2
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

// mostlyQuoted reports whether the words of a block stand in quotation marks in at least half of the readings that have any.
func mostlyQuoted(accounts []*account.Account, rs []reading, b align.Block) bool {
	with, quoted := 0, 0
	for i, cell := range b.Cells {
		if cell.Absent || cell.Empty() {
			continue
		}
		with++
		if a := accounts[rs[i].account]; a.InQuotation(a.Cell(rs[i].words, cell)) {
			quoted++
		}
	}
	return quoted > 0 && 2*quoted >= with
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

// sameWords reports whether the words that one account lacks in omission are those that it has in addition; a single word
// only when the two places are side by side ("31 December", "December 31").
func sameWords(omission, addition edition.Variant) (there, here edition.Witness, ok bool) {
	for _, r := range addition.Readings {
		if r.Empty() {
			continue
		}
		for _, o := range omission.Readings {
			if o.Account == r.Account && o.Empty() {
				ok = len(strings.Fields(r.Text)) > 1 || abs(o.Start-r.Start) <= besideBytes
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

func abs(n int) int { return max(n, -n) }

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
