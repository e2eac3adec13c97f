package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"variorum/edition"
)

// secondOpinion asks further when the first opinion kept little text outside of links: what the page's own JSON-LD has, then the
// element in which most of it stands.
func (l *layout) secondOpinion(h *head) {
	kept := 0
	for i := range l.blocks {
		if b := &l.blocks[i]; 2*b.kept > b.chars && b.linkShare() < maxLinked/2 {
			kept += b.chars
		}
	}
	if utf8.RuneCountInString(h.articleBody) > muchMore*max(kept, minArticle/muchMore) {
		if in, n := l.linkedOpinion(h.articleBody); n > muchMore*kept {
			l.keep(in)
			kept = n
		}
	}
	if kept >= shortArticle {
		return
	}
	for _, out := range [...]mark{markSet | markNav | markHidden, markNav | markComments, markComments} {
		if out == markComments && kept >= minTold {
			return // marks are doubted only where believing them leaves nothing
		}
		if in, n := l.densityOpinion(out); n >= minArticle && n > muchMore*kept {
			l.keep(in)
			return
		}
	}
}

// linkedOpinion is the blocks whose words stand in the JSON-LD articleBody, and the characters of them.
func (l *layout) linkedOpinion(articleBody string) (in []bool, chars int) {
	key := plainKey(articleBody)
	in = make([]bool, len(l.blocks))
	for i := range l.blocks {
		b := plainKey(l.blocks[i].text)
		if in[i] = len(b) >= minLinkedBlock && strings.Contains(key, b); in[i] {
			chars += l.blocks[i].chars
		}
	}
	if chars < minArticle {
		return nil, 0
	}
	return in, chars
}

func (l *layout) keep(in []bool) {
	for i := range l.blocks {
		l.blocks[i].kept = 0
		if in[i] {
			l.blocks[i].kept = l.blocks[i].chars
		}
	}
}

// densityOpinion is the text of the element that holds most running text, as Readability finds it (Arc90 2009): each
// paragraph counts for the element around it and half for the one around that. Blocks under a mark of out are left out. It
// returns the characters of running text.
func (l *layout) densityOpinion(out mark) (in []bool, chars int) {
	score := map[*html.Node]int{}
	var best *html.Node
	add := func(n *html.Node, chars int) {
		if n == nil {
			return
		}
		if score[n] += chars; best == nil || score[n] > score[best] {
			best = n
		}
	}
	for i := range l.blocks {
		if b := &l.blocks[i]; b.dense() && l.allMarks(b)&out == 0 {
			add(b.container, b.chars)
			if b.container != nil {
				add(b.container.Parent, b.chars/2)
			}
		}
	}
	in = make([]bool, len(l.blocks))
	for i := range l.blocks {
		b := &l.blocks[i]
		in[i] = best != nil && within(b.container, best) && b.linkShare() < maxLinked && l.allMarks(b)&out == 0
		if in[i] && b.dense() {
			chars += b.chars
		}
	}
	return in, chars
}

func (b *block) dense() bool {
	return b.chars >= minDense && b.linkShare() < maxLinked/2 && !b.heading()
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
