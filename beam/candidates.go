package main

import (
	"cmp"
	"math"
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/transforms/stats"

	"variorum/internal/news/story"
)

// Candidates. A text is posted under its weightiest terms and its runs of words. What brings accounts together within days is
// posted by term and block of days, so that a block is as long as its days are full and cost per page stays flat as years are
// added. What brings them together at any time, rare terms and runs, is posted by itself; a rare term that too many
// have by now is passed over there, and still counts within its block. A list is sorted by time, and a text meets those that stand
// nearest before it, up to a window. Most pairs share several terms; they are sent on by the weightiest alone.

const (
	// blockDays is the length of a block. Texts of its last reachDays are posted in the next one as well: a third more
	// postings, where a block of half the length has two thirds more and one of twice the length is twice as much to hold.
	blockDays = 60

	// reachDays is how far apart the first days of two texts may be that are within TermDays.
	reachDays = story.ExactDays + story.TermDays

	// mostPostings of a rare term over all time are what one worker sorts: some 40 MB.
	mostPostings = 100_000

	// always is a score that no bound leaves out.
	always = 1e6
)

// noBlock is the block of texts of which the day is not known. They meet each other by all terms, and the others by rare ones.
const noBlock = math.MaxUint32

// candidates finds the pairs of texts worth comparing, of those that a term or a run brings together with so many before them: their
// meetings by the later one.
func candidates(s beam.Scope, texts beam.PCollection, terms, most int) beam.PCollection {
	s = s.Scope("candidates")
	near, far, runs := beam.ParDo3(s, post, texts)
	return beam.Flatten(s,
		beam.ParDo(s, &meetTerm{Window: terms}, beam.GroupByKey(s, near)),
		beam.ParDo(s, &meetTerm{Window: terms, Far: true}, beam.GroupByKey(s, far)),
		beam.ParDo(s, copied, meetRuns(s, runs, most, math.MaxInt)))
}

// post posts a text: by block and term, by rare term, by run.
func post(id uint64, packed []byte, near, far, run func(uint64, posting)) error {
	sketch, _, err := story.ReadSketch(packed)
	if err != nil {
		return err
	}
	k := sketch.Keys()
	p := posting{From: int32(k.From), To: int32(k.To), ID: id, Runs: int32(len(k.Runs))}
	for _, r := range k.Runs {
		run(r, p)
	}
	p.Terms = packTerms(k.Terms)
	for _, t := range k.Terms {
		for _, block := range blocks(k) {
			near(t.Key<<32|uint64(block), p)
		}
		if t.Rare {
			far(t.Key, p)
		}
	}
	return nil
}

// blocks are those that a text is posted in, its own first.
func blocks(k story.Keys) []uint32 {
	if !k.Exact() {
		return []uint32{noBlock}
	}
	const origin = 1 << 24 // days before 1970 from which blocks are counted
	own := uint32((k.From + origin) / blockDays)
	if (k.From+origin+reachDays)/blockDays == int(own) {
		return []uint32{own}
	}
	return []uint32{own, own + 1}
}

// packTerms writes terms nine bytes each: key, weight, whether it is rare.
func packTerms(terms []story.Term) []byte {
	b := make([]byte, 0, 9*len(terms))
	for _, t := range terms {
		b = little.AppendUint32(little.AppendUint32(b, uint32(t.Key)), math.Float32bits(t.Weight))
		rare := byte(0)
		if t.Rare {
			rare = 1
		}
		b = append(b, rare)
	}
	return b
}

func unpackTerms(b []byte) []story.Term {
	terms := make([]story.Term, len(b)/9)
	for i := range terms {
		t := b[9*i:]
		terms[i] = story.Term{Key: uint64(little.Uint32(t)), Weight: math.Float32frombits(little.Uint32(t[4:])), Rare: t[8] == 1}
	}
	return terms
}

