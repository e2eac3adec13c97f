package report

// summary is the line of counts under a story's title.
type summary struct {
	Accounts  int
	Origins   int // independent origins; 0 when they were not looked for
	Told      string
	Altered   int // statements with words changed inside their quotation marks
	Conflicts int // accounts whose printed date cannot be theirs
	Figures   int // figures that conflict
	Languages int
}

func (v *storyView) sumUp() summary {
	s := summary{Accounts: len(v.Tellings), Told: v.Told()}
	if o := v.Story.Origins; o != nil {
		s.Origins = o.Count
	}
	if v.Figures != nil {
		s.Figures = v.Figures.Conflicts
	}
	for _, st := range v.Statements {
		if st.Altered {
			s.Altered++
		}
	}
	langs := map[string]bool{}
	for _, t := range v.Tellings {
		if t.Published.Conflict != nil {
			s.Conflicts++
		}
		if t.Language != "" {
			langs[baseLanguage(t.Language)] = true
		}
	}
	s.Languages = len(langs)
	return s
}
