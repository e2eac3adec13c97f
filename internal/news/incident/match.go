package incident

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

// families are kinds that one incident may be called by turns: a bombing is an attack. A kind without a family is its own.
var families = map[string]string{
	"bombing": "attack", "arson": "attack", "collision": "accident", "crash": "accident", "sinking": "accident",
	"derailment": "accident", "drowning": "accident",
}

// The kinds of incidents of which only the harm is told: it may be that of any other.
const death, injury = "death", "injury"

func isHarm(kind string) bool { return kind == death || kind == injury }

// sameFamily reports whether two kinds may be of one incident.
func sameFamily(a, b string) bool {
	return a == b || isHarm(a) || isHarm(b) || cmp.Or(families[a], a) == cmp.Or(families[b], b)
}

// apart reports whether day or place keep two incidents apart.
func (l *lexicon) apart(a, b *edition.Incident) bool {
	if a.Date != "" && b.Date != "" && (a.Latest < b.Earliest || b.Latest < a.Earliest) {
		return true
	}
	return a.Place != "" && b.Place != "" && !l.samePlace(a.Place, b.Place)
}

// samePlace reports whether one name of a place holds the words of the other: "Croydon, south London" and "London". Compass words
// tell places apart only where both names have them.
func (l *lexicon) samePlace(a, b string) bool {
	x, north := l.placeWords(a)
	y, south := l.placeWords(b)
	return (within(x, y) || within(y, x)) && (within(north, south) || within(south, north))
}

func (l *lexicon) placeWords(s string) (words, compass []string) {
	for _, w := range strings.FieldsFunc(text.Normalize(s), func(r rune) bool { return r == ' ' || r == ',' }) {
		if l != nil && l.parts[text.FormOf(w)] == "compass" {
			compass = append(compass, w)
		} else {
			words = append(words, w)
		}
	}
	return words, compass
}

func within(x, y []string) bool {
	return !slices.ContainsFunc(x, func(w string) bool { return !slices.Contains(y, w) })
}

// reading is an incident of one account.
type reading struct {
	*edition.Incident
	account int
	only    bool // the account tells no other of the family
	days    int  // that its date may span, less one
	lex     *lexicon
}

// Match makes one event of all that the accounts of a story tell of one incident. Two are one when they are of like kind, neither
// day nor place keeps them apart, and the same day, the same place, the same number of killed, or that neither account tells another, speaks for it. Events come in
// order of time, those without a day last.
func Match(accounts []*account.Account) []edition.Event {
	groups := alone(accounts)
	rules := make([]string, len(groups))
	for _, rule := range []string{RuleDayKind, RulePlace, RuleHarmed, RuleOnly} {
		for i := range groups {
			for j := i + 1; j < len(groups); j++ {
				if fits(groups[i], groups[j]) && speaksFor(rule, groups[i], groups[j]) {
					groups[i], groups[j] = append(groups[i], groups[j]...), nil
					rules[i] = cmp.Or(rules[i], rules[j], rule)
				}
			}
		}
	}
	out := make([]edition.Event, 0, len(groups))
	for k, g := range groups {
		if len(g) > 0 {
			slices.SortStableFunc(g, func(a, b reading) int { return a.account - b.account })
			out = append(out, event(accounts, g, rules[k]))
		}
	}
	slices.SortStableFunc(out, func(a, b edition.Event) int { return strings.Compare(cmp.Or(a.Date, "~"), cmp.Or(b.Date, "~")) })
	for i := range out {
		out[i].ID = "e" + strconv.Itoa(i+1)
	}
	return out
}

func onlyOne(incidents []edition.Incident, j int) bool {
	for i := range incidents {
		if i != j && sameFamily(incidents[i].What, incidents[j].What) {
			return false
		}
	}
	return true
}

// alone makes a group of each incident of the accounts.
func alone(accounts []*account.Account) [][]reading {
	var out [][]reading
	for i, a := range accounts {
		for j := range a.Incidents {
			m := &a.Incidents[j]
			if len(out) < mostReadings {
				out = append(out, []reading{{m, i, onlyOne(a.Incidents, j), daysBetween(m.Earliest, m.Latest), lexiconOf(a.Pack)}})
			}
		}
	}
	return out
}

// fits reports whether nothing keeps two groups apart. Two incidents that one account tells apart stay two.
func fits(g, h []reading) bool {
	for _, a := range g {
		for _, b := range h {
			if a.account == b.account || !sameFamily(a.What, b.What) || a.lex.apart(a.Incident, b.Incident) {
				return false
			}
		}
	}
	return len(g) > 0 && len(h) > 0
}

