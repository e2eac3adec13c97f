package report

import "testing"

// TestLongDispatchesAreFolded: a restored text shows how it begins, and nothing is folded that takes no more room than its fold.
func TestLongDispatchesAreFolded(t *testing.T) {
	for sentences, open := range map[int]int{0: 0, shownWire: shownWire, shownWire + fewWire: shownWire + fewWire, shownWire + fewWire + 1: shownWire, 60: shownWire} {
		w := wireRow{Sentences: make([]wireSentence, sentences)}
		if len(w.Open()) != open || len(w.Open())+len(w.More()) != sentences {
			t.Errorf("of %d sentences %d stand open and %d are folded, want %d open", sentences, len(w.Open()), len(w.More()), open)
		}
	}
}
