package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"

	"variorum/internal/news/extract"
)

// The sheets of pages are kept with their ranks and keys as SQLite has integers, signed: the order of ranks is kept by turning the
// highest bit.
func rankOf(rank uint64) int64 { return int64(rank ^ 1<<63) }

// learn keeps the sheet of a page, decides anew what of its paragraphs is furniture, and puts it on the list of those to be read.
func (t *tx) learn(page int64, p extract.Parts) {
	t.unlearn(page)
	sheet := extract.SheetOf(p)
	t.do("INSERT INTO sheet VALUES (?, ?)", page, t.packed(sheet))
	for _, para := range sheet.Paragraphs {
		t.do("INSERT INTO paragraph VALUES (?, ?, ?, ?, ?, ?)", int64(para.Key), rankOf(sheet.Rank), page, sheet.Outlet, para.Edge, para.Prose)
	}
	t.decide(sheet)
	t.enqueue(stepRead, page)
}

// unlearn drops the sheet of a page, and decides anew what its paragraphs are without it.
func (t *tx) unlearn(page int64) {
	sheet, ok := t.sheet(page)
	if !ok {
		return
	}
	t.do("DELETE FROM sheet WHERE page = ?", page)
	for _, para := range sheet.Paragraphs {
		t.do("DELETE FROM paragraph WHERE key = ? AND rank = ? AND page = ?", int64(para.Key), rankOf(sheet.Rank), page)
	}
	t.decide(sheet)
}

func (t *tx) sheet(page int64) (s extract.Sheet, ok bool) {
	var packed []byte
	if ok = t.one("SELECT packed FROM sheet WHERE page = ?", []any{page}, &packed); ok {
		t.unpacked(packed, &s)
	}
	return s, ok
}

// decide asks of each paragraph of a sheet whether the pages that hold it now show it to be furniture. Where the answer is another than
// before, all of them are to be read anew.
func (t *tx) decide(sheet extract.Sheet) {
	known := map[int64]*extract.Sheet{}
	for _, para := range sheet.Paragraphs {
		key := int64(para.Key)
		now := t.holders(key, known).Furniture()
		if now == t.isFurniture(para.Key) {
			continue
		}
		if now {
			t.do("INSERT INTO furniture VALUES (?)", key)
		} else {
			t.do("DELETE FROM furniture WHERE key = ?", key)
		}
		for _, page := range t.numbers("SELECT page FROM paragraph WHERE key = ?", key) {
			t.enqueue(stepRead, page)
		}
	}
}

func (t *tx) isFurniture(key uint64) bool {
	var one int
	return t.one("SELECT 1 FROM furniture WHERE key = ?", []any{int64(key)}, &one)
}

// holders are the pages that hold a paragraph, as far as the decision rests on them. known are the sheets that were brought back already.
func (t *tx) holders(key int64, known map[int64]*extract.Sheet) extract.Holders {
	var h extract.Holders
	first := t.numbers(limited("SELECT page FROM paragraph WHERE key = ? ORDER BY rank, page", extract.MaxCompared), key)
	h.Outlets = func() [][]*extract.Sheet { return nil }
	if !extract.MayBeFurniture(len(first)) {
		return h
	}
	var one int
	h.Edge = !t.one("SELECT 1 FROM paragraph WHERE key = ? AND edge = 0 LIMIT 1", []any{key}, &one)
	h.Prose = t.one("SELECT 1 FROM paragraph WHERE key = ? AND prose = 1 LIMIT 1", []any{key}, &one)
	if h.Asks(len(first)) {
		h.First = t.sheets(first, known)
	}
	h.Outlets = func() (out [][]*extract.Sheet) {
		var outlets []string
		t.each("SELECT outlet, count(*) FROM paragraph WHERE key = ? AND outlet <> '' GROUP BY outlet", []any{key}, func(scan func(...any)) {
			var outlet string
			var own int64
			if scan(&outlet, &own); h.AsksOutlet(int(own)) {
				outlets = append(outlets, outlet)
			}
		})
		for _, outlet := range outlets {
			own := t.numbers(limited("SELECT page FROM paragraph WHERE key = ? AND outlet = ? ORDER BY rank, page", extract.MaxCompared), key, outlet)
			out = append(out, t.sheets(own, known))
		}
		return out
	}
	return h
}

func (t *tx) sheets(pages []int64, known map[int64]*extract.Sheet) []*extract.Sheet {
	out := make([]*extract.Sheet, 0, len(pages))
	for _, p := range pages {
		if known[p] == nil {
			sheet, _ := t.sheet(p)
			known[p] = &sheet
		}
		out = append(out, known[p])
	}
	return out
}

// learnt sets the furniture of a page's parts aside, and finds out what is to be done: to read its account, if these parts are others than it was
// read from; to find its links, if it has none; or nothing.
func (t *tx) learnt(p *toRead) {
	p.parts = extract.SetAside(p.parts, t.isFurniture)
	raw, err := json.Marshal(p.parts)
	t.fail(err)
	digest := sha256.Sum256(raw)
	p.digest = digest[:]
	var old []byte
	t.one("SELECT learnt FROM account WHERE page = ?", []any{p.job.page}, &old)
	if !bytes.Equal(old, p.digest) {
		page := t.page(p.job.page)
		p.page = &page
		return
	}
	var one int
	if !t.one("SELECT 1 FROM sketch WHERE page = ?", []any{p.job.page}, &one) {
		if r, ok := t.rawAccount(p.job.page); ok {
			p.old = &r
		}
	}
}
