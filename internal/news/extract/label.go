package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"variorum/internal/news/language"
)

// dropLabels sets aside the lines of the body that the words of a table or their own links give away, and under a label the
// list of links that it heads.
func (l *layout) dropLabels(pack *language.Pack) {
	at := l.body()
	tail := true
	for k := len(at) - 1; k >= 0; k-- {
		b := &l.blocks[at[k]]
		where := labelled(b, pack)
		if (where == "tail" || where == "contact") && !tail || where == "byline" {
			where = ""
		}
		if where == "" && !pointer(b) {
			tail = tail && !l.tells(b)
			continue
		}
		b.as = asFurniture
		switch {
		case tail && (where == "label" || where == "opens" || where == "line"):
			l.dropAll(at[k+1:])
		case where == "label":
			l.dropLinkedList(at[k+1:])
		case where == "opens" && b.heading():
			l.dropBox(b, at[k+1:])
		}
	}
}

// tells reports whether a block is running text, so that what stands before it is not the tail.
func (l *layout) tells(b *block) bool {
	return !b.heading() && utf8.RuneCountInString(b.text) >= minParagraph && b.linkShare() < maxLinked
}

// labelled says by which kind of entry of the table of lines the block is no part of the text, or nothing.
func labelled(b *block, pack *language.Pack) string {
	if utf8.RuneCountInString(b.text) > maxLabelled {
		return ""
	}
	line := strings.ToLower(strings.NewReplacer("’", "'", "[", "", "]", "", "(", "").Replace(b.text))
	line = strings.TrimLeft(line, " •·–—-►▶»>*_|")
	for end := len(line); end > 0; {
		where := lineWords(strings.TrimRight(line[:end], " :：.!…»>→|*"), pack)
		if fits(where, line[end:], line[:end], b) {
			return where
		}
		end = lastBoundary(line, end)
	}
	for start := 0; start >= 0; start = nextWord(line, start) {
		if where := lineWords(strings.TrimRight(line[start:], ".!?) "), pack); where == "ends" {
			return where
		}
	}
	return ""
}

// creditsPicture reports whether a line outside the body has words by which pictures are credited.
func creditsPicture(line string, pack *language.Pack) bool {
	if utf8.RuneCountInString(line) > maxLabelled {
		return false
	}
	line = strings.ToLower(line)
	for phrase, row := range pack.Table("page-lines") {
		if row[0] == "photo" && strings.Contains(line, phrase) {
			return true
		}
	}
	for phrase, where := range foreignLines() {
		if where == "photo" && strings.Contains(line, phrase) {
			return true
		}
	}
	return false
}

// lineWords says where words of a line must stand for it to be no text, or nothing for words that no table has.
func lineWords(words string, pack *language.Pack) string {
	if row := pack.Table("page-lines")[words]; row != nil {
		return row[0]
	}
	return foreignLines()[words]
}

// fits reports whether an entry that opens the line applies, given what follows it.
func fits(where, rest, phrase string, b *block) bool {
	switch rest = strings.TrimSpace(rest); where {
	case "line":
		return rest == ""
	case "label":
		return rest == "" || strings.HasSuffix(phrase, ":") || 2*b.linked > b.chars
	case "opens", "tail":
		return true
	case "byline":
		return len(rest) > 0 && len(rest) <= maxBylineRest && !strings.HasSuffix(rest, ".")
	case "contact":
		return b.linked > 0 || strings.Contains(b.text, "@")
	}
	return false
}

// lastBoundary is the end of the last word of line[:end] but one, with the colon after it if there is one.
func lastBoundary(line string, end int) int {
	return max(0, strings.LastIndexByte(strings.TrimRight(line[:end], " "), ' '))
}

func nextWord(line string, start int) int {
	i := strings.IndexByte(line[start:], ' ')
	if i < 0 {
		return -1
	}
	return start + i + 1
}

// pointer reports whether a line is a link to another page and no sentence. Headings and items may be links in an article's
// own text; what address a page prints in full is meant to be read.
func pointer(b *block) bool {
	if b.linkShare() < minPointer || b.heading() || b.tag == atom.Li || strings.Contains(b.text, "://") {
		return false
	}
	return !endsSentence(b.text) || b.text == strings.ToUpper(b.text)
}

// dropBox sets aside what stands in one element with a heading that was, if it is a box beside the text and not the text.
func (l *layout) dropBox(heading *block, at []int) {
	if !l.small(heading.container) {
		return
	}
	for _, i := range at {
		if l.blocks[i].container != heading.container || l.blocks[i].heading() {
			return
		}
		l.blocks[i].as = asFurniture
	}
}

func (l *layout) dropAll(at []int) {
	for _, i := range at {
		l.blocks[i].as = asFurniture
	}
}

// dropRepeats sets aside lines that repeat words of a longer paragraph of the body in another element: quotations pulled out of the text, and
// sentences to be passed on.
func (l *layout) dropRepeats() {
	at := l.body()
	keys, size := make([]string, len(at)), 0
	for k, i := range at {
		keys[k] = plainKey(l.blocks[i].text)
		size += len(keys[k])
	}
	if len(at)*size > maxRepeatWork {
		return
	}
	for k, i := range at {
		b := &l.blocks[i]
		if len(keys[k]) < minRepeat || utf8.RuneCountInString(b.text) > maxLabelled || b.tag == atom.Li || b.tag == atom.Tr {
			continue
		}
		for m, other := range keys {
			if len(other) > len(keys[k]) && l.blocks[at[m]].container != b.container && strings.Contains(other, keys[k]) {
				b.as = asFurniture
				break
			}
		}
	}
}

func (l *layout) small(n *html.Node) bool {
	in, all := 0, 0
	for i := range l.blocks {
		if b := &l.blocks[i]; b.as == asBody {
			all += b.chars
			if b.container == n {
				in += b.chars
			}
		}
	}
	return float64(in) <= maxBox*float64(all)
}

// dropLinkLists sets aside lists in the body of which every item is a link.
func (l *layout) dropLinkLists() {
	at := l.body()
	for from := 0; from < len(at); {
		list := l.blocks[at[from]].container
		to, links := from, true
		for ; to < len(at) && l.blocks[at[to]].container == list; to++ {
			b := &l.blocks[at[to]]
			links = links && b.tag == atom.Li && b.linkShare() >= minPointer && !strings.Contains(b.text, "://")
		}
		for ; from < to; from++ {
			if links {
				l.blocks[at[from]].as = asFurniture
			}
		}
	}
}

// dropLinkedList sets aside the lines from the first on that are mostly links.
func (l *layout) dropLinkedList(at []int) {
	for _, i := range at {
		if b := &l.blocks[i]; b.as == asBody && b.linkShare() < maxLinked {
			return
		}
		l.blocks[i].as = asFurniture
	}
}
