package extract

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// sign is an element whose name or class says what stands in it. Signs form a forest: parent is the sign around it.
type sign struct {
	parent int
	mark   mark
	kept   int // characters under it that the opinion holds for article
}

// mark is what an element's name, class or id says of its content, as a set of bits.
type mark uint16

const (
	markCaption    mark = 1 << iota // of a picture or film
	markRelated                     // other pages
	markPromo                       // newsletters, subscriptions, advertisements
	markAuthor                      // a note on the author
	markByline                      // who wrote it
	markDate                        // when
	markTitle                       // the headline
	markStandfirst                  // the line below it
	markShare                       // buttons
	markTags                        // keywords
	markComments                    // the readers'
	markNav                         // navigation, page header and footer
	markForm                        // something to fill in
	markHidden                      // not shown
	markQuoted                      // an embedded post of a social network
	markHeader                      // an article's or page's header
)

// markSet is the marks that keep a block out of the article's text.
const markSet = markCaption | markRelated | markPromo | markAuthor | markByline | markDate | markTitle | markShare | markTags | markComments | markForm

// tagMarks are the elements that HTML defines for such content.
var tagMarks = map[atom.Atom]mark{
	atom.Figcaption: markCaption, atom.Caption: markCaption, atom.Nav: markNav, atom.Footer: markNav, atom.Form: markForm,
	atom.Button: markForm, atom.Label: markForm, atom.Header: markHeader, atom.Aside: markRelated, atom.Time: markDate,
}

// classMarks are words that publishers name such elements by, as they stand in class and id attributes ("article-caption",
// "relatedPosts"). A word of two parts asks for both in that order.
var classMarks = map[string]mark{
	"caption": markCaption, "captions": markCaption, "figcaption": markCaption, "cutline": markCaption,
	"photo credit": markCaption, "image credit": markCaption, "img credit": markCaption, "picture credit": markCaption, "media credit": markCaption,
	"related": markRelated, "recirc": markRelated, "recirculation": markRelated, "readmore": markRelated, "read more": markRelated,
	"recommended": markRelated, "recommendations": markRelated, "trending": markRelated, "outbrain": markRelated, "taboola": markRelated,
	"zergnet": markRelated, "most popular": markRelated, "most read": markRelated, "see also": markRelated, "also read": markRelated,
	"yarpp": markRelated, "relatedposts": markRelated, "more stories": markRelated,
	"newsletter": markPromo, "newsletters": markPromo, "subscribe": markPromo, "subscription": markPromo, "signup": markPromo,
	"sign up": markPromo, "promo": markPromo, "promotion": markPromo, "ad": markPromo, "ads": markPromo, "advert": markPromo,
	"advertisement": markPromo, "advertising": markPromo, "sponsor": markPromo, "sponsored": markPromo, "paywall": markPromo, "donate": markPromo,
	"reprint": markPromo, "reprints": markPromo, "disclaimer": markPromo,
	"author": markAuthor, "authors": markAuthor, "bio": markAuthor, "biography": markAuthor, "contributor": markAuthor, "contributors": markAuthor,
	"byline": markByline, "bylines": markByline, "by": markByline, "date": markDate, "dateline": 0, "timestamp": markDate, "datetime": markDate, "pubdate": markDate,
	"headline": markTitle, "standfirst": markStandfirst, "subtitle": markStandfirst, "subhead": markStandfirst, "subheadline": markStandfirst,
	"dek": markStandfirst, "deck": markStandfirst, "strapline": markStandfirst,
	"share": markShare, "sharing": markShare, "social": markShare, "addthis": markShare, "sharedaddy": markShare, "print": markShare,
	"tags": markTags, "taglist": markTags, "keywords": markTags, "topics": markTags,
	"comments": markComments, "comment": markComments, "disqus": markComments, "respond": markComments,
	"nav": markNav, "navigation": markNav, "navbar": markNav, "menu": markNav, "breadcrumb": markNav, "breadcrumbs": markNav, "footer": markNav,
	"masthead": markNav, "sidebar": markNav,
	"form": markForm, "hide": markHidden, "hidden": markHidden, "visuallyhidden": markHidden, "visually hidden": markHidden,
	"sr only": markHidden, "screen reader": markHidden, "tweet": markQuoted, "instagram media": markQuoted,
}

// readSign returns the sign for the content of an element: a new one if the element says something, else the one around it.
func (w *walker) readSign(n *html.Node, around int) int {
	m := tagMarks[n.DataAtom]
	for _, a := range n.Attr {
		switch a.Key {
		case "class", "id":
			if !whole[n.DataAtom] {
				m |= w.classMark(a.Val)
			}
		case "hidden":
			m |= markHidden
		case "aria-hidden":
			if a.Val == "true" {
				m |= markHidden
			}
		case "style":
			if strings.Contains(strings.ReplaceAll(strings.ToLower(a.Val), " ", ""), "display:none") {
				m |= markHidden
			}
		case "itemprop":
			m |= itemMarks[a.Val]
		case "role":
			if a.Val == "navigation" || a.Val == "search" {
				m |= markNav
			}
		}
	}
	if m == 0 {
		return around
	}
	w.signs = append(w.signs, sign{parent: around, mark: m})
	return len(w.signs) - 1
}

// whole are elements around all of a page or article. Their classes tell of its state ("has-sidebar") or subject, not of what
// stands in it.
var whole = atoms(atom.Html, atom.Body, atom.Main, atom.Article)

// itemMarks are schema.org properties of an article, as microdata names them.
var itemMarks = map[string]mark{
	"headline": markTitle, "alternativeHeadline": markStandfirst, "author": markByline, "caption": markCaption,
	"datePublished": markDate, "dateModified": markDate,
}

// classMark says what a class or id attribute tells, word by word.
func (w *walker) classMark(value string) mark {
	if m, ok := w.marks[value]; ok {
		return m
	}
	var m mark
	last := ""
	for _, word := range classWords(value) {
		m |= classMarks[word] | classMarks[last+" "+word]
		last = word
	}
	w.marks[value] = m
	return m
}

// classWords cuts "entry-content relatedPosts" into entry, content, related, posts.
func classWords(value string) []string {
	var words []string
	start := -1
	lower := false // the last character was a lower-case letter
	for i, r := range value {
		letter := unicode.IsLetter(r)
		if start >= 0 && (!letter || lower && unicode.IsUpper(r)) {
			words = append(words, strings.ToLower(value[start:i]))
			start = -1
		}
		if letter && start < 0 {
			start = i
		}
		lower = unicode.IsLower(r)
	}
	if start >= 0 {
		words = append(words, strings.ToLower(value[start:]))
	}
	return words
}

// commonSign is the innermost sign around both a and b.
func (w *walker) commonSign(a, b int) int {
	for a != b {
		if a > b { // a sign stands after the signs around it
			a = w.signs[a].parent
		} else {
			b = w.signs[b].parent
		}
	}
	return a
}

// marksOf is all that is said of a block by the elements around it. What an element says that holds most of the article is
// not believed of its parts: a page's whole text may stand in a <form> or in <div class="author-column">.
func (l *layout) marksOf(b *block, total int) mark {
	var m mark
	for s := b.sign; s != 0; s = l.signs[s].parent {
		if l.signs[s].kept*2 < total || total == 0 {
			m |= l.signs[s].mark
		}
	}
	return m
}
