package main

import (
	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"variorum/internal/news/story"
)

// Options are choices of a run.
type Options struct {
	Output string // folder
	Shards int    // files of each table
	Rounds int    // of connect
	Pages  int    // about how many there are: story.Bounds says with how many of them each is compared
}

// Build puts the pipeline together.
//
//	files -> sheets -> named -> furniture -> accounts -> runs -> nearest -> reuse
//	                                            |
//	                                         sketches -> candidates -> joins -> labels -> stories
//
// Pages go by their number in the order of the inputs, texts by their hash. All that a step sends to the next is a key and what
// stands under it, so no worker holds more than what one key has.
func Build(s beam.Scope, files []File, o Options) {
	sheets, unread := sheetsOf(s, files)
	named, again := name(s, sheets)
	accounts, sketches, runs, failed := accountsOf(s, named, furniture(s, named))
	reuse := reuseOf(s, accounts, runs)
	texts := beam.ParDo(s, firstCopy, beam.GroupByKey(s, sketches))
	terms, most, near := story.Bounds(o.Pages)
	labels := connect(s, joins(s, texts, candidates(s, texts, terms, most), near), o.Rounds)
	stories := storiesOf(s, accounts, labels)
	write(s, o, "stories", stories)
	write(s, o, "reuse", reuse)
	write(s, o, "unread", beam.Flatten(s, unread, again, failed))
}
