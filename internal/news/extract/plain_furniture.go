package extract

import (
	"strings"
	"unicode"
)

// markFurniture sets aside the lines that the tables give away, and under a label that heads a list of links the lines that
// are no prose.
func (s *sheet) markFurniture() {
	listed := false
	for i := range s.lines {
		l := &s.lines[i]
		if l.as != partBody {
			continue
		}
		where := s.furnitureWords(i)
		switch {
		case where != "":
			l.as, l.where = partFurniture, where
			listed = i >= s.last && (where == "line" || where == "label")
		case l.prose():
			listed = false
		case listed:
			l.as = partFurniture
		}
	}
}

// furnitureWords says by which kind of entry of the tables a line is furniture, or nothing.
func (s *sheet) furnitureWords(i int) string {
	l := s.lines[i]
	if symbolsOnly(l.text) || addressOnly(l.text) {
		return "line"
	}
	if l.words > maxFurniture {
		return ""
	}
	key := l.key
	for end := len(key); end > 0; end = lastBoundary(key, end) {
		phrase := strings.TrimRight(key[:end], " :.!…»>→|*)]–-")
		for _, table := range s.known {
			row := table[phrase]
			if row == nil {
				continue
			}
			for _, where := range strings.Fields(row[0]) {
				if where != "line" && s.words.Table("credits").Has(phrase) {
					continue // "Photo: J. Roe" is a caption
				}
				if s.fits(where, key, len(phrase), i) && (where == "line" || !s.tableCredit(l)) {
					return where
				}
			}
		}
	}
	if s.endsAs(key) {
		return "ends"
	}
	return ""
}

// fits reports whether an entry that opens a line, key[:n], applies to it, given what follows and where it stands.
func (s *sheet) fits(where, key string, n, i int) bool {
	l, rest := s.lines[i], key[n:]
	edge := i < s.first || i >= s.last
	switch where {
	case "line":
		return countWords(rest) == 0
	case "label":
		return strings.HasPrefix(strings.TrimLeft(rest, " "), ":") && (!l.prose() || edge) || countWords(rest) == 0 && (edge || strings.HasSuffix(key, ":"))
	case "opens":
		return edge || !l.prose() || addressed(key)
	case "tail":
		return i >= s.last || i+1 == len(s.lines) || strings.HasPrefix(l.text, "(") // "(Reporting by …; editing by …)"
	case "contact":
		return addressed(key) && l.words <= maxFurniture
	}
	return false
}

// addressed reports whether a line speaks to its reader or holds an address.
func addressed(key string) bool {
	for _, sign := range []string{"@", "http", "www.", ".com", "twitter", "facebook", "instagram", "telegram", "whatsapp", "newsletter", " your ", " our ", " app "} {
		if strings.Contains(key, sign) {
			return true
		}
	}
	return false
}

// endsAs reports whether a line ends with a form of the tables and at most a name after it. One that quotes somebody tells of
// the form: “Bad choice,” one reader wrote in the comments.
func (s *sheet) endsAs(key string) bool {
	words := strings.Fields(strings.TrimRight(key[max(0, len(key)-maxEndsBytes):], " .)!"))
	for start := max(0, len(words)-2*maxEndsTail); start+1 < len(words); start++ {
		for end := min(len(words), start+maxEndsTail); end > start+1; end-- {
			phrase := strings.Join(words[start:end], " ")
			if row := s.known[0][phrase]; row != nil && strings.Contains(row[0], "ends") {
				return true
			}
			if row := s.known[1][phrase]; row != nil && row[0] == "ends" && end == len(words) && !strings.ContainsAny(key, "\"“”«»") {
				return true
			}
		}
	}
	return false
}

