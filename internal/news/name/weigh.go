package name

import (
	"slices"
	"sort"
	"strings"

	"variorum/internal/engine/text"
)

// weigh lets the model decide: the names that it reads replace those that the rules have at the same place, which lend them
// what they know of titles and offices. Names that only the rules have stay, of no kind unless a title tells: somebody may
// speak whom the model has not seen.
func (f *finder) weigh() {
	m := modelOf(f.a.Pack)
	if m == nil {
		return
	}
	p := m.page(f.a)
	var out []Mention
	var at []int
	k := 0
	for _, n := range p.trimmed(m.read(p)) {
		w := f.mention(p, n)
		for k < len(f.out) && f.out[k].Start < w.End {
			if old := f.out[k]; old.End <= w.Start {
				out, at = f.unsure(out, at, k)
			} else if old.Kind == Person && old.End == w.End && old.Start > w.Start { // a title or a body's name parts them
				w = old
			} else if w.Kind == Person && old.Kind == Person {
				merge(&w, old)
			}
			k++
		}
		out, at = append(out, w), append(at, f.tokenAt(w.Start))
	}
	for ; k < len(f.out); k++ {
		out, at = f.unsure(out, at, k)
	}
	f.out, f.at = out, at
}

// unsure adds a name of the rules alone: without its kind, unless a title tells it. A word for a people is a group's name where
// it is a noun ("Germans", "the Dutch"), a person's where somebody is called so, and else none.
func (f *finder) unsure(out []Mention, at []int, k int) ([]Mention, []int) {
	m := f.out[k]
	last := m.Name[strings.LastIndexByte(m.Name, ' ')+1:]
	switch people := f.a.Pack.Table("demonyms").Has(text.Normalize(last)); {
	case people && m.Name == last && slices.ContainsFunc(out, func(o Mention) bool { return o.Kind == Person && strings.HasSuffix(o.Name, " "+last) }):
	case people && m.Name == last && strings.HasSuffix(last, "s"):
		m.Kind, m.Gender, m.Roles = Group, "", nil
	case people && m.Gender == "":
		return out, at
	case len(m.Roles) == 0:
		m.Kind = ""
	}
	return append(out, m), append(at, f.at[k])
}

// tokenAt is the account's token that holds byte i.
func (f *finder) tokenAt(i int) int {
	return sort.Search(len(f.a.Tokens), func(k int) bool { return f.a.Tokens[k].End > i })
}

// mention makes a mention of a name that the model has read, with the titles and offices that stand before it.
func (f *finder) mention(p *page, n stretchOf) Mention {
	m := Mention{Start: p.tokens[n.start].Start, End: p.tokens[n.end-1].End, Kind: n.kind}
	m.Name = m.Of(f.a.Text)
	if n.kind != Person {
		return m
	}
	if g, ok := f.given[text.Normalize(p.text(n.start))]; ok && n.end > n.start+1 {
		m.Gender = g[0]
	}
	i := f.tokenAt(m.Start)
	for k := i - 1; k >= 0 && i-k <= longestName && f.inTitle(k); k-- {
		low := text.Normalize(f.a.Tokens[k].Of(f.a.Text))
		if g, ok := f.titles[low]; ok {
			entitle(&m, low, g[0])
		} else if g, ok := f.roles[low]; ok {
			entitle(&m, low, g[0])
		}
	}
	f.roleBefore(i, &m)
	f.postBefore(i, &m)
	return m
}

// inTitle reports whether token k may be part of a title before a name: a word with a capital, an abbreviation's stop.
func (f *finder) inTitle(k int) bool {
	t := f.a.Tokens[k]
	if strings.IndexByte(f.a.Text[t.End:f.a.Tokens[k+1].Start], '\n') >= 0 {
		return false
	}
	if w := t.Of(f.a.Text); t.Kind == text.Word {
		return upper(w) && !f.closed(text.Normalize(w))
	} else if w != "." || k == 0 {
		return false
	}
	return f.shortened(f.a.Tokens[k-1])
}

// postBefore reads "ambassador to Lisk" before a name.
func (f *finder) postBefore(i int, m *Mention) {
	k := i - 1
	for k >= 0 && i-k <= 3 && upper(f.a.Tokens[k].Of(f.a.Text)) {
		k--
	}
	if k < 1 || k == i-1 {
		return
	}
	switch f.a.Tokens[k].Of(f.a.Text) {
	case "to", "for", "of":
		low := text.Normalize(f.a.Tokens[k-1].Of(f.a.Text))
		if g, ok := f.roles[low]; ok {
			entitle(m, low, g[0])
		} else if g, ok := f.titles[low]; ok {
			entitle(m, low, g[0])
		}
	}
}
