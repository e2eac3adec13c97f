package extract

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"variorum/internal/news/language"
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
	first, _, _ := strings.Cut(key, " ")
	for end := len(key); end > 0 && openKnown()[strings.TrimRight(first, keyEnds)]; end = lastBoundary(key, end) {
		phrase := strings.TrimRight(key[:end], keyEnds)
		if len(phrase) > longestKnown() {
			continue
		}
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
	tail := strings.TrimRight(key[max(0, len(key)-maxEndsBytes):], " .)!")
	var room [2 * maxEndsTail]string
	for words := lastWords(room[:0], tail); len(words) > 1; words = words[1:] {
		if !openEnds()[words[0]] {
			continue
		}
		from := len(tail) - len(words[0])
		for _, w := range words[1:] {
			from -= 1 + len(w)
		}
		to := from + len(words[0])
		for n, w := range words[1:min(len(words), maxEndsTail)] {
			to += 1 + len(w)
			phrase := tail[from:to]
			if row := s.known[0][phrase]; row != nil && strings.Contains(row[0], "ends") {
				return true
			}
			if row := s.known[1][phrase]; row != nil && row[0] == "ends" && n+2 == len(words) && !strings.ContainsAny(key, "\"“”«»") {
				return true
			}
		}
	}
	return false
}

// lastWords are the last words of a line, no more than words has room for.
func lastWords(words []string, s string) []string {
	for n := cap(words); n > 0 && s != ""; n-- {
		at := strings.LastIndexByte(s, ' ')
		words = append(words, s[at+1:])
		s = s[:max(at, 0)]
	}
	slices.Reverse(words)
	return words
}

// keyEnds are characters that may stand behind an entry of the tables.
const keyEnds = " :.!…»>→|*)]–-"

// openKnown are the first words of the entries that lines are compared with.
var openKnown = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, table := range []string{"furniture", "page-lines"} {
		for phrase := range language.For(plainPack).Table(table) {
			first, _, _ := strings.Cut(phrase, " ")
			out[strings.TrimRight(first, keyEnds)] = true
		}
	}
	return out
})

// openEnds are the first words of the entries that stand at the end of a line.
var openEnds = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, table := range []string{"furniture", "page-lines"} {
		for phrase, row := range language.For(plainPack).Table(table) {
			if strings.Contains(row[0], "ends") {
				first, _, _ := strings.Cut(phrase, " ")
				out[first] = true
			}
		}
	}
	return out
})

// longestKnown is the length in bytes of the longest entry that lines are compared with.
var longestKnown = sync.OnceValue(func() int {
	longest := 0
	for _, table := range []string{"furniture", "page-lines"} {
		for phrase := range language.For(plainPack).Table(table) {
			longest = max(longest, len(phrase))
		}
	}
	return longest
})

// symbolsOnly reports whether a line has no letter and no digit: rules, bullets.
func symbolsOnly(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// addressOnly reports whether a line is one address of the web and nothing else.
func addressOnly(s string) bool {
	return !strings.Contains(s, " ") && (strings.Contains(s, "://") || strings.HasPrefix(s, "www.") || strings.HasPrefix(s, "pic.twitter.com/"))
}

// tailStart is the index after the last paragraph of prose that is no furniture by its opening.
// comments is the index of the line below which the readers write, or the number of lines: "3 Comments" under some
// paragraphs. What stands below is no account's, whatever it looks like.
// readTail sets aside what is left below the last paragraph: links, names, buttons. An outlet's name that stands alone is kept.
// readDatesBelow keeps the dates between the text and the readers' comments that say of what they are; others there are of
// other pages.
// ofList reports whether a line is an item of a numbered list.
// hasSentence reports whether a line that does not end like a sentence holds one: "… she said. #"
// bodyIsLines reports whether the page has more lines below its last paragraph than paragraphs, all unknown to the tables: a
// list, a table of results, a poem, which end without stops.
// outletFromTail takes a line of the tail as the outlet's name when it reads like one, or when a rights notice names it.
// outletName reports whether a line is the name of an outlet: a few capitalised words, one of which outlets are named with.
// capitalised reports whether all words but short ones of a name ("of", "the") begin with a capital or a digit.
