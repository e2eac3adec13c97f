// Package quotation finds what is said in an account, by whom, with which verb and to whom, and matches it across accounts.
//
// A statement is what PARC 3.0 (Pareti 2016) and PolNeAR (Newell, Margolin and Ruths 2018) call an attribution: a source, a
// cue and a content. Patterns find direct speech: they take each quoted run as one word, read the sentence around it by its
// closed classes and its verbs of saying (tables of the language), and ask four things of each such verb: is it a verb
// here, who is its subject, what stands behind it, and if nothing does, what stands before. For the rest they only offer what
// they find, beside what the grammar of each sentence offers; learnt weights choose among both (see weigh.go).
package quotation

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

// SpeakersNotRun is what Account.NotRun says of an account in a language without rules: its quotations are found by their
// marks alone, without speakers.
const SpeakersNotRun = "quotation speakers"

// Find returns the quotations of an account in the order of its text. Words in quotation marks are direct; a clause that a
// verb of saying governs is indirect, or mixed when a few of its words stand in marks. Names, titles and labels in marks
// are no quotations. Each paragraph of a speech is a quotation of its own that says which one it goes on with. Speakers are named by the
// account's Mentions, which name.Find has found before.
func Find(a *account.Account) []edition.Quotation {
	p := publisher{a: a, spoken: map[int]int{}}
	for _, at := range attributions(a, reportingSentence) {
		p.publish(at)
	}
	slices.SortStableFunc(p.out, func(x, y edition.Quotation) int { return x.Start - y.Start })
	p.number()
	return p.out
}

// publisher turns attributions into quotations of the edition.
type publisher struct {
	a      *account.Account
	out    []edition.Quotation
	spoken map[int]int // where a direct quotation begins, to its place in out
}

func (p *publisher) publish(at Attribution) {
	speech := p.speech(at)
	switch {
	case len(speech) > 0:
		p.direct(at, speech)
		p.beside(at, speech)
	case len(at.Runs) > 0 && !p.labels(at):
		if !p.denied(at) && at.Odds >= leastPublished && at.Rule != RuleNoun && at.Rule != RuleAdjective && !p.within(at) {
			p.clauses(at, edition.Mixed)
		}
	case p.isReported(at):
		p.clauses(at, edition.Indirect)
	}
}

// isReported reports whether an attribution without speech in marks is sure enough to stand in the edition.
func (p *publisher) isReported(at Attribution) bool {
	switch {
	case at.Source.Len() == 0 || !p.says(at) || p.denied(at):
		return false
	case at.Rule == RuleIntended:
		return at.Odds >= leastIntended
	}
	return at.Odds >= leastPublished && reports(at.Rule) && (at.finite || at.Rule == RuleFronted)
}

// denied reports whether an attribution tells that something was not said: "has not said that", "nobody said that", "not one pilot said".
func (p *publisher) denied(at Attribution) bool {
	k := p.tokenAt(at.Source.Start)
	if k > 0 && p.isA(k-1, noOne|negation) || p.isA(k, noOne) && !p.isNumber(k+1) { // No 10 is somebody
		return true
	}
	for k := p.tokenAt(at.Cue.Start); k < len(p.a.Tokens) && p.a.Tokens[k].End <= at.Cue.End; k++ {
		if p.isA(k, negation) {
			return true
		}
	}
	return false
}

// tokenAt is the index of the first token that begins at a place or behind it.
func (p *publisher) tokenAt(start int) int {
	return sort.Search(len(p.a.Tokens), func(k int) bool { return p.a.Tokens[k].Start >= start })
}

func (p *publisher) isA(token int, of class) bool {
	return token < len(p.a.Tokens) && lexiconOf(p.a.Pack).class(text.Normalize(p.a.Tokens[token].Of(p.a.Text)))&of != 0
}

func (p *publisher) isNumber(token int) bool {
	return token < len(p.a.Tokens) && p.a.Tokens[token].Kind == text.Number
}

// beside adds the reported clauses that one verb governs together with speech: “said that A and that ‘B’”.
func (p *publisher) beside(at Attribution, speech []text.Span) {
	if len(at.Content) > 1 || at.Rule != RuleReported || !p.says(at) || at.Source.Len() == 0 {
		return
	}
	clauses := p.coordinated(at.Content[0])
	for _, c := range clauses[:len(clauses)-1] {
		if !slices.ContainsFunc(speech, func(run text.Span) bool { return run.Overlaps(c) }) {
			p.out = append(p.out, p.quotation(at, edition.Indirect, c.Start, c.End))
		}
	}
}

// within reports whether a mixed statement found before holds all of this one: "said he found it to be “brave”" is one.
func (p *publisher) within(at Attribution) bool {
	first, last := at.Content[0].Start, at.Content[len(at.Content)-1].End
	return slices.ContainsFunc(p.out[max(0, len(p.out)-nested):], func(q edition.Quotation) bool {
		return q.Form == edition.Mixed && q.Start <= first && last <= q.End
	})
}

