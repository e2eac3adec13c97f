package quotation

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"variorum/internal/engine/text"
	"variorum/internal/news/name"
)

// This file gives a source its name: the full name for a surname, the person for a pronoun or an office. Whoever cannot be
// told stays without a name, because a wrong one is worse than none.

// caster knows who has been spoken of up to a place of the account.
type caster struct {
	*collector
	names []name.Mention
	last  *Attribution // the last one with words in quotation marks and a speaker
	focus [][]string   // persons last spoken of as acting or speaking, those of one subject together, the last one last
	about map[string]name.Mention
}

// cast names the speakers of all attributions.
func (r *collector) cast() {
	c := caster{collector: r, names: r.a.Mentions, about: map[string]name.Mention{}}
	for _, m := range c.names {
		c.about[m.Name] = m
	}
	order := make([]int, len(r.out))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return r.place(x) - r.place(y) })
	s := 0
	for _, i := range order {
		for s < len(r.sentences) && r.sentences[s].End <= r.place(i) {
			c.notice(&r.sentences[s])
			s++
		}
		c.name(&r.out[i])
		if at := &r.out[i]; len(at.Runs) > 0 && at.Speaker != "" {
			c.last = at
		}
	}
}

// place is where an attribution names its source, or where its content begins.
func (r *collector) place(i int) int {
	if at := r.out[i]; at.Source.Len() > 0 {
		return at.Source.Start
	}
	return r.out[i].Content[0].Start
}

// notice takes the subject of a sentence, when it is a person's name, as whom a pronoun behind it means; of two persons either.
func (c *caster) notice(s *sentence) {
	p := s.main(len(s.items))
	if p.empty() {
		return
	}
	m, ok := c.head(s.span(p))
	if !ok || m.Kind != name.Person {
		return
	}
	together := []string{m.Name}
	for _, other := range c.in(s.span(p)) {
		if other.Kind == name.Person && c.coupled(other, m) && !slices.Contains(together, other.Name) {
			together = append(together, other.Name)
		}
	}
	if len(together) == 1 && c.joined(m.End) { // "Dahl and his deputy, Ann Lee,": she is not Dahl
		together = append(together, "")
	}
	c.focus = append(c.focus, together)
}

// joined reports whether a conjunction stands right behind byte i.
func (c *caster) joined(i int) bool {
	k := sort.Search(len(c.a.Tokens), func(k int) bool { return c.a.Tokens[k].Start >= i })
	return k < len(c.a.Tokens) && lexiconOf(c.a.Pack).class(text.Normalize(c.a.Tokens[k].Of(c.a.Text)))&conjunction != 0
}

// coupled reports whether no more than a conjunction stands between two names: "Lee and Crane".
func (c *caster) coupled(a, b name.Mention) bool {
	if a.Start > b.Start {
		a, b = b, a
	}
	if a.End > b.Start {
		return false
	}
	low := text.Normalize(strings.Trim(c.a.Text[a.End:b.Start], " ,"))
	return lexiconOf(c.a.Pack).class(low)&conjunction != 0
}

// name finds the speaker of one attribution.
func (c *caster) name(at *Attribution) {
	switch {
	case at.carried:
		c.carry(at)
		return
	case at.Source.Len() == 0 || at.Rule == RuleAlone: // the subject of its sentence is not sure to have said it
		return
	}
	words := text.Normalize(at.Source.Of(c.a.Text))
	switch is := lexiconOf(c.a.Pack).class(words); {
	case is&masculine != 0:
		at.Speaker = c.antecedent("m", at.Source.Start)
	case is&feminine != 0:
		at.Speaker = c.antecedent("f", at.Source.Start)
	case is&relative != 0:
		at.Speaker = c.before(at.Source.Start)
	case is&nobody != 0, strings.ContainsAny(words, "\"`"):
	default:
		at.Speaker = c.called(at.Source)
	}
	if m, ok := c.about[at.Speaker]; ok && (m.Kind == name.Person || m.Kind == "" && at.Cue.Len() > 0 && m.Name == at.Source.Of(c.a.Text) && strings.Contains(m.Name, " ")) {
		c.focus = append(c.focus, []string{m.Name})
	}
}

// head returns the name that a noun phrase is about: its last name that no preposition leads to ("analyst Ann Lee of the
// Harbour Institute").
func (c *caster) head(p text.Span) (name.Mention, bool) {
	var best name.Mention
	found := false
	for _, m := range c.in(p) {
		if found && best.Kind == name.Person && m.Kind != name.Person {
			continue
		}
		if found && c.led(m.Start, p.Start) && !(m.Kind == name.Person && best.Kind != name.Person) {
			continue
		}
		if !c.possessive(m.End, p.End) {
			best, found = m, true
		}
	}
	return best, found
}

