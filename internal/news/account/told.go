package account

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"variorum/internal/engine/text"
	"variorum/internal/news/chronology"
)

// What a text tells bounds the day it was written: not before the last event that it tells of as past, and before the first
// that it announces. Whether a time is told as past or announced is read from the words next to it in its clause ("was
// signed on March 3, 2023", "will meet on April 15, 2024"), by the table "tenses" of the language; where they do not
// say, the time bounds nothing. Bare prepositions of aim ("by 2030", "until March 2024") bound nothing either.

// bound is a day with the words of the text that give it.
type bound struct {
	day   chronology.Day
	words string
	near  bool // a whole date, with its verb before it
}

// telling is the bounds that a text gives: past, latest first, and future, earliest first.
type telling struct {
	past, future []bound
	partial      []partial
}

// partial is a day without its year, or a month, told as past or announced.
type partial struct {
	time   chronology.Time
	future bool
}

func (t telling) lastPast() (bound, bool) {
	if len(t.past) == 0 {
		return bound{}, false
	}
	return t.past[0], true
}

func (t telling) announced() (bound, bool) {
	if len(t.future) == 0 {
		return bound{}, false
	}
	return t.future[0], true
}

// teller reads the times of one account. Of a lean account it makes what is quoted when that is first asked for, and the sentences of one
// paragraph at a time: times come in the order of the text.
type teller struct {
	*Account
	quotes    []text.Span
	made      int         // times that something was cut up, for tests
	paragraph int         // 1 + the one that the sentences are of, 0 for none
	sentences []text.Span // of a lean account
}

// told reads the bounds that the text gives.
func (a *Account) told() telling { return (&teller{Account: a}).told() }

func (a *teller) told() telling {
	var out telling
	for _, t := range chronology.Find(a.Text, a.Tokens, a.Pack) {
		tense, near := a.tenseAt(t)
		if tense == tenseUnknown {
			continue
		}
		iv, ok := t.Interval()
		switch {
		case !ok && t.Month > 0 && t.Day > 0 && !t.Relative:
			out.partial = append(out.partial, partial{t, tense == tenseFuture})
		case !ok || t.Ambiguous():
		case tense == tensePast:
			out.past = append(out.past, bound{iv.First, t.Of(a.Text), near && t.Full()})
		case !a.inQuotes(t.Span): // what was quoted may have been said long before
			out.future = append(out.future, bound{lastBefore(t, iv), t.Of(a.Text), near && t.Full()})
		}
	}
	slices.SortStableFunc(out.past, func(x, y bound) int { return cmp.Compare(y.day, x.day) })
	slices.SortStableFunc(out.future, func(x, y bound) int { return cmp.Compare(x.day, y.day) })
	return out
}

// lastBefore is the last day on which a time could still be announced: the day before a date, since papers name today by its
// weekday, and the last day of a month or year.
func lastBefore(t chronology.Time, iv chronology.Interval) chronology.Day {
	if t.Full() {
		return iv.First - 1
	}
	return iv.Last
}

func (a *teller) inQuotes(s text.Span) bool {
	if a.quotes == nil {
		a.quotes = a.Quoted
		if a.lean {
			a.quotes = append([]text.Span{}, quoted(a.Text, a.Paragraphs, a.Pack.Table("elisions").Has)...)
			a.made++
		}
	}
	n := lastBegun(a.quotes, s.Start)
	return n >= 0 && a.quotes[n].Contains(s)
}

// tense says how a time is told.
type tense uint8

const (
	tenseUnknown tense = iota
	tensePast
	tenseFuture
)

// tenseAt reads how a time is told: from the words before it in its clause, or when it opens its sentence from the first verb
// after it. before says that it was the words before.
func (a *teller) tenseAt(s chronology.Time) (told tense, before bool) {
	i, _ := slices.BinarySearchFunc(a.Tokens, s.Start, func(t text.Token, at int) int { return cmp.Compare(t.Start, at) })
	first, last := a.sentenceAround(i)
	if a.tenseClass(a.word(i-2)+" "+a.word(i-1)) == "since" { // "as of"
		return tensePast, true
	}
	reach := clauseBefore
	if s.Day == 0 && s.Weekday == 0 {
		reach = clauseBeforeYear
	}
	k := i - 1
	for ; k >= first && k >= i-reach; k-- {
		switch t, stop := a.tenseWord(k, k == i-1); {
		case t != tenseUnknown:
			return t, true
		case stop:
			return tenseUnknown, false
		}
	}
	if i-first > opensWithin || k >= first {
		return tenseUnknown, false
	}
	return a.tenseAfter(s, i, last), false
}

