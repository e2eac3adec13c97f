package report

import (
	"cmp"
	"slices"

	"variorum/edition"
)

// synopsis is the accounts as columns and the passages as rows.
type synopsis struct {
	Columns []column
	Rows    []passageRow
	Absent  []*telling // accounts that share no passage and have no column
	Marks   shownMarks
	Counts  markCounts
}

// column is an account that shares a passage.
type column struct {
	*telling
	Shown bool // ticked when the page opens
	Drawn bool // on the page; a served page leaves most of many columns until they are asked for
	When  string
}

// passageRow is a passage with its apparatus.
type passageRow struct {
	ID      string
	Number  int
	Title   string
	Lead    *telling
	Entries []entry
	Cells   []cell
}

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
type markCounts struct{ Inq, Sub, Add, Gap, Mov, Fig, Quoted int }

// AnyMark reports whether there is a mark to switch.
func (s synopsis) AnyMark() bool {
	return s.Counts.Inq+s.Counts.Sub+s.Counts.Add+s.Counts.Gap+s.Counts.Mov+s.Counts.Fig > 0
}

func (v *storyView) layOut() synopsis {
	var s synopsis
	if len(v.Passages) == 0 {
		return s
	}
	s.Columns, s.Absent = v.columns()
	v.leaveSome(s.Columns)
	s.Marks = v.choice.marks()
	drawn := slices.DeleteFunc(slices.Clone(s.Columns), func(c column) bool { return !c.Drawn })
	for i := range v.Passages {
		row := v.passageRow(i, drawn)
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

// leaveSome draws every column in a report, and of many on a served page only those that are shown.
func (v *storyView) leaveSome(columns []column) {
	for i := range columns {
		columns[i].Drawn = !v.Served() || len(columns) <= mostColumns || columns[i].Shown
	}
}

// More reports whether there are columns to be asked for.
func (s synopsis) More() bool {
	return slices.ContainsFunc(s.Columns, func(c column) bool { return !c.Drawn })
}

// shownMarks are the kinds of marks that are shown when the page opens.
type shownMarks struct{ Inq, Sub, Add, Gap, Mov, Fig bool }

func (c Choice) marks() shownMarks {
	on := func(kind string) bool { return !c.Made || slices.Contains(c.Marks, kind) }
	return shownMarks{on("inq"), on("sub"), on("add"), on("gap"), on("mov"), on("fig")}
}

// chosen ticks the columns that the reader has chosen, and reports whether there are any.
func (v *storyView) chosen(columns []column) bool {
	any := false
	for i := range columns {
		columns[i].Shown = slices.Contains(v.choice.Accounts, columns[i].Account.ID)
		any = any || columns[i].Shown
	}
	return any
}

// tick shows all of a few columns, and of more those that carry most passages; among equals the earlier ones.
func (v *storyView) tick(columns []column) {
	if v.choice.Made && v.chosen(columns) {
		return
	}
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
	if v.away { // of a story that stands on another page the anchors are wanted, which the apparatus has set
		return row
	}
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
	marks := slices.Concat(v.marksOn(i, t), t.speechMarks(), v.marksOfFigures(t))
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
	if !c.Missing {
		c.Moved = v.passageMovedTo(i, t).stands()
	}
	return c
}

// marksOn are all marks that a passage's variants put on an account.
func (v *storyView) marksOn(i int, t *telling) []mark {
	var marks []mark
	for _, s := range v.spots[i] {
		marks = append(marks, s.marksOf(t, v.movedTo(i, s.Variant, t).direction)...)
	}
	return joinGaps(t.Text, marks)
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
		case "fig conflict", "fig differ":
			c.Fig++
		case "dq":
			c.Quoted++
		}
		c.count(n.Kids)
	}
}
