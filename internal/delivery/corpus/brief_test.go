package corpus

import (
	"testing"

	"pgregory.net/rapid"
)

// TestCount: code points are counted the same in each way.
func TestCount(t *testing.T) {
	some := rapid.OneOf(rapid.String(), rapid.StringOf(rapid.RuneFrom([]rune("ab “東é"))), rapid.Just("broken \xff\x80 text"))
	rapid.Check(t, func(t *rapid.T) {
		b := brief{}
		b.Text = some.Draw(t, "text") + some.Draw(t, "more")
		b.points = pointsIn(b.Text)
		fast, slow := b.count(), pointsOf(b.Text)
		for range 5 {
			at := rapid.IntRange(0, len(b.Text)).Draw(t, "at")
			for at < len(b.Text) && b.Text[at]&0xc0 == 0x80 {
				at++ // words begin where characters do
			}
			if fast(at) != slow(at) {
				t.Fatalf("%q at %d: %d, want %d", b.Text, at, fast(at), slow(at))
			}
		}
	})
}
