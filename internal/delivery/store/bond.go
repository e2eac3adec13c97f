package store

import (
	"encoding/binary"
	"slices"

	"variorum/internal/news/story"
)

// bond is another account that one speaks for one event with, or for two of one thread.
type bond struct {
	to      int64
	odds    story.Odds
	related bool
}

const (
	bondBytes = 12
	// bondsInRow is the number of links to a row: one that comes is put to the last row, which is written anew, so a row is to be short, and an
	// account of a great story has some hundreds.
	bondsInRow = 128
	// bondRows is the number of rows that a page may have; what is more goes to the last.
	bondRows = 4096
)

// append packs a link. The odds of two accounts are some tens at most, of the 1024 for which there is room.
func (b bond) append(to []byte) []byte {
	odds := int32(b.odds) * 2
	if b.related {
		odds++
	}
	return binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint64(to, uint64(b.to)), uint32(odds))
}

// bondsOf reads links that are packed.
func bondsOf(packed []byte) []bond {
	out := make([]bond, 0, len(packed)/bondBytes)
	for ; len(packed) >= bondBytes; packed = packed[bondBytes:] {
		odds := int32(binary.BigEndian.Uint32(packed[8:]))
		out = append(out, bond{int64(binary.BigEndian.Uint64(packed)), story.Odds(odds >> 1), odds&1 == 1})
	}
	return out
}

// bonds are the links of an account, in no order.
func (t *tx) bonds(page int64) (out []bond) {
	t.each("SELECT ties FROM bond WHERE row BETWEEN ? AND ?", []any{page * bondRows, page*bondRows + bondRows - 1}, func(scan func(...any)) {
		var packed []byte
		scan(&packed)
		out = append(out, bondsOf(packed)...)
	})
	return out
}

// bind keeps the links of an account that has none, at both ends.
func (t *tx) bind(page int64, bonds []bond) {
	row := page * bondRows
	for some := range slices.Chunk(bonds, bondsInRow) {
		var packed []byte
		for _, b := range some {
			packed = b.append(packed)
			t.bindTo(b.to, bond{page, b.odds, b.related})
		}
		t.do("INSERT INTO bond VALUES (?, ?)", row, packed)
		row++
	}
}

// bindTo adds a link to an account.
func (t *tx) bindTo(page int64, b bond) {
	first, last := page*bondRows, page*bondRows+bondRows-1
	packed := b.append(nil)
	const full = bondsInRow * bondBytes
	if t.do("UPDATE bond SET ties = CAST(ties || ? AS BLOB) WHERE row = (SELECT max(row) FROM bond WHERE row BETWEEN ? AND ?) AND (length(ties) < ? OR row = ?)",
		packed, first, last, full, last) == 0 {
		t.do("INSERT INTO bond SELECT ifnull(max(row) + 1, ?1), ?2 FROM bond WHERE row BETWEEN ?1 AND ?3", first, packed, last)
	}
}

// unbind forgets the links of an account, at both ends.
func (t *tx) unbind(page int64) {
	for _, b := range t.bonds(page) {
		t.unbindFrom(b.to, page)
	}
	t.do("DELETE FROM bond WHERE row BETWEEN ? AND ?", page*bondRows, page*bondRows+bondRows-1)
}

// unbindFrom takes the link to another account off an account.
func (t *tx) unbindFrom(page, other int64) {
	var row int64
	var left []byte
	t.each("SELECT row, ties FROM bond WHERE row BETWEEN ? AND ?", []any{page * bondRows, page*bondRows + bondRows - 1}, func(scan func(...any)) {
		var at int64
		var packed []byte
		scan(&at, &packed)
		for i := 0; i+bondBytes <= len(packed); i += bondBytes {
			if int64(binary.BigEndian.Uint64(packed[i:])) == other {
				row, left = at, slices.Concat(packed[:i], packed[i+bondBytes:])
			}
		}
	})
	switch {
	case row == 0:
	case len(left) == 0:
		t.do("DELETE FROM bond WHERE row = ?", row)
	default:
		t.do("UPDATE bond SET ties = ? WHERE row = ?", left, row)
	}
}
