package incident

// features are what a decision rests on, as numbers. Each has a kind, so that one word as a head and as a neighbour differs.
type features []uint32

func (f *features) add(kind uint32, values ...uint64) {
	h := uint64(kind)*0x9e3779b97f4a7c15 + 0x517cc1b727220a95
	for _, v := range values {
		h = (h ^ v) * 0xff51afd7ed558ccd
		h ^= h >> 32
	}
	*f = append(*f, uint32(h^h>>29))
}

func flag(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// bucket makes a small number of a count or a distance: 0, 1, 2, 3-4, 5-8, ...
func bucket(n int) uint64 {
	b := uint64(0)
	for ; n > 2; n = (n + 1) / 2 {
		b++
	}
	return b + uint64(max(n, 0))
}
