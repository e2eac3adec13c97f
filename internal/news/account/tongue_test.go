package account

import (
	"slices"
	"testing"

	"variorum/internal/engine/text"
)

// TestNeighboursAreNotEnglish: texts full of words that are English words too are not English for that, whatever the page declares.
func TestNeighboursAreNotEnglish(t *testing.T) {
	for _, c := range []struct{ title, words, want string }{
		{"Was de pont te laat?", "De pont was in april over de Zwin, en was in september weer over. Was het te laat of was het weer in de war? We had een week, is het plan.", "nl"},
		{"Storm over Oostermeer", "Het was in Oostermeer even stil. Was het water in de haven over de kade of was het al in de week gezakt? In november was het per boot te zien, via de sluis of over de dijk.", "nl"},
		{"My hand in my sak", "My pa was in April hier, en in September was hy weer in die stad of by die see. Dit is so: hy is in die week in die winkel, of hy is in sy tuin.", "af"},
	} {
		tokens := text.Tokenize(c.words)
		for declared, wants := range map[string][]string{"nl": {"nl"}, "af": {"af"}, "": {"nl", "af", ""}, "en": {"nl", "af", "en"}} {
			got := tongue(declared, c.title, c.words, tokens)
			if own := byOwnWords(declared, c.title, tokens); own != "" {
				t.Errorf("%q, declared %q: its words are told to be %s", c.title, declared, own)
			}
			if !slices.Contains(wants, got) {
				t.Errorf("%q, declared %q: %q", c.title, declared, got)
			}
		}
	}
}

// TestShortEnglish: a sentence or two are English by their words.
func TestShortEnglish(t *testing.T) {
	const words = "It was closed when a crane fell across the channel, and has been since. She said that they would know more before the weekend."
	for _, declared := range []string{"", "en", "en-GB"} {
		want := declared
		if want == "" {
			want = "en"
		}
		if got := tongue(declared, "", words, text.Tokenize(words)); got != want {
			t.Errorf("declared %q: %q", declared, got)
		}
	}
}