// symbolsOnly reports whether a line has no letter and no digit: rules, bullets.
func symbolsOnly(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// addressOnly reports whether a line is one address of the web and nothing else.
func addressOnly(s string) bool {
	return !strings.Contains(s, " ") && (strings.Contains(s, "://") || strings.HasPrefix(s, "www.") || strings.HasPrefix(s, "pic.twitter.com/"))
}

// tailStart is the index after the last paragraph of prose that is no furniture by its opening.
func (s *sheet) tailStart() int {
	s.last = 0 // while it is not known, every line is at the edge and the tables apply in full
	for i := s.comments() - 1; i >= 0; i-- {
		if s.lines[i].prose() && s.furnitureWords(i) == "" {
			return i + 1
		}
	}
	return len(s.lines)
}

// comments is the index of the line below which the readers write, or the number of lines: "3 Comments" under some
// paragraphs. What stands below is no account's, whatever it looks like.
func (s *sheet) comments() int {
	prose := 0
	for i, l := range s.lines {
		if l.prose() {
			prose++
			continue
		}
		if prose < minAboveComments || l.words > maxName {
			continue
		}
		key := strings.Trim(l.key, "0123456789 ():.!")
		if row := s.words.Table("furniture")[key]; row != nil && strings.Contains(row[0], "cut") {
			return i
		}
	}
	return len(s.lines)
}

// readTail sets aside what is left below the last paragraph: links, names, buttons. An outlet's name that stands alone is kept.
func (s *sheet) readTail() {
	comments := s.comments()
	for i := comments; i < len(s.lines); i++ {
		s.lines[i].as = partFurniture
	}
	s.readDatesBelow(comments)
	if s.bodyIsLines() {
		return
	}
	for i := s.last; i < len(s.lines); i++ {
		l := &s.lines[i]
		if l.as == partBody && l.words <= maxTailLine && !strings.HasSuffix(l.text, ":") && !ofList(l.text) && !hasSentence(*l) {
			l.as = partFurniture
		}
		if l.as == partFurniture {
			s.outletFromTail(l.text)
		}
	}
}

// readDatesBelow keeps the dates between the text and the readers' comments that say of what they are; others there are of
// other pages.
func (s *sheet) readDatesBelow(comments int) {
	for i := s.last; i < comments; i++ {
		l := &s.lines[i]
		if l.words > maxByline {
			continue
		}
		if d := s.readDateLine(l.text); d.label && len(d.dates) > 0 {
			l.as = partFurniture
			s.keepDates(d, l.text, SeenBelow)
		}
	}
}

// ofList reports whether a line is an item of a numbered list.
func ofList(text string) bool {
	digits := 0
	for digits < len(text) && text[digits] >= '0' && text[digits] <= '9' {
		digits++
	}
	return digits > 0 && digits < len(text) && (text[digits] == '.' || text[digits] == ')')
}

// hasSentence reports whether a line that does not end like a sentence holds one: "… she said. #"
func hasSentence(l line) bool {
	for _, stop := range []string{". ", "! ", "? ", ".” ", ".\" "} {
		if before, _, ok := strings.Cut(l.text, stop); ok && countWords(before) >= minTailSentence {
			return true
		}
	}
	return false
}

// bodyIsLines reports whether the page has more lines below its last paragraph than paragraphs, all unknown to the tables: a
// list, a table of results, a poem, which end without stops.
func (s *sheet) bodyIsLines() bool {
	prose, lines, known := 0, 0, 0
	for i, l := range s.lines {
		switch {
		case i >= s.last && l.as == partFurniture:
			known++
		case i >= s.last && l.as == partBody:
			lines++
		case l.as == partBody && l.prose():
			prose++
		}
	}
	return lines > prose && known == 0
}

// outletFromTail takes a line of the tail as the outlet's name when it reads like one, or when a rights notice names it.
func (s *sheet) outletFromTail(text string) {
	if s.parts.Outlet != "" {
		return
	}
	if _, name, ok := strings.Cut(text, " appeared first on "); ok {
		s.parts.Outlet = strings.TrimRight(name, ". ")
		return
	}
	name := strings.TrimLeft(text, "©0123456789 ,-–—")
	if name != text || len(strings.Fields(text)) <= maxName {
		name, _, _ = strings.Cut(name, ".")
		if s.outletName(name) {
			s.parts.Outlet = strings.TrimSpace(name)
		}
	}
}

// outletName reports whether a line is the name of an outlet: a few capitalised words, one of which outlets are named with.
func (s *sheet) outletName(text string) bool {
	words := strings.Fields(text)
	if len(words) < 1 || len(words) > maxName || strings.ContainsAny(text, ">»|:/") || !capitalised(words) || s.words.Table("furniture").Has(matchKey(text)) {
		return false
	}
	if s.creditNames(matchKey(text), "wire") {
		return false
	}
	for _, w := range words {
		if s.words.Table("outlets").Has(strings.ToLower(w)) {
			return true
		}
	}
	return false
}

// capitalised reports whether all words but short ones of a name ("of", "the") begin with a capital or a digit.
func capitalised(words []string) bool {
	for _, w := range words {
		r := []rune(w)
		if !unicode.IsUpper(r[0]) && !unicode.IsDigit(r[0]) && len(r) > 3 {
			return false
		}
	}
	return len(words) > 0 && unicode.IsUpper([]rune(words[0])[0])
}
