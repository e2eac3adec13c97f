package account

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/extract"
	"variorum/internal/news/intake"
	"variorum/internal/news/language"
)

// Read makes an account of a page and its sorted parts: it joins the text, reads the dateline, names outlet and language and
// bounds the day of publication by what the page and its text say. What other accounts of the story say is added later, by
// BoundByStory.
func Read(p intake.Page, parts extract.Parts) *Account {
	ea := begin(p, parts)
	tokens := text.Tokenize(ea.Text)
	ea.Language = tongue(parts.Language, ea.Title, ea.Text, tokens)
	return cut(ea, tokens).finish(p, parts)
}

// Reader reads accounts one after the other for who needs their words and their days alone. The zero value is ready. It is used by one
// goroutine.
type Reader struct{ tokens []text.Token }

// Read is the function Read, but the account has no Sentences and nothing Quoted, and its Tokens are good until the next call.
func (r *Reader) Read(p intake.Page, parts extract.Parts) *Account {
	ea := begin(p, parts)
	r.tokens = text.AppendTokens(r.tokens[:0], ea.Text)
	ea.Language = tongue(parts.Language, ea.Title, ea.Text, r.tokens)
	a := &Account{Account: ea, Pack: language.For(ea.Language), Paragraphs: text.Paragraphs(ea.Text), Tokens: r.tokens, lean: true}
	return a.finish(p, parts)
}

// begin is what an account has of its page as it stands there.
func begin(p intake.Page, parts extract.Parts) edition.Account {
	ea := edition.Account{
		ID:         p.ID,
		Source:     p.Source,
		URL:        first(parts.URL, p.URL),
		Title:      norm.NFC.String(parts.Title),
		Standfirst: norm.NFC.String(parts.Standfirst),
		Byline:     norm.NFC.String(parts.Byline),
		Text:       strings.Join(parts.Body, "\n\n"),
		Captions:   parts.Captions,
		Furniture:  parts.Furniture,
		Doubts:     parts.Doubts,
	}
	for _, d := range p.Doubts {
		ea.Doubts = append(ea.Doubts, PageDoubt(d))
	}
	return ea
}

// finish reads what the text says of its outlet and its day.
func (a *Account) finish(p intake.Page, parts extract.Parts) *Account {
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
