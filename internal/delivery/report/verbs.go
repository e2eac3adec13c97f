package report

import (
	"slices"

	"variorum/edition"
)

// speakerRow is one speaker whom several accounts report, with the verbs that each uses.
type speakerRow struct {
	Speaker string
	Rows    []verbsRow
}

// verbsRow is the verbs of one account.
type verbsRow struct {
	Telling *telling
	Verbs   []verbCell
}

// verbCell is a reporting verb. Loaded is the word that a reader is shown beside it; empty for a neutral one.
type verbCell struct {
	edition.Verb
	Loaded string
}

// Times is how often the verb is used, when it is more than once.
func (c verbCell) Times() string {
	if c.Count < 2 {
		return ""
	}
	return "×" + itoa(c.Count)
}

// Reporting is how each outlet reports the words of a speaker, for the speakers whom two accounts or more report and of whom
// at least one uses a verb that is not neutral: else there is nothing to compare.
func (v *storyView) Reporting() []speakerRow {
	var out []speakerRow
	for _, verbs := range v.Story.Attribution {
		t := v.byID[verbs.Account]
		if t == nil {
			continue
		}
		k := slices.IndexFunc(out, func(r speakerRow) bool { return r.Speaker == verbs.Speaker })
		if k < 0 {
			k = len(out)
			out = append(out, speakerRow{Speaker: verbs.Speaker})
		}
		out[k].Rows = append(out[k].Rows, verbsRow{Telling: t, Verbs: verbCells(verbs.Verbs)})
	}
	return slices.DeleteFunc(out, func(r speakerRow) bool { return len(r.Rows) < 2 || !r.telling() })
}

// Charged are the accounts that use a verb which is not neutral, and the verbs of each by whether they are.
func (r speakerRow) Charged() []chargedRow {
	var out []chargedRow
	for _, v := range r.Rows {
		row := chargedRow{Telling: v.Telling}
		for _, c := range v.Verbs {
			if c.Loaded != "" {
				row.Charged = append(row.Charged, c)
			} else {
				row.Neutral = append(row.Neutral, c)
			}
		}
		if len(row.Charged) > 0 {
			out = append(out, row)
		}
	}
	return out
}

// chargedRow is an account with its verbs, those that are not neutral apart.
type chargedRow struct {
	Telling          *telling
	Charged, Neutral []verbCell
}

// Plain are the accounts that use neutral verbs only, and all of those verbs, each once.
func (r speakerRow) Plain() (p plainRow) {
	for _, v := range r.Rows {
		if slices.ContainsFunc(v.Verbs, func(c verbCell) bool { return c.Loaded != "" }) {
			continue
		}
		p.Tellings = append(p.Tellings, v.Telling)
		for _, c := range v.Verbs {
			if !slices.Contains(p.Verbs, c.Verb.Verb) {
				p.Verbs = append(p.Verbs, c.Verb.Verb)
			}
		}
	}
	return p
}

// plainRow is accounts that report a speaker in neutral verbs only.
type plainRow struct {
	Tellings []*telling
	Verbs    []string
}

func verbCells(verbs []edition.Verb) []verbCell {
	var out []verbCell
	for _, v := range verbs {
		c := verbCell{Verb: v}
		if v.Stance != edition.Neutral {
			c.Loaded = string(v.Stance)
		}
		out = append(out, c)
	}
	return out
}

// telling reports whether any verb is not neutral.
func (r speakerRow) telling() bool {
	return slices.ContainsFunc(r.Rows, func(v verbsRow) bool {
		return slices.ContainsFunc(v.Verbs, func(c verbCell) bool { return c.Loaded != "" })
	})
}

// reporting prints the verbs of each account under each speaker.
func (p *printer) reporting(s *storyView) {
	for _, r := range s.Reporting() {
		p.blank()
		p.text(" ", run{"How each outlet reports " + r.Speaker, bold})
		for _, v := range r.Rows {
			var runs []run
			for i, c := range v.Verbs {
				if i > 0 {
					runs = append(runs, run{", ", plain})
				}
				runs = append(runs, run{c.Verb.Verb, italic})
				if times := c.Times(); times != "" {
					runs = append(runs, run{" " + times, faint})
				}
				if c.Loaded != "" {
					runs = append(runs, run{" " + c.Loaded, ochre})
				}
			}
			p.hangStyled(run{" " + padded(v.Telling.Siglum, s.siglumColumn()) + "  ", bold}, "     ", runs...)
		}
	}
}
