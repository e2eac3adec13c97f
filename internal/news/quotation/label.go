package quotation

import (
	"sort"

	"variorum/internal/news/name"
)

// A headline, a transcript and a live page set a speaker before a colon where no verb stands: "Lee: The bridge stays shut".

// label reads a paragraph that begins with the name of a person or a body, or with what people or texts that say things are
// called ("Police: …", "Poll: …"), and a colon.
func (r *collector) label(i int) {
	s := &r.sentences[i]
	if i > 0 && r.sentences[i-1].paragraph == s.paragraph {
		return
	}
	k := s.colon()
	if k < 1 || countWords(r.a.Text[s.items[k].End:s.End]) < clauseItems {
		return
	}
	who, ok := r.labelled(s, phrase{0, k})
	if !ok {
		return
	}
	end := len(s.items)
	for end > k+1 && s.items[end-1].mark(".", "!", "?") {
		end--
	}
	at := Attribution{Source: s.span(who), Cue: s.items[k].Span, Rule: RuleLabel, paragraph: s.paragraph}
	r.add(at, s, []phrase{{k + 1, end}})
}

// colon returns the place of a colon near the beginning of a sentence, with words before it only, none of them a verb of saying; 0 when
// there is none.
func (s *sentence) colon() int {
	for k, it := range s.items {
		switch {
		case it.mark(":"):
			return k
		case k >= labelItems || !it.isWord() && !it.dash() || it.cue != nil && !it.any(capital):
			return 0
		}
	}
	return 0
}

// labelled returns the words of a label that name somebody: a name that the label begins or ends with, or all of it when
// it ends with a noun for those who say things. Places say nothing: with a colon they are where a report comes from.
func (r *collector) labelled(s *sentence, p phrase) (phrase, bool) {
	span := s.span(p)
	first := sort.Search(len(r.a.Mentions), func(k int) bool { return r.a.Mentions[k].Start >= span.Start })
	for _, m := range r.a.Mentions[first:] {
		if m.Start >= span.End {
			break
		}
		if m.End > span.End || m.Kind != name.Person && m.Kind != name.Organisation || m.Start > span.Start && m.End < span.End {
			continue
		}
		who := phrase{p.lo, p.hi}
		for who.hi > p.lo && s.items[who.hi-1].End > m.End {
			who.hi--
		}
		for i := p.lo; i < who.hi && s.items[i].Start < m.Start; i++ {
			if s.items[i].any(preposition) { // "A word from Lee:"
				who.lo = i + 1
			}
		}
		if who.hi == p.hi || s.items[who.hi].any(preposition) { // "Lee on the Bridge:"
			return who, true
		}
	}
	return p, s.items[p.hi-1].any(role)
}
