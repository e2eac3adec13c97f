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

	// confirmingDays is the number of days within which outlets say the same of when it was: most accounts of one event appear within two.
	confirmingDays = 3

	// mostOutlets is the number of outlets on each side from which more of them confirm a date no further. One in fifteen
	// dates of pages is that of a later copy; two outlets wrong by the same days is rare already.
	mostOutlets = 3

	// MostRelated is the number of links of one event, the most alike ones. More would not be read.
	MostRelated = 5

	// shownWords is the number of words shown for a link.
	shownWords = 4
)

// Terms.
const (
	// titleCount is the number of times that a word of the title counts.
	titleCount = 2

	// leadTerms is the length of the opening in words: the first two or three paragraphs, which tell what is new.
	leadTerms = 100

	// SampleWords and SampleRate: one in eight runs of five words is kept. Five words are seldom shared by chance.
	SampleWords, SampleRate = 5, 8

	// manyTerms is the number of terms from which they are sorted by comparing: of so many too many would be dealt to one heap.
	manyTerms = 1 << 13

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

	// nearOdds is the most that nearness in time adds to the log-odds. Weights fitted on a collection of many years hold nearness
	// for more than it is worth among the pages of one day. Cross-validated scores rise with it up to no bound at all (3.5);
	// those of the same accounts set on one day are level up to 1.7 and fall from there.
	nearOdds = 1.7
)

// Rarity.
const (
	// leastRarity is the rarity from which a term counts: words that more than one text in five has tell nothing. With all words
	// cross-validated scores are the same.
	leastRarity = 1.5

	// mostRarity is the greatest rarity that a term can have, in natural logarithms: seven texts of general news in 8,000. A name
	// that the counts have never seen would else decide alone between short accounts. From 6 to 8 cross-validated scores
	// change in the third digit.
	mostRarity = 7.0

	figureShare = 0.02  // of a number with the word beside it
	pairShare   = 0.018 // of two neighbouring characters of a script without spaces: like a word of seven letters
)

// wordShare is the share of texts that hold a word, by its length in characters: the mean over the words of running English,
// in logarithms. Short words are common ones in all alphabets (Zipf's law of abbreviation), so this serves where a language
// has no counts.
var wordShare = [...]float64{.3, .3, .4, .19, .1, .043, .021, .018, .0125, .0115, .0097, .0062, .005, .005, .0025}

// numberShare is the share of texts that hold a number, by its length in characters: "2" is everywhere, "2017" in many.
var numberShare = [...]float64{1, .5, .2, .05, .05, .01, .01}

// Candidates.
const (
	// keyTerms is the number of weightiest terms by which an account is looked up.
	keyTerms = 40

	// LeastCosine is the cosine, over the terms looked up alone, from which two accounts are compared. Of the labelled pairs that
	// the model joins, whole or cut to briefs, all but one in fifty have it or are copies, and those are connected
	// through others: from 0.04 to 0.15 cross-validated scores change in the third digit, and at 0.17 those of all labelled stories fall. In dense collections a
	// higher one is better: on 10,000 generated accounts 0.15 gives a B-cubed F1 of .895, and 0.12 .887.
	LeastCosine = 0.15

	// LeastFar is the same over the rare terms alone, for accounts that lie further apart than TermDays: most of these are copies with a later
	// date. Cross-validated scores from 0.02 to 0.05 are alike and above those from 0.1 on (B-cubed F1 .976, .972).
	LeastFar = 0.05

	// TermDays is the number of days within which a term brings accounts together that is not rare. Most accounts of one event
	// appear within two days and its sequels within a week; what is told months later shares rare terms or runs of words.
	TermDays = 14

	// rareRarity is the rarity from which a term is rare: twelve texts of general news in 8,000 have it.
	rareRarity = 6.5

	// copiedShare of the shorter account's sampled runs must be shared for these alone to bring two accounts together.
	copiedShare = 0.2
)

// bounds bound the work.
type bounds struct {
	terms int // accounts, nearest before it in time, with which a term brings an account together
	runs  int // the same for a run of words
	near  int // accounts before it in time, by the weight of what they share, with which an account is compared
}

// Up to manyAccounts hardly any account meets the wide bounds, and then Group is exactly local. On more, the narrow ones keep the work
// for an account the same whatever their number; on 10,000 generated accounts they give the same B-cubed F1 as wider ones.
const manyAccounts = 8_000

var wide, narrow = bounds{terms: 1000, runs: 50, near: 200}, bounds{terms: 64, runs: 12, near: 16}

func boundsFor(accounts int) bounds {
	if accounts > manyAccounts {
		return narrow
	}
	return wide
}

// Bounds of the work on great groups.
const (
	// sampleNodes is the number of accounts of an event that stand for it when it is related to another; 4 by 4 pairs give the mean closely
	// enough.
	sampleNodes = 4

	// crowdedNodes is the number of accounts that stand for a cluster of a crowded group when it is about to join another. On 10,000
	// generated accounts 4 give a B-cubed F1 of .893, and 8 .895.
	crowdedNodes = 8
)
