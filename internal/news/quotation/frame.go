package quotation

import (
	"slices"
	"strings"
)

// frame is one attribution inside a sentence, in items: who, by what verb, what.
type frame struct {
	content
	subject phrase
	verb    phrase // the verb with its auxiliaries
	cue     *cue
	bare    bool // "Lee said." and no more
}

// frames finds the attributions of a sentence, in the order of their verbs.
func (s *sentence) frames() []frame {
	var out []frame
	if len(s.items) > longestSentence {
		return nil
	}
	for v := 0; v < len(s.items); v++ {
		it := s.items[v]
		if it.low == "according" && v+1 < len(s.items) && s.items[v+1].low == "to" {
			if f := s.accordingTo(v); f.found() || f.open {
				out = append(out, f)
			}
			continue
		}
		if it.cue == nil || it.any(capital) && !it.any(initial) {
			continue
		}
		if f := s.frameAt(v, out); f.found() || f.open || f.bare {
			out = append(out, f)
		}
	}
	return out
}

// frameAt reads the verb at item v.
func (s *sentence) frameAt(v int, earlier []frame) frame {
	from, passive, infinitive := s.verbGroup(v)
	if f := s.passive(v, from, passive); f.found() {
		return f
	}
	if passive || s.items[v].participle() && from == v || v+1 < len(s.items) && s.items[v+1].low == "by" || s.isNoun(v, from) {
		return frame{}
	}
	f := frame{verb: phrase{from, v + 1}, cue: s.items[v].cue}
	if infinitive {
		return s.infinitive(f, v, earlier)
	}
	if s.items[v].ing() && from == v {
		return s.participle(f, v, earlier)
	}
	f.subject = s.before(from)
	if f.subject.empty() {
		return s.withoutSubject(f, v, from, earlier)
	}
	if s.isAttributive(f.subject, v) || from == v && !s.agrees(f.subject, s.items[v]) {
		return frame{}
	}
	if !f.cue.takes("say", "tell") && s.inside(v, earlier) {
		return frame{}
	}
	return s.withSubject(f, v, earlier)
}

// passive reads what somebody unnamed asks, expects or says: "was asked to resign", "Asked whether she would".
func (s *sentence) passive(v, from int, passive bool) frame {
	bare := from == v && strings.HasSuffix(s.items[v].low, "ed") && (v == 0 || s.items[v-1].low == "when" || s.items[v-1].mark(","))
	c := s.items[v].cue
	if !passive && !(bare && c.takes("ask")) || !c.takes("ask", "want", "tell", "think") || v+2 >= len(s.items) {
		return frame{}
	}
	next := s.items[v+1]
	if !(next.low == "to" && !s.isListener(v+1)) && !next.any(interrogative) && next.low != "if" && next.low != "whether" && next.low != "which" {
		return frame{}
	}
	f := frame{verb: phrase{from, v + 1}, cue: c}
	f.content = s.clauseAs(f.content, v, v+1, RuleIntended)
	if bare {
		s.cutAtComma(&f.content)
	}
	return f
}

// isNoun reports whether the form at v is no verb: the claim, his report, Lee's plan.
func (s *sentence) isNoun(v, from int) bool {
	if from < v || v == 0 {
		return v == 0 && s.items[v].cue.noun && !s.items[v].ing()
	}
	x := s.items[v-1]
	if x.any(determiner|possessive) && !x.any(pronoun) || x.low == "'s" || x.low == "of" {
		return x.low != "that" || s.items[v].cue.noun && v > 1 && !s.items[v-2].isWord()
	}
	return s.items[v].cue.noun && x.any(preposition|quantifier) && !s.items[v].ing()
}

// isAttributive guards forms that are nouns or adjectives too: they need a subject that is a pronoun, a name or a role.
func (s *sentence) isAttributive(p phrase, v int) bool {
	last := s.items[p.hi-1]
	c := s.items[v].cue
	if c.noun && p.lo > 0 && p.hi == v && s.items[p.lo-1].any(preposition) && last.any(capital|role) {
		return true // in Western states that
	}
	strict := c.noun || !c.takes("say", "tell", "think", "ask")
	return strict && !last.any(pronoun|capital|role) && !last.mark(")") && p.hi == v
}

// agrees reports whether subject and verb agree in number, as far as their forms tell: "a port report" is no clause.
func (s *sentence) agrees(p phrase, verb item) bool {
	last := s.items[p.hi-1]
	switch {
	case verb.cue.takes("past") || verb.low != verb.cue.lemma || last.any(plural|quantifier):
		return true
	case last.any(singular):
		return false
	}
	for _, it := range s.items[p.lo:p.hi] {
		if it.low == "and" {
			return true
		}
	}
	return strings.HasSuffix(last.low, "s")
}

