package extract

import (
	"strings"
	"unicode/utf8"

	engine "variorum/internal/engine/text"
)

// A page that was saved with its menus has dozens of short lines above and below the text, and among them teasers that read
// like prose. The text is where prose is dense: each paragraph counts for its words, each line that is no prose against it,
// and the text is the run of lines with the highest sum (maximum subsequence segmentation, Pasternack and Roth 2009). It
// decides only on pages with menus, which are told by the number of lines outside the run; on others nothing is cut.

// dropMenus sets aside what lies outside the text on a page with menus, but for the lines right above it, among which the
// headline stands.
func (s *sheet) dropMenus() {
	if !s.menu(0, len(s.lines)) {
		return
	}
	from, to := s.densest()
	if s.menu(0, from) {
		s.start = s.headWindow(from)
		if t := s.titleByText(from); t >= 0 {
			s.start = t
		}
		for i := range s.start {
			s.lines[i].as = partFurniture
		}
	}
	if s.menu(to, len(s.lines)) && s.knownBelow(to) {
		for i := to; i < len(s.lines); i++ {
			s.lines[i].as = partFurniture
		}
		s.last = min(s.last, to)
	}
}

// densest is the run of lines with the highest sum of words of prose less the cost of other lines.
func (s *sheet) densest() (from, to int) {
	best, sum, start := 0, 0, 0
	for i, l := range s.lines {
		if sum += s.density(i, l); sum <= 0 {
			sum, start = 0, i+1
		} else if sum > best {
			best, from, to = sum, start, i+1
		}
	}
	return from, to
}

func (s *sheet) density(i int, l line) int {
	switch {
	case !l.prose():
		return -lineCost
	case l.words <= maxFurniture && s.furnitureWords(i) != "":
		return -2 * lineCost
	}
	return min(l.words, mostWords)
}

// menu reports whether the lines from i to j hold so many that are no prose that they are menus and lists of links.
func (s *sheet) menu(i, j int) bool {
	n := 0
	for _, l := range s.lines[i:j] {
		if !l.prose() {
			n++
		}
	}
	return n >= menuLines
}

// knownBelow reports whether a line from i on is one that the tables know, as some line of each menu is: a long list that ends
// a text has none.
func (s *sheet) knownBelow(i int) bool {
	for ; i < len(s.lines); i++ {
		if s.furnitureWords(i) != "" {
			return true
		}
	}
	return false
}

// headWindow is the index of the first line above the text that may belong to its head: below the last run of short lines, as
// menus have, and not far above.
func (s *sheet) headWindow(from int) int {
	short := 0
	for i := from - 1; i >= 0 && i >= from-maxHeadWindow; i-- {
		l := s.lines[i]
		if l.words >= minTitle || s.marksHead(l) || s.furnitureWords(i) != "" {
			short = 0
			continue
		}
		if short++; short == menuRun {
			return i + menuRun
		}
	}
	return max(0, from-maxHeadWindow)
}

// titleByText is the index of the line above the text whose words come back in the text, or -1. Between menus and teasers the
// headline is known by nothing else: of the lines of which most longer words stand in the first paragraphs, the one with
// most of them, and of equals the first.
func (s *sheet) titleByText(from int) int {
	text := map[uint64]bool{}
	for i, prose := from, 0; i < len(s.lines) && prose < titleParagraphs; i++ {
		if s.lines[i].prose() {
			prose++
			for f := range tellingForms(s.lines[i].text) {
				text[f] = true
			}
		}
	}
	best, most := -1, 1
	for i := max(0, from-maxTitleWindow); i < from; i++ {
		l := s.lines[i]
		if l.words < minTitle || l.words > maxTitle || l.prose() && !strings.HasSuffix(l.text, "?") || s.furnitureWords(i) != "" {
			continue
		}
		all, found := 0, 0
		for f := range tellingForms(l.text) {
			all++
			if text[f] {
				found++
			}
		}
		if 2*found >= all && found > most {
			best, most = i, found
		}
	}
	return best
}

// tellingForms yields the forms of the distinct words of a line that are longer than articles and prepositions.
func tellingForms(line string) map[uint64]bool {
	out := map[uint64]bool{}
	for _, t := range engine.Tokenize(line) {
		if t.Kind == engine.Word && utf8.RuneCountInString(t.Of(line)) >= minTitleWord {
			out[t.Form] = true
		}
	}
	return out
}
