package report

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"variorum/edition"
)

// thing is a sentence of the head, with the section where it is shown.
type thing struct {
	Parts []part
	To    string // anchor
	Where string // the section's name
}

// part is a piece of a sentence of ours: plain, with weight, or an account's own words.
type part struct {
	Text   string
	Strong bool
	Words  bool
}

func say(format string, args ...any) part { return part{Text: fmt.Sprintf(format, args...)} }

func strong(s string) part { return part{Text: s, Strong: true} }

func words(s string) part { return part{Text: "“" + brief(s) + "”", Words: true, Strong: true} }

// threeThings says in sentences what a reader should know first: how far the accounts are one text, what was changed
// inside quotation marks, which date is contradicted. What the edition has nothing of is passed over, and the next
// candidate takes its place.
func (v *storyView) threeThings() []thing {
	var out []thing
	candidates := []func() (thing, bool){
		v.sayOneText, v.sayAltered, v.sayFigures, v.sayDate, v.sayAlias, v.sayLeftOut, v.sayOnly,
	}
	for _, candidate := range candidates {
		if t, ok := candidate(); ok && len(out) < headThings && !slices.ContainsFunc(out, t.sameWords) {
			out = append(out, t)
		}
	}
	return out
}

// sameWords reports whether two sentences show the same words of accounts, so that the second says little.
func (t thing) sameWords(other thing) bool {
	mine, theirs := t.quoted(), other.quoted()
	return len(mine) > 0 && slices.Equal(mine, theirs)
}

func (t thing) quoted() []string {
	var out []string
	for _, p := range t.Parts {
		if p.Words {
			out = append(out, strings.ToLower(p.Text))
		}
	}
	slices.Sort(out)
	return out
}

// sayOneText tells of the source that most accounts go back to, or of the text they share when no source is known.
func (v *storyView) sayOneText() (thing, bool) {
	if t, ok := v.sayOrigins(); ok {
		return t, true
	}
	return v.sayShared()
}

// sayShared tells how many accounts have most of their words in common with another.
func (v *storyView) sayShared() (thing, bool) {
	if len(v.Carries.Shares) < 2 || len(v.Passages) == 0 {
		return thing{}, false
	}
	var most, none []*telling
	for _, s := range v.Carries.Shares {
		switch {
		case 2*s.Only < s.Words:
			most = append(most, s.Telling)
		case s.Only == s.Words:
			none = append(none, s.Telling)
		}
	}
	t := thing{To: v.Section("carries"), Where: "Who carries what"}
	total := len(v.Tellings)
	switch {
	case len(most) == total:
		t.Parts = []part{say("%s share more than half of their words with %s: ", allOf(total), theOther(total)), strong("much of this is one text"), say(".")}
	case len(most) > 0:
		t.Parts = []part{
			strong(fmt.Sprintf("%d of the %d accounts", len(most), total)),
			say(" %s more than half of %s words with another: %s.", verb(len(most), "shares", "share"), verb(len(most), "its", "their"), siglaBrief(most)),
		}
	default:
		t.Parts = []part{say("No account shares more than half of its words with another.")}
	}
	if len(none) > 0 {
		t.Parts = append(t.Parts, say(" %s %s no passage with the others.", siglaBrief(none), verb(len(none), "shares", "share")))
	}
	return t, true
}

func allOf(n int) string {
	if n == 2 {
		return "Both accounts"
	}
	return fmt.Sprintf("All %d accounts", n)
}

// theOther is what one of n accounts shares its words with.
func theOther(n int) string {
	if n == 2 {
		return "the other"
	}
	return "another"
}

func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// siglaBrief names some accounts by their letters and counts the others.
func siglaBrief(ts []*telling) string {
	if len(ts) <= namedSigla+1 {
		return sigla(ts)
	}
	names := make([]string, namedSigla)
	for i := range names {
		names[i] = ts[i].Siglum
	}
	return strings.Join(names, ", ") + fmt.Sprintf(" and %d more", len(ts)-namedSigla)
}

// firstClause is a reason up to its first semicolon; the table of accounts has all of it.
func firstClause(why string) string {
	clause, _, _ := strings.Cut(why, ";")
	return strings.TrimSuffix(strings.TrimSpace(clause), ".")
}

