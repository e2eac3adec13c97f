package quotation

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode"

	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

// This file tells which proposals are attributions. Each has features: how its content hangs on its cue, which word the cue
// is, who the source may be, what the patterns made of the same cue. The table "attribution" of the language has a weight
// for each; their sum is the log odds that annotators of PolNeAR marked it. cmd/train learns them, docs/method.md says how.

// Proposals returns what patterns and grammar offer for the statements of an account that are not wholly in quotation marks,
// with their features, and separately the attributions that are.
func Proposals(a *account.Account) (open []Proposal, settled []Attribution) {
	if a.Pack == nil {
		return nil, nil
	}
	return newCollector(a).proposals(everySentence)
}

// gate tells whether the grammar of sentence i is worth its time: it is most of what reading a page costs. One in which patterns have found words in
// marks or an "according to" is read in any case.
// settled is the attributions whose words all stand in quotation marks.
type gate func(a *account.Account, settled []Attribution, i int) bool

func everySentence(*account.Account, []Attribution, int) bool { return true }

// reportingSentence lets through what has a form of a verb of saying or thinking that no quotation in marks has for its own: the
// edition shows no other attributions.
func reportingSentence(a *account.Account, settled []Attribution, i int) bool {
	s, lex := a.Sentences[i], lexiconOf(a.Pack)
	k := sort.Search(len(a.Tokens), func(k int) bool { return a.Tokens[k].Start >= s.Start })
	for ; k < len(a.Tokens) && a.Tokens[k].Start < s.End; k++ {
		if t := a.Tokens[k]; t.Kind == text.Word {
			if c := lex.cues[text.Normalize(t.Of(a.Text))]; c != nil && lex.reports[c.lemma] && !isCueOf(settled, t.Span) {
				return true
			}
		}
	}
	return false
}

func isCueOf(settled []Attribution, word text.Span) bool {
	return slices.ContainsFunc(settled, func(at Attribution) bool { return at.Cue.Contains(word) })
}

// proposals pools what the patterns found with what the grammar offers.
func (r *collector) proposals(read gate) (open []Proposal, settled []Attribution) {
	for _, at := range r.out {
		if r.isDirect(&at) {
			settled = append(settled, at)
			continue
		}
		open = append(open, Proposal{Attribution: at, cued: -1})
	}
	lex := lexiconOf(r.a.Pack)
	patterns := slices.Clone(open)
	slices.SortStableFunc(patterns, func(x, y Proposal) int { return x.Cue.Start - y.Cue.Start })
	open = open[:0]
	mine, wanted := make([][]Proposal, len(r.a.Sentences)), make([]bool, len(r.a.Sentences))
	for i := range r.a.Sentences {
		for len(patterns) > 0 && patterns[0].Cue.Start < r.a.Sentences[i].End {
			mine[i], patterns = append(mine[i], patterns[0]), patterns[1:]
		}
		wanted[i] = read(r.a, settled, i) || slices.ContainsFunc(mine[i], func(p Proposal) bool { return len(p.Runs) > 0 || p.Rule == RuleAccording || p.Rule == RuleLabel })
	}
	for i, t := range parseAll(r.a, wanted) {
		if t == nil {
			open = append(open, describeAll(mine[i], nil, lex)...)
			continue
		}
		open = append(open, describeAll(t.locate(mine[i]), t.propose(lex), lex)...)
	}
	open = append(open, describeAll(patterns, nil, lex)...)
	r.noteSpeakers(open, settled)
	return open, settled
}

// noteSpeakers tells of each proposal whether its source speaks in marks elsewhere in the account: who is quoted is reported too.
func (r *collector) noteSpeakers(open []Proposal, settled []Attribution) {
	speaking := map[string]bool{}
	for _, at := range settled {
		for w := range strings.FieldsSeq(at.Source.Of(r.a.Text)) {
			speaking[strings.Trim(w, ".,'’")] = true
		}
	}
	for i := range open {
		p := &open[i]
		speaks := "silent"
		if len(settled) == 0 {
			speaks = "no speech"
		}
		for w := range strings.FieldsSeq(p.Source.Of(r.a.Text)) {
			if w = strings.Trim(w, ".,'’"); speaking[w] && unicode.IsUpper(firstRune(w)) {
				speaks = "speaks"
			}
		}
		p.Features = append(p.Features, speaks, speaks+" "+p.shape, speaks+" "+p.Rule)
		if p.tree != nil && p.cued >= 0 {
			for c := range strings.SplitSeq(p.tree.lex.told(&p.tree.words[p.cued]), ",") {
				p.Features = append(p.Features, speaks+" told "+c)
			}
		}
	}
}

// isDirect reports whether nearly all words of an attribution stand in quotation marks.
func (r *collector) isDirect(at *Attribution) bool {
	all, quoted := 0, 0
	for _, c := range at.Content {
		all += countWords(c.Of(r.a.Text))
	}
	for _, i := range at.Runs {
		quoted += countWords(r.a.Quoted[i].Of(r.a.Text))
	}
	return quoted*10 >= all*9
}

