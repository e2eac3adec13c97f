package extract

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
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

// fromHTML sorts an HTML page. A page that shows no article is read once more as a browser without scripts would show it.
func fromHTML(p intake.Page) (Parts, error) {
	parts, err := readHTML(p, true)
	if errors.Is(err, ErrNoArticle) && strings.Contains(strings.ToLower(p.Body), "<noscript") {
		return readHTML(p, false)
	}
	return parts, err
}

func readHTML(p intake.Page, scripts bool) (Parts, error) {
	doc, doubts, err := parseTree(p.Body, scripts)
	if err != nil {
		return Parts{}, err
	}
	h := readHead(doc)
	l := lay(doc, scripts)
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
	parts.Outlet = firstOf(tidy(p.Outlet), h.outlet(p.URL, l.masthead(besideTitle(h.windowTitle, parts.Title))))
	parts.Byline = l.byline(h)
	shown := 0
	for i := range l.blocks {
		b := &l.blocks[i]
		switch {
		case b.as == asBody:
			parts.Body = append(parts.Body, b.text)
			shown += b.chars
		case b.as == asCaption && !slices.Contains(parts.Captions, b.text):
			parts.Captions = append(parts.Captions, b.text)
		case b.as == asStandfirst && parts.Standfirst == "":
			parts.Standfirst = b.text
		case b.as != asHidden && b.text != parts.Title && withoutBy(b.text) != parts.Byline:
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

// distinct drops what stands in a list before.
func distinct(dates []edition.DateSeen) []edition.DateSeen {
	var out []edition.DateSeen
	for _, d := range dates {
		if !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out
}

// outlet is the name that the page gives its publisher, or that its window's title has beside the headline. Of several, such
// as a paper's and its agency's, the first that the site's address has in it is taken, else the first; with none, the
// registered domain.
func (h *head) outlet(address, besideTitle string) string {
	address = firstOf(h.url, address)
	var names []string
	for _, o := range append(slices.Clip(h.outlets), besideTitle) {
		if o = firstPart(o); o == "" || strings.Contains(o, "://") || strings.HasPrefix(o, "@") {
			continue
		}
		if key, host := plainKey(o), plainKey(site(address)); host != "" && (strings.Contains(key, host) || len(key) > 2 && strings.Contains(host, key)) {
			return o
		}
		names = append(names, o)
	}
	return firstOf(append(names, domain(address))...)
}

// masthead is the name of a site as a line above the text prints it: "Quern Bugle" for "Quern Bugle Online". A name that the
// page does not print is returned as it is.
func (l *layout) masthead(name string) string {
	key := plainKey(name)
	for i := range l.blocks[:l.firstParagraph()] {
		b := &l.blocks[i]
		if k := plainKey(b.text); len(k) >= minMasthead && strings.HasPrefix(key, k) {
			return b.text
		}
	}
	return name
}

// firstPart cuts what follows a name behind a separator: "Harbour Post | News, sport and weather".
func firstPart(name string) string {
	for _, sep := range separators {
		if i := strings.Index(name, sep); i > 0 && sep != ": " {
			name = name[:i]
		}
	}
	return strings.TrimSpace(name)
}

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
			return withoutBy(a)
		}
	}
	for i := range l.blocks {
		if l.blocks[i].as == asByline {
			return withoutBy(l.blocks[i].text)
		}
	}
	return ""
}

// withoutBy cuts the "by" off a byline. Other words for it ("from our sea correspondent") are part of what it says.
func withoutBy(byline string) string {
	if len(byline) > 3 && strings.EqualFold(byline[:3], "by ") {
		return strings.TrimSpace(byline[3:])
	}
	return byline
}

// datesSeen is every date of publication that the page gives: first what its container says, then its metadata, its marked
// elements, its printed lines and its address.
func (l *layout) datesSeen(h *head, p intake.Page) []edition.DateSeen {
	var out []edition.DateSeen
	if day, ok := parseDay(p.Date); ok {
		out = append(out, edition.DateSeen{Value: day, Where: SeenRecord, Words: p.Date})
	}
	out = append(out, h.dates...)
	out = append(out, l.markedDates()...)
	out = append(out, l.printedDates()...)
	for _, address := range []string{h.address(p.URL), p.URL} {
		if d, ok := urlDate(address); ok {
			out = append(out, d)
			break
		}
	}
	if d, ok := fetchedDate(p); ok {
		out = append(out, d)
	}
	return distinct(out)
}
