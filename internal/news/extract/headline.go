package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"variorum/internal/news/language"
)

// readTitle finds the headline among the blocks: those that say what the page's metadata say, the likeliest kind of match
// first; else the first main heading above the text.
func (l *layout) readTitle(h *head) {
	keys := h.titleKeys()
	first := l.firstParagraph()
	best, main := 0, -1
	for i := range l.blocks {
		b := &l.blocks[i]
		if rank := keys[plainKey(b.text)]; i < first || b.as == asBody && rank == wholeTitle {
			best = max(best, rank)
		}
		if b.tag == atom.H1 && main < 0 && i <= first {
			main = i
		}
	}
	for i := range l.blocks {
		b := &l.blocks[i]
		if best > 0 && keys[plainKey(b.text)] == best && (i < first || b.as == asBody && best == wholeTitle) {
			b.as = asTitle
		}
	}
	if best == 0 && main >= 0 {
		l.blocks[main].as = asTitle
	}
}

// wholeTitle is the number of a title that is given as one.
const wholeTitle = 3

// titleKeys are the words that a headline may have by the page's metadata, with a number that is higher for likelier ones:
// a title, one without the site's name, the longest part of one, another part.
func (h *head) titleKeys() map[string]int {
	keys := map[string]int{}
	add := func(title string, rank int) {
		if key := plainKey(title); key != "" {
			keys[key] = max(keys[key], rank)
		}
	}
	for _, t := range h.titles {
		add(t, wholeTitle)
		add(withoutSite(t, h), wholeTitle)
		parts := titleParts(t)
		for _, p := range parts {
			if len(strings.Fields(p)) > 1 {
				add(p, 1)
			}
		}
		add(slices.MaxFunc(parts, func(a, b string) int { return len(a) - len(b) }), 2)
	}
	for _, o := range h.outlets {
		delete(keys, plainKey(o))
	}
	return keys
}

// titleParts cuts a title at what stands between a headline and the name of a site. There is at least one part.
func titleParts(title string) []string {
	for _, sep := range separators {
		if before, after, ok := strings.Cut(title, sep); ok && sep != ": " {
			return append(titleParts(before), titleParts(after)...)
		}
	}
	return []string{title}
}

// firstParagraph is the place of the first running text of the body.
func (l *layout) firstParagraph() int {
	for i := range l.blocks {
		if b := &l.blocks[i]; b.as == asBody && !b.heading() && utf8.RuneCountInString(b.text) >= minParagraph {
			return i
		}
	}
	return len(l.blocks)
}

// separators stand between a headline and the name of the site in <title> and its kin.
var separators = []string{" | ", " - ", " – ", " — ", " :: ", " · ", " » ", " « ", ": "}

// withoutSite cuts the site's name off the end or the beginning of a title.
func withoutSite(title string, h *head) string {
	names := map[string]bool{site(h.url): true, plainKey(hostOf(h.url)): true}
	for _, o := range h.outlets {
		names[plainKey(o)] = true
	}
	delete(names, "")
	for _, sep := range separators {
		if i := strings.LastIndex(title, sep); i > 0 && names[plainKey(title[i+len(sep):])] {
			return withoutSite(strings.TrimSpace(title[:i]), h)
		}
		if i := strings.Index(title, sep); i > 0 && names[plainKey(title[:i])] {
			return withoutSite(strings.TrimSpace(title[i+len(sep):]), h)
		}
	}
	return title
}

// trimHead sets aside the lines between headline and text that are not yet text: the standfirst, the date, the byline.
func (l *layout) trimHead(h *head, pack *language.Pack, total int) {
	at := l.body()
	first := 0
	for first < len(at) && !l.runningText(at[first], total) {
		first++
	}
	if first == len(at) {
		return
	}
	p := &l.blocks[at[first]]
	title := l.titlePlace(at[first])
	for _, i := range at[:first] {
		b := &l.blocks[i]
		beside := b.container == p.container
		switch m := l.marksOf(b, total); {
		case h.describes(b.text) || m&markStandfirst != 0:
			b.as = asStandfirst
		case i > title && labelled(b, pack) == "byline":
			b.as = asByline
		case b.heading() && beside && b.tag != atom.H1 && i+1 == at[first]:
		case b.heading() && b.tag != atom.H1 && (beside || utf8.RuneCountInString(b.text) >= minParagraph):
			b.as = asStandfirst
		case (b.tag == atom.P || b.tag == atom.Li || beside) && !b.heading() && m&markHeader == 0 && !dated(b.text):
		default:
			b.as = asFurniture
		}
	}
}

// dated reports whether a short line gives a year or a time of day, as the lines between headline and text do.
func dated(line string) bool { return yearOrTime.MatchString(line) }

var yearOrTime = regexp.MustCompile(`\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b`)

func (l *layout) runningText(i, total int) bool {
	b := &l.blocks[i]
	if b.heading() || utf8.RuneCountInString(b.text) < minParagraph || l.marksOf(b, total)&markStandfirst != 0 {
		return false
	}
	return true
}

// describes reports whether the words are the description that the page's metadata give.
func (h *head) describes(words string) bool {
	key := plainKey(words)
	for _, d := range h.description {
		if plainKey(d) == key && key != "" {
			return true
		}
	}
	return false
}
