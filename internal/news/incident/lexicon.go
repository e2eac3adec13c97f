package incident

import (
	"strings"

	"variorum/internal/engine/text"
	"variorum/internal/news/language"
)

// class is what a word may be: its closed class by the table of words, and its part in an incident by "incident-nouns".
type class uint32

const (
	determiner class = 1 << iota
	pronoun
	possessive
	preposition
	conjunction
	subordinator
	interrogative
	auxiliary
	being // a form of be
	modal
	negation
	adverb
	temporal
	quantifier
	hostile // gunmen, rebels
	force   // soldiers, police
	body    // front, cartel
	people
	target
	weapon
	titled // an office or trade before or behind a name
	given  // a given name
	placed // a place
	rare   // seldom in general news: mostly a name
	mark
	number
)

var wordRoles = map[string]class{
	"det": determiner, "pro": pronoun, "obj": pronoun, "poss": possessive, "prep": preposition, "conj": conjunction,
	"sub": subordinator, "clause": subordinator, "wh": interrogative, "aux": auxiliary, "be": being, "modal": modal, "neg": negation, "adv": adverb,
	"time": temporal, "quant": quantifier,
}

var nounRoles = map[string]class{"hostile": hostile, "force": force, "body": body, "people": people, "target": target, "weapon": weapon}

// function is the classes of words that no name or noun phrase begins or ends with.
const function = determiner | pronoun | possessive | preposition | conjunction | subordinator | interrogative | auxiliary | modal | negation | adverb | mark

func (c class) is(of class) bool { return c&of != 0 }

// shape is the form of a trigger.
type shape uint8

const (
	noun shape = iota
	base
	active     // never a participle: "shot dead" is both, "blew up" active
	participle // never a past: "blown up"
	both       // past or participle: "attacked"
	gerund
)

var shapes = map[string]shape{"noun": noun, "base": base, "verb": active, "participle": participle, "both": both, "gerund": gerund}

// entry is a trigger of the table.
type entry struct {
	what  string
	shape shape
	words int
}

// lexicon is the tables of a language as the reader asks them.
type lexicon struct {
	classes   map[uint64]class
	triggers  map[uint64]entry // by the forms of all its words
	longest   map[uint64]int   // words of the longest trigger that begins with a form
	frequency *language.Frequency
	parts     map[uint64]string    // of the table "incident-words", by the forms of all the words
	phrases   map[uint64]string    // those of several words
	places    map[uint64]placeName // by the forms of all the words
	particles language.Table
	demonyms  language.Table
}

var lexiconOf = language.Once(func(p *language.Pack) *lexicon {
	if p == nil {
		return nil
	}
	return newLexicon(p)
})

func newLexicon(p *language.Pack) *lexicon {
	l := &lexicon{classes: map[uint64]class{}, triggers: map[uint64]entry{}, longest: map[uint64]int{}, frequency: p.Frequency(), parts: map[uint64]string{}, phrases: map[uint64]string{}, particles: p.Table("particles"), demonyms: p.Table("demonyms")}
	l.addPlaces(p)
	l.addColumn(p.Table("words"), wordRoles)
	l.addColumn(p.Table("incident-nouns"), nounRoles)
	for table, c := range map[string]class{"titles": titled, "roles": titled, "persons": people, "given-names": given, "places": placed} {
		for word := range p.Table(table) {
			l.classes[text.FormOf(word)] |= c
		}
	}
	for word := range p.Countries() {
		l.classes[text.FormOf(word)] |= placed
	}
	for words, row := range p.Table("triggers") {
		forms := strings.Fields(words)
		first := text.FormOf(forms[0])
		l.longest[first] = max(l.longest[first], len(forms))
		l.triggers[formOfAll(forms)] = entry{row[0], shapes[row[1]], len(forms)}
	}
	for words, row := range p.Table("incident-words") {
		if forms := strings.Fields(words); len(forms) == 1 {
			l.parts[text.FormOf(words)] = row[0]
		} else {
			l.phrases[formOfAll(forms)] = row[0]
		}
	}
	return l
}

// phrase is the part of a run of words by the table "incident-words".
func (l *lexicon) phrase(words []word) string {
	h := uint64(0)
	for i := range words {
		h = join(h, words[i].Form)
	}
	return l.phrases[h]
}

func (l *lexicon) addColumn(t language.Table, roles map[string]class) {
	for word, row := range t {
		for _, role := range strings.Split(row[0], ",") {
			l.classes[text.FormOf(word)] |= roles[role]
		}
	}
}

func formOfAll(words []string) uint64 {
	h := uint64(0)
	for _, w := range words {
		h = join(h, text.FormOf(w))
	}
	return h
}

// join is the form of some words and one more.
func join(h, form uint64) uint64 { return h*0x9e3779b97f4a7c15 ^ form }
