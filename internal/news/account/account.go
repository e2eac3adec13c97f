// Package account turns the sorted parts of a page into an account: its text with the words, sentences and paragraphs
// found in it, its outlet, dateline and language, and the bounds of its date.
package account

import (
	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/language"
)

// Account is an edition's account with its text cut up. It is read by all later stages and changed by none.
type Account struct {
	edition.Account
	Pack       *language.Pack // nil when there are no rules for the language
	Paragraphs []text.Span
	Sentences  []text.Span
	Tokens     []text.Token
	Quoted     []text.Span // what stands inside quotation marks, marks not included, in order
}

// New cuts up the text of an account. Offsets count in ea.Text as it is given.
func New(ea edition.Account) *Account {
	pack := language.For(ea.Language)
	paragraphs := text.Paragraphs(ea.Text)
	return &Account{
		Account:    ea,
		Pack:       pack,
		Paragraphs: paragraphs,
		Sentences:  text.Sentences(ea.Text, pack.Abbreviation),
		Tokens:     text.Tokenize(ea.Text),
		Quoted:     quoted(ea.Text, paragraphs, pack.Table("elisions").Has),
	}
}

// Span returns the words between two byte offsets of the account's text.
func (a *Account) Span(start, end int) edition.Span {
	return edition.Span{Start: start, End: end, Text: a.Text[start:end]}
}
