package account

import (
	"strings"

	"github.com/abadojack/whatlanggo"
)

// minTongue is the number of bytes of text from which the language is told from it when the page does not declare one. A
// sentence is enough for scripts and common words; less is a guess.
const minTongue = 60

// tongue is the language of an account, BCP 47: as the page declares it, unless the text is plainly in another script or
// language than declared; templates often declare English whatever the text is in. Empty when nothing tells.
func tongue(declared, text string) string {
	if len(text) > maxTongue {
		text = text[:maxTongue]
	}
	if len(text) < minTongue {
		return declared
	}
	info := whatlanggo.Detect(strings.ToValidUTF8(text, ""))
	seen := info.Lang.Iso6391()
	primary, _, _ := strings.Cut(strings.ToLower(declared), "-")
	switch {
	case seen == "" || declared != "" && !info.IsReliable():
		return declared
	case primary == seen:
		return declared
	}
	return seen
}

// maxTongue is the number of bytes that the language is told from; more does not change it.
const maxTongue = 4000
