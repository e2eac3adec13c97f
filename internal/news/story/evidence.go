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
func compare(a, b *Sketch) likeness {
	var dot, leads, fig, titleA, titleB, shared float64
	for i, j := 0, 0; i < len(a.keys) && j < len(b.keys); {
		x, y := a.keys[i], b.keys[j]
		if x != y {
			if x < y {
				i++
			} else {
				j++
			}
			continue
		}
		p, q := a.terms[i], b.terms[j]
		i, j = i+1, j+1
		rarity := float64(p.rarity())
		if (p|q)&isFigure != 0 {
			if p&q&isFigure != 0 {
				fig += rarity * float64(q.rarity())
			}
			continue
		}
		product := float64(p.weight()) * float64(q.weight())
		dot += product
		if p&ofLead != 0 && q&ofLead != 0 {
			leads += product
		}
		if p&ofTitle != 0 {
			titleA += rarity
		}
		if q&ofTitle != 0 {
			titleB += float64(q.rarity())
		}
		shared += max(0, min(rarity, float64(q.rarity()))-commonRarity)
	}
	l := likeness{constant: 1}
	l[cosine] = root(dot, a.norm*b.norm)
	l[lead] = root(leads, a.leadNorm*b.leadNorm)
	l[title] = titles(titleA, a.titleMass, titleB, b.titleMass, l[lead])
	l[figures] = root(fig, a.figureNorm*b.figureNorm)
	l[copied] = root(float64(shingle.Shared(a.runs, b.runs)), float64(min(len(a.runs), len(b.runs))))
	l[rare] = math.Log1p(shared)
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
