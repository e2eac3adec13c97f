package incident

import (
	"slices"

	"variorum/edition"
)

// agents finds who did it: a name or a noun of the violent behind "by", or in front of an active verb.
func (r *reader) agents(found []edition.Incident) {
	for i := r.begin; i+1 < r.end; i++ {
		if r.part(i) != "agent" || i > r.begin && r.claimedAt(i-1) {
			continue
		}
		if first, next := r.actor(i + 1); next > first {
			if h := r.doneBefore(i); h >= 0 && found[h].By == "" {
				r.by(&found[h], first, next)
			}
		}
	}
	for _, k := range r.of[r.s] {
		t := &r.triggers[k]
		if t.next > r.end || t.passive || t.shape != both && t.shape != active && !r.result(t) || t.shape == noun {
			continue
		}
		next := t.first
		for next > r.begin && r.words[next-1].class.is(adverb|auxiliary) {
			next--
		}
		first := next
		for first > r.begin && next-first < longestRun && r.content(first-1) {
			first--
		}
		if m := &found[r.owner(t.first, t.next)]; m.By == "" && first < next && r.violent(first, next) {
			r.by(m, first, next)
		}
	}
}

// doneBefore is the incident whose trigger stands a few words before "by", no mark between: "a bombing carried out by". It is -1
// where there is none: "a report on the attack, released by".
func (r *reader) doneBefore(i int) int {
	for n := 0; i > r.begin && n <= byReach && !r.words[i-1].class.is(mark); n++ {
		i--
		if k := slices.Index(r.heads, r.words[i].trigger-1); k >= 0 {
			return k
		}
	}
	return -1
}

func (r *reader) by(m *edition.Incident, first, next int) {
	m.By = r.a.Text[r.words[first].Start:r.words[next-1].End]
	r.slot(m, "by", first, next)
}

// actor is the phrase at a place, behind its articles, when it may act: it names the violent, a body or a force, or is a name.
func (r *reader) actor(i int) (first, next int) {
	for i < r.end && r.words[i].class.is(determiner|possessive|quantifier) && !r.capital(i) {
		i++
	}
	next = i
	for next < r.end && next-i < longestRun && (r.content(next) || r.capital(next)) && !r.dated(next) {
		next++
	}
	if next == i || !r.violent(i, next) && !(r.plain && r.capital(i)) {
		return i, i
	}
	return i, next
}

func (r *reader) violent(first, next int) bool {
	for i := first; i < next; i++ {
		if r.words[i].class.is(hostile | force) {
			return true
		}
	}
	return false
}

func (r *reader) claimedAt(i int) bool {
	return r.lex.phrase(r.words[i:min(i+2, r.end)]) == "claimed"
}

// claims finds who says that it was his: before "claimed responsibility for", behind "claimed by".
func (r *reader) claims(found []edition.Incident) {
	for i := r.begin; i < r.end; i++ {
		if n := r.claimWords(i); n > 0 {
			first, next := r.claimant(i)
			r.claim(r.next(found, i+n), first, next)
			i += n - 1
		} else if n := r.phraseAt(i, "claimed"); n > 0 {
			first, next := r.actor(i + n)
			r.claim(&found[r.owner(i, i+n)], first, next)
			i += n - 1
		}
	}
}

// claimWords is the number of words of "claimed responsibility for" and the like at a place, or 0.
func (r *reader) claimWords(i int) int { return r.phraseAt(i, "claim") }

// phraseAt is the number of words at a place that are, together, a part of the table "incident-words", or 0.
func (r *reader) phraseAt(i int, part string) int {
	for n := min(longestPhrase, r.end-i); n > 1; n-- {
		if r.lex.phrase(r.words[i:i+n]) == part {
			return n
		}
	}
	return 0
}

// next is the first incident whose trigger stands behind a place, or the nearest.
func (r *reader) next(found []edition.Incident, i int) *edition.Incident {
	for n, k := range r.heads {
		if r.triggers[k].first >= i {
			return &found[n]
		}
	}
	return &found[r.owner(i, i)]
}

func (r *reader) claim(m *edition.Incident, first, next int) {
	if first < next && m.ClaimedBy == "" {
		m.ClaimedBy = r.a.Text[r.words[first].Start:r.words[next-1].End]
		r.slot(m, "claimed_by", first, next)
	}
}

// claimant is the phrase in front of a place; for a pronoun the last name before it that is no place and no time. Where nobody
// claims it there is none: "no group has claimed".
func (r *reader) claimant(i int) (first, next int) {
	for i > r.begin && r.words[i-1].class.is(adverb|auxiliary|mark) {
		i--
	}
	first = i
	for first > r.begin && i-first < longestRun && (r.content(first-1) || r.capital(first-1)) {
		first--
	}
	if r.denied(first - 1) {
		return i, i
	}
	if first < i && (!r.plain || r.named(first, i) || r.violent(first, i)) {
		return first, i
	}
	return r.nameBefore(first)
}

// denied reports whether a word in front of who claims an incident says that nobody does: "no group", "nobody", "has not".
func (r *reader) denied(i int) bool {
	return i >= r.begin && (r.words[i].class.is(negation) || r.part(i) == "unreal" || r.part(i) == "nobody")
}

func (r *reader) named(first, next int) bool {
	for i := first; i < next; i++ {
		if r.capital(i) {
			return true
		}
	}
	return false
}

func (r *reader) nameBefore(i int) (first, next int) {
	for i--; i >= r.begin; i-- {
		if !r.plain || !r.capital(i) || r.dated(i) {
			continue
		}
		next = i + 1
		for i > r.begin && r.capital(i-1) {
			i--
		}
		if i == r.begin || r.part(i-1) != "where" {
			return i, next
		}
	}
	return i, i
}
