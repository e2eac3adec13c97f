package stemma

import (
	"slices"
	"strings"

	"variorum/edition"
	"variorum/internal/engine/text"
)

// creditLine reads a paragraph that does nothing but credit: "(With AFP)", "Source: Reuters", "Additional reporting by AP".
func (c *citer) creditLine(first, last int) bool {
	words := 0
	for t := first; t < last; t++ {
		if c.a.Tokens[t].Kind != text.Mark {
			words++
		}
	}
	if words == 0 || words > maxCreditLine {
		return false
	}
	t := first
	for t < last && c.a.Tokens[t].Kind == text.Mark {
		t++
	}
	lead := 0
	for n := min(4, last-t); n > 0 && lead == 0; n-- {
		if c.role(t, t+n, "credit") {
			lead = n
		}
	}
	named := c.namedIn(t+lead, last)
	if len(named) == 0 && lead > 0 && c.capitals(t+lead, last) {
		named = c.unknown(t+lead, last)
	}
	if len(named) == 0 || lead == 0 && !c.onlyNames(t, last, named) {
		return false
	}
	for _, m := range named {
		if !c.own(m) {
			c.add(m, first, last, ruleCredit, true)
		}
	}
	return true
}

// unknown takes the words behind the lead of a credit line for a name that no table knows: "(With Plainsman)".
func (c *citer) unknown(t, last int) []medium {
	for last > t && c.a.Tokens[last-1].Kind == text.Mark {
		last--
	}
	if last <= t || last-t > maxNameWords || !capital(c.word(t)) {
		return nil
	}
	return []medium{{c.a.Text[c.a.Tokens[t].Start:c.a.Tokens[last-1].End], edition.Outlet}}
}

func (c *citer) namedIn(t, last int) []medium {
	var out []medium
	for ; t < last; t++ {
		if m, end := c.mediumAt(t, last); end > t {
			out, t = append(out, m), end-1
		}
	}
	return out
}

// onlyNames reports whether nothing but names of media stands in a line.
func (c *citer) onlyNames(t, last int, named []medium) bool {
	words := 0
	for _, m := range named {
		words += len(strings.Fields(m.name))
	}
	for ; t < last; t++ {
		if c.a.Tokens[t].Kind != text.Mark && !isA(c.a.Pack, c.low(t), "conj") {
			words--
		}
	}
	return words >= 0
}

// dateline reads the agency in brackets that opens a text, before a dash: "QUAY CITY (AP) — ". It returns the token behind it.
func (c *citer) dateline(first, last int) int {
	limit := min(last, first+maxDatelineTokens)
	open := slices.IndexFunc(c.a.Tokens[first:limit], func(t text.Token) bool { return t.Of(c.a.Text) == "(" })
	if open < 0 {
		return first
	}
	open += first
	shut := open + 1
	for shut < limit && c.word(shut) != ")" {
		shut++
	}
	if shut >= limit || open > first && !c.capitals(first, open) {
		return first
	}
	m, end := c.mediumAt(open+1, shut)
	dash := shut+1 < last && strings.ContainsAny(c.word(shut+1), "-–—:")
	if end != shut {
		if !dash || !c.capitals(open+1, shut) {
			return first
		}
		m = medium{c.a.Text[c.a.Tokens[open+1].Start:c.a.Tokens[shut-1].End], edition.Outlet}
	}
	if !dash && open > first {
		return first
	}
	to := shut + 1
	if dash {
		to++
	}
	if !c.own(m) && !strings.Contains(m.name, ".") {
		c.add(m, first, to, ruleDateline, true)
	}
	return to
}

// maxDatelineTokens is how far into a paragraph the bracket of a dateline may close.
const maxDatelineTokens = 16

// documents finds documents that the outlet names with those who made them, as what something rests on: "a UN report said",
// "in a statement". The name of the document is its noun with what stands before it.
func (c *citer) documents() {
	nouns := c.a.Pack.Table("reports")
	for t := 1; t < len(c.a.Tokens); t++ {
		if !nouns.Has(c.low(t)) || c.a.Tokens[t].Kind != text.Word {
			continue
		}
		start := t
		for start > 0 && t-start < 3 && c.a.Tokens[start-1].Kind == text.Word && capital(c.word(start-1)) && !c.article(start-1) {
			start--
		}
		if start == t || start == 0 || !c.article(start-1) {
			continue
		}
		if _, ok := c.cueBehind(t+1, len(c.a.Tokens)); !ok && !c.from(start-2) {
			continue
		}
		name := c.a.Text[c.a.Tokens[start].Start:c.a.Tokens[t].End]
		c.add(medium{name, edition.Document}, start-1, t+1, ruleDocument, false)
	}
}

func (c *citer) article(i int) bool {
	return c.a.Pack.Table("articles").Has(c.low(i))
}

// from reports whether the words up to token i make what follows the ground of a report: "according to", "in".
func (c *citer) from(i int) bool {
	return i > 0 && (c.role(i, i+1, "ground") || c.role(i-1, i+1, "ground"))
}
