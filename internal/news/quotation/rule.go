package quotation

// The rules, by the names that Quotation.Rule has and docs/method.md explains.
const (
	RuleBefore      = "verb-before"    // Lee said, “A.”
	RuleAfter       = "verb-after"     // “A,” Lee said.
	RuleInterrupted = "interrupted"    // “A,” Lee said, “b.”
	RuleResumed     = "resumed"        // “A,” Lee said. “B.”
	RuleColon       = "colon"          // Lee said: ¶ “A.”
	RuleContinued   = "continued"      // “A. ¶ “B,” Lee said.
	RuleAlone       = "alone"          // “A.” with no verb, where somebody is speaking
	RuleUnspoken    = "marks-only"     // words in quotation marks and nothing more known of them
	RuleAccording   = "according-to"   // A, according to Lee.
	RuleLabel       = "label"          // Lee: A.
	RuleReported    = "reported"       // Lee said that A.
	RuleFronted     = "reported-first" // A, Lee said.
	RuleIntended    = "intended"       // Lee promised to a.
	RuleCalled      = "called"         // Lee called it “a”.
	RuleAbout       = "about"          // Lee called for a.
	RuleNoun        = "noun"           // Lee's claim that A.
	RuleAdjective   = "adjective"      // Lee is sure that A.
	RuleJudged      = "judged"         // Lee criticised A.
)
