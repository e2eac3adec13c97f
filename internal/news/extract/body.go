package extract

import "golang.org/x/net/html"

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

func (l *layout) choose(h *head) {
	total := l.settle()
	for i := range l.blocks {
		b := &l.blocks[i]
		if 2*b.kept > b.chars {
			b.as = asBody
		}
	}
	_ = total
}

type head struct{}

func readHead(doc *html.Node) *head { return &head{} }
