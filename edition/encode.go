package edition

import (
	"encoding/json"
	"io"
	"reflect"
	"unicode/utf8"
)

// Encode writes the edition as indented JSON with a final newline. This is the one place where byte offsets become code
// points: a span is counted in the text of the account that the nearest enclosing value names (Account.ID inside an
// account, the field Account beside a span).
func Encode(w io.Writer, e *Edition) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(InCodePoints(e))
}

// InCodePoints returns a copy of the edition whose spans count code points.
func InCodePoints(e *Edition) *Edition {
	counters := make(map[string]*counter, len(e.Accounts))
	for i := range e.Accounts {
		counters[e.Accounts[i].ID] = newCounter(e.Accounts[i].Text)
	}
	c := converter{counters: counters}
	copied := c.convert(reflect.ValueOf(*e), nil).Interface().(Edition)
	return &copied
}

// converter copies a value and counts the spans in it anew.
type converter struct{ counters map[string]*counter }

var spanType = reflect.TypeFor[Span]()

func (c converter) convert(v reflect.Value, in *counter) reflect.Value {
	switch v.Kind() {
	case reflect.Struct:
		return c.convertStruct(v, in)
	case reflect.Slice:
		if v.IsNil() || v.Type().Elem().Kind() == reflect.String {
			return v
		}
		out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		for i := range v.Len() {
			out.Index(i).Set(c.convert(v.Index(i), in))
		}
		return out
	case reflect.Pointer:
		if v.IsNil() {
			return v
		}
		out := reflect.New(v.Type().Elem())
		out.Elem().Set(c.convert(v.Elem(), in))
		return out
	default:
		return v
	}
}

func (c converter) convertStruct(v reflect.Value, in *counter) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	if v.Type() == spanType {
		if in != nil {
			s := v.Interface().(Span)
			s.Start, s.End = in.codePoints(s.Start), in.codePoints(s.End)
			out.Set(reflect.ValueOf(s))
		}
		return out
	}
	switch x := v.Interface().(type) {
	case Account:
		in = c.counters[x.ID]
	default:
		if f := v.FieldByName("Account"); f.IsValid() {
			in = c.counters[f.String()]
		}
	}
	for i := range v.NumField() {
		out.Field(i).Set(c.convert(v.Field(i), in))
	}
	return out
}

// counter turns byte offsets of one text into code points, with a mark every few bytes so that each look-up is short.
type counter struct {
	text  string
	marks []int // code points before byte i*markEvery, moved to the start of a rune
	ascii bool
}

// markEvery is the bytes between two marks: a look-up scans at most so many.
const markEvery = 256

func newCounter(text string) *counter {
	c := &counter{text: text, ascii: true}
	n := 0
	for i := range len(text) {
		if i%markEvery == 0 {
			c.marks = append(c.marks, n)
		}
		if utf8.RuneStart(text[i]) {
			n++
		}
		c.ascii = c.ascii && text[i] < utf8.RuneSelf
	}
	c.marks = append(c.marks, n)
	return c
}

func (c *counter) codePoints(b int) int {
	if c.ascii {
		return b
	}
	mark := min(b/markEvery, len(c.marks)-1)
	n := c.marks[mark]
	for i := mark * markEvery; i < b && i < len(c.text); i++ {
		if utf8.RuneStart(c.text[i]) {
			n++
		}
	}
	return n
}

// MarshalJSON writes null for an unknown day.
func (d Day) MarshalJSON() ([]byte, error) {
	if d == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(d))
}
