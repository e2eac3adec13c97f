package corpus

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
	"variorum/internal/news/story"
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

// TestSampleOfSketch: what grouping samples of an account is what reuse looks it up by.
func TestSampleOfSketch(t *testing.T) {
	for i, p := range invented(3) {
		a := account.New(edition.Account{ID: p["id"], Title: p["title"], Text: p["text"], Language: "en"})
		if got, want := story.SketchOf(a).Keys().Runs, Runs(a); !slices.Equal(got, want) || len(got) == 0 {
			t.Errorf("page %d: %v, want %v", i, got, want)
		}
	}
}

// TestSpans: the places of words come out as they went in.
func TestSpans(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var tokens []text.Token
		var want []text.Span
		at := 0
		for range rapid.IntRange(0, 9).Draw(t, "words") {
			at += rapid.IntRange(0, 300).Draw(t, "gap")
			s := text.Span{Start: at, End: at + rapid.IntRange(1, 300).Draw(t, "length")}
			tokens, want, at = append(tokens, text.Token{Span: s}), append(want, s), s.End
		}
		w := wordsOf(tokens)
		if got := w.spans(nil); !slices.Equal(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
	})
}
