package fetch

import "time"

// Limits. Each keeps time and memory bounded whatever a server does, or is what a polite guest keeps to.
const (
	// maxAddress is the number of bytes of an address. Servers commonly refuse more than 8,000.
	maxAddress = 8 << 10
	// maxRedirects is how many times a server may send us elsewhere. RFC 9309 asks for at least five; browsers follow twenty,
	// most of them for visitors who log in.
	maxRedirects = 8
	// maxPage and maxListing are the numbers of bytes of a body, as it is sent and as it unpacks: those that reading takes.
	maxPage    = 10 << 20
	maxListing = 52 << 20
	// maxRobots is the number of bytes of a robots.txt that is read. RFC 9309 asks for at least 500 KiB.
	maxRobots = 512 << 10
	// maxHeader is the number of bytes of a response's head.
	maxHeader = 64 << 10

	// requestTime is how long one request may take from its start to the last byte: a page of 200 KB comes over the slowest
	// mobile network in half of it, and a body that drips without an end must not hold a host's turn for long.
	requestTime = 60 * time.Second
	connectTime = 15 * time.Second
	headTime    = 30 * time.Second // from the request to the head of the response
)

// Politeness.
const (
	// minDelay is the least time between the end of one request to a host and the begin of the next. Crawlers of archives keep
	// to one to three seconds; robots.txt may ask for more.
	minDelay = 2 * time.Second
	// maxCrawlDelay is the longest time between requests that a robots.txt is granted. Longer ones come from mistaken units.
	maxCrawlDelay = 2 * time.Minute
	// patience is how long a request waits for its turn before it is put off.
	patience = 5 * time.Minute
	// firstBackOff is how long a host is left alone that asks for it without saying how long; each further time doubles it, up to
	// maxBackOff, and up to half of it comes by chance, so that hosts that failed together are not asked together.
	firstBackOff = time.Minute
	maxBackOff   = 6 * time.Hour
	// maxRetryAfter is the longest time that a host is left alone at its own word.
	maxRetryAfter = 24 * time.Hour

	// robotsTime is how long a robots.txt is believed: RFC 9309 asks for no more than a day.
	robotsTime = 24 * time.Hour
	// robotsAgain is the time after which a robots.txt that the server could not give is asked for again; until then nothing is fetched
	// from there.
	robotsAgain = 30 * time.Minute
	// maxHosts is the number of hosts that are remembered at the same time, those asked last.
	maxHosts = 10_000
)

// revisits are the times after a page was had at which it is fetched again for corrections. Chosen, not measured: words are corrected most in the
// hours after they were published, and four visits to a page in three days are few beside those of one reader of the site.
var revisits = []time.Duration{time.Hour, 6 * time.Hour, 24 * time.Hour, 72 * time.Hour}

// Watching.
const (
	// every is the time between two looks at a feed. Newsrooms publish by the quarter of an hour, and caches of feeds commonly
	// hold as long.
	every = 15 * time.Minute
	// maxNew is the number of new pages of one feed at one look: more than a feed lists, and few of a sitemap that lists an archive.
	maxNew = 100
	// maxFollowed is the number of pages of a feed that are fetched where it is not watched.
	maxFollowed = 100
	// storeAgain is the time after which an address is taken up again that came while another program held the store.
	storeAgain = time.Minute
	// maxAtOnce is the number of hosts that are asked at the same time.
	maxAtOnce = 16
	// maxTries is how often a page is tried that its server fails to give: with pauses that double, for half a day.
	maxTries = 8
	// maxDepth is how many lists may lead to a feed: a list of feeds, or a sitemap of sitemaps, and one more.
	maxDepth = 2
	// maxWatched is the number of feeds and sitemaps that are watched at the same time.
	maxWatched = 2000
	// maxPending is the number of pages found by an earlier run that are taken up.
	maxPending = 1_000_000
)
