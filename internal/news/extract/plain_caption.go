package extract

import (
	"slices"
	"strings"
	"unicode"
)

// markCaptions finds the captions. On a whole page the head and the layout speak too; in the text of an article only the
// words of a credit do.
func (s *sheet) markCaptions(whole bool) {
	spaced := whole && s.spaced()
	above := false // a line has passed that may be the headline
	for i := range s.lines {
		l := &s.lines[i]
		if i > 0 {
			above = above || s.lines[i-1].words >= minTitle
		}
		if l.as != partBody {
			continue
		}
		if s.captionWords(*l, whole && i <= s.first+1) || spaced && above && s.gluedCaption(i) {
			l.as = partCaption
		}
	}
}

// spaced reports whether the page parts its paragraphs with blank lines, nearly all of them.
func (s *sheet) spaced() bool {
	gaps := 0
	for _, l := range s.lines {
		if l.gap {
			gaps++
		}
	}
	return len(s.lines) >= 4 && 10*gaps >= 8*len(s.lines)
}

// gluedCaption reports whether a line without a stop lies directly on a paragraph where all else is parted. The headline of
// the page may lie so on the first paragraph, and a short line may be a crosshead.
func (s *sheet) gluedCaption(i int) bool {
	l := s.lines[i]
	return l.glued && !l.stops && l.words >= minGlued && !l.prose() && s.lines[i+1].prose() && !strings.HasSuffix(l.text, ":") && !strings.HasSuffix(l.text, ";")
}

// captionWords reports whether the words of a line are those of a caption: a credit, or where in the picture somebody stands.
func (s *sheet) captionWords(l line, head bool) bool {
	if l.words > maxCaption || strings.HasSuffix(l.text, ":") && l.words >= minCaption {
		return false
	}
	return s.bracketCredit(l.text, head) || s.tableCredit(l)
}

// bracketCredit reports whether a line ends with a credit in brackets: "(INA)", "[Photo/Agencies]", "(Photo: J. Doe/AFP)". An
// agency's name after a full stop signs a report and is no credit of a picture: "… he said. (AFP)".
func (s *sheet) bracketCredit(text string, head bool) bool {
	text = strings.TrimRight(text, " .")
	open := strings.LastIndexAny(text, "([")
	if open < 0 || !strings.HasSuffix(text, ")") && !strings.HasSuffix(text, "]") {
		return false
	}
	before, inside := strings.TrimSpace(text[:open]), matchKey(text[open+1:len(text)-1])
	if s.namesPicture(inside) || s.creditNames(inside, "photo") {
		return true
	}
	if before != "" && endsLikeSentence(before) || countWords(before) < minCaption {
		return false
	}
	return s.creditNames(inside, "wire") || head && acronym(text[open+1:len(text)-1])
}

// namesPicture reports whether a credit says that it is one: "Photo: J. Roe", "Herald photo by J. Roe".
func (s *sheet) namesPicture(inside string) bool {
	words := strings.FieldsFunc(inside, func(r rune) bool { return r == ' ' || r == ':' || r == '/' })
	if len(words) > maxCreditTail {
		return false
	}
	for i, w := range words {
		row := s.words.Table("credits")[w]
		if row != nil && (strings.HasPrefix(row[0], "label") || row[0] == "mark") && (i == 0 || i+1 < len(words) && s.words.Table("credits").Has(w+" "+words[i+1])) {
			return true
		}
	}
	return false
}

// creditNames reports whether a name in a credit, parted from others by strokes or commas, is an agency's of that kind.
func (s *sheet) creditNames(inside, kind string) bool {
	for _, name := range strings.FieldsFunc(inside, func(r rune) bool { return r == '/' || r == ',' || r == '|' }) {
		if row := s.words.Table("agencies")[strings.TrimSpace(name)]; row != nil && row[1] == kind {
			return true
		}
	}
	return false
}

func acronym(s string) bool {
	for _, r := range s {
		if !unicode.IsUpper(r) {
			return false
		}
	}
	return len(s) >= 2 && len(s) <= 6
}

// tableCredit looks for the words of the table of credits, each where it stands last.
func (s *sheet) tableCredit(l line) bool {
	key := l.key
	table := credits()[l.stops]
	var seen []int
	for at := len(key) - 2; at >= 0; at-- {
		for _, k := range table.opening(key[at], key[at+1]) {
			c := table.all[k]
			if !strings.HasPrefix(key[at:], c.phrase) || slices.Contains(seen, k) {
				continue
			}
			seen = append(seen, k)
			if edges(key, at, at+len(c.phrase)) && l.credited(c, at) {
				return true
			}
		}
	}
	return inThisPhoto(key)
}

// credited reports whether an entry of the table of credits that stands at a place of a line's key makes it a caption.
func (l line) credited(c credit, at int) bool {
	rest := l.key[at+len(c.phrase):]
	short := func() bool { return countWords(rest) <= maxCreditTail }
	switch c.where {
	case "start":
		return at == 0
	case "label":
		// "… at the quay. Photo: Harbour office", "Photo: AFP"
		return strings.HasPrefix(strings.TrimLeft(rest, " "), ":") && short() && (at == 0 && countWords(rest) > 0 || closedBefore(l.key[:at]))
	case "by":
		return short() && (at == 0 || closedBefore(l.key[:at]))
	case "mark":
		return short() && (!l.stops || countWords(rest) <= 2)
	case "side":
		return l.words <= maxStandfirst
	}
	return false
}

// closedBefore reports whether what stands before a credit is a closed sentence, a bracket or nothing.
func closedBefore(s string) bool {
	s = strings.TrimRight(s, " ")
	return s == "" || endsLikeSentence(s) || strings.HasSuffix(s, "(") || strings.HasSuffix(s, "[") || strings.HasSuffix(s, "|")
}

// edges reports whether the bytes from start to end of s are words of their own.
func edges(s string, start, end int) bool {
	letter := func(b byte) bool { return b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b >= 0x80 }
	return (start == 0 || !letter(s[start]) || !letter(s[start-1])) && (end == len(s) || !letter(s[end-1]) || !letter(s[end]))
}

// inThisPhoto reports whether a line opens like an agency's caption: "In this Jan. 5, 2015 file photo, the mayor …".
func inThisPhoto(key string) bool {
	rest, ok := strings.CutPrefix(key, "in this ")
	if !ok {
		return false
	}
	words := strings.Fields(rest)
	for _, w := range words[:min(len(words), 8)] {
		switch strings.Trim(w, ",") {
		case "photo", "image", "picture", "photograph":
			return true
		}
	}
	return false
}
