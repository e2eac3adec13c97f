package report

// incidents writes what happened, each incident with its harm by each account.
func (p *printer) incidents(s *storyView) {
	if s.Incidents == nil {
		return
	}
	p.section("Incidents", "What happened, where, when, and with what harm.")
	for _, rows := range [][]incidentRow{s.Incidents.Rows, s.Incidents.More} {
		for i := range rows {
			p.incident(&rows[i])
		}
	}
}

func (p *printer) incident(r *incidentRow) {
	head := []run{{r.Title, bold}}
	if sign, ok := accordSigns[r.Status]; ok {
		head = append([]run{sign, {"  ", plain}}, head...)
	}
	for _, f := range []struct{ before, words string }{{", ", r.Place}, {", ", r.When}, {", by ", r.By}, {", claimed by ", r.ClaimedBy}} {
		if f.words != "" {
			head = append(head, run{f.before + f.words, plain})
		}
	}
	p.hang(" ", "     ", append(head, run{"  " + witnessSigla(r.Witnesses), faint})...)
	p.text("     ", run{r.Words, italic})
	for _, f := range []struct {
		name  string
		tolls []tollRow
	}{{"killed", r.Killed}, {"injured", r.Injured}} {
		for _, x := range f.tolls {
			p.hang("     ", "       ", run{f.name + " " + x.Text, plain}, run{"  " + witnessSigla(x.Witnesses), bold})
		}
	}
}
