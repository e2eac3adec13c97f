package chronology

import (
	"slices"

	"variorum/internal/engine/text"
	"variorum/internal/news/language"
)

// beginnings are the forms of the words that a time can begin with, some others among them: a set of bits that says of nine words
// in ten without a look-up that no time begins there.
type beginnings [1 << 8]uint64

func (b *beginnings) has(form uint64) bool { return b[form>>56]&(1<<(form>>50&63)) != 0 }
func (b *beginnings) add(form uint64)      { b[form>>56] |= 1 << (form >> 50 & 63) }

// beginRoles are the roles in the table of times that spoken knows.
var beginRoles = []string{"part", "half", "shift", "day", "count"}

var beginningsOf = language.Once(func(pack *language.Pack) *beginnings {
	b := &beginnings{}
	for form := range names() {
		b.add(form)
	}
	for word, cells := range pack.Table("times") {
		if slices.Contains(beginRoles, cells[0]) {
			b.add(text.FormOf(word))
		}
	}
	return b
})
