package report

import "math"

// abridge shortens the tables of a story that very many tell on a served page, which says so and leads to all of them: two hundred rows take a
// browser seconds to lay out and a server a second to write, and nobody reads them to the end. A report has all.
func (v *storyView) abridge() {
	most := v.most()
	if len(v.Tellings) <= most {
		return
	}
	v.Abridged = most
	v.Accounts = v.Accounts[:most]
	v.Carries.Heads = v.Carries.Heads[:min(len(v.Carries.Heads), most)]
	v.Carries.Shares = v.Carries.Shares[:min(len(v.Carries.Shares), most)]
	for i := range v.Carries.Rows {
		v.Carries.Rows[i].Relations = v.Carries.Rows[i].Relations[:most]
	}
	if v.Stemma != nil {
		v.Stemma.Lines = v.Stemma.Lines[:min(len(v.Stemma.Lines), most)]
	}
}

// most is how many accounts the tables have.
func (v *storyView) most() int {
	if !v.Served() || v.choice.All {
		return math.MaxInt
	}
	return mostRows
}

// marksOfFigures are the marks on an account's figures, found once.
func (v *storyView) marksOfFigures(t *telling) []mark {
	if v.figured == nil {
		v.figured = map[*telling][]mark{}
	}
	marks, ok := v.figured[t]
	if !ok {
		marks = v.figureMarks(t)
		v.figured[t] = marks
	}
	return marks
}
