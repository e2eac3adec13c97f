package intake

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/saintfish/chardet"
	"golang.org/x/net/html/charset"
)

// decode brings a page to UTF-8 and says what was odd. A byte order mark decides; then label, which is what the server said
// of the page, or nothing; then what the page declares, unless its bytes belie it; then what the bytes look like.
func decode(raw []byte, markup bool, label string) (string, []string) {
	var doubts []string
	name := wideEncoding(raw)
	if own := ""; markup && name == "" {
		if own = declared(raw); own != "" && (label == "" || belied(raw, label)) {
			label = own
		}
	}
	switch {
	case name != "":
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		name = "utf-8"
	default:
		var doubt string
		if name, doubt = choose(raw, label, markup); doubt != "" {
			doubts = append(doubts, doubt)
		}
	}
	text, broken := decodeAs(raw, name)
	if broken > 0 {
		doubts = append(doubts, fmt.Sprintf("%d places are no valid %s; each is shown as \uFFFD", broken, strings.ToUpper(name)))
	}
	text, nuls := clean(text)
	if nuls > 0 {
		doubts = append(doubts, fmt.Sprintf("%d NUL characters stood in the page and were left out", nuls))
	}
	return text, doubts
}

// belied reports whether a label says that bytes are UTF-8 which are none. Servers give one label to all their pages.
func belied(raw []byte, label string) bool {
	_, name := charset.Lookup(label)
	return name == "utf-8" && !utf8.Valid(raw)
}

// choose names the encoding of bytes without a mark.
func choose(raw []byte, label string, markup bool) (name, doubt string) {
	chars, broken := countUTF8(raw)
	utf := broken == 0 || chars >= mostlyUTF8*broken
	if label == "" {
		switch {
		case utf:
			return "utf-8", ""
		default:
			name = detect(raw, markup)
			return name, "declares no charset; its bytes read as " + name
		}
	}
	_, name = charset.Lookup(label)
	switch {
	case name == "" || name == "replacement" || name == "x-user-defined":
		if name = "utf-8"; !utf {
			name = detect(raw, markup)
		}
		return name, fmt.Sprintf("declares the charset %q, which is not known; its bytes read as %s", label, name)
	case strings.HasPrefix(name, "utf-16"):
		name = "utf-8" // what could read the declaration was not UTF-16: the HTML standard's rule
	}
	if name == "utf-8" && !utf {
		name = detect(raw, markup)
		return name, "declares UTF-8, but its bytes are none; they read as " + name
	}
	if name != "utf-8" && broken == 0 && chars > 0 && !stateful[name] {
		return "utf-8", fmt.Sprintf("declares %s, but its bytes are UTF-8 and were read so", label)
	}
	if latin1[strings.ToLower(label)] && hasC1(raw) {
		return "windows-1252", fmt.Sprintf("declares %s, but has characters of windows-1252 and was read so", label)
	}
	return name, ""
}

// mostlyUTF8 is how many valid characters of several bytes a page must have for each broken one to be UTF-8 with breaks
// rather than another encoding, in which hardly any run of high bytes is valid by chance.
const mostlyUTF8 = 3

// latin1 are the labels of ISO 8859-1, which has control characters where windows-1252 has quotation marks.
var latin1 = map[string]bool{"iso-8859-1": true, "iso8859-1": true, "iso_8859-1": true, "latin1": true, "latin-1": true, "l1": true}

// stateful are encodings in bytes below 128, which are valid UTF-8 whatever they say.
var stateful = map[string]bool{"iso-2022-jp": true, "hz-gb-2312": true}

func hasC1(raw []byte) bool {
	for _, c := range raw {
		if c >= 0x80 && c < 0xa0 {
			return true
		}
	}
	return false
}

// countUTF8 counts the valid characters of several bytes, and the runs of bytes that are none.
func countUTF8(raw []byte) (chars, broken int) {
	last := false
	for len(raw) > 0 {
		if raw[0] < utf8.RuneSelf {
			raw, last = raw[1:], false
			continue
		}
		r, n := utf8.DecodeRune(raw)
		bad := r == utf8.RuneError && n == 1
		switch {
		case !bad:
			chars++
		case !last:
			broken++
		}
		raw, last = raw[n:], bad
	}
	return chars, broken
}

// declaredWithin is the number of bytes in which a declaration is looked for. The HTML standard says 1,024; pages that put
// scripts before it are read by browsers all the same, once they have seen it.
const declaredWithin = 16 << 10

var (
	xmlCharset  = regexp.MustCompile(`^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.\-]{1,40})["']`)
	metaCharset = regexp.MustCompile(`(?i)<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*([A-Za-z0-9_:.\-]{1,40})`)
)

// declared is the charset that a page says it is in, or empty.
func declared(raw []byte) string {
	head := raw[:min(len(raw), declaredWithin)]
	for _, rx := range []*regexp.Regexp{metaCharset, xmlCharset} {
		if m := rx.FindSubmatch(head); m != nil {
			return string(m[1])
		}
	}
	return ""
}

// detectWithin is the number of bytes by which an undeclared encoding is guessed.
const detectWithin = 256 << 10

// detect guesses the encoding of bytes that are not UTF-8. Windows-1252 is the guess of last resort, as it is in browsers.
func detect(raw []byte, markup bool) string {
	detector := chardet.NewTextDetector()
	if markup {
		detector = chardet.NewHtmlDetector()
	}
	best, err := detector.DetectBest(raw[:min(len(raw), detectWithin)])
	if err != nil || best.Confidence < minConfidence {
		return "windows-1252"
	}
	label := best.Charset
	if right, ok := misnamed[label+" "+best.Language]; ok {
		label = right
	} else if right, ok := misnamed[label]; ok {
		label = right
	}
	if _, name := charset.Lookup(label); name != "" && name != "utf-8" && !strings.HasPrefix(name, "utf-16") && name != "replacement" {
		return name
	}
	return "windows-1252"
}

// misnamed are answers of the detector, some with the language it sees, that name the encoding otherwise than the Encoding
// Standard does, or name the western one where it has seen an eastern language with the windows characters.
var misnamed = map[string]string{
	"GB-18030": "gb18030", "windows-1252 pl": "windows-1250", "windows-1252 cs": "windows-1250", "windows-1252 hu": "windows-1250",
	"windows-1252 ro": "windows-1250",
}

// minConfidence is chardet's confidence, of 100, below which its guess is not better than the commonest encoding.
const minConfidence = 20

// decodeAs decodes bytes and counts the runs of them that the encoding does not have, each of which becomes U+FFFD.
func decodeAs(raw []byte, name string) (string, int) {
	if name == "utf-8" {
		raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
		if utf8.Valid(raw) {
			return string(raw), 0
		}
		_, broken := countUTF8(raw)
		return strings.ToValidUTF8(string(raw), "\uFFFD"), broken
	}
	enc, _ := charset.Lookup(name)
	if enc == nil {
		return strings.ToValidUTF8(string(raw), "\uFFFD"), 1
	}
	text, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		return strings.ToValidUTF8(string(raw), "\uFFFD"), 1
	}
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	return string(text), bytes.Count(text, []byte("\uFFFD"))
}

// clean brings line ends to "\n" and drops NUL characters, which it counts.
func clean(text string) (string, int) {
	nuls := strings.Count(text, "\x00")
	if nuls > 0 {
		text = strings.ReplaceAll(text, "\x00", "")
	}
	if strings.Contains(text, "\r") {
		text = lineEnds.Replace(text)
	}
	return text, nuls
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

func blank(s string) bool { return strings.TrimSpace(s) == "" }
