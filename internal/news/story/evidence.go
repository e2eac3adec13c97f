package story

import (
	"math"

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

// compare measures two accounts in one pass over their terms.
func compare(a, b *vector) likeness {
	var dot, leads, fig, titleA, titleB, shared float64
	walk(a, b, func(x, y *weighed) {
		if x.figure {
			fig += float64(x.rarity) * float64(y.rarity)
			return
		}
		product := float64(x.weight) * float64(y.weight)
		dot += product
		if x.field != 0 && y.field != 0 {
			leads += product
		}
		if x.field&inTitle != 0 {
			titleA += float64(x.rarity)
		}
		if y.field&inTitle != 0 {
			titleB += float64(y.rarity)
		}
		shared += max(0, float64(x.rarity)-commonRarity)
	})
	l := likeness{constant: 1}
	l[cosine] = root(dot, a.norm*b.norm)
	l[lead] = root(leads, a.leadNorm*b.leadNorm)
	l[title] = titles(titleA, a.titleMass, titleB, b.titleMass, l[lead])
	l[figures] = root(fig, a.figureNorm*b.figureNorm)
	l[copied] = root(float64(shingle.Shared(a.sample, b.sample)), float64(min(len(a.sample), len(b.sample))))
	l[rare] = math.Log1p(shared)
	l[size] = min(a.logSize, b.logSize) - typicalSize
	return l
}

// walk calls visit for each term that two accounts share.
func walk(a, b *vector, visit func(x, y *weighed)) {
	for i, j := 0, 0; i < len(a.keys) && j < len(b.keys); {
		switch x, y := a.keys[i], b.keys[j]; {
		case x < y:
			i++
		case x > y:
			j++
		default:
			visit(&a.terms[i], &b.terms[j])
			i, j = i+1, j+1
		}
	}
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
