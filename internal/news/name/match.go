package name

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

const (
	// leastPlaces is the number of places at which two names must stand for each other before they are aliases. Once may be
	// a conflict ("in Paris", "in London") or a slip ("Niger", "Nigeria"); again and again is a house style.
	leastPlaces = 2
	// besideWords is the number of words between two names that stand side by side: "the Sash and the Front".
	besideWords = 2
	// mostWords is the length of a name, in words.
	mostWords = 6
)

// Match finds what the accounts of a story call one thing: names that stand at the same place of the same passage
// (collated), names that the alias table knows (known), and a name with its abbreviation behind it in brackets (same).
// Names are sorted by how many accounts have them, then by name.
func Match(accounts []*account.Account, passages []edition.Passage) []edition.Name {
	m := matcher{accounts: accounts, how: map[pair]edition.How{}, group: map[string]string{}, shown: map[string]string{}}
	m.abbreviations()
	m.known()
	m.collated(passages)
	return m.names()
}

// pair is two names by their forms, sorted.
type pair struct{ a, b string }

func pairOf(a, b string) pair {
	if b < a {
		a, b = b, a
	}
	return pair{a, b}
}

type matcher struct {
	accounts []*account.Account
	how      map[pair]edition.How
	group    map[string]string // union-find over normalised names
	shown    map[string]string // a normalised name as it is written
}

func (m *matcher) find(n string) string {
	for m.group[n] != "" && m.group[n] != n {
		n = m.group[n]
	}
	return n
}

// alias joins two names.
func (m *matcher) alias(a, b string, how edition.How) {
	x, y := text.Normalize(a), text.Normalize(b)
	if x == y {
		return
	}
	for n, written := range map[string]string{x: a, y: b} {
		if m.shown[n] == "" || written < m.shown[n] {
			m.shown[n] = written
		}
	}
	if _, known := m.how[pairOf(x, y)]; !known {
		m.how[pairOf(x, y)] = how
	}
	rx, ry := m.find(x), m.find(y)
	if ry < rx {
		rx, ry = ry, rx
	}
	m.group[rx], m.group[ry] = rx, rx
}

// abbreviations finds "Popular Mobilization Forces (PMF)".
func (m *matcher) abbreviations() {
	for _, a := range m.accounts {
		ts := a.Tokens
		for i := 2; i+1 < len(ts); i++ {
			if open := ts[i-1].Of(a.Text); open != "(" && open != "[" {
				continue
			}
			if shut := ts[i+1].Of(a.Text); shut != ")" && shut != "]" {
				continue
			}
			if from := initialled(a, i); from >= 0 {
				m.alias(a.Text[ts[from].Start:ts[i-2].End], ts[i].Of(a.Text), edition.Same)
			}
		}
	}
}

// initialled returns the token at which the name begins whose initials are the token at i, two behind its end, or -1.
func initialled(a *account.Account, i int) int {
	letters := []rune(a.Tokens[i].Of(a.Text))
	if len(letters) < 2 || len(letters) > mostWords || !isUpper(letters) {
		return -1
	}
	k := len(letters) - 1
	for t := i - 2; t >= 0 && i-2-t < mostWords+2; t-- {
		w := a.Tokens[t].Of(a.Text)
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case unicode.IsUpper(first) && first == letters[k]:
			if k--; k < 0 {
				return t
			}
		case a.Tokens[t].Kind == text.Mark || unicode.IsUpper(first):
			return -1
		}
	}
	return -1
}

func isUpper(rs []rune) bool {
	return !slices.ContainsFunc(rs, func(r rune) bool { return !unicode.IsUpper(r) })
}

// known joins the names of the accounts that the alias tables of their languages know.
func (m *matcher) known() {
	for _, a := range m.accounts {
		table := a.Pack.Table("aliases")
		for n, row := range table {
			if _, ok := written(a, n); ok {
				m.alias(n, row[0], edition.Known)
			}
		}
	}
}

