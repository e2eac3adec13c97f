package incident

// leastChance is the probability from which on an account is taken to tell of an incident: half of the F1 that is reached, at which
// F1 is largest when the probabilities are right (Lipton, Elkan and Naryanaswamy 2014). Flat from 0.40 to 0.50 in cross-validation.
const leastChance = 0.44

// leastType is the probability from which on an incident of a type is taken to be told beside the likeliest type; half of the F1 of
// types, for the same reason.
const leastType = 0.35

// leastRole is the probability, times the chance that an incident is told at all, from which on a span is taken to have a role.
// Low, because spans compete with their own parts and the learner is shy of rare labels. Cross-validated in steps of 0.02 to 0.05; flat
// from 0.08 to 0.15.
const leastRole = 0.12

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
	// definiteReach is how many words may stand between "the" and the incident: "the twin suicide bombing".
	definiteReach = 4
	// phraseWords is how many words of a phrase are looked at for who it names.
	phraseWords = 8
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
