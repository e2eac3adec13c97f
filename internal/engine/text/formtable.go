package text

import "math/bits"

// FormTable finds what stands under the form of a word, several times as fast as a map. It is made once and does not grow. Forms are hashes, so
// that their lowest bits spread them.
type FormTable struct {
	slots []formSlot
	mask  uint64
	zero  bool  // whether anything stands under the form 0, which marks an empty slot elsewhere
	under int32 // it
}

type formSlot struct {
	form  uint64
	value int32
}

// NewFormTable makes a table of what a map holds.
func NewFormTable(of map[uint64]int32) *FormTable {
	size := 1 << bits.Len(uint(4*len(of)|15)) // a quarter is taken at most
	t := &FormTable{slots: make([]formSlot, size), mask: uint64(size - 1)}
	for form, value := range of {
		if form == 0 {
			t.zero, t.under = true, value
			continue
		}
		at := form & t.mask
		for t.slots[at].form != 0 {
			at = (at + 1) & t.mask
		}
		t.slots[at] = formSlot{form, value}
	}
	return t
}

// Of returns what stands under a form, and whether anything does.
func (t *FormTable) Of(form uint64) (value int32, ok bool) {
	if form == 0 {
		return t.under, t.zero
	}
	for at := form & t.mask; t.slots[at].form != 0; at = (at + 1) & t.mask {
		if t.slots[at].form == form {
			return t.slots[at].value, true
		}
	}
	return 0, false
}
