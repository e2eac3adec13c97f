package incident

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"variorum/edition"
	"variorum/internal/engine/text"
)

// owner is the head to which words of the sentence belong: the nearest, where a clause that begins or ends between them counts as
// some words more; of two as near the earlier. It returns its place among the heads.
func (r *reader) owner(first, next int) int {
	best, least := -1, 0
	for i, k := range r.heads {
		t := &r.triggers[k]
		d := r.distance(first, next, t)
		if best < 0 || d < least {
			best, least = i, d
		}
	}
	return best
}

// ofOthers reports whether words stand nearer to incidents told of in general than to the head that owns them.
func (r *reader) ofOthers(first, next, owner int) bool {
	least := r.distance(first, next, &r.triggers[r.heads[owner]])
	return slices.ContainsFunc(r.general, func(k int) bool { return r.distance(first, next, &r.triggers[k]) < least })
}

func (r *reader) distance(first, next int, t *trigger) int {
	from, to := t.next, first
	if next <= t.first {
		from, to = next, t.first
	}
	d := to - from
	for i := from; i < to; i++ {
		if r.words[i].class.is(conjunction | subordinator | interrogative) {
			d += clauseWords
		}
	}
	return d
}

// wordAt is the place of the word that begins at or behind a byte of the text.
func (r *reader) wordAt(b int) int {
	return r.begin + sort.Search(r.end-r.begin, func(i int) bool { return r.words[r.begin+i].Start >= b })
}

// days gives each time to an incident. Of several for one the shortest stands.
func (r *reader) days(found []edition.Incident) {
	long := make([]int, len(found))
	for _, t := range r.times {
		if t.Type != edition.Date && t.Type != edition.Clock || t.Earliest == "" || t.Latest == "" {
			continue
		}
		first, next := r.wordAt(t.Start), r.wordAt(t.End)
		if next <= first || r.saidThen(first) || r.claimedThen(first) {
			continue
		}
		i, days := r.owner(first, next), daysBetween(t.Earliest, t.Latest)
		if m := &found[i]; !r.ofOthers(first, next, i) && days <= longestDate && (m.Date == "" || days < long[i]) {
			m.Date, m.Earliest, m.Latest, long[i] = dateOf(t), t.Earliest, t.Latest, days
			r.slot(m, "date", first, next)
		}
	}
}

// saidThen reports whether a time is that of a saying: "police said Monday", "announced on Friday".
func (r *reader) saidThen(first int) bool {
	k := first - 1
	for k > r.begin && r.words[k].class.is(preposition|determiner) {
		k--
	}
	return k >= r.begin && r.part(k) == "saying"
}

// claimedThen reports whether a time is that of a claim: it stands before one, of an incident told before: "on Sunday the
// Front claimed responsibility for the attack".
func (r *reader) claimedThen(first int) bool {
	for i := first; i < r.end; i++ {
		if n := r.claimWords(i); n > 0 {
			k := slices.IndexFunc(r.heads, func(k int) bool { return r.triggers[k].first >= i+n })
			return k >= 0 && r.definite(r.heads[k])
		}
		if r.words[i].trigger > 0 {
			return false
		}
	}
	return false
}

// dateOf is the day of a time, or its value where it is of more than a day.
func dateOf(t edition.Time) string {
	if t.Earliest == t.Latest {
		return string(t.Earliest)
	}
	return t.Value
}

// harm gives each figure of killed and injured to an incident. Of several the largest
// stands, of which the others are parts: "12 people, three of them children".
func (r *reader) harm(found []edition.Incident) {
	for _, f := range r.figures {
		if f.Kind != edition.Killed && f.Kind != edition.Injured {
			continue
		}
		first, next := r.wordAt(f.Start), r.wordAt(f.End)
		if next <= first {
			continue
		}
		head := r.owner(first, next)
		m := &found[head]
		if r.ofOthers(first, next, head) || m.Date != "" && r.historic(r.triggers[r.heads[head]].next, first) {
			continue
		}
		field, value := "killed", &m.Killed
		if f.Kind == edition.Injured {
			field, value = "injured", &m.Injured
		}
		if f.Low <= *value {
			continue
		}
		*value = f.Low
		m.Said = slices.DeleteFunc(m.Said, func(s edition.Slot) bool { return s.Field == field })
		m.Said = append(m.Said, edition.Slot{Span: f.Span, Field: field, Figure: f.ID, Low: f.Low, High: f.High, Approx: f.Approx})
	}
}

// places gives each name behind "in", "at", "near" to an incident. The first of two stands, unless it lies farther away.
func (r *reader) places(found []edition.Incident) {
	if !r.plain {
		return
	}
	for i := r.begin; i+1 < r.end; i++ {
		if r.part(i) != "where" || !r.words[i].class.is(preposition) {
			continue
		}
		first, next := r.nameBehind(i + 1)
		if next == first || r.dated(first) || next < r.end && r.part(next) == "saying" { // "a spokesman in Osten said"
			continue
		}
		head := r.owner(first, next)
		if m := &found[head]; m.Place == "" && !r.ofOthers(first, next, head) {
			m.Place = r.a.Text[r.words[first].Start:r.words[next-1].End]
			r.slot(m, "place", first, next)
		}
		i = next - 1
	}
}

// nameBehind is the run of capitals at a place, behind an article and with a compass word before it: "the northern Lisk islands".
func (r *reader) nameBehind(i int) (first, next int) {
	for i < r.end && r.words[i].class.is(determiner) && !r.capital(i) {
		i++
	}
	first = i
	for i < r.end && r.part(i) == "compass" {
		i++
	}
	named := i
	for i < r.end && i-named < longestRun && (r.capital(i) || i > named && i+1 < r.end && r.particle(i) && r.capital(i+1)) {
		i++
	}
	if i == named || r.adjective(i-1) && i < r.end && r.content(i) {
		return first, first
	}
	if i+1 < r.end && r.a.Text[r.words[i].Start] == ',' {
		if _, next := r.nameBehind(i + 1); next > i+1 && r.joined(i, next) {
			return first, next
		}
	}
	return first, i
}

// joined reports whether the name behind a comma is of the region that the place lies in: "Croydon, south London,". A new clause
// or a list goes on with small letters.
func (r *reader) joined(comma, next int) bool {
	w := &r.words[comma+1]
	return (r.capital(comma+1) || r.part(comma+1) == "compass") && !r.dated(comma+1) && w.class&function == 0 &&
		(next == r.end || r.words[next].class.is(mark|preposition|conjunction|subordinator))
}

// adjective reports whether a word is one of a people, which with a noun behind it is no place: "the German consulate".
func (r *reader) adjective(i int) bool {
	return r.lex.demonyms.Has(text.Normalize(r.words[i].Of(r.a.Text)))
}

func (r *reader) particle(i int) bool {
	return r.lex.particles.Has(text.Normalize(r.words[i].Of(r.a.Text)))
}

func (r *reader) capital(i int) bool {
	w := &r.words[i]
	c, _ := utf8.DecodeRuneInString(r.a.Text[w.Start:])
	return w.Kind == text.Word && unicode.IsUpper(c) && (w.class&function == 0 || w.End-w.Start > 1 && strings.ToUpper(w.Of(r.a.Text)) == w.Of(r.a.Text))
}

// dated reports whether a word is part of a time: "in January".
func (r *reader) dated(i int) bool {
	for _, t := range r.times {
		if r.words[i].Start >= t.Start && r.words[i].Start < t.End {
			return true
		}
	}
	return false
}
