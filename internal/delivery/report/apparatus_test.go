package report

import "testing"

// TestOneLetterAnAccount checks that an account which has a reading twice in a passage is named once, and keeps both places.
func TestOneLetterAnAccount(t *testing.T) {
	a, b := &telling{}, &telling{}
	ws := []witness{{telling: a}, {telling: b}, {telling: b}}
	if got := onceEach(ws); len(got) != 2 || got[0].telling != a || got[1].telling != b {
		t.Errorf("%d witnesses, want one of each account", len(got))
	}
	if ws[2].telling != b {
		t.Error("the places themselves were changed")
	}
}
