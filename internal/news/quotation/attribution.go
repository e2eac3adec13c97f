package quotation

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

// Attribution is somebody made answerable for words: the whole clause that a verb of saying governs, whether it stands in
// quotation marks or not. Source, cue and content are the terms of PARC 3.0 (Pareti 2016) and PolNeAR.
type Attribution struct {
	Form     edition.Form
	Content  []text.Span // in order; without outer quotation marks
	Source   text.Span   // empty when nobody is named
	Cue      text.Span
	Listener text.Span
	Verb     string // the cue's lemma
	Rule     string
	Speaker  string // the best name the account has for the source; empty when it has none
	Runs     []int  // the runs of Account.Quoted that the content takes in

	paragraph int     // where it begins
	through   int     // the last paragraph that it runs through
	finite    bool    // the content is a clause for sure, not only a noun phrase
	carried   bool    // the source stands in an earlier sentence
	Odds      float64 // log odds that it is an attribution, of those that are weighed; 0 for direct speech
}

// Attributions returns all attributions of an account, in the order of their content.
func Attributions(a *account.Account) []Attribution { return attributions(a, everySentence) }

// attributions reads the grammar of the sentences that read says.
func attributions(a *account.Account, read gate) []Attribution {
	if a.Pack == nil {
		return marksOnly(a)
	}
	r := newCollector(a)
	if w := weightsOf(a.Pack); w != nil {
		open, settled := r.proposals(read)
		r.out = Choose(open, settled, w)
		slices.SortStableFunc(r.out, func(x, y Attribution) int { return x.Content[0].Start - y.Content[0].Start })
	}
	r.cast()
	slices.SortStableFunc(r.out, func(x, y Attribution) int { return x.Content[0].Start - y.Content[0].Start })
	return r.out
}

// newCollector reads an account by its patterns.
func newCollector(a *account.Account) *collector {
	r := &collector{a: a, taken: make([]bool, len(a.Quoted))}
	r.sentences = sentences(a, lexiconOf(a.Pack))
	for i := range r.sentences {
		r.read(i)
	}
	return r
}

// collector reads an account sentence by sentence.
type collector struct {
	a          *account.Account
	sentences  []sentence
	out        []Attribution
	taken      []bool // the runs that an attribution has
	pending    *Attribution
	spoken     int // index in out of the last attribution with words in quotation marks, plus one
	lastIn     *sentence
	lastPieces []phrase
	last       int // index in out of the attribution that a quotation without a verb goes on with, plus one
}

func (r *collector) read(i int) {
	s := &r.sentences[i]
	if i == 0 || r.sentences[i-1].paragraph != s.paragraph {
		r.last = 0
	}
	pending := r.pending
	r.pending = nil
	if pending != nil && len(s.items) > 0 && s.items[0].isQuote() {
		r.add(*pending, s, []phrase{{0, s.quotedEnd(0)}})
	}
	before := len(r.out)
	for _, f := range s.frames() {
		r.take(i, f)
	}
	r.label(i)
	r.leftOver(i, len(r.out) > before)
}

// take turns a frame into an attribution.
func (r *collector) take(i int, f frame) {
	s := &r.sentences[i]
	at := Attribution{Source: s.span(f.subject), Cue: s.span(f.verb), Listener: s.span(f.listener), Verb: f.cue.lemma, Rule: f.rule, paragraph: s.paragraph}
	switch {
	case f.found():
		r.add(at, s, f.pieces)
	case f.open:
		r.pending = &at
	case f.bare:
		r.adopt(i, at)
	}
}

// adopt gives a sentence that only says "Lee said." the quotation before it, which a question mark had cut off.
func (r *collector) adopt(i int, at Attribution) {
	if i == 0 || r.sentences[i-1].paragraph != r.sentences[i].paragraph || r.last == 0 {
		return
	}
	if prev := &r.out[r.last-1]; prev.carried && prev.Content[len(prev.Content)-1].End >= r.sentences[i-1].End-3 {
		prev.Source, prev.Cue, prev.Verb, prev.Listener, prev.Rule, prev.carried = at.Source, at.Cue, at.Verb, at.Listener, RuleAfter, false
	}
}

