package report

import (
	"fmt"
	"strings"

	"github.com/rivo/uniseg"

	"variorum/edition"
)

// stories is the list at the head of a report of several stories.
func (p *printer) stories(pg *page) {
	p.title(fmt.Sprintf("%s from %s", pg.Title(), plural(len(pg.Accounts), "account", "accounts")), '═')
	for i, s := range pg.Stories {
		p.hang(fmt.Sprintf("%3d  ", i+1), "     ", run{s.Heading(), bold})
		facts := []run{{s.Outlets() + " · ", faint}}
		p.text("     ", append(facts, s.Summary.runs()...)...)
		p.related(s, "     ")
	}
	if n := len(pg.Singles); n > 0 {
		p.text("     ", run{fmt.Sprintf("and %s told by one account only", plural(n, "story", "stories")), faint})
	}
}

func (p *printer) related(s *storyView, indent string) {
	for _, r := range s.Related {
		why := ""
		if r.Why != "" {
			why = " (" + r.Why + ")"
		}
		p.text(indent, run{"Related: " + r.Title + why, faint})
	}
}

func (s summary) runs() []run {
	out := []run{{plural(s.Accounts, "account", "accounts"), bold}}
	if s.Languages > 1 {
		out = append(out, run{fmt.Sprintf(" in %d languages", s.Languages), plain})
	}
	if s.Told != "" {
		out = append(out, run{" · " + s.Told, plain})
	}
	if s.Altered > 0 {
		out = append(out, run{" · ", plain}, run{"† " + plural(s.Altered, "quotation", "quotations") + " altered", rubric})
	}
	if s.Figures > 0 {
		out = append(out, run{" · ", plain}, run{"≠ " + plural(s.Figures, "figure conflicts", "figures conflict"), rubric})
	}
	if s.Conflicts > 0 {
		out = append(out, run{" · ", plain}, run{"≠ " + plural(s.Conflicts, "printed date", "printed dates") + " contradicted", rubric})
	}
	return out
}

// story writes one story. A section that nothing fills is left out.
func (p *printer) story(s *storyView) {
	p.title(s.Heading(), '═')
	p.text("", s.Summary.runs()...)
	p.related(s, "")
	if len(s.Things) > 0 {
		p.blank()
	}
	for i, t := range s.Things {
		var runs []run
		for _, part := range t.Parts {
			runs = append(runs, run{part.Text, partStyle(part)})
		}
		p.hangStyled(run{fmt.Sprintf("%2d  ", i+1), rubric}, "    ", runs...)
	}
	switch {
	case len(s.Tellings) == 1:
		p.text("", run{"One account: there is nothing to lay beside it.", plain})
	case len(s.Passages) == 0:
		p.text("", run{"These accounts share no passage: the same event, told in other words.", plain})
	}
	if len(s.NotRun) > 0 {
		p.text("", run{"Not run, for want of rules for a language: " + strings.Join(s.NotRun, ", ") + ".", faint})
	}
	p.accounts(s)
	p.stemma(s)
	if len(s.Carries.Rows) > 0 {
		p.carries(s)
		p.passages(s)
	}
	p.quotations(s)
	p.figures(s)
	p.timeline(s)
	p.incidents(s)
	p.names(s)
	p.wire(s)
	p.only(s)
	p.leftOut(s)
}

func partStyle(part part) style {
	if part.Strong {
		return bold
	}
	return plain
}

// siglumColumn is the columns that a siglum and the space after it take, for as many as the story has.
func (v *storyView) siglumColumn() int { return len(siglum(max(len(v.Tellings)-1, 0))) + 2 }

func (p *printer) accounts(s *storyView) {
	p.section("Accounts", "")
	indent := strings.Repeat(" ", s.siglumColumn()+1)
	for _, a := range s.Accounts {
		facts := a.When
		if a.Basis != "" {
			facts += ", " + a.Basis
		}
		if s.Mixed() && a.Language != "" {
			facts += " · " + a.LanguageName()
		}
		p.hangStyled(run{" " + padded(a.Siglum, s.siglumColumn()), bold}, indent, run{a.Name(), bold}, run{"  " + facts, faint})
		p.text(indent, run{a.Headline(), italic})
		if c := a.Published.Conflict; c != nil {
			p.text(indent, run{"≠ prints " + dayWords(c.Printed), rubric}, run{": " + c.Why, plain})
		}
		p.accountNotes(a, indent)
	}
}

func (p *printer) accountNotes(a accountRow, indent string) {
	for _, d := range a.Doubts {
		p.text(indent, run{"Doubt: ", bold}, run{d.What, plain})
	}
	if len(a.NotRun) > 0 {
		p.text(indent, run{"Not run, for want of rules for the language: " + strings.Join(a.NotRun, ", "), faint})
	}
	if aside := a.SetAside(); aside != "" {
		p.text(indent, run{"Set aside: " + aside, faint})
	}
}

// glyphs are the signs for relations.
var glyphs = map[edition.Relation]string{edition.Verbatim: "●", edition.Edited: "◐", edition.Paraphrased: "○", "": "–"}

// carries writes the table of passages and accounts, in bands when there are more accounts than a line holds.
func (p *printer) carries(s *storyView) {
	p.section("Who carries what", "● verbatim  ◐ edited  ○ paraphrased  – left out; last line: the part of an account’s words that only it has")
	cell := max(s.siglumColumn(), 4)
	label := min(36, p.width/2)
	band := max((p.width-label-4)/cell, 1)
	for from := 0; from < len(s.Tellings); from += band {
		to := min(from+band, len(s.Tellings))
		p.carryBand(s, from, to, label, cell)
	}
}

func (p *printer) carryBand(s *storyView, from, to, label, cell int) {
	if from > 0 {
		p.blank()
	}
	row := func(number, title string, st style, cells func(i int) string) {
		runs := []run{{padded(number, 4), faint}, {padded(harmless(title), label-1) + " ", st}}
		for i := from; i < to; i++ {
			runs = append(runs, run{padded(cells(i), cell), plain})
		}
		p.print(trimmed(runs)...)
		p.blank()
	}
	row("", "", plain, func(i int) string { return s.Tellings[i].Siglum })
	for _, r := range s.Carries.Rows {
		row(fmt.Sprintf("%3d", r.Number), r.Title, plain, func(i int) string { return glyphs[r.Relations[i]] })
	}
	row("", "only here, %", faint, func(i int) string {
		return strings.ReplaceAll(strings.TrimSuffix(percent(s.Carries.Shares[i].Only, s.Carries.Shares[i].Words), " %"), " ", "")
	})
}

// singles is the compact list of stories that one account tells.
func (p *printer) singles(all []*storyView) {
	p.blank()
	p.title("Told once", '═')
	for _, s := range all {
		told := s.Told()
		if told == "" {
			told = "undated"
		}
		p.hang(" · ", "   ", run{s.Single().Headline(), bold}, run{"  " + s.Single().Name() + ", " + told, faint})
		p.related(s, "   ")
		for _, a := range s.Accounts {
			p.accountNotes(a, "   ")
		}
		for _, q := range s.Alone {
			p.alone(q, "   ", uniseg.StringWidth("   "))
		}
	}
}

func (p *printer) unread(all []edition.Unread) {
	p.blank()
	p.title("Not read", '═')
	for _, u := range all {
		p.hang(" · ", "   ", run{u.Source, bold}, run{": " + u.Why, plain})
	}
}
