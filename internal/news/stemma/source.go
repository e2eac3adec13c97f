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
	"variorum/internal/news/language"
)

// The rules that find a source named. Each is described in docs/method.md.
const (
	ruleDateline  = "agency-dateline" // (Reuters) – …
	ruleCredit    = "credit-line"     // (With AFP)
	ruleToldTo    = "cue-before"      // told Reuters, according to the AP
	ruleReports   = "cue-behind"      // Reuters reported
	ruleDocument  = "document"        // a UN report said
	maxCreditLine = 9                 // words: a line that credits somebody is short; a longer one tells something
	maxNameWords  = 4                 // words of a medium's name
)

// citation is one place where an account names a source.
type citation struct {
	account int
	name    string
	kind    edition.SourceKind
	span    text.Span
	rule    string
	aside   bool // the words are put in by the outlet and no part of what it tells: a credit line, a dateline
}

// Sources returns what the accounts of a story name as the origin of what they tell: agencies, broadcasters, papers, documents
// and officials without a name. An outlet that names itself is no source.
func Sources(accounts []*account.Account) []edition.Source {
	return sources(accounts, citations(accounts))
}

// hints finds the sources that the lines which were set aside name: a copyright line, a credit below the text. They are no part
// of the text, so they show nothing; but they tell.
func hints(accounts []*account.Account) [][]citation {
	out := make([][]citation, len(accounts))
	outlets, names := outletsOf(accounts), namers{}
	for i, a := range accounts {
		lines := slices.Concat(a.Furniture, a.Captions)
		if len(lines) == 0 {
			continue
		}
		aside := account.New(edition.Account{ID: a.ID, Outlet: a.Outlet, Language: a.Language, Text: strings.Join(lines, "\n\n")})
		for k, p := range aside.Paragraphs {
			c := citer{a: aside, account: i, names: names.of(a.Pack), outlets: outlets}
			c.paragraph(p, k < 2 || p.Len() < 200)
			out[i] = append(out[i], c.out...)
		}
	}
	return out
}

// citations finds the places where accounts name a source, in the order of accounts and text.
func citations(accounts []*account.Account) []citation {
	var out []citation
	outlets, names := outletsOf(accounts), namers{}
	for i, a := range accounts {
		c := citer{a: a, account: i, names: names.of(a.Pack), outlets: outlets}
		c.find()
		slices.SortStableFunc(c.out, func(x, y citation) int { return cmp.Compare(x.span.Start, y.span.Start) })
		out = append(out, c.out...)
	}
	return out
}

func sources(accounts []*account.Account, found []citation) []edition.Source {
	at := map[string]int{}
	var out []edition.Source
	for _, c := range found {
		key := strings.ToLower(c.name)
		i, seen := at[key]
		if !seen {
			i = len(out)
			at[key] = i
			out = append(out, edition.Source{Name: c.name, Kind: c.kind})
		}
		a := accounts[c.account]
		out[i].CitedBy = append(out[i].CitedBy, edition.Citation{Span: a.Span(c.span.Start, c.span.End), Account: a.ID, Rule: c.rule})
	}
	slices.SortStableFunc(out, func(x, y edition.Source) int {
		return cmp.Or(cmp.Compare(reach(y), reach(x)), cmp.Compare(x.Name, y.Name))
	})
	return out
}

// reach is the number of accounts that cite a source.
func reach(s edition.Source) int {
	in := map[string]bool{}
	for _, c := range s.CitedBy {
		in[c.Account] = true
	}
	return len(in)
}

// medium is a name that may be cited.
type medium struct {
	name string
	kind edition.SourceKind
}

// outletsOf is the outlets of the accounts, by their names in lower case without an article: "reported the Harbour Post" names
// another account of the story.
func outletsOf(accounts []*account.Account) map[string]medium {
	out := map[string]medium{}
	for _, a := range accounts {
		if key := bareName(a.Outlet); key != "" && len(strings.Fields(key)) <= maxNameWords {
			if m, seen := out[key]; !seen || a.Outlet < m.name {
				out[key] = medium{a.Outlet, edition.Outlet}
			}
		}
	}
	return out
}

func bareName(s string) string {
	return strings.TrimPrefix(strings.ToLower(strings.TrimSpace(s)), "the ")
}

// namers is the media of each language that some accounts have.
type namers map[*language.Pack]map[string]medium

func (n namers) of(p *language.Pack) map[string]medium {
	if n[p] == nil {
		n[p] = namesFor(p)
	}
	return n[p]
}

// namesFor is the media that a language's tables know, by their names in lower case without an article.
func namesFor(p *language.Pack) map[string]medium {
	out := map[string]medium{}
	for name, row := range p.Table("media") {
		out[bareName(name)] = medium{row[0], edition.SourceKind(row[1])}
	}
	for name, row := range p.Table("agencies") {
		if row[1] == "wire" && row[0] != name { // "agencies", in lower case, names none
			out[bareName(name)] = medium{row[0], edition.Agency}
		}
	}
	return out
}

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
		return medium{strings.TrimPrefix(words, "The "), edition.Outlet}, end
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

func (c *citer) own(m medium) bool {
	return c.a.Outlet != "" && bareName(m.name) == bareName(c.a.Outlet)
}

func (c *citer) add(m medium, from, to int, rule string, aside bool) {
	span := text.Span{Start: c.a.Tokens[from].Start, End: c.a.Tokens[to-1].End}
	c.out = append(c.out, citation{c.account, m.name, m.kind, span, rule, aside})
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
			if low := strings.ToLower(w); low != "the" && low != "a" && low != "an" && low != "'s" && !capital(w) && !c.a.Pack.Table("media-nouns").Has(low) && !c.describes(low) {
				return 0, false
			}
		}
	}
	return 0, false
}

// describes reports whether a word may stand before the name of a medium: "the state news agency".
func (c *citer) describes(low string) bool {
	return low == "news" || low == "state" || low == "local" || low == "state-run" || low == "british" || low == "official"
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
		if c.a.Tokens[t].Kind != text.Mark && c.low(t) != "and" {
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
	w := c.low(i)
	return w == "a" || w == "an" || w == "the"
}

// from reports whether the words up to token i make what follows the ground of a report: "according to", "in".
func (c *citer) from(i int) bool {
	if i < 1 {
		return false
	}
	return c.low(i) == "in" || c.low(i) == "to" && c.low(i-1) == "according" || c.low(i) == "by"
}
