package edition

// Figure is a quantity in one account: the number with its currency sign, magnitude and unit, not its hedge nor the noun.
type Figure struct {
	Span
	ID     string     `json:"id"`
	Low    float64    `json:"low"`  // equal to High unless a range or a vague word
	High   float64    `json:"high"` // magnitudes worked out; a fraction is in percent
	Approx Approx     `json:"approx"`
	Unit   string     `json:"unit,omitempty"` // ISO 4217 code, "%", "pp" or a measure; empty for counts
	Of     string     `json:"of,omitempty"`   // the head noun phrase counted, as it stands in the account
	Kind   FigureKind `json:"kind"`
	Place  string     `json:"place,omitempty"` // where, when words nearby say so
	AsOf   string     `json:"as_of,omitempty"` // when, as a TIMEX3 value ("2018-08"), when words nearby say so
	Rule   string     `json:"rule"`
}

// Approx is how firm a figure is.
type Approx string

// The hedges: "at least 20" is AtLeast, "more than 20" Over, "up to 20" AtMost, "some 20" and "dozens" About.
const (
	Exact   Approx = "exact"
	About   Approx = "about"
	Nearly  Approx = "nearly"
	AtLeast Approx = "at_least"
	AtMost  Approx = "at_most"
	Over    Approx = "over"
	Under   Approx = "under"
)

// FigureKind is what sort of thing a figure tells of.
type FigureKind string

// The kinds of figures. Killed is any death; count is a number of things.
const (
	People  FigureKind = "people"
	Killed  FigureKind = "killed"
	Injured FigureKind = "injured"
	Money   FigureKind = "money"
	Percent FigureKind = "percent"
	Measure FigureKind = "measure"
	Count   FigureKind = "count"
)

// Quantity is one thing that accounts of a story count or measure, with every figure that they give for it.
type Quantity struct {
	ID       string          `json:"id"`
	Of       string          `json:"of,omitempty"`
	Kind     FigureKind      `json:"kind"`
	Place    string          `json:"place,omitempty"`
	AsOf     string          `json:"as_of,omitempty"`
	Status   Accord          `json:"status"`
	Rule     string          `json:"rule,omitempty"` // what joined the readings; empty when there is one
	Readings []FigureReading `json:"readings"`       // in the order of the story's accounts
}

// FigureReading is one figure of one account as a reading of a quantity.
type FigureReading struct {
	Span
	Account string  `json:"account"`
	Figure  string  `json:"figure"` // the id of the figure in its account
	Low     float64 `json:"low"`
	High    float64 `json:"high"`
	Approx  Approx  `json:"approx"`
}

// Accord says how the accounts' figures for one thing stand to each other.
type Accord string

// The accords. Agree has one value in all accounts; differ has values that can all be true (rounding, ranges, hedges);
// conflict has values that cannot; alone is told by one account.
const (
	Agree    Accord = "agree"
	Differ   Accord = "differ"
	Conflict Accord = "conflict"
	Alone    Accord = "alone"
)
