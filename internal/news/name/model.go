package name

import (
	"variorum/internal/engine/chain"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
	"variorum/internal/news/language"
)

// Labels of tokens: outside any name, the beginning and the inside of a name of each kind.
const (
	outsideName = 0
	labels      = 7
)

var kinds = [...]string{Person, Organisation, Place}

func begin(kind int) int    { return 1 + 2*kind }
func inside(kind int) int   { return 2 + 2*kind }
func kindOf(label int) int  { return (label - 1) / 2 }
func begins(label int) bool { return label%2 == 1 }

// allowed reports whether a label may follow another, -1 for the beginning: only a name that has begun goes on.
func allowed(x, y int) bool {
	return y == outsideName || begins(y) || x == y || x == y-1
}

// model is what finds names: a first reading of each run, a second that knows what the first has read elsewhere in the
// account.
type model struct {
	once, again *chain.Model
	tables      tables
}

// modelOf returns the model of a language, or nil when it has none.
var modelOf = language.Once(func(p *language.Pack) *model {
	if p == nil {
		return nil
	}
	m, err := loadModel(p, p.Names())
	if err != nil {
		panic("language " + p.Code() + ": " + err.Error()) // weights that ship with the program are broken: our own bug
	}
	return m
})

func loadModel(p *language.Pack, data []byte) (m *model, err error) {
	if len(data) == 0 {
		return nil, nil
	}
	m = &model{tables: tablesOf(p)}
	if m.once, data, err = chain.Load(data); err != nil {
		return nil, err
	}
	m.again, _, err = chain.Load(data)
	return m, err
}

// pack is the weights as loadModel reads them. They are not deflated: they would be a third smaller, and take three times as long to load.
func (m *model) pack() []byte { return m.again.Append(m.once.Append(nil)) }

// page prepares an account for reading.
func (m *model) page(a *account.Account) *page {
	p := &page{a: a, tokens: cutCompounds(a)}
	p.words = m.tables.words(a, p.tokens)
	p.findRuns()
	p.survey()
	return p
}

// read labels the tokens of an account.
func (m *model) read(p *page) []int {
	p.remember(p.label(m.once))
	out := p.label(m.again)
	p.withStops(out)
	return out
}

// withStops gives a name the stop of an abbreviation that it ends with: "Marn Foods Inc.".
func (p *page) withStops(labels []int) {
	for i := 1; i < len(labels); i++ {
		w := &p.words[i]
		if labels[i] == outsideName && labels[i-1] != outsideName && w.form == stop.form && w.glued && p.words[i-1].class&isShort != 0 {
			labels[i] = inside(kindOf(labels[i-1]))
		}
	}
}

func (p *page) label(c *chain.Model) []int {
	out := make([]int, len(p.words))
	for _, r := range p.runs {
		copy(out[r.start:r.end], c.Decode(p.items(r)))
	}
	return out
}

// remember turns the labels of the first reading into what each token's word is elsewhere: which kinds, and whether most
// places agree; and what the longest name that holds the word is.
func (p *page) remember(labels []int) {
	count := map[uint32]*[4]int{}
	longest := map[uint32][2]int{} // length and kind
	for i := 0; i < len(labels); {
		if labels[i] == outsideName {
			if w := &p.words[i]; w.capital {
				counted(count, w.raw)[3]++
			}
			i++
			continue
		}
		end := nameEnd(labels, i)
		for k := i; k < end; k++ {
			if w := &p.words[k]; w.capital {
				counted(count, w.raw)[kindOf(labels[i])]++
				if end-i > longest[w.raw][0] {
					longest[w.raw] = [2]int{end - i, kindOf(labels[i])}
				}
			}
		}
		i = end
	}
	p.first = make([]uint32, len(labels))
	for i := range labels {
		if w := &p.words[i]; w.capital {
			own := 3
			if labels[i] != outsideName {
				own = kindOf(labels[i])
			}
			p.first[i] = summary(*count[w.raw], own, longest[w.raw])
		}
	}
}

func counted(m map[uint32]*[4]int, k uint32) *[4]int {
	if m[k] == nil {
		m[k] = &[4]int{}
	}
	return m[k]
}

// summary is the kind that most other places of a word have, how sure they are, and the kind of the longest name with it.
func summary(count [4]int, own int, longest [2]int) uint32 {
	count[own]--
	best, sum := 0, 0
	for k, n := range count {
		if sum += n; n > count[best] {
			best = k
		}
	}
	sure := uint32(1)
	switch {
	case sum == 0:
		best, sure = 0, 0
	case count[best] == sum:
		sure = 2
	}
	long := uint32(0)
	if longest[0] > 1 {
		long = uint32(1 + longest[1])
	}
	return 1 + uint32(best) + 4*sure + 12*long
}

// nameEnd returns the end of the name that begins at token i.
func nameEnd(labels []int, i int) int {
	end := i + 1
	for end < len(labels) && labels[end] == inside(kindOf(labels[i])) {
		end++
	}
	return end
}

// Finder returns what finds names with the weights that Learn gave.
func Finder(pack *language.Pack, weights []byte) (func(*account.Account) []Marked, error) {
	m, err := loadModel(pack, weights)
	if err != nil {
		return nil, err
	}
	return m.marked, nil
}

// marked finds the names of an account, by their words alone.
func (m *model) marked(a *account.Account) []Marked {
	p := m.page(a)
	var out []Marked
	for _, n := range p.trimmed(m.read(p)) {
		out = append(out, Marked{Span: text.Span{Start: p.tokens[n.start].Start, End: p.tokens[n.end-1].End}, Kind: n.kind})
	}
	return out
}