// add completes an attribution by its content and keeps it.
func (r *collector) add(at Attribution, s *sentence, pieces []phrase) {
	quoted := false
	for _, p := range pieces {
		at.Content = append(at.Content, s.span(p))
		for _, it := range s.items[p.lo:p.hi] {
			if it.isQuote() {
				at.Runs = append(at.Runs, it.quote-1)
				r.taken[it.quote-1], quoted = true, true
			}
		}
	}
	at.finite = s.finite(pieces[0]) || at.Verb == "say" && pieces[0].hi-pieces[0].lo >= clauseItems && !s.items[pieces[0].lo].any(auxiliary|modal)
	at.paragraph, at.through = s.paragraph, s.paragraph
	r.out = append(r.out, at)
	if quoted && !(r.lastIn == s && onlyQuoted(s, r.lastPieces)) {
		r.last, r.lastIn, r.lastPieces, r.spoken = len(r.out), s, pieces, len(r.out)
	}
}

// onlyQuoted reports whether the pieces begin with a quoted run: a statement that a sentence in quotation marks may go on with.
func onlyQuoted(s *sentence, pieces []phrase) bool { return s.items[pieces[0].lo].isQuote() }

// finite reports whether a range is a clause by what it shows: it begins with a subordinator or a pronoun, or has an auxiliary.
func (s *sentence) finite(p phrase) bool {
	if first := s.items[p.lo]; first.any(subordinator|interrogative) || first.any(pronoun) && !first.any(object|possessive) {
		return first.low != "as"
	}
	for i := p.lo; i < p.hi && i < p.lo+phraseItems; i++ {
		if it := s.items[i]; it.any(subordinator) && it.low != "that" || it.mark(",") || it.low == "which" || it.low == "who" {
			return false
		} else if it.any(auxiliary|modal) && it.low != "'s" {
			return true
		}
	}
	return false
}

// leftOver looks at the runs of a sentence that no verb has claimed.
func (r *collector) leftOver(i int, framed bool) {
	s := &r.sentences[i]
	for k, it := range s.items {
		if !it.isQuote() || r.taken[it.quote-1] {
			continue
		}
		if k == 0 && r.follows(it) && s.onlyQuotes() {
			r.resume(it)
			continue
		}
		if k == 0 && r.inMarks(i) && r.goesOn(s) {
			r.append(it)
			continue
		}
		if r.follows(it) && s.leadsIn(k) {
			it.Start = s.items[0].Start
			r.resume(it)
			continue
		}
		switch words := r.words(it.Span); {
		case r.isTitle(it.Span):
		case k == 0 && !s.onlyQuotes() && it.comma && len(s.items) > 1:
			r.untold(s)
		case k == 0 && s.onlyQuotes() && words >= aloneWords, words >= speechWords:
			r.alone(i, k)
		}
	}
}

// inMarks reports whether all sentences of the paragraph of sentence i stand in quotation marks.
func (r *collector) inMarks(i int) bool {
	p := r.sentences[i].paragraph
	for i > 0 && r.sentences[i-1].paragraph == p {
		i--
	}
	for ; i < len(r.sentences) && r.sentences[i].paragraph == p; i++ {
		if !r.sentences[i].onlyQuotes() {
			return false
		}
	}
	return true
}

// goesOn reports whether a paragraph all in quotation marks goes on with what was said in the paragraph before, and makes
// that the statement to go on with.
func (r *collector) goesOn(s *sentence) bool {
	if len(r.out) == 0 || r.last > 0 {
		return false
	}
	at := r.spoken
	if at == 0 || r.out[at-1].through != s.paragraph-1 {
		return false
	}
	r.out[at-1].through = s.paragraph
	r.last, r.lastIn, r.lastPieces = at, s, []phrase{{0, 1}}
	return true
}

