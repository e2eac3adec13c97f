package extract

import (
	"strings"
)

// headEnd is the index of the first line below the head: above it stand all bylines, date lines and furniture at the top, with
// at most a headline and a standfirst of prose among them.
func (s *sheet) headEnd() int {
	end, prose := s.start, 0
	for i := s.start; i < min(len(s.lines), s.start+maxHead, s.last) && prose <= maxHeadProse; i++ {
		l := s.lines[i]
		if s.marksHead(l) {
			end = i + 1
		} else if l.prose() && !s.captionWords(l, false) {
			prose++
		}
	}
	if end == s.start && s.asksTitle() {
		end++
	}
	for end < min(len(s.lines), s.last) && !s.lines[end].prose() && !s.opensBody(end) {
		end++
	}
	return end
}

// asksTitle reports whether the page opens with a headline that ends with a stop though no date or name stands below it: a
// question, a cry, a trailing off, or initials ("… from the I.R.S.") above a longer paragraph.
// opensBody reports whether the line at i, which is no prose, stands between a paragraph of prose and another: the head has
// ended above.
func (s *sheet) opensBody(i int) bool {
	return i > 0 && s.lines[i-1].prose() && s.lines[i-1].words > maxStandfirst
}

// marksHead reports whether a line is one of those that only the head of a page has.
func (s *sheet) marksHead(l line) bool {
	return l.words <= maxByline && (s.readDateLine(l.text).only() || s.byline(l.text) || s.bylineWithDate(l.text))
}

// byline reports whether a line names who wrote the text, by the words of the table of bylines or as an agency.
// properNames reports whether words begin with a name: the first ones have capitals, and all but a few of the rest.
// bylineWithDate reports whether a line holds a name and a date and nothing else: "Jane Roe | 3 March 2024", "Xinhua |
// Updated: 2017-09-15 17:52".
// personName reports whether a line may be a person's name: two to four capitalised words.
// readHead sorts the lines of the head of a whole page.
func (s *sheet) readHead() {
	s.readLabels()
	s.readHeadLines(true)
	if s.parts.Title == "" {
		s.chooseTitle()
	}
	s.dropRepeatedTitle()
	s.readBelowTitle()
}

// readLabels takes the fields out of a head that names them: "Title: …", "Source: …".
func (s *sheet) readLabels() {
	for i := s.start; i < s.first; i++ {
		l := &s.lines[i]
		label, value, ok := strings.Cut(l.text, ":")
		row := s.words.Table("head-labels")[strings.ToLower(label)]
		value = strings.TrimSpace(value)
		if !ok || row == nil || value == "" || l.prose() {
			continue
		}
		if words := strings.Fields(value); row[0] == "outlet" && (len(words) > maxName || !capitalised(words)) {
			continue
		}
		field := map[string]*string{"title": &s.parts.Title, "byline": &s.parts.Byline, "outlet": &s.parts.Outlet, "url": &s.parts.URL}[row[0]]
		if *field == "" {
			*field, l.as = value, partFurniture
		}
	}
}

// readHeadLines takes the date lines and bylines out of the head. On a whole page, a line with nothing but a time of day is the
// page's clock; below a paragraph and in the text of an article it may be a live report's own.
func (s *sheet) readHeadLines(whole bool) {
	title, below := s.titleAt(), false
	for i := 0; i < s.first; i++ {
		l := &s.lines[i]
		below = below || l.prose() && i != title
		if l.as != partBody || l.words > maxByline || i == title {
			continue
		}
		d := s.readDateLine(l.text)
		switch {
		case d.only() && (whole && !below || len(d.dates) > 0):
			l.as = partDate
			s.keepDates(d, l.text, s.dateWhere(i, title, d))
		case s.bylineWithDate(l.text):
			l.as = partFurniture
			s.keepDates(d, l.text, SeenPrinted)
			s.keepByline(strings.TrimSpace(d.rest))
		case s.byline(l.text):
			l.as = partFurniture
			if s.parts.Byline == "" {
				l.as = partByline
			}
			s.keepByline(l.text)
		}
	}
}