func speaksFor(rule string, g, h []reading) bool {
	return slices.ContainsFunc(g, func(a reading) bool {
		return slices.ContainsFunc(h, func(b reading) bool { return speaks(rule, a, b) })
	})
}

func speaks(rule string, a, b reading) bool {
	dated := a.Date != "" && b.Date != ""
	switch rule {
	case RuleDayKind:
		return a.short() && b.short()
	case RulePlace:
		return a.Place != "" && b.Place != "" && (!dated || a.Date == b.Date || a.short() || b.short())
	case RuleOnly:
		return dated && a.only && b.only
	}
	return a.Killed > 0 && a.Killed == b.Killed && a.What == b.What
}

// short reports whether the day of an incident is known to a few days: longer ones may hold many.
func (r reading) short() bool { return r.Date != "" && r.days <= shortDays }

func daysBetween(a, b edition.Day) int {
	x, err := time.Parse(time.DateOnly, string(a))
	y, err2 := time.Parse(time.DateOnly, string(b))
	if err != nil || err2 != nil {
		return longestDate + 1
	}
	return int(y.Sub(x).Hours() / 24)
}

// event is the record of a group: of each field the reading that says most, of harm the most conservative.
func event(accounts []*account.Account, g []reading, rule string) edition.Event {
	e := edition.Event{Rule: rule, Status: edition.Alone}
	told := map[string]bool{}
	for _, r := range g {
		a := accounts[r.account]
		told[a.ID] = true
		e.Readings = append(e.Readings, edition.EventReading{Span: r.Span, Account: a.ID, Incident: r.ID, Said: r.Said})
		if e.What == "" || isHarm(e.What) {
			e.What = r.What
		}
		e.Place, e.By, e.ClaimedBy = cmp.Or(e.Place, r.Place), cmp.Or(e.By, r.By), cmp.Or(e.ClaimedBy, r.ClaimedBy)
	}
	e.Date, e.Earliest, e.Latest = shortest(g)
	if len(told) > 1 {
		e.Status = edition.Agree
	}
	killed := harmIn(g, "killed")
	e.Killed, e.KilledLow, e.KilledHigh = killed.low, killed.low, killed.high
	injured := harmIn(g, "injured")
	e.Injured, e.InjuredLow, e.InjuredHigh = injured.low, injured.low, injured.high
	for field, h := range map[string]toll{"killed": killed, "injured": injured} {
		e.Status = worse(e.Status, h.status)
		if h.status == edition.Conflict {
			e.Disputed = append(e.Disputed, field)
		}
	}
	slices.Sort(e.Disputed)
	return e
}

// shortest is the date of a group that says most: the one of the fewest days.
func shortest(g []reading) (date string, earliest, latest edition.Day) {
	days := 0
	for _, r := range g {
		if r.Date != "" && (date == "" || r.days < days) {
			date, earliest, latest, days = r.Date, r.Earliest, r.Latest, r.days
		}
	}
	return date, earliest, latest
}

// toll is all that the readings of a group say of one harm.
type toll struct {
	low, high float64
	status    edition.Accord
}

func harmIn(g []reading, field string) toll {
	var said []edition.Slot
	for _, r := range g {
		for _, s := range r.Said {
			if s.Field == field {
				said = append(said, s)
			}
		}
	}
	if len(said) == 0 {
		return toll{status: edition.Alone}
	}
	t := toll{said[0].Low, said[0].High, edition.Alone}
	for i, s := range said {
		t.low, t.high = min(t.low, s.Low), max(t.high, s.High)
		for _, o := range said[:i] {
			t.status = worse(t.status, accord(o, s))
		}
	}
	return t
}

// accord compares two figures of one harm: a hedge on one number changes nothing, as in figures; hedged ones may both be true.
func accord(a, b edition.Slot) edition.Accord {
	if a.Low == b.Low && a.High == b.High {
		return edition.Agree
	}
	al, ah := bounds(a)
	bl, bh := bounds(b)
	switch {
	case al > bh || bl > ah:
		return edition.Conflict
	}
	return edition.Differ
}

func bounds(s edition.Slot) (low, high float64) {
	switch s.Approx {
	case edition.AtLeast, edition.Over:
		return s.Low, 1e18
	case edition.AtMost, edition.Under:
		return 0, s.High
	case edition.About, edition.Nearly:
		return s.Low * (1 - loose), s.High * (1 + loose)
	}
	return s.Low, s.High
}

// accords in the order in which one outweighs the others.
var accords = []edition.Accord{edition.Alone, edition.Agree, edition.Differ, edition.Conflict}

func worse(a, b edition.Accord) edition.Accord {
	if slices.Index(accords, b) > slices.Index(accords, a) {
		return b
	}
	return a
}
