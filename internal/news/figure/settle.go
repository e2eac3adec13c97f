package figure

import (
	"cmp"
	"slices"
	"strings"

	"variorum/edition"
)

// settle gives each figure what its neighbours tell of it: the noun of a list, the harm of a list, the poll's respondents.
func (r *reader) settle() {
	r.shareNouns()
	r.found = slices.DeleteFunc(r.found, func(f finding) bool { return f.waiting })
	for i := range r.found {
		r.shareHarm(i)
	}
	for i := len(r.found) - 2; i >= 0; i-- {
		r.shareBack(i)
	}
	r.among()
	r.shareMeasured()
	for i := range r.found {
		f := &r.found[i]
		f.place, f.asOf = cmp.Or(f.place, r.placeOf(f)), r.timeOf(f)
	}
}

// shareNouns fills in the nouns of lists: of the next figure for "2,500 US and 1,000 coalition troops", else of the one before.
func (r *reader) shareNouns() {
	for i := range r.found {
		f := &r.found[i]
		if !f.waiting {
			if i > 0 && f.rule == RuleHarmed && f.of.empty() && isPeopleKind(r.found[i-1].kind) {
				if last := r.found[i-1]; harmed(last.kind) || f.hedgeFirst-max(last.of.next, last.next) <= clauseWords/2 || r.class(f.hedgeFirst-1).is(interrogative|pronoun) && r.low(f.hedgeFirst-2) == "of" {
					f.of = last.of
				}
			}
			if f.rule == RuleHarmed && f.of.empty() && r.class(f.next).is(quantifier|pronoun) {
				f.of = r.peopleBefore(f.hedgeFirst)
			}
			continue
		}
		if i+1 < len(r.found) && r.leadsAdjective(f) && r.found[i+1].dim == "" {
			f.of, f.kind, f.waiting = r.found[i+1].of, r.found[i+1].kind, r.found[i+1].waiting
			if f.of.first >= f.of.next {
				f.waiting = true
			}
			continue
		}
		if i > 0 && !r.found[i-1].of.empty() && r.found[i-1].dim == "" {
			f.of, f.kind, f.waiting = r.found[i-1].of, r.found[i-1].kind, false
			if h := r.harmOf(&finding{quantity: f.quantity, hedgeFirst: f.hedgeFirst}); h != "" && r.isPeople(f.of) {
				f.kind = h
			} else if f.kind == string(edition.Killed) || f.kind == string(edition.Injured) {
				if r.low(f.next) != "of" && r.low(f.next) != "more" && r.harmInside(f.of) == "" {
					f.kind = string(edition.People)
				}
			}
		}
	}
}

// peopleBefore finds the people that "dozens more" adds to: "several people died and dozens more are hurt".
func (r *reader) peopleBefore(i int) phrase {
	for k := i - 1; k >= max(0, i-clauseWords); k-- {
		if r.class(k).is(person) && r.isPlural(k) {
			return r.nounBefore(k + 1)
		}
	}
	return phrase{}
}

// shareHarm hands the harm of a list to its members, and the noun of a list to a member that has none: "killing two crew and 10
// passengers", "killed 12 people, including 10 Americans", "killing six civilians and wounding 120".
func (r *reader) shareHarm(i int) {
	f := &r.found[i]
	if i == 0 {
		return
	}
	last := &r.found[i-1]
	if last.dim != "" {
		return
	}
	if f.kind == string(edition.People) && harmed(last.kind) && r.listed(last, f) && !r.hasVerb(f) {
		f.kind = last.kind
	}
}

func isPeopleKind(kind string) bool { return harmed(kind) || kind == string(edition.People) }

func harmed(kind string) bool {
	return kind == string(edition.Killed) || kind == string(edition.Injured)
}

