package extract

import (
	"errors"

	"variorum/internal/news/intake"
)

// ErrNoArticle is the error for a page in which no article was found.
var ErrNoArticle = errors.New("no article found on the page")

func fromHTML(p intake.Page) (Parts, error) {
	doc, doubts, err := parseTree(p.Body)
	if err != nil {
		return Parts{}, err
	}
	h := readHead(doc)
	l := lay(doc)
	_ = l.askTrafilatura(doc)
	l.choose(h)
	parts := Parts{Doubts: doubts}
	for _, b := range l.blocks {
		if b.as == asBody {
			parts.Body = append(parts.Body, b.text)
		}
	}
	return parts, nil
}
