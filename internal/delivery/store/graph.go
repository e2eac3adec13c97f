package store

import (
	"variorum/internal/news/extract"
)

// learn puts the pages on the list whose furniture may be another since a page has come.
func (t *tx) learn(int64) {
	t.numbers("INSERT OR IGNORE INTO todo SELECT 2, page, random() FROM parts RETURNING page")
}

// unlearn does so for a page that goes.
func (t *tx) unlearn(page int64) {
	t.numbers("INSERT OR IGNORE INTO todo SELECT 2, page, random() FROM parts WHERE page <> ? RETURNING page", page)
}

// learnt are the parts of pages with the furniture set aside that is learnt from all pages.
func (t *tx) learnt(jobs []job) []extract.Parts {
	var all []extract.Parts
	at := map[int64]int{}
	t.each("SELECT page, packed FROM parts ORDER BY page", nil, func(scan func(...any)) {
		var page int64
		var packed []byte
		var p extract.Parts
		scan(&page, &packed)
		t.unpacked(packed, &p)
		at[page], all = len(all), append(all, p)
	})
	all = extract.Learn(all)
	out := make([]extract.Parts, len(jobs))
	for i, j := range jobs {
		if k, ok := at[j.page]; ok {
			out[i] = all[k]
		}
	}
	return out
}
