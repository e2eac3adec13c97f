package quotation

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode"

	"variorum/edition"
	"variorum/internal/engine/align"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

const (
	// sameContained is the share of the shorter rendering's weight that the longer must have before both render one
	// statement. Half would join a speaker's like sentences; renamed things and cuts seldom cost a third.
	sameContained = 0.6
	// sameReported is the same for a rendering that is not in quotation marks, of either one's weight: reported speech is
	// short and shares the story's words with any other.
	sameReported = 0.65
	// sameReportedBy is the same where both are named as the same one's words, and sameReportedHere where they stand in one passage as
	// well. What they and the two below joined on the development pages was read: 19 statements, each of one speaker's and one. Among
	// pairs that share less, many were not.
	sameReportedBy   = 0.5
	sameReportedHere = 0.45
	// withinReported is the share of a short report's weight that a longer quotation of the same one must have, and leastReported how
	// many words they must share: a report tells of one sentence of a speech.
	withinReported = 0.8
	leastReported  = 4
	// sameQuoted is the same where words in marks inside the report, leastQuoted of them, stand in a row in the other.
	sameQuoted  = 0.35
	leastQuoted = 2
	// leastShared is the share of either one's weight that renderings of one statement have in common in any of these ways.
	leastShared = 0.29
	// leastWords is the number of words that two renderings must share.
	leastWords = 3
)

// rendering is one quotation of one account, ready to be compared.
type rendering struct {
	account   *account.Account
	quotation *edition.Quotation
	nth       int // of its account, from 0
	words     account.Run
	set       []uint64   // its words, each once, sorted
	numbers   []uint64   // those that are figures, sorted
	runs      [][]uint64 // the words in marks inside a report
	passages  []int      // the passages of the story that it stands in
	weight    float32    // of the set
	names     []string   // of its speaker, normalised
}

// Match makes one statement of all the quotations, of any account of a story, that render the same words. Statements are in
// the order in which the first account that has them tells them; a statement of one account is one too.
func Match(accounts []*account.Account, passages []edition.Passage, w account.Weights) []edition.Statement {
	rs := renderings(accounts, w)
	place(rs, passages)
	var out []edition.Statement
	for i, group := range groups(rs, w) {
		s := statement(group, w)
		s.ID = fmt.Sprintf("q%d", i+1)
		out = append(out, s)
	}
	return out
}

func renderings(accounts []*account.Account, w account.Weights) []rendering {
	var out []rendering
	for _, a := range accounts {
		for i := range a.Quotations {
			q := &a.Quotations[i]
			r := rendering{account: a, quotation: q, nth: i, words: a.Words(pieces(q)...)}
			if q.Speaker != nil {
				r.names = strings.Fields(text.Normalize(q.Speaker.Name))
			}
			r.set = slices.Compact(slices.Sorted(slices.Values(r.words.Forms)))
			r.numbers = numbersIn(a, q)
			if q.Form == edition.Mixed {
				r.runs = runsIn(a, q)
			}
			for _, f := range r.set {
				r.weight += w.Of(f)
			}
			out = append(out, r)
		}
	}
	return out
}

// numbersIn returns the forms of the numbers in digits that a quotation has, sorted.
func numbersIn(a *account.Account, q *edition.Quotation) []uint64 {
	var out []uint64
	for k := sort.Search(len(a.Tokens), func(k int) bool { return a.Tokens[k].Start >= q.Start }); k < len(a.Tokens) && a.Tokens[k].End <= q.End; k++ {
		if a.Tokens[k].Kind == text.Number {
			out = append(out, a.Tokens[k].Form)
		}
	}
	slices.Sort(out)
	return out
}

// runsIn returns the words of each run in marks that a report has, if they are leastQuoted or more.
func runsIn(a *account.Account, q *edition.Quotation) [][]uint64 {
	var out [][]uint64
	for k := sort.Search(len(a.Quoted), func(k int) bool { return a.Quoted[k].End > q.Start }); k < len(a.Quoted) && a.Quoted[k].Start < q.End; k++ {
		if run := a.Words(a.Quoted[k]).Forms; len(run) >= leastQuoted {
			out = append(out, run)
		}
	}
	return out
}

