package extract

// The numbers that sort pages without markup. They were set on pages of our own making and looked at on real ones; each is
// far from what it parts, so none was fitted.
const (
	// minProse is the number of words from which a line that ends with a stop is a paragraph of prose.
	minProse = 3
	// surelyProse is the number of words from which a line is prose however it ends: no headline is as long.
	surelyProse = 30
	// runesPerWord is how many characters of a script without spaces count as one word.
	runesPerWord = 2
	// bytesPerWord is longer than any word: data in one piece are not to be taken for a short line.
	bytesPerWord = 200

	// minColumn and maxColumn bound the length, in characters, of lines that were broken at a column (mail and terminals: 65 to 100);
	// minWrapped is how many such lines a page must have.
	minColumn, maxColumn, minWrapped = 50, 110, 4

	// maxHead is the number of lines among which the head of a page may lie; maxHeadProse how many paragraphs of prose may stand in
	// it above its last date or byline: a headline and a standfirst that end with stops.
	maxHead, maxHeadProse = 25, 2
	// minTitle is the number of words that a headline has rather than a section's or place's name.
	minTitle = 4
	// maxTitle is the number of words up to which a line with a stop may be a headline.
	maxTitle = 20
	// minStandfirst and maxStandfirst bound the words of a standfirst.
	minStandfirst, maxStandfirst = 6, 60
	// minCaption is the number of words of a line from which a name in brackets at its end can credit a picture.
	minCaption = 5
	// maxByline is the number of words of a line up to which it may be a byline.
	maxByline = 12
	// maxForeign is the number of words that a date line in a language without tables may have beside each date.
	maxForeign = 4
	// minAboveComments is the number of paragraphs that stand above readers' comments; a button named so stands above the text.
	minAboveComments = 3
	// maxName is the number of words of a person's or outlet's name.
	maxName = 5

	// maxCaption is the number of words up to which a line may be a caption: agencies caption at length.
	maxCaption = 110
	// maxCreditTail is the number of words that may follow the words of a credit.
	maxCreditTail = 8
	// minGlued is the number of words from which a line without a stop, directly on top of a paragraph on a page that parts its
	// paragraphs with blank lines, is a caption and no crosshead.
	minGlued = 8

	// maxFurniture is the number of words up to which a line may be furniture for the words that it opens with.
	maxFurniture = 60
	// maxEndsTail is the number of words that may follow a form that stands at the end of a line ("appeared first on The Post").
	maxEndsTail = 5
	// maxEndsBytes is the number of bytes at the end of a line in which it stands.
	maxEndsBytes = 120
	// maxTailLine is the number of words of a line below the last paragraph up to which it is furniture: a link's.
	maxTailLine = 20
	// minTailSentence is the number of words of a sentence inside such a line from which it is kept.
	minTailSentence = 6

	// lineCost is what a line that is no prose takes from the sum of words of a run, and mostWords what a paragraph adds at most: a
	// crosshead between paragraphs costs nothing to speak of, and a menu of ten lines more than a teaser brings.
	lineCost, mostWords = 6, 60
	// menuLines is the number of lines without prose above or below the text from which they are menus: no article has as many
	// lines of its own outside its text.
	menuLines = 15
	// menuRun is the number of short lines in a row that a menu has, and maxHeadWindow the number of lines above the text in which its
	// head lies on a page with menus.
	menuRun, maxHeadWindow = 4, 20
	// maxTitleWindow is the number of lines above the text among which such a page's headline is looked for, titleParagraphs the
	// number of paragraphs that its words are looked for in, and minTitleWord the number of letters of a word that counts.
	maxTitleWindow, titleParagraphs, minTitleWord = 60, 12, 4
)
