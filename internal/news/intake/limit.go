package intake

// Limits. Each keeps time and memory bounded on input that is broken or hostile; none is near what a news page needs.
const (
	// maxPage is the number of bytes, unpacked, up to which a file is read as one page. The largest of the pages in the
	// article extraction benchmark has 1.5 MB, most of it scripts; a page made of nothing but tags takes fifty times its size
	// in memory.
	maxPage = 10 << 20
	// maxRecord is the number of bytes of one record of JSON Lines. A record holds one page, and JSON writes some characters
	// with six bytes, but seldom all of them.
	maxRecord = 16 << 20
	// sniffed is the number of bytes from the beginning of a file by which it is told what it is.
	sniffed = 64 << 10
	// maxRatio is how many times larger than its packed form gzip may make a file of more than maxPage bytes. News text packs
	// 3 to 10 times, JSON that repeats its keys 20; gzip itself stops at 1,032, which is what a bomb reaches.
	maxRatio = 200
	// maxHead is the number of bytes of the head of a record or of an HTTP response. Servers send some hundred, and commonly
	// refuse to read more than 8,192; a crawl's records have as few.
	maxHead = 64 << 10
	// maxCodings is how many content codings one inside the other are taken off a body. More than one is a mistake already.
	maxCodings = 3
	// maxKinds is how many kinds of things that are no page are told apart in one archive; the rest are counted together.
	maxKinds = 20
	// maxListing is the number of bytes of a feed, list of feeds or sitemap. Sitemaps may have 50 MB and as many addresses as
	// maxLinks by their protocol; feeds have a hundredth.
	maxListing = 52 << 20
	maxLinks   = 50_000
	// minContent is the number of words from which the content of a feed's item is taken for its whole text, and
	// minDescription the same of its description, which is a teaser as a rule. The shortest news in brief have about fifty
	// words, and hardly a teaser has more than a hundred. Editor's choice: where it errs, a page is a link, or a teaser a page.
	minContent     = 50
	minDescription = 150
	// maxNested is how deep the elements of a feed may nest. XHTML in an item may be some dozen deep.
	maxNested = 5000
	// maxMended is how many items are cut off the end of a feed that cannot be read, in the hope that the rest can.
	maxMended = 5
	// maxUnreadLines is the number of broken lines or records of one file that are named one by one; the rest are counted.
	maxUnreadLines = 100
)

// How the limits are called to users.
const (
	limitText  = "10 MB" // maxPage
	recordText = "16 MB" // maxRecord

	listingText = "52 MB" // maxListing
)
