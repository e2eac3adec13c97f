package story

// Decisions. "Cross-validated" means: weights fitted on four parts of the labelled stories, judged on the fifth.
const (
	// joinOdds is the mean log-odds from which two groups are one event. A little less than even odds, because a group is
	// judged by the mean of its pairs, of which some are always poor. Cross-validated scores are level from -1.25 to 0 where
	// dates are known and from -1 to -0.5 where none are.
	joinOdds = -0.6

	// relatedOdds is the mean log-odds by the texts alone from which two events kept apart are linked. At -2 the links
	// are the ones a reader would expect (two launches over one country, two turns of one budget fight); at -3 reports are linked
	// that share a town or a party.
	relatedOdds = -2

	// confirmedGap, in days: dates that lie further apart and are each given by several outlets are held to be right. Most
	// accounts of one event appear within two days and its sequels within a week.
	confirmedGap = 7

	// mostOutlets is the number of outlets on each side from which more of them confirm a date no further. One in fifteen
	// dates of pages is that of a later copy; two outlets wrong by the same days is rare already.
	mostOutlets = 3

	// mostRelated is the number of links of one event, the most alike ones. More would not be read.
	mostRelated = 5

	// shownWords is the number of words shown for a link.
	shownWords = 4
)

// Terms.
const (
	// titleCount is the number of times that a word of the title counts.
	titleCount = 2

	// leadTerms is the length of the opening in words: the first two or three paragraphs, which tell what is new.
	leadTerms = 100

	// sampleWords and sampleRate: one in eight runs of five words is kept. Five words are seldom shared by chance.
	sampleWords, sampleRate = 5, 8

	// fewestWords: texts shorter than this are measured as if they had so many, since nothing was learnt from shorter ones.
	fewestWords = 20

	// typicalSize is the natural logarithm of the length in words (400) around which likeness is measured.
	typicalSize = 6.0

	// commonRarity is the rarity, in natural logarithms, up to which shared words count nothing as such: one text in twenty.
	commonRarity = 3.0

	// exactDays is the width in days up to which bounds say when an account was published.
	exactDays = 7

	// mostDays: dates further apart than this count as if they were so far, up to distantDays. Dates of later copies lie anywhere
	// from weeks to months behind.
	mostDays = 60

	// distantDays apart, and what that takes off the log-odds besides: pages are copied with a later date months after, seldom
	// years after. No labelled pair of one event is so far apart, so this is set and not fitted: enough that texts which tell
	// like events in like words stay apart, and that one text printed again does not.
	distantDays, distantOdds = 365, -3.5

	// nearDays is the greatest distance in days that can speak for one event.
	nearDays = 14

	// nearTrust is the number of pairs of accounts of one day that are assumed besides those of the run: in a handful of
	// pages two of one day prove nothing.
	nearTrust = 20
)

// Rarity before the run is read: the share of texts that hold a term, and the number of texts that this is worth. With 500
// or 8,000 in place of 2,000, or 200 or 800 in place of 400, scores move in the third digit.
const (
	countTrust  = 2000 // a count in general news
	guessTrust  = 400  // a guess from the length of a word
	figureTrust = 50

	// keptRarity is the part of a term's expected rarity that no run can take from it: five thousand pages on one event must
	// not find its names too common to tell it by.
	keptRarity = 0.5

	figureShare = 0.02  // of a number with the word beside it
	pairShare   = 0.018 // of two neighbouring characters of a script without spaces: like a word of seven letters
)

// wordShare is the share of texts that hold a word, by its length in characters: the mean over the words of running English,
// in logarithms. Short words are common ones in all alphabets (Zipf's law of abbreviation), so this serves where a language
// has no counts.
var wordShare = [...]float64{.3, .3, .4, .19, .1, .043, .021, .018, .0125, .0115, .0097, .0062, .005, .005, .0025}

// numberShare is the share of texts that hold a number, by its length in characters: "2" is everywhere, "2017" in many.
var numberShare = [...]float64{1, .5, .2, .05, .05, .01, .01}

// Candidates. They bound the work; on the labelled stories comparing all pairs gives the same events.
const (
	// indexTerms is the number of weightiest terms by which an account is looked up.
	indexTerms = 60

	// termWindow is the number of accounts, nearest before it in time, with which a shared term brings an account together.
	termWindow = 50

	// nearest is the number of accounts, by the weight of what they share, with which an account is compared.
	nearest = 40

	// leastCosine is the cosine, over the indexed terms alone, from which two accounts are compared. Of the labelled pairs that
	// the model comes near to joining all but one in a thousand have 0.039 or more.
	leastCosine = 0.0225

	// copyWindow is termWindow for a shared run of words.
	copyWindow = 20

	// copiedShare of the shorter account's sampled runs must be shared for these alone to bring two accounts together.
	copiedShare = 0.2

	// sampleNodes is the number of accounts of a group that stand for it when it meets one it had not met; 4 by 4 pairs give
	// the mean closely enough.
	sampleNodes = 4

	// smallShare: a group so many times smaller changes no bond of the larger one that it has none with itself.
	smallShare = 8
)