// sayAltered shows one change inside quotation marks. Of all it takes the one that says most: rather words for words than words
// added, and rather long words than short ones, which are mostly articles and pronouns.
func (v *storyView) sayAltered() (thing, bool) {
	var best thing
	most := 0
	for _, st := range v.Statements {
		for _, c := range st.Changes {
			usual, other, ok := c.contrast()
			if !ok {
				continue
			}
			if n := changeWeight(usual.Text, other.Text); n > most {
				best, most = st.sayChange(usual, other), n
			}
		}
	}
	return best, most > 0
}

// changeWeight is the letters of the shorter of two readings; one that holds the other counts least, and so does one too long
// to be shown whole.
func changeWeight(a, b string) int {
	if strings.Contains(a, b) || strings.Contains(b, a) || brief(a) != a || brief(b) != b {
		return 1
	}
	return 1 + min(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
}

func (s statementRow) sayChange(usual, other agreed) thing {
	whose := "the quotation marks"
	if s.Speaker != "" {
		whose = possessive(s.Speaker) + " quotation marks"
	}
	return thing{To: s.ID, Where: "Quotations", Parts: []part{
		say("%s %s ", outletsOf(other.tellings()), verb(len(other.Witnesses), "has", "have")), words(other.Text),
		say(" inside %s, where %s %s ", whose, outletsOf(usual.tellings()), verb(len(usual.Witnesses), "has", "have")), words(usual.Text), say("."),
	}}
}

func possessive(name string) string {
	if strings.HasSuffix(name, "s") {
		return name + "’"
	}
	return name + "’s"
}

// outletsOf names one or two outlets, or one and the number of the others.
func outletsOf(ts []*telling) string {
	if len(ts) == 0 {
		return "no account"
	}
	if len(ts) > 2 {
		return fmt.Sprintf("%s and %d others", ts[0].CalledOut(), len(ts)-1)
	}
	names := make([]string, len(ts))
	for i, t := range ts {
		names[i] = t.CalledOut()
	}
	return listed(names)
}

// sayDate tells of a printed date that cannot be right.
func (v *storyView) sayDate() (thing, bool) {
	for _, t := range v.Tellings {
		c := t.Published.Conflict
		if c == nil {
			continue
		}
		parts := []part{say("%s prints ", t.CalledOut()), strong(dayWords(c.Printed)), say(": %s.", firstClause(c.Why))}
		if w := publishedWords(t.Published); w != "undated" && t.Published.Value != c.Printed {
			parts = append(parts, say(" It was told %s.", withPreposition(t.Published, w)))
		}
		return thing{Parts: parts, To: v.Section("accounts"), Where: "Accounts"}, true
	}
	return thing{}, false
}

func withPreposition(p edition.Published, when string) string {
	from, to := bounds(p)
	switch {
	case from == "" || to == "":
		return when
	case from == to:
		return "on " + when
	}
	return "in the days " + when
}

// sayAlias tells of something that accounts call by different names.
func (v *storyView) sayAlias() (thing, bool) {
	for _, n := range v.Names {
		for _, a := range n.Also {
			if a.How == edition.Collated && len(a.Tellings) > 0 {
				return thing{To: v.Section("names"), Where: "Names", Parts: []part{
					words(n.Name.Name), say(" and "), words(a.Text), say(" stand at the same place of a passage, in different accounts."),
				}}, true
			}
		}
	}
	return thing{}, false
}

func (v *storyView) sayLeftOut() (thing, bool) {
	if len(v.LeftOut) == 0 {
		return thing{}, false
	}
	l := v.LeftOut[0]
	return thing{To: v.Section("only"), Where: "Left out", Parts: []part{
		say("Most accounts carry "), {Text: l.Title, Words: true, Strong: true}, say("; %s %s it out.", siglaBrief(l.Tellings), verb(len(l.Tellings), "leaves", "leave")),
	}}, true
}

func (v *storyView) sayOnly() (thing, bool) {
	most := onlyRow{}
	for _, o := range v.Only {
		if len(o.Places) > len(most.Places) {
			most = o
		}
	}
	if len(most.Places) == 0 || len(v.Tellings) < 2 {
		return thing{}, false
	}
	return thing{To: v.Section("only"), Where: "In one account only", Parts: []part{
		say("%s has ", most.Telling.CalledOut()), strong(plural(len(most.Places), "sentence", "sentences")), say(" that no other account has."),
	}}, true
}
