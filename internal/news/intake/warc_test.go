package intake

import (
	"bytes"
	"compress/flate"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"variorum/edition"
)

// warcRecord is a record with a response of status 200 and the given fields in its head.
func warcRecord(uri, fields, body string) []byte {
	http := "HTTP/1.1 200 OK\r\n" + fields + "\r\n" + body
	return fmt.Appendf(nil, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: 2031-03-04T10:11:12Z\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", uri, len(http), http)
}

const htmlField = "Content-Type: text/html; charset=utf-8\r\n"

func htmlRecord(uri, words string) []byte {
	return warcRecord(uri, htmlField, "<html><body><p>"+words+"</p></body></html>")
}

func deflated(t *testing.T, data []byte, wrapped bool) string {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser = zlib.NewWriter(&b)
	if !wrapped {
		w, _ = flate.NewWriter(&b, flate.DefaultCompression)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestCodings holds that a page is read whatever codings the server used, and whether the crawl took them off or not.
func TestCodings(t *testing.T) {
	const page = "<html><body><p>The quay at Tarn is shut, and the ferry waits outside the harbour.</p></body></html>"
	gz := string(packed(t, []byte(page)))
	chunks := fmt.Sprintf("%x\r\n%s\r\n%x;x=y\r\n%s\r\n0\r\n\r\n", 20, page[:20], len(page)-20, page[20:])
	gzChunks := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(gz), gz)
	for name, c := range map[string]struct{ fields, body, doubt string }{
		"plain":                        {"", page, ""},
		"gzip":                         {"Content-Encoding: gzip\r\n", gz, ""},
		"gzip, taken off":              {"Content-Encoding: gzip\r\n", page, ""},
		"br, taken off":                {"Content-Encoding: br\r\n", page, ""},
		"deflate with its head":        {"Content-Encoding: deflate\r\n", deflated(t, []byte(page), true), ""},
		"deflate without":              {"Content-Encoding: deflate\r\n", deflated(t, []byte(page), false), ""},
		"twice":                        {"Content-Encoding: gzip, gzip\r\n", string(packed(t, []byte(gz))), ""},
		"chunks":                       {"Transfer-Encoding: chunked\r\n", chunks, ""},
		"chunks, taken off":            {"Transfer-Encoding: chunked\r\n", page, ""},
		"gzip in chunks":               {"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", gzChunks, ""},
		"gzip, cut off":                {"Content-Encoding: gzip\r\n", gz[:len(gz)-12], "broken off when it was sent"},
		"chunks, cut off":              {"Transfer-Encoding: chunked\r\n", chunks[:len(chunks)-30], "broken off when it was sent"},
		"a length that is not its own": {"Content-Length: 7\r\n", page, ""},
	} {
		pages, unread := readOne(t, warcRecord("https://harbour.example/quay", htmlField+c.fields, c.body))
		if len(pages) != 1 {
			t.Errorf("%s: %d pages, unread %v", name, len(pages), unread)
			continue
		}
		p := pages[0]
		if doubts := strings.Join(p.Doubts, "; "); (c.doubt == "") != (doubts == "") || !strings.Contains(doubts, c.doubt) {
			t.Errorf("%s: doubts %q, want %q", name, doubts, c.doubt)
		}
		if c.doubt == "" && p.Body != page {
			t.Errorf("%s: body %q", name, p.Body)
		}
		if p.URL != "https://harbour.example/quay" || p.Fetched != "2031-03-04T10:11:12Z" || p.Kind != HTML {
			t.Errorf("%s: %+v", name, p)
		}
	}
	for fields, what := range map[string]string{"Content-Encoding: br\r\n": "packed with br", "Content-Encoding: gzip,gzip,gzip,gzip\r\n": "many times over"} {
		_, unread := readOne(t, warcRecord("https://harbour.example/quay", htmlField+fields, "\x1b\x00\x00\xff\x8f\x01"))
		if len(unread) != 1 || !strings.Contains(unread[0].Why, what) {
			t.Errorf("%s: %v", fields, unread)
		}
	}
}

// TestServersCharset holds that the charset of the head is believed where the page declares none, and the page where the head is
// belied by its bytes.
func TestServersCharset(t *testing.T) {
	for fields, page := range map[string]string{
		"Content-Type: text/html; charset=koi8-r\r\n":        "<html><body><p>\xed\xdc\xd2 \xc7\xcf\xd2\xcf\xc4\xc1</p></body></html>",
		"Content-Type: text/html; charset=utf-8\r\n":         "<html><head><meta charset=windows-1251></head><body><p>\xcc\xfd\xf0 \xe3\xee\xf0\xee\xe4\xe0</p></body></html>",
		"Content-Type: text/html; charset=windows-1251 \r\n": "<html><body><p>\xcc\xfd\xf0 \xe3\xee\xf0\xee\xe4\xe0</p></body></html>",
	} {
		pages, unread := readOne(t, warcRecord("https://harbour.example/quay", fields, page))
		if len(pages) != 1 || !strings.Contains(pages[0].Body, " города") {
			t.Errorf("%s: pages %v, unread %v", fields, pages, unread)
		}
	}
}

// TestBrokenMember holds that a break of an archive's packing takes one record with it.
func TestBrokenMember(t *testing.T) {
	var members [][]byte
	for i := range 5 {
		members = append(members, packed(t, htmlRecord(fmt.Sprintf("https://harbour.example/%d", i), strings.Repeat(fmt.Sprintf("Word %d. ", i*i*7919), 60))))
	}
	hurt := slices.Clone(members[2])
	for i := len(hurt) / 2; i < len(hurt)/2+8; i++ {
		hurt[i] ^= 0xff
	}
	whole := bytes.Join(members, nil)
	for name, c := range map[string]struct {
		data   []byte
		pages  int
		unread int
	}{
		"whole":              {whole, 5, 0},
		"one broken":         {bytes.Join([][]byte{members[0], members[1], hurt, members[3], members[4]}, nil), 4, 1},
		"one cut off":        {bytes.Join([][]byte{members[0], members[2][:len(hurt)-30], members[3], members[4]}, nil), 2, 1},
		"the end cut off":    {whole[:len(whole)-40], 4, 1},
		"cut between":        {bytes.Join(members[:3], nil), 3, 0},
		"rubbish in between": {bytes.Join([][]byte{members[0], []byte("rubbish \x1f and more"), members[1]}, nil), 2, 1},
	} {
		pages, unread := readOne(t, c.data)
		if len(pages) != c.pages || len(unread) != c.unread {
			t.Errorf("%s: %d pages, want %d; unread %v, want %d", name, len(pages), c.pages, unread, c.unread)
		}
	}
}

// endlessArchive brings records of a page, packed one by one, and counts what is held while they are read.
type endlessArchive struct {
	member  []byte
	left, n int
}

func (e *endlessArchive) Read(p []byte) (int, error) {
	if e.n == e.left*len(e.member) {
		return 0, io.EOF
	}
	k := copy(p, e.member[e.n%len(e.member):])
	e.n += k
	return k, nil
}

func TestArchiveMemory(t *testing.T) {
	const records = 1000
	in := &endlessArchive{member: packed(t, htmlRecord("https://harbour.example/a", strings.Repeat("The quay is shut. ", 4000))), left: records}
	var stats runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&stats)
	before, most, n := stats.HeapAlloc, uint64(0), 0
	err := Each(context.Background(), []string{"-"}, in, func(Page) error {
		if n++; n%200 == 0 {
			runtime.GC()
			runtime.ReadMemStats(&stats)
			most = max(most, stats.HeapAlloc)
		}
		return nil
	}, func(u edition.Unread) { t.Errorf("unread %v", u) })
	if err != nil || n != records {
		t.Errorf("%d pages, %v", n, err)
	}
	if held := int64(most) - int64(before); held > 4<<20 {
		t.Errorf("%d bytes are held in the middle of an archive of %d times as many", held, int64(records)*72_000/max(held, 1))
	}
}

func TestLargeRecords(t *testing.T) {
	large := htmlRecord("https://harbour.example/large", strings.Repeat("word ", maxPage/5+1))
	bomb := warcRecord("https://harbour.example/bomb", htmlField+"Content-Encoding: gzip\r\n", string(packed(t, append([]byte("<html>"), run(' ', 40<<20)...))))
	head := fmt.Appendf(nil, "WARC/1.0\r\nWARC-Type: response\r\nX: %s\r\nContent-Length: 2\r\n\r\nab\r\n\r\n", run('x', 2*maxHead))
	after := htmlRecord("https://harbour.example/after", "After it.")
	for name, data := range map[string][]byte{"large page": large, "bomb": bomb, "long head": head} {
		pages, unread := readOne(t, slices.Concat(data, after))
		if len(pages) != 1 || len(unread) != 1 || unread[0].Source != "-:1" {
			t.Errorf("%s: %d pages, unread %v", name, len(pages), unread)
		}
	}
	many := bytes.Repeat([]byte("WARC/1.0\r\nWARC-Type: response\r\n\r\n"), 3*maxUnreadLines)
	if _, unread := readOne(t, many); len(unread) != maxUnreadLines+1 {
		t.Errorf("%d reasons for %d broken records", len(unread), 3*maxUnreadLines)
	}
}

func TestCallerStopsAnArchive(t *testing.T) {
	enough := errors.New("enough")
	err := Each(context.Background(), []string{"-"}, bytes.NewReader(htmlRecord("https://harbour.example/a", "One.")), func(Page) error { return enough }, func(u edition.Unread) { t.Error(u) })
	if !errors.Is(err, enough) {
		t.Errorf("the run ends with %v", err)
	}
}

// TestArchiveRoundTrip holds that what is put into an archive comes out of it, packed or not.
func TestArchiveRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[a-z\r\n]{0,30}[A-Z]{1,9}`), 1, 8).Draw(rt, "pages")
		pack := rapid.Bool().Draw(rt, "packed")
		var data []byte
		for i, w := range words {
			r := htmlRecord(fmt.Sprintf("https://harbour.example/%d", i), w)
			if pack {
				r = packed(t, r)
			}
			data = append(data, r...)
		}
		pages, unread := readOne(t, data)
		if len(pages) != len(words) || len(unread) != 0 {
			rt.Fatalf("%d pages of %d, unread %v", len(pages), len(words), unread)
		}
		for i, p := range pages {
			if want := "<html><body><p>" + words[i] + "</p></body></html>"; string(p.Raw) != "" || p.Body != lineEnds.Replace(want) {
				rt.Errorf("page %d is %q, want %q", i, p.Body, want)
			}
		}
	})
}

// FuzzArchive holds that no archive, whole, broken or packed, is read without a word, and that what comes out is text.
func FuzzArchive(f *testing.F) {
	good := htmlRecord("https://harbour.example/a", "One.")
	f.Add(good, []byte("x"), false)
	f.Add(good, []byte("WARC/1.0\nContent-Length: 9\n\nHTTP/1.1 200"), true)
	f.Add(warcRecord("https://harbour.example/b", htmlField+"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", "5\r\n\x1f\x8b\x08\x00\x00\r\n"), []byte{}, true)
	f.Add([]byte("WARC/1.0\nWARC-Type: response\nContent-Length: 99999999999\n\n"), []byte("\x1f\x8b\x08"), false)
	f.Fuzz(func(t *testing.T, first, second []byte, pack bool) {
		data := append(append([]byte("WARC/"), first...), second...)
		if pack {
			data = append(packed(t, append([]byte("WARC/"), first...)), second...)
		}
		checkRead(t, data)
	})
}

// TestDeepFeeds holds that no nesting takes a reader of feeds further down than it can come back from.
func TestDeepFeeds(t *testing.T) {
	for _, begin := range []string{`<rss version="2.0" xmlns:x="u"><channel><item>`, `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:x="u"><entry>`} {
		_, err := List([]byte(begin+strings.Repeat("<x:a>", 1_500_000)), "")
		if err == nil || !strings.Contains(err.Error(), "nest deeper") {
			t.Errorf("%s: %v", begin, err)
		}
	}
	wide := `<rss version="2.0"><channel><title>Post</title>` + strings.Repeat(`<item><title>A</title><link>https://harbour.example/a</link><!-- <a> --><description><![CDATA[<p>one<p>two<br>]]></description><enclosure url="u"/></item>`, 3*maxNested) + `</channel></rss>`
	sixteen, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(`<?xml version="1.0" encoding="utf-16"?>` + wide))
	if err != nil {
		t.Fatal(err)
	}
	noted := `{"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": [{"url": "https://harbour.example/a", "summary": "` + strings.Repeat("<br>", 2*maxNested) + `"}]}`
	for _, feed := range []string{wide, string(sixteen), noted} {
		if l, err := List([]byte(feed), ""); err != nil || len(l.Links) != 1 || l.Title != "Post" {
			t.Errorf("a long feed: %d links, title %q, %v", len(l.Links), l.Title, err)
		}
	}
}

