package extract

import (
	"strings"
	"sync"

	"variorum/internal/news/language"
)

// credit is an entry of the table of credits, and where in a line it must stand.
type credit struct{ phrase, where string }

// creditTable finds entries by their first two bytes. A line is read once for all of them.
type creditTable struct {
	all   []credit
	lists [][]int         // of those that begin with the same two bytes, their indices in all
	at    [1 << 16]uint16 // by two bytes: 1 + the place in lists, 0 for none
}

// opening are the entries that begin with two bytes.
func (t *creditTable) opening(a, b byte) []int {
	if n := t.at[uint(a)<<8|uint(b)]; n > 0 {
		return t.lists[n-1]
	}
	return nil
}

func (t *creditTable) add(c credit) {
	at := &t.at[uint(c.phrase[0])<<8|uint(c.phrase[1])]
	if *at == 0 {
		t.lists = append(t.lists, nil)
		*at = uint16(len(t.lists))
	}
	t.lists[*at-1] = append(t.lists[*at-1], len(t.all))
	t.all = append(t.all, c)
}

// credits are the entries that apply to lines without and with a stop at their end. Few apply to a line that ends like a
// sentence, and most lines do. An entry is of two bytes at least.
var credits = sync.OnceValue(func() map[bool]*creditTable {
	out := map[bool]*creditTable{false: {}, true: {}}
	for phrase, row := range language.For(plainPack).Table("credits") {
		for _, where := range strings.Fields(row[0]) {
			c := credit{phrase, where}
			out[false].add(c)
			if where == "start" && strings.HasPrefix(phrase, "file") || where == "mark" && len(phrase) > len("getty images") {
				out[true].add(c)
			}
		}
	}
	return out
})
