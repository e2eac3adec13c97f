package learn

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"variorum/internal/engine/grammar"
)

// LearnLemmas makes the rules and exceptions of a lemmatiser from the lemmas of a treebank.
//
// A rule for an ending is kept when two words or more ask for it and shorter endings ask for something else; what the rules
// then get wrong is an exception. The most frequent lemma of a word with one tag is taken for right.
func LearnLemmas(sentences []Sentence) []byte {
	l := &grammar.Lemmatiser{Keep: keepers(sentences), Rules: map[grammar.LemmaKey]grammar.LemmaRule{}}
	gold := frequentLemmas(l, sentences)
	keys := slices.SortedFunc(maps.Keys(gold), compareKeys)
	for length := 0; length <= grammar.LongestEnding; length++ {
		learnEndings(l, keys, gold, length)
	}
	var keep []string
	for tag, yes := range l.Keep {
		if yes {
			keep = append(keep, tag)
		}
	}
	slices.Sort(keep)
	var rules, exceptions [][]string
	for _, key := range slices.SortedFunc(maps.Keys(l.Rules), compareKeys) {
		r := l.Rules[key]
		rules = append(rules, []string{key.Tag, key.Ending, strconv.Itoa(r.Cut), r.Add})
	}
	for _, key := range keys {
		if l.ByRule(key.Ending, key.Tag) != gold[key] {
			exceptions = append(exceptions, []string{key.Tag, key.Ending, gold[key]})
		}
	}
	return grammar.AppendLemmas(nil, keep, rules, exceptions)
}

func compareKeys(a, b grammar.LemmaKey) int {
	return cmp.Or(strings.Compare(a.Tag, b.Tag), strings.Compare(a.Ending, b.Ending))
}

func treebankOf(tag string) string { _, x, _ := strings.Cut(tag, " "); return x }

// keptCapitals is the share of capitalised words, the first of a sentence aside, whose lemmas must have a capital for a tag's
// lemmas to keep theirs: names have nearly all; adjectives of nations are listed as exceptions.
const keptCapitals = 0.98

// keepers are the tags whose lemmas keep their capitals.
func keepers(sentences []Sentence) map[string]bool {
	kept, all := map[string]int{}, map[string]int{}
	for _, s := range sentences {
		for i, w := range s.Words {
			if i == 0 || strings.ToLower(w) == w {
				continue
			}
			tag := treebankOf(s.Tags[i])
			all[tag]++
			if strings.ToLower(s.Lemmas[i]) != s.Lemmas[i] {
				kept[tag]++
			}
		}
	}
	out := map[string]bool{}
	for tag, n := range all {
		out[tag] = float64(kept[tag]) >= keptCapitals*float64(n)
	}
	return out
}

// frequentLemmas gives each word with its tag its most frequent lemma.
func frequentLemmas(l *grammar.Lemmatiser, sentences []Sentence) map[grammar.LemmaKey]string {
	counts := map[grammar.LemmaKey]map[string]int{}
	for _, s := range sentences {
		for i, w := range s.Words {
			tag := treebankOf(s.Tags[i])
			key := grammar.LemmaKey{Tag: tag, Ending: l.Form(w, tag)}
			if counts[key] == nil {
				counts[key] = map[string]int{}
			}
			counts[key][s.Lemmas[i]]++
		}
	}
	out := map[grammar.LemmaKey]string{}
	for key, lemmas := range counts {
		out[key] = most(lemmas)
	}
	return out
}

// most returns the most frequent name, the first in order among equals.
func most[K cmp.Ordered](counts map[K]int) K {
	var best K
	for i, name := range slices.Sorted(maps.Keys(counts)) {
		if i == 0 || counts[name] > counts[best] {
			best = name
		}
	}
	return best
}

// learnEndings adds the rules for endings of one length.
func learnEndings(l *grammar.Lemmatiser, keys []grammar.LemmaKey, gold map[grammar.LemmaKey]string, length int) {
	asked := map[grammar.LemmaKey]map[string]int{}
	for _, key := range keys {
		ending, ok := endingOf(key.Ending, length)
		rule, fits := ruleFor(key.Ending, gold[key])
		if !ok || !fits {
			continue
		}
		at := grammar.LemmaKey{Tag: key.Tag, Ending: ending}
		if asked[at] == nil {
			asked[at] = map[string]int{}
		}
		asked[at][rule]++
	}
	type found struct {
		key  grammar.LemmaKey
		rule grammar.LemmaRule
	}
	var add []found
	for at, rules := range asked {
		name := most(rules)
		if rules[name] < 2 {
			continue
		}
		r := grammar.LemmaRule{Cut: int(name[0] - '0'), Add: name[1:]}
		if shorterRule(l, at) != r {
			add = append(add, found{at, r})
		}
	}
	for _, f := range add {
		l.Rules[f.key] = f.rule
	}
}

// shorterRule is what is done to a word with this ending when the ending has no rule of its own.
func shorterRule(l *grammar.Lemmatiser, at grammar.LemmaKey) grammar.LemmaRule {
	for n := utf8.RuneCountInString(at.Ending) - 1; n >= 0; n-- {
		ending, _ := endingOf(at.Ending, n)
		if r, ok := l.Rules[grammar.LemmaKey{Tag: at.Tag, Ending: ending}]; ok {
			return r
		}
	}
	return grammar.LemmaRule{}
}

// endingOf returns the last runes of a word that has more than that.
func endingOf(word string, length int) (string, bool) {
	at := len(word)
	for range length {
		if at == 0 {
			return "", false
		}
		_, size := utf8.DecodeLastRuneInString(word[:at])
		at -= size
	}
	return word[at:], true
}

// ruleFor is how the lemma is made of the word, the number of runes to cut and what to add, when at most nine are cut.
func ruleFor(word, lemma string) (string, bool) {
	w, m := []rune(word), []rune(lemma)
	same := 0
	for same < len(w) && same < len(m) && w[same] == m[same] {
		same++
	}
	cut := len(w) - same
	if same == 0 || cut > 9 {
		return "", false
	}
	return strconv.Itoa(cut) + string(m[same:]), true
}
