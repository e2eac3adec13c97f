package main

import (
	"slices"
	"strings"
)

// reporting are the verbs whose clauses are scored apart: who says what hangs on them. A fixed list, so that scores of
// different weights can be compared; it takes no part in training.
var reporting = strings.Fields(`acknowledge add admit agree allege announce answer argue assert believe claim comment complain
	concede conclude confirm contend declare deny disclose emphasize estimate explain indicate inform insist maintain mention note
	observe point predict promise propose recall remark reply report respond reveal say state stress suggest tell testify think vow
	warn write`)

func reports(lemma string) bool {
	_, ok := slices.BinarySearch(reporting, lemma)
	return ok
}
