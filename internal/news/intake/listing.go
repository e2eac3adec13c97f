package intake

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"strings"
)

// Listing is what a feed, a list of feeds (OPML) or a sitemap lists.
type Listing struct {
	Title  string // of the feed
	Pages  []Page // the items that carry their whole text
	Links  []Link // the pages that it names without their text, in its own order
	Lists  []Link // further feeds and sitemaps
	Bare   int    // items with neither a text nor an address on the web
	Left   int    // links beyond the limit, which were left out
	Broken error  // why it could be read only up to some point

	home string // the address of the site that it belongs to, where it has none of its own
}

// Link is the address of a page or of another listing, with what is said of it.
type Link struct {
	URL    string
	Title  string
	Outlet string
	Date   string // of publication or change, as it is written
}

// IsListing reports whether bytes begin as a listing does.
func IsListing(raw []byte) bool {
	switch sniff(raw[:min(len(raw), sniffed)]) {
	case formFeed, formOPML, formSitemap:
		return true
	}
	return false
}

// List reads a feed, a list of feeds or a sitemap. base is its own address, to which what it lists may be relative; it may be
// empty. A listing that breaks off gives what stands before the break, and an error if that is nothing.
func List(raw []byte, base string) (Listing, error) {
	if wide := wideEncoding(raw); wide != "" {
		text, _ := decodeAs(trimOdd(raw), wide)
		raw = []byte(declaration.ReplaceAllString(text, "")) // it is in UTF-8 now, whatever it says
	}
	var l Listing
	var err error
	switch form := sniff(raw[:min(len(raw), sniffed)]); form {
	case formFeed:
		l, err = readFeed(raw)
	case formOPML:
		l, err = readOPML(raw)
	case formSitemap:
		l, err = readSitemap(raw)
	default:
		return Listing{}, NotPage("no feed, no list of feeds and no sitemap")
	}
	if err != nil {
		return Listing{}, err
	}
	l.resolve(base)
	return l, nil
}

// resolve makes addresses whole, counts what is none, and drops what stands there twice.
func (l *Listing) resolve(base string) {
	from, err := url.Parse(base)
	if err != nil || base == "" {
		if from, err = url.Parse(l.home); err != nil {
			from = &url.URL{}
		}
	}
	for i := range l.Pages {
		p := &l.Pages[i]
		p.URL = absolute(from, p.URL)
		p.ID = p.URL
	}
	l.Links = l.resolved(from, l.Links)
	l.Lists = l.resolved(from, l.Lists)
	if len(l.Links) > maxLinks {
		l.Links, l.Left = l.Links[:maxLinks], len(l.Links)-maxLinks
	}
}

func (l *Listing) resolved(from *url.URL, links []Link) []Link {
	seen := map[string]bool{}
	kept := links[:0]
	for _, link := range links {
		switch link.URL = absolute(from, link.URL); {
		case link.URL == "":
			l.Bare++
		case !seen[link.URL]:
			seen[link.URL] = true
			kept = append(kept, link)
		}
	}
	return kept
}

// absolute is an address on the web in full, without the part of the page that it points at and without marks, or nothing.
func absolute(from *url.URL, address string) string {
	u, err := from.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	u.Fragment, u.RawFragment = "", ""
	u.RawQuery = withoutMarks(u.RawQuery)
	return u.String()
}

// withoutMarks takes out of a query what feeds add to count who comes from where: the same page would have one address in each feed.
func withoutMarks(query string) string {
	if query == "" {
		return ""
	}
	var kept []string
	for part := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(part, "=")
		if name = strings.ToLower(name); !strings.HasPrefix(name, "utm_") && !marks[name] {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "&")
}

// marks are the parameters of the large networks and mailers, and of one broadcaster's feeds, that say where a visitor comes from and never
// which page is meant, beside utm_ (Google's). Editor's list, from the documentation of their owners.
var marks = map[string]bool{
	"at_campaign": true, "at_medium": true, "at_format": true, "dclid": true, "fbclid": true, "gclid": true, "gclsrc": true, "gbraid": true, "wbraid": true,
	"igshid": true, "mc_cid": true, "mc_eid": true, "msclkid": true, "twclid": true, "yclid": true, "_hsenc": true, "_hsmi": true,
}

// listing reads a file that lists pages: those that it holds are read, the others named.
func (r *reader) listing(source string, in io.Reader) error {
	raw, err := io.ReadAll(io.LimitReader(in, maxListing+1))
	switch {
	case r.ctx.Err() != nil:
		return r.ctx.Err()
	case err != nil && len(raw) == 0:
		return r.fail(source, "%s", unpackReason(err))
	case len(raw) > maxListing:
		return r.fail(source, "it lists pages in more than %s; cut it up", listingText)
	}
	l, broke := List(raw, "")
	if broke == nil {
		broke = errors.Join(l.Broken, err)
	}
	for i, p := range l.Pages {
		p.Source = fmt.Sprintf("%s:%d", source, i+1)
		if p.ID == "" {
			p.ID = fmt.Sprintf("%s:%d", baseID(source), i+1)
		}
		if err := r.page(p); err != nil {
			return err
		}
	}
	return r.listed(source, l, broke)
}

// listed names what a listing has beside pages with their text.
func (r *reader) listed(source string, l Listing, broke error) error {
	var why []string
	switch n := len(l.Links) + l.Left; {
	case n == 1:
		why = append(why, "it names a page without its text, "+l.Links[0].URL+"; `variorum add` fetches it")
	case n > 1:
		why = append(why, fmt.Sprintf("it names %d pages without their text, such as %s; `variorum add` fetches them by their addresses, `variorum watch` from the feed's", n, l.Links[0].URL))
	}
	switch n := len(l.Lists); {
	case n == 1:
		why = append(why, "it lists a feed or sitemap, "+l.Lists[0].URL+"; `variorum watch` follows it")
	case n > 1:
		why = append(why, fmt.Sprintf("it lists %d feeds or sitemaps, such as %s; `variorum watch` follows them", n, l.Lists[0].URL))
	}
	if l.Bare > 0 {
		why = append(why, fmt.Sprintf("items with neither a text nor an address on the web: %d", l.Bare))
	}
	switch {
	case broke != nil:
		why = append(why, "it is broken ("+broke.Error()+"); fetch it again")
	case len(why) == 0 && len(l.Pages) == 0:
		why = append(why, "it lists nothing; give the address of the page that it belongs to, or another list")
	}
	if len(why) == 0 {
		return nil
	}
	return r.fail(source, "%s", strings.Join(why, "; and "))
}

// listingForm tells by its first element what an XML file lists, if it does.
func listingForm(head []byte) form {
	m := rootElement.FindSubmatch(head)
	if m == nil {
		return ""
	}
	switch strings.ToLower(string(m[1])) {
	case "rss", "feed", "rdf":
		return formFeed
	case "opml":
		return formOPML
	case "urlset", "sitemapindex":
		return formSitemap
	}
	return ""
}

var (
	// rootElement is the first element of an XML file, behind its declarations and comments.
	rootElement = regexp.MustCompile(`^(?:\s|<\?(?s:.*?)\?>|<!--(?s:.*?)-->|<!(?i:doctype)\b[^>\[]*(?:\[[^\]]*\])?\s*>)*<(?:[\w.-]+:)?(\w+)[\s/>]`)
	declaration = regexp.MustCompile(`^\s*<\?xml[^>]*\?>`)
	// jsonFeed is the beginning of a JSON feed, which gives the address of the version that it is written in.
	jsonFeed = regexp.MustCompile(`^\{(?s:.*?)"version"\s*:\s*"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org\\?/version`)
)
