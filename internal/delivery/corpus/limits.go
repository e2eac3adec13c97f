package corpus

import "variorum/internal/news/story"

const (
	// partPages is the number of pages of a part of a table. Small enough that some parts at once fit into memory, large enough
	// that a million pages do not make thousands of files.
	partPages = 2000

	// piecePages is the number of pages that one core does at a time.
	piecePages = 100

	// partBytes ends a part before it has its pages: a part of whole web pages would not fit.
	partBytes = 64 << 20

	// keptBytes is how much of what waits in files is kept in memory of each kind, twice: the sheets of sixty thousand pages, the words
	// of fifteen thousand accounts.
	keptBytes = 48 << 20

	// questions is the number of paragraphs that are asked about at once.
	questions = 4096

	// A page is looked up by the runs of words that stories are told by, one in eight of five words, which finds 99 in 100 pairs of which
	// one holds half of the other. They are cut once for both.
	sampleWords, sampleRate = story.SampleWords, story.SampleRate

	// reuseWindow is the number of pages before it, in the order of the inputs, with which a shared run brings a page together. A
	// chain of copies so stays connected, and work grows with the pages and not with their square.
	reuseWindow = 20

	// reuseNearest is the number of pages before it, those that share most with it, beside which a page is laid.
	reuseNearest = 5

	// mostShare is the number of pages that share a run from which it is nobody's text: a notice of rights, a standing line.
	mostShare = 1000

	// fewestRuns is the number of sampled runs that two pages share from which they are laid side by side: two stand for some
	// twenty words.
	fewestRuns = 2

	// fewestWords is the number of words of a shared stretch that is kept: a long sentence.
	fewestWords = 15

	// slackWords is the number of words between two runs, in each text, up to which they are one stretch.
	slackWords = 8

	// mostRefs is the number of places in lists (4 bytes each) that are in memory at once.
	mostRefs = 1 << 26

	// mostCollated is the number of accounts of a story up to which it is laid side by side. The passages of more are read by
	// nobody, and work grows with their square.
	mostCollated = 400
)

// sortedInMemory is the number of pairs (16 bytes each) that are sorted in memory before they go to a file. Tests make it small.
var sortedInMemory = 8 << 20
