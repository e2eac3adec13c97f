// Package edition is the value that everything in variorum fills or reads: the accounts of some events, laid side by
// side. It is plain data and imports nothing of ours. Its JSON form is a contract (schema "variorum/edition/1"): fields
// may be added, none is renamed or dropped without a new schema number.
//
// The terms are those of textual criticism and of the newsroom. An account is one outlet's telling. A story is the
// accounts of one event. A passage is text that several accounts share. A reading is what one account has at a place. A
// variant is a place where readings differ. Furniture is page text that is no part of the account.
package edition

// Schema names the version of the contract that this package writes.
const Schema = "variorum/edition/1"

// Edition is what variorum says about a set of pages.
type Edition struct {
	Schema    string    `json:"schema"`
	Generator Generator `json:"generator"`
	Accounts  []Account `json:"accounts"`
	Stories   []Story   `json:"stories"`
	// Unread names each input that could not be read, and why. It is never silently shorter.
	Unread []Unread `json:"unread"`
}

// Generator is the program that made the edition.
type Generator struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Unread is an input that gave no account.
type Unread struct {
	Source string `json:"source"` // path, "-" or URL; a line of a file as path:line
	Why    string `json:"why"`    // the reason and the remedy
}

// Span points at words of an account's Text. Start and End are byte offsets in Go, half open, and code points in JSON
// (see Encode). Text is exactly that slice; a finding without words does not exist, but a reading that is an omission has
// an empty span at the place where the words are missing.
type Span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Empty reports whether the span holds no words: the place of an omission.
func (s Span) Empty() bool { return s.Start == s.End }

// Contains reports whether t lies inside s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Day is an ISO 8601 calendar date ("2024-03-22"), or empty when unknown; JSON has null then.
type Day string

// Account is one outlet's telling, read from a page.
type Account struct {
	ID         string    `json:"id"`     // the file's base name without its extension, or the URL; made unique
	Source     string    `json:"source"` // where it was read from
	URL        string    `json:"url,omitempty"`
	Outlet     string    `json:"outlet,omitempty"`
	Title      string    `json:"title,omitempty"`
	Standfirst string    `json:"standfirst,omitempty"`
	Byline     string    `json:"byline,omitempty"`
	Language   string    `json:"language,omitempty"` // BCP 47
	Dateline   *Dateline `json:"dateline,omitempty"`
	Published  Published `json:"published"`
	// Text is the account's own words, NFC, paragraphs joined by a blank line; title, captions and furniture are not in it.
	Text       string      `json:"text"`
	Captions   []string    `json:"captions,omitempty"`  // set aside, verbatim
	Furniture  []string    `json:"furniture,omitempty"` // set aside, verbatim
	Story      string      `json:"story"`
	Quotations []Quotation `json:"quotations,omitempty"`
	Figures    []Figure    `json:"figures,omitempty"`
	Times      []Time      `json:"times,omitempty"`
	Incidents  []Incident  `json:"incidents,omitempty"`
	Doubts     []Doubt     `json:"doubts,omitempty"`
	NotRun     []string    `json:"not_run,omitempty"` // readers that have no rules for the account's language
}

// Dateline is the place and the agency that open a text: "Baghdad (IraqiNews.com) –".
type Dateline struct {
	Place  string `json:"place,omitempty"`
	Agency string `json:"agency,omitempty"`
}

// Published says when the account was published, as far as that is known.
type Published struct {
	Value    Day           `json:"value"`
	Earliest Day           `json:"earliest"`
	Latest   Day           `json:"latest"`
	Basis    Basis         `json:"basis"`
	Conflict *DateConflict `json:"conflict,omitempty"`
	// Seen is every date of publication that the page gives, in the order in which it gives them.
	Seen []DateSeen `json:"seen,omitempty"`
}

// Basis is what a date of publication rests on.
type Basis string

