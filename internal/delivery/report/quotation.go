package report

import (
	"cmp"
	"slices"
	"strings"

	"variorum/edition"
)

// statementRow is something said once, with all its renderings.
type statementRow struct {
	ID       string
	Title    string
	Lead     *telling
	Speaker  string
	Altered  bool
	Quoted   bool // at least one account has it in quotation marks
	Rows     []renderingRow
	Changes  []change
	Accounts int
}

// underHeading is a statement with the level of its heading.
type underHeading struct {
	Level int
	Row   statementRow
}

// renderingRow is a rendering, with the accounts that have just these words and this verb.
type renderingRow struct {
	Witnesses []witness
	Lead      *telling
	Verb      string
	To        string
	Status    edition.Status
	Quoted    bool // all of it stands in quotation marks
	Nodes     []node
}

// aloneRow is something that only one account quotes.
type aloneRow struct {
	Witness  witness
	Speaker  string
	Verb     string
	To       string
	Quoted   bool // all of it stands in quotation marks
	Reported bool // none of it does
	GoesOn   bool // with the speech of the paragraph before
	Nodes    []node
}

// change is a place inside the quotation marks where renderings differ.
type change struct{ Groups []agreed }

// contrast is the most usual words of a change and the first others; an empty reading says too little for a sentence.
func (c change) contrast() (usual, differing agreed, ok bool) {
	for _, g := range c.Groups {
		switch {
		case g.Text == "":
		case usual.Text == "":
			usual = g
		case differing.Text == "":
			differing = g
		}
	}
	return usual, differing, differing.Text != ""
}

// ledger is the statements that several accounts carry, those in quotation marks first and of them those that differ inside the marks, and apart from
// them what one account alone quotes or reports.
func (v *storyView) ledger() (statements []statementRow, alone, reported []aloneRow) {
	told := map[string]bool{}
	for i := range v.Story.Quotations {
		st := &v.Story.Quotations[i]
		if v.carriers(st) < 2 {
			continue
		}
		for _, r := range st.Readings {
			told[r.Account+"\x00"+r.Quotation] = true
		}
		statements = append(statements, v.statementRow(st, v.Section("q"+itoa(len(statements)+1))))
	}
	slices.SortStableFunc(statements, func(a, b statementRow) int {
		return cmp.Or(-boolCompare(a.Quoted, b.Quoted), -boolCompare(a.Quoted && a.Altered, b.Quoted && b.Altered))
	})
	for _, t := range v.Tellings {
		for i := range t.Quotations {
			q := &t.Quotations[i]
			switch row := v.aloneRow(t, q); {
			case told[t.Account.ID+"\x00"+q.ID]:
			case row.Reported:
				reported = append(reported, row)
			default:
				alone = append(alone, row)
			}
		}
	}
	return statements, alone, reported
}

// Cited are the statements that at least one account has in quotation marks.
func (v *storyView) Cited() []statementRow { return v.Statements[:v.cited()] }

// Retold are the statements that all accounts report in words of their own.
func (v *storyView) Retold() []statementRow { return v.Statements[v.cited():] }

func (v *storyView) cited() int {
	if i := slices.IndexFunc(v.Statements, func(s statementRow) bool { return !s.Quoted }); i >= 0 {
		return i
	}
	return len(v.Statements)
}

func (v *storyView) carriers(st *edition.Statement) int {
	seen := map[string]bool{}
	for _, r := range st.Readings {
		if v.byID[r.Account] != nil {
			seen[r.Account] = true
		}
	}
	return len(seen)
}

func (v *storyView) statementRow(st *edition.Statement, id string) statementRow {
	row := statementRow{ID: id, Speaker: st.Speaker, Accounts: v.carriers(st)}
	for _, c := range st.Changes {
		row.Changes = append(row.Changes, change{v.agree(c.Readings)})
	}
	var fullest edition.Rendering
	for _, r := range st.Readings {
		t := v.byID[r.Account]
		if t == nil {
			continue
		}
		row.Altered = row.Altered || r.Status == edition.Altered
		if row.Lead == nil || fuller(r, fullest) {
			row.Lead, fullest = t, r
		}
	}
	row.Title = openingWords(fullest.Text)
	if q := row.Lead.quotation(fullest.Quotation); q == nil || q.Form == edition.Direct {
		row.Title, row.Quoted = quotedTitle(fullest.Text), true
		if q != nil {
			row.Title = quotedTitle(q.pieces(fullest.Span)[0].Text)
		}
	}
	for _, r := range st.Readings {
		if t := v.byID[r.Account]; t != nil {
			row.add(v.renderingRow(t, r, row.Changes, uncut(st)))
		}
	}
	return row
}

