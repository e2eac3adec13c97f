package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"variorum/edition"
)

// minArticle is the number of characters below which an opinion on what is article is not believed without asking another.
// A short agency flash has about 250.
const minArticle = 200

// secondOpinion asks further when the first opinion kept little: less than half of the text that the page's own JSON-LD has,
// or next to nothing. The opinion that keeps most is taken.
func (l *layout) secondOpinion(h *head) {
	kept := 0
	for i := range l.blocks {
		kept += l.blocks[i].kept
	}
	if linked := len(plainKey(h.articleBody)); linked >= minArticle && 2*kept < utf8.RuneCountInString(h.articleBody) {
		if n := l.askLinked(h.articleBody); n > kept {
			return
		}
	}
	if kept < minArticle {
		l.askDensity(kept)
	}
}

// askLinked keeps the blocks whose words stand in the JSON-LD articleBody, and returns their characters.
func (l *layout) askLinked(articleBody string) int {
	key, kept := plainKey(articleBody), 0
	in := make([]bool, len(l.blocks))
	for i := range l.blocks {
		b := plainKey(l.blocks[i].text)
		in[i] = len(b) >= minLinkedBlock && strings.Contains(key, b)
		if in[i] {
			kept += l.blocks[i].chars
		}
	}
	if kept < minArticle {
		return 0
	}
	l.keep(in)
	return kept
}

// minLinkedBlock is the number of bytes from which a block found in the articleBody is no chance match of a word or two.
const minLinkedBlock = 20

func (l *layout) keep(in []bool) {
	for i := range l.blocks {
		l.blocks[i].kept = 0
		if in[i] {
			l.blocks[i].kept = l.blocks[i].chars
		}
	}
}

// askDensity keeps the running text of the element that holds most of it, as Readability does (Arc90 2009): each paragraph
// counts for the element around it and half for the one around that.
func (l *layout) askDensity(kept int) {
	score := map[*html.Node]int{}
	var best *html.Node
	add := func(n *html.Node, chars int) {
		if n == nil {
			return
		}
		score[n] += chars
		if best == nil || score[n] > score[best] {
			best = n
		}
	}
	for i := range l.blocks {
		if b := &l.blocks[i]; l.dense(b) {
			add(b.container, b.chars)
			if b.container != nil {
				add(b.container.Parent, b.chars/2)
			}
		}
	}
	in, sum := make([]bool, len(l.blocks)), 0
	for i := range l.blocks {
		if b := &l.blocks[i]; best != nil && within(b.container, best) && b.linkShare() < maxLinked && l.allMarks(b)&(markSet|markNav|markHidden) == 0 {
			in[i] = true
			sum += b.chars
		}
	}
	if sum > kept {
		l.keep(in)
	}
}

// minDense is the number of characters from which a block counts as running text for the density of an element.
const minDense = 60

func (l *layout) dense(b *block) bool {
	return b.chars >= minDense && b.linkShare() < maxLinked/2 && !b.heading() && l.allMarks(b)&(markSet|markNav|markHidden) == 0
}

// allMarks is all that is said of a block, believed without weighing.
func (l *layout) allMarks(b *block) mark {
	var m mark
	for s := b.sign; s != 0; s = l.signs[s].parent {
		m |= l.signs[s].mark
	}
	return m
}

func within(n, outer *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

// dataOnly returns the paragraphs of the JSON-LD articleBody for a page that shows hardly any of it: its text is put there by
// a script.
func (h *head) dataOnly(shown int) ([]string, *edition.Doubt) {
	if utf8.RuneCountInString(h.articleBody) < 2*max(shown, minArticle/2) || strings.Contains(h.articleBody, "</") {
		return nil, nil
	}
	var body []string
	for _, line := range strings.Split(h.articleBody, "\n") {
		if line = tidy(html.UnescapeString(line)); line != "" {
			body = append(body, line)
		}
	}
	return body, &edition.Doubt{Rule: ruleDataOnly, What: "the text was read from the page's JSON-LD; the page itself shows little of it"}
}
