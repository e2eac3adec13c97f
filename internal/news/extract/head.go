package extract

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/publicsuffix"

	"variorum/edition"
)

// head is what a page says of itself for machines: <head>, JSON-LD and microdata. Strings are collapsed and in NFC.
type head struct {
	titles      []string // firmest first, as given
	windowTitle string   // the <title> element
	description []string
	outlets     []string
	authors     []string
	url         string
	language    string
	isArticle   bool   // it says that it is an article
	articleBody string // JSON-LD articleBody, line ends kept
	dates       []edition.DateSeen
}

// readHead collects it. The tree is not changed.
func readHead(doc *html.Node) *head {
	h := &head{}
	var meta metaTags
	var scripts, titles []string
	walkTree(doc, func(n *html.Node) {
		if n.Type != html.ElementNode {
			return
		}
		switch n.DataAtom {
		case atom.Html:
			h.language = firstOf(attr(n, "lang"), attr(n, "xml:lang"), h.language)
		case atom.Meta:
			meta.add(n)
		case atom.Link:
			if strings.EqualFold(attr(n, "rel"), "canonical") && h.url == "" {
				h.url = strings.TrimSpace(attr(n, "href"))
			}
		case atom.Title:
			if n.FirstChild != nil && n.Namespace == "" {
				titles = append(titles, n.FirstChild.Data)
			}
		case atom.Script:
			if n.FirstChild != nil && strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") {
				scripts = append(scripts, n.FirstChild.Data)
			}
		}
	})
	h.addLinked(scripts)
	h.addMeta(meta)
	if len(titles) > 0 {
		h.windowTitle = tidy(titles[0])
		h.titles = append(h.titles, titles[0])
	}
	h.clean()
	return h
}

// metaTags are the <meta> elements of a page, by lower-case name, in order.
type metaTags struct{ byName map[string][]string }

func (m *metaTags) add(n *html.Node) {
	content := strings.TrimSpace(attr(n, "content"))
	if content == "" {
		return
	}
	if m.byName == nil {
		m.byName = map[string][]string{}
	}
	for _, key := range [...]string{"property", "name", "itemprop", "http-equiv"} {
		if name := strings.ToLower(strings.TrimSpace(attr(n, key))); name != "" {
			m.byName[name] = append(m.byName[name], content)
			return
		}
	}
}

// first returns the first content of the first name that has one.
func (m metaTags) first(names ...string) string {
	for _, n := range names {
		if v := m.byName[n]; len(v) > 0 {
			return v[0]
		}
	}
	return ""
}

func (h *head) addMeta(m metaTags) {
	h.titles = append(h.titles, m.first("og:title"), m.first("twitter:title"), m.first("headline"), m.first("dc.title", "dcterms.title"))
	h.description = append(h.description, m.first("og:description"), m.first("description"), m.first("twitter:description"),
		m.first("dc.description", "dcterms.description"))
	h.outlets = append([]string{m.first("og:site_name"), m.first("application-name")}, append(h.outlets,
		m.first("dc.publisher", "dcterms.publisher"), m.first("apple-mobile-web-app-title"))...)
	h.authors = append(h.authors, m.first("author"), m.first("parsely-author"), m.first("sailthru.author"), m.first("dc.creator", "dcterms.creator"),
		m.first("article:author"))
	h.isArticle = h.isArticle || m.first("og:type") == "article" || m.first("article:published_time") != ""
	h.url = firstOf(h.url, m.first("og:url"))
	h.language = firstOf(h.language, m.first("content-language"), m.first("language"), m.first("dc.language", "dcterms.language"), m.first("og:locale"))
	for _, d := range metaDates {
		for _, v := range m.byName[d] {
			h.addDate("meta "+d, v)
		}
	}
}

// metaDates are the names under which pages give their date of publication, then those of a later change. Sources: Open
// Graph's article namespace, Dublin Core terms, schema.org microdata, and the vocabularies of Parse.ly and Sailthru.
var metaDates = []string{
	"article:published_time", "og:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "pubdate",
	"publishdate", "publish-date", "publish_date", "publication_date", "date", "dc.date", "dc.date.issued", "dcterms.date",
	"dcterms.issued", "dcterms.created", "article.published", "article.created", "displaydate", "originalpublicationdate",
	"article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "dcterms.modified",
}

func (h *head) addDate(where, words string) {
	if day, ok := parseDay(words); ok {
		h.dates = append(h.dates, edition.DateSeen{Value: day, Where: where, Words: tidy(words)})
	}
}

func (h *head) clean() {
	for _, list := range []*[]string{&h.titles, &h.description, &h.outlets, &h.authors} {
		kept := (*list)[:0]
		for _, s := range *list {
			if s = tidy(html.UnescapeString(s)); s != "" && len(s) < maxField {
				kept = append(kept, s)
			}
		}
		*list = kept
	}
	h.language = languageTag(h.language)
}

// languageTag brings "en_US" or "EN-us, de" to one BCP 47 tag; what does not look like one is empty.
func languageTag(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), ",")
	s = strings.ReplaceAll(s, "_", "-")
	primary, rest, more := strings.Cut(s, "-")
	if len(primary) < 2 || len(primary) > 3 || strings.Trim(strings.ToLower(primary), "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	if primary = strings.ToLower(primary); !more || len(rest) > 20 {
		return primary
	}
	if len(rest) == 2 {
		rest = strings.ToUpper(rest)
	}
	return primary + "-" + rest
}

// domain is the part of an address's host that is registered: "harbourpost.co.uk" of https://www.harbourpost.co.uk/a.
func domain(address string) string {
	host := hostOf(address)
	if d, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return d
	}
	return host
}

// site is the domain without its ending: "harbourpost".
func site(address string) string {
	name, _, _ := strings.Cut(domain(address), ".")
	return name
}

func hostOf(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}

func firstOf(values ...string) string {
	for _, v := range values {
		if strings.TrimSpace(v) != "" {
			return strings.TrimSpace(v)
		}
	}
	return ""
}
