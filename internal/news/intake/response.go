package intake

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http/httputil"
	"net/url"
	"regexp"
	"strings"
)

// Response is what a server answered when a page was asked for, as a crawl kept it or as it was just fetched.
type Response struct {
	URL         string
	Fetched     string // when, in ISO 8601
	ContentType string
	Encoding    string // the content codings that Body may still have; empty where it has none
	Chunked     bool   // Body may still be in chunks
	Body        io.Reader
}

// NotPage is the error of a response that is whole, but no page: it says what it is, such as a media type.
type NotPage string

func (n NotPage) Error() string { return "it is no page but " + string(n) }

// Page makes a page of a response; id is its name if it has no address. A response that is no page is a NotPage. What is cut off in
// its packing is a page with a doubt, as long as there is something of it.
func (r Response) Page(source, id string) (Page, error) {
	media, label := r.media()
	switch kind, known := pageMedia[media]; {
	case !known:
		return Page{}, NotPage(media)
	case kind == mediaPlain && isRobots(r.URL):
		return Page{}, NotPage("robots.txt")
	}
	body, err := r.Decoded()
	if err != nil {
		return Page{}, err
	}
	raw, err := io.ReadAll(io.LimitReader(body, maxPage+1))
	var doubts []string
	switch {
	case len(raw) > maxPage:
		return Page{}, errLarge
	case err != nil && (len(raw) == 0 || !packingBroke(err)):
		return Page{}, err
	case err != nil:
		doubts = append(doubts, "the page was broken off when it was sent ("+err.Error()+"); something may be missing at its end")
	}
	html, err := isMarkup(media, raw)
	if err != nil {
		return Page{}, err
	}
	p := Page{ID: r.URL, Source: source, Kind: Plain, URL: r.URL, Fetched: r.Fetched, Raw: raw}
	if html {
		p.Kind = HTML
	}
	if p.ID == "" {
		p.ID = id
	}
	p.Body, p.Doubts = decode(raw, html, label)
	p.Doubts = append(p.Doubts, doubts...)
	if blank(p.Body) {
		return Page{}, NotPage("empty")
	}
	return p, nil
}

// errLarge is a page over the limit.
var errLarge = errors.New("it is larger than " + limitText + ", the most that is read as one page; save its text and read that")

// media is the media type and the charset that the server gave.
func (r Response) media() (media, charset string) {
	media, params, err := mime.ParseMediaType(r.ContentType)
	if err != nil && media == "" {
		media, _, _ = strings.Cut(r.ContentType, ";")
		media = strings.ToLower(strings.TrimSpace(media))
	}
	return media, params["charset"]
}

// mediaKind is what a media type promises.
type mediaKind uint8

const (
	mediaHTML  mediaKind = iota
	mediaPlain           // text
	mediaAny             // the bytes must say
)

// pageMedia are the media types that pages come with.
var pageMedia = map[string]mediaKind{
	"text/html": mediaHTML, "application/xhtml+xml": mediaHTML, "text/plain": mediaPlain,
	"": mediaAny, "application/octet-stream": mediaAny, "application/xml": mediaAny, "text/xml": mediaAny, "unknown/unknown": mediaAny,
}

func isRobots(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Path == "/robots.txt"
}

// isMarkup reports whether a response is HTML or text, by its label and by its bytes. What is neither is a NotPage.
func isMarkup(media string, raw []byte) (bool, error) {
	form := sniff(raw[:min(len(raw), sniffed)])
	switch {
	case form == formEmpty:
		return false, NotPage("empty")
	case form == formHTML:
		return true, nil
	case form == formText && pageMedia[media] != mediaAny:
		return pageMedia[media] == mediaHTML, nil
	case media == "":
		return false, NotPage("without a media type")
	case pageMedia[media] == mediaAny:
		return false, NotPage(media)
	}
	return false, NotPage("something else labelled " + media)
}

// Decoded takes the transfer and content codings off the body. Crawls keep the head as the server sent it, and the body with or
// without its codings; its bytes decide. A coding that is not known is a NotPage.
func (r Response) Decoded() (io.Reader, error) {
	in := bufio.NewReader(r.Body)
	if r.Chunked {
		if line, _ := in.Peek(32); chunkSize.Match(line) {
			in = bufio.NewReader(httputil.NewChunkedReader(in))
		}
	}
	codings := strings.Split(strings.ToLower(r.Encoding), ",")
	if len(codings) > maxCodings {
		return nil, NotPage("packed many times over")
	}
	for len(codings) > 0 {
		last := strings.TrimSpace(codings[len(codings)-1])
		codings = codings[:len(codings)-1]
		next, err := unpackCoding(in, last)
		if err != nil {
			return nil, err
		}
		in = next
	}
	return in, nil
}

// chunkSize is the line that begins a chunk.
var chunkSize = regexp.MustCompile(`^[0-9A-Fa-f]{1,8}[ \t]*(?:;[^\r\n]*)?\r?\n`)

func unpackCoding(in *bufio.Reader, coding string) (*bufio.Reader, error) {
	begins, _ := in.Peek(512)
	var out io.Reader
	var err error
	switch {
	case coding == "" || coding == "identity" || len(begins) == 0:
		return in, nil
	case bytes.HasPrefix(begins, []byte("\x1f\x8b")) && (coding == "gzip" || coding == "x-gzip"):
		out, err = gzip.NewReader(in)
	case !binary(begins): // it says that it is packed, and is not: crawls keep the head that was sent
		return in, nil
	case coding == "deflate" && begins[0]&0x0f == 8:
		out, err = zlib.NewReader(in)
	case coding == "deflate":
		out = flate.NewReader(in)
	default:
		return nil, NotPage("packed with " + coding)
	}
	if err != nil {
		return nil, fmt.Errorf("unpack %s: %w", coding, err)
	}
	return bufio.NewReader(out), nil
}

// packingBroke reports whether an error is of the packing that a server sent, and not of the file that it was kept in.
func packingBroke(err error) bool {
	return errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) ||
		errors.Is(err, zlib.ErrChecksum) || errors.As(err, new(flate.CorruptInputError)) || strings.Contains(err.Error(), "chunk")
}
