package language

import "testing"

func TestTablesLoad(t *testing.T) {
	en := For("en-GB")
	if en == nil {
		t.Fatal("no pack for en-GB")
	}
	if !en.Abbreviation("Gen") || en.Abbreviation("general") {
		t.Error("Gen is an abbreviation, general is none")
	}
	var none *Pack
	if none.Table("cues").Has("say") || For("tlh") != nil {
		t.Error("a language without a pack knows nothing")
	}
}

func TestParseRejects(t *testing.T) {
	for name, raw := range map[string]string{
		"out of order":   "b\tx\na\tx\n",
		"twice":          "a\tx\na\tx\n",
		"without source": "a\tverb\t\n",
		"ragged":         "a\tx\nb\ty\tz\n",
	} {
		if _, err := parse(raw); err == nil {
			t.Errorf("a table %s was accepted", name)
		}
	}
}
