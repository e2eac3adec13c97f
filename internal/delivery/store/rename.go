package store

import (
	"crypto/sha256"
	"maps"
	"regexp"
	"slices"

	"variorum/internal/news/intake"
)

// classes are the digests and the ids of pages that came, went or changed: of the others no name changes.
type classes map[class]bool

// class is the pages with one digest, or with one id.
type class struct {
	digest [sha256.Size]byte
	id     string
}

func (c classes) touch(digest []byte, id string) {
	c[class{digest: [sha256.Size]byte(digest)}] = true
	c.name(id)
}

// name touches the pages that have an id, and those that could be given it: "quay-2" is what a second "quay" is called.
func (c classes) name(id string) {
	c[class{id: id}] = true
	if parts := numbered.FindStringSubmatch(id); parts != nil {
		c[class{id: parts[1]}] = true
	}
}

var numbered = regexp.MustCompile(`(?s)^(.*)-[0-9]+$`)

// sorted is the classes in an order that is the same in every run.
func (c classes) sorted() []class {
	return slices.SortedFunc(maps.Keys(c), func(a, b class) int {
		if n := slices.Compare(a.digest[:], b.digest[:]); n != 0 {
			return n
		}
		return len(a.id) - len(b.id)
	})
}

// rename names pages anew, as a run over all pages of the store would: first it finds those that are the same page as another, then
// it gives the others of one id names that are unique.
func (t *tx) rename(c classes) {
	for _, k := range c.sorted() {
		if k.digest != [sha256.Size]byte{} {
			t.tellTwins(k.digest, c)
		}
	}
	for _, k := range slices.Collect(maps.Keys(c)) {
		if k.digest == [sha256.Size]byte{} {
			t.giveNames(k.id)
		}
	}
}

// labelled is a page as far as its name depends on it.
type labelled struct {
	intake.Label
	page                int64
	called, doubt, same string
}

func (t *tx) labelled(where string, arg any) (pages []labelled, labels []intake.Label) {
	t.each("SELECT id, source, name, digest, ifnull(called, ''), doubt, same FROM page WHERE "+where, []any{arg}, func(scan func(...any)) {
		var p labelled
		var digest []byte
		scan(&p.page, &p.Source, &p.ID, &digest, &p.called, &p.doubt, &p.same)
		if len(digest) == sha256.Size {
			p.Digest = [sha256.Size]byte(digest)
		}
		pages, labels = append(pages, p), append(labels, p.Label)
	})
	return pages, labels
}

// tellTwins finds which of the pages with one digest stands for them all.
func (t *tx) tellTwins(digest [sha256.Size]byte, c classes) {
	pages, labels := t.labelled("digest = ?", digest[:])
	for i, given := range intake.Name(labels, func(string) bool { return false }) {
		p := &pages[i]
		switch wasOut, isOut := p.same != "", given.Same != ""; {
		case p.same == given.Same && (isOut || p.called != ""):
		case isOut:
			t.do("UPDATE page SET same = ?, called = NULL, doubt = '', why = '' WHERE id = ?", given.Same, p.page)
			if !wasOut {
				c.name(p.ID)
				t.forget(p.page)
			}
		default: // it is new, or stands for the others from now on
			t.do("UPDATE page SET same = '' WHERE id = ?", p.page)
			c.name(p.ID)
			t.enqueue(stepSort, p.page)
		}
	}
}

// giveNames gives the pages of one id names that are unique.
func (t *tx) giveNames(id string) {
	pages, labels := t.labelled("name = ? AND same = ''", id)
	taken := func(id string) bool {
		var one int
		return t.one("SELECT 1 FROM page WHERE name = ? AND same = '' LIMIT 1", []any{id}, &one)
	}
	for i, given := range intake.Name(labels, taken) {
		if p := &pages[i]; p.called != given.ID || p.doubt != given.Doubt {
			t.do("UPDATE page SET called = ?, doubt = ? WHERE id = ?", given.ID, given.Doubt, p.page)
			for _, story := range t.numbers("SELECT story FROM page WHERE id = ? AND story IS NOT NULL", p.page) {
				t.retell(story)
			}
		}
	}
}
