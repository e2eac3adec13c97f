package incident

import (
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

// word is a token with what the tables know of it.
type word struct {
	text.Token
	class   class
	trigger int // 1 + the trigger that it belongs to, or 0
}

// trigger is words that may tell of an incident.
type trigger struct {
	entry
	form        uint64
	first, next int // words
	sentence    int
	passive     bool // the harmed stand before it: "was killed"
}

// page is an account with its words looked up and its triggers found.
type page struct {
	a        *account.Account
	lex      *lexicon
	words    []word
	first    []int // of each sentence, and the end of the last
	triggers []trigger
	of       [][]int // triggers of each sentence
	timed    []bool  // the sentence has a word of time
}

// mostWords is how many words of an account are read: fifteen times a long report, so that no input takes long.
const mostWords = 30_000

func newPage(a *account.Account, lex *lexicon) *page {
	p := &page{a: a, lex: lex}
	p.words = make([]word, min(len(a.Tokens), mostWords))
	for i := range p.words {
		t := a.Tokens[i]
		p.words[i] = word{Token: t, class: p.classOf(t)}
	}
	p.cut()
	p.of, p.timed = make([][]int, len(p.first)), make([]bool, len(p.first))
	for s := range len(p.first) - 1 {
		p.trigger(s)
	}
	return p
}

func (p *page) classOf(t text.Token) class {
	switch t.Kind {
	case text.Mark:
		return mark
	case text.Number:
		return number
	}
	c := p.lex.classes[t.Form]
	if c == 0 && p.lex.frequency.Count(t.Form) < rarity {
		c = rare
	}
	return c
}

// rarity is the number of documents of general news below which a word is most often a name.
const rarity = 20

// cut notes where each sentence begins.
func (p *page) cut() {
	i := 0
	for _, s := range p.a.Sentences {
		for i < len(p.words) && p.words[i].Start < s.Start {
			i++
		}
		p.first = append(p.first, i)
	}
	p.first = append(p.first, len(p.words))
}

// trigger finds the triggers of a sentence, the longest first.
func (p *page) trigger(s int) {
	end := p.first[s+1]
	for i := p.first[s]; i < end; {
		w := &p.words[i]
		p.timed[s] = p.timed[s] || w.class.is(temporal)
		e, form := p.at(i, end)
		if e.words == 0 {
			i++
			continue
		}
		t := trigger{entry: e, form: form, first: i, next: i + e.words, sentence: s}
		t.passive = p.passive(t)
		p.triggers = append(p.triggers, t)
		p.of[s] = append(p.of[s], len(p.triggers)-1)
		for ; i < t.next; i++ {
			p.words[i].trigger = len(p.triggers)
		}
	}
}

func (p *page) at(i, end int) (found entry, form uint64) {
	h := uint64(0)
	for n := 0; n < p.lex.longest[p.words[i].Form] && i+n < end; n++ {
		h = join(h, p.words[i+n].Form)
		if e, ok := p.lex.triggers[h]; ok {
			found, form = e, h
		}
	}
	return found, form
}

// passive reports whether a participle stands behind a form of be, or in front of "by": "were killed", "an attack staged by".
func (p *page) passive(t trigger) bool {
	if t.shape != both && t.shape != participle {
		return false
	}
	for k := t.first - 1; k >= max(0, t.first-3); k-- {
		c := p.words[k].class
		if c.is(being) {
			return true
		}
		if !c.is(adverb | negation | auxiliary) {
			break
		}
	}
	return t.next < len(p.words) && p.words[t.next].Form == formBy
}

var formBy, formOf, formThe = text.FormOf("by"), text.FormOf("of"), text.FormOf("the")
