package extract

import "sync"

// grouping finds out into how many groups pages fall, in memory that it keeps.
type grouping struct {
	held  tally // by paragraph: the pages that have it
	words tally // of the page that is looked at
	all   []uint64
	ends  []int // of the words of each page in all
	group []int
}

var groupings = sync.Pool{New: func() any { return &grouping{} }}

// groups counts the groups that pages fall into: pages that are alike, directly or through others, are of one. Pages with too
// few words of their own to tell are of no group.
func groups(sheets []*Sheet) int {
	g := groupings.Get().(*grouping)
	defer groupings.Put(g)
	g.held.clear()
	for _, s := range sheets {
		for _, p := range s.Paragraphs {
			g.held.add(p.Key)
		}
	}
	g.all, g.ends, g.group = g.all[:0], g.ends[:0], g.group[:0]
	n := 0
	for _, s := range sheets {
		from := len(g.all)
		g.own(s)
		if len(g.all)-from < minWordsToTell {
			g.all = g.all[:from]
			continue
		}
		n += g.join()
	}
	return n
}

// own appends the words that a page has for itself, outside of the paragraphs that it shares, each once.
func (g *grouping) own(s *Sheet) {
	g.words.clear()
	g.once(s.Words)
	for _, p := range s.Paragraphs {
		if g.held.of(p.Key) < 2 {
			g.once(p.Words)
		}
	}
}

func (g *grouping) once(words []uint64) {
	for _, w := range words {
		if g.words.add(w) == 1 {
			g.all = append(g.all, w)
		}
	}
}

// join puts the page whose words stand last into the groups of those before it that it is alike. It returns by how many groups
// there are more.
func (g *grouping) join() int {
	own, from := len(g.group), 0
	mine := len(g.all)
	if own > 0 {
		mine -= g.ends[own-1]
	}
	g.group = append(g.group, own)
	more := 1
	for j, to := range g.ends {
		if g.group[j] != g.group[own] && g.alike(g.all[from:to], mine) {
			more--
			g.merge(g.group[own], g.group[j])
		}
		from = to
	}
	g.ends = append(g.ends, len(g.all))
	return more
}

func (g *grouping) merge(from, to int) {
	for k, n := range g.group {
		if n == from {
			g.group[k] = to
		}
	}
}

// alike reports whether what two pages have for themselves is about the same: the shorter shares a part of its telling words.
func (g *grouping) alike(words []uint64, mine int) bool {
	shared, shorter := 0, min(len(words), mine)
	for _, w := range words {
		if g.words.of(w) > 0 {
			if shared++; shared*alikeShare >= shorter {
				return true
			}
		}
	}
	return false
}

// tally counts keys. It is a table of open addressing, cleared by counting up.
type tally struct {
	slots []slot
	round uint32 // of the slots in use; 0 is none's
	n     int
}

type slot struct {
	key   uint64
	n     int32
	round uint32
}

func (t *tally) clear() {
	t.n = 0
	if t.round++; t.round == 0 || t.slots == nil {
		t.slots, t.round = make([]slot, max(fewSlots, len(t.slots))), 1
	}
}

// fewSlots is the size of a table at first.
const fewSlots = 1 << 9

// at is the slot of a key, or the free one where it would stand.
func (t *tally) at(key uint64) *slot {
	mask := uint64(len(t.slots) - 1)
	for i := key * 0x9e3779b97f4a7c15 >> 32 & mask; ; i = (i + 1) & mask {
		if s := &t.slots[i]; s.round != t.round || s.key == key {
			return s
		}
	}
}

// of is how often a key was counted.
func (t *tally) of(key uint64) int {
	if s := t.at(key); s.round == t.round {
		return int(s.n)
	}
	return 0
}

// add counts a key and returns how often it was counted.
func (t *tally) add(key uint64) int {
	s := t.at(key)
	if s.round != t.round {
		*s = slot{key: key, round: t.round}
		if t.n++; 2*t.n > len(t.slots) {
			t.grow()
			s = t.at(key)
		}
	}
	s.n++
	return int(s.n)
}

func (t *tally) grow() {
	old := t.slots
	t.slots = make([]slot, 2*len(old))
	for _, s := range old {
		if s.round == t.round {
			*t.at(s.key) = s
		}
	}
}
