package learn

import "variorum/internal/engine/grammar"

// Weights hands the moving average of the weights over, as a model is made of them.
func (l *Learner) Weights(lemmas []byte) *grammar.Weights {
	v := l.Vocabulary
	w := &grammar.Weights{
		Words: v.Words, Affixes: v.Affixes, Shapes: v.Shapes, Tags: v.Tags, Relations: v.Relations,
		GramRows: gramRows, Lemmas: lemmas,
	}
	looked := map[*param]bool{l.Net.soft: true, l.Net.labelDistance: true, l.Net.labelBetween: true}
	for _, q := range l.Net.all {
		w.Tables = append(w.Tables, grammar.Table{Name: q.name, Rows: q.rows, Cols: q.cols, Values: q.mean, LookedUp: q.sparse || looked[q], Coarse: q.sparse})
	}
	return w
}

// PredictModel parses sentences with a finished model, in the form that scores compare.
func PredictModel(m *grammar.Model, sentences []Sentence) []Parsed {
	var out []Parsed
	var tokens []grammar.Token
	for i := range sentences {
		tokens = m.ParseInto(tokens, sentences[i].Words)
		var p Parsed
		for _, t := range tokens {
			if t.Head < 0 {
				t.Head = len(tokens)
			}
			p.Tags, p.Lemmas = append(p.Tags, t.Tag+" "+t.Treebank), append(p.Lemmas, t.Lemma)
			p.Heads, p.Relations = append(p.Heads, t.Head), append(p.Relations, t.Relation)
		}
		out = append(out, p)
	}
	return out
}
