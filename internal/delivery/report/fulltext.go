package report

import (
	"fmt"
	"strconv"

	"variorum/edition"
	"variorum/internal/engine/text"
)

// fullText is an account from its first word to its last, with all marks, so that every finding can be followed to its words.
type fullText struct {
	*telling
	Paragraphs []paragraph
	Share      *share
}

// paragraph is a paragraph with notes on what was found in it.
type paragraph struct {
	ID    string
	N     int
	Nodes []node
	Notes []note
}

// note stands beside a paragraph: the passage it is part of, the statement it quotes, or that no other account has it.
type note struct {
	Kind  string // passage, statement, figure or only
	Href  string
	Label string
	// Status of a rendering or a figure, or relation of a reading, as the edition names it.
	Status string
}

func (v *storyView) fullTexts() []fullText {
	texts := make([]fullText, len(v.Tellings))
	for i, t := range v.Tellings {
		texts[i] = v.fullText(t)
	}
	return texts
}

func (v *storyView) fullText(t *telling) fullText {
	f := fullText{telling: t}
	for i := range v.Carries.Shares {
		if v.Carries.Shares[i].Telling == t {
			f.Share = &v.Carries.Shares[i]
		}
	}
	marks := t.speechMarks()
	for i := range v.Passages {
		marks = append(marks, v.marksOn(i, t)...)
	}
	marks = append(marks, v.marksOfFigures(t)...)
	for _, s := range t.points() {
		marks = append(marks, mark{start: s.Start, end: s.End, id: t.placeID(s)})
	}
	for n, p := range text.Paragraphs(t.Text) {
		f.Paragraphs = append(f.Paragraphs, paragraph{
			ID: fmt.Sprintf("%s-p%d", t.Anchor(), n+1), N: n + 1,
			Nodes: nest(t.Text, p.Start, p.End, inParagraph(marks, p)),
			Notes: v.notes(t, p),
		})
	}
	return f
}

// inParagraph are the marks that touch a paragraph. One that began in an earlier paragraph is a continuation: its anchor
// stands there already.
func inParagraph(marks []mark, p text.Span) []mark {
	var in []mark
	for _, m := range marks {
		if m.end < p.Start || m.start > p.End {
			continue
		}
		if m.start < p.Start {
			m.id, m.cont = "", true
		}
		in = append(in, m)
	}
	return in
}

// notes are in the order of the sections that they lead to.
func (v *storyView) notes(t *telling, p text.Span) []note {
	var notes []note
	for i := range v.Passages {
		for _, r := range v.Passages[i].Readings {
			if r.Account == t.Account.ID && overlaps(r.Span, p) {
				notes = append(notes, note{"passage", v.to(v.passageID(i)), "Passage " + itoa(i+1), string(r.Relation)})
			}
		}
	}
	for _, s := range v.Statements {
		for _, r := range s.Rows {
			for _, w := range r.Witnesses {
				if w.telling == t && overlaps(w.Span, p) {
					notes = append(notes, note{"statement", v.to(s.ID), s.Title, string(r.Status)})
				}
			}
		}
	}
	notes = append(notes, v.figureNotes(t, p)...)
	for _, o := range v.Only {
		if o.Telling == t && covers(o.Places, p) {
			notes = append(notes, note{"only", v.to(v.Section("only")), "only here", ""})
		}
	}
	return notes
}

func overlaps(s edition.Span, p text.Span) bool { return s.Start < p.End && p.Start < s.End }

// covers reports whether any of the places lies in the paragraph.
func covers(places []onlyPlace, p text.Span) bool {
	for _, o := range places {
		if overlaps(o.Witness.Span, p) {
			return true
		}
	}
	return false
}

func itoa(n int) string { return strconv.Itoa(n) }
