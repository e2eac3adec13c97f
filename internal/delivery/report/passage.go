package report

import (
	"cmp"
	"fmt"
	"slices"

	"variorum/edition"
)

// synopsis is the accounts as columns and the passages as rows.
type synopsis struct {
	Columns []column
	Rows    []passageRow
	Absent  []*telling // accounts that share no passage and have no column
	Counts  markCounts
}

// column is an account that shares a passage.
type column struct {
	*telling
	Shown bool // ticked when the page opens
	When  string
}

// Few columns are all shown; of more, only some, because five passages abreast read well.
const (
	fewColumns   = 6
	shownColumns = 5
)

// passageRow is a passage with its apparatus.
type passageRow struct {
	ID      string
	Number  int
	Title   string
	Lead    *telling
	Entries []entry
	Cells   []cell
}

// shownEntries is how many lines of an apparatus stand open: about as high as the passage beside it.
const shownEntries = 9

// Open are the entries that are always shown.
func (r passageRow) Open() []entry { return r.Entries[:min(len(r.Entries), shownEntries)] }

// More are the entries that a long apparatus keeps folded.
func (r passageRow) More() []entry { return r.Entries[len(r.Open()):] }

// cell is what one account has at a passage.
type cell struct {
	*telling
	Missing  bool
	Relation edition.Relation
	Nodes    []node
	Same     *telling // an earlier column with the same words
	Moved    string   // where it stands, when not in its usual place
	Span     edition.Span
}

// markCounts counts marks of each kind, for the switches.
type markCounts struct{ Inq, Sub, Add, Gap, Mov, Quoted int }

// AnyMark reports whether there is a mark to switch.
func (s synopsis) AnyMark() bool {
	return s.Counts.Inq+s.Counts.Sub+s.Counts.Add+s.Counts.Gap+s.Counts.Mov > 0
}

func (v *storyView) layOut() synopsis {
	var s synopsis
	if len(v.Passages) == 0 {
		return s
	}
	s.Columns, s.Absent = v.columns()
	for i := range v.Passages {
		row := v.passageRow(i, s.Columns)
		for _, c := range row.Cells {
			s.Counts.count(c.Nodes)
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

func (v *storyView) columns() (shown []column, absent []*telling) {
	has := map[string]bool{}
	for i := range v.Passages {
		for _, r := range v.Passages[i].Readings {
			has[r.Account] = has[r.Account] || !r.Empty()
		}
	}
	for _, t := range v.Tellings {
		if has[t.Account.ID] {
			shown = append(shown, column{telling: t, When: publishedWords(t.Published)})
		} else {
			absent = append(absent, t)
		}
	}
	v.tick(shown)
	return shown, absent
}

// tick shows all of a few columns, and of more those that carry most passages; among equals the earlier ones.
func (v *storyView) tick(columns []column) {
	carried := map[string]int{}
	for i := range v.Passages {
		for _, r := range v.Passages[i].Readings {
			if !r.Empty() {
				carried[r.Account]++
			}
		}
	}
	order := make([]int, len(columns))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(carried[columns[b].Account.ID], carried[columns[a].Account.ID])
	})
	if len(order) > fewColumns {
		order = order[:shownColumns]
	}
	for _, i := range order {
		columns[i].Shown = true
	}
}

func (v *storyView) passageRow(i int, columns []column) passageRow {
	p := &v.Passages[i]
	lead, span := v.lead(p)
	row := passageRow{ID: v.passageID(i), Number: i + 1, Title: passageTitle(lead, span), Lead: lead, Entries: v.apparatus(i)}
	seen := map[string]*telling{}
	for _, c := range columns {
		cell := v.cell(i, c.telling)
		if !cell.Missing {
			if earlier := seen[cell.Span.Text]; earlier != nil {
				cell.Same = earlier
			} else {
				seen[cell.Span.Text] = c.telling
			}
		}
		row.Cells = append(row.Cells, cell)
	}
	return row
}

func (v *storyView) cell(i int, t *telling) cell {
	c := cell{telling: t, Missing: true}
	marks := append(v.marksOn(i, t), t.speechMarks()...)
	for _, r := range v.Passages[i].Readings {
		if r.Account != t.Account.ID || r.Empty() {
			continue
		}
		if c.Missing {
			c.Span, c.Relation, c.Missing = r.Span, r.Relation, false
		} else {
			c.Nodes = append(c.Nodes, node{Break: true})
			c.Relation = nearer(c.Relation, r.Relation)
		}
		c.Nodes = append(c.Nodes, nest(t.Text, r.Start, r.End, marks)...)
	}
	if m := v.movedTo(i, t); !c.Missing {
		c.Moved = m.stands()
	}
	return c
}

// marksOn are all marks that a passage's variants put on an account.
func (v *storyView) marksOn(i int, t *telling) []mark {
	var marks []mark
	moved := v.movedTo(i, t)
	for _, s := range v.spots[i] {
		marks = append(marks, s.marksOf(t, moved.direction)...)
	}
	return joinGaps(t.Text, marks)
}

// moved says where a passage stands in an account that has it out of order: before or after another passage, or, when
// only its own sentences have changed places, within.
type moved struct {
	direction string // up, down, within, or empty when it is in its place
	passage   int    // the other passage, from 1
}

// stands says it in words.
func (m moved) stands() string {
	switch m.direction {
	case "up":
		return fmt.Sprintf("stands before %d", m.passage)
	case "down":
		return fmt.Sprintf("stands after %d", m.passage)
	case "within":
		return "stands elsewhere in the passage"
	}
	return ""
}

// movedTo compares the order of an account's passages with the order of the story's. Only a passage that a transposition
// names is moved; the others have had it pass them by.
func (v *storyView) movedTo(i int, t *telling) moved {
	if !v.transposed(i, t) {
		return moved{}
	}
	at, _ := v.startOf(i, t)
	for j := range i {
		if other, ok := v.startOf(j, t); ok && other > at {
			return moved{"up", j + 1}
		}
	}
	for j := len(v.Passages) - 1; j > i; j-- {
		if other, ok := v.startOf(j, t); ok && other < at {
			return moved{"down", j + 1}
		}
	}
	if v.firstOf(i) != t {
		return moved{direction: "within"}
	}
	return moved{}
}

func (v *storyView) transposed(i int, t *telling) bool {
	for _, x := range v.Passages[i].Variants {
		if x.Type != edition.Transposition {
			continue
		}
		for _, r := range x.Readings {
			if r.Account == t.Account.ID && !r.Empty() {
				return true
			}
		}
	}
	return false
}

func (v *storyView) firstOf(i int) *telling {
	t, _ := v.lead(&v.Passages[i])
	return t
}

func (v *storyView) startOf(i int, t *telling) (int, bool) {
	for _, r := range v.Passages[i].Readings {
		if r.Account == t.Account.ID && !r.Empty() {
			return r.Start, true
		}
	}
	return 0, false
}

func (c *markCounts) count(nodes []node) {
	for _, n := range nodes {
		switch n.Class {
		case "inq", "gap inq":
			c.Inq++
		case "sub":
			c.Sub++
		case "add":
			c.Add++
		case "gap":
			c.Gap++
		case "mov up", "mov down", "mov within":
			c.Mov++
		case "dq":
			c.Quoted++
		}
		c.count(n.Kids)
	}
}
