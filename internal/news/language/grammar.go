package language

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"variorum/internal/engine/grammar"
)

// Weights of taggers and parsers, trained by cmd/train; NOTICE names the treebanks.
//
//go:embed */grammar.bin
var weights embed.FS

var (
	modelsLock sync.Mutex
	models     = map[string]*grammar.Model{}
)

// Grammar returns the tagger and parser of the language, or nil when it has none. It is loaded on the first call, in some
// ten milliseconds, and shared.
func (p *Pack) Grammar() *grammar.Model {
	if p == nil {
		return nil
	}
	modelsLock.Lock()
	defer modelsLock.Unlock()
	if m, ok := models[p.code]; ok {
		return m
	}
	var m *grammar.Model
	if data, err := weights.ReadFile(p.code + "/grammar.bin"); err == nil {
		if m, err = grammar.Load(data); err != nil {
			panic(fmt.Errorf("language %s: %w", p.code, err)) // weights that ship with the program are broken: our own bug
		}
	}
	models[p.code] = m
	return m
}

// Cutter returns how the language's sentences are cut into the words that its grammar knows.
func (p *Pack) Cutter() *grammar.Cutter {
	if p == nil {
		return &grammar.Cutter{}
	}
	clitics, contractions := p.Table("clitics"), p.Table("contractions")
	prefixes, units := p.Table("bound-prefixes"), p.Table("glued-units")
	return &grammar.Cutter{
		Clitic: clitics.Has,
		Fused: func(word string) string {
			if parts := contractions[word]; len(parts) > 0 {
				return parts[0]
			}
			return ""
		},
		Bound:        prefixes.Has,
		Unit:         units.Has,
		Abbreviation: func(word string) bool { return p.Abbreviation(strings.ToLower(word)) },
	}
}

// Parse cuts a sentence into words and reads its grammar: a span of the sentence and a token for each word. A language without
// grammar gives nothing.
func (p *Pack) Parse(sentence string) ([]grammar.Span, []grammar.Token) {
	m := p.Grammar()
	if m == nil {
		return nil, nil
	}
	spans := p.Cutter().Tokens(sentence)
	words := make([]string, len(spans))
	for i, s := range spans {
		words[i] = sentence[s.Start:s.End]
	}
	return spans, m.Parse(words)
}
