package collation

// The thresholds of collation. Weights are in (0, 1] a word (see account.Weigh); a rare word weighs near 1, "the" near 0.05.
const (
	// anchorWeight is the least weight of a word by which candidates are found: words in fewer than about a third of an
	// account's sentences.
	anchorWeight = 0.3
	// maxPostings caps the sentences looked up for one word; a word in more different sentences than this tells little.
	maxPostings = 400
	// minAnchors is the share of the lighter sentence that shared anchors must make before two sentences are compared.
	minAnchors = 0.2
	// minShared is the weight that two sentences must share at least: about two rare words and a common one.
	minShared = 2.2
	// nearContained is the share of the lighter sentence's weight that makes it stand in the other nearly whole.
	nearContained = 0.75
	// minContained with minRun: half of the lighter sentence is shared, and some of it in one run of words.
	minContained, minRun = 0.5, 2.2
	// minDice is the share of both sentences' weight that is shared though no run may be: a paraphrase.
	minDice = 0.42
	// longRun is the weight of a run of words that links two sentences whatever else they hold: about seven words.
	longRun = 3.5
	// minAlone is the weight that two equal sentences must have: "He said." stands in accounts of anything.
	minAlone = 1.0
	// cohesion is the share of pairs of sentences, across two clusters, that must be linked for the clusters to be joined.
	cohesion = 0.5
	// editedShare is the share of a reading's aligned weight that makes it edited, and not paraphrased.
	editedShare = 0.5
	// leastOrdered and ordered: an account with so many passages, of which this share keeps the story's order, has that order;
	// only then the others have moved.
	leastOrdered, ordered = 3, 0.6
	// besideBytes is how far from its place a single word may stand and still be the same word moved.
	besideBytes = 24
	// settlePasses and maxSettled bound the search for the order of passages: passes over all, and passages.
	settlePasses, maxSettled = 8, 500
	// maxSentence bounds the quadratic comparison of two sentences, in words: longer ones are compared by their beginnings.
	maxSentence = 400
)