// locate finds the cues of patterns in the tree.
func (t *tree) locate(patterns []Proposal) []Proposal {
	for k := range patterns {
		p := &patterns[k]
		p.tree = t
		for i := range t.words {
			if w := &t.words[i]; w.Start >= p.Cue.Start && w.End <= p.Cue.End {
				p.cued = i
			}
		}
		p.Source = t.subjectIn(p.Source)
		if p.Rule == RuleAccording {
			t.passApposition(p)
			p.finite = p.finite || t.hasClause(p.Content)
		}
	}
	return patterns
}

// subjectIn takes the subject out of a source that has its verb in it: "The office put out" a statement saying.
func (t *tree) subjectIn(p text.Span) text.Span {
	for i := range t.words {
		w := &t.words[i]
		if !p.Contains(w.Span) || w.Tag != "VERB" || w.Treebank == "VBN" || w.Treebank == "VBG" || w.is("acl") {
			continue
		}
		if s := t.child(i, "nsubj"); s >= 0 && s < i && p.Contains(t.words[s].Span) {
			if lo, hi, ok := t.phrase(s, i); ok {
				return t.span(lo, hi)
			}
		}
	}
	return p
}

// passApposition begins a content behind what says who its source is: "According to the survey, a public body," the mouth is narrow.
func (t *tree) passApposition(p *Proposal) {
	from := p.Content[0].Start
	for i := range t.words {
		w := &t.words[i]
		if !w.is("appos") || w.Head < 0 || t.words[w.Head].Start < p.Source.Start || t.words[w.Head].End > from {
			continue
		}
		lo, hi, ok := t.trimmed(t.first[i], t.last[i])
		if k := hi + 1; ok && t.words[lo].Start == from && k+1 < len(t.words) && t.words[k].low == "," && t.words[k+1].Start < p.Content[0].End {
			p.Content[0].Start = t.words[k+1].Start
			return
		}
	}
}

// hasClause reports whether a word of a content has its subject there.
func (t *tree) hasClause(content []text.Span) bool {
	return slices.ContainsFunc(t.words, func(w word) bool {
		return w.is("nsubj") && w.Head >= 0 && inAny(content, w.Span) && inAny(content, t.words[w.Head].Span)
	})
}

// describeAll gives the proposals of a sentence their features. One that patterns and grammar both have is one.
func describeAll(patterns, grown []Proposal, lex *lexicon) []Proposal {
	by := map[int]*Proposal{}
	for i := range patterns {
		p := &patterns[i]
		by[p.cued] = p
		p.Features = p.patterned(lex)
	}
	var out []Proposal
next:
	for i := range grown {
		g := &grown[i]
		g.Features = g.describe(lex)
		for k := range patterns {
			if p := &patterns[k]; p.cued == g.cued && sameContent(p, g) {
				p.Features = append(p.Features, g.Features...)
				p.Features = append(p.Features, "both "+p.Rule+" "+g.shape)
				p.shape, p.cut = g.shape, g.cut
				continue next
			}
		}
		if same := by[g.cued]; same != nil {
			rule := same.Rule
			if same.Source.Len() > 0 {
				g.Source = same.Source
			}
			g.Features = append(g.Features, "other "+rule, "other "+rule+" "+g.shape+" "+g.cut)
		}
		out = append(out, *g)
	}
	for i := range patterns {
		if patterns[i].shape == "" {
			patterns[i].Features = append(patterns[i].Features, "pattern alone "+patterns[i].Rule)
		}
	}
	return append(patterns, out...)
}

func sameContent(a, b *Proposal) bool {
	if len(a.Content) != len(b.Content) || a.tree == nil {
		return false
	}
	for i := range a.Content {
		if bare(a.tree.a.Text, a.Content[i]) != bare(a.tree.a.Text, b.Content[i]) {
			return false
		}
	}
	return true
}

// bare takes marks off both ends of a span.
func bare(s string, p text.Span) text.Span {
	const marks = " ,.;:!?\"'“”‘’–—-\u00a0"
	words := p.Of(s)
	p.Start += len(words) - len(strings.TrimLeft(words, marks))
	if p.Start > p.End {
		p.Start = p.End
	}
	p.End = p.Start + len(strings.TrimRight(p.Of(s), marks))
	return p
}

// patterned are the features of what a pattern found.
func (p *Proposal) patterned(lex *lexicon) []string {
	out := []string{"pattern " + p.Rule, "pattern " + p.Rule + " " + p.Verb, "pattern length " + length(p.Content)}
	if len(p.Runs) > 0 {
		out = append(out, "pattern marks "+p.Rule)
	}
	if p.tree != nil && p.cued >= 0 {
		w := &p.tree.words[p.cued]
		out = append(out, "pattern "+w.Tag, "pattern "+w.Relation, "pattern source "+p.sourceKind(lex))
		if w.quoted {
			out = append(out, "pattern quoted")
		}
	}
	return out
}

