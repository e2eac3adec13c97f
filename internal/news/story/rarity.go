package story

import (
	"math"

	"variorum/internal/news/language"
)

// rarity knows in how many texts a term stands: in general news of the language and in the run.
type rarity struct {
	run   map[uint64]int32
	nodes int
}

func rarityOf(profiles []profile) *rarity {
	r := &rarity{run: map[uint64]int32{}, nodes: len(profiles)}
	for _, p := range profiles {
		for i := range p.terms {
			r.run[p.terms[i].key]++
		}
	}
	return r
}

// of is the inverse document frequency of a term: minus the natural logarithm of the share of texts that hold it. What is
// expected before the run is read counts as many texts as it is trusted for, so that a handful of pages changes little and
// many thousands everything; but a run full of one event takes at most half of their rarity from the words of that event.
func (r *rarity) of(t *term, general *language.Frequency) float64 {
	share, trust := expected(t, general)
	inRun := (trust*share + float64(r.run[t.key])) / (trust + float64(r.nodes))
	return max(-math.Log(inRun), -keptRarity*math.Log(share))
}

// expected is the share of texts that hold a term, before the run is read, and the number of texts that this is worth.
func expected(t *term, general *language.Frequency) (share, trust float64) {
	switch t.kind {
	case figure:
		return figureShare, figureTrust
	case pair:
		return pairShare, guessTrust
	case number:
		return numberShare[min(t.size, len(numberShare)-1)], guessTrust
	}
	if n := general.Documents(); n > 0 {
		return float64(max(1, general.Count(t.key))) / float64(n), countTrust
	}
	return wordShare[min(t.size, len(wordShare)-1)], guessTrust
}
