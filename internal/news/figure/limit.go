package figure

// Every number that decides something in this package stands here.
const (
	// mostValue is the largest number that is read as a figure: a thousand times the world's yearly product in its smallest
	// currency. What is beyond is a slip or a joke, and a doubt.
	mostValue = 1e18

	// mostFigures is how many figures of one account are kept. The longest reports have some two hundred; a page with more
	// than this is a table.
	mostFigures = 2000

	// mostDoubts is from how many absurd numbers on no more are named.
	mostDoubts = 20

	// unitBytes is the length up to which a hyphened compound behind a number may be one unit: "lb-F", "kilowatt-hours".
	unitBytes = 24

	// hedgeWords is the longest hedge in words: "in the neighbourhood of" and one word that leans on the number.
	hedgeWords = 6

	// phraseWords is how far a noun phrase is followed, in words.
	phraseWords = 7

	// clauseWords is how far a subject, a predicate or a place is looked for, in words.
	clauseWords = 14

	// timeWords is how far behind a figure's noun its time stands: "remained in camps as of August 2018". Farther off the time is
	// that of another verb.
	timeWords = 6

	// sameBreath is how near a share or a measure without a noun stands to the one before it when both are of one thing.
	sameBreath = 8

	// dozen and vagueDozens bound "several dozen".
	dozen, vagueDozens = 12, 99
)

// For matching across accounts. None of these was fitted: there is no labelled data for it; they were set by reading what is
// joined in stories told by three to twenty outlets.
const (
	// contextWords is how many words of its sentence are compared around a figure.
	contextWords = 80

	// tellingValue is the value from which the same number with the same noun in two accounts of a story is no chance.
	tellingValue = 20

	// likeWords is the share of the weight of the words around two equal figures that both must have, when the value is small.
	likeWords = 0.25

	// differentWords is the same for two figures that are not equal: only sentences that tell the same thing.
	differentWords = 0.5

	// roundedShare is how far two compatible values may be apart, as a share, to be one number told more or less exactly.
	roundedShare = 0.1

	// roundedWords is the share of the weight of the words around them that both must have then.
	roundedWords = 0.1

	// scoreVariant, scoreNoun and scoreValue are what speaks for two figures of one passage being the same thing: one place
	// where the accounts differ, one noun, one value. Each alone but the value is enough with another.
	scoreVariant, scoreNoun, scoreValue = 4.0, 2.0, 3.0

	// leastScore is what two figures of a passage need: one variant, or one value, or a noun with either.
	leastScore = 3.0

	// conversionSlack is how far two values in two units may be apart, as a share, and be one value: newsrooms round what they
	// convert ("620 miles (1,000 km)").
	conversionSlack = 0.02

	// loose is how far from its number a hedged figure may be, as a share.
	loose = 0.2

	// roundedFrom is the number from which a final zero is taken for rounding.
	roundedFrom = 100

	// mostReadings, mostAligned and mostCompared bound the work on pages made of numbers: members of one quantity, figures of one
	// reading of a passage, earlier figures with one noun that each is compared with.
	mostReadings, mostAligned, mostCompared = 400, 60, 100

	// mostTolls bounds the tolls of a story that are compared each with each.
	mostTolls = 300
)
