package story

import (
	"math"
	"math/bits"
	"sync"

	"variorum/internal/engine/shingle"
)

// likeness is what the texts of two accounts have in common, each between 0 and 1 but for rare and size.
type likeness [likenesses]float64

// The measures of likeness. Shares and cosines are square roots, which spreads their low values, where the decisions fall.
const (
	constant   = iota // 1
	cosine            // of all words
	lead              // cosine of the words of title and opening
	title             // share of the rarity of each title's words that the other account has anywhere
	figures           // cosine of the figures with the words beside them
	copied            // share of the shorter account's sampled runs of words that the other has
	rare              // logarithm of 1 + the rarity, above commonRarity, that they share: long texts share more by chance
	size              // logarithm of the shorter one's words, from typicalSize
	likenesses        // their number
)

// compare measures two accounts.
func compare(a, b *Sketch) likeness {
	t := tables.Get().(*lookup)
	defer tables.Put(t)
	t.take(a)
	return t.compare(b)
}

// lookup compares one account with others: its terms stand in a table, so that each of the others' is looked up in one step.
type lookup struct {
	of    *Sketch
	slots []uint16 // open addressing by key: 1 + the place among the terms, 0 for none
	mask  uint32
}

var tables = sync.Pool{New: func() any { return &lookup{} }}

// take makes an account the one that is compared.
func (t *lookup) take(a *Sketch) {
	t.of = a
	size := 1 << bits.Len(uint(8*len(a.keys)|1023)) // one slot in eight is taken at most, so that most keys are missed at once
	if size > len(t.slots) {
		t.slots = make([]uint16, size)
	}
	clear(t.slots)
	t.mask = uint32(len(t.slots) - 1)
	for i, k := range a.keys[:min(len(a.keys), math.MaxUint16)] {
		at := k & t.mask
		for t.slots[at] != 0 {
			at = (at + 1) & t.mask
		}
		t.slots[at] = uint16(i + 1)
	}
}

// compare measures the account and another in one pass over the other's terms.
func (t *lookup) compare(b *Sketch) likeness {
	var dot, leads, fig, titleA, titleB, shared float32
	a, slots := t.of, t.slots
	for j, key := range b.keys[:min(len(b.keys), math.MaxUint16)] {
		at := key & t.mask
		i := slots[at]
		for i != 0 && a.keys[i-1] != key {
			at = (at + 1) & t.mask
			i = slots[at]
		}
		if i == 0 {
			continue
		}
		p, q := a.terms[i-1], b.terms[j]
		rarity := min(p.rarity(), q.rarity())
		if (p|q)&isFigure != 0 {
			if p&q&isFigure != 0 {
				fig += rarity * rarity
			}
			continue
		}
		product := p.weight() * q.weight()
		dot += product
		if p&ofLead != 0 && q&ofLead != 0 {
			leads += product
		}
		if p&ofTitle != 0 {
			titleA += rarity
		}
		if q&ofTitle != 0 {
			titleB += rarity
		}
		shared += max(0, rarity-commonRarity)
	}
	l := likeness{constant: 1}
	l[cosine] = root(float64(dot), a.norm*b.norm)
	l[lead] = root(float64(leads), a.leadNorm*b.leadNorm)
	l[title] = titles(float64(titleA), a.titleMass, float64(titleB), b.titleMass, l[lead])
	l[figures] = root(float64(fig), a.figureNorm*b.figureNorm)
	l[copied] = root(float64(shingle.Shared(a.runs, b.runs)), float64(min(len(a.runs), len(b.runs))))
	l[rare] = math.Log1p(float64(shared))
	l[size] = min(a.logSize, b.logSize) - typicalSize
	return l
}

// titles is the mean share of the titles' words, over the accounts that have a title; otherwise where neither has one.
func titles(a, ofA, b, ofB, otherwise float64) float64 {
	switch {
	case ofA > 0 && ofB > 0:
		return (a/ofA + b/ofB) / 2
	case ofA > 0:
		return a / ofA
	case ofB > 0:
		return b / ofB
	}
	return otherwise
}

func root(part, whole float64) float64 {
	if whole <= 0 {
		return 0
	}
	return math.Sqrt(part / whole)
}

// told is the log-odds, by their texts alone, that two accounts tell of one event.
func told(l likeness) float64 {
	sum := 0.0
	for i, x := range l {
		sum += model.text[i] * x
	}
	return sum
}
