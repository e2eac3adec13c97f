package extract

import (
	"strings"

	"variorum/edition"
	"variorum/internal/news/intake"
	"variorum/internal/news/language"
)

// A page without markup is sorted by what its lines look like (a paragraph of prose has some words and ends with a stop),
// where they stand (head, body, tail), whether a blank line parts them, and by the words that give furniture, captions,
// bylines and date lines away, which are tables. What is in doubt stays in the body: a sentence lost is worse than a line of
// furniture kept, which may still be learnt from other pages (see Learn).

// part is what a line of a plain page is.
type part uint8

const (
	partBody part = iota
	partTitle
	partStandfirst
	partByline
	partDate
	partCaption
	partFurniture
)

// sheet is a plain page while it is sorted.
type sheet struct {
	lines []line
	start int // index of the first line that is not of the menus above the head
	first int // index of the first line below the head
	last  int // index after the last line above the tail
	words *language.Pack
	known [2]language.Table // furniture and page-lines, which every line is compared with
	parts Parts
}

// fromPlain sorts a whole page that came as text: masthead, headline, captions, furniture and all.
func fromPlain(p intake.Page) Parts {
	s := newSheet(p)
	s.dropMenus()
	s.first = s.headEnd()
	s.markFurniture()
	s.markCaptions(true)
	s.readHead()
	s.readTail()
	s.keepPictureStory()
	return s.sorted()
}

// fromArticle sorts the text of an article whose headline is known. Others have cut it out of its page already, so only what
// its own words give away is set aside: captions, forms and notices, a repeated headline, a byline or date line at its head.
func fromArticle(p intake.Page) Parts {
	s := newSheet(p)
	s.first = s.headEnd()
	s.markFurniture()
	s.markCaptions(false)
	s.readKnownHead()
	s.keepPictureStory()
	return s.sorted()
}

func newSheet(p intake.Page) *sheet {
	s := &sheet{lines: cutLines(p.Body), words: language.For(plainPack)}
	s.known = [2]language.Table{s.words.Table("furniture"), s.words.Table("page-lines")}
	s.last = s.tailStart()
	s.parts = Parts{Title: tidy(p.Title), Outlet: tidy(p.Outlet), URL: strings.TrimSpace(p.URL)}
	s.addContainerDates(p)
	return s
}

// plainPack is the language whose tables of page furniture are asked on every page: the forms and buttons of a page are
// often English where its text is not, and elsewhere the tables match nothing.
const plainPack = "en"

// addContainerDates keeps the dates that stand outside of the text. A container's date may be that of a crawl.
func (s *sheet) addContainerDates(p intake.Page) {
	if day, ok := parseDay(p.Date); ok {
		s.parts.Dates = append(s.parts.Dates, edition.DateSeen{Value: day, Where: SeenRecord, Words: tidy(p.Date)})
	} else if strings.TrimSpace(p.Date) != "" {
		s.doubt(ruleDateUnread, "The date given with the page, "+tidy(p.Date)+", is none that can be read.")
	}
	if seen, ok := urlDate(p.URL); ok {
		s.parts.Dates = append(s.parts.Dates, seen)
	}
	if seen, ok := fetchedDate(p); ok {
		s.parts.Dates = append(s.parts.Dates, seen)
	}
}

// fetchedDate is the day on which a page was fetched.
func fetchedDate(p intake.Page) (edition.DateSeen, bool) {
	day, ok := parseDay(p.Fetched)
	return edition.DateSeen{Value: day, Where: SeenFetched, Words: tidy(p.Fetched)}, ok
}

func (s *sheet) doubt(rule, what string) {
	s.parts.Doubts = append(s.parts.Doubts, edition.Doubt{Rule: rule, What: what})
}

// keepPictureStory gives the captions back to the body where nothing else is left of it: a gallery tells its story in them.
func (s *sheet) keepPictureStory() {
	for _, l := range s.lines {
		if l.as == partBody && l.prose() {
			return
		}
	}
	kept := false
	for i := range s.lines {
		if l := &s.lines[i]; l.as == partCaption && l.words >= minCaption {
			l.as, kept = partBody, true
		}
	}
	if kept {
		s.doubt(ruleOnlyCaptions, "The page has no paragraph beside its captions; they are read as its text.")
	}
}

// sorted returns the parts, the lines of each in the order of the page.
func (s *sheet) sorted() Parts {
	p := s.parts
	for _, l := range s.lines {
		switch l.as {
		case partBody:
			p.Body = append(p.Body, l.text)
		case partCaption:
			p.Captions = append(p.Captions, l.text)
		case partFurniture, partDate:
			p.Furniture = append(p.Furniture, l.text)
		}
	}
	return p
}