// place notes in which passages of the story the renderings stand.
func place(rs []rendering, passages []edition.Passage) {
	of := map[string][]int{} // renderings by account
	for i := range rs {
		of[rs[i].account.ID] = append(of[rs[i].account.ID], i)
	}
	for k, p := range passages {
		for _, reading := range p.Readings {
			for _, i := range of[reading.Account] {
				if q := rs[i].quotation; reading.Start < q.End && q.Start < reading.End {
					rs[i].passages = append(rs[i].passages, k)
				}
			}
		}
	}
}

// pieces returns the spans of a quotation's own words.
func pieces(q *edition.Quotation) []text.Span {
	if len(q.Parts) == 0 {
		return []text.Span{{Start: q.Start, End: q.End}}
	}
	var out []text.Span
	for _, p := range q.Parts {
		out = append(out, text.Span{Start: p.Start, End: p.End})
	}
	return out
}

// pair is two renderings of the same words, and how much they share.
type pair struct {
	a, b  int32
	score float32
}

// groups joins renderings that are the same, nearest first: two groups are joined when at least half of the pairs across
// them render the same words.
func groups(rs []rendering, w account.Weights) [][]rendering {
	pairs := alike(rs, w)
	g := grouping{of: make([]int, len(rs)), members: make([][]int, len(rs)), alike: make([][]int32, len(rs)), refused: map[[2]int]int{}}
	for i := range rs {
		g.of[i], g.members[i] = i, []int{i}
	}
	for _, p := range pairs {
		g.alike[p.a], g.alike[p.b] = append(g.alike[p.a], p.b), append(g.alike[p.b], p.a)
	}
	for i := range rs {
		slices.Sort(g.alike[i])
	}
	for _, p := range pairs {
		if x, y := g.of[p.a], g.of[p.b]; x != y && g.joinable(x, y) {
			g.join(min(x, y), max(x, y))
		}
	}
	var out [][]rendering
	for _, m := range g.members {
		sort.Ints(m)
		var group []rendering
		for _, i := range m {
			group = append(group, rs[i])
		}
		if group != nil {
			out = append(out, group)
		}
	}
	return out
}

// alike returns the pairs of renderings that are the same, nearest first. Only renderings that share one of the heaviest
// words of one of them are compared: two that share three fifths of a rendering's weight cannot but share one of the words
// that make up the first two fifths of it (a prefix filter, after Chaudhuri, Ganti and Kaushik 2006).
func alike(rs []rendering, w account.Weights) []pair {
	most := shareOf(rs)
	postings := map[uint64][]int{}
	heaviest := make([][]uint64, len(rs))
	for i := range rs {
		if rs[i].nth >= most {
			continue
		}
		heaviest[i] = rs[i].heaviest(w)
		for _, f := range rs[i].set {
			postings[f] = append(postings[f], i)
		}
	}
	var out []pair
	compared := make([]int, len(rs)) // 1 + the last rendering that each was compared with
	for i := range rs {
		for _, f := range heaviest[i] {
			for _, j := range postings[f] {
				if i == j || compared[j] == i+1 {
					continue
				}
				compared[j] = i + 1
				if j < i && rs[i].hasOne(heaviest[j]) {
					continue // they were, from the other
				}
				a, b := min(i, j), max(i, j)
				if score, ok := same(&rs[a], &rs[b], w); ok {
					out = append(out, pair{int32(a), int32(b), score})
				}
			}
		}
	}
	slices.SortFunc(out, func(x, y pair) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b))
	})
	return out
}

// hasOne reports whether a rendering has one of some words.
func (r *rendering) hasOne(words []uint64) bool {
	return slices.ContainsFunc(words, func(f uint64) bool {
		_, has := slices.BinarySearch(r.set, f)
		return has
	})
}

