package chronology

import (
	"variorum/internal/engine/text"
	"variorum/internal/news/language"
)

// Timex is a temporal expression with the value that it has in its text, after TIMEX3 (ISO 24617-1, TimeML 1.2.1).
type Timex struct {
	text.Span
	Kind  Kind
	Value string // a calendar value, a duration ("P3M") or a reference ("PRESENT_REF"); X for digits that are not known
	Days  Interval
	Dated bool // Days are known
	Rule  string
}

// Kind is a type of TIMEX3.
type Kind string

// The kinds.
const (
	Date     Kind = "DATE"
	Clock    Kind = "TIME"
	Duration Kind = "DURATION"
	Set      Kind = "SET"
)

// Text is what Read reads: the words, where they are cut, and the days on which they may have been written.
type Text struct {
	Words     string
	Tokens    []text.Token
	Sentences []text.Span
	Pack      *language.Pack
	// Written bounds the day of writing; Known is false when nothing bounds it.
	Written Interval
	Known   bool
}

// Read returns the temporal expressions of a text in order, without overlap. An expression that depends on the day of writing
// has the value that it has on every day on which the text may have been written; digits in which those differ are X. In a
// language without a table "times" only dates with a year are read.
func Read(t Text) []Timex {
	b := newBook(t)
	phrases := b.phrases()
	if !t.Known {
		return b.values(phrases, Interval{}, false)
	}
	out := b.values(phrases, t.Written, true)
	if t.Written.First == t.Written.Last {
		return out
	}
	first := t.Written
	first.Last = first.First
	return blur(b.values(phrases, first, true), out)
}

// blur lays the values that expressions have on the first and on the last day of writing over each other.
func blur(first, last []Timex) []Timex {
	for i := range last {
		a, z := first[i], &last[i]
		if a.Value == z.Value {
			continue
		}
		z.Value = commonValue(a.Value, z.Value)
		z.Dated = a.Dated && z.Dated
		z.Days.First, z.Days.Last = min(a.Days.First, z.Days.First), max(a.Days.Last, z.Days.Last)
	}
	return last
}

// commonValue is what two values of one expression have in common: from the first digit that differs on, digits are X.
func commonValue(a, b string) string {
	if len(a) != len(b) {
		return unknownDay
	}
	out, differ := []byte(b), false
	for i := range out {
		differ = differ || a[i] != b[i]
		if differ && out[i] >= '0' && out[i] <= '9' {
			out[i] = 'X'
		}
	}
	return string(out)
}

const unknownDay = "XXXX-XX-XX"

// values gives each phrase its value in a text written on the last day of written.
func (b *book) values(phrases []phrase, written Interval, known bool) []Timex {
	c := &calendar{book: b, written: written.Last, known: known}
	out := make([]Timex, 0, len(phrases))
	for i := range phrases {
		p := &phrases[i]
		v := c.value(p)
		v.Span = text.Span{Start: b.pieces[p.first].Start, End: b.pieces[p.next-1].End}
		v.Rule = string(p.form)
		out = append(out, v)
	}
	return out
}