// says reports whether the verb of an attribution is one that the table knows to report words or thoughts.
func (p *publisher) says(at Attribution) bool {
	return at.Rule == RuleAccording || lexiconOf(p.a.Pack).reports[at.Verb]
}

// reports tells the rules that find a whole reported statement from those that find a judgement, which the edition has no
// form for.
func reports(rule string) bool {
	return rule == RuleReported || rule == RuleFronted || rule == RuleAccording
}

// speech returns the runs of an attribution that are speech: all of them when it has no other words, else the long ones.
func (p *publisher) speech(at Attribution) []text.Span {
	var out []text.Span
	all, words := 0, 0
	for _, c := range at.Content {
		all += countWords(c.Of(p.a.Text))
	}
	for _, i := range at.Runs {
		words += countWords(p.a.Quoted[i].Of(p.a.Text))
	}
	for _, i := range at.Runs {
		run := text.Trim(p.a.Text, p.a.Quoted[i])
		pure := words*10 >= all*9
		if pure && isTagged(at.Rule) || p.isSpeech(run, pure && !isNaming(at.Rule)) {
			out = append(out, run)
		}
	}
	return out
}

// isTagged tells the rules that see a comma or a stop inside the marks and the verb behind it: then the words are speech.
func isTagged(rule string) bool {
	return rule == RuleAfter || rule == RuleInterrupted || rule == RuleResumed
}

func isNaming(rule string) bool { return rule == RuleCalled || rule == RuleJudged }

// isSpeech reports whether a run is somebody's words and no name or label. alone says that no words outside the marks belong to it.
func (p *publisher) isSpeech(run text.Span, alone bool) bool {
	words := countWords(run.Of(p.a.Text))
	if words >= speechWords && !p.label(run) {
		return true
	}
	return alone && (words > 0 && !p.label(run) || endsSaying(run.Of(p.a.Text)))
}

// endsSaying reports whether a run ends with a mark that titles seldom have.
func endsSaying(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return last == '?' || last == '!' || last == '.'
}

// label reports whether a run is a name or a label: few words, each with a capital ("Arab Spring").
func (p *publisher) label(run text.Span) bool {
	n, lower := 0, false
	for w := range strings.FieldsSeq(run.Of(p.a.Text)) {
		w = strings.TrimLeft(w, "'\"‘“(")
		c, _ := utf8.DecodeRuneInString(w)
		if n++; unicode.IsLower(c) && len(w) > 3 {
			lower = true
		}
	}
	return n <= labelWords && !lower
}

// labels reports whether all runs of an attribution are labels: then it is reported speech that has a name in it.
func (p *publisher) labels(at Attribution) bool {
	return !slices.ContainsFunc(at.Runs, func(i int) bool { return !p.label(text.Trim(p.a.Text, p.a.Quoted[i])) })
}

// direct adds one quotation for each paragraph of a speech.
func (p *publisher) direct(at Attribution, runs []text.Span) {
	before := -1
	for len(runs) > 0 {
		n := 1
		for n < len(runs) && !strings.Contains(p.a.Text[runs[n-1].End:runs[n].Start], "\n") {
			n++
		}
		q := p.quotation(at, edition.Direct, runs[0].Start, runs[n-1].End)
		if n > 1 {
			for _, r := range runs[:n] {
				q.Parts = append(q.Parts, p.a.Span(r.Start, r.End))
			}
		}
		place, known := p.spoken[q.Start]
		if known {
			p.retell(place, q)
		} else {
			place = len(p.out)
			p.spoken[q.Start] = place
			if before >= 0 {
				q.Continues, q.Rule = p.out[before].ID, RuleContinued
			}
			p.out = append(p.out, q)
		}
		before, runs = place, runs[n:]
	}
}

// retell takes another attribution of words that stand as a quotation already, as where one stands inside another statement: the words are those of
// the longer, and the nearer speaker, who comes later, has them.
func (p *publisher) retell(i int, q edition.Quotation) {
	was := p.out[i]
	if q.End > was.End {
		was.Span, was.Parts, was.Glosses = q.Span, q.Parts, q.Glosses
	}
	if q.Speaker != nil || was.Speaker == nil {
		q.Span, q.Parts, q.Glosses = was.Span, was.Parts, was.Glosses
		q.ID, q.Continues = was.ID, was.Continues
		was = q
	}
	p.out[i] = was
}