// heaviest returns the heaviest words of a rendering that together outweigh what two renderings of a statement may lack.
func (r *rendering) heaviest(w account.Weights) []uint64 {
	set := slices.Clone(r.set)
	slices.SortFunc(set, func(x, y uint64) int { return cmp.Or(cmp.Compare(w.Of(y), w.Of(x)), cmp.Compare(x, y)) })
	sum := float32(0)
	for i, f := range set {
		if sum += w.Of(f); sum > (1-leastShared)*r.weight {
			return set[:i+1]
		}
	}
	return set
}

// grouping is groups in the making.
type grouping struct {
	of      []int          // the group of each rendering
	members [][]int        // the renderings of each group
	alike   [][]int32      // the renderings that each rendering is the same as, ascending
	refused map[[2]int]int // how many members two groups had together when they were last not joined
}

func (g *grouping) joinable(x, y int) bool {
	key, size := [2]int{min(x, y), max(x, y)}, len(g.members[x])+len(g.members[y])
	if g.refused[key] == size {
		return false
	}
	linked := 0
	for _, a := range g.members[x] {
		for _, b := range g.members[y] {
			if _, is := slices.BinarySearch(g.alike[a], int32(b)); is {
				linked++
			}
		}
	}
	if 2*linked < len(g.members[x])*len(g.members[y]) {
		g.refused[key] = size
		return false
	}
	return true
}

func (g *grouping) join(x, y int) {
	for _, m := range g.members[y] {
		g.of[m] = x
	}
	g.members[x], g.members[y] = append(g.members[x], g.members[y]...), nil
}

// same reports whether two quotations render one statement, and how much they share.
func same(a, b *rendering, w account.Weights) (float32, bool) {
	shared, n := float32(0), 0
	for i, j := 0, 0; i < len(a.set) && j < len(b.set); {
		switch fa, fb := a.set[i], b.set[j]; {
		case fa == fb:
			shared += w.Of(fa)
			n++
			i, j = i+1, j+1
		case fa < fb:
			i++
		default:
			j++
		}
	}
	lighter, heavier := min(a.weight, b.weight), max(a.weight, b.weight)
	if slices.Equal(a.words.Forms, b.words.Forms) && n > 0 {
		return 1, a.account != b.account || n >= leastWords
	}
	if n < leastWords || lighter == 0 {
		return 0, false
	}
	if a.quotation.Form != edition.Direct || b.quotation.Form != edition.Direct {
		dice := 2 * shared / (lighter + heavier)
		within := n >= leastReported && shared >= withinReported*lighter && shorterReports(a, b)
		return dice, a.account != b.account && alikeSpeakers(a, b) && (dice >= sameReported || (dice >= needed(a, b) || within) && oneSpeaker(a, b) && !conflicting(a, b))
	}
	return shared / lighter, shared >= sameContained*lighter
}

// needed is how much two renderings of the same one's words must share, one of them reported.
func needed(a, b *rendering) float32 {
	if quotes(a, b) || quotes(b, a) {
		return sameQuoted
	}
	for _, k := range a.passages {
		if slices.Contains(b.passages, k) {
			return sameReportedHere
		}
	}
	return sameReportedBy
}

// quotes reports whether words in marks inside report a stand in a row in b.
func quotes(a, b *rendering) bool {
	return slices.ContainsFunc(a.runs, func(run []uint64) bool {
		for i := 0; i+len(run) <= len(b.words.Forms); i++ {
			if slices.Equal(b.words.Forms[i:i+len(run)], run) {
				return true
			}
		}
		return false
	})
}

// shorterReports reports whether the lighter of two renderings is the one that is not in quotation marks.
func shorterReports(a, b *rendering) bool {
	if a.weight > b.weight {
		a, b = b, a
	}
	return a.quotation.Form != edition.Direct && b.quotation.Form == edition.Direct
}

// oneSpeaker reports whether both renderings name their speaker, and by the same last name: "the officials" may be others.
func oneSpeaker(a, b *rendering) bool {
	if len(a.names) == 0 || len(b.names) == 0 {
		return false
	}
	return a.names[len(a.names)-1] == b.names[len(b.names)-1] && isNamed(a) && isNamed(b)
}

