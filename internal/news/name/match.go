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

// Match finds what the accounts of a story call one person, body or place: a full name and its short forms, in any spelling,
// and a name with its abbreviation behind it in brackets (same), names that the alias table knows (known), and names that
// stand at the same place of the same passage (collated). A name that one account alone has, in one form, is left out unless
// it is somebody's who speaks. Names are sorted by how many accounts have them, then by name.
func Match(accounts []*account.Account, passages []edition.Passage) []edition.Name {
	m := matcher{accounts: accounts, how: map[pair]edition.How{}, group: map[string]string{}, bearers: map[string]*bearer{}}
	m.gather()
	m.persons()
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
	group    map[string]string // union-find over the keys of bearers
	bearers  map[string]*bearer
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
	if _, known := m.how[pairOf(x, y)]; !known {
		m.how[pairOf(x, y)] = how
	}
	m.join(m.keyOf(a), m.keyOf(b))
}

// join makes two bearers one.
func (m *matcher) join(a, b string) {
	ra, rb := m.find(a), m.find(b)
	if rb < ra {
		ra, rb = rb, ra
	}
	m.group[ra], m.group[rb] = ra, ra
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
