package intake

import (
	"bytes"
	"strings"
)

// flatRecord reads a record that is one object of strings, numbers, truth values and nulls, as nearly all are, in one pass. It is not ok of
// anything else, and of anything that is broken: encoding/json has the last word then, and says the same of what is ok.
func flatRecord(raw []byte) (rec record, ok bool) {
	c := cursor{raw: raw}
	if !c.take('{') {
		return rec, false
	}
	if c.take('}') {
		return rec, c.ended()
	}
	for {
		c.space()
		key, plain := c.words()
		if !plain || !c.take(':') {
			return rec, false
		}
		to, known := rec.field(key)
		if !known {
			return rec, false
		}
		if !c.value(to) {
			return rec, false
		}
		if c.take(',') {
			continue
		}
		return rec, c.take('}') && c.ended()
	}
}

// field is where the value of a key goes: nowhere for keys of no field. It is not known for a key that is a field's but for its
// capitals, which encoding/json takes for it.
func (rec *record) field(key []byte) (to *field, known bool) {
	switch string(key) {
	case "id":
		return &rec.ID, true
	case "url":
		return &rec.URL, true
	case "outlet":
		return &rec.Outlet, true
	case "series":
		return &rec.Series, true
	case "date":
		return &rec.Date, true
	case "title":
		return &rec.Title, true
	case "text":
		return &rec.Text, true
	case "html":
		return &rec.HTML, true
	}
	for _, name := range [...]string{"id", "url", "outlet", "series", "date", "title", "text", "html"} {
		if strings.EqualFold(string(key), name) {
			return nil, false
		}
	}
	return nil, true
}

// cursor is a place in a record.
type cursor struct {
	raw []byte
	at  int
}

func (c *cursor) space() {
	for c.at < len(c.raw) && (c.raw[c.at] == ' ' || c.raw[c.at] == '\n' || c.raw[c.at] == '\t' || c.raw[c.at] == '\r') {
		c.at++
	}
}

// take passes a mark and the space before it.
func (c *cursor) take(mark byte) bool {
	c.space()
	if c.at < len(c.raw) && c.raw[c.at] == mark {
		c.at++
		return true
	}
	return false
}

func (c *cursor) ended() bool {
	c.space()
	return c.at == len(c.raw)
}

// value reads a value, into a field if it is one's.
func (c *cursor) value(to *field) bool {
	c.space()
	if c.at >= len(c.raw) {
		return false
	}
	if c.raw[c.at] == '"' {
		from := c.at
		words, plain := c.words()
		switch {
		case words == nil:
			return false
		case to == nil:
		case plain:
			*to = field(words)
		default:
			*to = field(unquote(c.raw[from:c.at]))
		}
		return true
	}
	for _, literal := range [...]string{"null", "true", "false"} {
		if bytes.HasPrefix(c.raw[c.at:], []byte(literal)) {
			c.at += len(literal)
			if to != nil && literal != "null" {
				*to = field(literal)
			} else if to != nil {
				*to = ""
			}
			return true
		}
	}
	return c.number(to)
}

// number reads a number without an exponent.
func (c *cursor) number(to *field) bool {
	from := c.at
	if c.raw[c.at] == '-' {
		c.at++
	}
	whole := c.digits()
	if whole == 0 || whole > 1 && c.raw[c.at-whole] == '0' {
		return false
	}
	if c.at < len(c.raw) && c.raw[c.at] == '.' {
		if c.at++; c.digits() == 0 {
			return false
		}
	}
	if c.at < len(c.raw) && c.raw[c.at]|0x20 == 'e' {
		return false
	}
	if to != nil {
		*to = field(c.raw[from:c.at])
	}
	return true
}

func (c *cursor) digits() (n int) {
	for c.at < len(c.raw) && '0' <= c.raw[c.at] && c.raw[c.at] <= '9' {
		c.at++
		n++
	}
	return n
}

// words reads a string. It is plain when nothing in it is written with a backslash; words are what stands between its marks, or nil when
// it is broken.
func (c *cursor) words() (words []byte, plain bool) {
	if c.at >= len(c.raw) || c.raw[c.at] != '"' {
		return nil, false
	}
	from := c.at + 1
	plain = true
	for i := from; i < len(c.raw); {
		i += ordinary(c.raw[i:])
		switch {
		case i >= len(c.raw) || c.raw[i] < ' ':
			return nil, false
		case c.raw[i] == '"':
			c.at = i + 1
			return c.raw[from:i:i], plain
		case i+1 >= len(c.raw):
			return nil, false
		case c.raw[i+1] == 'u':
			if i+6 > len(c.raw) || !isHex(c.raw[i+2:i+6]) {
				return nil, false
			}
			i += 6
		case escapes[c.raw[i+1]] == 0:
			return nil, false
		default:
			i += 2
		}
		plain = false
	}
	return nil, false
}

func isHex(digits []byte) bool {
	for _, c := range digits {
		if (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'f') {
			return false
		}
	}
	return true
}

// ordinary counts the bytes before a quotation mark, a backslash or a control character, eight at a time.
func ordinary(s []byte) (n int) {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	for ; n+8 <= len(s); n += 8 {
		x := uint64(s[n]) | uint64(s[n+1])<<8 | uint64(s[n+2])<<16 | uint64(s[n+3])<<24 | uint64(s[n+4])<<32 | uint64(s[n+5])<<40 | uint64(s[n+6])<<48 | uint64(s[n+7])<<56
		quote, slash := x^ones*'"', x^ones*'\\'
		if ((x-ones*' ')|(quote-ones)|(slash-ones))&^x&high != 0 {
			break
		}
	}
	for n < len(s) && s[n] >= ' ' && s[n] != '"' && s[n] != '\\' {
		n++
	}
	return n
}
