// Package figure reads what an account counts and measures: the number, how firm it is, its unit, what it counts and where; and
// lays the figures of a story's accounts side by side. It reads by patterns over words and the tables of a language, no
// grammar. Dates, ages, durations, scores, ordinals and designations are no figures.
//
// What a figure is follows ACLED's practice of coding fatalities (keep every figure with its hedge) and the quantity schemes of
// Roy, Vieira and Roth 2015, "Reasoning about Quantities in Natural Language".
package figure

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

// NotRun is what Account.NotRun says of an account in a language without tables of numbers: no figures are looked for.
const NotRun = "figures"

// Find returns the figures of an account in the order of its text, and the doubts that odd numbers give. Without a table of
// numbers for the language it finds none.
func Find(a *account.Account) ([]edition.Figure, []edition.Doubt) {
	if len(a.Pack.Table("numbers")) == 0 {
		return nil, nil
	}
	lex := lexiconOf(a.Pack)
	var figures []edition.Figure
	var doubts []edition.Doubt
	for _, s := range a.Sentences {
		tokens := tokensIn(a.Tokens, s)
		if !lex.hasNumber(a.Text, tokens) {
			continue
		}
		r := newReader(lex, a, tokens)
		if odd := r.read(); len(doubts) < mostDoubts {
			doubts = append(doubts, odd...)
		}
		for i := range r.found {
			figures = append(figures, r.figure(&r.found[i]))
		}
		if len(figures) > mostFigures {
			figures = figures[:mostFigures]
			where := a.Span(s.Start, s.End)
			return number(figures), append(doubts, edition.Doubt{
				Rule: RuleTooMany, Span: &where,
				What: fmt.Sprintf("more than %d figures: those behind this sentence are left out", mostFigures),
			})
		}
	}
	return number(figures), doubts
}

func number(figures []edition.Figure) []edition.Figure {
	for i := range figures {
		figures[i].ID = "f" + strconv.Itoa(i+1)
	}
	return figures
}

// tokensIn returns the tokens of a sentence.
func tokensIn(tokens []text.Token, s text.Span) []text.Token {
	first := sort.Search(len(tokens), func(i int) bool { return tokens[i].Start >= s.Start })
	next := first + sort.Search(len(tokens)-first, func(i int) bool { return tokens[first+i].Start >= s.End })
	return tokens[first:next]
}

// read finds the quantities of the sentence, and then what each counts: a later one may tell it for an earlier one.
func (r *reader) read() []edition.Doubt {
	var doubts []edition.Doubt
	for i := 0; i < len(r.words); {
		q := r.quantityAt(i)
		if q.next == q.first {
			i++
			continue
		}
		i = max(q.next, i+1)
		switch {
		case q.absurd && len(doubts) >= mostDoubts:
		case q.absurd:
			where := r.account.Span(q.start, q.end)
			doubts = append(doubts, edition.Doubt{Rule: RuleAbsurd, What: "a number larger than anything counted in news", Span: &where})
		case r.temperatures(&q):
			r.add(q)
			i = q.next
		case !r.decoy(q):
			r.add(q)
		}
	}
	r.settle()
	return doubts
}

// add keeps a quantity with its hedge, unit and the noun phrase directly at it.
func (r *reader) add(q quantity) {
	f := finding{quantity: q}
	f.hedge, f.hedgeFirst, f.next = r.hedge(q)
	if r.conversion(&f) {
		r.found = append(r.found, f)
		return
	}
	switch {
	case q.dim == "":
		r.count(&f)
	case q.dim == "money":
		f.kind, f.rule = "money", RuleMoney
		f.of = r.measured(&f)
	case q.dim == "percent" || q.dim == "points" || q.dim == "basis":
		f.kind, f.rule = "percent", RulePercent
		f.of = r.measured(&f)
	default:
		f.kind, f.rule = "measure", RuleMeasure
		f.of = r.measured(&f)
	}
	if f.kind == "" {
		return
	}
	if q.rule != "" {
		f.rule = q.rule
	}
	r.found = append(r.found, f)
}

// conversion takes hedge and noun of the measure in front of the bracket: "100 metres (328 feet)".
func (r *reader) conversion(f *finding) bool {
	n := len(r.found)
	if n == 0 || r.low(f.hedgeFirst-1) != "(" && r.low(f.hedgeFirst-1) != "/" {
		return false
	}
	last := &r.found[n-1]
	near := f.hedgeFirst-1-last.next <= 2
	same := f.dim == last.dim && f.unit != last.unit || f.dim == "" && last.dim == ""
	if f.dim == "" || !same || !near {
		return false
	}
	if f.hedge == string(edition.Exact) {
		f.hedge = last.hedge
	}
	f.of, f.kind, f.rule, f.place = last.of, last.kind, RuleConvert, last.place
	return true
}

