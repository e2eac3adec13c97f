// Package intake turns what a user names (files, folders, standard input) into pages. It opens containers (JSON Lines,
// gzip, web archives, feeds), decides by its content what each input is, and brings bytes to UTF-8; it does not look for
// the article in a page.
//
// Nothing that was named is lost without a word: each input, and each record of a container, becomes a page or an
// edition.Unread that says why not and what to do. What is odd and can be read all the same is a doubt of the page.
package intake

// Page is one page as it came in.
type Page struct {
	ID     string // a name from the container or the file's base name; unique once a run has named all its pages
	Source string // where it was read from: a path, path:line, "-"
	Kind   Kind
	Body   string // the page's content in UTF-8, line ends as "\n"

	// What a container said of the page; empty where it said nothing.
	URL, Outlet, Date, Title string
	Fetched                  string // when it was fetched, in ISO 8601

	// Raw is the page as it came, before its charset was read: the bytes of its file, unpacked, of its record, or of the
	// body that a server sent. Each gives it, Read if its options ask for it.
	Raw []byte

	Doubts []string // what was odd about the bytes, such as a charset label that is not true
}

// Kind is the form of a page's content.
type Kind uint8

// The kinds of pages. Plain is a whole page as text, headline, dates, captions and furniture included; Article is the
// text of an article whose headline, if known, stands in Title.
const (
	HTML Kind = iota
	Plain
	Article
)
