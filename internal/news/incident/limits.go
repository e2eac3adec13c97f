package incident

// leastChance is the probability from which on an account is taken to tell of an incident: the even choice. Flat from 0.45 to 0.55
// in cross-validation.
const leastChance = 0.5

// leastType is the probability from which on an incident of a type is taken to be told beside the likeliest type.
const leastType = 0.45

// leastRole is the probability, times the chance that an incident is told at all, from which on a span is taken to have a role.
// Low, because spans compete with their own parts and the learner is shy of rare labels; by role, chosen by cross-validation
// over reports in steps of 0.05, flat about these values.
var leastRole = [len(roles)]float64{1, 0.15, 0.15, 0.20, 0.10, 0.25}

const (
	// mostIncidents bounds what is kept of an account: no report tells of so many.
	mostIncidents = 200
	// longestSentence is the words, and mostHeads the incidents, that are read of a sentence. News has none of a hundred words or
	// five incidents; a list without stops is read in part.
	longestSentence, mostHeads = 300, 12
	// leastFacts is how many of day, place, harm and who must be told of an incident: with fewer it cannot be told from others.
	leastFacts = 2
	// longestDate is the days that the date of an incident may span: a quarter.
	longestDate = 93
	// clauseWords is how many words a conjunction counts between words and the incident they may belong to.
	clauseWords = 5
	// unrealReach and fewReach are how many words before a trigger are looked at: "could not rule out a second", "two further".
	unrealReach, fewReach = 5, 3
	// byReach is how many words may stand between an incident and "by": "the attack said to have been carried out by".
	byReach = 6
	// longestPhrase is the words of the longest entry of "incident-words".
	longestPhrase = 5
)

const (
	// shortDays is how many days the date of an incident may span for the day alone to speak for its being another's: "on Friday or
	// Saturday". A week holds many attacks.
	shortDays = 2
	// mostReadings bounds the incidents of a story that are compared, each with each.
	mostReadings = 500
	// loose is how far "about" a number may be from it; the same share as in figures.
	loose = 0.1
)
