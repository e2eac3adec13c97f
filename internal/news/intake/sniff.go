package intake

import (
	"bytes"
	"regexp"
)

// form is what a file's content is. A value that is none of the constants is the reason why it cannot be read.
type form string

const (
	formEmpty form = "empty"
	formLines form = "JSON Lines"
	formJSON  form = "JSON"
	formHTML  form = "HTML"
	formText  form = "text"

	formWARC    form = "a web archive"
	formFeed    form = "a news feed"
	formOPML    form = "a list of feeds"
	formSitemap form = "a sitemap"
)

// magic are the beginnings of files that hold no page as they are.
var magic = []struct {
	begins string
	why    form
}{
	{"%PDF-", "it is a PDF; save the article as HTML or text"},
	{"PK\x03\x04", "it is a ZIP archive or an office document; unpack it, or save its text"},
	{"BZh", "it is packed with bzip2; unpack it, or pack it with gzip"},
	{"\xfd7zXZ", "it is packed with xz; unpack it, or pack it with gzip"},
	{"\x28\xb5\x2f\xfd", "it is packed with zstd; unpack it, or pack it with gzip"},
	{"\x1f\x8b", "it is gzip inside gzip; unpack it once"},
	{"7z\xbc\xaf", "it is a 7z archive; unpack it"},
	{"\x89PNG", "it is a picture (PNG); give the page that shows it"},
	{"\xff\xd8\xff", "it is a picture (JPEG); give the page that shows it"},
	{"GIF8", "it is a picture (GIF); give the page that shows it"},
	{"\x7fELF", "it is a program; give a page"},
	{"SQLite format 3", "it is a database (SQLite); export its pages as JSON Lines"},
	{parquetMagic, "it is Parquet, which is read from its end; give the file itself, not packed and not through a pipe"},
	{"WARC/", formWARC},
}

// sniff tells from the beginning of a file what it is.
func sniff(prefix []byte) form {
	if len(prefix) == 0 {
		return formEmpty
	}
	for _, m := range magic {
		if bytes.HasPrefix(prefix, []byte(m.begins)) {
			return m.why
		}
	}
	wide := wideEncoding(prefix)
	if wide == "" && binary(prefix) {
		return "it is binary and no kind that is known; give pages as HTML, text or JSON Lines"
	}
	if wide != "" {
		text, _ := decodeAs(trimOdd(prefix), wide)
		prefix = []byte(text)
	}
	head := bytes.TrimLeft(bytes.TrimPrefix(prefix, []byte("\xef\xbb\xbf")), " \t\r\n\x00")
	switch {
	case len(head) == 0:
		return formText
	case bytes.Contains(head, ourReport) || ourEdition.Match(head):
		return "variorum wrote it; it is no page: leave it out, or write to another folder than that of the pages"
	case jsonFeed.Match(head):
		return formFeed
	case wide == "" && recordLines(head):
		return formLines
	case wide == "" && jsonStart.Match(head):
		return formJSON
	case listingForm(head) != "":
		return listingForm(head)
	case htmlStart.Match(head) || len(someTag.FindAllIndex(head, minTags)) >= minTags:
		return formHTML
	}
	return formText
}

var (
	// Reports and editions are left in the folder of their pages.
	ourReport   = []byte(`<meta name="generator" content="variorum `)
	ourEdition  = regexp.MustCompile(`^\{\s*"schema":\s*"variorum/edition/`)
	jsonStart   = regexp.MustCompile(`^(?:\{\s*["}]|\[\s*[\[{\]"])`)
	htmlStart   = regexp.MustCompile(`(?i)^(?:<\?xml[^>]*>\s*)?(?:<!--(?s:.)*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b`)
	someTag     = regexp.MustCompile(`(?i)</?(?:p|div|a|span|br|script|meta|article|section|h[1-6]|table|td|ul|li|body|html|head|title|img|b|i|font)\b[^<>]{0,500}>`)
	recordStart = regexp.MustCompile(`^\s*\{\s*"`)
)

// minTags is the number of tags from which a file without a document type is HTML. Fewer may stand in a text about HTML.
const minTags = 3

// recordLines reports whether a file is JSON Lines: of the lines at its beginning at least half open an object, and either
// one of them closes it or the next line opens another. A file of one object over many lines is no JSON Lines.
func recordLines(head []byte) bool {
	lines, records, closed := 0, 0, 0
	for len(head) > 0 && lines < maxLinesSniffed {
		line, rest, more := bytes.Cut(head, []byte("\n"))
		head = rest
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		lines++
		if recordStart.Match(line) {
			records++
			if line[len(line)-1] == '}' || !more {
				closed++
			}
		}
	}
	return records > 0 && 2*records >= lines && (closed > 0 || records > 1)
}

const maxLinesSniffed = 20

// maxControl is the share of control characters from which a file is binary. A broken page may have a few.
const maxControl = 0.02

// binary reports whether the bytes are no text in any encoding that has ASCII in it.
func binary(b []byte) bool {
	control := 0
	for _, c := range b {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\x1b' {
			control++
		}
	}
	return float64(control) > maxControl*float64(len(b))
}

// wideEncoding names the encoding of text in units of two bytes, by its byte order mark or by the NUL bytes of its ASCII part.
func wideEncoding(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return "utf-16le"
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return "utf-16be"
	case len(b) < 4:
		return ""
	}
	var nul [2]int
	for i, c := range b {
		if c == 0 {
			nul[i%2]++
		}
	}
	half := len(b) / 2
	name := ""
	switch {
	case nul[1] > half*wideNUL/100 && nul[0] <= half/200:
		name = "utf-16le"
	case nul[0] > half*wideNUL/100 && nul[1] <= half/200:
		name = "utf-16be"
	default:
		return ""
	}
	text, broken := decodeAs(trimOdd(b[:min(len(b), sniffed)]), name)
	if broken > len(text)/100 || binary([]byte(text)) {
		return ""
	}
	return name
}

// wideNUL is the percentage of units that must have a NUL byte on one side, and hardly any on the other, for text without a
// mark to be UTF-16: spaces and markup alone make more.
const wideNUL = 5

// trimOdd cuts the last byte off an odd number of them.
func trimOdd(b []byte) []byte { return b[:len(b)&^1] }