// fuller prefers a rendering in quotation marks that is not cut short.
func fuller(a, b edition.Rendering) bool { return fullness(a.Status) > fullness(b.Status) }

func fullness(s edition.Status) int {
	switch s {
	case edition.StatusParaphrased:
		return 0
	case edition.Truncated:
		return 1
	case edition.Altered:
		return 2
	}
	return 3
}

// add appends a rendering, or joins its account to a row that is the same in all that the row shows.
func (s *statementRow) add(r renderingRow) {
	for i := range s.Rows {
		have := &s.Rows[i]
		if have.Status == r.Status && have.Verb == r.Verb && have.To == r.To && have.words() == r.words() {
			have.Witnesses = append(have.Witnesses, r.Witnesses...)
			return
		}
	}
	s.Rows = append(s.Rows, r)
}

// words is the text of the row's words, to compare with another row's.
func (r renderingRow) words() string { return plainText(r.Nodes) }

func plainText(nodes []node) string {
	var b strings.Builder
	for _, n := range nodes {
		b.WriteString(n.Text)
		if n.Break {
			b.WriteByte(' ')
		}
		if n.Gap() {
			b.WriteString(" ⎵ ")
		}
		b.WriteString(plainText(n.Kids))
	}
	return b.String()
}

// uncut are the words of the renderings that are not cut short.
func uncut(st *edition.Statement) []string {
	var out []string
	for _, r := range st.Readings {
		if fullness(r.Status) > fullness(edition.Truncated) {
			out = append(out, r.Text)
		}
	}
	return out
}

func (v *storyView) renderingRow(t *telling, r edition.Rendering, changes []change, full []string) renderingRow {
	q := t.quotation(r.Quotation)
	row := renderingRow{Witnesses: linked([]witness{{t, r.Span}}), Lead: t, Status: r.Status, Quoted: true}
	parts := []edition.Span{r.Span}
	if q != nil {
		row.Verb, row.To, row.Quoted = q.Verb, q.To, q.Form == edition.Direct
		parts = q.pieces(r.Span)
	}
	var marks []mark
	for _, c := range changes {
		marks = append(marks, c.marksOf(t)...)
	}
	row.Nodes = t.pieceNodes(parts, marks)
	if r.Status == edition.Truncated {
		row.Nodes = withCut(row.Nodes, r.Text, full)
	}
	return row
}

// marksOf marks what an account has at a change, unless most accounts have it.
func (c change) marksOf(t *telling) []mark {
	var marks []mark
	for i, g := range c.Groups {
		usual := i == 0 && (len(c.Groups) == 1 || len(c.Groups[1].Witnesses) < len(g.Witnesses))
		for _, w := range g.Witnesses {
			if w.telling != t || usual {
				continue
			}
			m := mark{start: w.Span.Start, end: w.Span.End, class: "inq"}
			if w.Span.Empty() {
				m.class, m.missing = "gap inq", c.Groups[0].Text
				if m.missing == "" {
					continue
				}
			}
			marks = append(marks, m)
		}
	}
	return marks
}

// quotation finds a quotation of the account by its id.
func (t *telling) quotation(id string) *quoted {
	for i := range t.Quotations {
		if t.Quotations[i].ID == id {
			return &quoted{&t.Quotations[i]}
		}
	}
	return nil
}

func (v *storyView) aloneRow(t *telling, q *edition.Quotation) aloneRow {
	row := aloneRow{Witness: linked([]witness{{t, q.Span}})[0], Verb: q.Verb, To: q.To, Quoted: q.Form == edition.Direct, Reported: q.Form == edition.Indirect, GoesOn: q.Continues != ""}
	if q.Speaker != nil {
		row.Speaker = q.Speaker.Name
	}
	row.Nodes = t.pieceNodes(quoted{q}.pieces(q.Span), nil)
	return row
}
