package figure

// The rules, by the names that Figure.Rule has and docs/method.md explains.
const (
	RuleCounted  = "counted"     // 2,500 troops
	RulePart     = "part-of"     // four of his relatives
	RuleShared   = "noun-shared" // 2,500 troops in Iraq and 900 in Syria
	RuleHarmed   = "harmed"      // killing 137; three people died; seven dead
	RuleMoney    = "money"       // $90 million
	RulePercent  = "percent"     // 74 percent of voters
	RuleMeasure  = "measure"     // 734 feet
	RuleConvert  = "conversion"  // 1,600 km (994 mile)
	RuleRange    = "range"       // between 10 and 30
	RuleShare    = "share"       // one in five
	RuleToll     = "toll"        // the death toll rose to 43
	RuleLeft     = "noun-left"   // more than 2,500 have been built; dozens held signs
	RuleNumbered = "number-of"   // the number of refugees has reached 130,000
	RuleDegrees  = "temperature" // highs in the 70s
	RuleAbsurd   = "absurd-figure"
	RuleTooMany  = "too-many-figures"
	RulePassage  = "same-place" // two accounts have it at the same place of the same passage
	RuleLikeness = "same-count" // two accounts count the same thing in like words
)
