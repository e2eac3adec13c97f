package quotation

import "strings"

// asSaid returns the statement that "as Lee said" stands before or behind: "As Lee told the council, the yard is lost".
// What somebody tells is a story as well as a statement, so those told must be people.
func (s *sentence) asSaid(f frame, v int, listener phrase) content {
	lo := f.subject.lo
	if lo == 0 || s.items[lo-1].low != "as" || !f.cue.takes("say", "tell") || !s.namesListener(listener) {
		return content{}
	}
	behind := max(v+1, listener.hi)
	for behind < len(s.items) && s.items[behind].any(timeWord|preposition) {
		behind++
	}
	out := content{rule: RuleFronted, listener: listener}
	switch {
	case lo == 1 && behind+1 < len(s.items) && s.items[behind].mark(","):
		out.pieces = []phrase{{behind + 1, s.clauseEnd(behind+1, v)}}
	case lo > clauseItems && s.items[lo-2].mark(",") && s.isClauseBefore(lo-2):
		out.pieces = []phrase{{s.clauseStart(lo - 2), lo - 2}}
	case lo > clauseItems && s.items[lo-2].comma:
		out.pieces = []phrase{{s.clauseStart(lo - 2), lo - 1}}
	}
	return out
}

// namesListener reports whether those told are nobody, named, a pronoun or people: no story.
func (s *sentence) namesListener(p phrase) bool {
	if p.empty() {
		return true
	}
	last := s.items[p.hi-1]
	return last.any(capital|object) || last.any(role) && strings.HasSuffix(last.low, "s")
}

// isClauseBefore reports whether what ends before the comma at item i may be a whole statement.
func (s *sentence) isClauseBefore(i int) bool {
	from := s.clauseStart(i)
	return i-from >= clauseItems && !s.isAside(from, i)
}
