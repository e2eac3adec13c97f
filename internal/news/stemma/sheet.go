package stemma

import (
	"slices"
	"strings"

	"variorum/edition"
	"variorum/internal/engine/align"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

// none is the place, or the value, of what an account does not have.
const none = -1

// sheet is the accounts of a story as critics write them down before they draw a stemma: which sentences each has, in which
// order, and which reading at each place where they differ.
type sheet struct {
	accounts []*account.Account
	units    []unit
	sites    []site
	changes  int // number of different changes, for the ids in site.change
}

// unit is a sentence (or two that go together) that some accounts have in much the same words.
type unit struct {
	place   []int32 // of each account: the rank of the unit in it, or none
	spans   []text.Span
	words   []int // of each account: the words of its reading
	holders int   // accounts that have it
	home    int   // the account whose outlet the unit names as the one that tells it, or none
	from    int   // its sites
	to      int
	marks   [][kinds]int8 // of each account: the form of its quotation marks, and of its apostrophes
}

// site is a place of a unit where readings differ.
type site struct {
	unit   int
	lacuna bool
	value  []int8         // of each account: its reading, or none
	words  []string       // of each reading
	spans  []edition.Span // of each account
	what   [][]tally
	cost   [][]float32
	change [][]int32 // the id of the change from reading to reading
}

// lay lays the accounts side by side. passages and only are the collation of the accounts.
func lay(accounts []*account.Account, passages []edition.Passage, only []edition.Only, cited []citation, w account.Weights) *sheet {
	l := layer{sheet: &sheet{accounts: accounts}, w: w, index: map[string]int{}, ids: map[string]int32{}, asides: asidesOf(len(accounts), cited)}
	for i, a := range accounts {
		l.index[a.ID] = i
	}
	for _, p := range passages {
		for _, rs := range l.versions(p) {
			if len(rs) == 1 {
				l.alone(rs[0])
			} else {
				l.unit(rs)
			}
		}
	}
	for _, o := range only {
		if r := l.reading(o.Account, o.Span); len(r.words.Forms) > 0 {
			l.alone(r)
		}
	}
	l.rank()
	return l.sheet
}

// alone adds the sentences of a reading that one account has alone, each as a unit.
func (l *layer) alone(r reading) {
	a := l.accounts[r.account]
	first, _ := slices.BinarySearchFunc(a.Sentences, r.span.Start, func(s text.Span, start int) int { return s.Start - start })
	for _, s := range a.Sentences[first:] {
		if s.Start >= r.span.End {
			return
		}
		one := l.reading(a.ID, a.Span(s.Start, s.End))
		if words := len(one.words.Forms); words > 0 && !isLink(s.Of(a.Text), words) {
			l.unit([]reading{one})
		}
	}
}

// asidesOf is the words of each of n accounts that only credit somebody.
func asidesOf(n int, cited []citation) [][]text.Span {
	out := make([][]text.Span, n)
	for _, c := range cited {
		if c.aside {
			out[c.account] = append(out[c.account], c.span)
		}
	}
	return out
}

type layer struct {
	*sheet
	w      account.Weights
	index  map[string]int
	ids    map[string]int32 // of changes
	asides [][]text.Span
}

// reading is what one account has of a unit.
type reading struct {
	account int
	span    text.Span
	words   account.Run
	bag     []uint64 // the forms, sorted
	weight  float32
}

func (l *layer) reading(id string, s edition.Span) reading {
	i := l.index[id]
	r := reading{account: i, span: text.Span{Start: s.Start, End: s.End}}
	r.words = l.accounts[i].Words(without(r.span, l.asides[i])...)
	r.bag = slices.Clone(r.words.Forms)
	slices.Sort(r.bag)
	for _, f := range r.bag {
		r.weight += l.w.Of(f)
	}
	return r
}

// without returns what is left of a span when asides are cut out.
func without(s text.Span, asides []text.Span) []text.Span {
	var out []text.Span
	for _, a := range asides {
		if !a.Overlaps(s) {
			continue
		}
		if a.Start > s.Start {
			out = append(out, text.Span{Start: s.Start, End: a.Start})
		}
		s.Start = min(a.End, s.End)
	}
	return append(out, s)
}

// versions parts the readings of a passage into those that have much the same words: what tells the same in other words was not
// copied. A second reading of one account is left out.
func (l *layer) versions(p edition.Passage) [][]reading {
	var out [][]reading
	for _, pr := range p.Readings {
		r := l.reading(pr.Account, pr.Span)
		if len(r.words.Forms) == 0 || isLink(pr.Text, len(r.words.Forms)) {
			continue
		}
		best, most := none, float32(sameShare)
		for k, rs := range out {
			if s := l.share(rs[0], r); s > most {
				best, most = k, s
			} else if best == none && s > 1-sameShare && longRun(rs[0].words.Forms, r.words.Forms) {
				best = k
			}
		}
		switch {
		case best == none:
			out = append(out, []reading{r})
		case !slices.ContainsFunc(out[best], func(o reading) bool { return o.account == r.account }):
			out[best] = append(out[best], r)
		}
	}
	return out
}

// isLink reports whether a reading is no sentence: a few words without a stop, as links and signatures have it ("Read more on the Harbour
// Post"). Every outlet has its own below the text, so that to lack them says nothing.
func isLink(s string, words int) bool {
	return words < linkWords && !strings.ContainsAny(s[max(0, len(s)-4):], ".!?…\"”’'")
}

// linkWords is the number of words from which a line without a stop counts as text.
const linkWords = 7

// sameShare is the share of the lighter reading's weight that the other must have for the two to be one text: half is what a
// retelling of one fact reaches by its names alone.
const sameShare = 0.8

// longRun reports whether two readings have a run of passageWords words in common.
func longRun(a, b []uint64) bool {
	if len(a) < passageWords || len(b) < passageWords {
		return false
	}
	r := runs(a, b)
	return len(r) > 0 && r[0].n >= passageWords
}

func (l *layer) share(a, b reading) float32 {
	shared := float32(0)
	for i, j := 0, 0; i < len(a.bag) && j < len(b.bag); {
		switch {
		case a.bag[i] < b.bag[j]:
			i++
		case a.bag[i] > b.bag[j]:
			j++
		default:
			shared += l.w.Of(a.bag[i])
			i, j = i+1, j+1
		}
	}
	return shared / max(min(a.weight, b.weight), 1e-6)
}

// unit adds a unit with its sites.
func (l *layer) unit(rs []reading) {
	u := unit{place: make([]int32, len(l.accounts)), spans: make([]text.Span, len(l.accounts)), words: make([]int, len(l.accounts)), marks: make([][kinds]int8, len(l.accounts)), holders: len(rs), from: len(l.sites)}
	for i := range u.place {
		u.place[i], u.marks[i] = none, unmarked
	}
	rows := make([][]uint64, len(rs))
	for i, r := range rs {
		u.place[r.account] = 0
		u.spans[r.account] = r.span
		u.marks[r.account] = marksOf(r.span.Of(l.accounts[r.account].Text))
		u.words[r.account] = len(r.words.Forms)
		rows[i] = r.words.Forms
	}
	if len(rs) > 1 {
		for _, b := range align.Merge(rows, l.w.Of).Blocks(l.w.Weak) {
			l.site(rs, b)
		}
	}
	u.to = len(l.sites)
	u.home = l.home(rs)
	l.units = append(l.units, u)
}

// home is the account whose outlet the words of a unit name, when it has the unit and others have it too: "The Harbour Post has asked
// the ministry" was written there. A credit is another matter.
func (l *layer) home(rs []reading) int {
	if len(rs) < 2 {
		return none
	}
	for _, r := range rs {
		name := signature(l.accounts[r.account])
		if name == "" {
			continue
		}
		naming := 0
		for _, o := range rs {
			if strings.Contains(o.span.Of(l.accounts[o.account].Text), name) {
				naming++
			}
		}
		if 2*naming > len(rs) {
			return r.account
		}
	}
	return none
}

// signature is the name of an account's outlet, without its article, when it is long enough to be looked for in running text; else nothing.
func signature(a *account.Account) string {
	if name := withoutArticle(a.Pack, a.Outlet); len(name) >= minOutlet {
		return name
	}
	return ""
}

// minOutlet is the least length of an outlet's name that is looked for in running text: "Time" and "RT" stand in other words.
const minOutlet = 6

// site adds a site.
func (l *layer) site(rs []reading, b align.Block) {
	s := site{unit: len(l.units), lacuna: b.Lacuna, value: make([]int8, len(l.accounts)), spans: make([]edition.Span, len(l.accounts))}
	for i := range s.value {
		s.value[i] = none
	}
	for i, c := range b.Cells {
		if c.Absent {
			continue
		}
		r := rs[i]
		span := l.accounts[r.account].Cell(r.words, c)
		words := normal(span.Text)
		if b.Lacuna && !c.Empty() {
			words = "…" // what stands there is other sites' to tell
		}
		v := slices.Index(s.words, words)
		if v == none {
			if v = len(s.words); v == 127 {
				continue
			}
			s.words = append(s.words, words)
		}
		s.value[r.account], s.spans[r.account] = int8(v), span
	}
	if len(s.words) > 1 {
		l.price(&s, b.To-b.From)
		l.sites = append(l.sites, s)
	}
}

// normal is the words of a span as they are compared.
func normal(s string) string {
	var out []string
	for _, t := range text.Tokenize(s) {
		if t.Kind != text.Mark {
			out = append(out, t.Of(s))
		}
	}
	return strings.Join(out, " ")
}

// rank numbers the units of each account in the order of its text.
func (l *layer) rank() {
	for i := range l.accounts {
		var mine []int
		for u := range l.units {
			if l.units[u].place[i] != none {
				mine = append(mine, u)
			}
		}
		slices.SortFunc(mine, func(a, b int) int { return l.units[a].spans[i].Start - l.units[b].spans[i].Start })
		for k, u := range mine {
			l.units[u].place[i] = int32(k)
		}
	}
}
