package align

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var common = []string{"the", "a", "of", "is", "and", "in"}

func forms(s string) []uint64 {
	var out []uint64
	for _, w := range strings.Fields(s) {
		h := uint64(0)
		for _, r := range w {
			h = h*131 + uint64(r)
		}
		out = append(out, h)
	}
	return out
}

func weigh(f uint64) float32 {
	for _, w := range common {
		if forms(w)[0] == f {
			return 0.05
		}
	}
	return 1
}

func weak(f uint64) bool { return weigh(f) < 0.2 }

// show renders the blocks of some rows: cells parted by "|", an empty cell as "-", one that takes no part as ".".
func show(rows []string) []string {
	ids := make([][]uint64, len(rows))
	for i, r := range rows {
		ids[i] = forms(r)
	}
	var out []string
	for _, b := range Merge(ids, weigh).Blocks(weak) {
		var cells []string
		for r, c := range b.Cells {
			switch {
			case c.Absent:
				cells = append(cells, ".")
			case c.Empty():
				cells = append(cells, "-")
			default:
				cells = append(cells, strings.Join(strings.Fields(rows[r])[c.From:c.To], " "))
			}
		}
		out = append(out, strings.Join(cells, " | "))
	}
	return out
}

func TestBlocks(t *testing.T) {
	for name, c := range map[string]struct{ rows, want []string }{
		"equal rows have no variant": {[]string{"the lamp is not lit", "the lamp is not lit"}, nil},
		"a name replaced":            {[]string{"both say Marn is a danger", "both say Unity is a danger"}, []string{"Marn | Unity"}},
		"a gloss goes with the name": {
			[]string{"say Marn Upper Dam is still full", "say Unity is still full"},
			[]string{"Marn Upper Dam | Unity"},
		},
		"words left out": {[]string{"repeatedly said the bridge holds", "said the bridge holds"}, []string{"repeatedly | -"}},
		"a cut of one account does not hide what the others changed": {
			[]string{
				"we two say Marn is a danger somewhat lessened but our watch goes on",
				"we two say Unity is a danger somewhat lessened but our watch goes on",
				"our watch goes on",
			},
			[]string{
				"we two say Marn is a danger somewhat lessened but | we two say Unity is a danger somewhat lessened but | -",
				"Marn | Unity | .",
			},
		},
		"two accounts change two neighbouring words": {
			[]string{"old minister spoke today", "old minister spoke today", "new minister spoke today", "old envoy spoke today"},
			[]string{"old | old | new | old", "minister | minister | minister | envoy"},
		},
		"words in each other's place are one variant, however many": {
			[]string{"the envoy's claim contradicts the cabinet", "senior politicians including the cabinet"},
			[]string{"the envoy's claim contradicts | senior politicians including"},
		},
		"a common word alone does not part a difference": {
			[]string{"workers repaired the span quickly", "workers mended the arch quickly"},
			[]string{"repaired the span | mended the arch"},
		},
	} {
		if got := show(c.rows); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", name, got, c.want)
		}
	}
}

// vocabulary is small, so that random rows share words.
func rowOf(t *rapid.T, name string) []uint64 {
	return rapid.SliceOfN(rapid.Uint64Range(1, 12), 0, 30).Draw(t, name)
}

func flat(f uint64) float32 { return 1 / float32(f) }

func TestEveryTokenHasOneColumn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := make([][]uint64, rapid.IntRange(1, 6).Draw(t, "rows"))
		for i := range rows {
			rows[i] = rowOf(t, fmt.Sprint("row", i))
		}
		table := Merge(rows, flat)
		for r := range rows {
			next := 0
			for c := range table.Columns {
				if i := table.Rows[r][c]; i != None {
					if i != next {
						t.Fatalf("row %d has token %d after %d", r, i, next-1)
					}
					next++
				}
			}
			if next != len(rows[r]) {
				t.Fatalf("row %d: %d of %d tokens have a column", r, next, len(rows[r]))
			}
		}
		for _, b := range table.Blocks(func(uint64) bool { return false }) {
			for r, c := range b.Cells {
				if c.From > c.To || c.To > len(rows[r]) {
					t.Fatalf("cell %v of row %d", c, r)
				}
			}
		}
	})
}

func TestARowWithItselfHasNoVariant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		row := rowOf(t, "row")
		rows := [][]uint64{row, row, row}
		if b := Merge(rows, flat).Blocks(func(uint64) bool { return false }); len(b) != 0 {
			t.Fatalf("blocks %v", b)
		}
	})
}

func TestLongRowsAreCutAtUniqueWords(t *testing.T) {
	var a, b []uint64
	for i := range uint64(6000) {
		a = append(a, i)
		if i%50 != 7 {
			b = append(b, i)
		}
	}
	blocks := Merge([][]uint64{a, b}, func(uint64) float32 { return 1 }).Blocks(func(uint64) bool { return false })
	if len(blocks) != 120 {
		t.Errorf("%d blocks, want one for each of the 120 words left out", len(blocks))
	}
}

func TestLongestIncreasing(t *testing.T) {
	keys := []int{3, 1, 2, 9, 4, 5}
	one := func(int) int { return 1 }
	if got := LongestIncreasing(len(keys), func(i int) int { return keys[i] }, one); !slices.Equal(got, []int{1, 2, 4, 5}) {
		t.Errorf("got %v", got)
	}
	heavy := func(i int) int { return []int{1, 1, 1, 9, 1, 1}[i] }
	if got := LongestIncreasing(len(keys), func(i int) int { return keys[i] }, heavy); !slices.Equal(got, []int{1, 2, 3}) {
		t.Errorf("heaviest: got %v", got)
	}
}
