package grammar

import (
	"strings"
	"testing"
)

func TestStyleOf(t *testing.T) {
	for text, want := range map[string]Style{
		"The ferry left Port Ellery before the storm .": PlainStyle,
		"Ferry Leaves Port Ellery Before the Storm":     TitleStyle,
		"FERRY LEAVES PORT ELLERY BEFORE THE STORM":     UpperStyle,
		"ferry leaves port ellery before the storm":     LowerStyle,
		"Why did the HPA close it ?":                    PlainStyle,
		"Crane":                                         PlainStyle,
		"":                                              LowerStyle,
		"12 : 30":                                       LowerStyle,
		"صدر البيان في مدينة":                           LowerStyle,
	} {
		if got := StyleOf(strings.Fields(text)); got != want {
			t.Errorf("%q has style %d, want %d", text, got, want)
		}
	}
}
