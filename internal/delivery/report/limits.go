package report

// How much is shown before the rest is counted, folded or shortened. No number here decides a finding: each was chosen by
// looking at pages of 1 to 60 accounts at 390 and 1440 pixels, and changes nothing but the view.

// headThings is how many sentences stand in the head of a story; namedSigla and namedOutlets are how many accounts a sentence and a
// line of the list name before they count.
const (
	headThings   = 3
	namedSigla   = 8
	namedOutlets = 3
)

// titleWords and titleRunes bound a passage's title: as many words as a reader takes in at a glance, no more letters than a
// line of the margin column holds twice.
const (
	titleWords = 6
	titleRunes = 44
)

// nearOpening is the share of a passage's bytes within which a quotation must begin to give the passage its name.
const nearOpening = 0.2

// datelineBytes is how far into a text the dash after its dateline may stand: room for a long town, a date and an agency.
const datelineBytes = 60

// briefWords is the length from which a reading is shown by its first and last words, as an apparatus does; keptWords is how many
// stay at each end.
const (
	briefWords = 9
	keptWords  = 3
)

// Few columns are all shown; of more, only some, because five passages abreast read well.
const (
	fewColumns   = 6
	shownColumns = 5
)

// shownEntries is how many lines of an apparatus stand open: about as high as the passage beside it.
const shownEntries = 9

// shownPlaces is how many of an account's own sentences stand open; the others are folded and stand in its full text.
const shownPlaces = 6

// manyColumns is the number of accounts from which the table of who carries what may be wider than its place.
const manyColumns = 16

// shareWidth is the width of the drawing of a share, in its own units; the template has it too.
const shareWidth = 260

// cutWindow is how many words must agree for a shortened rendering's end to be found in a fuller one: few enough for a short
// quotation, enough not to meet by chance.
const cutWindow = 3

// barWidth is the width of a date bar's drawing, in its own units; barPad keeps marks off its ends.
// The template has it too.
const (
	barWidth = 160
	barPad   = 8
)

// looseDays is the distance of two bounds from which they say too little to stretch the axis for all accounts of a story.
const looseDays = 31

// sigilField is the columns within which sigla stand before a reading; more of them take a line of their own.
const sigilField = 8

// Widths in columns: what a terminal has had since the VT52; the least in which the tables stand; and the most that running
// text may fill before the eye loses its line (Bringhurst, The Elements of Typographic Style, 2.1.2).
const (
	defaultWidth = 80
	leastWidth   = 40
	measure      = 96
)

// A timeline begins with leastMoments; its table shows shownMoments and folds the rest, its picture has drawnMoments, as many labels
// as stand above each other without the axis leaving the eye, and drawnBounds accounts without a day.
const (
	leastMoments = 2
	shownMoments = 14
	drawnMoments = 9
	drawnBounds  = 6
)

// shownWire is how many sentences of a restored text stand open: what a dispatch begins with. So few more as fewWire are not folded.
const (
	shownWire = 8
	fewWire   = 3
)

// nearDays is how many days before the first telling and behind the last the axis keeps to distances: what is told of in news is
// mostly of the week.
const nearDays = 10

// The timeline's pictures, in their own units: the templates have the widths too. letterWidth is that of a letter of the label's
// size on average, a little wide so that labels never touch.
const (
	pictureWidth  = 1128
	pictureEdge   = 20
	labelRoom     = 140 // right of the last day, for its label
	labelGap      = 6
	labelLetters  = 44
	letterWidth   = 7
	levelHeight   = 24
	farStep       = 96
	tickRoom      = 62
	tickLetter    = 7
	breakGap      = 22
	toldTop       = 26
	pictureTop    = 34
	narrowStep    = 44
	narrowLetters = 36
)

// textMoment is the letters of a moment in the terminal: two lines.
const textMoment = 150

// shownEvidence is how many words a piece of evidence shows; the others stand in the full texts.
const shownEvidence = 4

// The stemma's drawings, in their own units: rows, the room for sources left of the accounts, and labels right of them.
const (
	stemmaTop          = 52
	stemmaStep         = 38
	stemmaLeft         = 330
	stemmaRight        = 700
	stemmaLead         = 100 // from a source to the first account that has it
	stemmaIndent       = 52  // from a parent to its child, at least
	stemmaTickRoom     = 120
	stemmaNarrowStep   = 46
	stemmaNarrowIndent = 22
	stemmaDeepest      = 6
	stemmaLetter       = 8 // the width of a letter of a label, half bold
	leastLabel         = 12
)

// shownFigures is how many rows of figures stand open, unless more conflict; saidValues how many values of one a sentence shows;
// aroundWords how many words on either side say what a figure is of; hedgeWords is the length of the longest hedge; converted is the
// share within which numbers in two units are shown as one, since “40 m (131 feet)” is rounded.
const (
	shownFigures = 12
	saidValues   = 3
	aroundWords  = 5
	hedgeWords   = 5
	converted    = 0.03
)

// The scale of a figure: its steps, the room on either side of its values as a share of their span, the edge in percent, and the
// pixels that its ticks have on a wide and on a narrow page; largestSpan keeps absurd numbers from drawing, and values nearer
// than leastSpan of their size are drawn as one.
const (
	scaleSteps  = 5
	scaleRoom   = 0.2
	scaleEdge   = 3
	scaleWide   = 250
	scaleNarrow = 140
	scaleLetter = 7
	scaleGap    = 14
	largestSpan = 1e15
	leastSpan   = 1e-6
)

// incidentLetters is how many letters of the sentence that tells an incident stand beside it: a line and a half of its cell.
const incidentLetters = 90

// The strokes that stand for accounts: from one to the next, the room between two origins, and how many are drawn.
const (
	tickStep  = 6
	tickGap   = 7
	mostTicks = 40
)

// mostRows is how many accounts the tables of a served page have before they lead to the others.
const mostRows = 60

// mostColumns is how many columns of passages a served page carries; more are asked for. A page of 200 columns takes a browser
// seconds to lay out, and nobody reads more than a dozen abreast.
const mostColumns = 12

// On an account's page so many notes stand open beside a paragraph as are about as high: the letters of a line of the text and of the
// notes, the height of a line of each and the room around a paragraph and around a note, in tenths of a rem, and what a short
// paragraph may have all the same.
const (
	paragraphLetters = 66
	paragraphLine    = 19
	paragraphRoom    = 14
	asideLetters     = 42
	asideLine        = 13
	asideRoom        = 5
	leastAside       = 50
)

// The drawing of an account's dates: how many days it spans at most, how many days are written on its axis, how many sigla stand on
// one day, the letters of a day's words, and, in per cent of its width, where its axis begins, where it ends, where it ends
// before a printed date that cannot be, and where that stands.
const (
	mostDrawnDays = 92
	mostDateTicks = 9
	mostDaySigla  = 4
	dateLetters   = 16
	dateLeft      = 2.0
	dateRight     = 96.0
	dateBreak     = 68.0
	datePrinted   = 87.0
)
