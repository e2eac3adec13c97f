// Package text cuts text into paragraphs, sentences and tokens, by byte spans into a text that is never edited. It knows
// scripts and punctuation, no language: a caller that has a language's abbreviations passes them in. Word boundaries follow
// the idea of Unicode UAX #29 with the compounds of news kept whole ("US-led", "U.S.", "1,600.5") and the English
// possessive cut off, so that "ISIS's" and "Daesh's" differ in the name alone. Scripts written without spaces give one
// token a character, which is what collation of such texts needs.
package text

// Span is a half-open range of bytes.
type Span struct{ Start, End int }

// Len is the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Of returns the words of the span.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Contains reports whether t lies inside s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether the two spans share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Kind is the sort of a token.
type Kind uint8

// The kinds of tokens. Space is no token.
const (
	Word   Kind = iota // letters, with inner apostrophes, hyphens and full stops
	Number             // begins with a digit: "1,600", "8th", "2003", "5.5%" without its sign
	Mark               // one punctuation mark or symbol
)

// Token is a word, a number or a mark. Form identifies its normalised form (lower case, quotation marks and dashes made
// one): two tokens with one Form are compared as equal. Forms are hashes of the form alone, so they are the same in every
// run and on every machine, whatever was read before.
type Token struct {
	Span
	Kind Kind
	Form uint64
}