// describe are the features of what the grammar offers.
func (p *Proposal) describe(lex *lexicon) []string {
	w := &p.tree.words[p.cued]
	kind := w.Tag[:1] + " "
	lemma, shape := kind+w.Lemma, kind+p.shape
	frames := "unknown"
	if c := lex.cues[w.low]; c != nil {
		frames = strings.Join(c.frames, ",")
	}
	source := p.sourceKind(lex)
	told := lex.told(w)
	out := []string{
		"bias", "shape " + shape, "cue " + lemma, "cue " + lemma + " " + p.shape, "frames " + kind + frames, "frames " + kind + frames + " " + p.shape,
		"cut " + p.cut, "cut " + p.cut + " " + shape, "cut " + p.cut + " " + frames, "source " + source, "source " + source + " " + shape, "source " + source + " " + frames,
		"form " + w.Treebank, "form " + w.Treebank + " " + shape, "role " + w.Relation, "length " + length(p.Content), "length " + length(p.Content) + " " + shape,
	}
	for c := range strings.SplitSeq(told, ",") {
		out = append(out, "told "+kind+c, "told "+kind+c+" "+p.shape, "told "+kind+c+" "+source, "told "+kind+c+" "+w.Treebank, "told "+kind+c+" "+length(p.Content), "told "+kind+c+" "+p.cut)
	}
	out = append(out, p.governed(lex)...)
	if w.quoted {
		out = append(out, "quoted", "quoted "+frames, "quoted "+shape)
	}
	if len(p.Content) > 0 && p.Form == "mixed" {
		out = append(out, "marks", "marks "+frames)
	}
	for _, c := range p.tree.children[p.cued] {
		if d := &p.tree.words[c]; d.Treebank == "MD" || d.low == "not" || d.Treebank == "RB" && d.is("advmod") && strings.HasPrefix(d.low, "n") {
			out = append(out, "aux "+d.low, "aux "+d.Treebank+" "+frames)
		}
	}
	return append(out, p.neighbours()...)
}

// governed are the features of the word that the cue hangs on, and of the noun that the content is.
func (p *Proposal) governed(lex *lexicon) []string {
	w := &p.tree.words[p.cued]
	out := []string{"role " + w.Relation + " " + p.shape}
	if w.Head >= 0 {
		h := &p.tree.words[w.Head]
		for c := range strings.SplitSeq(lex.told(h), ",") {
			out = append(out, "under "+h.Tag[:1]+c+" "+w.Relation, "under "+h.Tag[:1]+c+" "+w.Relation+" "+lex.told(w))
		}
	}
	if p.content >= 0 {
		c := &p.tree.words[p.content]
		out = append(out, "content "+c.Treebank, "content "+c.Treebank+" "+p.shape)
		if c.Tag == "NOUN" {
			for x := range strings.SplitSeq(lex.told(c), ",") {
				out = append(out, "content told "+x, "content told "+x+" "+lex.told(w))
			}
		}
	}
	return out
}

// neighbours tell what stands right before and behind the content.
func (p *Proposal) neighbours() []string {
	t := p.tree
	from, to := p.Content[0].Start, p.Content[len(p.Content)-1].End
	before, behind, head := "start", "end", ""
	for i := range t.words {
		switch w := &t.words[i]; {
		case w.End <= from:
			before = w.Tag
		case w.Start == from:
			head = w.Tag
		case w.Start >= to && behind == "end":
			behind = w.Tag
			if w.Tag == "PUNCT" {
				behind = w.low
			}
		}
	}
	return []string{"behind " + behind, "behind " + behind + " " + p.cut, "first " + head + " " + p.shape, "before " + before + " " + p.shape}
}

// length tells about how many words the content has.
func length(spans []text.Span) string {
	n := 0
	for _, s := range spans {
		n += s.Len()
	}
	for i, most := range []int{5, 12, 25, 50, 90, 160, 260} {
		if n < most {
			return fmt.Sprint(i)
		}
	}
	return "7"
}

// sourceKind tells who a proposal makes answerable: a pronoun by its word, a name, a person or a text by the tables.
func (p *Proposal) sourceKind(lex *lexicon) string {
	if p.Source.Len() == 0 {
		return "none"
	}
	kind := "noun"
	for i := range p.tree.words {
		w := &p.tree.words[i]
		if w.Start < p.Source.Start {
			continue
		}
		if w.End > p.Source.End || w.is("acl") {
			break
		}
		switch {
		case w.Tag == "PRON" && kind == "noun":
			return w.low
		case w.Tag == "PROPN":
			return "name"
		case lex.class(w.low)&role != 0:
			kind = "role"
		}
	}
	return kind
}
