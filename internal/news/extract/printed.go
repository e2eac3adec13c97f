package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"variorum/edition"
	"variorum/internal/news/chronology"
)

// stamp is an element that gives a date for machines: <time datetime>, or one with a date of schema.org's.
type stamp struct {
	what  string // "time", or "itemprop datePublished"
	value string // the attribute made for machines, or empty
	words string
	block int // the block that it stands in or before
	sign  int
}

// readStamp notes an element that gives a date.
func (w *walker) readStamp(n *html.Node, sign int) {
	prop := attr(n, "itemprop")
	marked := prop == "datePublished" || prop == "dateModified" || prop == "dateCreated"
	if n.DataAtom != atom.Time && !marked {
		return
	}
	s := stamp{what: "time", value: attr(n, "datetime"), words: tidy(innerText(n)), block: len(w.blocks), sign: sign}
	if marked {
		s.what = "itemprop " + prop
		s.value = firstOf(s.value, attr(n, "content"))
	}
	w.stamps = append(w.stamps, s)
}

func innerText(n *html.Node) string {
	var words []byte
	walkTree(n, func(c *html.Node) {
		if c.Type == html.TextNode && len(words) < maxStampWords {
			words = append(append(words, c.Data...), ' ')
		}
	})
	return string(words)
}

// elsewhere are the marks under which a date is another page's or a reader's.
const elsewhere = markRelated | markComments | markPromo

// markedDates are the dates of stamps, with the place where they stand.
func (l *layout) markedDates() []edition.DateSeen {
	var out []edition.DateSeen
	first, last := l.extent()
	for _, s := range l.stamps {
		if l.allMarks(&block{sign: s.sign})&elsewhere != 0 || s.block > last+datesBelow {
			continue
		}
		day, ok := printedDay(s.words) // the newsroom's own day; the attribute may be in another time zone
		if !ok {
			day, ok = parseDay(s.value)
		}
		if !ok {
			day, ok = printedDay(s.value)
		}
		if ok {
			out = append(out, edition.DateSeen{Value: day, Where: s.what + " " + position(s.block, first, last), Words: firstOf(s.words, s.value)})
		}
	}
	return out
}

// extent is the place of the first running text and of the last block of the body.
func (l *layout) extent() (first, last int) {
	at := l.body()
	if len(at) == 0 {
		return len(l.blocks), len(l.blocks)
	}
	return min(l.firstParagraph(), at[len(at)-1]), at[len(at)-1]
}

func position(block, first, last int) string {
	switch {
	case block < first:
		return "above the text"
	case block > last:
		return "below the text"
	}
	return "in the text"
}

// printedDates are the full dates in short lines above the text and right below it.
func (l *layout) printedDates() []edition.DateSeen {
	var out []edition.DateSeen
	first, last := l.extent()
	title := l.titlePlace(first)
	for i := range l.blocks {
		b := &l.blocks[i]
		if i > last+datesBelow {
			break
		}
		if b.as == asBody || b.as == asHidden || b.as == asCaption || b.as == asTitle || utf8.RuneCountInString(b.text) > maxDateLine {
			continue
		}
		if l.allMarks(b)&elsewhere != 0 || b.linkShare() > maxLinked {
			continue
		}
		if day, ok := printedDay(b.text); ok {
			out = append(out, edition.DateSeen{Value: day, Where: printedPlace(i, title, first, last, b.text), Words: b.text})
		}
	}
	return out
}

// titlePlace is the place of the headline, or of the first running text where no headline stands above it.
func (l *layout) titlePlace(first int) int {
	for i := range l.blocks[:first] {
		if l.blocks[i].as == asTitle {
			return i
		}
	}
	return first
}

// printedPlace says where a printed date stands. Above the headline papers print their day and pages today's; beside a time
// or the weather it is today's.
func printedPlace(block, title, first, last int, words string) string {
	switch {
	case block >= first:
		return SeenPrinted + " " + position(block, first, last)
	case block > title:
		return SeenPrinted
	case strings.Contains(words, "°") || timeOfDay.MatchString(words):
		return SeenClock
	}
	return SeenMasthead
}

var timeOfDay = regexp.MustCompile(`\b\d{1,2}[:.]\d\d\b`)

// printedDay is the first full date in a line. A date whose order of day and month cannot be told is none.
func printedDay(line string) (edition.Day, bool) {
	for _, t := range chronology.Dates(line) {
		if d, ok := t.Interval(); ok && !t.Ambiguous() {
			return edition.Day(d.First.String()), true
		}
	}
	return "", false
}
