package report

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func lines(runs []run, width int) []string {
	var out []string
	for _, l := range wrap(runs, width) {
		var b strings.Builder
		for _, r := range l {
			b.WriteString(r.Text)
		}
		out = append(out, b.String())
	}
	return out
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		name string
		runs []run
		want string
	}{
		{"at spaces", []run{{"one two three", plain}}, "one two|three"},
		{"a change of style is no break", []run{{"one tw", plain}, {"o three", bold}}, "one two|three"},
		{"wide characters count twice", []run{{"風が強い日だった", plain}}, "風が強い|日だった"},
		{"a long word is cut", []run{{"a Donaudampfschiff", plain}}, "a|Donaudam|pfschiff"},
		{"accents take no room", []run{{"cafe\u0301 cafe\u0301", plain}}, "cafe\u0301|cafe\u0301"},
	} {
		if got := strings.Join(lines(c.runs, 8), "|"); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestWrapLosesNoLetterAndKeepsTheWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringMatching(`[a-zé風日“” ]{0,20}`), 0, 6).Draw(t, "runs")
		width := rapid.IntRange(4, 30).Draw(t, "width")
		var runs []run
		for i, w := range words {
			runs = append(runs, run{w, []style{plain, bold}[i%2]})
		}
		got := lines(runs, width)
		if bare(strings.Join(got, "")) != bare(strings.Join(words, "")) {
			t.Fatalf("letters changed: %q", got)
		}
		for _, l := range got {
			if n := columns([]run{{l, plain}}); n > width {
				t.Fatalf("%q takes %d columns of %d", l, n, width)
			}
		}
	})
}

func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}
