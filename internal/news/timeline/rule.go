package timeline

// The rules by which moments of several accounts are one, by the names that docs/method.md explains.
const (
	ruleSamePassage = "same-time-and-passage" // two accounts name the day in one passage
	ruleLikeWords   = "same-time-like-words"  // two accounts name the day in like words
	ruleAnother     = "dated-by-account"      // what a day is, is known from another account that tells the same in the same words
	ruleTooMany     = "too-many-times"        // the page is a table; times behind the place are left out
)
