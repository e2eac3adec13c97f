package account

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"variorum/edition"
	"variorum/internal/news/extract"
	"variorum/internal/news/intake"
)

// Read makes an account of a page and its sorted parts: it joins the text, reads the dateline, names outlet and language and
// bounds the day of publication by what the page and its text say. What other accounts of the story say is added later, by
// BoundByStory.
func Read(p intake.Page, parts extract.Parts) *Account {
	ea := edition.Account{
		ID:         p.ID,
		Source:     p.Source,
		URL:        first(parts.URL, p.URL),
		Title:      norm.NFC.String(parts.Title),
		Standfirst: norm.NFC.String(parts.Standfirst),
		Byline:     norm.NFC.String(parts.Byline),
		Text:       norm.NFC.String(strings.Join(parts.Body, "\n\n")),
		Captions:   parts.Captions,
		Furniture:  parts.Furniture,
		Doubts:     parts.Doubts,
	}
	for _, d := range p.Doubts {
		ea.Doubts = append(ea.Doubts, PageDoubt(d))
	}
	ea.Language = tongue(parts.Language, ea.Title+"\n\n"+ea.Text)
	a := New(ea)
	line := readDateline(a)
	if line != nil {
		a.Dateline = line.edition()
	}
	a.Outlet = outlet(p, parts, line)
	a.publish(parts.Dates, line)
	return a
}

// rulePageBytes names the doubts that intake had about the page's bytes.
const rulePageBytes = "page-bytes"

// PageDoubt is a doubt that intake has about the bytes of a page or about its name.
func PageDoubt(what string) edition.Doubt { return edition.Doubt{Rule: rulePageBytes, What: what} }

func first(values ...string) string {
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" {
			return v
		}
	}
	return ""
}