// shareBack hands harm to the first of two that share a predicate: "eight soldiers and 107 militants were killed".
func (r *reader) shareBack(i int) {
	f, next := &r.found[i], &r.found[i+1]
	if f.kind != string(edition.People) || !harmed(next.kind) || f.of.empty() || next.of.empty() {
		return
	}
	if r.low(f.of.next) == "and" && next.hedgeFirst == f.of.next+1 && r.harmBehind(next.of.next, false) != "" {
		f.kind = next.kind
	}
}

// hasVerb reports whether a verb of its own follows a figure, so that it is no member of the list in front of it.
func (r *reader) hasVerb(f *finding) bool {
	c := r.class(max(f.of.next, f.next))
	return c.is(auxiliary|modal) && !c.is(pronoun)
}

// listed reports whether only joining words stand between two figures.
func (r *reader) listed(a, b *finding) bool {
	from := max(a.of.next, a.next)
	if b.hedgeFirst < from || b.hedgeFirst-from > 6 {
		return false
	}
	joined := false
	for k := from; k < b.hedgeFirst; k++ {
		switch {
		case r.class(k).is(listJoint) || r.mark(k) && strings.Contains(",(-", r.low(k)):
			joined = true
		case !r.class(k).is(lean|determiner|possessive|adverb|manner) && !r.lexHarm(k):
			return false
		}
	}
	if r.low(from) == "of" {
		return false
	}
	return joined
}

func (r *reader) lexHarm(k int) bool { _, ok := r.lex.harms.entries[r.low(k)]; return ok }

// among hands harm back: "four of his relatives were among the six people who died".
func (r *reader) among() {
	for i := 0; i+1 < len(r.found); i++ {
		f, next := &r.found[i], &r.found[i+1]
		if f.kind != string(edition.People) || !harmed(next.kind) {
			continue
		}
		at := next.hedgeFirst - 1
		for at > 0 && r.class(at).is(determiner|lean) {
			at--
		}
		if from := max(f.of.next, f.next); r.low(at) == "among" && at-from <= 3 && at >= from {
			f.kind = next.kind
		}
	}
}

// shareMeasured fills in what a share, an amount or a measure without a noun is of: what the one beside it is of, or the
// respondents of the poll that the sentence tells of.
func (r *reader) shareMeasured() {
	for i := range r.found {
		f := &r.found[i]
		if !f.of.empty() || f.dim == "" {
			continue
		}
		if i > 0 && r.found[i-1].dim == f.dim && r.low(f.hedgeFirst-1) == "(" && f.hedgeFirst-1 == r.found[i-1].of.next {
			f.of = r.found[i-1].of
		}
		if f.of.empty() && i > 0 && r.found[i-1].dim == f.dim && f.hedgeFirst-r.found[i-1].next <= sameBreath && (f.dim != "money" || r.low(f.hedgeFirst-1) == "from" && r.low(f.hedgeFirst-2) != "to") {
			f.of = r.found[i-1].of
		}
		if f.of.empty() && f.kind == string(edition.Percent) {
			f.of = r.respondents(f.hedgeFirst)
		}
	}
}

// respondents finds who was asked, in a sentence on a poll.
func (r *reader) respondents(i int) phrase {
	from, to := max(0, i-3*clauseWords), min(len(r.words), i+3*clauseWords)
	told := false
	for k := from; k < to; k++ {
		told = told || r.class(k).is(poll)
	}
	if !told {
		return phrase{}
	}
	best := phrase{}
	for k := from; k < to; k++ {
		if r.class(k).is(respondent) && r.isPlural(k) && !r.capital(k+1) {
			if best.empty() || k < i {
				best = r.nounBefore(k + 1)
			}
		}
	}
	return best
}

// figure gives a finding out.
func (r *reader) figure(f *finding) edition.Figure {
	return edition.Figure{
		Span: r.account.Span(f.start, f.end),
		Low:  f.low, High: f.high, Approx: edition.Approx(f.hedge), Unit: f.unit,
		Of: r.text(f.of.first, f.of.next), Kind: edition.FigureKind(f.kind), Place: f.place, AsOf: f.asOf, Rule: f.rule,
	}
}