func (c *caster) in(p text.Span) []name.Mention {
	lo, _ := slices.BinarySearchFunc(c.names, p.Start, func(m name.Mention, at int) int { return m.Start - at })
	hi := lo
	for hi < len(c.names) && c.names[hi].End <= p.End {
		hi++
	}
	return c.names[lo:hi]
}

// led reports whether a preposition, perhaps with an article or a title, stands right before byte i.
func (c *caster) led(i, from int) bool {
	fields := strings.Fields(text.Normalize(c.a.Text[from:i]))
	lex, n := lexiconOf(c.a.Pack), len(fields)
	for n > 0 && (fields[n-1] == "the" || lex.class(strings.TrimSuffix(fields[n-1], "."))&title != 0) {
		n--
	}
	return n > 0 && lex.class(fields[n-1])&preposition != 0
}

// possessive reports whether the name that ends at byte i owns what follows: "Lee's spokesman".
func (c *caster) possessive(i, end int) bool {
	rest := c.a.Text[i:end]
	return strings.HasPrefix(rest, "'") || strings.HasPrefix(rest, "’")
}

// called names a noun phrase: by the name in it, by the one person who holds the office it says, or by its own words.
func (c *caster) called(p text.Span) string {
	if n := c.including(p.End); n != "" {
		return n
	}
	if n := c.apposed(p); n != "" {
		return n
	}
	m, ok := c.head(p)
	if led := ok && c.led(m.Start, p.Start); ok && !led {
		if m.Kind == name.Person || c.wholly(m, p) {
			return m.Name
		}
		if m.End == p.End || !strings.Contains(m.Name, " ") {
			return c.named(m, p)
		}
	}
	if n := c.holder(p); n != "" {
		return n
	}
	words := p.Of(c.a.Text)
	if ok || strings.Contains(words, " ") || !unicode.IsUpper(firstRune(words)) {
		return words
	}
	return c.people(words) // a lone capital that is no name: the first word of a sentence
}

