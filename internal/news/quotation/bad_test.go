package quotation

import (
	"strings"
	"testing"
)

// TestBadInputNamesNobody feeds what no newsroom writes: it must be read to the end, and nobody may be made to say it.
func TestBadInputNamesNobody(t *testing.T) {
	for name, page := range map[string]string{
		"2,000 words without a stop": strings.Repeat("the harbour of Lisk and ", 500),
		"only cues":                  strings.Repeat("said ", 2000),
		"only marks":                 strings.Repeat("“” \" ‘ ", 500),
		"a table":                    strings.Repeat("Lisk\t12\t4.5\tyes\n", 300),
		"another language":           strings.Repeat("Der Hafen bleibt bis Montag geschlossen und niemand weiß warum. ", 40),
		"right to left":              strings.Repeat("الميناء مغلق حتى يوم الاثنين. ", 40),
		"headlines in capitals":      strings.Repeat("HARBOUR OF LISK CLOSED AS ICE COMES IN\n\nFERRY BACK IN SPRING\n\n", 40),
		"a list":                     strings.Repeat("- Ferry to Lisk: Monday\n- Ferry to Osten: none\n", 100),
		"marks that never close":     strings.Repeat("The lamp “was ‘out in the «north. ", 60),
		"another language in marks":  strings.Repeat("The words “Der Hafen bleibt geschlossen” stand beside “وقف الصيد” on the wall of the shed. ", 40),
		"words both ways":            strings.Repeat("The pier of ليسك is \u202eclosed\u202c in winter. ", 60),
		"pictures":                   strings.Repeat("🚢⚓ ", 500),
	} {
		t.Run(name, func(t *testing.T) {
			for _, q := range Find(read("bad", page, "en")) {
				if q.Speaker != nil {
					t.Errorf("%s is made to say %q", q.Speaker.Name, q.Text)
				}
			}
		})
	}
}

// TestLongSentenceIsRead puts a statement into a sentence of two thousand words.
func TestLongSentenceIsRead(t *testing.T) {
	page := "Mayor Ines Calloway said the pier was safe, and " + strings.Repeat("the lamps and the boats and ", 400) + "the ice."
	if at := Attributions(read("long", page, "en")); len(at) > 400 {
		t.Errorf("%d attributions in one sentence", len(at))
	}
}
