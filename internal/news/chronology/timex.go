package chronology

import (
	"fmt"
	"strconv"

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

// Odd is a date that is none, or not on its weekday.
type Odd struct {
	text.Span
	Rule string
}

// Read returns the temporal expressions of a text in order, without overlap, and the dates in it that are odd. An expression that depends on the day of writing
// has the value that it has on every day on which the text may have been written; digits in which those differ are X. In a
// language without a table "times" only dates with a year are read.
func Read(t Text) ([]Timex, []Odd) {
	if len(t.Pack.Table("times")) == 0 {
		return dated(t), nil
	}
	b := newBook(t)
	phrases, odd := b.sound(b.phrases())
	if !t.Known {
		return b.values(phrases, 0, false), odd
	}
	out := b.values(phrases, t.Written.Last, true)
	if t.Written.First == t.Written.Last {
		return out, odd
	}
	return blur(b.values(phrases, t.Written.First, true), out), odd
}

// dated reads the dates with a year, in whatever language.
func dated(t Text) []Timex {
	var out []Timex
	for _, x := range Find(t.Words, t.Tokens, nil) {
		days, ok := x.Interval()
		if !ok {
			continue
		}
		v := Timex{Span: x.Span, Kind: Date, Days: days, Dated: true, Rule: string(ruleDate)}
		switch {
		case x.Day > 0:
			v.Value = dayOf(x.Year, x.Month, x.Day).String()
		case x.Month > 0:
			v.Value = fmt.Sprintf("%04d-%02d", x.Year, x.Month)
		default:
			v.Value = strconv.Itoa(x.Year)
		}
		out = append(out, v)
	}
	return out
}

// sound parts the phrases from the dates that do not exist, and names those that do not fall on their weekday.
func (b *book) sound(phrases []phrase) (sound []phrase, odd []Odd) {
	sound = phrases[:0]
	for _, p := range phrases {
		rule := p.rule
		if p.year > 0 && p.day > 0 && p.weekday > 0 && p.other == 0 && rule != ruleNoDay && dayOf(p.year, p.month, p.day).Weekday() != p.weekday {
			rule = ruleWrongDay
		}
		if rule == ruleNoDay || rule == ruleWrongDay {
			odd = append(odd, Odd{b.span(&p), string(rule)})
		}
		if rule != ruleNoDay {
			sound = append(sound, p)
		}
	}
	return sound, odd
}

func (b *book) span(p *phrase) text.Span {
	return text.Span{Start: b.pieces[p.first].Start, End: b.pieces[p.next-1].End}
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

// values gives each phrase its value in a text written on a day.
func (b *book) values(phrases []phrase, written Day, known bool) []Timex {
	c := &calendar{book: b, written: written, known: known}
	out := make([]Timex, 0, len(phrases))
	for i := range phrases {
		v := c.value(&phrases[i])
		v.Span, v.Rule = b.span(&phrases[i]), string(phrases[i].rule)
		out = append(out, v)
	}
	return out
}

// WrongWeekday is the rule of a date that does not fall on the weekday beside it.
const WrongWeekday = string(ruleWrongDay)