// The bases, from the firmest to none. Metadata is a machine-readable field, printed a line on the page, text what the
// account tells, cluster the other accounts of its story.
const (
	Metadata Basis = "metadata"
	Printed  Basis = "printed"
	FromText Basis = "text"
	Cluster  Basis = "cluster"
	NoBasis  Basis = "none"
)

// DateConflict is a printed date that cannot be the date of the account.
type DateConflict struct {
	Printed Day    `json:"printed"`
	Why     string `json:"why"`
}

// DateSeen is a date that the page gives, with the place where it stands and its words there.
type DateSeen struct {
	Value Day    `json:"value"`
	Where string `json:"where"` // such as json-ld datePublished, meta article:published_time, printed, url, record
	Words string `json:"words"`
}

// Doubt is something odd about a page: data for the user, no failure.
type Doubt struct {
	Rule string `json:"rule"`
	What string `json:"what"`
	Span *Span  `json:"where,omitempty"`
}

// Quotation is something said, in one account. The span is the words without their outer quotation marks.
type Quotation struct {
	Span
	ID      string   `json:"id"`
	Form    Form     `json:"form"`
	Speaker *Speaker `json:"speaker,omitempty"`
	Verb    string   `json:"verb,omitempty"` // the reporting verb's lemma
	Cue     *Span    `json:"cue,omitempty"`  // the words that attribute
	To      string   `json:"to,omitempty"`   // to whom it was said
	// Parts are the pieces of an interrupted quotation; empty when it is of one piece.
	Parts []Span `json:"parts,omitempty"`
	// Continues is the id of the quotation that this paragraph goes on with, when a speech runs over paragraphs.
	Continues string `json:"continues,omitempty"`
	// Glosses are the editor's words in brackets inside the quotation.
	Glosses []Span `json:"glosses,omitempty"`
	Rule    string `json:"rule"`
}

// Form is how words are rendered.
type Form string

// The forms: in quotation marks, reported, or partly in marks.
const (
	Direct   Form = "direct"
	Indirect Form = "indirect"
	Mixed    Form = "mixed"
)

// Speaker is who is made answerable, by the best name the account has, and the words that stand there.
type Speaker struct {
	Name    string `json:"name"`
	Mention Span   `json:"mention"`
}

// Story is the accounts of one event.
type Story struct {
	ID         string      `json:"id"`
	Title      string      `json:"title"`
	Accounts   []string    `json:"accounts"` // earliest first
	Related    []Related   `json:"related,omitempty"`
	Passages   []Passage   `json:"passages,omitempty"`
	Quotations []Statement `json:"quotations,omitempty"`
	Figures    []Quantity  `json:"figures,omitempty"`   // conflicts first
	Timeline   []Moment    `json:"timeline,omitempty"`  // in order of time
	Incidents  []Event     `json:"incidents,omitempty"` // in order of time, those without a day last
	Names      []Name      `json:"names,omitempty"`
	Sources    []Source    `json:"sources,omitempty"` // what the accounts name as the origin of what they tell
	Stemma     *Stemma     `json:"stemma,omitempty"`  // absent when there is one account
	Origins    *Origins    `json:"origins,omitempty"`
	Wire       []Wire      `json:"wire,omitempty"` // one entry for each lost source whose text can be restored in part
	Only       []Only      `json:"only,omitempty"`
	LeftOut    []LeftOut   `json:"left_out,omitempty"`
	NotRun     []string    `json:"not_run,omitempty"`

	Attribution []Verbs `json:"attribution,omitempty"` // by which verbs each account reports each speaker, accounts in the story's order
}

// Verbs are the reporting verbs that one account uses for one speaker, the most frequent first.
type Verbs struct {
	Account string `json:"account"`
	Speaker string `json:"speaker"`
	Verbs   []Verb `json:"verbs"`
}

// Verb is a reporting verb by its lemma, and how often it is used.
type Verb struct {
	Verb   string `json:"verb"`
	Stance Stance `json:"stance"`
	Count  int    `json:"count"`
}

// Stance is what a reporting verb lets the reader think of the words, by the language's table: the outlet may stand back from
// them (claim), stand by them (reveal) or colour them (rant).
type Stance string

