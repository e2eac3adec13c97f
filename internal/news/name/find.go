package name

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"variorum/internal/engine/text"
	"variorum/internal/news/account"
	"variorum/internal/news/language"
)

// Mention is a name where it stands in an account.
type Mention = account.Mention

// The kinds of names that are told apart.
const (
	Person       = "person"
	Organisation = "organisation"
	Place        = "place"
	Group        = "group"
)

const (
	// longestName is how many words a name may have.
	longestName = 6
	// dominance is how many times as often as any other bearer the fuller name must occur before a bare surname that
	// several share is taken for it. Below that the surname stays as it is: a wrong full name is worse than none.
	dominance = 3
	// openingBytes is how far behind the start of a sentence its first word may stand: a few marks.
	openingBytes = 16
	// knownBefore is how often a surname stands alone before its first full name for that to be somebody else's: the father of
	// the one the account is about. A headline and a caption have it once or twice.
	knownBefore = 3
	// roleReach is how many tokens from a name the noun that says its bearer's office may stand: "Ann Lee, the former
	// deputy harbour master of Hull,".
	roleReach = 9
)

// Find returns the names of an account in the order of its text. It follows the custom of news: the full name at first
// mention, with a title or an apposition that says who it is, the surname after that. Capitals make a name; titles, nouns
// of office and the words of organisations (tables of the language) tell its kind. An account in a language without tables
// has no names. What reads quotations and what joins the names of a story ask for them in Account.Mentions.
func Find(a *account.Account) []Mention {
	if a.Pack == nil {
		return nil
	}
	f := finder{a: a, words: a.Pack.Table("words"), titles: a.Pack.Table("titles"), roles: a.Pack.Table("roles"), bodies: a.Pack.Table("organisations"), particles: a.Pack.Table("particles"), given: a.Pack.Table("given-names")}
	f.starts()
	for i := 0; i < len(a.Tokens); {
		i = f.read(i)
	}
	f.settle()
	f.weigh()
	f.appositions()
	f.resolve()
	return f.out
}

type finder struct {
	a                                       *account.Account
	words, titles, roles, bodies, particles language.Table
	given                                   language.Table
	first                                   map[int]bool    // tokens that begin a sentence
	low                                     map[string]bool // words that the account has in lower case
	articled                                map[string]bool // words that have "the" before them: teams, bodies, rivers
	caps                                    map[string]bool // words that have a capital though they begin no sentence
	out                                     []Mention
	at                                      []int // the token each mention begins with
}

// starts notes which tokens begin a sentence or a quotation, and which words the account has in lower case.
func (f *finder) starts() {
	f.first, f.low, f.caps, f.articled = map[int]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	s := 0
	for i, t := range f.a.Tokens {
		for s < len(f.a.Sentences) && f.a.Sentences[s].End <= t.Start {
			s++
		}
		if i == 0 || s < len(f.a.Sentences) && f.opens(i, f.a.Sentences[s].Start) {
			f.first[i] = true
		}
		if w := t.Of(f.a.Text); t.Kind == text.Word && !upper(w) {
			f.low[w] = true
		} else if !f.first[i] {
			f.caps[w] = true
		}
		if i > 0 && text.Normalize(f.a.Tokens[i-1].Of(f.a.Text)) == "the" {
			f.articled[t.Of(f.a.Text)] = true
		}
	}
}

