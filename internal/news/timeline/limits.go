package timeline

const (
	// mostTimes and mostDoubts are the numbers of times and doubts that are kept of one account. The longest reports of the
	// development texts name about 100 times; a page with more than 2,000 is a calendar.
	mostTimes, mostDoubts = 2000, 20

	// leastClause and mostClause are the numbers of words that a clause has when it is told alone: one that is shorter tells too
	// little without its neighbour, one that is longer is cut at its next comma.
	leastClause, mostClause = 6, 24

	// likeClauses is the share of the weight of the poorer of two clauses that the other must have before they tell of one thing
	// on their day: half. Equal days speak for it already.
	likeClauses = 0.5

	// storyDays is the number of days before the first and behind the last known day of a story's accounts within which one that
	// nothing else bounds is taken to be written. Three, as for accounts that share text (account.BoundByStory): two stories of one
	// event a week apart are seldom told as one.
	storyDays = 3

	// mostCompared is the number of moments of one value that a further one is compared with, so that a thousand accounts of one
	// day take no longer than their number.
	mostCompared = 64
)
