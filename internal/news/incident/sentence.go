package incident

import (
	"slices"
	"sort"
	"strings"
	"unicode"

	"variorum/edition"
	"variorum/internal/engine/text"
)

// reader reads the incidents of one sentence: the triggers that are incidents of their own, and for each time, place, figure and
// name the trigger that it belongs to.
type reader struct {
	*page
	s          int
	begin, end int   // words
	heads      []int // triggers that are incidents of their own
	general    []int // triggers that tell of incidents in general, whose words are not those of the heads: "air strikes in Lisk"
	plain      bool  // the account has lower-case letters, so that a capital makes a name
	figures    []edition.Figure
	times      []edition.Time
}

// newReader prepares a sentence. figures and times are how far those of the account have been read: sentences come in order.
func newReader(p *page, s int, figures, times *int) *reader {
	r := &reader{page: p, s: s, begin: p.first[s], end: min(p.first[s+1], p.first[s]+longestSentence)}
	span := p.a.Sentences[s]
	if r.end < p.first[s+1] {
		span.End = p.words[r.end].Start
	}
	all := p.a.Figures
	*figures += sort.Search(len(all)-*figures, func(i int) bool { return all[*figures+i].Start >= span.Start })
	for i := *figures; i < len(all) && all[i].Start < span.End; i++ {
		r.figures = append(r.figures, all[i])
	}
	named := p.a.Times
	*times += sort.Search(len(named)-*times, func(i int) bool { return named[*times+i].Start >= span.Start })
	for i := *times; i < len(named) && named[i].Start < span.End; i++ {
		r.times = append(r.times, named[i])
	}
	r.plain = strings.IndexFunc(span.Of(p.a.Text), unicode.IsLower) >= 0
	r.choose()
	return r
}

// choose picks the triggers that are incidents of their own. What an incident did ("killing 12", "died") and incidents told of in
// general ("attacks") are one only where the sentence names no other and has a number of killed or injured.
func (r *reader) choose() {
	var results []int
	for _, k := range r.of[r.s] {
		t := &r.triggers[k]
		if len(r.heads) == mostHeads || t.next > r.end {
			break
		}
		switch {
		case t.what == "damage" || t.shape == base || r.unreal(t) || t.next < r.end && r.part(t.next) == "compound":
		case r.result(t):
			results = append(results, k)
		case t.shape == noun && r.many(t):
			r.general = append(r.general, k)
		default:
			r.heads = append(r.heads, k)
		}
	}
	if len(r.heads) == 0 && r.harmed() { // "drone strikes killed 12"
		r.heads, r.general = slices.Concat(r.general, results)[:min(1, len(r.general)+len(results))], nil
	}
}

// harmed reports whether the sentence has a number of killed or injured.
func (r *reader) harmed() bool {
	return slices.ContainsFunc(r.figures, func(f edition.Figure) bool { return f.Kind == edition.Killed || f.Kind == edition.Injured })
}

func (r *reader) part(i int) string { return r.lex.parts[r.words[i].Form] }

func (r *reader) result(t *trigger) bool { return t.next-t.first == 1 && r.part(t.first) == "result" }

// many reports whether a trigger tells of incidents in general: a plural without a small number before it.
func (r *reader) many(t *trigger) bool {
	w := text.Normalize(r.words[t.next-1].Of(r.a.Text))
	if !strings.HasSuffix(w, "s") || !r.singular(t, strings.TrimSuffix(w, "s")) && !r.singular(t, strings.TrimSuffix(w, "es")) {
		return false
	}
	for k := t.first - 1; k >= max(r.begin, t.first-fewReach); k-- {
		if r.part(k) == "few" {
			return false
		}
	}
	return true
}

// singular reports whether a trigger of the same kind ends with this form of the last word.
func (r *reader) singular(t *trigger, last string) bool {
	h := uint64(0)
	for i := t.first; i < t.next-1; i++ {
		h = join(h, r.words[i].Form)
	}
	e, ok := r.lex.triggers[join(h, text.FormOf(last))]
	return ok && e.what == t.what
}

// read makes an incident of each head that has enough to tell it from others. Of the rest, those that say more of an incident told
// before come back as again: "the attack killed nine".
func (r *reader) read() (out, again []edition.Incident) {
	found := make([]edition.Incident, len(r.heads))
	for i, k := range r.heads {
		t := &r.triggers[k]
		sentence := r.a.Sentences[r.s]
		found[i] = edition.Incident{Span: r.a.Span(sentence.Start, sentence.End), What: t.what, Rule: RuleTold}
		if r.result(t) || t.what == death {
			found[i].Rule = RuleHarm
		}
		r.slot(&found[i], "what", t.first, t.next)
	}
	if len(found) == 0 {
		return nil, nil
	}
	r.days(found)
	r.harm(found)
	r.places(found)
	r.agents(found)
	r.claims(found)
	for i, m := range found {
		if r.figurative(r.heads[i]) && m.By == "" && m.Killed+m.Injured == 0 {
			continue
		}
		if m.Rule == RuleHarm && m.By == "" && m.ClaimedBy == "" {
			m.What = harmKind(&m)
		}
		if ambiguous[m.What] && m.Killed+m.Injured == 0 {
			continue
		}
		slices.SortStableFunc(m.Said, func(a, b edition.Slot) int { return a.Start - b.Start })
		switch {
		case facts(&m) >= leastFacts && (m.Date != "" || m.Place != ""):
			out = append(out, m)
		case m.Date == "" && m.Place == "" && facts(&m) > 0 && r.definite(r.heads[i]) && !r.historic(r.begin, r.end):
			again = append(again, m)
		}
	}
	return out, again
}

// historic reports whether a time of a year or more stands between two words, as where a sentence looks back: "the first crash since
// 1959, when two died".
func (r *reader) historic(first, next int) bool {
	return slices.ContainsFunc(r.times, func(t edition.Time) bool {
		i := r.wordAt(t.Start)
		return t.Type == edition.Date && t.Earliest != "" && i >= first && i < next && daysBetween(t.Earliest, t.Latest) > longestDate
	})
}

// definite reports whether a trigger is of an incident that the reader is taken to know: "the suicide bombing".
func (r *reader) definite(k int) bool {
	t := &r.triggers[k]
	i := t.first - 1
	for ; i >= r.begin && t.first-i <= definiteReach && r.content(i) && r.part(i) == ""; i-- {
	}
	return t.shape == noun && i >= r.begin && r.part(i) == "definite"
}

// ambiguous are the kinds whose words mean other things as often ("live fire", "a battle of wits"): they need harm to be incidents.
var ambiguous = map[string]bool{"battle": true, "fire": true}

// figurative reports whether a trigger is a verb that as often tells of words: "attacked the president for".
func (r *reader) figurative(k int) bool {
	t := &r.triggers[k]
	return t.shape != noun && !t.passive && r.part(t.first) == "figurative"
}

// harmKind is the kind of an incident of which only the harm is told.
func harmKind(m *edition.Incident) string {
	if m.Killed > 0 {
		return death
	}
	return injury
}

// facts is how many things are told of an incident beside its kind.
func facts(m *edition.Incident) int {
	n := 0
	for _, told := range []bool{m.Date != "", m.Place != "", m.Killed > 0 || m.Injured > 0, m.By != "" || m.ClaimedBy != ""} {
		if told {
			n++
		}
	}
	return n
}

// slot notes the words that fill a field.
func (r *reader) slot(m *edition.Incident, field string, first, next int) {
	m.Said = append(m.Said, edition.Slot{Span: r.a.Span(r.words[first].Start, r.words[next-1].End), Field: field})
}