// clauses adds reported speech, one quotation for each of its coordinated clauses ("that A and that B").
func (p *publisher) clauses(at Attribution, form edition.Form) {
	for i, c := range at.Content {
		at.Content[i] = p.withMarks(c)
	}
	start, end := at.Content[0].Start, at.Content[len(at.Content)-1].End
	var parts []edition.Span
	for _, c := range at.Content {
		parts = append(parts, p.a.Span(c.Start, c.End))
	}
	if len(parts) > 1 {
		q := p.quotation(at, form, start, end)
		q.Parts = parts
		p.out = append(p.out, q)
		return
	}
	for _, c := range p.coordinated(text.Span{Start: start, End: end}) {
		p.out = append(p.out, p.quotation(at, form, c.Start, c.End))
	}
}

// withMarks takes in the marks of a run that a clause begins or ends with, so that the clause has both or none.
func (p *publisher) withMarks(c text.Span) text.Span {
	k, _ := slices.BinarySearchFunc(p.a.Quoted, c.Start, func(q text.Span, at int) int { return q.End - at })
	for ; k < len(p.a.Quoted) && p.a.Quoted[k].Start < c.End; k++ {
		q := p.a.Quoted[k]
		run := text.Trim(p.a.Text, q)
		if !c.Contains(run) || run == c {
			continue
		}
		if run.End == c.End {
			c.End = q.End + markWidth(p.a.Text[q.End:], false)
		}
		if run.Start == c.Start {
			c.Start = q.Start - markWidth(p.a.Text[:q.Start], true)
		}
	}
	return c
}

// markWidth is the bytes of the quotation mark that s begins with, or ends with.
func markWidth(s string, end bool) int {
	for _, m := range []string{"''", "``", "\"", "“", "”", "„", "«", "»", "‘", "’", "「", "」", "『", "』", "'", "＂", "‟", "‛"} {
		if end && strings.HasSuffix(s, m) || !end && strings.HasPrefix(s, m) {
			return len(m)
		}
	}
	return 0
}

// coordinated cuts "that A and that B" in two and takes the conjunction off each.
func (p *publisher) coordinated(c text.Span) []text.Span {
	const that, and = "that ", " and that "
	if !strings.HasPrefix(c.Of(p.a.Text), that) || p.isPronoun(c.Start+len(that)) {
		return []text.Span{c}
	}
	c.Start += len(that)
	var out []text.Span
	for {
		i := strings.Index(c.Of(p.a.Text), and)
		if i < 0 || p.quotes(c.Start+i) {
			return append(out, c)
		}
		out = append(out, text.Span{Start: c.Start, End: c.Start + i})
		c.Start += i + len(and)
	}
}

// isPronoun reports whether the "that" before byte i is a subject: the word there is a finite verb ("that was untrue").
func (p *publisher) isPronoun(i int) bool {
	next, _, _ := strings.Cut(p.a.Text[i:], " ")
	return lexiconOf(p.a.Pack).class(text.Normalize(next))&(auxiliary|modal) != 0
}

// quotes reports whether byte i stands in quotation marks.
func (p *publisher) quotes(i int) bool {
	k, _ := slices.BinarySearchFunc(p.a.Quoted, i+1, func(q text.Span, at int) int { return q.End - at })
	return k < len(p.a.Quoted) && p.a.Quoted[k].Start <= i
}

func (p *publisher) quotation(at Attribution, form edition.Form, start, end int) edition.Quotation {
	q := edition.Quotation{Span: p.a.Span(start, end), Form: form, Verb: at.Verb, Rule: at.Rule, Glosses: p.glosses(start, end)}
	q.ID = fmt.Sprint(len(p.out)) // until all are known and sorted
	if at.Speaker != "" {
		q.Speaker = &edition.Speaker{Name: at.Speaker, Mention: p.a.Span(at.Source.Start, at.Source.End)}
	}
	if at.Cue.Len() > 0 {
		cue := p.a.Span(at.Cue.Start, at.Cue.End)
		q.Cue = &cue
	}
	if at.Listener.Len() > 0 {
		q.To = at.Listener.Of(p.a.Text)
	}
	return q
}

// glosses returns the words in square brackets: the editor's, inside what somebody else said.
func (p *publisher) glosses(start, end int) []edition.Span {
	var out []edition.Span
	for i := start; i < end; {
		open := strings.IndexByte(p.a.Text[i:end], '[')
		if open < 0 {
			break
		}
		shut := strings.IndexByte(p.a.Text[i+open:end], ']')
		if shut < 0 {
			break
		}
		if shut > 1 {
			out = append(out, p.a.Span(i+open+1, i+open+shut))
		}
		i += open + shut + 1
	}
	return out
}

// number gives the quotations their ids, in order.
func (p *publisher) number() {
	ids := map[string]string{}
	for i := range p.out {
		id := fmt.Sprintf("%s-q%d", p.a.ID, i+1)
		ids[p.out[i].ID], p.out[i].ID = id, id
	}
	for i := range p.out {
		p.out[i].Continues = ids[p.out[i].Continues]
	}
}
