package intake

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// record is one page in JSON. The names are those of the benchmark files and of passim (Smith, Cordell and Dillon 2013), which calls
// the outlet series. Other fields are nobody's error.
type record struct {
	ID     field `json:"id"`
	URL    field `json:"url"`
	Outlet field `json:"outlet"`
	Series field `json:"series"`
	Date   field `json:"date"`
	Title  field `json:"title"`
	Text   field `json:"text"`
	HTML   field `json:"html"`
}

// field is a string, or what stands for one: a number or truth value as it is written, nothing for null, lists and objects.
type field string

// UnmarshalJSON never fails on valid JSON: an odd value of one field is no reason to lose a page.
func (f *field) UnmarshalJSON(raw []byte) error {
	switch raw[0] {
	case '"':
		*f = field(unquote(raw))
	case 'n', '[', '{':
		*f = ""
	default:
		*f = field(raw)
	}
	return nil
}

// lines reads JSON Lines, one record at a time. A line that is broken is named, and the next one read.
func (r *reader) lines(source string, in *bufio.Reader) error {
	failures := 0
	fail := func(place, why string) error {
		if failures++; failures > maxUnreadLines {
			return r.ctx.Err()
		}
		return r.fail(place, "%s", why)
	}
	for n := 1; ; n++ {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		line, err := readLine(in)
		place := source + ":" + strconv.Itoa(n)
		switch {
		case errors.Is(err, errLong):
			if err := fail(place, "the line is longer than "+recordText+", the most that is read as one record; put one page on a line"); err != nil {
				return err
			}
			continue
		case err != nil && !errors.Is(err, io.EOF):
			if r.ctx.Err() != nil {
				return r.ctx.Err()
			}
			return r.fail(place, "from here on: %s", unpackReason(err))
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
		}
		if len(bytes.TrimSpace(line)) > 0 {
			page, why := parseRecord(line, place, baseID(source)+":"+strconv.Itoa(n))
			if why != "" {
				if err := fail(place, why); err != nil {
					return err
				}
			} else if err := r.page(page); err != nil {
				return err
			}
		}
		if err != nil {
			break
		}
	}
	if failures > maxUnreadLines {
		return r.fail(source, "%d more of its lines could not be read, most likely for the same reasons", failures-maxUnreadLines)
	}
	return nil
}

var errLong = errors.New("line too long")

// readLine returns the next line without its end. A line that is too long is passed over and is errLong. The last line comes with
// io.EOF.
func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := in.ReadSlice('\n')
		if long = long || len(line)+len(part) > maxRecord; long {
			line = nil
		} else {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case long && (err == nil || errors.Is(err, io.EOF)):
			if err != nil && len(part) == 0 {
				return nil, io.EOF
			}
			return nil, errLong
		default:
			return bytes.TrimSuffix(line, []byte("\n")), err
		}
	}
}

// document reads a file that is one JSON value: a record or a list of records.
func (r *reader) document(source string, in io.Reader) error {
	raw, err := io.ReadAll(io.LimitReader(in, maxPage+1))
	switch {
	case r.ctx.Err() != nil:
		return r.ctx.Err()
	case err != nil:
		return r.fail(source, "%s", unpackReason(err))
	case len(raw) > maxPage:
		return r.fail(source, "it is one JSON value of more than %s; write its records as JSON Lines, one a line (jq -c '.[]')", limitText)
	}
	raw = bytes.TrimSpace(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf")))
	if len(raw) > 0 && raw[0] == '{' {
		return r.one(raw, source, baseID(source))
	}
	var list []json.RawMessage
	if err := json.Unmarshal(raw, &list); err != nil {
		return r.fail(source, "%s", jsonReason(err))
	}
	if len(list) == 0 {
		return r.fail(source, "the JSON list in it is empty; give records with a field text or html")
	}
	for i, element := range list {
		n := strconv.Itoa(i + 1)
		if err := r.one(element, source+":"+n, baseID(source)+":"+n); err != nil {
			return err
		}
	}
	return nil
}

func (r *reader) one(raw []byte, place, id string) error {
	page, why := parseRecord(raw, place, id)
	if why != "" {
		return r.fail(place, "%s", why)
	}
	return r.page(page)
}

// parseRecord makes a page of a record, or says why it is none. id is its name if it has none of its own.
func parseRecord(raw []byte, place, id string) (Page, string) {
	var doubts []string
	if !utf8.Valid(raw) {
		_, broken := countUTF8(raw)
		raw = bytes.ToValidUTF8(raw, []byte("\uFFFD"))
		doubts = append(doubts, fmt.Sprintf("%d places of the record are no valid UTF-8; each is shown as \uFFFD", broken))
	}
	rec, ok := flatRecord(raw)
	if !ok {
		rec = record{}
		if err := json.Unmarshal(raw, &rec); err != nil {
			return Page{}, jsonReason(err)
		}
	}
	return pageOf(rec, raw, place, id, doubts)
}

// pageOf makes a page of a record's fields, or says why it is none.
func pageOf(rec record, raw []byte, place, id string, doubts []string) (Page, string) {
	p := Page{
		ID: firstOf(rec.ID, rec.URL, field(id)), Source: place, URL: firstOf(rec.URL), Outlet: firstOf(rec.Outlet, rec.Series), Date: firstOf(rec.Date),
		Title: firstOf(rec.Title), Raw: raw, Doubts: doubts,
	}
	switch {
	case !blank(string(rec.HTML)):
		p.Kind, p.Body = HTML, string(rec.HTML)
	case !blank(string(rec.Text)):
		p.Kind, p.Body = Article, string(rec.Text)
	default:
		return Page{}, "the record has no text: neither its field text nor html holds any; name the field that does text or html"
	}
	var nuls int
	if p.Body, nuls = clean(p.Body); nuls > 0 {
		p.Doubts = append(p.Doubts, fmt.Sprintf("%d NUL characters stood in the record and were left out", nuls))
	}
	return p, ""
}

// firstOf is the first value that says something, without outer space.
func firstOf(values ...field) string {
	for _, v := range values {
		if s := strings.TrimSpace(string(v)); s != "" {
			return s
		}
	}
	return ""
}

func jsonReason(err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind):
		return "it is JSON but no record (" + kind.Value + "); give objects with a field text or html"
	case errors.As(err, &syntax):
		return fmt.Sprintf("it is broken JSON at byte %d (%v); mend it or write it again", syntax.Offset, err)
	}
	return fmt.Sprintf("it is broken JSON (%v); mend it or write it again", err)
}
