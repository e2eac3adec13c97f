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
	at    map[[2]byte][]int // indices in all
	first [1 << 16 / 64]uint64
}

// opens reports whether an entry begins with these two bytes.
func (t *creditTable) opens(a, b byte) bool {
	n := uint(a)<<8 | uint(b)
	return t.first[n/64]&(1<<(n%64)) != 0
}

func (t *creditTable) add(c credit) {
	head := [2]byte{c.phrase[0], c.phrase[1]}
	t.at[head] = append(t.at[head], len(t.all))
	t.all = append(t.all, c)
	n := uint(head[0])<<8 | uint(head[1])
	t.first[n/64] |= 1 << (n % 64)
}

// credits are the entries that apply to lines without and with a stop at their end. Few apply to a line that ends like a
// sentence, and most lines do. An entry is of two bytes at least.
var credits = sync.OnceValue(func() map[bool]*creditTable {
	out := map[bool]*creditTable{false: {at: map[[2]byte][]int{}}, true: {at: map[[2]byte][]int{}}}
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
