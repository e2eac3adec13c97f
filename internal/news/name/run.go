package name

import (
	"strings"

	"variorum/internal/engine/text"

	"variorum/internal/news/account"
)

// run is a stretch of tokens in which names may stand: capitals, and what may join them. Everything else is no name, so that
// the model is asked for a fifth of a page only.
type run struct{ start, end int }

// bridge is how many tokens without a capital a name may hold between two that have one: "Bank of the West".
const bridge = 2

func (p *page) findRuns() {
	last := -1 // the last capital
	for i := range p.words {
		w := &p.words[i]
		if !p.wanted(w) {
			continue
		}
		if last >= 0 && i-last-1 <= bridge && !p.parted(last, i) {
			p.runs[len(p.runs)-1].end = i + 1
		} else {
			p.runs = append(p.runs, run{i, i + 1})
		}
		last = i
	}
	for k := range p.runs { // a stop that belongs to the last word, a body's word in lower case
		r := &p.runs[k]
		if r.end < len(p.words) && !p.words[r.end].breaks {
			next := &p.words[r.end]
			if p.text(r.end) == "." && next.glued || next.class&isBody != 0 && !next.mark {
				r.end++
			}
		}
	}
}

// wanted reports whether a token may begin or end a name.
func (p *page) wanted(w *word) bool { return w.capital }

// parted reports whether what stands between tokens i and k parts names for sure: a paragraph's end, quotation marks.
func (p *page) parted(i, k int) bool {
	for j := i + 1; j <= k; j++ {
		if p.words[j].breaks {
			return true
		}
		if j < k && p.words[j].mark && strings.ContainsAny(p.text(j), "\"“”«»()[]:;!?…_`") {
			return true
		}
	}
	return false
}

// page is an account as the model reads it.
type page struct {
	a      *account.Account
	tokens []text.Token // the account's, compounds cut
	words  []word
	runs   []run
	seen   map[uint32]*usage // by the raw form of words with a capital
	small  map[uint32]bool   // forms that the account has in lower case
	first  []uint32          // by token: what the first reading has told of the word elsewhere, 0 in the first reading
	short  map[uint32]bool   // initials of the account's runs: "IMF" for International Monetary Fund
}

func (p *page) text(i int) string { return p.tokens[i].Of(p.a.Text) }

// usage is what the whole account shows of one written word.
type usage struct {
	titled, given, bodied, located, spoke, inside, long uint8
	ties                                                uint8 // bits of what ties has shown at any place
	count                                               int
}

// survey notes how the account uses its words with a capital, at all their places.
func (p *page) survey() {
	p.seen, p.small, p.short = map[uint32]*usage{}, map[uint32]bool{}, map[uint32]bool{}
	for i := range p.words {
		w := &p.words[i]
		if w.mark {
			continue
		}
		if !w.capital {
			p.small[w.form] = true
			continue
		}
		u := p.seen[w.raw]
		if u == nil {
			u = &usage{}
			p.seen[w.raw] = u
		}
		p.note(u, i)
	}
	for _, r := range p.runs {
		p.noteInitials(r)
	}
}

func bit(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}

func (p *page) note(u *usage, i int) {
	w := &p.words[i]
	prev, next := p.at(i-1), p.at(i+1)
	if prev.form == stop.form && i > 1 { // "Gen. Lee"
		prev = p.at(i - 2)
	}
	u.count++
	u.titled |= bit(prev.class&isTitle != 0 && prev.class&isGiven == 0)
	u.given |= bit(prev.capital && prev.class&isGiven != 0)
	u.bodied |= bit(next.capital && next.class&isBody != 0)
	u.located |= bit(prev.form == formIn || prev.form == formAt)
	u.spoke |= bit(next.form == formSaid || prev.form == formSaid)
	u.inside |= bit(!w.opens)
	u.long |= bit(prev.capital && !prev.opens)
	u.ties |= p.ties(i, i+1)
}

// What nouns beside a name tell of it.
const (
	headed    = 1 << iota // president of Idem, Idem's president
	employing             // employees of Idem, Idem employees, joined Idem
	apposedTo             // Idem, an advertising agency
	isOffice              // Idem, the minister
)

// reach is how many tokens of an apposition, or behind an owner, are looked at.
const reach = 5

// ties are what the nouns beside the tokens start:end tell of what these name.
func (p *page) ties(start, end int) uint8 {
	var out uint8
	a, b, c := p.at(start-1), p.at(end), p.at(start-2)
	if a.form == formOf || a.form == formAt || a.form == formFor {
		out |= headed*bit(c.class&isRole != 0 && !c.capital) | employing*bit(c.class&isPeople != 0 && !c.capital)
	}
	out |= employing * bit(b.class&isPeople != 0 && !b.capital)
	switch b.form {
	case formOwns:
		out |= headed * bit(p.leads(end+1, isRole|isTitle))
	case comma.form:
		if p.leads(end+1, isBody) {
			out |= apposedTo
		} else if p.leads(end+1, isRole|isTitle|isPeople) {
			out |= isOffice
		}
	}
	return out
}

// leads reports whether a noun of a class in lower case stands in the phrase that begins at token i.
func (p *page) leads(i int, class uint32) bool {
	for k := i; k < i+reach; k++ {
		w := p.at(k)
		if w.mark && k > i || w.breaks {
			return false
		}
		if !w.capital && w.class&class != 0 && w.class&isClosed == 0 {
			return true
		}
	}
	return false
}

// noteInitials notes the initials of a run of three capitals or more.
func (p *page) noteInitials(r run) {
	h, n := uint32(2166136261), 0
	for i := r.start; i < r.end; i++ {
		if w := p.text(i); p.words[i].capital {
			h = (h ^ uint32(w[0])) * 16777619
			if n++; n >= 2 {
				p.short[h] = true
			}
		}
	}
}

func (p *page) at(i int) *word {
	if i < 0 || i >= len(p.words) {
		return &outside
	}
	return &p.words[i]
}

var (
	outside   = word{mark: true, breaks: true, shape: 7, raw: 7, form: 7}
	stop      = wordOf(".")
	comma     = wordOf(",")
	formFor   = wordOf("for").form
	formIn    = wordOf("in").form
	formAt    = wordOf("at").form
	formNorth = wordOf("North").form
	formSouth = wordOf("South").form
	formOwns  = wordOf("'s").form
	formOf    = wordOf("of").form
	formAnd   = wordOf("and").form
	formThe   = wordOf("the").form
	formSaid  = wordOf("said").form
)
