package extract

import (
	"strings"
	"unicode"
)

func (s *sheet) tailStart() int {
	s.last = 0 // while it is not known, every line is at the edge and the tables apply in full
	for i := s.comments() - 1; i >= 0; i-- {
		if s.lines[i].prose() && s.furnitureWords(i) == "" {
			return i + 1
		}
	}
	return len(s.lines)
}

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

func ofList(text string) bool {
	digits := 0
	for digits < len(text) && text[digits] >= '0' && text[digits] <= '9' {
		digits++
	}
	return digits > 0 && digits < len(text) && (text[digits] == '.' || text[digits] == ')')
}

func hasSentence(l line) bool {
	for _, stop := range []string{". ", "! ", "? ", ".” ", ".\" "} {
		if before, _, ok := strings.Cut(l.text, stop); ok && countWords(before) >= minTailSentence {
			return true
		}
	}
	return false
}

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

func capitalised(words []string) bool {
	for _, w := range words {
		r := []rune(w)
		if !unicode.IsUpper(r[0]) && !unicode.IsDigit(r[0]) && len(r) > 3 {
			return false
		}
	}
	return len(words) > 0 && unicode.IsUpper([]rune(words[0])[0])
}