// written returns a name as the account writes it, if it does. Names of the table are compared as they are written there:
// the organisation IS is no verb.
func written(a *account.Account, n string) (string, bool) {
	return n, position(a, n, text.Span{Start: 0, End: len(a.Text)}) >= 0
}

// position returns where a span of the account first has the words n as whole tokens, or -1.
func position(a *account.Account, n string, within text.Span) int {
	for at := within.Start; ; {
		i := strings.Index(a.Text[at:within.End], n)
		if i < 0 {
			return -1
		}
		if whole(a, at+i, at+i+len(n)) {
			return at + i
		}
		at += i + len(n)
	}
}

// whole reports whether start and end are the ends of tokens, so that IS is not found in IS-K.
func whole(a *account.Account, start, end int) bool {
	i := sort.Search(len(a.Tokens), func(i int) bool { return a.Tokens[i].Start >= start })
	if i == len(a.Tokens) || a.Tokens[i].Start != start {
		return false
	}
	for ; i < len(a.Tokens) && a.Tokens[i].End <= end; i++ {
		if a.Tokens[i].End == end {
			return true
		}
	}
	return false
}

// collated joins names that stand for each other at leastPlaces places.
func (m *matcher) collated(passages []edition.Passage) {
	places := map[pair]int{}
	spelling := map[pair][2]string{}
	for _, p := range passages {
		for _, v := range p.Variants {
			if v.Type != edition.Substitution {
				continue
			}
			m.glossed(v)
			for pr, words := range m.standing(v) {
				places[pr]++
				spelling[pr] = words
			}
		}
	}
	pairs := make([]pair, 0, len(places))
	for pr := range places {
		pairs = append(pairs, pr)
	}
	slices.SortFunc(pairs, func(x, y pair) int {
		if c := strings.Compare(x.a, y.a); c != 0 {
			return c
		}
		return strings.Compare(x.b, y.b)
	})
	for _, pr := range pairs {
		words := spelling[pr]
		if places[pr] >= leastPlaces && !m.together(words[0], words[1]) {
			m.alias(words[0], words[1], edition.Collated)
		}
	}
}

// glossed joins a name and the name that an editor put behind it in brackets where another account has neither.
func (m *matcher) glossed(v edition.Variant) {
	for _, r := range v.Readings {
		if plain, gloss := cutGloss(r.Text); gloss != "" && m.isName(r, plain) && m.isName(r, gloss) {
			m.alias(plain, gloss, edition.Collated)
		}
	}
}

// standing returns the pairs of names that stand for each other in a variant.
func (m *matcher) standing(v edition.Variant) map[pair][2]string {
	var names []string
	for _, r := range v.Readings {
		if plain, _ := cutGloss(r.Text); m.isName(r, plain) && !slices.Contains(names, plain) {
			names = append(names, plain)
		}
	}
	sort.Strings(names)
	out := map[pair][2]string{}
	for i, x := range names {
		for _, y := range names[i+1:] {
			if a, b := text.Normalize(x), text.Normalize(y); a != b {
				out[pairOf(a, b)] = [2]string{x, y}
			}
		}
	}
	return out
}

// cutGloss parts "ISIS [Islamic State]".
func cutGloss(s string) (plain, gloss string) {
	for _, pair := range []string{"[]", "()"} {
		if before, rest, ok := strings.Cut(s, pair[:1]); ok && strings.HasSuffix(rest, pair[1:]) {
			return strings.TrimSpace(before), strings.TrimSpace(strings.TrimSuffix(rest, pair[1:]))
		}
	}
	return s, ""
}

// isName reports whether words of a reading are a name: each begins with a capital (small words between may not), and not
// only because a sentence begins with them.
func (m *matcher) isName(r edition.Witness, s string) bool {
	fields := strings.Fields(s)
	if len(fields) == 0 || len(fields) > mostWords {
		return false
	}
	for _, f := range fields {
		first, _ := utf8.DecodeRuneInString(f)
		last, _ := utf8.DecodeLastRuneInString(f)
		if !unicode.IsUpper(first) || !unicode.IsLetter(last) && !unicode.IsDigit(last) && last != '.' {
			return false
		}
	}
	a := m.account(r.Account)
	return a != nil && capitalInside(a, s)
}

