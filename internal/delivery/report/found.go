package report

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"variorum/edition"
	"variorum/internal/engine/text"
)

// What is told stands in thin grey on an account's own page, so that what differs from other accounts stays what the eye meets first: names
// dashed, figures dotted, times solid, incidents with a lozenge before the word that tells of them. What no other account has begins
// with a stroke, with two in the outlet's own voice, as the double rule beside a whole paragraph of it.

// nameMarks mark every name of the story where the account has it, in whatever form.
func (t *telling) nameMarks(v *storyView) []mark {
	var marks []mark
	for _, p := range t.namePlaces(v) {
		marks = append(marks, mark{start: p.start, end: p.end, class: "named"})
	}
	return marks
}

// namePlace is a name where an account has it.
type namePlace struct {
	start, end int
	alias      *edition.Alias
	name       *edition.Name
}

// namePlaces finds the names of the story in the account's text, in its order. Where one name stands inside another, "Skerrow" in "Skerrow Bank",
// the longer one counts.
func (t *telling) namePlaces(v *storyView) []namePlace {
	var places []namePlace
	for i := range v.Story.Names {
		n := &v.Story.Names[i]
		for j := range n.Aliases {
			if a := &n.Aliases[j]; slices.Contains(a.Accounts, t.Account.ID) {
				places = append(places, placesOf(t.Text, n, a)...)
			}
		}
	}
	slices.SortStableFunc(places, func(a, b namePlace) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return b.end - a.end
	})
	out, end := places[:0], 0
	for _, p := range places {
		if p.start >= end {
			out, end = append(out, p), p.end
		}
	}
	return out
}

// placesOf are the places where a text has a name as words of their own.
func placesOf(s string, n *edition.Name, a *edition.Alias) []namePlace {
	var places []namePlace
	for at := 0; a.Text != ""; {
		i := strings.Index(s[at:], a.Text)
		if i < 0 {
			break
		}
		start, end := at+i, at+i+len(a.Text)
		if wordEnds(s, start) && wordEnds(s, end) {
			places = append(places, namePlace{start, end, a, n})
		}
		at = end
	}
	return places
}

// wordEnds reports whether no word goes on over a place. Scripts without spaces have no such places.
func wordEnds(s string, at int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	after, _ := utf8.DecodeRuneInString(s[at:])
	return !partOfWord(before) || !partOfWord(after) || text.Spaceless(before) || text.Spaceless(after)
}

func partOfWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// nameAsides say once of a name that other accounts call otherwise who calls it what.
func (v *storyView) nameAsides(t *telling) []aside {
	var out []aside
	said := map[*edition.Name]bool{}
	for _, p := range t.namePlaces(v) {
		if said[p.name] {
			continue
		}
		said[p.name] = true
		a := aside{at: p.start, end: p.end, rank: rankFinding, Label: "Name", Href: v.nameHref(), Parts: []asidePart{theirs(t, p.alias.Text)}}
		for i := range p.name.Aliases {
			if o := &p.name.Aliases[i]; o != p.alias && (o.How != edition.Same || p.alias.How != edition.Same) {
				if others := slices.DeleteFunc(v.tellingsOf(o.Accounts), func(o *telling) bool { return o == t }); len(others) > 0 {
					part := theirs(others[0], o.Text)
					part.Tellings = fewTellings(others)
					a.set(part)
				}
			}
		}
		if len(a.Parts) > 1 {
			out = append(out, a)
		}
	}
	return out
}

func (v *storyView) nameHref() string {
	if len(v.Names) == 0 {
		return ""
	}
	return v.to(v.Section("names"))
}

// incidentMarks mark the word that an incident was read from, or where it begins.
func (t *telling) incidentMarks() []mark {
	var marks []mark
	for _, x := range t.Incidents {
		at := x.Span
		if i := slices.IndexFunc(x.Said, func(s edition.Slot) bool { return s.Field == "what" }); i >= 0 {
			at = x.Said[i].Span
		}
		if t.holds(at) && !at.Empty() {
			marks = append(marks, mark{start: at.Start, end: at.End, class: "happened"})
		}
	}
	return marks
}

// aloneMarks mark the sentences that no other account has.
func (t *telling) aloneMarks(v *storyView) []mark {
	var marks []mark
	for _, o := range v.Story.Only {
		if len(v.Tellings) < 2 || o.Account != t.Account.ID || o.Empty() || !t.holds(o.Span) {
			continue
		}
		class := "alone"
		if o.Voice == edition.Own {
			class = "alone own"
		}
		marks = append(marks, mark{start: o.Start, end: o.End, class: class})
	}
	return marks
}

// silence is a passage that most accounts carry and this one does not, with the place where it would stand.
type silence struct{ passage, at int }

// silences are in the order of the story. A passage would stand behind the one before it, as far as the account has that.
func (t *telling) silences(v *storyView) []silence {
	var out []silence
	for _, l := range v.Story.LeftOut {
		i := v.passageNumber(l.Passage)
		if i < 0 || !slices.Contains(l.Accounts, t.Account.ID) {
			continue
		}
		out = append(out, silence{i, t.behind(v, i)})
	}
	return out
}

// behind is the end of the last passage before one that the account has, 0 when it has none.
func (t *telling) behind(v *storyView, passage int) int {
	for i := passage - 1; i >= 0; i-- {
		for _, r := range v.Passages[i].Readings {
			if r.Account == t.Account.ID && !r.Empty() && t.holds(r.Span) {
				return r.End
			}
		}
	}
	return 0
}

// silenceMarks open a bracket for each passage that is left out.
func (t *telling) silenceMarks(v *storyView) []mark {
	var marks []mark
	for _, s := range t.silences(v) {
		lead, span := v.lead(&v.Passages[s.passage])
		marks = append(marks, mark{start: s.at, end: s.at, class: "gap whole", missing: "passage " + itoa(s.passage+1) + ", " + passageTitle(lead, span)})
	}
	return joinGaps(t.Text, marks)
}

// silenceAsides name the passages that most carry and this account leaves out.
func (v *storyView) silenceAsides(t *telling) []aside {
	var out []aside
	for _, s := range t.silences(v) {
		lead, span := v.lead(&v.Passages[s.passage])
		at := max(s.at-1, 0) // within the paragraph that it follows
		a := aside{at: at, end: s.at, rank: rankVariant, Label: "Passage " + itoa(s.passage+1), Href: v.to(v.passageID(s.passage)), Parts: []asidePart{ours("left out:")}}
		part := asidePart{Text: passageTitle(lead, span), Lead: lead}
		for _, r := range v.Passages[s.passage].Readings {
			if w := v.byID[r.Account]; w != nil && !r.Empty() && !slices.Contains(part.Tellings, w) && len(part.Tellings) < namedSigla {
				part.Tellings = append(part.Tellings, w)
			}
		}
		a.Parts = append(a.Parts, part)
		out = append(out, a)
	}
	return out
}
