// Package account turns the sorted parts of a page into an account: its text with the words, sentences and paragraphs
// found in it, its outlet, dateline and language, and the bounds of its date.
package account

import (
	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/language"
)

// Account is an edition's account with its text cut up. It is read by all later stages and changed by none.
//
// What keeps accounts over time keeps the edition's account, its quotations and figures with it, and Mentions, all of which are
// plain data with a form in JSON. New makes the rest again from these, and Mentions are put back beside it:
//
//	a := account.New(kept.Account)
//	a.Mentions = kept.Mentions
//
// To tell a story again nothing of the page is then read anew: neither its names nor its grammar.
type Account struct {
	edition.Account
	Mentions   []Mention      // the names in the text, in its order; nil until they are read
	Pack       *language.Pack // nil when there are no rules for the language
	Paragraphs []text.Span
	Sentences  []text.Span
	Tokens     []text.Token
	Quoted     []text.Span // what stands inside quotation marks, marks not included, in order

	lean bool // Sentences and Quoted are not made
}

// Mention is a name where it stands in an account.
type Mention struct {
	Start  int      `json:"start"` // bytes of the account's text, without a title before the name
	End    int      `json:"end"`
	Name   string   `json:"name"`             // the fullest form that the account has for it
	Kind   string   `json:"kind,omitempty"`   // person, organisation, place or group; empty when nothing tells
	Gender string   `json:"gender,omitempty"` // "m" or "f" when a title or a noun of office tells; for the name, not for this place alone
	Roles  []string `json:"roles,omitempty"`  // titles and offices of its bearer, in lower case
}

// Of returns the name's own words.
func (m Mention) Of(text string) string { return text[m.Start:m.End] }

// New cuts up the text of an account. Offsets count in ea.Text as it is given.
func New(ea edition.Account) *Account { return cut(ea, text.Tokenize(ea.Text)) }

func cut(ea edition.Account, tokens []text.Token) *Account {
	pack := language.For(ea.Language)
	paragraphs := text.Paragraphs(ea.Text)
	return &Account{
		Account:    ea,
		Pack:       pack,
		Paragraphs: paragraphs,
		Sentences:  text.Sentences(ea.Text, pack.Abbreviation),
		Tokens:     tokens,
		Quoted:     quoted(ea.Text, paragraphs, pack.Table("elisions").Has),
	}
}

// Span returns the words between two byte offsets of the account's text.
func (a *Account) Span(start, end int) edition.Span {
	return edition.Span{Start: start, End: end, Text: a.Text[start:end]}
}