// The stances.
const (
	Neutral   Stance = "neutral"
	Doubting  Stance = "doubting"
	Endorsing Stance = "endorsing"
	Loaded    Stance = "loaded"
)

// Related is another story of the same thread, such as an earlier event told in like words.
type Related struct {
	Story string `json:"story"`
	Why   string `json:"why"`
}

// Passage is text that several accounts share, laid side by side. Readings are in the order of the story's accounts.
type Passage struct {
	ID       string    `json:"id"`
	Readings []Reading `json:"readings"`
	Variants []Variant `json:"variants,omitempty"`
}

// Reading is what one account has at a passage.
type Reading struct {
	Span
	Account  string   `json:"account"`
	Relation Relation `json:"relation"`
}

// Relation says how near a reading stands to the passage's base reading.
type Relation string

// The relations. Verbatim readings have the same words; edited ones share most; paraphrased ones share some.
const (
	Verbatim    Relation = "verbatim"
	Edited      Relation = "edited"
	Paraphrased Relation = "paraphrased"
)

// Variant is a place of a passage where readings differ.
type Variant struct {
	Type VariantType `json:"type"`
	// InQuotation is true when words inside quotation marks differ.
	InQuotation bool      `json:"in_quotation"`
	Readings    []Witness `json:"readings"`
}

// VariantType is the kind of a variant.
type VariantType string

// The types of variants.
const (
	Substitution  VariantType = "substitution"
	Addition      VariantType = "addition"
	Omission      VariantType = "omission"
	Transposition VariantType = "transposition"
)

// Witness is words in one account that bear witness to something.
type Witness struct {
	Span
	Account string `json:"account"`
}

// Statement is something said once, however many accounts carry it.
type Statement struct {
	ID       string      `json:"id"`
	Speaker  string      `json:"speaker,omitempty"`
	Readings []Rendering `json:"readings"`
	Changes  []Change    `json:"changes,omitempty"`
}

// Rendering is how one account renders a statement.
type Rendering struct {
	Span
	Account   string `json:"account"`
	Quotation string `json:"quotation"`
	Status    Status `json:"status"`
}

// Status says how a rendering stands to the other accounts'.
type Status string

// The statuses. Full has all the words; truncated lacks some of them at its ends; altered differs from another account's
// inside the quotation marks; StatusParaphrased reports them.
const (
	Full              Status = "full"
	Truncated         Status = "truncated"
	Altered           Status = "altered"
	StatusParaphrased Status = "paraphrased"
)

// Change is a place inside the quotation marks where renderings differ.
type Change struct {
	Readings []Witness `json:"readings"`
}

// Name is one person, organisation, place or group with all that the accounts call it.
type Name struct {
	Name    string  `json:"name"`
	Kind    string  `json:"kind,omitempty"`
	Aliases []Alias `json:"aliases"`
}

// Alias is what some accounts call a name, and how we know.
type Alias struct {
	Text     string   `json:"text"`
	Accounts []string `json:"accounts"`
	How      How      `json:"how"`
}

// How says how an alias is known.
type How string

// Same is the name itself or a part of it, Known stands in the alias table, Collated stands at the same place of the same passage.
const (
	Same     How = "same"
	Known    How = "known"
	Collated How = "collated"
)

// Only is words that no other account of the story has.
type Only struct {
	Span
	Account string `json:"account"`
	Voice   Voice  `json:"voice,omitempty"`
}

// Voice says who speaks in a sentence: the outlet itself, or somebody whom it makes answerable for the words.
type Voice string

// The voices.
const (
	Own        Voice = "own"
	Attributed Voice = "attributed"
)

// Source is somebody or something that accounts name as the origin of what they tell.
type Source struct {
	Name    string     `json:"name"`
	Kind    SourceKind `json:"kind"`
	CitedBy []Citation `json:"cited_by"` // in the order of the story's accounts, then of the text
}