// withSubject takes the content behind the verb or, when nothing stands there, before the subject.
func (s *sentence) withSubject(f frame, v int, earlier []frame) frame {
	from := s.free(earlier)
	if lo := f.subject.lo; lo > 1 && s.items[lo-1].mark(",") && !s.isRelative(f.subject) { // “A,” the harbour master of Lisk, Ann Lee, said
		if p := s.phraseTo(lo - 1); !p.empty() && s.quoteEndsAt(p.lo) {
			f.subject.lo = p.lo
		}
	}
	quoteBefore := f.subject.lo > from && s.quoteEndsAt(f.subject.lo) && !s.isRelative(f.subject)
	right := s.right(v)
	if s.isRelative(f.subject) || s.inFrontedClause(v) || s.relativeBefore(f.subject.hi) && right.found() && s.items[right.pieces[0].lo].any(auxiliary|modal) {
		s.cutAtComma(&right)
	}
	if quoteBefore && right.found() && !s.parted(right.pieces[0].lo) {
		right.pieces = nil
	}
	if left := s.left(f.subject.lo, from, false); quoteBefore && right.found() && left.found() && !s.items[left.pieces[0].lo].isQuote() && !s.resumes(right) {
		quoteBefore = false // on the programme “A,” Lee said B
	}
	if quoteBefore && (!right.found() || !s.items[f.subject.lo-1].mark(",") || s.items[f.subject.lo-2].isQuote()) {
		f.content = s.left(f.subject.lo, from, false)
		f.listener = right.listener
		if right.found() && s.resumes(right) {
			f.pieces = append(f.pieces, right.pieces...)
			f.rule = RuleInterrupted
		}
		return f
	}
	f.content = right
	if !right.found() && !right.open && f.cue.takes("say", "tell", "think", "ask") {
		listener := right.listener
		if f.content = s.asSaid(f, v, listener); f.found() {
			return f
		}
		closes := s.closes(v, earlier)
		if closes {
			from = s.clauseStart(f.subject.lo)
		}
		behind := max(v+1, listener.hi)
		f.content = s.left(f.subject.lo, from, (closes || behind < len(s.items) && s.items[behind].mark(",")) && f.cue.takes("say", "tell"))
		s.around(&f, behind)
		f.listener = listener
		if s.items[f.subject.lo].any(pronoun) && s.items[f.subject.lo].any(subordinator) {
			f.content = content{}
		}
		f.bare = !f.found() && f.subject.lo == 0 && f.cue.takes("say", "ask")
	}
	return f
}

// closes reports whether the clause of the verb at v ends its sentence and nothing before it has been told already: then all before it
// is what is said, whoever says something in it ("Lee said that A, Crane recalled").
func (s *sentence) closes(v int, earlier []frame) bool {
	for _, it := range s.items[v+1:] {
		if it.isQuote() || it.mark(",", ";", ":") || it.dash() {
			return false
		}
	}
	return !slices.ContainsFunc(earlier, func(f frame) bool {
		return f.found() && (isTagged(f.rule) || f.rule == RuleFronted)
	})
}

// around adds the words behind an attribution that stands between commas inside its content: “The harbour, Lee said, is closed.”
func (s *sentence) around(f *frame, i int) {
	lo := f.subject.lo
	if lo == 0 || !s.items[lo-1].mark(",") || i+2 >= len(s.items) || !s.items[i].mark(",") {
		return
	}
	next := s.items[i+1]
	if !next.isWord() || next.ing() || next.any(conjunction) || next.any(preposition) && next.low != "to" && !next.any(subordinator) || s.isRelative(phrase{i + 1, i + 2}) {
		return
	}
	if !f.found() && lo > 1 && lo-1 <= phraseItems && !s.items[0].any(preposition|subordinator) && !s.items[0].ing() && !opensAside(s.items[0]) {
		f.pieces = []phrase{{0, lo - 1}}
	}
	f.pieces = append(f.pieces, phrase{i + 1, s.clauseEnd(i+1, i)})
	f.rule = RuleFronted
}

// parted reports whether a mark or a conjunction parts item i from the words before it: then it may go on with a quotation.
func (s *sentence) parted(i int) bool {
	return i > 0 && (!s.items[i-1].isWord() || s.items[i-1].any(conjunction)) || s.items[i].low == "that"
}