// opens reports whether only marks stand between the start of a sentence, or a quotation mark, and token i.
func (f *finder) opens(i, start int) bool {
	t := f.a.Tokens[i]
	return t.Start-start <= openingBytes && strings.IndexFunc(f.a.Text[min(start, t.Start):t.Start], func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0 ||
		i > 0 && strings.ContainsAny(f.a.Tokens[i-1].Of(f.a.Text), "\"“‘«:")
}

// capital reports whether a word is written like a name's: with a capital, also behind a particle (al-Amin).
func (f *finder) capital(w string) bool {
	particle, rest, ok := strings.Cut(w, "-")
	return upper(w) || ok && f.particles.Has(particle) && upper(rest)
}

func upper(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

// read takes the run of capitals that begins at token i, and returns the token behind it.
func (f *finder) read(i int) int {
	if !f.begins(i) {
		return i + 1
	}
	end := i + 1
	for end < len(f.a.Tokens) && end-i < 2*longestName {
		n := f.goesOn(i, end)
		if n == 0 {
			break
		}
		end += n
	}
	f.keep(i, end)
	return end
}

// begins reports whether a name may begin at token i.
func (f *finder) begins(i int) bool {
	t := f.a.Tokens[i]
	w := t.Of(f.a.Text)
	if t.Kind != text.Word || !f.capital(w) {
		return false
	}
	low := text.Normalize(w)
	if f.closed(low) {
		return !f.first[i] && strings.HasPrefix(f.words[low][0], "quant") && f.capitalAt(i+1) // the Two Rivers Trust
	}
	return !f.first[i] || !f.low[low]
}

// closed reports whether a word of the closed classes, or a day, is no part of a name.
func (f *finder) closed(low string) bool { return f.words.Has(low) && !f.titles.Has(low) }

// goesOn returns how many tokens from i on go on with a name: another capital, an initial's stop, a particle before a capital.
func (f *finder) goesOn(start, i int) int {
	t, prev := f.a.Tokens[i], f.a.Tokens[i-1]
	w := t.Of(f.a.Text)
	if f.a.Text[prev.End:t.Start] != "" && strings.Contains(f.a.Text[prev.End:t.Start], "\n") {
		return 0
	}
	switch {
	case t.Kind == text.Word && f.capital(w):
		if f.closed(text.Normalize(w)) {
			return 0
		}
		return 1
	case w == "." && t.Start == prev.End && f.shortened(prev) && f.capitalAt(i+1):
		return 2
	case t.Kind == text.Word && f.particles.Has(w) && f.capitalAt(i+1):
		return 2
	case t.Kind == text.Word && f.particles.Has(w) && i+1 < len(f.a.Tokens) && f.particles.Has(f.a.Tokens[i+1].Of(f.a.Text)) && f.capitalAt(i+2):
		return 3
	case w == "of" && f.capitalAt(i+1) && f.hasBody(start, i): // Ministry of Harbours
		return 2
	}
	return 0
}

// shortened reports whether a token is an initial or an abbreviation: the stop behind it ends no sentence.
func (f *finder) shortened(t text.Token) bool {
	w := t.Of(f.a.Text)
	return utf8.RuneCountInString(w) == 1 || f.a.Pack.Abbreviation(w)
}

func (f *finder) capitalAt(i int) bool {
	return i < len(f.a.Tokens) && f.a.Tokens[i].Kind == text.Word && upper(f.a.Tokens[i].Of(f.a.Text)) && !f.closed(text.Normalize(f.a.Tokens[i].Of(f.a.Text)))
}

// keep turns the run of tokens i:end into a mention: what stands before and with the last title is no part of the name.
func (f *finder) keep(i, end int) {
	lo, m := i, Mention{}
	for k := i; k < end; k++ {
		low := text.Normalize(f.a.Tokens[k].Of(f.a.Text))
		if g, ok := f.titles[low]; ok && k+1 < end {
			entitle(&m, low, g[0])
			lo = k + 1
		} else if g, ok := f.roles[low]; ok && k+1 < end && (k > i || end-i > 2) {
			entitle(&m, low, g[0])
			lo = k + 1
		}
	}
	for lo < end && f.a.Tokens[lo].Kind == text.Mark {
		lo++
	}
	if k := f.afterBody(lo, end); k > lo {
		lo, m.Kind = k, Person
	}
	if lo > i && lo < end && f.hasBody(lo, end) { // Justice Department
		lo, m = i, Mention{Kind: Organisation}
	}
	if lo == i && end-i > 2 && m.Kind == "" {
		lo = f.afterPlace(i, end, &m)
	}
	if lo >= end || f.isOffice(end-1) {
		return
	}
	m.Start, m.End = f.a.Tokens[lo].Start, f.a.Tokens[end-1].End
	m.Name = m.Of(f.a.Text)
	if m.Kind == "" && f.isBody(lo, end) {
		m.Kind = Organisation
	}
	if g, ok := f.given[text.Normalize(f.a.Tokens[lo].Of(f.a.Text))]; ok && end > lo+1 && m.Kind != Organisation {
		m.Kind, m.Gender = Person, g[0]
	}
	if m.Kind == "" || lo == i {
		f.roleBefore(i, &m)
	}
	f.out, f.at = append(f.out, m), append(f.at, lo)
}

// isOffice reports whether token i is a title or an office: a run that ends with one names nobody ("the Varn Ambassador").
func (f *finder) isOffice(i int) bool {
	low := text.Normalize(f.a.Tokens[i].Of(f.a.Text))
	return f.titles.Has(low) || f.roles.Has(low)
}

// afterBody cuts the body off the name of somebody who speaks for it: "Harbour Committee Ann Lee". It returns the token behind
// the body's last word when two or three words follow, and lo when not.
func (f *finder) afterBody(lo, end int) int {
	for k := end - 3; k > lo && k >= end-4; k-- {
		if f.hasBody(k, k+1) && !f.hasBody(k+1, end) && f.given[text.Normalize(f.a.Tokens[k+1].Of(f.a.Text))] != nil {
			return k + 1
		}
	}
	return lo
}

// entitle notes a title or an office of a name's bearer.
func entitle(m *Mention, word, gender string) {
	m.Kind = Person
	m.Roles = append(m.Roles, word)
	if gender != "-" {
		m.Gender = gender
	}
}

// afterPlace cuts the place off "ambassador to Iraq Ann Lee": behind an office and its preposition, the last two words
// are the name.
func (f *finder) afterPlace(i, end int, m *Mention) int {
	if i < 2 {
		return i
	}
	office, tie := text.Normalize(f.a.Tokens[i-2].Of(f.a.Text)), f.a.Tokens[i-1].Of(f.a.Text)
	if tie != "to" && tie != "for" && tie != "of" || !f.titles.Has(office) && !f.roles.Has(office) {
		return i
	}
	entitle(m, office, "-")
	return end - 2
}

// roleBefore reads an office in lower case right before a name: "coalition spokesman Ann Lee".
func (f *finder) roleBefore(i int, m *Mention) {
	if i == 0 {
		return
	}
	low := text.Normalize(f.a.Tokens[i-1].Of(f.a.Text))
	if !f.titles.Has(low) && !f.roles.Has(low) { // Mrs is no plural
		low = strings.TrimSuffix(low, "s")
	}
	for _, t := range []language.Table{f.titles, f.roles} {
		if g, ok := t[low]; ok {
			entitle(m, low, g[0])
			return
		}
	}
}

// isBody reports whether a word of the name is one of organisations, or the name is an abbreviation in capitals.
func (f *finder) isBody(lo, end int) bool {
	if f.hasBody(lo, end) {
		return true
	}
	w := f.a.Tokens[lo].Of(f.a.Text)
	return end == lo+1 && len(w) > 1 && w == strings.ToUpper(w)
}

func (f *finder) hasBody(lo, end int) bool {
	return slices.ContainsFunc(f.a.Tokens[lo:end], func(t text.Token) bool { return f.bodies.Has(text.Normalize(t.Of(f.a.Text))) })
}

// settle drops a lone first word of a sentence that the account has nowhere else as a name.
func (f *finder) settle() {
	surnames := map[string]bool{}
	for _, m := range f.out {
		if i := strings.LastIndexByte(m.Name, ' '); i > 0 {
			surnames[text.Normalize(m.Name[i+1:])] = true
		}
	}
	n := 0
	for k, m := range f.out {
		if strings.Contains(m.Name, " ") || !f.first[f.at[k]] || f.caps[m.Name] || surnames[text.Normalize(m.Name)] {
			f.out[n], f.at[n] = m, f.at[k]
			n++
		}
	}
	f.out, f.at = f.out[:n], f.at[:n]
}

// appositions reads "Ann Lee, the harbour master," and "The harbour master, Ann Lee,".
func (f *finder) appositions() {
	for k := range f.out {
		m := &f.out[k]
		if m.Kind == Organisation {
			continue
		}
		end := f.at[k]
		for end < len(f.a.Tokens) && f.a.Tokens[end].Start < m.End {
			end++
		}
		if end < len(f.a.Tokens) && f.a.Tokens[end].Of(f.a.Text) == "," {
			f.rolesIn(m, end+1, +1)
		}
		if at := f.at[k]; at > 0 && f.a.Tokens[at-1].Of(f.a.Text) == "," && end < len(f.a.Tokens) && f.a.Tokens[end].Of(f.a.Text) == "," {
			f.rolesIn(m, at-2, -1)
		}
	}
}

// rolesIn adds the offices that stand from token i on, up to the next comma; the phrase must begin like an apposition.
func (f *finder) rolesIn(m *Mention, i, step int) {
	for n := 0; n < roleReach && i >= 0 && i < len(f.a.Tokens); n, i = n+1, i+step {
		t := f.a.Tokens[i]
		low := text.Normalize(t.Of(f.a.Text))
		if t.Kind == text.Mark && low != "-" {
			return
		}
		if n == 0 && step > 0 && t.Kind == text.Word && !f.words.Has(low) && !f.roles.Has(low) && !f.titles.Has(low) && !upper(t.Of(f.a.Text)) {
			return
		}
		if low == "who" || low == "that" || low == "said" || low == "and" && step < 0 {
			return
		}
		if g, ok := f.roles[low]; ok {
			if step < 0 || f.endsOffice(i+1) {
				entitle(m, low, g[0])
				return
			}
		}
	}
}

// endsOffice reports whether an apposition may be over or go on at token i; a verb there makes it the subject of a new clause.
func (f *finder) endsOffice(i int) bool {
	if i >= len(f.a.Tokens) || f.a.Tokens[i].Kind == text.Mark {
		return true
	}
	row, ok := f.words[text.Normalize(f.a.Tokens[i].Of(f.a.Text))]
	return ok && (strings.Contains(row[0], "prep") || strings.Contains(row[0], "conj") || row[0] == "pro")
}
