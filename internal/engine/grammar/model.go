package grammar

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
)

// Model is a tagger, lemmatiser and parser, ready to read. It may be used by many goroutines at once.
type Model struct {
	lexicon                  Lexicon
	universal, treebank      []string // the two parts of each tag
	class                    []uint8  // of each tag: the number of its universal part
	classes                  int
	names                    []string // of relations
	root                     int
	kinds                    []int8 // of each relation, see kindOf
	width, arc, label        int
	styles                   int  // rows of each shape
	wide                     bool // whether vector instructions are used
	word, affix, gram, shape lookup
	mix, own1, neighbour     packed
	own                      []packed // of the layers over the first
	tag1, tag2, heads        packed
	tag2Word, headsWord      packed // what the word alone gives to them
	pair, far, mid, relation packed
	state                    [][]float32 // of each layer
	soft                     []float32   // what each early tag gives to the gates of the layer that reads them
	headBias, rootHead       []float32
	rootLabel, labelDistance []float32
	labelBetween             []float32
	lemmas                   *Lemmatiser

	known  []atomic.Pointer[entry] // what was lately computed of single words
	spaces sync.Pool
}

// lookup is a table of which single rows are read.
type lookup struct {
	cols  int
	small []int8
	scale []float32
}

// add adds a row, scaled, to out.
func (l *lookup) add(out []float32, row int32, scale float32) {
	scale *= l.scale[row]
	q := l.small[int(row)*l.cols : (int(row)+1)*l.cols]
	out = out[:len(q)]
	for i, x := range q {
		out[i] += float32(scale * float32(x))
	}
}

// Load makes a model of what Weights.Encode wrote. Errors wrap ErrWeights.
func Load(data []byte) (*Model, error) { return load(data, vectors) }

func load(data []byte, wide bool) (*Model, error) {
	if len(data) < len(magic) || string(data[:len(magic)]) != magic {
		return nil, fmt.Errorf("%w: not a file of weights of this version", ErrWeights)
	}
	r := &reader{data: data[len(magic):]}
	words, affixes, shapes, tags, relations := r.strings(), r.strings(), r.strings(), r.strings(), r.strings()
	m := &Model{names: relations, wide: wide, known: make([]atomic.Pointer[entry], remembered)}
	m.lexicon = Lexicon{Words: index(words), Affixes: index(affixes), Shapes: index(shapes), Grams: int32(r.number())}
	lemmas := r.take(r.number())
	tables := map[string]stored{}
	for n := r.number(); n > 0 && r.err == nil; n-- {
		name, t := r.table()
		tables[name] = t
	}
	if r.err != nil {
		return nil, r.err
	}
	m.nameTags(tags)
	b := builder{tables: tables, wide: wide}
	b.fill(m)
	m.styles = len(m.shape.scale) / max(len(shapes), 1)
	b.check(len(m.word.scale) == len(words) && len(m.affix.scale) == len(affixes) && m.styles*len(shapes) == len(m.shape.scale), "tables and lists disagree")
	b.check(m.styles == 1 || m.styles == Styles, "styles")
	b.check(len(words) > 0 && len(shapes) > 0 && m.lexicon.Grams > 0 && len(m.gram.scale) == int(m.lexicon.Grams), "an input table is empty")
	b.check(m.tag2.rows >= len(tags) && len(tags) > 0 && len(tags) < 1<<12, "tags")
	m.root = -1
	for i, name := range relations {
		m.kinds = append(m.kinds, kindOf(name))
		if name == "root" {
			m.root = i
		}
	}
	b.check(m.relation.rows >= len(relations) && m.root >= 0 && len(relations) > 1, "relations")
	if b.err != nil {
		return nil, b.err
	}
	var err error
	if m.lemmas, err = LoadLemmas(lemmas); err != nil {
		return nil, err
	}
	m.spaces.New = func() any { return new(space) }
	return m, nil
}

func index(names []string) map[string]int32 {
	out := make(map[string]int32, len(names))
	for i, name := range names {
		if name != "" {
			out[name] = int32(i)
		}
	}
	return out
}

func (m *Model) nameTags(tags []string) {
	numbers := map[string]int{}
	for _, t := range tags {
		u, x, _ := strings.Cut(t, " ")
		if _, ok := numbers[u]; !ok {
			numbers[u] = len(numbers)
		}
		m.universal, m.treebank = append(m.universal, u), append(m.treebank, x)
		m.class = append(m.class, uint8(numbers[u]))
	}
	m.classes = len(numbers)
}

// builder turns stored tables into what a model computes with, and keeps the first thing that does not fit.
type builder struct {
	tables map[string]stored
	wide   bool
	err    error
}

func (b *builder) check(ok bool, what string) {
	if !ok && b.err == nil {
		b.err = fmt.Errorf("%w: %s", ErrWeights, what)
	}
}

func (b *builder) table(name string, way int) stored {
	t, ok := b.tables[name]
	b.check(ok && t.way == way && t.rows > 0 && t.cols > 0, "table "+name+" is missing or of another kind")
	return t
}

func (b *builder) lookup(name string) lookup {
	t := b.table(name, byRow)
	return lookup{cols: t.cols, small: t.small, scale: t.floats}
}

