package main

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"variorum/internal/delivery/corpus"
	"variorum/internal/news/extract"
)

// furniture finds the paragraphs that are of no account: their keys by the number of each page that holds them. What several
// pages hold asks for the sheets of some of them, and is decided where these come together.
func furniture(s beam.Scope, sheets beam.PCollection) beam.PCollection {
	s = s.Scope("furniture")
	held, asked := beam.ParDo2(s, askFor, beam.GroupByKey(s, beam.ParDo(s, outline, sheets)))
	answers := beam.ParDo(s, answer, beam.CoGroupByKey(s, sheets, asked))
	return beam.ParDo(s, decide, beam.CoGroupByKey(s, held, answers))
}

func outline(number uint64, sheet []byte, emit func(uint64, holding)) error {
	_, parts, err := corpus.UnpackPage(sheet)
	if err != nil {
		return err
	}
	o := extract.Outline(parts)
	h := holding{Rank: o.Rank, Page: number, Outlet: corpus.OutletKey(o.Outlet)}
	for _, p := range o.Paragraphs {
		h.Flags = corpus.FlagsOf(p)
		emit(p.Key, h)
	}
	return nil
}

// inRank puts the pages that hold a paragraph in the order in which they are looked at.
func inRank(values func(*holding) bool) (all []holding) {
	for h := (holding{}); values(&h); {
		all = append(all, h)
	}
	slices.SortFunc(all, func(a, b holding) int {
		return cmp.Or(cmp.Compare(a.Rank>>corpus.RankBits, b.Rank>>corpus.RankBits), cmp.Compare(a.Flags, b.Flags), cmp.Compare(a.Page, b.Page))
	})
	return all
}

// question is the pages that a decision rests on: the first of all, and the first of each outlet that has several.
func question(all []holding) (h extract.Holders, first []holding, outlets [][]holding) {
	h = corpus.HeldWith(func(yield func(uint64) bool) {
		for _, one := range all {
			if !yield(one.Flags) {
				return
			}
		}
	})
	by := map[uint64][]holding{}
	for _, one := range all {
		if one.Outlet != 0 && len(by[one.Outlet]) < extract.MaxCompared {
			by[one.Outlet] = append(by[one.Outlet], one)
		}
	}
	if h.Asks(len(all)) {
		first = all[:min(len(all), extract.MaxCompared)]
	}
	for _, own := range by {
		if len(own) > 1 {
			outlets = append(outlets, own)
		}
	}
	return h, first, outlets
}

// askFor passes on what several pages hold, and asks the pages for their sheets.
func askFor(key uint64, values func(*holding) bool, held func(uint64, holding), asked func(uint64, uint64)) {
	all := inRank(values)
	if !extract.MayBeFurniture(len(all)) {
		return
	}
	_, first, outlets := question(all)
	pages := map[uint64]bool{}
	for _, list := range append(outlets, first) {
		for _, h := range list {
			pages[h.Page] = true
		}
	}
	for _, h := range all {
		held(key, h)
	}
	for page := range pages {
		asked(page, key)
	}
}

// answer sends the sheet of a page, behind the page's number, to the paragraphs that ask for it.
func answer(number uint64, sheets func(*[]byte) bool, asked func(*uint64) bool, emit func(uint64, []byte)) error {
	var packed, out []byte
	sheets(&packed)
	for key := uint64(0); asked(&key); {
		if out == nil {
			_, parts, err := corpus.UnpackPage(packed)
			if err != nil {
				return err
			}
			raw, err := json.Marshal(extract.SheetOf(parts))
			if err != nil {
				return err
			}
			out = append(little.AppendUint64(nil, number), raw...)
		}
		emit(key, out)
	}
	return nil
}

// decide sends the key of a paragraph that is furniture to the pages that hold it.
func decide(key uint64, held func(*holding) bool, answers func(*[]byte) bool, emit func(uint64, uint64)) error {
	all := inRank(held)
	sheets := map[uint64]*extract.Sheet{}
	for v := []byte(nil); answers(&v); v = nil {
		var sheet extract.Sheet
		if err := json.Unmarshal(v[8:], &sheet); err != nil {
			return err
		}
		sheets[little.Uint64(v)] = &sheet
	}
	of := func(list []holding) (out []*extract.Sheet) {
		for _, h := range list {
			out = append(out, sheets[h.Page])
		}
		return out
	}
	h, first, outlets := question(all)
	h.First = of(first)
	h.Outlets = func() (out [][]*extract.Sheet) {
		for _, own := range outlets {
			out = append(out, of(own))
		}
		return out
	}
	if !h.Furniture() {
		return nil
	}
	for _, one := range all {
		emit(one.Page, key)
	}
	return nil
}
