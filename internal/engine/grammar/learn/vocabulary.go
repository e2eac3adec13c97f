package learn

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"variorum/internal/engine/grammar"
)

// What is rarer than this in the treebanks gets no row of its own.
const (
	rarestWord  = 2 // tokens: half of all words are met once, and a vector learnt from one place says little
	rarestAffix = 3 // different words
	rarestShape = 5 // tokens
	gramRows    = 8192
)

// Vocabulary is what the classes and rows of a network stand for.
type Vocabulary struct {
	Lexicon   grammar.Lexicon
	Words     []string // by row; the first is the unknown word
	Affixes   []string
	Shapes    []string
	Tags      []string
	Relations []string
	count     []int // of each word row
	tag, rel  map[string]int32
}

// NewVocabulary counts the words, affixes, shapes, tags and relations of the sentences.
func NewVocabulary(sentences []Sentence) *Vocabulary {
	words, affixes, shapes := map[string]int{}, map[string]int{}, map[string]int{}
	tags, relations := map[string]int{}, map[string]int{}
	for _, s := range sentences {
		for i, w := range s.Words {
			form := grammar.Normalise(w)
			lower := grammar.Lower(form)
			if words[lower]++; words[lower] == 1 {
				grammar.EachAffix(lower, func(a string) { affixes[a]++ })
			}
			shapes[grammar.Shape(form)]++
			tags[s.Tags[i]]++
			relations[s.Relations[i]]++
		}
	}
	v := &Vocabulary{}
	v.Words, v.Lexicon.Words = rows(words, rarestWord, true)
	v.Affixes, v.Lexicon.Affixes = rows(affixes, rarestAffix, false)
	v.Shapes, v.Lexicon.Shapes = rows(shapes, rarestShape, true)
	v.Tags, v.tag = rows(tags, 1, false)
	v.Relations, v.rel = rows(relations, 1, false)
	v.Lexicon.Grams = gramRows
	v.count = make([]int, len(v.Words))
	for i, w := range v.Words {
		v.count[i] = words[w]
	}
	return v
}

// rows gives numbers to what is frequent enough, the most frequent first; row 0 is kept free if there is an unknown.
func rows(counts map[string]int, rarest int, unknown bool) ([]string, map[string]int32) {
	var names []string
	for name, n := range counts {
		if n >= rarest {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), strings.Compare(a, b))
	})
	if unknown {
		names = append([]string{""}, names...)
	}
	index := make(map[string]int32, len(names))
	for i, name := range names {
		if name != "" {
			index[name] = int32(i)
		}
	}
	return names, index
}

// example turns a sentence into numbers. A tag or relation that was never seen counts as the most frequent one.
func (v *Vocabulary) example(s *Sentence, words []string) *example {
	e := &example{heads: s.Heads, style: grammar.StyleOf(words)}
	marks := make([]grammar.Mark, len(words))
	for i, w := range words {
		marks[i] = grammar.MarkOf(w)
	}
	e.between.Set(marks)
	for i, w := range words {
		var f grammar.Features
		v.Lexicon.Features(w, &f)
		e.words = append(e.words, f)
		e.tags = append(e.tags, v.tag[s.Tags[i]])
		e.relations = append(e.relations, v.rel[s.Relations[i]])
	}
	return e
}

// Headline ways to write a sentence, learnt beside the plain one so that capitals do not confuse.
const (
	plainCase = iota
	titleCase // every word with a capital
	styleCase // short words but the first stay small
	upperCase
	lowerCase
	cases
)

// recase writes the words of a sentence in another way.
func recase(words []string, way int) []string {
	out := make([]string, len(words))
	for i, w := range words {
		switch {
		case way == upperCase:
			out[i] = strings.ToUpper(w)
		case way == lowerCase:
			out[i] = strings.ToLower(w)
		case way == titleCase, way == styleCase && (i == 0 || utf8.RuneCountInString(w) > 3):
			out[i] = capital(w)
		default:
			out[i] = w
		}
	}
	return out
}

func capital(w string) string {
	r, n := utf8.DecodeRuneInString(w)
	if w == "n't" || !unicode.IsLower(r) {
		return w
	}
	return string(unicode.ToUpper(r)) + w[n:]
}
