package report

// timeline writes the moments of a story in order of time, each with the words that name it.
func (p *printer) timeline(s *storyView) {
	if s.Timeline == nil {
		return
	}
	p.section("Timeline", "What the accounts tell of, in order of time.")
	for _, rows := range [][]momentRow{s.Timeline.Rows, s.Timeline.More} {
		for _, r := range rows {
			p.hang(" ", "     ", run{r.When + "  ", bold}, run{shortened(r.What, textMoment), plain})
			for _, said := range r.Said {
				p.text("     ", run{"“" + said.Text + "”", italic}, run{"  " + witnessSigla(said.Witnesses), faint})
			}
		}
	}
}