// people returns a word in small letters if a table has it for those who speak for a service or a crowd: "Police", "Residents".
func (c *caster) people(word string) string {
	low := text.Normalize(word)
	if row := c.a.Pack.Table("authorities")[low]; row != nil {
		return low
	}
	if row := c.a.Pack.Table("incident-nouns")[low]; row != nil && (row[0] == "people" || row[0] == "force") {
		return low
	}
	if lexiconOf(c.a.Pack).class(low)&role != 0 {
		return low
	}
	return ""
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// named keeps the words of a phrase that ends with a name of unknown kind, without a leading article.
func (c *caster) named(m name.Mention, p text.Span) string {
	if strings.Contains(m.Name, " ") {
		return m.Name
	}
	return strings.TrimPrefix(strings.TrimPrefix(c.a.Text[p.Start:p.End], "the "), "The ")
}

// wholly reports whether a phrase is the name and no more than an article.
func (c *caster) wholly(m name.Mention, p text.Span) bool {
	rest := strings.TrimSpace(c.a.Text[p.Start:m.Start])
	return m.End == p.End && (rest == "" || strings.EqualFold(rest, "the"))
}

// including names a group by the member that the account singles out: "Port leaders, including Mayor Ann Lee, said".
func (c *caster) including(end int) string {
	rest, ok := strings.CutPrefix(c.a.Text[end:], ", including ")
	if !ok {
		return ""
	}
	stop := strings.IndexByte(rest, ',')
	if stop < 0 {
		return ""
	}
	start := end + len(", including ")
	if m, found := c.head(text.Span{Start: start, End: start + stop}); found && m.Kind == name.Person {
		return m.Name
	}
	return ""
}

// apposed names the holder of an office by the name that stands behind it: "the ministry's spokeswoman, Vera Holt".
func (c *caster) apposed(p text.Span) string {
	words := strings.Fields(text.Normalize(p.Of(c.a.Text)))
	if len(words) == 0 || lexiconOf(c.a.Pack).class(words[len(words)-1])&(role|title) == 0 || !strings.HasPrefix(c.a.Text[p.End:], ", ") {
		return ""
	}
	k, found := slices.BinarySearchFunc(c.names, p.End+len(", "), func(m name.Mention, at int) int { return m.Start - at })
	if !found || c.names[k].Kind != name.Person {
		return ""
	}
	if rest := c.a.Text[c.names[k].End:]; rest != "" && !strings.ContainsAny(rest[:1], ",.;:") {
		return ""
	}
	return c.names[k].Name
}

// holder returns the one person of the account who holds the office that a phrase with "the" names: "the ambassador".
func (c *caster) holder(p text.Span) string {
	words := text.Normalize(p.Of(c.a.Text))
	if !strings.HasPrefix(words, "the ") && !strings.HasPrefix(words, "his ") && !strings.HasPrefix(words, "her ") {
		return ""
	}
	fields := strings.Fields(words)
	for i, w := range fields { // "the chief scientist of the institute"
		if i > 1 && lexiconOf(c.a.Pack).class(w)&preposition != 0 {
			fields, words = fields[:i], strings.Join(fields[:i], " ")
			break
		}
	}
	if len(fields) > longestOffice || strings.ContainsAny(words, "0123456789") {
		return ""
	}
	office := fields[len(fields)-1]
	found := ""
	for _, m := range c.names {
		if m.Kind != name.Person || !slices.Contains(m.Roles, office) {
			continue
		}
		if found != "" && found != m.Name {
			return ""
		}
		found = m.Name
	}
	return found
}

// antecedent returns the person last spoken of whom the gender fits; nobody when somebody without a name stands between who may be
// meant ("the widow stood up. She asked"). Who has been called "he" once is not "she" later.
func (c *caster) antecedent(gender string, at int) string {
	for i := len(c.focus) - 1; i >= 0; i-- {
		may := c.fitting(c.focus[i], gender)
		switch {
		case len(may) == 0:
			continue
		case len(may) > 1 || may[0] == "":
			return ""
		}
		m := c.about[may[0]]
		if c.unnamed(m, gender, at) || c.another(m, at) {
			return ""
		}
		m.Gender = gender
		c.about[m.Name] = m
		return m.Name
	}
	k, _ := slices.BinarySearchFunc(c.names, at, func(m name.Mention, at int) int { return m.Start - at })
	for i := k - 1; i >= 0; i-- { // nobody acted; whoever is named and surely has that gender, unless another may be meant
		if m := c.names[i]; m.Kind == name.Person && c.about[m.Name].Gender == gender {
			if c.another(m, at) {
				return ""
			}
			return m.Name
		}
	}
	return ""
}

// another reports whether the paragraph names a person of unknown gender before byte at, and not the one who is thought to be meant.
func (c *caster) another(m name.Mention, at int) bool {
	from := strings.LastIndexByte(c.a.Text[:at], '\n') + 1
	found := false
	for _, other := range c.in(text.Span{Start: from, End: at}) {
		if other.Name == m.Name {
			return false
		}
		found = found || other.Kind == name.Person && c.about[other.Name].Gender == ""
	}
	return found
}

// fitting returns those of some persons whom a pronoun of a gender may mean; those whose gender is known before others.
func (c *caster) fitting(persons []string, gender string) []string {
	var known, may []string
	for _, p := range persons {
		switch c.about[p].Gender {
		case gender:
			known = append(known, p)
		case "":
			may = append(may, p)
		}
	}
	if len(known) > 0 {
		return known
	}
	return may
}

// unnamed reports whether a noun for a man or a woman that is no office of the bearer stands behind the bearer's last mention before byte
// at, in the same paragraph, and is nobody's ("his wife").
func (c *caster) unnamed(m name.Mention, gender string, at int) bool {
	from := 0
	for k := sort.Search(len(c.names), func(k int) bool { return c.names[k].Start >= at }) - 1; k >= 0 && from == 0; k-- {
		if c.names[k].Name == m.Name {
			from = c.names[k].End
		}
	}
	from = max(from, strings.LastIndexByte(c.a.Text[:at], '\n'))
	roles := c.a.Pack.Table("roles")
	for k := sort.Search(len(c.a.Tokens), func(k int) bool { return c.a.Tokens[k].Start >= from }); k < len(c.a.Tokens) && c.a.Tokens[k].End <= at; k++ {
		low := text.Normalize(c.a.Tokens[k].Of(c.a.Text))
		if row, ok := roles[low]; !ok || row[0] != gender || slices.Contains(m.Roles, low) || k == 0 {
			continue
		}
		if lexiconOf(c.a.Pack).class(text.Normalize(c.a.Tokens[k-1].Of(c.a.Text)))&determiner != 0 {
			return true
		}
	}
	return false
}

// before returns the name that ends right before byte i, behind at most a comma.
func (c *caster) before(i int) string {
	k, _ := slices.BinarySearchFunc(c.names, i, func(m name.Mention, at int) int { return m.Start - at })
	if k == 0 {
		return ""
	}
	m := c.names[k-1]
	between := strings.TrimFunc(c.a.Text[min(m.End, i):i], func(r rune) bool { return r == ',' || unicode.IsSpace(r) })
	if between != "" || m.Kind == "" && !strings.Contains(m.Name, " ") {
		return ""
	}
	return m.Name
}

// carry names the speaker of a quotation without a verb: whoever spoke in quotation marks in the same paragraph or shortly
// before, when nobody else has acted since.
func (c *caster) carry(at *Attribution) {
	last := c.last
	if last == nil || at.paragraph-last.through > silentParagraphs {
		return
	}
	if n := len(c.focus); n > 0 && !slices.Contains(c.focus[n-1], last.Speaker) {
		return
	}
	at.Source, at.Speaker = last.Source, last.Speaker
}
