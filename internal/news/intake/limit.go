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
	// maxUnreadLines is the number of broken lines of one file that are named one by one; the rest are counted.
	maxUnreadLines = 100
)

// How the limits are called to users.
const (
	limitText  = "10 MB" // maxPage
	recordText = "16 MB" // maxRecord
)
