package report

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// outline writes nodes as brackets, for tests that a person can judge.
func outline(nodes []node) string {
	var b strings.Builder
	for _, n := range nodes {
		switch {
		case n.Break:
			b.WriteString("¶")
		case n.Gap():
			b.WriteString("⎵")
		case n.Class != "" || n.ID != "":
			b.WriteString("[" + n.Class + n.ID + ":" + outline(n.Kids) + "]")
		default:
			b.WriteString(n.Text + outline(n.Kids))
		}
	}
	return b.String()
}

func TestNest(t *testing.T) {
	const s = "one two three four"
	for _, c := range []struct {
		name  string
		marks []mark
		want  string
	}{
		{"nothing", nil, "one two three four"},
		{"inside", []mark{{start: 4, end: 7, class: "sub"}, {start: 0, end: 13, class: "dq"}}, "[dq:one [sub:two] three] four"},
		{"crossing is cut, and the later piece goes on", []mark{{start: 0, end: 7, class: "sub"}, {start: 4, end: 13, class: "add"}}, "[sub:one [add:two]][add cont: three] four"},
		{"a place before what begins there", []mark{{start: 4, end: 7, class: "sub"}, {start: 4, end: 4, id: "a"}}, "one [a:][sub:two] three four"},
		{"a gap", []mark{{start: 8, end: 8, class: "gap", missing: "and a half"}}, "one two ⎵three four"},
		{"beyond the ends", []mark{{start: -3, end: 3, class: "dq"}, {start: 14, end: 99, class: "sub"}}, "[dq:one] two three [sub:four]"},
	} {
		if got := outline(nest(s, 0, len(s), c.marks)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestNestLosesNoWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[a-zé ]{0,40}`).Draw(t, "text")
		ends := []int{0}
		for i := range s {
			ends = append(ends, i)
		}
		ends = append(ends, len(s))
		place := rapid.SampledFrom(ends)
		marks := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) mark {
			a, b := place.Draw(t, "start"), place.Draw(t, "end")
			return mark{start: min(a, b), end: max(a, b), class: rapid.SampledFrom([]string{"sub", "dq", "add", ""}).Draw(t, "class"), id: rapid.SampledFrom([]string{"", "x"}).Draw(t, "id")}
		}), 0, 8).Draw(t, "marks")
		nodes := nest(s, 0, len(s), marks)
		if got := plainText(nodes); got != s {
			t.Fatalf("words changed: %q, were %q", got, s)
		}
		if want, got := countIDs(marks), strings.Count(outline(nodes), "x:"); got != want {
			t.Fatalf("%d anchors of %d in %s", got, want, outline(nodes))
		}
	})
}

func countIDs(marks []mark) int {
	n := 0
	for _, m := range marks {
		if m.id != "" {
			n++
		}
	}
	return n
}