// follows reports whether there is a statement in the paragraph to go on with, and it ends before the run.
func (r *collector) follows(it item) bool {
	if r.last == 0 {
		return false
	}
	said := r.out[r.last-1].Content
	return said[len(said)-1].End <= it.Start
}

// leadsIn reports whether the run at item k goes on with the statement before it, behind no more than an adverb: "Now, “A.”"
func (s *sentence) leadsIn(k int) bool {
	if k == 0 {
		return len(s.items) > 1 && s.items[1].any(subordinator)
	}
	return k == 2 && s.items[0].any(adverb|conjunction) && s.items[1].mark(",")
}

// resume adds a sentence all in quotation marks to the statement before it.
func (r *collector) resume(it item) {
	r.append(it)
	if at := &r.out[r.last-1]; at.Rule == RuleAfter || at.Rule == RuleBefore {
		at.Rule = RuleResumed
	}
}

func (r *collector) append(it item) {
	at := &r.out[r.last-1]
	at.Content = append(at.Content, it.Span)
	at.Runs = append(at.Runs, it.quote-1)
	r.taken[it.quote-1] = true
}

// alone keeps a quotation that has no verb. Its source is the subject of its sentence, or stands further back.
func (r *collector) alone(i, k int) {
	s := &r.sentences[i]
	at := Attribution{Rule: RuleAlone, carried: k == 0}
	if k > 0 {
		at.Source = s.span(s.main(k))
	}
	r.add(at, s, []phrase{{k, k + 1}})
}

// untold keeps “A,” Lee shot back: the comma says that an attribution follows, whatever its verb.
func (r *collector) untold(s *sentence) {
	at := Attribution{Rule: RuleAfter}
	lo := 1
	if len(s.items) > 2 && s.items[1].is == 0 && strings.HasSuffix(s.items[1].low, "ed") && !s.items[2].any(preposition|adverb) { // “A,” stormed Ann Lee
		lo = 2
	}
	if p := s.behind(lo); !p.empty() {
		at.Source = s.span(p)
	}
	r.add(at, s, []phrase{{0, 1}})
}

func (s *sentence) onlyQuotes() bool {
	return !slices.ContainsFunc(s.items, func(it item) bool { return it.isWord() })
}

// span returns the words of a range of items.
func (s *sentence) span(p phrase) text.Span {
	if p.empty() {
		return text.Span{}
	}
	return text.Span{Start: s.items[p.lo].Start, End: s.items[p.hi-1].End}
}

// isTitle reports whether all longer words of a span have a capital: the title of a work, a name, a heading.
func (r *collector) isTitle(p text.Span) bool { return titled(p.Of(r.a.Text)) }

func titled(s string) bool {
	capitals, shout := 0, true
	for w := range strings.FieldsSeq(s) {
		w = strings.TrimLeft(w, "'\"‘“([")
		c, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLower(c) && len(w) > 4 {
			return false
		}
		if unicode.IsUpper(c) {
			capitals++
		}
		shout = shout && w == strings.ToUpper(w)
	}
	return capitals > 1 && !shout
}

// words counts the words in a span.
func (r *collector) words(p text.Span) int { return countWords(p.Of(r.a.Text)) }

// countWords counts words; of a script written without spaces, two letters count as one.
func countWords(s string) int {
	n, letters, inside := 0, 0, false
	for _, c := range s {
		is := unicode.IsLetter(c) || unicode.IsDigit(c) || inside && (c == '\'' || c == '’')
		switch {
		case is && unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Khmer, unicode.Lao, unicode.Myanmar):
			letters++
		case is && !inside:
			n++
		}
		inside = is
	}
	return n + letters/2
}

// marksOnly is what can be said of an account in a language without rules: what stands in quotation marks.
func marksOnly(a *account.Account) []Attribution {
	var out []Attribution
	for i, q := range a.Quoted {
		if p := text.Trim(a.Text, q); countWords(p.Of(a.Text)) >= speechWords {
			out = append(out, Attribution{Form: edition.Direct, Content: []text.Span{p}, Rule: RuleUnspoken, Runs: []int{i}})
		}
	}
	return out
}