// temperatures reads "highs in the 70s": ten degrees of the scale that the place uses.
func (r *reader) temperatures(q *quantity) bool {
	n := q.next
	if !q.plain || q.spelled || q.dim != "" || r.low(n) != "s" || !r.glued(n) || q.low >= 130 || int(q.low)%10 != 0 {
		return false
	}
	if !r.near(q.first, weather, 2*clauseWords) {
		return false
	}
	q.high, q.unit, q.dim = q.low+9, "degF", "temperature"
	q.vague = true
	q.next, q.end, q.rule = n+1, r.words[n].end, RuleDegrees
	return true
}

// count settles what a bare number counts, or leaves its kind empty when it counts nothing that can be seen.
func (r *reader) count(f *finding) {
	p, partly := r.counted(f.next)
	if r.role(f.first) == "vague" && !partly && !r.class(f.next).is(quantifier|lean) { // "dozens held lamps"
		p = phrase{}
	}
	f.of, f.rule = p, RuleCounted
	if partly {
		f.rule = RulePart
	}
	if !p.empty() && r.class(p.next-1).is(duration) { // "the three previous years"
		return
	}
	if !p.empty() && r.low(p.next-1) == "times" && p.next-p.first == 1 && (r.low(p.next) == "as" || r.class(p.next).is(determiner) || strings.HasSuffix(r.low(p.next), "er") || r.low(p.next) == "more" || r.low(p.next) == "less") {
		return // "three times as much"
	}
	if f.high == 1 && !f.spelled && !p.empty() { // "1 Harbour Towers"
		return
	}
	if r.isOne(f) {
		if !r.tellsOne(f) {
			return
		}
		p = f.of
	}
	if h := r.harmInside(p); h != "" {
		f.kind = h
		if p.next-p.first == 1 && r.adjectival(p.first) {
			f.of, f.rule = phrase{}, RuleHarmed
		}
		return
	}
	if h := r.harmOf(f); h != "" && !r.class(p.next-1).is(lifeless) {
		f.kind = h
		if p.empty() {
			f.rule = RuleHarmed
		}
		return
	}
	if !p.empty() {
		f.kind = "count"
		if r.isPeople(p) {
			f.kind = "people"
		}
		return
	}
	r.bare(f)
}

// isOne sees the number one, which is mostly an article or a pronoun, and zero, which is mostly "nothing".
func (r *reader) isOne(f *finding) bool { return f.spelled && f.high <= 1 }

// tellsOne reports whether one is a number where it stands: hedged, or somebody harmed.
func (r *reader) tellsOne(f *finding) bool {
	if f.low == 0 || f.article {
		return false
	}
	n := f.next
	if r.low(n) == "of" || r.low(n) == "another" || r.hyphen(n) {
		return false
	}
	if r.class(n).is(person) {
		f.of = phrase{n, n + 1}
	} else if r.class(n+1).is(person) && !r.closesPhrase(n) {
		f.of = phrase{n, n + 2}
	} else {
		f.of = phrase{}
	}
	if f.of.empty() && f.hedge == string(edition.AtLeast) {
		k := n
		for k < len(r.words) && k < n+3 && !r.closesPhrase(k) && !r.class(k).is(verb|manner) {
			k++
		}
		if f.of = (phrase{n, k}); k > n && k < len(r.words) && r.closesPhrase(k) && !r.hyphen(k-1) { // "at least one bundle of"
			return true
		}
		f.of = phrase{}
	}
	if f.of.empty() {
		return r.harmBefore(f.hedgeFirst) != "" && (n >= len(r.words) || r.closesPhrase(n)) || r.harmBehind(n, true) != "" && r.lex.harms.entries[r.low(n)].kind != ""
	}
	only := r.low(f.first-1) == "only" || r.low(f.first-1) == "just"
	return only || f.hedge == string(edition.AtLeast) || r.harmOf(f) != ""
}

func (r *reader) isPeople(p phrase) bool {
	for k := p.first; k < p.next; k++ {
		if r.class(k).is(person) && (k == p.next-1 || r.isPlural(k)) && !r.thing(p.next-1) {
			return true
		}
	}
	return false
}

// thing reports whether the head of a phrase is known to be no person: "police stations".
func (r *reader) thing(head int) bool { return !r.class(head).is(person) }

// bare judges a number with no noun of its own: it counts what its neighbour counts ("900 in Syria", "wounding another 120"), tells
// a toll, or is no figure.
func (r *reader) bare(f *finding) {
	f.of = phrase{}
	if n := f.next; f.scale >= million && !f.vague && r.closesPhrase(n+1) && !r.closesPhrase(n) && r.capital(n) && !r.class(n).is(verb|tail) {
		f.of, f.kind = phrase{n, n + 1}, "count" // "100 billion XRP"
		return
	}
	if h := r.toll(f.hedgeFirst); h != "" {
		f.kind, f.rule = h, RuleToll
		return
	}
	if p := r.numbered(f); !p.empty() {
		f.of, f.kind, f.rule = p, "count", RuleNumbered
		if r.isPeople(p) || r.class(p.next-1).is(body) {
			f.kind = "people"
		}
		if h := r.harmInside(p); h != "" {
			f.kind = h
		}
		return
	}
	switch {
	case r.leadsAdjective(f) || r.shares(f):
		f.waiting, f.rule, f.kind = true, RuleShared, "count"
	case f.vague && f.fromWord(r):
		f.rule, f.kind = RuleLeft, "people"
	case r.leavesNoun(f):
		f.rule, f.kind = RuleLeft, "count"
	}
}

