package story

import (
	"cmp"
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"sync"

	"variorum/internal/engine/shingle"
	"variorum/internal/news/account"
	"variorum/internal/news/language"
)

// Sketch is what grouping reads of one account: its terms with their rarity and count, eight bytes each, a sample of its runs
// of words, its days and its outlet. A page of 600 words has one of about 3 KB. A sketch is a function of the account alone
// and is not changed; sketches can be kept and grouped without the accounts.
type Sketch struct {
	text   uint64 // equal for accounts with one title and text
	when   days
	outlet string
	words  int      // of the text, without marks
	keys   []uint32 // of the terms, ascending
	terms  []packed // in the order of their keys
	runs   []uint64 // sampled runs of words, ascending

	// What follows from the terms.
	sort                       sync.Once // of the terms into top, which takes longer than the rest and is not always asked for
	top                        []Term
	logSize                    float64 // natural logarithm of the length in words
	norm, leadNorm, figureNorm float64 // Euclidean lengths, over the words, those of title and opening, and the figures
	titleMass                  float64 // sum of the rarities of the title's words
}

// packed is a term: its rarity in 1/rarityUnit in the upper 16 bits, its count up to 255 in the next eight, its fields and
// whether it is a figure in the lowest.
type packed uint32

const (
	rarityUnit        = 1 << 13
	isFigure   packed = 1 << 2
	ofTitle           = packed(inTitle)
	ofLead            = packed(inTitle | inLead)
)

func pack(t *term, rarity float32) packed {
	p := packed(rarity*rarityUnit+.5)<<16 | packed(min(t.count, 255))<<8 | packed(t.field)
	if t.kind == figure {
		p |= isFigure
	}
	return p
}

func (p packed) rarity() float32 { return float32(p>>16) * (1. / rarityUnit) }

// weight grows with the rarity and the count of a term.
func (p packed) weight() float32 { return p.rarity() * countWeight[p>>8&255] }

// countWeight is what a count multiplies the rarity with: 1 more than its natural logarithm.
var countWeight = func() (w [256]float32) {
	for n := 1; n < len(w); n++ {
		w[n] = float32(1 + math.Log(float64(n)))
	}
	return w
}()

// SketchOf reads an account.
func SketchOf(a *account.Account) *Sketch { return sketch(a, a.Pack.Frequency()) }

func sketch(a *account.Account, general *language.Frequency) *Sketch {
	p := profiles.Get().(*profile)
	defer profiles.Put(p)
	p.read(a)
	s := &Sketch{
		text: textOf(a), when: published(a), outlet: a.Outlet, words: p.words,
		runs: shingle.Sample(a.Tokens, SampleWords, SampleRate),
	}
	order := p.order[:0] // key and place
	for i := range p.terms {
		t := &p.terms[i]
		if r := p.rarities.of(t, general); r >= leastRarity {
			order = append(order, uint64(t.key())<<32|uint64(i))
			t.packed = pack(t, r)
		}
	}
	order = p.byKey(order)
	s.keys, s.terms = make([]uint32, len(order)), make([]packed, len(order))
	for i, o := range order {
		s.keys[i], s.terms[i] = uint32(o>>32), p.terms[uint32(o)].packed
	}
	s.measure()
	return s
}

// byKey sorts numbers whose highest bits are a hash: they are dealt out by the highest eight, after which few stand far from their places. What
// it returns is good until the next call.
func (p *profile) byKey(all []uint64) []uint64 {
	p.order = all
	if len(all) > manyTerms {
		slices.Sort(all)
		return all
	}
	var starts [256]int32
	for _, x := range all {
		starts[x>>56]++
	}
	sum := int32(0)
	for i, n := range starts {
		starts[i], sum = sum, sum+n
	}
	p.dealt = slices.Grow(p.dealt[:0], len(all))[:len(all)]
	for _, x := range all {
		p.dealt[starts[x>>56]] = x
		starts[x>>56]++
	}
	for i := 1; i < len(p.dealt); i++ {
		x, k := p.dealt[i], i
		for ; k > 0 && p.dealt[k-1] > x && p.dealt[k-1]>>56 == x>>56; k-- {
			p.dealt[k] = p.dealt[k-1]
		}
		p.dealt[k] = x
	}
	return p.dealt
}

// textOf is a hash of title and text.
func textOf(a *account.Account) uint64 {
	h := mix(uint64(len(a.Title)), uint64(len(a.Text)))
	for _, s := range []string{a.Title, a.Text} {
		for ; len(s) >= 8; s = s[8:] {
			h = mix(h, uint64(s[0])|uint64(s[1])<<8|uint64(s[2])<<16|uint64(s[3])<<24|uint64(s[4])<<32|uint64(s[5])<<40|uint64(s[6])<<48|uint64(s[7])<<56)
		}
		for i := range len(s) {
			h = mix(h, uint64(s[i]))
		}
	}
	return h
}

func mix(h, x uint64) uint64 {
	h = (h ^ x) * 0x9e3779b97f4a7c15
	return (h ^ h>>32) * 0xbf58476d1ce4e5b9
}

