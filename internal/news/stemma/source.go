package stemma

import (
	"cmp"
	"slices"
	"strings"

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
	ruleOfficial  = "official"        // police said
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
	covers  text.Span // the words that it answers for; empty for all
	aside   bool      // the words are put in by the outlet and no part of what it tells: a credit line, a dateline
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
		cover(a, c.out)
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
		cited := edition.Citation{Span: a.Span(c.span.Start, c.span.End), Account: a.ID, Rule: c.rule}
		if c.covers.Len() > 0 {
			covers := a.Span(c.covers.Start, c.covers.End)
			cited.Covers = &covers
		}
		out[i].CitedBy = append(out[i].CitedBy, cited)
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