// isNamed reports whether the last word of a speaker's name has a capital.
func isNamed(r *rendering) bool {
	words := strings.Fields(r.quotation.Speaker.Name)
	return unicode.IsUpper(firstRune(words[len(words)-1]))
}

// conflicting reports whether both renderings have figures and share none: "twelve boats" and "14 boats" in like words may be two
// statements of two days.
func conflicting(a, b *rendering) bool {
	if len(a.numbers) == 0 || len(b.numbers) == 0 {
		return false
	}
	return !slices.ContainsFunc(a.numbers, func(n uint64) bool { return slices.Contains(b.numbers, n) })
}

// alikeSpeakers reports whether the named speakers of two renderings share a name, or one has none.
func alikeSpeakers(a, b *rendering) bool {
	if a.names == nil || b.names == nil {
		return true
	}
	return slices.ContainsFunc(a.names, func(n string) bool { return slices.Contains(b.names, n) })
}

// statement compares the renderings of one statement word by word.
func statement(group []rendering, w account.Weights) edition.Statement {
	s := edition.Statement{Speaker: speaker(group)}
	var direct []rendering
	for _, r := range group {
		if r.quotation.Form == edition.Direct {
			direct = append(direct, r)
		}
	}
	rows := make([][]uint64, len(direct))
	for i, r := range direct {
		rows[i] = r.words.Forms
	}
	status := make([]edition.Status, len(direct))
	for _, b := range align.Merge(rows, w.Of).Blocks(w.Weak) {
		cut := false
		for i, c := range b.Cells {
			if !c.Absent && c.Empty() && (b.Lacuna || c.From == 0 || c.From == len(rows[i])) {
				cut, status[i] = true, edition.Truncated
			}
		}
		if !cut {
			s.Changes = append(s.Changes, change(direct, b))
			for i := range deviating(rows, b) {
				if status[i] == "" {
					status[i] = edition.Altered
				}
			}
		}
	}
	next := 0
	for _, r := range group {
		x := edition.Rendering{Span: r.quotation.Span, Account: r.account.ID, Quotation: r.quotation.ID, Status: edition.StatusParaphrased}
		if r.quotation.Form == edition.Direct {
			x.Status = status[next]
			if x.Status == "" {
				x.Status = edition.Full
			}
			next++
		}
		s.Readings = append(s.Readings, x)
	}
	return s
}

// speaker is the name that most renderings agree on, in its fullest form; on a tie the earlier account's.
func speaker(group []rendering) string {
	best, votes := "", 0
	for i := range group {
		if group[i].quotation.Speaker == nil {
			continue
		}
		name, n := group[i].quotation.Speaker.Name, 0
		for j := range group {
			if o := group[j].quotation.Speaker; o != nil && alikeSpeakers(&group[i], &group[j]) {
				n++
				if len(o.Name) > len(name) {
					name = o.Name
				}
			}
		}
		if n > votes {
			best, votes = name, n
		}
	}
	return best
}

func change(direct []rendering, b align.Block) edition.Change {
	var out edition.Change
	for i, c := range b.Cells {
		if !c.Absent {
			a := direct[i].account
			out.Readings = append(out.Readings, edition.Witness{Span: a.Cell(direct[i].words, c), Account: a.ID})
		}
	}
	return out
}

// deviating returns the rows whose cell is not the one that most have; all rows when no cell is had by more than the others.
func deviating(rows [][]uint64, b align.Block) map[int]bool {
	key := func(i int) string { return fmt.Sprint(rows[i][b.Cells[i].From:b.Cells[i].To]) }
	votes := map[string]int{}
	for i, c := range b.Cells {
		if !c.Absent {
			votes[key(i)]++
		}
	}
	most, tied := 0, false
	for _, n := range votes {
		if n >= most {
			tied = n == most
			most = n
		}
	}
	out := map[int]bool{}
	for i, c := range b.Cells {
		if !c.Absent && (tied || votes[key(i)] < most) {
			out[i] = true
		}
	}
	return out
}
