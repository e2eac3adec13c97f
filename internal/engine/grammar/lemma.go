package grammar

import (
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Lemmatiser finds the dictionary form of a tagged word: by a list of exceptions, else by the rule with the longest
// ending that fits. Both are learnt from a treebank's lemmas and stored with the weights. The zero value gives words back
// in lower case.
type Lemmatiser struct {
	Keep       map[string]bool        // treebank tags whose lemmas keep their capitals: names
	Rules      map[LemmaKey]LemmaRule // by tag and ending
	Exceptions map[LemmaKey]string    // by tag and whole word
}

// LemmaKey is a treebank tag with a word or ending, in lower case unless the tag keeps capitals.
type LemmaKey struct{ Tag, Ending string }

// LemmaRule cuts some runes off a word and puts letters in their place.
type LemmaRule struct {
	Cut int
	Add string
}

// LongestEnding is the number of runes that a rule may look at.
const LongestEnding = 5

// Lemma returns the dictionary form of a word with this treebank tag.
func (l *Lemmatiser) Lemma(word, tag string) string {
	word = l.Form(word, tag)
	if lemma, ok := l.Exceptions[LemmaKey{tag, word}]; ok {
		return lemma
	}
	return l.ByRule(word, tag)
}

// Form is the word as the lists have it.
func (l *Lemmatiser) Form(word, tag string) string {
	word = Normalise(word)
	if l.Keep[tag] {
		return word
	}
	return strings.ToLower(word)
}

// ByRule applies the rule with the longest ending that fits; none, and the word is its own lemma.
func (l *Lemmatiser) ByRule(word, tag string) string {
	at := len(word)
	var starts [LongestEnding + 1]int
	n := 0
	starts[0] = at
	for n < LongestEnding && at > 0 {
		_, size := utf8.DecodeLastRuneInString(word[:at])
		at -= size
		n++
		starts[n] = at
	}
	for ; n >= 0; n-- {
		if r, ok := l.Rules[LemmaKey{tag, word[starts[n]:]}]; ok {
			return r.Apply(word)
		}
	}
	return word
}

// Apply changes a word's end. A word too short for the rule is left alone.
func (r LemmaRule) Apply(word string) string {
	end := len(word)
	for range r.Cut {
		_, size := utf8.DecodeLastRuneInString(word[:end])
		end -= size
	}
	if end == 0 || r.Cut == 0 && r.Add == "" {
		return word
	}
	return word[:end] + r.Add
}

// AppendLemmas writes lists of names to out, for the lemmatiser that LoadLemmas makes of them: tags that keep capitals;
// rules as tag, ending, cut, addition; exceptions as tag, word, lemma. Lists must be sorted by the caller, so that the
// bytes are the same each time.
func AppendLemmas(out []byte, keep []string, rules, exceptions [][]string) []byte {
	out = binary.AppendUvarint(out, uint64(len(keep)))
	for _, s := range keep {
		out = appendString(out, s)
	}
	for _, list := range [][][]string{rules, exceptions} {
		out = binary.AppendUvarint(out, uint64(len(list)))
		for _, fields := range list {
			for _, s := range fields {
				out = appendString(out, s)
			}
		}
	}
	return out
}

func appendString(out []byte, s string) []byte {
	return append(binary.AppendUvarint(out, uint64(len(s))), s...)
}

// LoadLemmas makes a lemmatiser of what AppendLemmas wrote; of nothing, the zero one.
func LoadLemmas(data []byte) (*Lemmatiser, error) {
	l := &Lemmatiser{Keep: map[string]bool{}}
	if len(data) == 0 {
		return l, nil
	}
	r := &reader{data: data}
	for _, tag := range r.strings() {
		l.Keep[tag] = true
	}
	n := r.number()
	l.Rules = make(map[LemmaKey]LemmaRule, min(n, len(data)))
	for ; n > 0 && r.err == nil; n-- {
		key, cut := LemmaKey{r.shared(), r.string()}, r.string()
		if len(cut) != 1 || cut[0] < '0' || cut[0] > '9' {
			return nil, fmt.Errorf("%w: a lemma rule cuts %q", ErrWeights, cut)
		}
		l.Rules[key] = LemmaRule{int(cut[0] - '0'), r.string()}
	}
	n = r.number()
	l.Exceptions = make(map[LemmaKey]string, min(n, len(data)))
	for ; n > 0 && r.err == nil; n-- {
		key := LemmaKey{r.shared(), r.string()}
		l.Exceptions[key] = r.string()
	}
	return l, r.err
}

func (r *reader) string() string { return string(r.take(r.number())) }

// shared is string for words that come again and again, such as tags.
func (r *reader) shared() string {
	raw := r.take(r.number())
	if r.seen == nil {
		r.seen = map[string]string{}
	}
	s, ok := r.seen[string(raw)]
	if !ok {
		s = string(raw)
		r.seen[s] = s
	}
	return s
}
