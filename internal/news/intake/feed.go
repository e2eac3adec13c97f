package intake

import (
	"bytes"
	"fmt"
	"html"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	xhtml "golang.org/x/net/html"
)

// readFeed reads an RSS, Atom or JSON feed. An item that carries its whole text is a page, any other a link.
func readFeed(raw []byte) (Listing, error) {
	switch {
	case len(raw) > maxPage:
		return Listing{}, fmt.Errorf("the feed is larger than %s", limitText)
	case bytes.HasPrefix(bytes.TrimLeft(raw, "\xef\xbb\xbf \t\r\n"), []byte("<")) && deeper(raw, maxNested):
		return Listing{}, fmt.Errorf("its elements nest deeper than %d", maxNested)
	}
	feed, broken, err := parseFeed(raw)
	if err != nil {
		return Listing{}, err
	}
	l := Listing{Title: plainText(feed.Title), Broken: broken, home: feed.Link}
	for _, item := range feed.Items {
		link := Link{URL: itemAddress(item), Title: plainText(item.Title), Outlet: l.Title, Date: itemDate(item)}
		switch content := itemText(item); {
		case content != "":
			l.Pages = append(l.Pages, feedPage(link, content))
		case link.URL != "":
			l.Links = append(l.Links, link)
		default:
			l.Bare++
		}
	}
	return l, nil
}

// parseFeed reads a feed. One that breaks somewhere is read up to its last whole item, and the break returned beside it.
func parseFeed(raw []byte) (feed *gofeed.Feed, broken, err error) {
	defer func() { // the bytes are a stranger's, and the reader is not ours
		if r := recover(); r != nil {
			feed, err = nil, fmt.Errorf("the reader of feeds failed on it: %v", r)
		}
	}()
	if feed, err = gofeed.NewParser().Parse(bytes.NewReader(raw)); err == nil {
		return feed, nil, nil
	}
	for range maxMended {
		if raw = lastWhole(raw); raw == nil {
			break
		}
		if feed, again := gofeed.NewParser().Parse(bytes.NewReader(raw)); again == nil {
			return feed, err, nil
		}
	}
	return nil, nil, err
}

// deeper reports whether the elements of an XML file nest deeper than most, which the reader of feeds would follow down as far as its stack
// reaches. What stands in CDATA and comments is no element.
func deeper(raw []byte, most int) bool {
	depth := 0
	for {
		i := bytes.IndexByte(raw, '<')
		if i < 0 {
			return false
		}
		raw = raw[i:]
		end := ">"
		switch {
		case bytes.HasPrefix(raw, []byte("<![CDATA[")):
			end = "]]>"
		case bytes.HasPrefix(raw, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(raw, []byte("</")):
			depth--
		case !bytes.HasPrefix(raw, []byte("<!")) && !bytes.HasPrefix(raw, []byte("<?")):
			depth++
		}
		i = bytes.Index(raw, []byte(end))
		if i < 0 {
			return depth > most
		}
		if end == ">" && i > 1 && raw[i-1] == '/' && raw[1] != '/' {
			depth--
		}
		if depth > most {
			return true
		}
		raw = raw[i+len(end):]
	}
}

// lastWhole cuts a feed off behind the last item but for what it ends with now, and closes it; it is nil where there is none.
func lastWhole(raw []byte) []byte {
	for _, end := range [...]struct{ item, rest string }{{"</item>", "</channel></rss>"}, {"</entry>", "</feed>"}} {
		raw := bytes.TrimSuffix(raw, []byte(end.item+end.rest))
		if i := bytes.LastIndex(raw, []byte(end.item)); i >= 0 {
			return append(bytes.Clone(raw[:i+len(end.item)]), end.rest...)
		}
	}
	return nil
}

// itemAddress is where an item's page stands. FeedBurner gives an address of its own as the link, and keeps the page's beside it; RSS
// may give the address as the item's id alone.
func itemAddress(item *gofeed.Item) string {
	for _, e := range item.Extensions["feedburner"]["origLink"] {
		if strings.HasPrefix(e.Value, "http") {
			return e.Value
		}
	}
	if item.Link == "" && strings.HasPrefix(item.GUID, "http") {
		return item.GUID
	}
	return item.Link
}

// itemDate is the day of publication as the item has it written, with its own offset, or else of its last change.
func itemDate(item *gofeed.Item) string {
	for _, d := range [...]struct {
		words string
		time  *time.Time
	}{{item.Published, item.PublishedParsed}, {item.Updated, item.UpdatedParsed}} {
		switch {
		case strings.TrimSpace(d.words) != "":
			return strings.TrimSpace(d.words)
		case d.time != nil:
			return d.time.Format(time.RFC3339)
		}
	}
	return ""
}

// itemText is the whole text of an item as HTML, or nothing if it has only a teaser. Content is what feeds have for the whole, but
// some put a teaser there; a description is for a teaser, but some put the whole there.
func itemText(item *gofeed.Item) string {
	switch {
	case wholeText(item.Content, minContent):
		return item.Content
	case wholeText(item.Description, minDescription):
		return item.Description
	}
	return ""
}

func wholeText(content string, words int) bool {
	text := strings.TrimRight(plainText(content), " .]\")")
	return len(strings.Fields(text)) >= words && !strings.HasSuffix(text, "…") && !strings.HasSuffix(plainText(content), "...") && !strings.HasSuffix(plainText(content), "...]")
}

// feedPage makes a page of an item: its text under its title, as a page of its own would have it.
func feedPage(link Link, content string) Page {
	title := html.EscapeString(link.Title)
	body, nuls := clean("<!DOCTYPE html>\n<html><head><title>" + title + "</title></head><body><article>\n<h1>" + title + "</h1>\n" +
		paragraphed(content) + "\n</article></body></html>\n")
	p := Page{ID: link.URL, Kind: HTML, Body: body, URL: link.URL, Outlet: link.Outlet, Date: link.Date, Title: link.Title, Raw: []byte(content)}
	if nuls > 0 {
		p.Doubts = append(p.Doubts, "NUL characters stood in the item and were left out")
	}
	return p
}

// paragraphed is content as HTML: text without any tag, which JSON feeds may have, gets its paragraphs.
func paragraphed(content string) string {
	if strings.ContainsRune(content, '<') {
		return content
	}
	var b strings.Builder
	for para := range strings.SplitSeq(content, "\n\n") {
		if !blank(para) {
			b.WriteString("<p>" + html.EscapeString(html.UnescapeString(para)) + "</p>\n")
		}
	}
	return b.String()
}

// plainText is what a piece of HTML says, on one line.
func plainText(markup string) string {
	if !strings.ContainsAny(markup, "<&") {
		return strings.Join(strings.Fields(markup), " ")
	}
	var b strings.Builder
	z := xhtml.NewTokenizer(strings.NewReader(markup))
	for {
		switch z.Next() {
		case xhtml.ErrorToken:
			return strings.Join(strings.Fields(b.String()), " ")
		case xhtml.TextToken:
			b.Write(z.Text())
		default:
			b.WriteByte(' ')
		}
	}
}
