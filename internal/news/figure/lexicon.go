package figure

import (
	"strconv"
	"strings"

	"variorum/internal/engine/text"
	"variorum/internal/news/language"
)

// class is what a word may be: its closed class by the table of words, and its parts in the reading of numbers by the
// tables "counting", "persons" and "harm".
type class uint64

const (
	determiner class = 1 << iota
	pronoun
	object
	possessive
	quantifier
	preposition
	conjunction
	subordinator
	interrogative
	auxiliary
	modal
	negation
	adverb
	duration
	month
	weekday
	clock
	designator
	score
	change
	link
	age
	padding // may stand between a number and the time it measures: "five working days"
	lean    // may stand between a hedge and its number: "another 40"
	poll
	respondent
	degree
	compass
	weather
	extent // what a measure is a measure of: "in diameter"
	plural // a plural without -s
	person
	passive     // a form of be
	ageJoint    // may stand between a word of age and its number: "the retirement age to 69"
	namesThings // may introduce a number of its own, or count: "line 3", "the 20 lines"
	halfOf      // in front of a half that is a stretch of time or one of two: "the first half"
	attributive // a plural that mostly stands in front of another noun: "sports teams"
	locative
	temporal
	measureJoint // between what is measured and its measure: "cut by 5 percent"
	listJoint    // between the members of a list of people
	tail         // behind a measure, and no noun: "16 feet deep"
	body         // many as one: "a crowd of 5,000"
	heavy        // tells of mass or force, so that pounds are no money
	comparison   // sets one figure against another: "compared with"
	particle     // of a verb: "leave out open boats"
	code         // a number that is a name: "911 calls"
	hotline      // stands behind the number of a telephone
	lifeless     // no person, though it may be killed: "killed 20 bills"
	generic      // says only that people are meant
	verb         // a finite form that is no noun
	withOver     // takes "over" to itself: "handed over 21 girls"
	withAbout    // takes "about" to itself: "talked about two plans"
	moves        // a verb whose subject is what rises or falls
	manner       // ends in -ly, and no table knows it
	// stop are the words that no noun phrase goes on over.
	stop = determiner | pronoun | object | possessive | preposition | conjunction | subordinator | interrogative | auxiliary | modal | negation
	// function are the words that never name a thing, so that a number behind one belongs to no name.
	function = stop | quantifier | adverb | month | weekday
)

// closedClasses are the classes of the table of words, and numberRoles the roles of the table "counting", by their names there.
var (
	closedClasses = map[string]class{
		"det": determiner, "pro": pronoun, "quant": quantifier, "obj": object, "poss": possessive, "prep": preposition,
		"conj": conjunction, "sub": subordinator, "wh": interrogative, "aux": auxiliary, "modal": modal, "neg": negation, "adv": adverb,
	}
	numberRoles = map[string]class{
		"determiner": determiner, "duration": duration, "month": month, "weekday": weekday, "clock": clock, "designator": designator,
		"score": score, "change": change, "link": link, "age": age, "duration-modifier": padding, "lean": lean, "poll": poll,
		"respondents": respondent, "degree": degree, "compass": compass, "temperature": weather, "dimension": extent,
		"plural": plural, "generic": generic, "lifeless": lifeless, "hotline": hotline, "code": code, "particle": particle, "comparison": comparison, "heavy": heavy, "tail": tail, "body": body, "moves": moves,
		"age-joint": ageJoint, "designator-noun": namesThings, "half-of": halfOf, "attributive": attributive, "locative": locative,
		"temporal": temporal, "measure-joint": measureJoint, "list-joint": listJoint, "with-over": withOver, "with-about": withAbout,
	}
)

// is reports whether a word may be any of some classes.
func (c class) is(any class) bool { return c&any != 0 }

// numeral is a word of the table of numbers.
type numeral struct {
	role      string // unit, ten, hundred, magnitude, short, letter, dozen, vague, some, fraction, vulgar
	low, high float64
}

// unit is what a number measures.
type unit struct {
	symbol, dimension string
	factor            float64 // to the dimension's base unit; 0 when not proportional
}

// damage is a word of the table of harm.
type damage struct {
	kind  string // killed or injured
	roles string
}

func (d damage) as(role string) bool { return strings.Contains(d.roles, role) }

