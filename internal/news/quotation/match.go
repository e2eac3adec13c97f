package quotation

import (
	"fmt"
	"slices"
	"sort"
	"strings"

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
	// leastWords is the number of words that two renderings must share.
	leastWords = 3
)

// rendering is one quotation of one account, ready to be compared.
type rendering struct {
	account   *account.Account
	quotation *edition.Quotation
	words     account.Run
	set       []uint64
	weight    float32
}

// Match makes one statement of all the quotations, of any account of a story, that render the same words. Statements are in
// the order in which the first account that has them tells them; a statement of one account is one too.
func Match(accounts []*account.Account, w account.Weights) []edition.Statement {
	rs := renderings(accounts, w)
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
			r := rendering{account: a, quotation: q, words: a.Words(pieces(q)...)}
			r.set = slices.Compact(slices.Sorted(slices.Values(r.words.Forms)))
			for _, f := range r.set {
				r.weight += w.Of(f)
			}
			out = append(out, r)
		}
	}
	return out
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

// groups joins renderings that are the same, nearest first, but never two of one account unless they share their words too.
func groups(rs []rendering, w account.Weights) [][]rendering {
	type pair struct {
		a, b  int
		score float32
	}
	var pairs []pair
	for i := range rs {
		for j := i + 1; j < len(rs); j++ {
			if score, ok := same(&rs[i], &rs[j], w); ok {
				pairs = append(pairs, pair{i, j, score})
			}
		}
	}
	sort.SliceStable(pairs, func(i, j int) bool { return pairs[i].score > pairs[j].score })
	of := make([]int, len(rs))
	members := make([][]int, len(rs))
	for i := range rs {
		of[i], members[i] = i, []int{i}
	}
	for _, p := range pairs {
		x, y := of[p.a], of[p.b]
		if x == y || !joinable(rs, members[x], members[y], w) {
			continue
		}
		x, y = min(x, y), max(x, y)
		for _, m := range members[y] {
			of[m] = x
		}
		members[x], members[y] = append(members[x], members[y]...), nil
	}
	var out [][]rendering
	for _, m := range members {
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

// joinable reports whether at least half of the pairs across two groups render the same words.
func joinable(rs []rendering, x, y []int, w account.Weights) bool {
	pairs, alike := 0, 0
	for _, a := range x {
		for _, b := range y {
			pairs++
			if _, ok := same(&rs[a], &rs[b], w); ok {
				alike++
			}
		}
	}
	return 2*alike >= pairs
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
		return dice, dice >= sameReported && a.account != b.account && alikeSpeakers(a, b)
	}
	return shared / lighter, shared >= sameContained*lighter
}

// alikeSpeakers reports whether the named speakers of two renderings share a name, or one has none.
func alikeSpeakers(a, b *rendering) bool {
	if a.quotation.Speaker == nil || b.quotation.Speaker == nil {
		return true
	}
	x, y := strings.Fields(text.Normalize(a.quotation.Speaker.Name)), strings.Fields(text.Normalize(b.quotation.Speaker.Name))
	return slices.ContainsFunc(x, func(n string) bool { return slices.Contains(y, n) })
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
