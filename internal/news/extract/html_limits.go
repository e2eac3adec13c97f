package extract

// The thresholds of reading HTML. They were set by reading the dev pages of the article extraction benchmark and left at round
// numbers; none was searched for. Lengths of lines are in characters where no other unit stands.

// What a page may cost.
const (
	// maxDepth is the number of open elements that a page may nest before its deeper tags are cut. The parser itself gives up
	// at 512, and pages of the press have some forty.
	maxDepth = 200
	// maxTags is the number of tags up to which a page is read at all, by the memory that their tree takes: about half a
	// gigabyte. News pages have some thousands.
	maxTags = 500_000
	// maxLeaves is the number of text nodes up to which trafilatura is asked, whose time grows faster than the page. The
	// richest page of the benchmark has some 550.
	maxLeaves = 20_000
	// maxRepeatWork bounds the bytes compared in search of repeats; pages of more than some 400 long paragraphs are lists.
	maxRepeatWork = 40_000_000
	// maxLinkedDepth bounds the nesting of JSON-LD that is followed; the article of a page stands at the second or third level
	// (@graph, mainEntity), deeper ones belong to lists of other pages.
	maxLinkedDepth = 4
	// maxField is the number of bytes from which a title, name or description is taken for a mistake of the page.
	maxField = 2000
	// maxStampWords is the number of bytes of a marked date's words that are looked at.
	maxStampWords = 200
)

// Blocks.
const (
	// minBrokenLine is the number of bytes from which a line that ends a sentence before a single <br> is a paragraph; a
	// shorter one may be a line of verse or of an address.
	minBrokenLine = 80
	// maxCell is the number of bytes up to which the text of a cell can be one of a table of figures or names. Cells with
	// more belong to a table that lays out a page.
	maxCell = 80
	// minAlt is the number of bytes from which a picture's description is so long that a line with the same words repeats it.
	minAlt = 12
	// maxUnderPicture is the length up to which words below a picture in the same element are its caption.
	maxUnderPicture = 150
)

// Which opinion is taken.
const (
	// minArticle is what an opinion other than the first must keep to be taken.
	minArticle = 200
	// shortArticle is the text outside of links below which the first opinion is doubted. News in brief has so little, but
	// then the rest of its page has no more.
	shortArticle = 400
	// muchMore is how many times the text of the first opinion another must keep to be taken in its place: what is beaten so
	// has taken a menu or a teaser for the article.
	muchMore = 2
	// minDense is the length from which a block counts as running text for the density of an element.
	minDense = 60
	// minLinkedBlock is the number of bytes from which a block found in JSON-LD's articleBody is no chance match.
	minLinkedBlock = 20
	// minTold is the running text below which a page has no article. A flash of one line has about 50.
	minTold = 40
	// A page that lists others: so many headlines in links of so many words, and no paragraph of so many characters, since
	// teasers are shorter.
	minPointers     = 5
	minPointerWords = 4
	longParagraph   = 200
)

// Lines around and in the text.
const (
	// minParagraph is the length from which a line at the head of a page is taken for running text.
	minParagraph = 80
	// maxLinked is the share of a block in links from which it points elsewhere rather than tells.
	maxLinked = 0.5
	// minPointer is the share from which a line is nothing but a link.
	minPointer = 0.95
	// maxTailLinked is the share from which a line behind the text is furniture. Higher than maxLinked, because the last line
	// of a text may well name its sources by links.
	maxTailLinked = 0.7
	// maxLabelled is the length up to which a line may be set aside for the words it opens with. A longer one that opens so
	// ("Related to this is the question whether …") tells something.
	maxLabelled = 300
	// maxBylineRest is the number of bytes up to which what follows "by" above a text is names.
	maxBylineRest = 80
	// minRepeat is the number of bytes of letters from which a line that stands in another paragraph as well is no chance.
	minRepeat = 24
	// maxBox is the share of the body up to which an element is a box beside the text.
	maxBox = 0.25
	// captionsAround is the number of blocks above the headline and below the text within which captions are the article's: a
	// picture may stand above the headline, but further away stand those of other pages.
	captionsAround = 12
)

// Names and dates.
const (
	// maxOutlet is the number of bytes up to which what stands beside a headline can be an outlet's name.
	maxOutlet = 50
	// minMasthead is the number of bytes of letters from which the beginning of a site's name is a name.
	minMasthead = 8
	// maxDateLine is the length up to which a line outside the text may print the page's date. Longer ones tell of something
	// else with a date in it.
	maxDateLine = 120
	// datesBelow is the number of lines after the text in which its date is looked for; further down stand other pages'.
	datesBelow = 4
	// yearFrom and yearTo bound the years in which a page can have been published: archives date pages by the paper.
	yearFrom = 1700
	yearTo   = 2100
)
