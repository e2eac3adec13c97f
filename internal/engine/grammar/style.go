package grammar

import "unicode"

// A capital says much in a sentence and nothing in a headline that has one on every word; a small letter says little where
// there are no capitals at all. Style is how a sentence uses them, so that the shape of a word can be read accordingly.

// Style is how a sentence is written.
type Style int32

// The styles of sentences.
const (
	PlainStyle Style = iota
	TitleStyle       // nearly all long words have a capital
	UpperStyle       // nearly all letters are capitals
	LowerStyle       // there is no capital
)

// Styles is the number of styles.
const Styles = 4

// nearlyAll is the share of words that makes a style: headlines have a word or two that does not comply ("of", "iPhone").
const nearlyAll = 0.8

// StyleOf returns how the words of a sentence are written. The first word has a capital in most styles, so that it counts only
// where it has none.
func StyleOf(words []string) Style {
	long, capital, upper, any := 0, 0, 0, false
	for i, w := range words {
		first, all, letters := capitals(w)
		any = any || first || all
		if letters < 2 || i == 0 && !all {
			continue
		}
		if all {
			upper++
		}
		if letters > 3 || all {
			long++
			if first {
				capital++
			}
		}
	}
	switch {
	case !any:
		return LowerStyle
	case long < 2:
		return PlainStyle
	case float64(upper) >= nearlyAll*float64(long):
		return UpperStyle
	case float64(capital) >= nearlyAll*float64(long):
		return TitleStyle
	}
	return PlainStyle
}

// capitals tells whether a word begins with a capital, whether it has capitals only, and how many letters it has.
func capitals(w string) (first, all bool, letters int) {
	all = true
	for _, r := range w {
		switch {
		case unicode.IsUpper(r):
			first = first || letters == 0
			letters++
		case unicode.IsLetter(r):
			all = false
			letters++
		}
	}
	return first, all && letters > 0, letters
}
