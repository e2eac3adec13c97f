package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"
)

// block is a run of visible text that a browser would set as lines of their own: a paragraph, a heading, an item, a row of a
// table, the text between two block elements.
type block struct {
	text      string
	tag       atom.Atom  // the element whose lines these are
	container *html.Node // the element that holds it beside its neighbours
	sign      int        // innermost sign that it stands under, 0 for none
	chars     int        // runes of text nodes, white space at their ends not counted
	linked    int        // of those, inside links
	kept      int        // of those, held for the article's text by the opinion asked
	form      bool       // something to fill in stands in it
	picture   bool       // a picture stands before its words in the same element
	as        use
}

// use is what a block was taken for.
type use uint8

const (
	asFurniture use = iota
	asBody
	asTitle
	asStandfirst
	asByline
	asCaption
	asHidden
)

// leaf is a text node, by which the opinion of another program on what is article can be brought back to the blocks.
type leaf struct {
	node  *html.Node
	block int
	chars int
}

// layout is a page as blocks in the order of the page.
type layout struct {
	blocks          []block
	leaves          []leaf
	signs           []sign // signs[0] is none
	stamps          []stamp
	unseen, unasked []*html.Node    // elements that trafilatura is not shown, because nobody sees them or it cuts them out first
	alts            map[string]bool // the words that pictures are described by, as plainKey
}

// lay finds the blocks of a parsed page, as a browser shows them that runs scripts or does not. The tree is not changed.
func lay(doc *html.Node, scripts bool) *layout {
	w := &walker{scripts: scripts, layout: &layout{signs: make([]sign, 1), alts: map[string]bool{}}, marks: map[string]mark{}}
	w.walk(doc, place{})
	w.flush()
	return w.layout
}

// place is where the walker stands.
type place struct {
	tag       atom.Atom
	container *html.Node
	sign      int
	inLink    bool
	dataRow   bool // inside a table's row that is read as one line
}

type walker struct {
	*layout
	scripts bool
	marks   map[string]mark // what class and id attributes seen so far say

	// The block being read.
	buf    []byte
	space  bool       // white space is owed before the next word
	breaks int        // line breaks since the last word
	parent *html.Node // the element that the last word stands in
	at     place
	blk    block
	img    bool // a picture was seen since the last block
	input  bool // a field to fill in was seen since then
}

func (w *walker) walk(n *html.Node, p place) {
	switch n.Type {
	case html.TextNode:
		w.addText(n, p)
		return
	case html.ElementNode:
	case html.DocumentNode:
		w.children(n, p)
		return
	default:
		w.unseen = append(w.unseen, n)
		return
	}
	switch {
	case invisible[n.DataAtom] || n.Namespace != "" || n.DataAtom == atom.Noscript && w.scripts:
		w.unseen = append(w.unseen, n)
		return
	case n.DataAtom == atom.Input:
		w.input = w.input || asks[strings.ToLower(attr(n, "type"))]
		return
	case n.DataAtom == atom.Img:
		w.img = len(w.buf) == 0
		if alt := plainKey(attr(n, "alt")); len(alt) >= minAlt {
			w.alts[alt] = true
		}
		return
	case n.DataAtom == atom.Br:
		w.breaks++
		w.space = true
		return
	}
	if unasked[n.DataAtom] {
		w.unasked = append(w.unasked, n)
	}
	p.sign = w.readSign(n, p.sign)
	w.readStamp(n, p.sign)
	switch {
	case n.DataAtom == atom.A && attr(n, "href") != "":
		p.inLink = true
		w.children(n, p)
	case (n.DataAtom == atom.Td || n.DataAtom == atom.Th) && p.dataRow:
		w.space = true
		w.children(n, p)
		w.space = true
	case lines[n.DataAtom]:
		w.flush()
		p.tag, p.container = n.DataAtom, n
		p.dataRow = n.DataAtom == atom.Tr && isDataRow(n)
		if ownLines[n.DataAtom] && n.Parent != nil {
			p.container = n.Parent
		}
		w.children(n, p)
		w.flush()
	default:
		w.children(n, p)
	}
}

func (w *walker) children(n *html.Node, p place) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, p)
	}
}

func isDataRow(tr *html.Node) bool {
	data, cells := true, 0
	for c := tr.FirstChild; c != nil && data; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		cells++
		size := 0
		walkTree(c, func(n *html.Node) {
			if n.Type == html.TextNode {
				size += len(strings.TrimSpace(n.Data))
			}
			data = data && (n == c || n.Type != html.ElementNode || n.DataAtom != atom.Br && !lines[n.DataAtom])
		})
		data = data && size <= maxCell
	}
	return data && cells > 1
}

