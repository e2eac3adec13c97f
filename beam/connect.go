package main

import (
	"fmt"
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
)

// Connected components by alternating stars (Kiveris, Lattanzi, Mirrokni, Rastogi and Vassilvitskii, "Connected Components in
// MapReduce and Beyond", 2014): in turn each text hands those above it and those below it to the lowest that it knows. Chains
// shrink by half or better a round, since texts are numbered by hash and so in no order; what is left in the end is stars.

// connect gives the label of each text that was joined with another: the lowest text of its group. It fails if so many rounds
// are too few.
func connect(s beam.Scope, edges beam.PCollection, rounds int) beam.PCollection {
	s = s.Scope("connect")
	for range rounds {
		edges = beam.ParDo(s, largeStar, beam.GroupByKey(s, beam.ParDo(s, bothWays, edges)))
		edges = beam.ParDo(s, smallStar, beam.GroupByKey(s, beam.ParDo(s, downwards, edges)))
	}
	return beam.ParDo(s, labels, beam.GroupByKey(s, beam.ParDo(s, bothWays, edges)))
}

func bothWays(a, b uint64, emit func(uint64, uint64)) {
	emit(a, b)
	emit(b, a)
}

func downwards(a, b uint64, emit func(uint64, uint64)) { emit(max(a, b), min(a, b)) }

// neighbours are those of a text, each once, ascending.
func neighbours(values func(*uint64) bool) (all []uint64) {
	for n := uint64(0); values(&n); {
		all = append(all, n)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

func largeStar(text uint64, values func(*uint64) bool, emit func(uint64, uint64)) {
	all := neighbours(values)
	lowest := min(text, all[0])
	for _, n := range all {
		if n > text {
			emit(n, lowest)
		}
	}
}

func smallStar(text uint64, values func(*uint64) bool, emit func(uint64, uint64)) {
	all := neighbours(values)
	emit(text, all[0])
	for _, n := range all[1:] {
		emit(n, all[0])
	}
}

// labels reads stars: a text has those above it, and is their label, or one below it.
func labels(text uint64, values func(*uint64) bool, emit func(uint64, uint64)) error {
	all := neighbours(values)
	if all[0] > text {
		return nil
	}
	if len(all) > 1 {
		return fmt.Errorf("accounts are connected in chains too long for so many rounds: run again with more --rounds")
	}
	emit(text, all[0])
	return nil
}
