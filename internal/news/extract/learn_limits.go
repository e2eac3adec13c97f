package extract

// The numbers by which furniture is learnt. They were set by reason and looked at on the stories of the development set, where
// pages of one event must be alike and pages of different events not.
const (
	// learnedEdge is the number of paragraphs at the beginning and at the end of a page that count as its edge.
	learnedEdge = 3
	// minLearned is the number of letters and digits of the shortest paragraph that can be learnt.
	minLearned = 8
	// minTelling is the number of letters of a word from which it tells what a text is about.
	minTelling = 5
	// commonShare says which words are too common to tell: those that more than one in commonShare reports of general news have.
	commonShare = 50
	// minWordsToTell is the number of telling words from which a page can be compared.
	minWordsToTell = 10
	// alikeShare: two pages are alike when they share one in alikeShare of the telling words of the shorter. Of the development
	// stories, 96 of 100 pairs of one event are so and 1 of 100 pairs of two; from 6 to 10 little changes.
	alikeShare = 8
	// MaxCompared bounds the pages compared for one paragraph; as many unlike pages leave no question.
	MaxCompared = 60

	// groupsOfOutletLine is the number of unlike groups among one outlet's pages from which a line without a stop at the edge of all
	// of them is furniture; groupsOfOutletProse the number for a sentence there, and for a line elsewhere, which may be a
	// crosshead.
	groupsOfOutletLine, groupsOfOutletProse = 2, 3
	// groupsInRun is the same over the pages of all outlets.
	groupsInRun = 4
	// groupsInBody is the number for a sentence in the middle of pages, whoever publishes them.
	groupsInBody = 6
)