func (m *matcher) account(id string) *account.Account {
	for _, a := range m.accounts {
		if a.ID == id {
			return a
		}
	}
	return nil
}

// capitalInside reports whether the account has the words so written inside a sentence, not only at its beginning.
func capitalInside(a *account.Account, s string) bool {
	for _, sent := range a.Sentences {
		words := sent.Of(a.Text)
		for at := 0; ; {
			i := strings.Index(words[at:], s)
			if i < 0 {
				break
			}
			if strings.ContainsFunc(words[:at+i], unicode.IsLetter) {
				return true
			}
			at += i + len(s)
		}
	}
	return false
}

// together reports whether some account puts the two names side by side, as in "X and Y", and not one as the other's gloss:
// then they are two. A sentence that has both further apart may well say that they are one.
func (m *matcher) together(x, y string) bool {
	for _, a := range m.accounts {
		for _, s := range a.Sentences {
			i, j := position(a, x, s), position(a, y, s)
			if i < 0 || j < 0 {
				continue
			}
			if j < i {
				i, j, x, y = j, i, y, x
			}
			between := strings.TrimSpace(a.Text[min(i+len(x), j):j])
			if between != "[" && between != "(" && len(strings.Fields(between)) <= besideWords {
				return true
			}
		}
	}
	return false
}

// names makes the edition's names of what was joined.
func (m *matcher) names() []edition.Name {
	members := map[string][]string{}
	for n := range m.shown {
		members[m.find(n)] = append(members[m.find(n)], n)
	}
	var out []edition.Name
	for _, ns := range members {
		sort.Strings(ns)
		if name, ok := m.name(ns); ok {
			out = append(out, name)
		}
	}
	slices.SortFunc(out, func(x, y edition.Name) int {
		if c := y.Reach() - x.Reach(); c != 0 {
			return c
		}
		return strings.Compare(x.Name, y.Name)
	})
	return out
}

// name makes one name of its members: each alias with the accounts that write it so. The name is the alias that most
// accounts have, the longest of those; it is none when no two aliases stand in the accounts.
func (m *matcher) name(members []string) (edition.Name, bool) {
	var out edition.Name
	for _, n := range members {
		al := edition.Alias{Text: m.shown[n], How: edition.Same}
		for _, a := range m.accounts {
			if _, ok := written(a, al.Text); ok {
				al.Accounts = append(al.Accounts, a.ID)
			}
		}
		if len(al.Accounts) > 0 {
			out.Aliases = append(out.Aliases, al)
		}
	}
	if len(out.Aliases) < 2 {
		return out, false
	}
	slices.SortStableFunc(out.Aliases, func(x, y edition.Alias) int {
		if c := len(y.Accounts) - len(x.Accounts); c != 0 {
			return c
		}
		return len(y.Text) - len(x.Text)
	})
	out.Name = out.Aliases[0].Text
	for i := range out.Aliases[1:] {
		out.Aliases[i+1].How = m.howOf(members, text.Normalize(out.Aliases[i+1].Text))
	}
	out.Kind = m.kind(out.Aliases)
	return out, true
}

// howOf is how an alias is known: by the collation if any pair with it is, else by the table, else by its abbreviation.
func (m *matcher) howOf(members []string, n string) edition.How {
	best := edition.Same
	for _, o := range members {
		switch m.how[pairOf(n, o)] {
		case edition.Collated:
			return edition.Collated
		case edition.Known:
			best = edition.Known
		}
	}
	return best
}

// kind is what the alias table says a name is.
func (m *matcher) kind(aliases []edition.Alias) string {
	for _, a := range m.accounts {
		for _, al := range aliases {
			if row, ok := a.Pack.Table("aliases")[al.Text]; ok {
				return row[1]
			}
		}
	}
	return ""
}
