package intake

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
)

// xmlReader reads XML as it is found: in any charset, and with the mistakes that browsers forgive.
func xmlReader(raw []byte) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(raw))
	d.Strict = false
	d.CharsetReader = charset.NewReaderLabel
	d.Entity = xml.HTMLEntity
	return d
}

// eachElement calls start for each element, and end with the text that stands directly in it. A file that breaks off is read up to the
// break.
func eachElement(raw []byte, start func(xml.StartElement), end func(name, text string)) error {
	d := xmlReader(raw)
	var text []byte
	for {
		token, err := d.Token()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("read XML: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			start(t)
			text = text[:0]
		case xml.CharData:
			text = append(text, t...)
		case xml.EndElement:
			end(t.Name.Local, strings.TrimSpace(string(text)))
			text = text[:0]
		}
	}
}

// readOPML reads a list of feeds, however it is nested.
func readOPML(raw []byte) (Listing, error) {
	var l Listing
	err := eachElement(raw, func(e xml.StartElement) {
		var link Link
		for _, a := range e.Attr {
			switch strings.ToLower(a.Name.Local) {
			case "xmlurl":
				link.URL = strings.TrimSpace(a.Value)
			case "title":
				link.Title = plainText(a.Value)
			case "text":
				link.Title = firstOf(field(link.Title), field(plainText(a.Value)))
			}
		}
		if strings.EqualFold(e.Name.Local, "outline") && link.URL != "" {
			l.Lists = append(l.Lists, link)
		}
	}, func(name, text string) {
		if name == "title" && l.Title == "" {
			l.Title = text
		}
	})
	err = l.kept(err)
	return l, err
}

// readSitemap reads a sitemap, or a list of sitemaps; news sitemaps say who published a page, when, and under what title.
func readSitemap(raw []byte) (Listing, error) {
	var l Listing
	var link Link
	var modified string
	err := eachElement(raw, func(e xml.StartElement) {
		if name := e.Name.Local; name == "url" || name == "sitemap" {
			link, modified = Link{}, ""
		}
	}, func(name, text string) {
		switch name {
		case "loc":
			if link.URL == "" { // pictures have an address of their own behind the page's
				link.URL = text
			}
		case "lastmod":
			modified = text
		case "publication_date":
			link.Date = text
		case "title":
			link.Title = plainText(text)
		case "name":
			link.Outlet = plainText(text)
		case "url", "sitemap":
			if link.Date == "" {
				link.Date = modified
			}
			if name == "url" {
				l.Links = append(l.Links, link)
			} else {
				l.Lists = append(l.Lists, link)
			}
			link = Link{}
		}
	})
	err = l.kept(err)
	return l, err
}

// kept keeps the error of a listing that gave something before it broke in it, and returns that of one that gave nothing.
func (l *Listing) kept(err error) error {
	if len(l.Links)+len(l.Lists) == 0 {
		return err
	}
	l.Broken = err
	return nil
}
