// Package extract sorts the content of a page into headline, standfirst, byline, body, captions and furniture, and collects
// every date that the page gives. Nothing that a reader would see is dropped: what is no part of the account is set aside.
package extract

import "variorum/edition"

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
