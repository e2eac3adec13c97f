package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"variorum/internal/news/language"
)

// choose decides what each block is. It starts from the opinion in kept and applies, in this order, what the page's own
// markup says, what stands between paragraphs, what the headline and the lines around it are, and what the words of a line
// give away.
func (l *layout) choose(h *head) {
	total := l.settle()
	for i := range l.blocks {
		b := &l.blocks[i]
		m := l.marksOf(b, total)
		if l.tells(b) {
			m &^= markHidden // what opens with a click is hidden at first
		}
		if 2*b.kept > b.chars && !b.form && !l.underPicture(b) && m&(markSet|markHidden) == 0 {
			b.as = asBody
		}
	}
	l.fillGaps(total)
	pack := h.pack()
	l.readTitle(h)
	l.trimHead(h, pack, total)
	l.dropLabels(pack)
	l.dropLinkLists()
	l.dropRepeats()
	l.trimTail()
	l.restore(total)
	if !l.tellsAnything() || !h.isArticle && l.listsPages() {
		for _, i := range l.body() {
			l.blocks[i].as = asFurniture
		}
	}
	l.nameTheRest(h, pack, total)
}

func (l *layout) tellsAnything() bool {
	told := 0
	for _, i := range l.body() {
		if b := &l.blocks[i]; (!b.heading() || b.chars >= minParagraph) && b.linkShare() < maxLinked {
			told += b.chars
		}
	}
	return told >= minTold
}

// listsPages reports whether the page lists other pages with a teaser for each: hardly fewer headlines in links than lines of
// text, and no paragraph longer than a teaser.
func (l *layout) listsPages() bool {
	at := l.body()
	pointers := 0
	for i := max(0, at[0]-1); i <= at[len(at)-1]; i++ {
		b := &l.blocks[i]
		if b.linkShare() >= minPointer && b.as != asHidden && len(strings.Fields(b.text)) >= minPointerWords {
			pointers++
		}
	}
	lines := 0
	for _, i := range at {
		if b := &l.blocks[i]; b.linkShare() < minPointer {
			lines++
			if b.chars >= longParagraph {
				return false
			}
		}
	}
	return pointers >= minPointers && 3*pointers >= 2*lines
}

// restore undoes the setting aside when it went too far: rules that take away more than half of what the opinion kept have
// misread the page.
func (l *layout) restore(total int) {
	left := 0
	for _, i := range l.body() {
		left += l.blocks[i].chars
	}
	if 2*left >= total {
		return
	}
	for i := range l.blocks {
		if b := &l.blocks[i]; 2*b.kept > b.chars && b.as == asFurniture {
			b.as = asBody
		}
	}
}

// pack is the knowledge of the language that the page declares or, where there is none, of English, in which the forms and
// buttons of a page are often written.
func (h *head) pack() *language.Pack {
	if p := language.For(h.language); p.Table("page-lines") != nil {
		return p
	}
	return language.For(plainPack)
}

// settle adds up, under each sign, the characters that the opinion keeps, and returns their sum.
func (l *layout) settle() int {
	total := 0
	for i := range l.signs {
		l.signs[i].kept = 0
	}
	for i := range l.blocks {
		b := &l.blocks[i]
		total += b.kept
		for s := b.sign; s != 0; s = l.signs[s].parent {
			l.signs[s].kept += b.kept
		}
	}
	return total
}

// underPicture reports whether a block is a picture's caption that no markup calls one: a short line that is no sentence, or
// the words by which a picture is described to those who cannot see it.
func (l *layout) underPicture(b *block) bool {
	if b.chars > maxUnderPicture || b.tag == atom.Li || b.heading() {
		return false
	}
	return b.picture && !endsSentence(b.text) || l.alts[plainKey(b.text)]
}

// body returns the indices of the blocks that are body now.
func (l *layout) body() []int {
	var at []int
	for i := range l.blocks {
		if l.blocks[i].as == asBody {
			at = append(at, i)
		}
	}
	return at
}

// fillGaps takes in what stands between two paragraphs of the body, beside one of them in the same element, and is no link:
// a question set as a heading of its own, an embedded post that the article quotes.
func (l *layout) fillGaps(total int) {
	at := l.body()
	for k := 1; k < len(at); k++ {
		before, after := &l.blocks[at[k-1]], &l.blocks[at[k]]
		for i := at[k-1] + 1; i < at[k]; i++ {
			b := &l.blocks[i]
			m := l.marksOf(b, total)
			beside := b.container == before.container || b.container == after.container
			quoted := m&markQuoted != 0 && (b.tag == atom.Blockquote || b.container.DataAtom == atom.Blockquote)
			if (beside && fills[b.tag] || quoted || m&markStandfirst != 0) && m&(markSet|markNav|markHidden) == 0 && b.linkShare() < maxLinked {
				b.as = asBody
			}
		}
	}
}

var fills = atoms(atom.P, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Li, atom.Blockquote, atom.Pre)

func endsSentence(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(`.!?…"”’'»)。！？」:`, last)
}

// trimTail sets aside what trails the text: headings with nothing under them, lines that are links, lines that are no sentence
// and stand in another element than the last paragraph.
func (l *layout) trimTail() {
	at := l.body()
	last := len(at) - 1
	for last >= 0 && !l.tells(&l.blocks[at[last]]) {
		last--
	}
	if last < 0 {
		return
	}
	for _, i := range at[last+1:] {
		b := &l.blocks[i]
		listed := b.tag == atom.Li || b.tag == atom.Tr || b.tag == atom.Blockquote
		apart := b.container != l.blocks[at[last]].container && !listed && !endsSentence(b.text)
		if b.linkShare() >= maxTailLinked || apart {
			b.as = asFurniture
		}
	}
	for k := len(at) - 1; k > last && (l.blocks[at[k]].heading() || l.blocks[at[k]].as != asBody); k-- {
		l.blocks[at[k]].as = asFurniture
	}
}

// nameTheRest says what the blocks are that are no body: hidden ones, captions, the byline, and a standfirst that the opinion
// did not keep.
func (l *layout) nameTheRest(h *head, pack *language.Pack, total int) {
	first, last := l.extent()
	title := l.titlePlace(first)
	for i := range l.blocks {
		b := &l.blocks[i]
		if b.as != asFurniture {
			continue
		}
		m := l.marksOf(b, total)
		aside := m&(markNav|markRelated|markPromo|markComments) != 0
		switch {
		case m&markHidden != 0:
			b.as = asHidden
		case aside:
		case i > title-captionsAround && i < last+captionsAround && l.captions(b, m, pack):
			b.as = asCaption
		case i > title && i < first && (h.describes(b.text) || m&markStandfirst != 0):
			b.as = asStandfirst
		case i < first && m&markByline != 0 && !dated(b.text):
			b.as = asByline
		}
	}
}

func (l *layout) captions(b *block, m mark, pack *language.Pack) bool {
	return b.linkShare() < maxLinked && (m&markCaption != 0 || l.underPicture(b) || creditsPicture(b.text, pack))
}
