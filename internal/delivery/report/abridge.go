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
		v.Stemma.abridge(most)
	}
}

// abridge shortens the table of evidence; a line of the drawings whose row is not there leads nowhere.
func (s *stemmaView) abridge(most int) {
	s.Lines = s.Lines[:min(len(s.Lines), most)]
	kept := map[*stemmaLine]bool{}
	for i := range s.Lines {
		kept[&s.Lines[i]] = true
	}
	for _, p := range []*stemmaPicture{s.Wide, s.Narrow} {
		for i := range p.Edges {
			if !kept[p.Edges[i].Line] {
				p.Edges[i].Line = nil
			}
		}
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
