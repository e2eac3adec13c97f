package grammar

import (
	"unicode"
	"unicode/utf8"
)

// What stands between a word and its head tells much of whether they belong together: a clause seldom reaches over a closing
// quotation mark, and a word seldom over three commas. A network that reads word by word has to learn counting for this;
// Between counts for it.

// Mark is the sort of a word, as far as Between asks.
type Mark uint8

// The sorts of words: no mark, a mark of any kind, a quotation mark.
const (
	NoMark Mark = iota
	AnyMark
	QuoteMark
)

// MarkOf returns the sort of a word.
func MarkOf(word string) Mark {
	switch Normalise(word) {
	case `"`, "''", "``":
		return QuoteMark
	}
	for _, r := range word {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return NoMark
		}
	}
	if r, _ := utf8.DecodeRuneInString(word); unicode.IsPunct(r) {
		return AnyMark
	}
	return NoMark
}

// Between knows the marks of one sentence.
type Between struct{ marks, quotes []int32 } // how many before each word

// Betweens is the number of classes that Class tells apart.
const Betweens = 25

// Set takes the sorts of a sentence's words.
func (b *Between) Set(words []Mark) {
	n := len(words)
	b.marks, b.quotes = grow(b.marks, n+1), grow(b.quotes, n+1)
	b.marks[0], b.quotes[0] = 0, 0
	for i, m := range words {
		b.marks[i+1], b.quotes[i+1] = b.marks[i], b.quotes[i]
		switch m {
		case AnyMark:
			b.marks[i+1]++
		case QuoteMark:
			b.quotes[i+1]++
		}
	}
}

// Class tells what stands between word i and its head j: to which side it is, how many marks (up to three), and whether no
// quotation mark, an odd or an even number of them. j = n is the root.
func (b *Between) Class(i, j, n int) int {
	if j == n {
		return Betweens - 1
	}
	first, last, side := i, j, 0
	if j < i {
		first, last, side = j, i, 12
	}
	if last-first < 2 {
		return side
	}
	marks, quotes := b.marks[last]-b.marks[first+1], b.quotes[last]-b.quotes[first+1]
	class := side + int(min(marks, 3))
	if quotes > 0 {
		class += 8 - 4*int(quotes&1)
	}
	return class
}
