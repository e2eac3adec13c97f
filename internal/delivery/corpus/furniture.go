package corpus

import (
	"context"
	"errors"
	"iter"
	"sync"

	"variorum/internal/news/extract"
)

// learn finds the pages that came twice or under another's id, and the paragraphs that are furniture.
func (r *run) learn(ctx context.Context) error {
	if err := r.names(); err != nil {
		return err
	}
	s, err := openShelf(r, "tellings", (*unflat).telling)
	defer s.close()
	if err != nil {
		return err
	}
	outlets := make([]uint64, r.bounds.pages())
	held := newSorter(r.work(""), "paragraphs")
	var pairs []pair
	err = r.eachMark(func(page int, m mark) error {
		if suffix, odd := r.left[page]; odd && suffix == "" {
			return nil
		}
		outlets[page] = m.outlet
		pairs = pairs[:0]
		for k, key := range m.paragraphs {
			pairs = append(pairs, pair{key, holding(m.rank, m.flags[k], page)})
		}
		return held.add(pairs...)
	})
	if err != nil {
		return err
	}
	return r.decide(ctx, s, outlets, held)
}

// A page that holds a paragraph is a number in order of rank: the highest bits of the rank, whether the paragraph stands at the edge
// and is prose, the page.
const (
	pageBits, flagBits = 36, 2
	// RankBits are the lowest bits of a rank, which are not looked at.
	RankBits = pageBits + flagBits
)

func holding(rank, flags uint64, page int) uint64 {
	return rank>>RankBits<<RankBits | flags<<pageBits | uint64(page)
}

// Flags say how a page holds a paragraph.
const (
	asProse = 1 << iota
	atEdge
)

// FlagsOf are those of a paragraph.
func FlagsOf(p extract.Paragraph) (flags uint64) {
	if p.Edge {
		flags |= atEdge
	}
	if p.Prose {
		flags |= asProse
	}
	return flags
}

// HeldWith is what is known of the holders of a paragraph by their flags.
func HeldWith(flags iter.Seq[uint64]) extract.Holders {
	h := extract.Holders{Edge: true}
	for f := range flags {
		h.Edge, h.Prose = h.Edge && f&atEdge != 0, h.Prose || f&asProse != 0
	}
	return h
}

// OutletKey stands for an outlet; zero for none.
func OutletKey(outlet string) uint64 {
	if outlet == "" {
		return 0
	}
	return max(1, hashOf(outlet))
}

func pageOf(h uint64) int { return int(h & (1<<pageBits - 1)) }

// question is a paragraph and the pages that hold it.
type question struct {
	key     uint64
	holders []uint64
}

// of is what a decision on a paragraph is made of, but for the sheets, and whether it can come out as furniture.
func (q question) of(outlets []uint64) (h extract.Holders, may bool) {
	h = HeldWith(func(yield func(uint64) bool) {
		for _, held := range q.holders {
			if !yield(held >> pageBits & (1<<flagBits - 1)) {
				return
			}
		}
	})
	if h.Asks(len(q.holders)) {
		return h, true
	}
	for i, held := range q.holders { // fewer than Asks asks for
		if o := outlets[pageOf(held)]; o != 0 {
			own := 1
			for _, other := range q.holders[i+1:] {
				if outlets[pageOf(other)] == o {
					own++
				}
			}
			if h.AsksOutlet(own) {
				return h, true
			}
		}
	}
	return h, false
}

// decide asks of each paragraph that several pages hold whether it is furniture.
func (r *run) decide(ctx context.Context, s *shelf[extract.Sheet], outlets []uint64, held *sorter) error {
	r.furniture = map[uint64]bool{}
	var asked []question
	n := 0
	answer := func() error {
		var mu sync.Mutex
		err := r.parallel(ctx, "", len(asked), func(i int) error {
			is, err := decided(s, outlets, asked[i])
			if is {
				mu.Lock()
				r.furniture[asked[i].key] = true
				mu.Unlock()
			}
			return err
		})
		n += len(asked)
		r.progress("paragraphs", n, 0)
		asked = asked[:0]
		return err
	}
	err := held.each(func(key uint64, holders []uint64) error {
		if !extract.MayBeFurniture(len(holders)) {
			return nil
		}
		if _, may := (question{key, holders}).of(outlets); !may {
			return nil
		}
		asked = append(asked, question{key, append([]uint64(nil), holders...)})
		if len(asked) < questions {
			return nil
		}
		return answer()
	})
	err = errors.Join(err, answer())
	r.sum.Furniture = len(r.furniture)
	return err
}

// decided decides on a paragraph. It brings back the sheets of the pages that the decision rests on when they are asked for.
func decided(s *shelf[extract.Sheet], outlets []uint64, q question) (is bool, err error) {
	h, _ := q.of(outlets)
	by := map[uint64][]uint64{}
	for _, held := range q.holders {
		if o := outlets[pageOf(held)]; o != 0 && len(by[o]) < extract.MaxCompared {
			by[o] = append(by[o], held)
		}
	}
	sheets := func(held []uint64) []*extract.Sheet {
		var out []*extract.Sheet
		for _, one := range held[:min(len(held), extract.MaxCompared)] {
			sheet, failed := s.get(pageOf(one))
			if failed != nil {
				err = errors.Join(err, failed)
				return nil
			}
			out = append(out, sheet)
		}
		return out
	}
	if h.Asks(len(q.holders)) {
		h.First = sheets(q.holders)
	}
	h.Outlets = func() [][]*extract.Sheet {
		var out [][]*extract.Sheet
		for _, own := range by {
			if h.AsksOutlet(len(own)) {
				out = append(out, sheets(own))
			}
		}
		return out
	}
	is = h.Furniture()
	return is && err == nil, err
}
