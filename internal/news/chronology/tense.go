package chronology

import (
	"unicode"
	"unicode/utf8"

	"variorum/internal/engine/text"
)

// told says how a time is told of.
type told int8

const (
	toldPast    told = -1
	toldUnknown told = 0
	toldFuture  told = 1
)

// tense reads how the phrase from first to next is told: by the verb form next to it on the left in its sentence, or else on the
// right.
func (b *book) tense(first, next int) told {
	for i := first - 1; b.same(i, first) && i > first-tenseReach; i-- {
		if b.stopsTense(i) {
			break
		}
		if t := b.tenseOf(i); t != toldUnknown {
			return t
		}
	}
	opens := !b.same(first-opensWithin, first)
	for i := next; b.same(i, first) && i < next+tenseReach; i++ {
		if b.stopsTense(i) && !opens {
			break
		}
		if t := b.tenseOf(i); t != toldUnknown {
			return t
		}
	}
	return toldUnknown
}

// aimed reports whether the word before a phrase tells an aim or a limit: "until", "by".
func (b *book) aimed(first int) bool {
	return b.same(first-1, first) && b.tenses[b.at(first-1).form] == "aim" && b.role(first-1) == "in"
}

// behindPast reports whether a past form stands right before a phrase: "ended Oct. 31".
func (b *book) behindPast(first int) bool {
	return b.same(first-1, first) && b.tenseOf(first-1) == toldPast
}

// tenseReach is the number of pieces within which the verb of a time is looked for: more than a sentence of news has.
const tenseReach = 60

// opensWithin is the number of pieces that may stand before a phrase that opens its sentence: "In late".
const opensWithin = 4

// stopsTense reports whether the clause of a time ends at i on its left.
func (b *book) stopsTense(i int) bool { return b.isMark(i, ";") || b.isMark(i, ",") }

// participle reports whether the past form at i tells no past: behind a form of to be that is not past itself ("will be paid"),
// or before the noun that an article stands for ("the reduced dividend").
func (b *book) participle(i int) bool {
	switch b.tenses[b.at(i-1).form] {
	case "be", "is", "determiner":
		return true
	}
	return false
}

// tenseOf reads one word. Infinitives and words of plan tell of what is to come, by the table "tenses".
func (b *book) tenseOf(i int) told {
	p := b.at(i)
	if p.kind != text.Word {
		return toldUnknown
	}
	switch class := b.tenses[p.form]; class {
	case "future":
		return toldFuture
	case "block":
		if b.tenses[b.at(i-1).form] == "determiner" { // "the plan"
			return toldUnknown
		}
		return toldFuture
	case "due":
		if b.tenses[b.at(i-1).form] == "is" {
			return toldFuture
		}
		return toldUnknown
	case "infinitive":
		if b.tenses[b.at(i-1).form] == "due" && b.tenses[b.at(i-2).form] != "is" && b.tenses[b.at(i-3).form] == "past" { // "had been due to end Friday"
			return toldPast
		}
		if next := b.at(i + 1); next.kind == text.Word && b.tenses[next.form] != "determiner" && !capital(b.word(i+1)) && next.entry.role == "" {
			return toldFuture
		}
		return toldUnknown
	case "past":
		if b.participle(i) {
			return toldUnknown
		}
		return toldPast
	case "":
		if w := b.word(i); len(w) > 3 && b.tenses[text.FormOf("-"+w[len(w)-2:])] == "past" { // the ending of regular verbs
			if c, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(c) && !b.participle(i) {
				return toldPast
			}
		}
	}
	return toldUnknown
}