// FuzzListing holds the same for feeds, lists of feeds and sitemaps, and that what they name are addresses on the web.
func FuzzListing(f *testing.F) {
	for _, seed := range []string{
		`<rss version="2.0"><channel><title>A</title><item><title>T</title><link>https://harbour.example/a</link></item></channel></rss>`,
		`<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/a"/></entry>`, `<opml><outline xmlUrl="https://harbour.example/f"/></opml>`,
		`<urlset><url><loc>https://harbour.example/a</loc><lastmod>x</lastmod></url></urlset>`, `{"version":"https://jsonfeed.org/version/1","items":[{"content_text":"a"}]}`,
		`<?xml version="1.0" encoding="koi8-r"?><!DOCTYPE rss [<!ENTITY a "b">]><rdf:RDF>&a;</rdf:RDF>`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		checkRead(t, data)
		l, err := List(data, "https://harbour.example/feed")
		if err != nil && (len(l.Links) > 0 || len(l.Pages) > 0) {
			t.Errorf("an error beside %d links", len(l.Links))
		}
		for _, link := range slices.Concat(l.Links, l.Lists) {
			if !strings.HasPrefix(link.URL, "http://") && !strings.HasPrefix(link.URL, "https://") {
				t.Errorf("link %q", link.URL)
			}
		}
	})
}

func checkRead(t *testing.T, data []byte) {
	t.Helper()
	pages, unread := readOne(t, data)
	if len(pages)+len(unread) == 0 {
		t.Fatal("neither a page nor a reason")
	}
	for _, p := range pages {
		if !utf8.ValidString(p.Body) || strings.ContainsAny(p.Body, "\x00\r") || blank(p.Body) || p.ID == "" {
			t.Errorf("page %q: body %q", p.ID, p.Body)
		}
	}
}
