package extract

import (
	"errors"
	"fmt"
	"strings"

	trafilatura "github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
)

// Which text is the article is asked of trafilatura (Barbaresi 2021, "Trafilatura: a web scraping library and command-line
// tool for text discovery and extraction"), in its Go port. It answers with text of its own making, in which spaces before
// full stops come and go and blocks have lost their kind. So each text node is given one character from a private plane of
// Unicode before it is asked, and the characters that come back say which nodes it kept; the words are the page's own.

// firstMark and lastMark bound the private-use characters that name text nodes: plane 15 of Unicode.
const (
	firstMark = '\U000F0000'
	lastMark  = '\U000FFFFD'
)

// errManyLeaves is the answer of askTrafilatura for a page with more.
var errManyLeaves = errors.New("too many pieces of text")

// askTrafilatura sets kept of the blocks. It writes into the tree and leaves it unfit for anything else.
func (l *layout) askTrafilatura(doc *html.Node) error {
	if len(l.leaves) > maxLeaves {
		return errManyLeaves
	}
	for _, n := range append(l.unseen, l.unasked...) {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
	for i, leaf := range l.leaves {
		leaf.node.Data = string(firstMark+rune(i)) + strings.Map(notMark, leaf.node.Data)
	}
	text, err := runTrafilatura(doc)
	if err != nil {
		return err
	}
	seen := make([]bool, len(l.leaves))
	for _, r := range text {
		if i := int(r - firstMark); r >= firstMark && i < len(seen) && !seen[i] {
			seen[i] = true
			l.blocks[l.leaves[i].block].kept += l.leaves[i].chars
		}
	}
	return nil
}

// notMark drops a page's own characters of the plane in which text nodes are named.
func notMark(r rune) rune {
	if r >= firstMark && r <= lastMark {
		return -1
	}
	return r
}

// runTrafilatura answers with the text that trafilatura holds for the article. It panics on some broken trees, which is
// their oddity and not ours: that is an error here.
func runTrafilatura(doc *html.Node) (text string, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("trafilatura: %v", p)
		}
	}()
	res, err := trafilatura.ExtractDocument(doc, trafilatura.Options{
		ExcludeComments: true,
		HtmlDateMode:    trafilatura.Disabled,
	})
	if err != nil {
		return "", fmt.Errorf("trafilatura: %w", err)
	}
	return res.ContentText, nil
}