// measure fills what follows from the terms.
func (s *Sketch) measure() {
	s.logSize = math.Log(float64(max(s.words, fewestWords)))
	for _, t := range s.terms {
		r, w := float64(t.rarity()), float64(t.weight())
		switch {
		case t&isFigure != 0:
			s.figureNorm += r * r
			continue
		case t&ofTitle != 0:
			s.titleMass += r
		}
		s.norm += w * w
		if t&ofLead != 0 {
			s.leadNorm += w * w
		}
	}
	s.norm, s.leadNorm, s.figureNorm = math.Sqrt(s.norm), math.Sqrt(s.leadNorm), math.Sqrt(s.figureNorm)
}

// weightiest returns the terms by which an account is looked up: the keyTerms that weigh most, figures left out, ascending by
// key.
func (s *Sketch) weightiest() []Term {
	s.sort.Do(func() { s.top = s.chooseTerms() })
	return s.top
}

func (s *Sketch) chooseTerms() []Term {
	by := make([]uint64, 0, len(s.terms)) // weight and place; positive floats are in the order of their bits
	for i, t := range s.terms {
		if w := t.weight(); t&isFigure == 0 && w > 0 {
			by = append(by, uint64(^math.Float32bits(w))<<32|uint64(i))
		}
	}
	by = least(by, keyTerms)
	slices.Sort(by)
	norm := 0.0
	for i, b := range by {
		w := float64(s.terms[uint32(b)].weight())
		norm += w * w
		by[i] = uint64(uint32(b))
	}
	norm = math.Sqrt(norm)
	slices.Sort(by)
	out := make([]Term, len(by))
	for n, i := range by {
		out[n] = Term{uint64(s.keys[i]), float32(float64(s.terms[i].weight()) / norm), s.terms[i].rarity() >= rareRarity}
	}
	return out
}

// least returns the n least of some different numbers, in any order. It moves them about (Hoare, "Algorithm 65: find", 1961).
func least(all []uint64, n int) []uint64 {
	if len(all) <= n {
		return all
	}
	for from, to := 0, len(all)-1; from < to; {
		pivot := all[from+(to-from)/2]
		i, j := from, to
		for i <= j {
			for all[i] < pivot {
				i++
			}
			for all[j] > pivot {
				j--
			}
			if i <= j {
				all[i], all[j] = all[j], all[i]
				i++
				j--
			}
		}
		switch { // all up to j are less than or the pivot, all from i on are greater or it
		case n-1 <= j:
			to = j
		case n-1 >= i:
			from = i
		default:
			return all[:n]
		}
	}
	return all[:n]
}

// Runs returns the sampled runs of words, ascending, which Keys has too.
func (s *Sketch) Runs() []uint64 { return s.runs }

// Keys returns the keys of the account.
func (s *Sketch) Keys() Keys {
	return Keys{Text: s.text, Terms: s.weightiest(), Runs: s.runs, From: s.when.from, To: s.when.to}
}

// Days returns the days, from 1970-01-01, between which the account was published; an unknown bound is -Open or Open.
func (s *Sketch) Days() (from, to int) { return s.when.from, s.when.to }

// AppendBinary appends the sketch to b, in a form that ReadSketch reads: in little endian, the hash of the text, the days, the
// length, the numbers of terms, runs and bytes of the outlet, and these.
func (s *Sketch) AppendBinary(b []byte) []byte {
	le := binary.LittleEndian
	b = le.AppendUint64(b, s.text)
	for _, n := range []int{s.when.from, s.when.to, s.words, len(s.terms), len(s.runs), len(s.outlet)} {
		b = le.AppendUint32(b, uint32(int32(n)))
	}
	for _, k := range s.keys {
		b = le.AppendUint32(b, k)
	}
	for _, t := range s.terms {
		b = le.AppendUint32(b, uint32(t))
	}
	for _, r := range s.runs {
		b = le.AppendUint64(b, r)
	}
	return append(b, s.outlet...)
}

// ReadSketch reads a sketch from the beginning of b and returns what follows it.
func ReadSketch(b []byte) (s *Sketch, rest []byte, err error) {
	const head = 8 + 6*4
	if len(b) < head {
		return nil, b, errSketch
	}
	le := binary.LittleEndian
	n := func(i int) int { return int(int32(le.Uint32(b[8+4*i:]))) }
	s = &Sketch{text: le.Uint64(b), when: days{n(0), n(1)}, words: n(2)}
	terms, runs, outlet := n(3), n(4), n(5)
	if s.words < 0 || terms < 0 || runs < 0 || outlet < 0 || len(b)-head < 8*terms+8*runs+outlet {
		return nil, b, errSketch
	}
	b = b[head:]
	s.keys, s.terms = make([]uint32, terms), make([]packed, terms)
	for i := range s.keys {
		s.keys[i], s.terms[i] = le.Uint32(b[4*i:]), packed(le.Uint32(b[4*terms+4*i:]))
	}
	for i := range runs {
		s.runs = append(s.runs, le.Uint64(b[8*terms+8*i:]))
	}
	b = b[8*terms+8*runs:]
	s.outlet = string(b[:outlet])
	if !slices.IsSorted(s.keys) || !slices.IsSortedFunc(s.runs, cmp.Compare[uint64]) {
		return nil, b, errSketch
	}
	s.measure()
	return s, b[outlet:], nil
}

var errSketch = errors.New("story: these bytes are no sketch of an account")
