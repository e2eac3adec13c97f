package extract

import (
	"slices"
	"strings"
)

func (s *sheet) asksTitle() bool {
	if len(s.lines) < s.start+2 {
		return false
	}
	opening, next := s.lines[s.start], s.lines[s.start+1]
	if opening.words == 0 || opening.words > maxTitle || next.words < 2*opening.words || !next.gap {
		return false
	}
	t := strings.TrimRight(opening.text, "\"'”’»)]」』 ")
	for _, stop := range []string{"?", "!", "…", "..", "？", "！", "؟"} {
		if strings.HasSuffix(t, stop) {
			return true
		}
	}
	words := strings.Fields(t)
	last := words[len(words)-1]
	return strings.Count(last, ".") > 1 && strings.ToUpper(last) == last
}

func (s *sheet) titleAt() int {
	if s.parts.Title != "" {
		return s.indexOf(s.parts.Title)
	}
	best := -1
	for i := 0; i < s.first; i++ {
		if !s.headline(s.lines[i]) {
			continue
		}
		for k := i + 1; k < s.first; k++ {
			if plainKey(s.lines[k].text) == plainKey(s.lines[i].text) {
				return i
			}
		}
		if n := s.lines[i].words; best < 0 || s.lines[best].words < minTitle && n > s.lines[best].words {
			best = i
		}
	}
	return best
}

func (s *sheet) indexOf(title string) int {
	key := plainKey(title)
	for i := 0; i < s.first; i++ {
		if hasKey(s.lines[i].text, key) {
			return i
		}
	}
	return -1
}

func (s *sheet) headline(l line) bool {
	if l.as != partBody || l.words < 2 || l.words > surelyProse || l.prose() && l.words > maxTitle {
		return false
	}
	if crumbs := strings.Count(l.text, " > ") + strings.Count(l.text, " » ") + strings.Count(l.text, " / "); crumbs > 1 {
		return false
	}
	d := s.readDateLine(l.text)
	return !d.only() && !s.byline(l.text) && !s.bylineWithDate(l.text)
}

func (s *sheet) chooseTitle() {
	i := s.titleAt()
	if i < 0 {
		i = slices.IndexFunc(s.lines[:s.first], func(l line) bool { return l.where == "label" && l.words >= minTitle }) // "In pictures: …"
	}
	if i < 0 {
		return
	}
	l := &s.lines[i]
	l.as = partTitle
	s.parts.Title = l.text
	if bare := strings.Trim(l.text, "#*_= "); bare != l.text && bare != "" { // marks of plain-text headings
		s.parts.Title, l.as = bare, partFurniture
	}
	for _, sign := range []string{" | ", " - ", " – ", " — "} {
		at := strings.LastIndex(l.text, sign)
		if at < 0 || countWords(l.text[:at]) < minTitle {
			continue
		}
		if name := l.text[at+len(sign):]; s.outletName(name) {
			s.parts.Title, l.as = l.text[:at], partFurniture
			s.parts.Outlet = firstOf(s.parts.Outlet, name)
		}
	}
}

func (s *sheet) dropRepeatedTitle() {
	key := plainKey(s.parts.Title)
	for i := 0; i < min(s.first+1, len(s.lines)); i++ {
		if l := &s.lines[i]; l.as == partBody && key != "" && hasKey(l.text, key) {
			l.as = partFurniture
		}
	}
}