// SourceKind is what sort of source it is.
type SourceKind string

// The kinds of sources. Outlet is any paper, site or broadcaster that is no agency.
const (
	Agency      SourceKind = "agency"
	Broadcaster SourceKind = "broadcaster"
	Outlet      SourceKind = "outlet"
	Official    SourceKind = "official"
	Document    SourceKind = "document"
)

// Citation is the words in which an account names a source. Rule is what saw it.
type Citation struct {
	Span
	Account string `json:"account"`
	Rule    string `json:"rule"`
	Covers  *Span  `json:"covers,omitempty"` // the words that the source answers for; absent when a line credits it with the whole account
}

// Stemma is who passed the text on to whom. Accounts of which nothing shows where they have their text are nodes without edges.
type Stemma struct {
	Nodes []Node `json:"nodes"`
	Edges []Edge `json:"edges"`
}

// Node is an account, or a source that is not among the accounts.
type Node struct {
	ID   string   `json:"id"`
	Kind NodeKind `json:"kind"`
	Name string   `json:"name"`
}

// NodeKind is the kind of a node.
type NodeKind string

// The kinds of nodes. A source has no text but what its children carry.
const (
	NodeAccount NodeKind = "account"
	NodeSource  NodeKind = "source"
)

// Edge says that To has text, or a report, from From.
type Edge struct {
	From     string     `json:"from"`
	To       string     `json:"to"`
	Kind     EdgeKind   `json:"kind"`
	Weight   float64    `json:"weight"`           // in (0, 1]: how much of To's text the edge explains; 1 for all of it
	Second   bool       `json:"second,omitempty"` // To has its text for the most part from another node
	Chance   float64    `json:"chance,omitempty"` // in (0, 1]: how many of the stemmata that explain the texts about as well have this edge too; absent for citations and equal texts
	Evidence []Evidence `json:"evidence"`         // never empty
}

// EdgeKind says how the text was passed on.
type EdgeKind string

// The kinds of edges. Copies has the words with few changes; rewrites shares passages; cites names the source.
const (
	Copies   EdgeKind = "copies"
	Rewrites EdgeKind = "rewrites"
	Cites    EdgeKind = "cites"
)

// Evidence is one thing that speaks for an edge, and the words that show it.
type Evidence struct {
	Rule     string    `json:"rule"`
	What     string    `json:"what"`
	Readings []Witness `json:"readings"`
}

// Origins says how many independent origins the accounts of a story go back to.
type Origins struct {
	Count   int      `json:"count"`
	Origins []Origin `json:"origins"` // those with most accounts first
}

// Origin is an independent root, and the accounts that rest on it, also through others.
type Origin struct {
	Node     string   `json:"node"` // a node of the stemma
	Accounts []string `json:"accounts"`
}

// Wire is the text of a lost source, as far as the accounts that passed it on let it be restored.
type Wire struct {
	Node      string     `json:"node"`   // a node of the stemma
	Source    string     `json:"source"` // its name
	Sentences []Restored `json:"sentences"`
}

// Restored is a sentence of a lost source. Certain is false where the accounts disagree and neither reading explains the other,
// or where one account alone carries it.
type Restored struct {
	Text    string   `json:"text"`
	Support []string `json:"support"` // the accounts that carry it, in the order of the story's accounts
	Certain bool     `json:"certain"`
}

// LeftOut is a passage that most accounts of a story carry, and the accounts that do not.
type LeftOut struct {
	Passage  string   `json:"passage"`
	Accounts []string `json:"accounts"`
}

// Reach is the number of accounts that have the name under any alias.
func (n Name) Reach() int {
	in := map[string]bool{}
	for _, a := range n.Aliases {
		for _, id := range a.Accounts {
			in[id] = true
		}
	}
	return len(in)
}

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