// tenseAfter reads the first verb after a time, up to the token last.
func (a *teller) tenseAfter(s chronology.Time, i, last int) tense {
	k := i
	for ; k < last && a.Tokens[k].Start < s.End; k++ {
	}
	for ; k < last && k < i+clauseAfter; k++ {
		if t, stop := a.tenseWord(k, false); t != tenseUnknown {
			return t
		} else if stop && a.Tokens[k].Kind != text.Mark {
			return tenseUnknown
		}
	}
	return tenseUnknown
}

const (
	// clauseBefore and clauseAfter are the numbers of words before and after a time among which its verb is looked for; before a
	// lone month or year, which tells aims and forecasts as often as events, it must be nearer: clauseBeforeYear.
	clauseBefore, clauseBeforeYear, clauseAfter = 10, 4, 20
	// opensWithin is the number of words that may stand before a time that opens its sentence: "In late".
	opensWithin = 3
)

// tenseWord reads one word for the tense of the time behind or before it. stop says that the clause, or what can be known of
// it, ends there. The table's classes:
//
//	future  announces by itself: will
//	due     announces after a present form of to be: is due, is set, is scheduled
//	past    a past form; others are known by the ending that the table gives for regular ones
//	since   right before a time, tells of the past
//	aim     right before a time, tells an aim or a limit
//	block   says nothing can be known: would, may, plans
//	clause  begins another clause: that, who, while
//
// An infinitive with "to" says nothing either, unless it is due; "to" before a determiner or a name is a preposition.
func (a *Account) tenseWord(k int, adjacent bool) (tense, bool) {
	t := a.Tokens[k]
	w := t.Of(a.Text)
	if t.Kind == text.Mark {
		return tenseUnknown, strings.ContainsAny(w, ",;:()—–.!?\"“”")
	}
	switch a.tenseClass(w) {
	case "future":
		return tenseFuture, true
	case "due":
		if a.tenseClass(a.word(k-1)) == "is" {
			return tenseFuture, true
		}
		return tenseUnknown, true
	case "past":
		if a.tenseClass(a.word(k-1)) == "be" {
			return tenseUnknown, true
		}
		return tensePast, true
	case "since":
		if adjacent {
			return tensePast, true
		}
	case "aim":
		return tenseUnknown, adjacent
	case "infinitive":
		if next := a.word(k + 1); a.tenseClass(next) == "determiner" || capital(next) {
			return tenseUnknown, false // "to the islands"
		}
		if due := a.tenseClass(a.word(k-1)) == "due"; due && a.tenseClass(a.word(k-2)) == "is" {
			return tenseFuture, true
		}
		return tenseUnknown, true
	case "block", "clause":
		return tenseUnknown, true
	}
	return tenseUnknown, false
}

// tenseClass looks a word up; a word that is none of the table's and has the ending of a regular past form is one, unless it
// is a name.
func (a *Account) tenseClass(w string) string {
	table := a.Pack.Table("tenses")
	key := strings.ToLower(strings.ReplaceAll(w, "’", "'"))
	if row := table[key]; row != nil {
		return row[0]
	}
	if row := table["-"+lastLetters(key, 2)]; row != nil && len(key) > 4 && !unicode.IsUpper([]rune(w)[0]) && !strings.Contains(key, " ") {
		return row[0]
	}
	return ""
}

func lastLetters(s string, n int) string {
	return s[max(0, len(s)-n):]
}

func (a *Account) word(k int) string {
	if k < 0 || k >= len(a.Tokens) {
		return ""
	}
	return a.Tokens[k].Of(a.Text)
}

// sentenceAround returns the tokens of the sentence of token i, of a long one those in reach of it.
func (a *teller) sentenceAround(i int) (first, last int) {
	sentences := a.sentencesAt(a.Tokens[i].Start)
	n := lastBegun(sentences, a.Tokens[i].Start)
	if n < 0 {
		return i, i + 1
	}
	s := sentences[n]
	for first = i; first > 0 && i-first <= clauseBefore && a.Tokens[first-1].Start >= s.Start; first-- {
	}
	for last = i; last < len(a.Tokens) && last-i < clauseAfter && a.Tokens[last].Start < s.End; last++ {
	}
	return first, last
}

// sentencesAt are the sentences about a place of the text.
func (a *teller) sentencesAt(at int) []text.Span {
	if !a.lean {
		return a.Sentences
	}
	if p := lastBegun(a.Paragraphs, at); p+1 != a.paragraph {
		a.paragraph, a.sentences = p+1, a.sentences[:0]
		if p >= 0 {
			a.sentences = text.AppendSentences(a.sentences, a.Text, a.Paragraphs[p], a.Pack.Abbreviation)
			a.made++
		}
	}
	return a.sentences
}

// lastBegun is the index of the last span that begins at a place or before it, or -1.
func lastBegun(spans []text.Span, at int) int {
	n, found := slices.BinarySearchFunc(spans, at, func(s text.Span, at int) int { return cmp.Compare(s.Start, at) })
	if !found {
		n--
	}
	return n
}
