package incident

import (
	"strings"
)

// span is a run of words that may be somebody or something in an incident.
type span struct{ first, next int }

const (
	// longestRun is how many words a noun phrase without "of" may have.
	longestRun = 6
	// mostSpans bounds the candidates of an account.
	mostSpans = 20_000
)

// spans returns the candidates of a sentence: the parts of each run of words that are neither function words nor triggers, and
// a run with "of" and the run behind it.
func (p *page) spans(s int) []span {
	var out []span
	end := p.first[s+1]
	for i := p.first[s]; i < end; {
		if !p.content(i) {
			i++
			continue
		}
		next := p.run(i, end)
		for first := i; first < next; first++ {
			for last := first + 1; last <= min(next, first+longestRun); last++ {
				out = append(out, span{first, last})
			}
		}
		if behind := p.behindOf(next, end); behind > 0 {
			for first := max(i, next-3); first < next; first++ {
				out = append(out, span{first, behind})
			}
		}
		i = next
	}
	return out
}

func (p *page) content(i int) bool {
	w := &p.words[i]
	return w.class&function == 0 && w.trigger == 0
}

func (p *page) run(i, end int) int {
	for i < end && p.content(i) {
		i++
	}
	return i
}

// behindOf is the end of the run behind "of" or "of the", or 0.
func (p *page) behindOf(i, end int) int {
	if i >= end || p.words[i].Form != formOf {
		return 0
	}
	if i++; i < end && p.words[i].Form == formThe {
		i++
	}
	next := p.run(i, end)
	if next == i || next-i > longestRun {
		return 0
	}
	return next
}

// mention is a span with its features.
type mention struct {
	span
	sentence int
	key      string
	features features
}

// mentions returns the candidates of an account with their features. Sentences are read that have a trigger or follow one that
// has, or that name a weapon or the violent.
func (p *page) mentions() []mention {
	var out []mention
	count, first := map[string]int{}, map[string]int{}
	for s := range len(p.first) - 1 {
		if len(p.of[s]) == 0 && (s == 0 || len(p.of[s-1]) == 0) && !p.sentenceClass(s).is(hostile|weapon) {
			continue
		}
		for _, c := range p.spans(s) {
			if len(out) == mostSpans {
				break
			}
			m := mention{span: c, sentence: s, key: p.key(c), features: p.describe(s, c)}
			if count[m.key]++; count[m.key] == 1 {
				first[m.key] = s
			}
			out = append(out, m)
		}
	}
	for i := range out {
		m := &out[i]
		head := uint64(p.words[m.next-1].class & parts)
		m.features.add(50, bucket(count[m.key]), head)
		m.features.add(51, bucket(first[m.key]), head)
		m.features.add(52, flag(len(p.of[m.sentence]) > 0), uint64(p.sentenceClass(m.sentence)&(hostile|weapon|target)), head)
	}
	return out
}

// keyOf is the key of words that stand alone.
func keyOf(words string) string {
	var b strings.Builder
	for _, w := range strings.Fields(words) {
		appendKey(&b, w)
	}
	return b.String()
}

// holds reports whether the words of b are among those of a, in one run.
func holds(a, b string) bool { return strings.Contains(" "+a+" ", " "+b+" ") }

// key is the words of a span as names are compared: lower case, without marks and articles.
func (p *page) key(s span) string {
	var b strings.Builder
	for i := s.first; i < s.next; i++ {
		appendKey(&b, p.words[i].Of(p.a.Text))
	}
	return b.String()
}

func appendKey(b *strings.Builder, w string) {
	w = strings.Map(letters, strings.ToLower(w))
	if w == "" || w == "the" || w == "a" || w == "an" {
		return
	}
	if b.Len() > 0 {
		b.WriteByte(' ')
	}
	b.WriteString(w)
}

func letters(r rune) rune {
	switch {
	case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 127:
		return r
	}
	return -1
}

// lexical is the form of a word, or for a name only that it is one: what is learnt of a name would be true of its bearer alone.
func (p *page) lexical(i int) uint64 {
	w := &p.words[i]
	switch {
	case w.class.is(rare):
		return uint64(rare)
	case w.class.is(given | placed):
		return uint64(w.class & (given | placed))
	case w.class.is(number):
		return uint64(number)
	}
	return w.Form
}

const parts = people | hostile | force | body | target | weapon | titled | given | placed | rare | number

