package extract

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"variorum/edition"
	"variorum/internal/news/intake"
)

// The doubts that an HTML page can raise; docs/method.md describes each.
const (
	ruleDeepNesting = "deep-nesting"
	ruleDataOnly    = "text-in-data-only"
	ruleManyPieces  = "many-pieces"
)

// ErrNoArticle is the error for a page on which no article was found.
var ErrNoArticle = errors.New("no article found on the page: it shows no running text, or only lists and links; " +
	"give the page of one article, saved after its scripts have run, or its text as a plain file")

// fromHTML sorts an HTML page.
func fromHTML(p intake.Page) (Parts, error) {
	doc, doubts, err := parseTree(p.Body)
	if err != nil {
		return Parts{}, err
	}
	h := readHead(doc)
	l := lay(doc)
	if err := l.askTrafilatura(doc); errors.Is(err, errManyLeaves) {
		doubts = append(doubts, edition.Doubt{Rule: ruleManyPieces, What: fmt.Sprintf(
			"the page has %d pieces of text, more than an article; its text was chosen by where most of it stands", len(l.leaves))})
	}
	l.secondOpinion(h)
	l.choose(h)
	parts := l.sort(h, p)
	parts.Doubts = append(doubts, parts.Doubts...)
	if len(parts.Body) == 0 {
		return Parts{}, ErrNoArticle
	}
	return parts, nil
}

// sort puts the blocks where they belong. What stands on the page more than once in a place for one thing, such as the
// headline, goes to the furniture the second time.
func (l *layout) sort(h *head, p intake.Page) Parts {
	parts := Parts{
		Title:    firstOf(tidy(p.Title), l.headline(h)),
		URL:      h.address(p.URL),
		Language: h.language,
	}
	parts.Outlet = firstOf(tidy(p.Outlet), h.outlet(p.URL, parts.Title))
	parts.Byline = l.byline(h)
	shown := 0
	for i := range l.blocks {
		b := &l.blocks[i]
		switch {
		case b.as == asBody:
			parts.Body = append(parts.Body, b.text)
			shown += b.chars
		case b.as == asCaption:
			parts.Captions = append(parts.Captions, b.text)
		case b.as == asStandfirst && parts.Standfirst == "":
			parts.Standfirst = b.text
		case b.as != asHidden && b.text != parts.Title && b.text != parts.Byline:
			parts.Furniture = append(parts.Furniture, b.text)
		}
	}
	if body, doubt := h.dataOnly(shown); doubt != nil {
		parts.Furniture = append(parts.Furniture, parts.Body...)
		parts.Body, parts.Doubts = body, append(parts.Doubts, *doubt)
	}
	parts.Dates = l.datesSeen(h, p)
	return parts
}

// headline is the headline as the page shows it, else as its metadata give it.
func (l *layout) headline(h *head) string {
	for i := range l.blocks {
		if l.blocks[i].as == asTitle {
			return l.blocks[i].text
		}
	}
	if len(h.titles) > 0 {
		return withoutSite(h.titles[0], h)
	}
	return ""
}

// outlet is the name that the page gives its publisher, else what its window's title has beside the headline, else the
// registered domain of its address.
func (h *head) outlet(address, title string) string {
	for _, o := range h.outlets {
		if !strings.Contains(o, "://") {
			return o
		}
	}
	return firstOf(besideTitle(h.windowTitle, title), domain(firstOf(h.url, address)))
}

// maxOutlet is the number of bytes up to which what stands beside a headline can be an outlet's name.
const maxOutlet = 50

// besideTitle returns what a window's title has before or after the headline and a separator: "Harbour Post" of "Quay shut |
// Harbour Post".
func besideTitle(window, title string) string {
	for _, sep := range separators {
		if i := strings.LastIndex(window, sep); i > 0 {
			before, after := window[:i], window[i+len(sep):]
			if plainKey(before) == plainKey(title) && len(after) <= maxOutlet {
				return after
			}
		}
		if before, after, ok := strings.Cut(window, sep); ok && plainKey(after) == plainKey(title) && len(before) <= maxOutlet {
			return before
		}
	}
	return ""
}

// address is the page's own address: the one that it names, unless that is no more than its site's front page.
func (h *head) address(given string) string {
	u, err := url.Parse(h.url)
	if err != nil || h.url == "" {
		return given
	}
	if base, err := url.Parse(given); err == nil && given != "" {
		u = base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.Trim(u.Path, "/") == "" && u.RawQuery == "" && given != "" {
		return given
	}
	return u.String()
}

// byline names the authors: as the metadata do, else as the page prints them near the headline.
func (l *layout) byline(h *head) string {
	for _, a := range h.authors {
		if !strings.Contains(a, "://") && !strings.HasPrefix(a, "@") {
			return a
		}
	}
	for i := range l.blocks {
		if l.blocks[i].as == asByline {
			return l.blocks[i].text
		}
	}
	return ""
}

// datesSeen is every date of publication that the page gives: first what its container says, then its metadata, its marked
// elements, its printed lines and its address.
func (l *layout) datesSeen(h *head, p intake.Page) []edition.DateSeen {
	var out []edition.DateSeen
	if day, ok := parseDay(p.Date); ok {
		out = append(out, edition.DateSeen{Value: day, Where: "record", Words: p.Date})
	}
	out = append(out, h.dates...)
	out = append(out, l.markedDates()...)
	out = append(out, l.printedDates()...)
	for _, address := range []string{h.address(p.URL), p.URL} {
		if d, ok := urlDate(address); ok {
			return append(out, d)
		}
	}
	return out
}
