package name

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"variorum/edition"
	"variorum/internal/engine/text"
)

// This file gathers the bearers of names over the accounts of a story, and makes the edition's names of them.

// bearer is somebody or something with what accounts call it.
type bearer struct {
	name   string
	kind   string
	gender string
	forms  map[string]*form // by normalised words
	sure   bool             // read by the model or with a title, not only a run of capitals
	speaks bool
}

// form is one way to write a name, with the accounts that write it so.
type form struct {
	text     string
	accounts []string
}

func (b *bearer) add(words, account string) {
	n := text.Normalize(words)
	f := b.forms[n]
	if f == nil {
		f = &form{text: words}
		b.forms[n] = f
	}
	// Of two ways to write it the one with more small letters: "Torrin", not "TORRIN".
	if f.text = max(f.text, words); account != "" && !slices.Contains(f.accounts, account) {
		f.accounts = append(f.accounts, account)
	}
}

// keyed returns the bearer of that key, made when it is new.
func (m *matcher) keyed(key, name string) *bearer {
	b := m.bearers[key]
	if b == nil {
		b = &bearer{name: name, forms: map[string]*form{}}
		m.bearers[key] = b
	}
	return b
}

// gather reads the names of each account. A person is known by the fullest name that the account has; people of one name in
// two accounts of a story are one.
func (m *matcher) gather() {
	kinds := map[string]map[string]int{} // by name: how many places of each kind it has in all accounts
	for _, a := range m.accounts {
		for _, n := range a.Mentions {
			key := text.Normalize(n.Name)
			if kinds[key] == nil {
				kinds[key] = map[string]int{}
			}
			kinds[key][n.Kind]++
		}
	}
	for _, a := range m.accounts {
		speakers := map[string]bool{}
		for _, q := range a.Quotations {
			if q.Speaker != nil {
				speakers[q.Speaker.Name] = true
			}
		}
		for _, n := range a.Mentions {
			n.Kind = kindAmong(n, kinds[text.Normalize(n.Name)])
			b := m.keyed(keyFor(n.Kind, n.Name), n.Name)
			b.add(plain(n.Of(a.Text)), a.ID)
			b.kind, b.gender = cmp.Or(b.kind, n.Kind), cmp.Or(b.gender, n.Gender)
			b.sure = b.sure || n.Kind != ""
			b.speaks = b.speaks || speakers[n.Name]
		}
	}
}

// agreed is how many times as many places must have a name for another kind than an account has for its own, before the account is taken to
// have misread a name of one word: a place and its namesake may both be told of.
const agreed = 2

// kindAmong is the kind of a mention, as the accounts of a story have the name together. A full name is a person's when most take it for
// one; one word without a title is what most others say.
func kindAmong(n Mention, kinds map[string]int) string {
	if n.Kind == "" || n.Kind == Group {
		return n.Kind
	}
	if strings.Contains(n.Name, " ") {
		if n.Kind != Person && kinds[Person] > kinds[Organisation]+kinds[Place] {
			return Person
		}
		return n.Kind
	}
	for _, k := range []string{Person, Organisation, Place} {
		if len(n.Roles) == 0 && kinds[k] >= agreed*kinds[n.Kind] {
			return k
		}
	}
	return n.Kind
}

// keyFor is a bearer's key: the name, and whether it is a person's. Something of no kind goes with the bodies and places.
func keyFor(kind, name string) string {
	if kind == Person {
		return "person " + text.Normalize(name)
	}
	return "thing " + text.Normalize(plain(name))
}

// plain is a name without an article before it.
func plain(name string) string {
	return strings.TrimPrefix(strings.TrimPrefix(name, "The "), "the ")
}

// keyOf returns the key of the bearer that words name: the one whose whole name they are, else the only one that is called so,
// else a new one, in the accounts that have the words.
func (m *matcher) keyOf(words string) string {
	for _, kind := range []string{"", Person} {
		if key := keyFor(kind, words); m.bearers[key] != nil {
			m.everywhere(m.bearers[key], words, kind)
			return key
		}
	}
	found := ""
	for key, b := range m.bearers {
		if b.forms[text.Normalize(words)] == nil {
			continue
		}
		if found != "" && m.find(found) != m.find(key) {
			found = ""
			break
		}
		found = max(found, key)
	}
	if found != "" {
		return found
	}
	key := keyFor("", words)
	m.everywhere(m.keyed(key, words), words, "")
	return key
}