// resumes reports whether the content behind the verb goes on with the words in front of it.
func (s *sentence) resumes(c content) bool {
	for i := c.pieces[0].lo; i < c.pieces[0].hi; i++ {
		if s.items[i].isQuote() {
			return true
		}
	}
	return false
}

// quoteEndsAt reports whether a statement in quotation marks ends before item i: a comma or a stop stands inside its marks
// or behind them.
func (s *sentence) quoteEndsAt(i int) bool {
	marked := i > 0 && s.items[i-1].mark(",", "-", "--", ".", "!", "?")
	if marked {
		i--
	}
	return i > 0 && s.items[i-1].isQuote() && (marked || s.items[i-1].stop)
}

// isRelative reports whether a subject is who or which.
func (s *sentence) isRelative(p phrase) bool {
	return p.hi-p.lo == 1 && s.items[p.lo].any(relative)
}

// inFrontedClause reports whether the verb at v stands in a clause in front of the main one: "Although Lee said A, he".
func (s *sentence) inFrontedClause(v int) bool {
	lo := 0
	for lo < v && s.items[lo].any(conjunction) {
		lo++
	}
	return lo < v && s.items[lo].any(subordinator) && !s.items[lo].any(determiner|adverb) && !s.hasComma(lo, v)
}

// cutAtComma ends a content at its first comma.
func (s *sentence) cutAtComma(c *content) {
	if !c.found() {
		return
	}
	p := &c.pieces[len(c.pieces)-1]
	for i := p.lo + 1; i < p.hi; i++ {
		if s.items[i].mark(",") || s.items[i].dash() {
			p.hi = i
			return
		}
	}
}

// withoutSubject reads an inverted verb (“A,” said she) and one that shares the subject of the verb before it (and said).
func (s *sentence) withoutSubject(f frame, v, from int, earlier []frame) frame {
	start := s.free(earlier)
	if from > start && (s.quoteEndsAt(from) || s.items[from-1].mark(",")) && f.cue.takes("say", "ask", "tell") {
		if p := s.behind(v + 1); !p.empty() && s.endsTag(p.hi) && !(s.items[p.lo].any(pronoun) && !s.endsSentence(p.hi)) {
			f.content = s.left(from, start, false)
			if f.subject = p; f.found() && p.hi < len(s.items) {
				s.interrupt(&f, p.hi)
			}
			return f
		}
	}
	if from > 0 && (s.items[from-1].low == "and" || s.items[from-1].low == "but" || s.items[from-1].mark(",")) {
		if f.subject = s.shared(earlier, from); !f.subject.empty() {
			f.content = s.right(v)
		}
		return f
	}
	if from > 0 && s.items[from-1].isQuote() && f.cue.takes("say") { // “A” said in a statement
		return frame{}
	}
	return frame{}
}

// interrupt adds the quotation that goes on behind "said Ms. Lee,".
func (s *sentence) interrupt(f *frame, i int) {
	for ; i < len(s.items); i++ {
		if it := s.items[i]; it.isQuote() && i > 0 && (s.items[i-1].mark(",", ":", "-") || s.items[i-1].any(conjunction)) {
			if s.beginsClauseAfter(i) {
				return
			}
			f.pieces = append(f.pieces, phrase{i, s.quotedEnd(i)})
			f.rule = RuleInterrupted
			return
		} else if it.cue != nil && !it.cue.noun {
			return
		}
	}
}

func (s *sentence) beginsClauseAfter(i int) bool { return i+1 < len(s.items) && s.items[i+1].isWord() }

func (s *sentence) endsSentence(i int) bool {
	return i >= len(s.items) || s.items[i].mark(".", ",", "!", "?") || s.items[i].any(timeWord|preposition|adverb|subordinator) || s.items[i].ing()
}

// endsTag reports whether the words at i do not belong to a clause that the noun phrase before them would be the subject of.
func (s *sentence) endsTag(i int) bool {
	if i >= len(s.items) {
		return true
	}
	it := s.items[i]
	return !it.any(auxiliary|modal) && (it.cue == nil || it.cue.noun || it.ing())
}

// free returns the first item that no earlier frame has taken.
func (s *sentence) free(earlier []frame) int {
	at := 0
	for _, f := range earlier {
		if !f.found() {
			continue
		}
		at = max(at, f.verb.hi)
		if f.rule != RuleReported && f.rule != RuleIntended {
			for _, p := range f.pieces {
				at = max(at, p.hi)
			}
		}
	}
	return at
}