// fromWord reports whether a vague word without a noun counts people: "dozens held signs". Scores are points too.
func (f *finding) fromWord(r *reader) bool {
	i := f.first
	return r.role(i) == "vague" && r.low(i) != "scores" && r.low(i) != "tens" && r.low(f.next) != "of" && !r.hyphen(f.next) &&
		!(r.low(f.next) == "and" && r.low(f.next+1) == r.low(i)) // "billions and billions of"
}

// leavesNoun reports whether a number leaves its noun to the reader: hedged or long, it is the subject of a verb, or it counts
// "us".
func (r *reader) leavesNoun(f *finding) bool {
	if f.spelled || isYear(f.amount) {
		return false
	}
	if c := r.class(f.next + 1); r.low(f.next) == "of" && c.is(object) && !c.is(possessive) {
		return r.closesPhrase(f.next+2) || f.next+2 >= len(r.words)
	}
	c := r.class(f.next)
	return (!f.plain || f.hedge != string(edition.Exact)) && c.is(auxiliary) && !c.is(pronoun)
}

// numbered finds what a bare number counts that stands behind "the number of refugees has reached" or "a crowd of".
func (r *reader) numbered(f *finding) phrase {
	i := f.hedgeFirst
	for i > 0 && r.class(i-1).is(lean) {
		i--
	}
	if r.low(i-1) == "of" && r.class(i-2).is(body) && (f.next >= len(r.words) || r.closesPhrase(f.next)) {
		return phrase{i - 2, i - 1}
	}
	if c := r.class(i - 1); !c.is(link|change|auxiliary|measureJoint) || c.is(pronoun) {
		return phrase{}
	}
	for k := i - 1; k >= max(0, i-2*clauseWords) && r.low(k) != "."; k-- {
		if r.low(k) == "number" && r.low(k+1) == "of" {
			return r.nounRun(k + 2)
		}
	}
	return phrase{}
}

// leadsAdjective sees the first half of "2,500 US and 1,000 other coalition troops".
func (r *reader) leadsAdjective(f *finding) bool {
	for k := f.next; k < min(len(r.words), f.next+3); k++ {
		if low := r.low(k); low == "and" || low == "or" {
			return k > f.next && !f.spelled && (r.number(k+1) || r.number(k+2)) || k == f.next && r.digit(k+1) && !f.plain
		}
		if r.closesPhrase(k) {
			return false
		}
	}
	return false
}

// comparing reports whether a number in front of which the clause compares stands behind another: "compared with fewer than
// 8 million", "up from 1,200".
func (r *reader) comparing(i int) bool {
	return r.near(i, comparison, clauseWords/2) || r.low(i-1) == "from" && r.near(i, moves, 3)
}

// participle reports whether word i tells what became of people: "and 50 taken to hospital".
func (r *reader) participle(i int) bool {
	low := r.low(i)
	return !r.mark(i) && !r.hyphen(i+1) && (strings.HasSuffix(low, "ed") || strings.HasSuffix(low, "ken") || low == "missing") && !r.isPlural(i+1)
}

// shares reports whether a number without a noun goes on a list: the figure before it has the noun.
func (r *reader) shares(f *finding) bool {
	n := len(r.found)
	if n == 0 || f.spelled && f.low < 2 {
		return false
	}
	last := r.found[n-1]
	if last.dim != "" || last.of.empty() && !last.waiting && !harmed(last.kind) || f.hedgeFirst-max(last.of.next, last.next) > 2*clauseWords {
		return false
	}
	low, c := r.low(f.next), r.class(f.next)
	front := r.low(f.hedgeFirst - 1)
	listed := r.low(f.first-1) == "of" && r.low(f.first-2) == "total" || front == "and" || front == "," || front == "but" || front == "another" || front == "while" || front == "including" || front == "with"
	switch {
	case (!f.plain || r.low(f.hedgeFirst-2) == "compared") && !f.spelled && (f.next >= len(r.words) || r.closesPhrase(f.next)) && !c.is(auxiliary) && r.comparing(f.hedgeFirst):
		return true
	case listed && isPeopleKind(last.kind) && r.participle(f.next):
		return true
	case low == "in" || low == "at" || low == "from" || low == "near" || low == "across":
		return listed && r.capital(f.next+1) && !r.class(f.next+1).is(month)
	case low == "of" && r.class(f.next+1).is(object|interrogative):
		return true
	case low == "more" || low == "others" || low == "who":
		return true
	case c.is(auxiliary) && !c.is(pronoun):
		return listed
	}
	return false
}
