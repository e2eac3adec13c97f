// Package incident reads what befell people and things: attacks, accidents, disasters, arrests, deaths. Find returns the
// incidents that an account tells as done, each with its kind, place, day, harm, who did it and who claims it, and with the words
// that say so; Match makes one event of what several accounts tell of the same incident. Describe reads an account as a report of
// violence, as MUC-4 has it (Sundheim 1992): whether it tells of an incident, of what types, and who and what had part in it.
//
// Find goes by words that tell of an incident (the table "triggers") and by what stands near them, in the manner of AutoSlog
// (Riloff 1993); figures and times are those that their own readers found. That two incidents are one only if day and place allow
// it is the practice of the coders of conflict events (ACLED Codebook 2023; Sundberg and Melander 2013, UCDP GED).
package incident

import (
	"slices"
	"strconv"

	"variorum/edition"
	"variorum/internal/news/account"
)

// NotRun is what Account.NotRun says of an account in a language without a table of triggers.
const NotRun = "incidents"

// The rules, by the names that Incident.Rule and Event.Rule have and docs/method.md explains.
const (
	RuleTold    = "told"          // an attack in Lisk on Friday, in which 12 people were killed
	RuleHarm    = "told-by-harm"  // four people died in Lisk on Friday
	RuleDayKind = "same-day"      // two accounts tell of the same kind on the same day
	RulePlace   = "same-location" // two accounts tell of the same kind at the same place, and no day speaks against it
	RuleOnly    = "only-of-kind"  // neither of two accounts tells another of the kind, and their days have one in common
	RuleHarmed  = "same-harm"     // two accounts tell of the same kind with the same number of killed
)

// Find returns the incidents that an account tells, in the order of its text; its figures and times have to be found before. An
// account in a language without triggers has none.
func Find(a *account.Account) []edition.Incident {
	lex := lexiconOf(a.Pack)
	if lex == nil || len(lex.triggers) == 0 {
		return nil
	}
	p := newPage(a, lex)
	var out []edition.Incident
	figures, times := 0, 0
	for s := range len(p.first) - 1 {
		if len(p.of[s]) == 0 {
			continue
		}
		r := newReader(p, s, &figures, &times)
		told, again := r.read()
		for i := range again {
			lex.tellAgain(out, &again[i])
		}
		for _, m := range told {
			if out = lex.merge(out, m); len(out) > mostIncidents {
				return numbered(out[:mostIncidents])
			}
		}
	}
	return numbered(out)
}

func numbered(out []edition.Incident) []edition.Incident {
	for i := range out {
		out[i].ID = "i" + strconv.Itoa(i+1)
	}
	return out
}

// merge adds an incident to those that the account has told before, or tells more of one of them: the last of its family that day
// and place allow.
func (l *lexicon) merge(out []edition.Incident, m edition.Incident) []edition.Incident {
	for i := len(out) - 1; i >= 0; i-- {
		o := &out[i]
		if !sameFamily(o.What, m.What) || l.apart(o, &m) || !linked(o, &m) {
			continue
		}
		fill(o, &m)
		return out
	}
	return append(out, m)
}

// tellAgain adds what is told of "the attack" to the one incident that it may be; among several it is left alone.
func (l *lexicon) tellAgain(out []edition.Incident, m *edition.Incident) {
	only := -1
	for i := range out {
		if sameFamily(out[i].What, m.What) {
			if only >= 0 {
				return
			}
			only = i
		}
	}
	if only >= 0 && linked(&out[only], m) {
		fill(&out[only], m)
	}
}

// linked reports whether something speaks for two incidents of one account being one: a day or a place that both have, or that the
// later has neither, as "the attack" is told of again, and no other number of killed. A month may hold many attacks.
func linked(a, b *edition.Incident) bool {
	day, place := a.Date != "" && (a.Date == b.Date || fewDays(a) && fewDays(b)), a.Place != "" && b.Place != ""
	if a.Killed > 0 && b.Killed > 0 && a.Killed != b.Killed && !(day && place) {
		return false
	}
	return day || place || b.Date == "" && b.Place == ""
}

// fewDays reports whether the day of an incident is known to a few days.
func fewDays(m *edition.Incident) bool {
	return m.Date != "" && daysBetween(m.Earliest, m.Latest) <= shortDays
}

// fill takes from a later telling what the earlier has not. Of two numbers of killed the larger stands: "12 died" and, farther down,
// "three children were killed".
func fill(o, m *edition.Incident) {
	more := m.Killed > o.Killed && o.Killed > 0
	for _, s := range m.Said {
		if k := slices.IndexFunc(o.Said, func(x edition.Slot) bool { return x.Field == "killed" }); more && s.Field == "killed" && k >= 0 {
			o.Said[k] = s
			continue
		}
		if s.Field == "what" || slices.ContainsFunc(o.Said, func(x edition.Slot) bool { return x.Field == s.Field }) {
			continue
		}
		o.Said = append(o.Said, s)
	}
	if isHarm(o.What) {
		o.What = m.What
	}
	if o.Date == "" {
		o.Date, o.Earliest, o.Latest = m.Date, m.Earliest, m.Latest
	}
	if o.Place == "" {
		o.Place = m.Place
	}
	o.Killed = max(o.Killed, m.Killed)
	if o.Injured == 0 {
		o.Injured = m.Injured
	}
	if o.By == "" {
		o.By = m.By
	}
	if o.ClaimedBy == "" {
		o.ClaimedBy = m.ClaimedBy
	}
}
