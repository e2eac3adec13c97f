package report

import (
	"strings"

	"variorum/edition"
)

// statusSigns are the glyphs of the statuses, before the word.
var statusSigns = map[edition.Status]run{
	edition.Full:              {"” full", verdigris},
	edition.Altered:           {"† altered", rubric},
	edition.Truncated:         {"… truncated", ochre},
	edition.StatusParaphrased: {"~ paraphrased", plain},
}

func (p *printer) quotations(s *storyView) {
	if !s.Spoken() {
		return
	}
	p.section("Quotations", "")
	for _, st := range s.Statements {
		p.blank()
		who := "in " + plural(st.Accounts, "account", "accounts")
		if st.Speaker != "" {
			who = st.Speaker + ", " + who
		}
		p.text(" ", run{st.Title, bold}, run{"  " + who, faint})
		for _, r := range st.Rows {
			facts := []run{statusSigns[r.Status]}
			facts = append(facts, saidRuns(r.Verb, r.To)...)
			p.reading(witnessSigla(r.Witnesses), s.siglumColumn(), facts)
			p.text("       ", quotedRuns(r.Nodes, r.Quoted)...)
		}
	}
	p.reporting(s)
	p.allAlone(s.QuotedTitle(), s, s.Alone)
	p.allAlone(s.ReportedTitle(), s, s.Reported)
}

func (p *printer) allAlone(title string, s *storyView, rows []aloneRow) {
	if len(rows) == 0 {
		return
	}
	p.blank()
	p.text(" ", run{title, bold})
	for _, a := range rows {
		p.alone(a, " "+padded(a.Witness.Siglum, s.siglumColumn())+"  ", s.siglumColumn()+3)
	}
}

func saidRuns(verb, to string) []run {
	var out []run
	if verb != "" {
		out = append(out, run{"  ", plain}, run{verb, italic})
	}
	if to != "" {
		out = append(out, run{" to " + to, faint})
	}
	return out
}

func quotedRuns(nodes []node, marks bool) []run {
	runs := runsOf(nodes, plain)
	if marks {
		runs = append(append([]run{{"“", plain}}, runs...), run{"”", plain})
	}
	return runs
}

func (p *printer) alone(a aloneRow, first string, indent int) {
	runs := quotedRuns(a.Nodes, a.Quoted)
	if a.Speaker != "" {
		runs = append(runs, run{"  " + a.Speaker, faint})
	}
	runs = append(runs, saidRuns(a.Verb, a.To)...)
	if a.GoesOn {
		runs = append(runs, run{"  goes on", faint})
	}
	p.hangStyled(run{first, bold}, strings.Repeat(" ", indent), runs...)
}

func (p *printer) names(s *storyView) {
	if len(s.Names) == 0 {
		return
	}
	p.section("Names", "")
	for _, n := range s.Names {
		kind := ""
		if n.Kind != "" {
			kind = "  " + n.Kind
		}
		p.text(" ", run{n.Name.Name, bold}, run{kind, faint})
		for _, a := range n.Also {
			p.hang("   = ", "     ", run{a.Text, italic}, run{"  " + sigilsOf(a.Tellings), bold}, run{"  " + a.HowWords(), faint})
		}
	}
}

func (p *printer) only(s *storyView) {
	if len(s.Only) == 0 {
		return
	}
	p.section("In one account only", "")
	for _, o := range s.Only {
		p.text(" ", run{o.Telling.Siglum + "  " + o.Telling.Name(), bold})
		for _, pl := range o.Places {
			p.hang("   · ", "     ", runsOf(pl.Nodes, plain)...)
		}
	}
}

func (p *printer) leftOut(s *storyView) {
	if len(s.LeftOut) == 0 {
		return
	}
	p.section("Left out", "Passages that most accounts carry and these do not.")
	for _, l := range s.LeftOut {
		p.hang("   ⎵ ", "     ", run{itoa(l.Number) + ". " + l.Title, plain}, run{"  not in ", faint}, run{sigilsOf(l.Tellings), bold})
	}
}