// shared returns the subject of the last frame before item limit, or of the sentence.
func (s *sentence) shared(earlier []frame, limit int) phrase {
	for i := len(earlier) - 1; i >= 0; i-- {
		if f := earlier[i]; !f.subject.empty() && f.verb.lo < limit {
			return f.subject
		}
	}
	return s.main(limit)
}

// participle reads ", saying that": its subject is that of the sentence, unless a name stands before it (Lee saying).
func (s *sentence) participle(f frame, v int, earlier []frame) frame {
	if v > 0 && s.items[v-1].isWord() && !s.items[v-1].any(preposition|conjunction|subordinator|determiner|possessive|interrogative) {
		if p := s.phraseTo(v); !p.empty() && s.items[p.hi-1].any(capital|pronoun) {
			f.subject = p
		}
	}
	if v > 1 && s.items[v-1].low == "as" {
		f.subject = s.quotedAs(v - 1)
	}
	if f.subject.empty() {
		f.subject = s.shared(earlier, v)
	}
	if !f.subject.empty() && (f.cue.takes("say", "tell") || !s.inside(v, earlier)) {
		f.content = s.right(v)
	}
	return f
}

// quotedAs returns whom somebody quotes: "quoted Ann Lee as saying".
func (s *sentence) quotedAs(as int) phrase {
	p := s.phraseTo(as)
	for p.lo < p.hi && !s.items[p.lo].any(capital|title|role|determiner|quantifier|possessive|pronoun) {
		p.lo++
	}
	return p
}

// infinitive reads "to announce: “A”"; only words in quotation marks or a that-clause prove it.
func (s *sentence) infinitive(f frame, v int, earlier []frame) frame {
	f.subject = s.shared(earlier, v)
	f.content = s.right(v)
	if f.subject.empty() || s.inside(v, earlier) || f.found() && !s.items[f.pieces[0].lo].isQuote() && !s.items[f.pieces[0].lo].any(interrogative) && s.items[f.pieces[0].lo].low != "that" && s.items[f.pieces[0].lo].low != "whether" {
		return frame{}
	}
	return f
}

// inside reports whether item v lies in the content of an earlier frame.
func (s *sentence) inside(v int, earlier []frame) bool {
	for _, f := range earlier {
		for _, p := range f.pieces {
			if p.lo <= v && v < p.hi {
				return true
			}
		}
	}
	return false
}

// accordingTo reads "according to X", before or behind its content.
func (s *sentence) accordingTo(v int) frame {
	f := frame{verb: phrase{v, v + 2}, cue: &cue{lemma: "according to"}, subject: s.behind(v + 2)}
	if f.subject.empty() {
		return frame{}
	}
	if hi := f.subject.hi; hi+1 < len(s.items) && s.items[hi].low == "by" && s.items[hi-1].is == 0 { // a letter seen by the council
		if by := s.behind(hi + 1); !by.empty() {
			f.subject.hi = by.hi
		}
	}
	f.rule = RuleAccording
	if !s.opensSentence(v) {
		c := s.left(v, 0, false)
		if !c.found() {
			c.pieces = []phrase{{s.clauseStart(v), v}}
		}
		f.pieces = c.pieces
		return f
	}
	for i := f.subject.hi; i < len(s.items); i++ {
		if i+1 < len(s.items) && s.items[i].mark(",") && s.isRelative(phrase{i + 1, i + 2}) { // the army, which holds the road,
			continue
		}
		if s.items[i].mark(",") && (i+2 < len(s.items) || i+1 < len(s.items) && s.items[i+1].isQuote()) {
			f.pieces = []phrase{{i + 1, s.clauseEnd(i+1, v)}}
			if s.items[i+1].isQuote() && s.items[i+1].stop {
				f.pieces[0].hi = i + 2
			}
			break
		}
	}
	return f
}

// opensSentence reports whether no more than a dateline or a conjunction stands before item v.
func (s *sentence) opensSentence(v int) bool {
	lo := s.afterDateline(v + 1)
	for lo < v && s.items[lo].any(conjunction) {
		lo++
	}
	return lo == v
}

// clauseStart returns where the clause before item v begins: behind a semicolon or an opening conjunction.
func (s *sentence) clauseStart(v int) int {
	lo := 0
	for i := 0; i < v; i++ {
		if s.items[i].mark(";") {
			lo = i + 1
		}
	}
	for lo < v-1 && s.items[lo].any(conjunction) {
		lo++
	}
	return lo
}
