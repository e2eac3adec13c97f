package report

import (
	"fmt"
	"html/template"
	"net/url"
	"path"
	"sort"
	"strings"

	"golang.org/x/text/language"

	"variorum/edition"
)

// telling is an account in its place in a story.
type telling struct {
	*edition.Account
	Number int // place in the edition, from 1; it names the anchors
	Column int // place in the story, from 0
	Siglum string

	links   *Links                // where it stands on a server; nil in a report
	attr    template.HTMLAttr     // see Attr
	alike   bool                  // another account of the story has the same name
	pointed map[edition.Span]bool // spans that a finding links to, so that the full text gives them an anchor
}

func newTelling(a *edition.Account, number, column int) *telling {
	return &telling{Account: a, Number: number, Column: column, Siglum: siglum(column), pointed: map[edition.Span]bool{}}
}

// siglum names a column: A to Z, then AA, AB and so on.
func siglum(column int) string {
	s := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}

// Name is what readers know the account by: its outlet, else where it was read from.
func (t *telling) Name() string { return AccountName(t.Account) }

// AccountName is what readers know an account by: its outlet, else where it was read from.
func AccountName(a *edition.Account) string {
	if a.Outlet != "" {
		return a.Outlet
	}
	if u, err := url.Parse(a.URL); err == nil && u.Host != "" {
		return strings.TrimPrefix(u.Host, "www.")
	}
	if base := path.Base(a.Source); a.Source != "" && base != "." && base != "-" {
		return base
	}
	return a.ID
}

// CalledOut is the name for a sentence, with the siglum when another account of the story has the same name.
func (t *telling) CalledOut() string {
	if t.alike {
		return t.Name() + " (" + t.Siglum + ")"
	}
	return t.Name()
}

// Headline is the title as printed, or words that say there is none.
func (t *telling) Headline() string {
	if t.Title != "" {
		return t.Title
	}
	return "(no headline)"
}

// Anchor names the account's full text on the page.
func (t *telling) Anchor() string { return fmt.Sprintf("a%d", t.Number) }

// Href leads to the account's text: further down in a report, on its own page on a server.
func (t *telling) Href() string {
	if t.links == nil {
		return "#" + t.Anchor()
	}
	return t.links.Account(t.Account.ID)
}

// Ref is what a server's addresses call the account.
func (t *telling) Ref() string { return t.links.ref(t.Account.ID) }

// Point has the full text carry an anchor for some words.
func (t *telling) Point(s edition.Span) { t.pointed[edition.Span{Start: s.Start, End: s.End}] = true }

// placeID is the anchor of some words. On a page of the account's own it names nothing but the words, so that it can be cited.
func (t *telling) placeID(s edition.Span) string {
	if t.links != nil {
		return fmt.Sprintf("w%d-%d", s.Start, s.End)
	}
	return fmt.Sprintf("a%d-%d-%d", t.Number, s.Start, s.End)
}

// points are the spans that findings link to, in order.
func (t *telling) points() []edition.Span {
	spans := make([]edition.Span, 0, len(t.pointed))
	for s := range t.pointed {
		spans = append(spans, s)
	}
	sort.Slice(spans, func(i, j int) bool {
		if spans[i].Start != spans[j].Start {
			return spans[i].Start < spans[j].Start
		}
		return spans[i].End > spans[j].End
	})
	return spans
}

// Lang is the account's language for the page's markup, empty when it is unknown or no language tag.
func (t *telling) Lang() string {
	tag, err := language.Parse(t.Language)
	if err != nil || tag == language.Und {
		return ""
	}
	return tag.String()
}

// rightToLeft are the scripts in use that run from right to left (Unicode, Bidi_Class R and AL).
var rightToLeft = map[string]bool{
	"Adlm": true, "Arab": true, "Aran": true, "Hebr": true, "Mand": true, "Mend": true,
	"Nkoo": true, "Rohg": true, "Samr": true, "Syrc": true, "Thaa": true,
}

// Dir is the direction of the account's script; an unknown language leaves it to the first strong letter.
func (t *telling) Dir() string {
	tag, err := language.Parse(t.Language)
	if err != nil || tag == language.Und {
		return "auto"
	}
	if script, _ := tag.Script(); rightToLeft[script.String()] {
		return "rtl"
	}
	return "ltr"
}

// sigla joins the sigla of some tellings: "A, C and D".
func sigla(ts []*telling) string {
	names := make([]string, len(ts))
	for i, t := range ts {
		names[i] = t.Siglum
	}
	return listed(names)
}

// listed joins words as prose does: "A", "A and B", "A, B and C".
func listed(words []string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
}

// When says when the account was told, as far as that is known.
func (t *telling) When() string { return publishedWords(t.Published) }

// DatelineWords are the place and the agency that open the text.
func (t *telling) DatelineWords() string { return datelineWords(t.Dateline) }
