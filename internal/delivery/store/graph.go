package store

import (
	"variorum/internal/news/account"
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

// link finds the accounts that an account may belong together with.
func (t *tx) link(int64, *account.Account) {}

// unlink forgets them, and puts them on the list of those to be told.
func (t *tx) unlink(page int64) {
	t.numbers("INSERT OR IGNORE INTO todo SELECT 3, page, random() FROM account WHERE page <> ? RETURNING page", page)
}

// company are the accounts that a page may belong together with, directly or through others, itself among them.
func (t *tx) company(int64) []int64 { return t.numbers("SELECT page FROM account ORDER BY page") }
