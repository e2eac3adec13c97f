package account

// The numbers by which datelines and days of publication are read.
const (
	// maxDateline is the number of bytes at the beginning of a paragraph in which a dateline ends.
	maxDateline = 110
	// maxPlace and maxAgency are the numbers of words of the longest place and agency in a dateline.
	maxPlace, maxAgency = 6, 4

	// agreeDays is the number of days by which two dates of one account may differ and still agree: time zones, and papers that
	// date by the day of print.
	agreeDays = 1
	// readingDays is the number of days within which one date of a page decides how another is to be read.
	readingDays = 7
	// sureMentions is the number of times told in the past, each later than a printed date, from which the printed date cannot be
	// the account's. One alone may be a slip of the pen.
	sureMentions = 2

	// sharedRun is the length in words of the sequences that two accounts are compared by, and minShared the number of them from
	// which they share text: more than a quotation of a line or a name of an office.
	sharedRun, minShared = 5, 15
	// retoldDays is the number of days within which accounts that share text are taken to have been published: on the development
	// stories 88 of 100 pairs of accounts that share text lie so, and the dates of most others are those of a later crawl.
	retoldDays = 3
	// conflictDays is the number of days from which a page's clock, masthead or record is held to be none of the account's when all
	// other accounts that share its text lie before. A month: within less, copy is still printed again.
	conflictDays = 30
)
