package name

import "variorum/internal/engine/text"

func wordOf(w string) word {
	f := text.FormOf(w)
	return word{raw: hashOf(w), form: uint32(f ^ f>>32), shape: shapeOf(w)}
}

// featureBits is the width of a feature's number. Of the eight million numbers the weights have some eighty thousand, so that one
// in a hundred features that were never seen is taken for one that was; in return a weight's number takes a byte.
const featureBits = 23

// features are numbers made of what is seen: a kind of feature and up to three values.
type features []uint32

func (f *features) add(kind uint32, values ...uint32) {
	h := kind*0x9e3779b1 + 0x85ebca6b
	for _, v := range values {
		h ^= v
		h *= 0x85ebca6b
		h ^= h >> 13
		h *= 0xc2b2ae35
		h ^= h >> 16
	}
	*f = append(*f, h&(1<<featureBits-1))
}

// items are the features of each token of a run.
func (p *page) items(r run) [][]uint32 {
	out := make([][]uint32, r.end-r.start)
	for i := r.start; i < r.end; i++ {
		f := make(features, 0, 72)
		p.alone(&f, i)
		p.around(&f, i)
		p.stretch(&f, i)
		p.elsewhere(&f, i)
		out[i-r.start] = f
	}
	return out
}

// alone is what the word itself shows.
func (p *page) alone(f *features, i int) {
	w := &p.words[i]
	f.add(1)
	f.add(2, w.form)
	f.add(3, w.raw)
	f.add(4, w.shape)
	for k, a := range w.affixes {
		if a != 0 {
			f.add(5+uint32(k), a)
		}
	}
	f.add(11, w.class)
	for b := w.class; b != 0; b &= b - 1 {
		f.add(12, b&-b)
	}
	opens := uint32(bit(w.opens))
	f.add(13, opens, w.shape)
	f.add(14, opens, w.common)
	f.add(15, w.class, w.common>>1)
	f.add(17, uint32(bit(p.small[w.form])), opens, uint32(bit(w.capital)))
}

// around is the neighbours.
func (p *page) around(f *features, i int) {
	w, a, b, c, d := &p.words[i], p.at(i-1), p.at(i+1), p.at(i-2), p.at(i+2)
	f.add(20, a.form)
	f.add(21, b.form)
	f.add(22, c.form)
	f.add(23, d.form)
	f.add(24, a.form, w.form)
	f.add(25, w.form, b.form)
	f.add(26, c.form, a.form)
	f.add(27, b.form, d.form)
	f.add(28, a.shape, w.shape)
	f.add(29, w.shape, b.shape)
	f.add(30, a.shape, w.shape, b.shape)
	f.add(31, a.class, w.class)
	f.add(32, w.class, b.class)
	f.add(33, a.class, w.shape)
	f.add(34, b.class, w.shape)
	f.add(37, c.class, a.shape)
	f.add(38, a.form, w.shape)
	f.add(39, b.form, w.shape)
	f.add(40, a.form, b.form)
}

// stretch is the run of capitals that the word stands in: its ends and what stands outside them.
func (p *page) stretch(f *features, i int) {
	lo, hi := i, i+1
	for lo > 0 && i-lo < longestName && p.inStretch(lo-1) && !p.words[lo].breaks {
		lo--
	}
	for hi < len(p.words) && hi-i < longestName && p.inStretch(hi) && !p.words[hi].breaks {
		hi++
	}
	from, to := uint32(min(i-lo, 4)), uint32(min(hi-1-i, 4))
	head, first := p.at(hi-1), p.at(lo)
	f.add(50, from, to)
	f.add(51, head.form)
	f.add(52, head.class, to)
	f.add(53, first.form)
	f.add(54, first.class, from)
	f.add(55, p.at(lo-1).form)
	f.add(56, p.at(hi).form)
	f.add(57, p.at(lo-1).form, p.at(hi).form)
	f.add(58, p.at(lo-1).class, from, to)
	f.add(61, p.at(hi).class, to)
	f.add(62, p.at(lo-1).form, head.class)
	for b := p.ties(lo, hi); b != 0; b &= b - 1 {
		f.add(63, uint32(b&-b))
		f.add(64, uint32(b&-b), head.class)
	}
}

// inStretch reports whether token i goes on with a run of capitals; an initial's stop does.
func (p *page) inStretch(i int) bool {
	w := &p.words[i]
	return w.capital || w.form == stop.form && w.glued && i > 0 && p.words[i-1].capital && p.words[i-1].class&isShort != 0
}

// elsewhere is what the rest of the account shows of the word, and, in the second reading, what the first has read.
func (p *page) elsewhere(f *features, i int) {
	w := &p.words[i]
	u := p.seen[w.raw]
	if u == nil {
		return
	}
	f.add(70, uint32(u.titled), uint32(u.given), uint32(u.bodied))
	f.add(71, uint32(u.located), uint32(u.spoke))
	f.add(72, uint32(u.inside), uint32(bit(w.opens)), uint32(bit(p.small[w.form])))
	f.add(73, uint32(min(u.count, 4)))
	f.add(74, uint32(u.titled|u.given)<<2|uint32(u.located)<<1|uint32(u.bodied), w.class)
	f.add(75, uint32(u.long))
	f.add(76, uint32(bit(p.short[w.raw])))
	f.add(77, uint32(u.ties))
	for b := u.ties; b != 0; b &= b - 1 {
		f.add(78, uint32(b&-b))
	}
	if p.first != nil {
		f.add(80, p.first[i])
		f.add(81, p.first[i], w.class)
		f.add(82, p.first[i], p.firstAt(i-1))
		f.add(83, p.first[i], p.firstAt(i+1))
		f.add(84, p.first[i], w.shape, uint32(bit(w.opens)))
	}
}

func (p *page) firstAt(i int) uint32 {
	if i < 0 || i >= len(p.first) {
		return 0
	}
	return p.first[i]
}