// keepByline keeps the first byline, and the outlet that it may name: "News Desk - The Harbour Post".
// outletOf is the outlet's name that a line is or that stands before its comma: "Coast News, Quay City".
// staff reports whether a byline names a desk or staff, whose outlet stands behind it, and no person, whose place may.
// dateWhere says what kind of date stands on line i. A date below the headline is the account's; one above it may be the
// paper's of that day or the clock of the page. It is a clock's when it names the weekday and the line beside it gives the
// time, the weather, or the place that the text is datelined from.
func (s *sheet) dateWhere(i, title int, d dateLine) string {
	if title < 0 || i > title {
		return SeenPrinted
	}
	weekday := false
	for _, t := range d.dates {
		weekday = weekday || t.Weekday > 0
	}
	if !weekday {
		return SeenMasthead
	}
	for _, k := range []int{i - 1, i + 1} {
		if k >= 0 && k < s.first && k != title && (s.readDateLine(s.lines[k].text).clock || s.weather(s.lines[k]) || s.placeOfText(s.lines[k])) {
			return SeenClock
		}
	}
	return SeenMasthead
}

func (s *sheet) weather(l line) bool { return strings.Contains(l.text, "°") && l.words <= maxName }

// placeOfText reports whether a line is the place that the first paragraph below the head opens with.
func (s *sheet) placeOfText(l line) bool {
	return l.words <= 3 && s.first < len(s.lines) && capitalised(strings.Fields(l.text)) &&
		strings.HasPrefix(strings.ToLower(s.lines[s.first].text), strings.ToLower(l.text)+" (")
}

// titleAt is the index of the line that looks like the headline, or -1: one that stands twice in the head, else the first
// with enough words, else the longest that is not one word.
// headline reports whether a line of the head may be the headline.
// chooseTitle takes the headline out of the body, and from its end the outlet's name: "Harbour reopens | The Harbour Post".
// dropRepeatedTitle sets aside the headline where it stands again in the head.
// readBelowTitle sorts what is left in the head: the standfirst, a writer's name, and the names of sections and places.
func (s *sheet) readBelowTitle() {
	below := false
	for i := 0; i < s.first; i++ {
		l := &s.lines[i]
		switch {
		case l.as == partTitle || l.as == partFurniture && s.parts.Title != "" && strings.HasPrefix(l.text, s.parts.Title):
			below = true
		case l.as != partBody:
		case l.words >= minStandfirst && l.words <= maxStandfirst && below && s.parts.Standfirst == "" && !strings.HasSuffix(l.text, ":"):
			l.as = partStandfirst
			s.parts.Standfirst = l.text
			s.signedStandfirst(l.text)
		case l.prose() || l.words >= minStandfirst && below || below && l.words >= 2 && strings.IndexAny(l.text, "•▪■‣*-–") == 0:
			// a second standfirst, a list of points: the account's own words
		case below && s.parts.Byline == "" && s.personName(l.text) && s.besideDate(i):
			s.parts.Byline, l.as = l.text, partByline
		default:
			l.as = partFurniture
			s.parts.Outlet = firstOf(s.parts.Outlet, s.outletOf(l.text))
		}
	}
}

func (s *sheet) besideDate(i int) bool {
	return i > 0 && s.lines[i-1].as == partDate || i+1 < len(s.lines) && s.lines[i+1].as == partDate
}

// signedStandfirst reads the signature that some outlets close a standfirst with: "… waits….reports Harbour News".
// readKnownHead sorts the head of an article's text whose headline is known: the headline where it is repeated, date lines
// and bylines. All else is the account's.
func (s *sheet) readKnownHead() {
	s.first = min(s.first, len(s.lines))
	s.readHeadLines(false)
	s.dropRepeatedTitle()
}