// describe returns the features of a span.
func (p *page) describe(s int, c span) features {
	var f features
	begin, end := p.first[s], p.first[s+1]
	head := c.next - 1
	of := false
	for i := c.first; i < c.next; i++ {
		if p.words[i].Form == formOf {
			head, of = i-1, true
			break
		}
	}
	hw, hc := p.lexical(head), uint64(p.words[head].class&parts)
	fc := uint64(p.words[c.first].class & parts)
	before, after := p.around(c.first-1, begin, end), p.around(c.next, begin, end)
	f.add(1, hw)
	f.add(2, hc, fc, flag(of))
	f.add(3, p.lexical(c.first))
	f.add(4, uint64(c.next-c.first), hc)
	f.add(5, before.form, hc)
	f.add(6, after.form, hc)
	f.add(7, before.shape(), after.shape(), hc)
	f.add(8, before.shape(), fc)
	f.add(9, after.shape(), hc)
	all, any := ^class(0), class(0)
	for i := c.first; i < c.next; i++ {
		all &= p.words[i].class | mark
		any |= p.words[i].class
		f.add(10, p.lexical(i))
	}
	f.add(11, uint64(all&parts), uint64(any&parts), uint64(min(c.next-c.first, 5)))
	if c.next-c.first > 1 {
		f.add(12, join(p.lexical(head-min(1, head)), hw))
	}
	f.add(13, bucket(s))
	p.relate(&f, s, c, hc, uint64(any&parts))
	return f
}

// neighbour is what stands next to a span.
type neighbour struct {
	form  uint64
	class class
	what  uint64
}

func (n neighbour) shape() uint64 { return uint64(n.class)<<8 | n.what }

func (p *page) around(i, begin, end int) neighbour {
	if i < begin || i >= end {
		return neighbour{form: 1, what: 255}
	}
	w := &p.words[i]
	n := neighbour{form: p.lexical(i), class: w.class}
	if w.class.is(mark) {
		n.what = uint64(p.a.Text[w.Start])
	}
	if w.trigger > 0 {
		t := &p.triggers[w.trigger-1]
		n.what = uint64(t.shape) + 1 + flag(t.passive)*8
	}
	return n
}

// relate adds the features of how a span stands to the triggers next to it on each side.
func (p *page) relate(f *features, s int, c span, hc, any uint64) {
	left, right := -1, -1
	for _, t := range p.of[s] {
		if p.triggers[t].next <= c.first {
			left = t
		} else if p.triggers[t].first >= c.next && right < 0 {
			right = t
		}
	}
	f.add(20, flag(left < 0), flag(right < 0), hc)
	prep := p.joint(c.first, p.first[s])
	if left >= 0 {
		t := &p.triggers[left]
		d := bucket(c.first - t.next)
		k := kindOf(t)
		f.add(21, k, prep, hc)
		f.add(22, k, d, hc)
		f.add(23, t.form, prep, hc)
		f.add(24, t.form, any, min(d, 3))
		f.add(25, uint64(t.shape), flag(t.passive), prep, min(d, 4), any)
	}
	if right >= 0 {
		t := &p.triggers[right]
		d := bucket(t.first - c.next)
		k := kindOf(t)
		f.add(31, k, flag(p.crossed(c.next, t.first)), hc)
		f.add(32, k, d, hc)
		f.add(33, t.form, min(d, 4), hc)
		f.add(34, uint64(t.shape), flag(t.passive), min(d, 4), any)
	}
	far := p.around(c.first-2, p.first[s], p.first[s+1])
	f.add(41, far.form, hc)
	f.add(42, far.shape(), hc)
	far = p.around(c.next+1, p.first[s], p.first[s+1])
	f.add(43, far.form, hc)
	f.add(44, far.shape(), hc)
	f.add(40, flag(p.timed[s]), hc)
}

func kindOf(t *trigger) uint64 {
	h := uint64(t.shape)<<1 | flag(t.passive)
	for _, b := range []byte(t.what) {
		h = h*31 + uint64(b)
	}
	return h
}

// joint is the form of the word that ties a span to what stands before it: the word before its articles, numbers and
// adjectives, when that is a preposition or a conjunction.
func (p *page) joint(i, begin int) uint64 {
	for i--; i >= begin; i-- {
		c := p.words[i].class
		if c.is(preposition|conjunction|auxiliary|mark|subordinator) || p.words[i].trigger > 0 {
			if c.is(mark) || p.words[i].trigger == 0 {
				return p.words[i].Form
			}
			return 2
		}
	}
	return 3
}

// crossed reports whether a mark or a conjunction stands between two places.
func (p *page) crossed(i, next int) bool {
	for ; i < next; i++ {
		if p.words[i].class.is(mark | conjunction | subordinator) {
			return true
		}
	}
	return false
}
