package grammar_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"variorum/internal/engine/grammar"
	"variorum/internal/engine/grammar/learn"
)

// untrained is a model of random weights: what must hold of any weights can be tested on it.
var untrained = sync.OnceValue(func() []byte {
	s, err := learn.Read(strings.NewReader(`1	The	the	DET	DT	_	2	det	_	_
2	ferries	ferry	NOUN	NNS	_	3	nsubj	_	_
3	left	leave	VERB	VBD	_	0	root	_	_
4	.	.	PUNCT	.	_	3	punct	_	_

1	Cherries	cherry	NOUN	NNS	_	3	nsubj	_	_
2	,	,	PUNCT	,	_	3	punct	_	_
3	berries	berry	NOUN	NNS	_	0	root	_	_

`))
	if err != nil {
		panic(err)
	}
	var sentences []learn.Sentence
	for range 6 {
		sentences = append(sentences, s...)
	}
	plan := learn.Standard.Pupil
	plan.Size = learn.Size{Word: 16, Affix: 16, Gram: 16, Shape: 16, Width: 32, Layers: 4, Soft: 16, Arc: 16, Label: 16, Between: true, Style: true}
	return learn.NewLearner(learn.NewVocabulary(sentences), sentences, plan).Model(sentences)
})

func model(t testing.TB) *grammar.Model {
	t.Helper()
	m, err := grammar.Load(untrained())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// checkTree fails unless the tokens are one tree under one root.
func checkTree(t testing.TB, tokens []grammar.Token) {
	t.Helper()
	roots := 0
	for i, tok := range tokens {
		if tok.Tag == "" || tok.Relation == "" || tok.Head < -1 || tok.Head >= len(tokens) || tok.Head == i {
			t.Fatalf("token %d: %+v", i, tok)
		}
		if tok.Head == -1 {
			roots++
		}
		at := i
		for range len(tokens) + 1 {
			if at < 0 {
				break
			}
			at = tokens[at].Head
		}
		if at >= 0 {
			t.Fatalf("token %d hangs in a circle", i)
		}
	}
	if roots != 1 && len(tokens) > 0 {
		t.Fatalf("%d roots", roots)
	}
}

func TestParseIsATreeAtAnyLength(t *testing.T) {
	m := model(t)
	for _, n := range []int{0, 1, 2, 3, 5, 41, 159, 160, 161, 333, 2000} {
		words := make([]string, n)
		for i := range words {
			words[i] = []string{"ferries", "The", ",", "left", "17", "東京", "—", "Unheard-of"}[(i*i+i/7)%8]
		}
		tokens := m.Parse(words)
		if len(tokens) != n {
			t.Fatalf("%d tokens for %d words", len(tokens), n)
		}
		checkTree(t, tokens)
	}
}

// TestParseForgetsNothingAndKeepsNothing parses the same sentences by many goroutines, into used memory and in any order:
// what a model remembers of words may not change what it says.
func TestParseForgetsNothingAndKeepsNothing(t *testing.T) {
	m := model(t)
	sentences := [][]string{strings.Fields("The ferries left ."), strings.Fields("left left left The . ferries"), {"Ellery"}, strings.Fields("the THE The tHE")}
	var want [][]grammar.Token
	for _, s := range sentences {
		fresh := model(t)
		want = append(want, slices.Clone(fresh.Parse(s)))
	}
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			var memory []grammar.Token
			for i := range 50 {
				k := (i*7 + g) % len(sentences)
				memory = m.ParseInto(memory, sentences[k])
				if !slices.Equal(memory, want[k]) {
					t.Errorf("sentence %d was read differently", k)
					return
				}
			}
		})
	}
	wg.Wait()
}

func TestLoadRejectsWhatIsBroken(t *testing.T) {
	data := untrained()
	for name, broken := range map[string][]byte{
		"empty": nil, "other": []byte("no weights at all"), "short": data[:len(data)-1], "half": data[:len(data)/2], "head": data[:9],
		"version": append([]byte("grammar\x02"), data[8:]...),
	} {
		if _, err := grammar.Load(broken); !errors.Is(err, grammar.ErrWeights) {
			t.Errorf("%s: error %v", name, err)
		}
	}
	if !bytes.Equal(data, untrained()) {
		t.Error("Load changed its data")
	}
}

func FuzzLoad(f *testing.F) {
	data := untrained()
	f.Add(0, byte(0))
	f.Add(9, byte(255))
	f.Add(len(data)/2, byte(7))
	words := []string{"The", "ferries", "left", "."}
	f.Fuzz(func(t *testing.T, at int, b byte) {
		if at < 0 || at >= len(data) {
			return
		}
		broken := slices.Clone(data)
		broken[at] = b
		if m, err := grammar.Load(broken); err == nil {
			checkShape(t, m.Parse(words), len(words))
		}
	})
}

// checkShape is what holds even of damaged weights.
func checkShape(t *testing.T, tokens []grammar.Token, n int) {
	if len(tokens) != n {
		t.Fatalf("%d tokens for %d words", len(tokens), n)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("The ferries left Port Ellery.")
	f.Add("“WE CAN’T,” she said… 1,600 東京 \xff \x00 🙂🙂 ''``--")
	m := model(f)
	c := &grammar.Cutter{
		Clitic: func(s string) bool { return s == "'s" || s == "n't" },
		Fused: func(s string) string {
			if s == "cannot" {
				return "can not"
			}
			return ""
		},
		Bound: func(s string) bool { return s == "non" }, Unit: func(s string) bool { return s == "pm" }, Abbreviation: func(s string) bool { return s == "gen" },
	}
	f.Fuzz(func(t *testing.T, s string) {
		var words []string
		at := 0
		for _, span := range c.Tokens(s) {
			if span.Start < at || span.End <= span.Start || span.End > len(s) {
				t.Fatalf("%q: span %v after %d", s, span, at)
			}
			if utf8.ValidString(s) && strings.TrimSpace(strings.NewReplacer("\u200b", "", "\ufeff", "", "\u2060", "").Replace(s[at:span.Start])) != "" {
				t.Fatalf("lost %q", s[at:span.Start])
			}
			words = append(words, s[span.Start:span.End])
			at = span.End
		}
		tokens := m.Parse(words)
		checkShape(t, tokens, len(words))
		if len(words) < 300 {
			checkTree(t, tokens)
		}
	})
}
