package story

import (
	"math"

	"variorum/internal/news/language"
)

// rarityOf is the inverse document frequency of a term: minus the natural logarithm of the share of texts that hold it, in
// general news of the language where it has counts, and as its kind and length let expect where it has none, up to mostRarity. The accounts
// of the run are not counted, so that what is found between two of them does not hang on the others: a page more, and the
// order in which pages come, change nothing between those that are there.
func rarityOf(t *term, general *language.Frequency) float32 {
	return float32(min(-math.Log(share(t, general)), mostRarity))
}

// share is the share of texts that are expected to hold a term.
func share(t *term, general *language.Frequency) float64 {
	switch t.kind {
	case figure:
		return figureShare
	case pair:
		return pairShare
	case number:
		return numberShare[min(int(t.size), len(numberShare)-1)]
	}
	if n := general.Documents(); n > 0 {
		return float64(max(1, general.Count(t.form))) / float64(n)
	}
	return wordShare[min(int(t.size), len(wordShare)-1)]
}

// rarities remembers the rarity of words met lately, since looking them up in the counts is slow.
type rarities struct {
	general *language.Frequency
	known   []struct {
		form   uint64
		rarity float32
	}
}

func (r *rarities) of(t *term, general *language.Frequency) float32 {
	const size = 1 << 14
	if t.kind != word || t.form == 0 {
		return rarityOf(t, general)
	}
	if r.general != general || r.known == nil {
		*r = rarities{general: general, known: make([]struct {
			form   uint64
			rarity float32
		}, size)}
	}
	k := &r.known[(t.form^t.form>>32)%size]
	if k.form != t.form || general.Documents() == 0 { // without counts a word's length decides
		k.form, k.rarity = t.form, rarityOf(t, general)
	}
	return k.rarity
}