// packed reads a product of cols inputs, and its bias when it has one.
func (b *builder) packed(name, bias string, cols int) packed {
	t := b.table(name, byInput)
	b.check(t.cols == cols && len(t.small) == t.rows*t.cols, "table "+name+" has another width")
	var add []float32
	if bias != "" {
		add = b.exact(bias, t.rows)
	}
	if b.err != nil {
		return packed{}
	}
	return pack(t.rows, t.cols, t.small, t.floats, add, b.wide)
}

func (b *builder) exact(name string, n int) []float32 {
	t := b.table(name, exact)
	b.check(len(t.floats) == n, "table "+name+" has another length")
	return t.floats
}

func (b *builder) fill(m *Model) {
	m.word, m.affix, m.gram, m.shape = b.lookup("word"), b.lookup("affix"), b.lookup("gram"), b.lookup("shape")
	input := m.word.cols + m.affix.cols + m.gram.cols + m.shape.cols
	d := b.table("mix", byInput).rows
	m.width = d
	m.arc, m.label = b.table("pair", byInput).rows, b.table("relation", byInput).cols
	b.check(d%(2*block) == 0 && d <= widest && input%block == 0 && m.arc%block == 0 && m.label%block == 0, "widths")
	m.mix = b.packed("mix", "mix bias", input)
	m.own1, m.neighbour = b.packed("own 1", "bias 1", d), b.packed("neighbour 1", "", d)
	m.tag1, m.tag2 = b.packed("tag1", "tag1 bias", d), b.packed("tag2", "tag2 bias", d)
	m.heads = b.packed("heads", "heads bias", d)
	m.tag2Word, m.headsWord = b.packed("tag2 word", "", d), b.packed("heads word", "", d)
	m.pair, m.far, m.mid = b.packed("pair", "", m.arc), b.packed("distance", "", m.arc), b.packed("between", "", m.arc)
	m.relation = b.packed("relation", "relation bias", m.label)
	b.layers(m)
	m.headBias, m.rootHead, m.rootLabel = b.exact("head bias", m.arc), b.exact("root", m.arc), b.exact("root label", m.label)
	b.check(m.far.rows >= Distances && m.mid.rows >= Betweens, "distances")
	m.labelDistance, m.labelBetween = b.rows("label distance", Distances, m.label), b.rows("label between", Betweens, m.label)
	b.check(m.own1.rows == 3*d && m.neighbour.rows == 3*d, "gates")
	b.check(m.heads.rows == 2*m.arc+2*m.label && m.tag1.rows == m.tag2.rows, "heads")
	b.check(m.headsWord.rows == m.heads.rows && m.tag2Word.rows == m.tag2.rows, "what words alone give")
}

// rows reads the first n rows of a table that is looked up as numbers.
func (b *builder) rows(name string, n, cols int) []float32 {
	t := b.lookup(name)
	b.check(t.cols == cols && len(t.scale) >= n, "table "+name+" has another size")
	if b.err != nil {
		return nil
	}
	out := make([]float32, n*cols)
	for i := range n {
		t.add(out[i*cols:(i+1)*cols], int32(i), 1)
	}
	return out
}

// layers reads the layers over the first, as many as there are.
func (b *builder) layers(m *Model) {
	for i := 0; i < mostLayers; i++ {
		name := string(rune('1' + i))
		if _, ok := b.tables["own "+name]; !ok && i > TaggedLayer {
			return
		}
		m.state = append(m.state, b.exact("state "+name, 2*m.width))
		switch i {
		case 0:
			continue
		case TaggedLayer:
			m.own = append(m.own, b.tagged(m))
		default:
			m.own = append(m.own, b.packed("own "+name, "bias "+name, m.width))
		}
		b.check(m.own[i-1].rows == 3*m.width, "gates")
	}
}

// tagged splits the gates of the layer that reads early tags: the part that reads the layer below is a product; the part that reads the early
// tag is multiplied out, a row a tag, since all but one or two tags of a word have next to no probability.
func (b *builder) tagged(m *Model) packed {
	t, soft := b.table("own 3", byInput), b.lookup("soft")
	b.check(t.cols == m.width+soft.cols && len(t.small) == t.rows*t.cols, "tagged layer")
	b.check(len(soft.scale) == m.tag1.rows, "early tags")
	bias := b.exact("bias 3", t.rows)
	if b.err != nil {
		return packed{}
	}
	lower := make([]int8, 0, t.rows*m.width)
	for r := range t.rows {
		lower = append(lower, t.small[r*t.cols:r*t.cols+m.width]...)
	}
	m.soft = make([]float32, len(m.universal)*t.rows)
	row := make([]float32, soft.cols)
	for tag := range m.universal {
		clear(row)
		soft.add(row, int32(tag), 1)
		out := m.soft[tag*t.rows : (tag+1)*t.rows]
		for r := range out {
			var sum float32
			for j, q := range t.small[r*t.cols+m.width : (r+1)*t.cols] {
				sum += float32(row[j] * float32(q))
			}
			out[r] = sum * t.floats[r]
		}
	}
	return pack(t.rows, m.width, lower, t.floats, bias, b.wide)
}
