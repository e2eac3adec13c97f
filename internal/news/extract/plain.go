package extract

import (
	"strings"

	"variorum/internal/news/intake"
)

func fromPlain(p intake.Page) Parts { return fromArticle(p) }

func fromArticle(p intake.Page) Parts {
	return Parts{Title: p.Title, Outlet: p.Outlet, URL: p.URL, Body: strings.Split(p.Body, "\n\n")}
}
