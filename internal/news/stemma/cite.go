package stemma

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

// citer reads one account.
type citer struct {
	a       *account.Account
	account int
	names   map[string]medium
	outlets map[string]medium
	out     []citation
}

func (c *citer) find() {
	for i, p := range c.a.Paragraphs {
		c.paragraph(p, i < 2)
	}
	c.documents()
	c.officials()
}

// paragraph finds the sources that a paragraph names; one of the first may open with a dateline.
func (c *citer) paragraph(p text.Span, opens bool) {
	first, last := c.tokens(p)
	if c.creditLine(first, last) {
		return
	}
	from := first
	if opens {
		from = c.dateline(first, last)
	}
	for t := from; t < last; t++ {
		if m, end := c.mediumAt(t, last); end > t {
			c.cited(m, t, end, first, last)
			t = end - 1
		}
	}
}

// tokens returns the range of tokens in a paragraph.
func (c *citer) tokens(p text.Span) (first, last int) {
	at := func(offset int) int {
		i, _ := slices.BinarySearchFunc(c.a.Tokens, offset, func(t text.Token, o int) int { return cmp.Compare(t.Start, o) })
		return i
	}
	return at(p.Start), at(p.End)
}

func (c *citer) word(i int) string { return c.a.Tokens[i].Of(c.a.Text) }
func (c *citer) low(i int) string  { return strings.ToLower(c.word(i)) }

// mediumAt reads the name of a medium that begins at token i: one that a table knows, the outlet of another account, a name with
// a word that outlets have in theirs ("Quay City Herald"), or the name behind "the channel".
func (c *citer) mediumAt(i, last int) (medium, int) {
	if c.a.Tokens[i].Kind == text.Mark || !capital(c.word(i)) {
		return medium{}, i
	}
	for n := min(maxNameWords, last-i); n > 0; n-- {
		words := c.a.Text[c.a.Tokens[i].Start:c.a.Tokens[i+n-1].End]
		key := bareName(words)
		if m, ok := c.outlets[key]; ok && capital(key2(words)) {
			return m, i + n
		}
		if m, ok := c.names[key]; ok && written(words, m.name) {
			return m, i + n
		}
	}
	end, telling := i, false
	for end < last && c.a.Tokens[end].Kind == text.Word && capital(c.word(end)) && end-i < maxNameWords {
		telling = telling || c.a.Pack.Table("outlets").Has(c.low(end))
		end++
	}
	words := c.a.Text[c.a.Tokens[i].Start:c.a.Tokens[max(end, i+1)-1].End]
	switch noun := c.nounBefore(i); {
	case noun != "":
		return medium{words, edition.SourceKind(noun)}, max(end, i+1)
	case telling && end-i >= 2:
		return medium{withoutArticle(c.a.Pack, words), edition.Outlet}, end
	}
	return medium{}, i
}

func key2(s string) string { return strings.TrimPrefix(s, "the ") }

// written reports whether words may be meant as the name: "UNI" names an agency and "uni" does not.
func written(words, name string) bool {
	return name != strings.ToUpper(name) || len(words) > 5 || words == strings.ToUpper(words) || words == name
}

// nounBefore returns the kind of medium that a noun before token i announces, an opening mark between them or not: the
// channel “Alhurra”.
func (c *citer) nounBefore(i int) string {
	for i--; i >= 0 && c.a.Tokens[i].Kind == text.Mark && strings.ContainsAny(c.word(i), "“\"'‘"); i-- {
	}
	if i < 0 {
		return ""
	}
	if row := c.a.Pack.Table("media-nouns")[c.low(i)]; row != nil {
		return row[0]
	}
	return ""
}

// cited keeps a medium that a cue makes the source.
func (c *citer) cited(m medium, start, end, first, last int) {
	if c.own(m) {
		return
	}
	if from, ok := c.cueBefore(start, first); ok {
		c.add(m, from, end, ruleToldTo, false)
		return
	}
	if to, ok := c.cueBehind(end, last); ok {
		from := start
		aside := start > first && c.word(start-1) == "," && (to == last || strings.ContainsAny(c.word(to), ".”\""))
		if aside {
			from--
		}
		c.add(m, from, to, ruleReports, aside)
	}
}

// own reports whether a medium is the account's own outlet, by its name or by the short form that outlets have of themselves:
// "the Harrier" in the Northern Harrier.
func (c *citer) own(m medium) bool {
	name, outlet := bareName(m.name), bareName(c.a.Outlet)
	return outlet != "" && (name == outlet || strings.HasSuffix(outlet, " "+name) || strings.HasPrefix(outlet, name+" "))
}

func (c *citer) add(m medium, from, to int, rule string, aside bool) {
	span := text.Span{Start: c.a.Tokens[from].Start, End: c.a.Tokens[to-1].End}
	c.out = append(c.out, citation{account: c.account, name: m.name, kind: m.kind, span: span, rule: rule, aside: aside})
}

// cueBefore looks for words such as "told" or "according to" before a name. An article, and words that say what sort of medium it
// is, may stand between: "reported by the US channel".
func (c *citer) cueBefore(start, first int) (from int, ok bool) {
	const between = 4 // words between the cue and the name
	for end, skipped := start, 0; end > first && skipped <= between; end-- {
		for n := min(4, end-first); n > 0; n-- {
			if c.role(end-n, end, "before") {
				return end - n, true
			}
		}
		w := c.word(end - 1)
		if c.a.Tokens[end-1].Kind == text.Mark && !strings.ContainsAny(w, "“\"'‘") {
			return 0, false
		}
		if c.a.Tokens[end-1].Kind != text.Mark {
			skipped++
			if low := strings.ToLower(w); low != "'s" && !capital(w) && !c.a.Pack.Table("articles").Has(low) && !c.a.Pack.Table("media-nouns").Has(low) && !c.a.Pack.Table("media-adjectives").Has(low) {
				return 0, false
			}
		}
	}
	return 0, false
}

// cueBehind looks for words such as "reported" behind a name.
func (c *citer) cueBehind(end, last int) (to int, ok bool) {
	if end < last && strings.ContainsAny(c.word(end), "”\"'’") && c.a.Tokens[end].Kind == text.Mark {
		end++
	}
	for n := min(2, last-end); n > 0; n-- {
		if c.role(end, end+n, "after") {
			return end + n, true
		}
	}
	return 0, false
}

// role reports whether the tokens are a phrase that the table gives this place.
func (c *citer) role(from, to int, where string) bool {
	phrase := strings.ToLower(c.a.Text[c.a.Tokens[from].Start:c.a.Tokens[to-1].End])
	row := c.a.Pack.Table("citing")[phrase]
	return row != nil && slices.Contains(strings.Split(row[0], ","), where)
}

// capitals reports whether the words of a range begin with a capital, but for short ones and numbers.
func (c *citer) capitals(from, to int) bool {
	for t := from; t < to; t++ {
		if w := c.word(t); c.a.Tokens[t].Kind == text.Word && len(w) > 3 && !capital(w) {
			return false
		}
	}
	return true
}

func capital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}
