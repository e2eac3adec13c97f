package quotation

// Every number that decides something in this package stands here.
const (
	// speechWords is from how many words on a run in quotation marks is somebody's words whatever stands around it. In news a
	// shorter run with no verb of saying is a name, a title or a word held at arm's length about as often as it is speech.
	// Chosen on half of the articles of PolNeAR's dev part, by hash, and checked on the other half: 5 to 10 differ by less than
	// 0.004 of F1 on either.
	speechWords = 6

	// aloneWords is from how many words on a sentence or a paragraph all in quotation marks is speech; a shorter one is a heading.
	aloneWords = 4

	// labelWords is up to how many words a run in capitals is a name, a label or a title ("Arab Spring"): titles of works are seldom longer.
	labelWords = 10

	// labelItems is up to how many words may stand before a colon and tell whose words follow it: "Mayor Ann Lee on the bridge: …".
	labelItems = 6

	// phraseItems is how far a noun phrase is followed, in words: longer ones are nearly always two phrases.
	phraseItems = 12

	// appositionParts is through how many commas the name before a verb is looked for: "Ann Lee, 30, of Hull, who voted, said".
	appositionParts = 6

	// adjunctItems is how far behind a verb its content may begin: "told a news conference on Monday in the capital that".
	adjunctItems = 18

	// tagItems is up to how many words "she said" may have when it stands inside what is said: ", the Lisk Evening Star reports".
	tagItems = 7

	// clauseItems is how long a clause in front of ", she said" must be in words, so that "On Monday, she said" is none.
	clauseItems = 4

	// longestSentence is how many items a sentence may have to be read for its verbs. No prose has so many; a table without stops
	// or a hostile page has, and the time to read one grows with the square of its length.
	longestSentence = 1000

	// longestParse is how long a sentence may be in bytes to have its grammar read.
	longestParse = 4000

	// leastOdds is from which log odds on a proposal is an attribution. F1 is highest at half of the F1 that is reached (Lipton
	// et al. 2014), here three to seven: by theory log odds of about -0.9. Measured in folds, -1.1 has the highest; from -1.3 to -0.9 it differs by 0.005.
	leastOdds = -1.1

	// leastNested is from which log odds on a second attribution of mostly the same words is believed, where the one tells of the
	// other ("The mate said that the captain had said"): likelier than not. It is above leastOdds because readers who annotate often leave one
	// out. Measured in folds, from 0.5 down to 0 all match loses 0.001 and the source of what is matched gains 0.002.
	leastNested = 0.0

	// leastSource is from which log odds on a phrase is believed to name the source: likelier than not, since a wrong speaker is worse
	// than none.
	leastSource = 0.0

	// firstGuess is what the first guess has ahead of other phrases, in log odds: patterns and grammar were made for many kinds of
	// pages, the weights learnt from one. Cross-validated, up to 1 it costs nothing.
	firstGuess = 1.0

	// farPath is how many steps of the tree a path from cue to source is told by; what is farther is told by no more than that.
	farPath = 4

	// leastPublished is from which log odds on an attribution stands in the edition: above leastOdds, because a reader
	// is helped less by a statement found than harmed by one invented.
	leastPublished = -0.5

	// leastIntended is from which log odds on what somebody means or asks to do ("intends to sue") stands in the edition. Cross-validated, 73 in a hundred of
	// these were marked by readers, of all that are found 66.
	leastIntended = 0.5

	// sameWords is from which share of common bytes on two proposals are for the same words, as PolNeAR's matching has it.
	sameWords = 0.5

	// nested is how many findings back a statement is looked for that may hold another inside. Sentences have fewer.
	nested = 12

	// longestOffice is how many words a phrase may have to stand for the holder of an office: "the former Lisk ambassador".
	longestOffice = 4

	// silentParagraphs is how many paragraphs may stand between a speaker's last words and a paragraph all in quotation marks
	// that goes on without naming the speaker again.
	silentParagraphs = 2
)