// everywhere notes all accounts that have the words, also where they were not read as a name: words of the alias table, words
// that stand where another account has a name. A surname may be somebody else's.
func (m *matcher) everywhere(b *bearer, words, kind string) {
	if kind == Person && !strings.Contains(words, " ") {
		return
	}
	b.sure = true
	b.add(words, "")
	for _, a := range m.accounts {
		if _, ok := written(a, words); ok {
			b.add(words, a.ID)
		}
	}
}

// names makes the edition's names of what was joined.
func (m *matcher) names() []edition.Name {
	members := map[string][]*bearer{}
	for _, key := range slices.Sorted(maps.Keys(m.bearers)) {
		members[m.find(key)] = append(members[m.find(key)], m.bearers[key])
	}
	var out []edition.Name
	for _, root := range slices.Sorted(maps.Keys(members)) {
		if n, ok := m.name(members[root]); ok {
			out = append(out, n)
		}
	}
	slices.SortFunc(out, func(x, y edition.Name) int {
		return cmp.Or(y.Reach()-x.Reach(), strings.Compare(x.Name, y.Name), strings.Compare(x.Kind, y.Kind))
	})
	return out
}

// name makes one name of bearers that are one. A person goes by the fullest name, anything else by the alias that most accounts
// have, the longest of those.
func (m *matcher) name(bearers []*bearer) (edition.Name, bool) {
	all := &bearer{forms: map[string]*form{}}
	for _, b := range bearers {
		for _, f := range b.forms {
			for _, id := range f.accounts {
				all.add(f.text, id)
			}
		}
		all.kind, all.sure, all.speaks = cmp.Or(all.kind, b.kind), all.sure || b.sure, all.speaks || b.speaks
	}
	out := edition.Name{Kind: m.kind(all)}
	for _, n := range slices.Sorted(maps.Keys(all.forms)) {
		f := all.forms[n]
		out.Aliases = append(out.Aliases, edition.Alias{Text: f.text, Accounts: m.inOrder(f.accounts), How: edition.Same})
	}
	slices.SortStableFunc(out.Aliases, func(x, y edition.Alias) int {
		byLength, byReach := len(y.Text)-len(x.Text), len(y.Accounts)-len(x.Accounts)
		if out.Kind == Person {
			return cmp.Or(byLength, byReach, strings.Compare(x.Text, y.Text))
		}
		return cmp.Or(byReach, byLength, strings.Compare(x.Text, y.Text))
	})
	useful := all.sure && (len(out.Aliases) > 1 || out.Reach() > 1 || all.speaks && out.Kind == Person)
	if !useful || len(out.Aliases) == 0 {
		return out, false
	}
	out.Name = out.Aliases[0].Text
	for i := range out.Aliases[1:] {
		out.Aliases[i+1].How = m.howOf(text.Normalize(out.Aliases[i+1].Text))
	}
	return out, true
}

// inOrder is the accounts in the order of the story.
func (m *matcher) inOrder(ids []string) []string {
	var out []string
	for _, a := range m.accounts {
		if slices.Contains(ids, a.ID) {
			out = append(out, a.ID)
		}
	}
	return out
}

// howOf is how an alias is known: by the collation if any pair with it is, else by the table, else by its words alone.
func (m *matcher) howOf(n string) edition.How {
	best := edition.Same // also for an abbreviation in brackets
	for p, how := range m.how {
		if p.a != n && p.b != n {
			continue
		}
		if how == edition.Collated {
			return edition.Collated
		}
		if how == edition.Known {
			best = edition.Known
		}
	}
	return best
}

// kind is what the alias table says a name is, else what was read.
func (m *matcher) kind(all *bearer) string {
	for _, a := range m.accounts {
		for _, n := range slices.Sorted(maps.Keys(all.forms)) {
			if row, ok := a.Pack.Table("aliases")[all.forms[n].text]; ok {
				return row[1]
			}
		}
	}
	return all.kind
}