// Time is words of an account that name a time. Earliest and Latest are the first and the last day that it may mean; both are
// unknown for durations, for references such as "recently", and where the day of the account is not known.
type Time struct {
	Span
	Type     TimeType `json:"type"`
	Value    string   `json:"value"` // of TIMEX3: 2024-03-22, 2023-H1, 2024-W12, P3M, PRESENT_REF; X for what is not known
	Earliest Day      `json:"earliest"`
	Latest   Day      `json:"latest"`
	Rule     string   `json:"rule"`
}

// TimeType is a type of TIMEX3.
type TimeType string

// The types of times.
const (
	Date     TimeType = "DATE"
	Clock    TimeType = "TIME"
	Duration TimeType = "DURATION"
	Set      TimeType = "SET"
)

// Moment is a time that accounts of a story tell of, with what each tells of it. Start and End are the first and last day that
// it may mean.
type Moment struct {
	Start    Day             `json:"start"`
	End      Day             `json:"end"`
	Value    string          `json:"value"`
	What     string          `json:"what"`           // the clause of the first account
	Rule     string          `json:"rule,omitempty"` // what joined the readings; empty when there is one
	Readings []MomentReading `json:"readings"`       // in the order of the story's accounts
}

// MomentReading is the clause in which an account tells of a moment, and the words in it that name the time.
type MomentReading struct {
	Span
	Account string `json:"account"`
	Said    Span   `json:"said"`
}

// Incident is something that befell people or things, as one account tells it: an attack, an accident, a disaster, an arrest, a
// death. The span is the sentence that tells it first.
type Incident struct {
	Span
	ID        string  `json:"id"`
	What      string  `json:"what"`
	Place     string  `json:"place,omitempty"`
	Date      string  `json:"date,omitempty"` // a TIMEX3 value: 2024-03-22, 2024-01
	Earliest  Day     `json:"earliest"`       // the first and the last day that the date may mean
	Latest    Day     `json:"latest"`
	Killed    float64 `json:"killed,omitempty"` // the least that the figure may mean; absent when none is told
	Injured   float64 `json:"injured,omitempty"`
	By        string  `json:"by,omitempty"`
	ClaimedBy string  `json:"claimed_by,omitempty"`
	Said      []Slot  `json:"said"` // the words that each field was read from
	Rule      string  `json:"rule"`
}

// Slot is the words that fill a field of an incident: what, place, date, killed, injured, by or claimed_by. Figure is the id of the
// figure, for killed and injured.
type Slot struct {
	Span
	Field  string  `json:"field"`
	Figure string  `json:"figure,omitempty"`
	Low    float64 `json:"low,omitempty"`
	High   float64 `json:"high,omitempty"`
	Approx Approx  `json:"approx,omitempty"`
}

// Event is one incident with all that the accounts of a story tell of it. Killed and Injured are the most conservative of the
// figures; Disputed names the fields in which the accounts cannot all be right.
type Event struct {
	ID          string         `json:"id"`
	What        string         `json:"what"`
	Place       string         `json:"place,omitempty"`
	Date        string         `json:"date,omitempty"`
	Earliest    Day            `json:"earliest"` // the first and the last day that the date may mean
	Latest      Day            `json:"latest"`
	Killed      float64        `json:"killed,omitempty"`
	KilledLow   float64        `json:"killed_low,omitempty"`
	KilledHigh  float64        `json:"killed_high,omitempty"`
	Injured     float64        `json:"injured,omitempty"`
	InjuredLow  float64        `json:"injured_low,omitempty"`
	InjuredHigh float64        `json:"injured_high,omitempty"`
	By          string         `json:"by,omitempty"`
	ClaimedBy   string         `json:"claimed_by,omitempty"`
	Status      Accord         `json:"status"`
	Disputed    []string       `json:"disputed,omitempty"`
	Rule        string         `json:"rule,omitempty"` // what joined the readings; empty when there is one
	Readings    []EventReading `json:"readings"`       // in the order of the story's accounts
}

// EventReading is an incident of one account as a reading of an event.
type EventReading struct {
	Span
	Account  string `json:"account"`
	Incident string `json:"incident"` // its id in the account
	Said     []Slot `json:"said"`
}