// entry is a posting that was read.
type entry struct {
	posting
	keys story.Keys
}

func compareEntries(a, b posting) int {
	return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.ID, b.ID))
}

// entries are the postings of a list in order; nil if they are more than most.
func entries(values func(*posting) bool, most int) (all []entry) {
	for p := (posting{}); values(&p); {
		if len(all) == most {
			return nil
		}
		all = append(all, entry{p, story.Keys{Text: p.ID, From: int(p.From), To: int(p.To), Terms: unpackTerms(p.Terms)}})
	}
	slices.SortFunc(all, func(a, b entry) int { return compareEntries(a.posting, b.posting) })
	return all
}

// meetTerm brings each text of a list together with those before it that are near it, if the term is the one that they are sent on
// by: the texts of a term and block, or, Far, of a rare term.
type meetTerm struct {
	Window int
	Far    bool
}

// ProcessElement takes one list.
func (m *meetTerm) ProcessElement(term uint64, values func(*posting) bool, emit func(uint64, meeting)) {
	most := mostPostings
	if !m.Far {
		term, most = term>>32, math.MaxInt
	}
	list := entries(values, most)
	for i := range list {
		for j := i - 1; j >= max(0, i-m.Window); j-- {
			a, b := &list[j], &list[i]
			if by, score := shared(a.keys.Terms, b.keys.Terms, m.Far); by == term && together(a, b) != m.Far && story.Near(a.keys, b.keys) {
				emit(b.ID, meeting{a.ID, score})
			}
		}
	}
}

// together reports whether two texts meet in a block.
func together(a, b *entry) bool {
	if !a.keys.Exact() || !b.keys.Exact() {
		return a.keys.Exact() == b.keys.Exact()
	}
	return max(a.keys.From-b.keys.To, b.keys.From-a.keys.To) <= story.TermDays
}

// shared is the weightiest term that two texts share, of the rare ones if so asked, and the cosine over all.
func shared(a, b []story.Term, rare bool) (by uint64, score float64) {
	most := 0.0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		x, y := a[i].Key, b[j].Key
		if w := float64(a[i].Weight) * float64(b[j].Weight); x == y && (a[i].Rare || !rare) {
			if score += w; w > most {
				by, most = x, w
			}
		}
		if x <= y {
			i++
		}
		if y <= x {
			j++
		}
	}
	return by, score
}

// pair is two that share runs, the later one first, with the fewer of their runs, as bytes of a key.
func pair(later, earlier posting) string {
	b := little.AppendUint64(little.AppendUint64(nil, later.ID), earlier.ID)
	return string(little.AppendUint32(b, uint32(min(later.Runs, earlier.Runs))))
}

// meetRuns counts the runs that two share, of those that both have within a window and no more than most have at all: numbers by pair.
func meetRuns(s beam.Scope, runs beam.PCollection, window, most int) beam.PCollection {
	pairs := beam.ParDo(s, &meetRun{window, most}, beam.GroupByKey(s, runs))
	return stats.SumPerKey(s, pairs)
}

type meetRun struct{ Window, Most int }

// ProcessElement brings those together that have a run.
func (m *meetRun) ProcessElement(_ uint64, values func(*posting) bool, emit func(string, int)) {
	var all []posting
	for p := (posting{}); values(&p); {
		all = append(all, p)
	}
	if len(all) > m.Most {
		return
	}
	slices.SortFunc(all, compareEntries)
	for i, later := range all {
		for _, earlier := range all[max(0, i-m.Window):i] {
			emit(pair(later, earlier), 1)
		}
	}
}

// copied keeps the pairs that share enough runs to be compared.
func copied(pair string, runs int, emit func(uint64, meeting)) {
	b := []byte(pair)
	if fewest := int(little.Uint32(b[16:])); story.Copies(runs, fewest, fewest) {
		emit(little.Uint64(b), meeting{little.Uint64(b[8:]), always})
	}
}