// phrases is a table of words and runs of words, with the number of words of the longest run that begins with each word.
type phrases[T any] struct {
	entries map[string]T
	longest map[string]int
}

func newPhrases[T any]() phrases[T] { return phrases[T]{map[string]T{}, map[string]int{}} }

func (p phrases[T]) add(words string, entry T) {
	first, _, _ := strings.Cut(words, " ")
	p.entries[words] = entry
	p.longest[first] = max(p.longest[first], 1+strings.Count(words, " "))
}

// lexicon is the tables of a language as this package asks them.
type lexicon struct {
	classes  map[string]class
	numbers  map[string]numeral
	units    phrases[unit]
	symbols  map[string]unit   // by symbol
	before   map[string]string // hedges in front of a number
	closing  map[string]bool   // the last words of those
	after    phrases[string]   // hedges behind a number
	harms    phrases[damage]
	months   map[string]int
	people   []string        // endings of plurals for people of a place or a creed
	singular []string        // endings in -s that are no plural's
	starters map[uint64]bool // forms that may begin a number written in words
}

var lexiconOf = language.Once(func(p *language.Pack) *lexicon {
	l := &lexicon{
		classes: map[string]class{}, numbers: map[string]numeral{}, units: newPhrases[unit](), symbols: map[string]unit{},
		before: map[string]string{}, closing: map[string]bool{}, after: newPhrases[string](), harms: newPhrases[damage](),
		months: map[string]int{}, starters: map[uint64]bool{},
	}
	l.addClasses(p)
	l.addNumbers(p.Table("numbers"))
	for word, row := range p.Table("units") {
		factor, _ := strconv.ParseFloat(row[2], 64)
		u := unit{row[0], row[1], factor}
		l.units.add(word, u)
		l.symbols[row[0]] = u
	}
	for words, row := range p.Table("hedges") {
		if behind, ok := strings.CutPrefix(words, "… "); ok {
			l.after.add(behind, row[0])
			continue
		}
		l.before[words] = row[0]
		l.closing[words[strings.LastIndexByte(words, ' ')+1:]] = true
	}
	for words, row := range p.Table("harm") {
		l.harms.add(words, damage{row[0], row[1]})
	}
	return l
})

func (l *lexicon) addClasses(p *language.Pack) {
	for word, row := range p.Table("words") {
		for name := range strings.SplitSeq(row[0], ",") {
			l.classes[word] |= closedClasses[name]
		}
	}
	for word, row := range p.Table("counting") {
		for name := range strings.SplitSeq(row[0], ",") {
			l.addRole(word, name)
		}
	}
	for form, row := range p.Table("tenses") {
		switch row[0] {
		case "past":
			l.classes[form] |= verb
		case "be", "is":
			l.classes[form] |= passive
		}
	}
	for form, row := range p.Table("cues") {
		if row[3] == "no" {
			l.classes[form] |= verb
		}
	}
	for _, table := range []string{"persons", "roles"} {
		for word := range p.Table(table) {
			l.classes[word] |= person
		}
	}
}

// addRole adds a role of a word; roles of endings ("-ans") and the numbers of months are kept apart.
func (l *lexicon) addRole(word, role string) {
	switch month, isMonth := strings.CutPrefix(role, "month-"); {
	case isMonth:
		l.months[word], _ = strconv.Atoi(month)
	case role == "people-ending":
		l.people = append(l.people, word[1:])
	case role == "singular-ending":
		l.singular = append(l.singular, word[1:])
	default:
		l.classes[word] |= numberRoles[role]
	}
}

func (l *lexicon) addNumbers(t language.Table) {
	for word, row := range t {
		low, high, isRange := strings.Cut(row[1], "-")
		n := numeral{role: row[0]}
		n.low, _ = strconv.ParseFloat(low, 64)
		n.high = n.low
		if isRange {
			n.high, _ = strconv.ParseFloat(high, 64)
		}
		l.numbers[word] = n
		switch n.role {
		case "short", "letter":
		default:
			l.starters[text.FormOf(word)] = true
		}
	}
}

// class returns the classes of a word in lower case. The plural of a person is a person.
func (l *lexicon) class(low string) class {
	c := l.classes[low]
	if c == 0 && len(low) > 3 && strings.HasSuffix(low, "s") {
		c = l.classes[low[:len(low)-1]] & person
	}
	return c
}
