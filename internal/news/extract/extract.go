// Package extract sorts the content of a page into headline, standfirst, byline, body, captions and furniture, and collects
// every date that the page gives. Nothing that a reader would see is dropped: what is no part of the account is set aside.
package extract

import (
	"fmt"

	"variorum/edition"
	"variorum/internal/news/intake"
)

// Parts is the content of a page, sorted. Paragraphs are in NFC, without outer space.
type Parts struct {
	Title, Standfirst, Byline, Outlet, URL string
	Language                               string   // as the page declares it, BCP 47; empty when it does not
	Body                                   []string // paragraphs in the order of the page
	Captions                               []string
	Furniture                              []string
	Dates                                  []edition.DateSeen // every date given for the page, the firmest kinds first
	Doubts                                 []edition.Doubt
}

// Extract sorts the content of a page. What its container said (outlet, title, date, address) goes before what the page
// says of itself. The error says why a page has no article; it is ErrNoArticle when nothing on it looks like one.
func Extract(p intake.Page) (Parts, error) {
	var parts Parts
	switch p.Kind {
	case intake.HTML:
		return fromHTML(p)
	case intake.Plain:
		parts = fromPlain(p)
	case intake.Article:
		parts = fromArticle(p)
	default:
		return Parts{}, fmt.Errorf("page of unknown kind %d", p.Kind)
	}
	if len(parts.Body) == 0 {
		return Parts{}, ErrNoArticle
	}
	return parts, nil
}
