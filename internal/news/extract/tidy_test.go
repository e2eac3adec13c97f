package extract

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// TestTidyLeavesWhatIsTidy compares the short way, which looks whether there is anything to do, with doing it.
func TestTidyLeavesWhatIsTidy(t *testing.T) {
	some := rapid.StringOfN(rapid.RuneFrom([]rune(" \t\u00a0\u00ad\u0301\u200b\u2028aAéĀſ–“…東\x7f\x01")), 0, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		s := some.Draw(t, "line")
		w := walker{}
		w.collapse(strings.TrimFunc(s, unicode.IsSpace))
		if want := norm.NFC.String(string(w.buf)); tidy(s) != want {
			t.Fatalf("%q became %q, want %q", s, tidy(s), want)
		}
	})
}

// TestTidyLongLines does so for lines in which eight characters in a row are usual.
func TestTidyLongLines(t *testing.T) {
	some := rapid.StringOfN(rapid.RuneFrom([]rune("abcdefghijkl  m~\x7f\té–")), 0, 60, -1)
	rapid.Check(t, func(t *rapid.T) {
		s := some.Draw(t, "line")
		w := walker{}
		w.collapse(strings.TrimFunc(s, unicode.IsSpace))
		if want := norm.NFC.String(string(w.buf)); tidy(s) != want {
			t.Fatalf("%q became %q, want %q", s, tidy(s), want)
		}
	})
}

// TestMatchKey compares the key of a line with what the library makes of it.
func TestMatchKey(t *testing.T) {
	some := rapid.StringOfN(rapid.RuneFrom([]rune("aBcDeFgHiJkL ’‘É\u00a0•*東@[`{")), 0, 40, -1)
	rapid.Check(t, func(t *rapid.T) {
		s := some.Draw(t, "line")
		want := strings.TrimLeft(strings.ToLower(strings.NewReplacer("’", "'", "‘", "'", "\u00a0", " ").Replace(s)), bullets)
		if got := matchKey(s); got != want {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}

// TestHasKey compares looking for a key with making it.
func TestHasKey(t *testing.T) {
	some := rapid.StringOfN(rapid.RuneFrom([]rune(" .,’aAbéÉ1東")), 0, 6, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b := some.Draw(t, "a"), some.Draw(t, "b")
		if hasKey(a, plainKey(b)) != (plainKey(a) == plainKey(b)) {
			t.Fatalf("%q and %q", a, b)
		}
	})
}

// TestSetAsideKeys sets aside by keys what is set aside by looking at the paragraphs.
func TestSetAsideKeys(t *testing.T) {
	p := Parts{Body: []string{"Readers of the Post support its work.", "Yes.", "The ferry was stopped in the night.", "The council met twice on Monday."}}
	_, keys := SheetWithKeys(p)
	is := func(key uint64) bool { return key == keys[0] }
	a, b := SetAside(p, is), SetAsideKeys(p, keys, is)
	if len(a.Body) != 3 || strings.Join(a.Body, "|") != strings.Join(b.Body, "|") || strings.Join(a.Furniture, "|") != strings.Join(b.Furniture, "|") {
		t.Errorf("%q and %q", a.Body, b.Body)
	}
}