// addText adds the words of a text node to the block, white space collapsed as a browser does. Characters that show nothing
// (soft hyphen, zero width space, byte order mark) are left out.
func (w *walker) addText(n *html.Node, p place) {
	words := strings.TrimFunc(n.Data, unicode.IsSpace)
	if words == "" {
		w.space = w.space || n.Data != ""
		return
	}
	if w.breaks > 1 || w.breaks == 1 && (w.sentenceEnds() || w.otherLine(n, p)) {
		w.flush()
	}
	w.parent = n.Parent
	if len(w.buf) == 0 {
		w.at, w.blk.picture = p, w.img
	} else if p.sign != w.at.sign {
		w.at.sign = w.commonSign(w.at.sign, p.sign)
	}
	w.breaks = 0
	if r, _ := utf8.DecodeRuneInString(n.Data); unicode.IsSpace(r) {
		w.space = true
	}
	w.collapse(words)
	if r, _ := utf8.DecodeLastRuneInString(n.Data); unicode.IsSpace(r) {
		w.space = true
	}
	chars := utf8.RuneCountInString(words)
	w.blk.chars += chars
	if p.inLink {
		w.blk.linked += chars
	}
	w.leaves = append(w.leaves, leaf{n, len(w.blocks), chars})
}

func (w *walker) collapse(words string) {
	for _, r := range words {
		switch {
		case unicode.IsSpace(r):
			w.space = true
			continue
		case r == '\u00ad' || r == '\u200b' || r == '\ufeff' || r < ' ' || r == '\u007f':
			continue
		}
		if w.space && len(w.buf) > 0 {
			w.buf = append(w.buf, ' ')
		}
		w.space = false
		w.buf = utf8.AppendRune(w.buf, r)
	}
}

func (w *walker) sentenceEnds() bool {
	if len(w.buf) < minBrokenLine {
		return false
	}
	last, _ := utf8.DecodeLastRune(w.buf)
	return strings.ContainsRune(`.!?"”’'»)。！？」`, last)
}

// otherLine reports whether a short line before a single <br> is a line of its own in an element that lays out a page: a headline and
// a byline in one cell of a table, each in a <font> of its own.
func (w *walker) otherLine(n *html.Node, p place) bool {
	return len(w.buf) > 0 && len(w.buf) < minBrokenLine && n.Parent != w.parent && !ownLines[p.tag] && n.Parent.DataAtom != atom.A && w.parent.DataAtom != atom.A
}

func (w *walker) flush() {
	if len(w.buf) > 0 {
		w.blk.form = w.input
		w.blk.text = norm.NFC.String(string(w.buf))
		w.blk.tag, w.blk.container, w.blk.sign = w.at.tag, w.at.container, w.at.sign
		w.blocks = append(w.blocks, w.blk)
	} else {
		// A block of characters that show nothing is no block; its leaves must not point at the next one.
		w.leaves = w.leaves[:len(w.leaves)-w.pending()]
	}
	w.buf, w.space, w.breaks, w.blk, w.img, w.input = w.buf[:0], false, 0, block{}, false, false
}

// pending is the number of leaves of the block being read.
func (w *walker) pending() int {
	n := 0
	for i := len(w.leaves) - 1; i >= 0 && w.leaves[i].block == len(w.blocks); i-- {
		n++
	}
	return n
}

// asks are the types of <input> that ask for words.
var asks = map[string]bool{"": true, "text": true, "email": true, "search": true, "tel": true, "password": true}

// invisible are the elements whose content a browser does not set as text of the page.
var invisible = atoms(atom.Script, atom.Style, atom.Template, atom.Svg, atom.Iframe, atom.Object, atom.Embed,
	atom.Audio, atom.Video, atom.Canvas, atom.Map, atom.Select, atom.Datalist, atom.Textarea, atom.Head, atom.Title, atom.Meta,
	atom.Link, atom.Math, atom.Noframes, atom.Rp, atom.Rt)

// unasked are elements that trafilatura cuts out before it looks for the article. They are half of many pages.
var unasked = atoms(atom.Nav, atom.Footer, atom.Aside, atom.Menu, atom.Dialog, atom.Button)

// lines are the elements that begin a line of their own.
var lines = atoms(atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Button, atom.Caption, atom.Center, atom.Dd,
	atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer,
	atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Html, atom.Legend,
	atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.Option, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table,
	atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul)

// ownLines are those of them that hold one paragraph rather than several.
var ownLines = atoms(atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li, atom.Dd, atom.Dt, atom.Tr,
	atom.Figcaption, atom.Caption, atom.Pre, atom.Blockquote)

func atoms(list ...atom.Atom) map[atom.Atom]bool {
	set := make(map[atom.Atom]bool, len(list))
	for _, a := range list {
		set[a] = true
	}
	return set
}

// heading reports whether the block is set as a heading.
func (b *block) heading() bool {
	switch b.tag {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// linkShare is the share of the block's characters that stand in links.
func (b *block) linkShare() float64 { return float64(b.linked) / float64(max(1, b.chars)) }
