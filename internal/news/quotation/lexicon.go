package quotation

import (
	"slices"
	"strconv"
	"strings"

	"variorum/internal/news/language"
)

// class is what a word may be, by the tables of closed classes; a word of an open class has none.
type class uint32

const (
	determiner class = 1 << iota
	pronoun          // one that may be a subject
	quantifier
	object // a pronoun that is none
	possessive
	preposition
	conjunction
	subordinator
	interrogative
	auxiliary
	modal
	negation
	adverb
	timeWord
	be        // a form of "to be"
	tie       // a preposition that ties a phrase to the noun before it
	clauseTie // a preposition that may have a clause behind it
	plural    // agrees with the base form of a verb
	singular  // agrees with its third person
	masculine // a pronoun for a man
	feminine  // a pronoun for a woman
	nobody    // a pronoun or quantifier that no one person's name can be given to
	relative  // who, which, that
	noOne     // no, nobody
	title
	role    // a noun for a person, or for a body or a text that says things
	capital // begins with a capital letter
	initial // one that stands first in its sentence, so that its capital says nothing
)

var classNames = map[string]class{
	"det": determiner, "pro": pronoun, "quant": quantifier, "obj": object, "poss": possessive, "prep": preposition,
	"conj": conjunction, "sub": subordinator, "wh": interrogative, "aux": auxiliary, "modal": modal, "neg": negation,
	"adv": adverb, "time": timeWord, "be": be, "tie": tie, "clause": clauseTie, "plural": plural, "single": singular, "masc": masculine,
	"fem": feminine, "nobody": nobody, "rel": relative, "none": noOne,
}

// cue is a form of a verb that attributes, with the complements it takes.
type cue struct {
	lemma  string
	frames []string
	noun   bool // the form is a noun or an adjective too
}

func (c *cue) takes(frames ...string) bool {
	return slices.ContainsFunc(frames, func(f string) bool { return slices.Contains(c.frames, f) })
}

// lexicon is the tables of a language as this package asks them.
type lexicon struct {
	classes   map[string]class
	cues      map[string]*cue
	attitudes map[string]string // of a lemma and its kind, what it tells of
	reports   map[string]bool   // lemmas that take a clause or words in marks
	weights   Weights           // of the features of attributions; nil when the language has none
}

var lexiconOf = language.Once(func(p *language.Pack) *lexicon {
	l := &lexicon{classes: map[string]class{}, cues: map[string]*cue{}, attitudes: map[string]string{}, reports: map[string]bool{}}
	for word, row := range p.Table("words") {
		for name := range strings.SplitSeq(row[0], ",") {
			l.classes[word] |= classNames[name]
		}
	}
	for word := range p.Table("none-of") {
		l.classes[word] |= noOne
	}
	for word := range p.Table("titles") {
		l.classes[word] |= title
	}
	for _, table := range []string{"roles", "organisations", "documents"} {
		for word := range p.Table(table) {
			l.classes[word] |= role
		}
	}
	for form, row := range p.Table("cues") {
		l.cues[form] = &cue{lemma: row[0], frames: strings.Split(row[1], ","), noun: row[3] == "yes"}
		if l.cues[form].takes("say", "think", "tell", "ask", "find") {
			l.reports[row[0]] = true
		}
	}
	for lemma, row := range p.Table("attitudes") {
		l.attitudes[lemma] = row[0]
	}
	if table := p.Table("attribution"); len(table) > 0 {
		l.weights = make(Weights, len(table))
		for feature, row := range table {
			l.weights[feature], _ = strconv.ParseFloat(row[0], 64)
		}
	}
	return l
})

// class returns the classes of a word in lower case. The plural of a role is a role.
func (l *lexicon) class(low string) class {
	c := l.classes[low]
	if c == 0 && strings.HasSuffix(low, "s") {
		c = l.classes[strings.TrimSuffix(low, "s")] & role
	}
	return c
}

// told returns what a word tells of, by its lemma: "assert", "think,want"; "-" when the table does not know it.
func (l *lexicon) told(w *word) string {
	kind := " V"
	switch w.Tag {
	case "NOUN", "PROPN":
		kind = " N"
	case "ADJ":
		kind = " A"
	}
	if t, ok := l.attitudes[w.Lemma+kind]; ok {
		return t
	}
	return "-"
}
