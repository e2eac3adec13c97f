package report

import (
	"fmt"
	"strings"

	"variorum/edition"
)

// The fixture is one invented story in seven tellings, an older one like it, a page that has nothing to do with them,
// and an input that could not be read. It has every kind of finding that an edition can have.

// teller builds an account and points at its words.
type teller struct{ edition.Account }

// at is the span of some words; after names words that stand before them.
func (t *teller) at(words string, after ...string) edition.Span {
	from := 0
	for _, a := range after {
		i := strings.Index(t.Text[from:], a)
		if i < 0 {
			panic(fmt.Sprintf("%s: no %q", t.ID, a))
		}
		from += i + len(a)
	}
	i := strings.Index(t.Text[from:], words)
	if i < 0 {
		panic(fmt.Sprintf("%s: no %q", t.ID, words))
	}
	return edition.Span{Start: from + i, End: from + i + len(words), Text: words}
}

// gapAfter is the place right after some words.
func (t *teller) gapAfter(words string) edition.Span {
	s := t.at(words)
	return edition.Span{Start: s.End, End: s.End}
}

func (t *teller) quote(words, speaker, verb, to string) {
	q := edition.Quotation{Span: t.at(words), ID: fmt.Sprintf("q%d", len(t.Quotations)+1), Form: edition.Direct, Verb: verb, To: to, Rule: "marks"}
	if speaker != "" {
		q.Speaker = &edition.Speaker{Name: speaker}
	}
	t.Quotations = append(t.Quotations, q)
}

func (t *teller) reading(r edition.Relation, words string) edition.Reading {
	return edition.Reading{Span: t.at(words), Account: t.ID, Relation: r}
}

func (t *teller) has(words string, after ...string) edition.Witness {
	return edition.Witness{Span: t.at(words, after...), Account: t.ID}
}

func (t *teller) lacks(after string) edition.Witness {
	return edition.Witness{Span: t.gapAfter(after), Account: t.ID}
}

func (t *teller) renders(q int, s edition.Status) edition.Rendering {
	return edition.Rendering{Span: t.Quotations[q].Span, Account: t.ID, Quotation: t.Quotations[q].ID, Status: s}
}

func (t *teller) tells(words, said string) edition.MomentReading {
	return edition.MomentReading{Span: t.at(words), Account: t.ID, Said: t.at(said, words[:strings.Index(words, said)])}
}

// counts adds a figure and gives it as a reading of a quantity.
func (t *teller) counts(words string, low, high float64, how edition.Approx, unit string, after ...string) edition.FigureReading {
	f := edition.Figure{Span: t.at(words, after...), ID: fmt.Sprintf("f%d", len(t.Figures)+1), Low: low, High: high, Approx: how, Unit: unit, Rule: "counted"}
	t.Figures = append(t.Figures, f)
	return edition.FigureReading{Span: f.Span, Account: t.ID, Figure: f.ID, Low: low, High: high, Approx: how}
}

func on(day edition.Day, b edition.Basis) edition.Published {
	return edition.Published{Value: day, Earliest: day, Latest: day, Basis: b}
}

func paragraphs(p ...string) string { return strings.Join(p, "\n\n") }

const (
	oduya = "Maren Oduya"
	wants = "We want the Corrin Barrier to close before the spring tides, but the work cannot be hurried, and nobody will sleep behind a gate that has not been tested,"
	hinge = "A gate is only as good as its hinges,"
)

func gazette() *teller {
	t := &teller{edition.Account{
		ID: "asker-gazette", Source: "pages/asker-gazette.html", URL: "https://asker-gazette.example/barrier", Outlet: "Asker Gazette", Language: "en",
		Title: "Corrin Barrier to stay half open until its hinges are replaced", Byline: "Ilse Brandt",
		Dateline: &edition.Dateline{Place: "Corrin", Agency: "Estuary Wire"}, Published: on("2025-10-14", edition.Metadata),
		Text: paragraphs(
			"The Corrin Barrier will stay half open until every hinge has been replaced, chief engineer Maren Oduya said on Tuesday.",
			"“"+wants+"” Oduya said at the River Authority.",
			"Some 12,000 people live in the streets that flooded in March.",
			"The replacement will cost between 40 million and 45 million marks, the authority said.",
			"“"+hinge+"” she added."),
		Captions:  []string{"The barrier at low water. Photo: Ilse Brandt"},
		Furniture: []string{"Read next: five walks along the Asker", "Subscribe to our newsletter"},
	}}
	t.quote(wants, oduya, "say", "")
	t.quote(hinge, oduya, "add", "")
	return t
}

func times() *teller {
	renamed := strings.Replace(wants, "Corrin", "Queen Ada", 1)
	t := &teller{edition.Account{
		ID: "estuary-times", Source: "pages/estuary-times.html", Outlet: "Estuary Times", Language: "en",
		Title: "Queen Ada Barrier stuck half open, engineer claims", Published: on("2025-10-14", edition.Printed),
		Text: paragraphs(
			"The Queen Ada Barrier will stay half open until every hinge has been replaced, chief engineer Maren Oduya claimed on Tuesday.",
			"“"+renamed+"” Oduya said at the River Authority.",
			"About 12,000 people live in the streets that flooded in March.",
			"The replacement will cost between 40 million and 45 million marks, the authority said.",
			"“"+hinge+"” she added."),
	}}
	t.quote(renamed, oduya, "say", "")
	t.quote(hinge, oduya, "add", "")
	return t
}

func herald() *teller {
	glossed := strings.Replace(wants, "Corrin", "Corrin [Queen Ada]", 1)
	glossed = strings.Replace(glossed, "cannot be hurried", "must not be hurried", 1)
	t := &teller{edition.Account{
		ID: "northbank-herald", Source: "pages/northbank-herald.html", Outlet: "Northbank Herald", Language: "en",
		Title: "Council never approved the barrier’s new hinges", Published: on("2025-10-15", edition.Metadata),
		Text: paragraphs(
			"The replacement will cost up to 45 million marks, a sum that the council has not approved, the authority said.",
			"The Corrin Barrier will stay half open until every hinge has been replaced, chief engineer Maren Oduya said in an interview with Harbour Radio on Tuesday.",
			"“"+glossed+"” Oduya insisted at the River Authority.",
			"The council has voted on the hinges three times since 2021. Each vote was put off.",
			"“Not one of my neighbours was asked,” said Tobin Marsh, who keeps the chandlery on the quay."),
	}}
	t.quote(glossed, oduya, "insist", "Harbour Radio")
	t.Quotations[0].Glosses = []edition.Span{t.at("[Queen Ada]")}
	t.quote("Not one of my neighbours was asked,", "Tobin Marsh", "say", "")
	return t
}

func radio() *teller {
	t := &teller{edition.Account{
		ID: "radio-corrin", Source: "pages/radio-corrin.txt", Outlet: "Radio Corrin", Language: "en",
		Title: "No date for closing the gate", Published: on("2025-10-15", edition.Metadata),
		Text: paragraphs(
			"No date has been set for closing the barrier, whose hinges are to be replaced one by one, Oduya told listeners.",
			"She said that nobody should have to sleep behind an untested gate.",
			"Some 12,000 people live in the streets that flooded in March.",
			"By the council’s count there are at least 15,000."),
	}}
	t.Quotations = []edition.Quotation{{
		Span: t.at("that nobody should have to sleep behind an untested gate"), ID: "q1",
		Form: edition.Indirect, Verb: "say", Speaker: &edition.Speaker{Name: oduya}, Rule: "that-clause",
	}}
	return t
}

func post() *teller {
	cut := "The work cannot be hurried, and nobody will sleep behind a gate that has not been tested,"
	t := &teller{edition.Account{
		ID: "saltmarsh-post", Source: "pages/saltmarsh-post.txt", Outlet: "Saltmarsh Post", Language: "en",
		Title: "Barrier stays half open",
		Published: edition.Published{
			Earliest: "2025-10-15", Latest: "2025-10-19", Basis: edition.FromText,
			Conflict: &edition.DateConflict{Printed: "2026-02-02", Why: "the text speaks of the interview “on Tuesday”, which others date to 14 October"},
			Seen: []edition.DateSeen{
				{Value: "2026-02-02", Where: "printed", Words: "Monday, February 2, 2026"},
				{Value: "2025-10-15", Where: "url", Words: "/2025/10/15/"},
			},
		},
		Text: paragraphs(
			"The Corrin Barrier will stay half open, chief engineer Maren Oduya said on Tuesday.",
			"“"+cut+"” Oduya said."),
		Doubts: []edition.Doubt{{Rule: "printed-date", What: "the page was most likely printed long after it was told"}},
	}}
	t.quote(cut, oduya, "say", "")
	return t
}

func marfa() *teller {
	return &teller{edition.Account{
		ID: "marfa", Source: "pages/marfa.html", Outlet: "مرفأ اليوم", Language: "ar", Title: "الحاجز يبقى نصف مفتوح",
		Published: on("2025-10-16", edition.Metadata),
		Text:      "سيبقى حاجز كورين نصف مفتوح حتى الربيع، بحسب ما قالته المهندسة مارين أودويا.",
		NotRun:    []string{"quotation", "name"},
	}}
}

func older() *teller {
	t := &teller{edition.Account{
		ID: "dune-observer", Source: "pages/dune-observer.html", Outlet: "Dune Observer", Language: "en", Title: "Barrier jams at half tide, freed by morning",
		Published: on("2022-03-02", edition.Metadata),
		Text:      "The Corrin Barrier jammed at half tide on Tuesday and was freed by morning.\n\n“It was a log,” said the night keeper.",
	}}
	t.quote("It was a log,", "the night keeper", "say", "")
	return t
}

func lamps() *teller {
	return &teller{edition.Account{
		ID: "lamps", Source: "pages/lamps.txt", Outlet: "Vale Courier", Language: "en", Title: "Lamp works to reopen", Published: edition.Published{Basis: edition.NoBasis},
		Text: "The lamp works in Upper Vale will reopen after eleven years.",
	}}
}

// fixtureEdition has all of it.
func fixtureEdition() *edition.Edition {
	story, tellers := barrierStory()
	tellers = append(tellers, older(), lamps())
	e := &edition.Edition{
		Schema: edition.Schema, Generator: edition.Generator{Name: "variorum", Version: "test"},
		Stories: []edition.Story{
			story,
			{ID: "story-2", Title: older().Title, Accounts: []string{"dune-observer"}},
			{ID: "story-3", Title: lamps().Title, Accounts: []string{"lamps"}},
		},
		Unread: []edition.Unread{{Source: "pages/minutes.bin", Why: "this is no text but a binary file; save the page as HTML or text"}},
	}
	for _, t := range tellers {
		e.Accounts = append(e.Accounts, t.Account)
	}
	return e
}

// oneStory is the fixture's first story alone.
func oneStory() *edition.Edition {
	e := fixtureEdition()
	e.Stories, e.Unread = e.Stories[:1], nil
	e.Stories[0].Related = nil
	e.Accounts = e.Accounts[:len(e.Accounts)-2]
	return e
}

func barrierStory() (edition.Story, []*teller) {
	a, b, c, d, f, g := gazette(), times(), herald(), radio(), post(), marfa()
	s := edition.Story{
		ID: "story-1", Title: a.Title, Accounts: []string{a.ID, b.ID, c.ID, d.ID, f.ID, g.ID},
		Related:  []edition.Related{{Story: "story-2", Why: "an earlier event told in like words"}},
		Passages: barrierPassages(a, b, c, d, f),
		Quotations: []edition.Statement{
			{
				ID: "st1", Speaker: oduya,
				Readings: []edition.Rendering{a.renders(0, edition.Altered), b.renders(0, edition.Altered), c.renders(0, edition.Altered), d.renders(0, edition.StatusParaphrased), f.renders(0, edition.Truncated)},
				Changes: []edition.Change{
					{Readings: []edition.Witness{a.has("Corrin", "We want the "), b.has("Queen Ada", "We want the "), c.has("Corrin [Queen Ada]")}},
					{Readings: []edition.Witness{a.has("cannot", "the work "), b.has("cannot", "the work "), c.has("must not"), f.has("cannot")}},
				},
			},
			{ID: "st2", Speaker: oduya, Readings: []edition.Rendering{a.renders(1, edition.Full), b.renders(1, edition.Full)}},
		},
		Sources: []edition.Source{{Name: "Estuary Wire", Kind: edition.SourceKind("agency"), CitedBy: []edition.Citation{}}},
		Stemma:  barrierStemma(a, b, c, d, f),
		Origins: &edition.Origins{Count: 2, Origins: []edition.Origin{
			{Node: "wire", Accounts: []string{a.ID, b.ID, c.ID, f.ID}}, {Node: d.ID, Accounts: []string{d.ID}},
		}},
		Wire: []edition.Wire{{Node: "wire", Source: "Estuary Wire", Sentences: []edition.Restored{
			{Text: "Some 12,000 people live in the streets that flooded in March.", Support: []string{a.ID, d.ID}, Certain: true},
			{Text: "The replacement will cost between 40 million and 45 million marks, the authority said.", Support: []string{a.ID, b.ID}},
		}}},
		Figures: barrierFigures(a, b, c, d),
		Timeline: []edition.Moment{
			{Start: "2021-01-01", End: "2021-12-31", Value: "2021", What: "The council has voted on the hinges three times since 2021.", Readings: []edition.MomentReading{c.tells("The council has voted on the hinges three times since 2021.", "2021")}},
			{Start: "2025-03-01", End: "2025-03-31", Value: "2025-03", What: "Some 12,000 people live in the streets that flooded in March.", Rule: "same-time-and-passage", Readings: []edition.MomentReading{
				a.tells("Some 12,000 people live in the streets that flooded in March.", "March"), b.tells("About 12,000 people live in the streets that flooded in March.", "March"), d.tells("Some 12,000 people live in the streets that flooded in March.", "March"),
			}},
			{Start: "2025-10-14", End: "2025-10-14", Value: "2025-10-14", What: "chief engineer Maren Oduya said on Tuesday.", Rule: "same-time-and-passage", Readings: []edition.MomentReading{
				a.tells("chief engineer Maren Oduya said on Tuesday.", "Tuesday"), b.tells("chief engineer Maren Oduya claimed on Tuesday.", "Tuesday"),
				c.tells("chief engineer Maren Oduya said in an interview with Harbour Radio on Tuesday.", "Tuesday"), f.tells("chief engineer Maren Oduya said on Tuesday.", "Tuesday"),
			}},
		},
		Names: []edition.Name{
			{Name: "Corrin Barrier", Kind: "place", Aliases: []edition.Alias{
				{Text: "Corrin Barrier", Accounts: []string{a.ID, c.ID, f.ID}, How: edition.Same},
				{Text: "Queen Ada Barrier", Accounts: []string{b.ID}, How: edition.Collated},
				{Text: "Corrin [Queen Ada] Barrier", Accounts: []string{c.ID}, How: edition.Collated},
			}},
			{Name: oduya, Kind: "person", Aliases: []edition.Alias{{Text: "Oduya", Accounts: []string{a.ID, b.ID, c.ID, d.ID, f.ID}, How: edition.Same}}},
		},
		Only: []edition.Only{
			{Span: c.at("The council has voted on the hinges three times since 2021."), Account: c.ID},
			{Span: c.at("Each vote was put off."), Account: c.ID},
			{Span: c.at("“Not one of my neighbours was asked,” said Tobin Marsh, who keeps the chandlery on the quay."), Account: c.ID},
			{Span: edition.Span{Start: 0, End: len(g.Text), Text: g.Text}, Account: g.ID},
		},
		LeftOut: []edition.LeftOut{{Passage: "p3", Accounts: []string{c.ID, f.ID}}},
		NotRun:  []string{"quotation (ar)"},
	}
	return s, []*teller{a, b, c, d, f, g}
}

// barrierStemma has a lost source with two children, a copy of a copy, and a further parent.
func barrierStemma(a, b, c, d, f *teller) *edition.Stemma {
	shows := func(t *teller, words string) []edition.Evidence {
		return []edition.Evidence{{Rule: "shared-text", What: "3 sentences in much the same words", Readings: []edition.Witness{t.has(words)}}}
	}
	marks := "45 million marks"
	node := func(t *teller) edition.Node { return edition.Node{ID: t.ID, Kind: edition.NodeAccount, Name: t.Outlet} }
	return &edition.Stemma{
		Nodes: []edition.Node{node(a), node(b), node(c), node(d), node(f), {ID: "wire", Kind: edition.NodeSource, Name: "Estuary Wire"}, {ID: "notice", Kind: edition.NodeSource, Name: "River notice"}},
		Edges: []edition.Edge{
			{From: "wire", To: a.ID, Kind: edition.Copies, Weight: 0.97, Evidence: shows(a, marks)},
			{From: "wire", To: c.ID, Kind: edition.Rewrites, Weight: 0.41, Evidence: shows(c, marks)},
			{From: a.ID, To: b.ID, Kind: edition.Copies, Weight: 0.9, Evidence: shows(b, marks)},
			{From: a.ID, To: f.ID, Kind: edition.Rewrites, Weight: 0.3, Evidence: shows(a, marks)},
			{From: "notice", To: c.ID, Kind: edition.Cites, Weight: 0.1, Second: true, Evidence: shows(c, marks)},
		},
	}
}

// barrierFigures has each accord, a range, hedges of both sides, and a figure that nobody names.
func barrierFigures(a, b, c, d *teller) []edition.Quantity {
	return []edition.Quantity{
		{ID: "n1", Of: "people", Kind: edition.People, Place: "Corrin", AsOf: "2025-03", Status: edition.Conflict, Rule: "same-place", Readings: []edition.FigureReading{
			a.counts("12,000", 12000, 12000, edition.About, ""), b.counts("12,000", 12000, 12000, edition.About, ""), d.counts("12,000", 12000, 12000, edition.About, ""), d.counts("15,000", 15000, 15000, edition.AtLeast, ""),
		}},
		{ID: "n2", Kind: edition.Money, Status: edition.Differ, Rule: "same-place", Readings: []edition.FigureReading{
			a.counts("40 million and 45 million marks", 40e6, 45e6, edition.Exact, "mark"), b.counts("40 million and 45 million marks", 40e6, 45e6, edition.Exact, "mark"),
			c.counts("45 million marks", 45e6, 45e6, edition.AtMost, "mark"),
		}},
		{ID: "n3", Of: "times", Kind: edition.Count, Status: edition.Alone, Readings: []edition.FigureReading{c.counts("three", 3, 3, edition.Exact, "")}},
	}
}

func barrierPassages(a, b, c, d, f *teller) []edition.Passage {
	return []edition.Passage{
		{
			ID: "p1",
			Readings: []edition.Reading{
				a.reading(edition.Verbatim, "The Corrin Barrier will stay half open until every hinge has been replaced, chief engineer Maren Oduya said on Tuesday."),
				b.reading(edition.Edited, "The Queen Ada Barrier will stay half open until every hinge has been replaced, chief engineer Maren Oduya claimed on Tuesday."),
				c.reading(edition.Edited, "The Corrin Barrier will stay half open until every hinge has been replaced, chief engineer Maren Oduya said in an interview with Harbour Radio on Tuesday."),
				d.reading(edition.Paraphrased, "No date has been set for closing the barrier, whose hinges are to be replaced one by one, Oduya told listeners."),
				f.reading(edition.Edited, "The Corrin Barrier will stay half open, chief engineer Maren Oduya said on Tuesday."),
			},
			Variants: []edition.Variant{
				{Type: edition.Substitution, Readings: []edition.Witness{a.has("Corrin"), b.has("Queen Ada"), c.has("Corrin"), f.has("Corrin")}},
				{Type: edition.Omission, Readings: []edition.Witness{
					a.has("until every hinge has been replaced"), b.has("until every hinge has been replaced"), c.has("until every hinge has been replaced"), f.lacks("half open"),
				}},
				{Type: edition.Substitution, Readings: []edition.Witness{a.has("said"), b.has("claimed"), c.has("said"), f.has("said")}},
				{Type: edition.Addition, Readings: []edition.Witness{a.lacks("Maren Oduya said"), b.lacks("claimed"), c.has("in an interview with Harbour Radio"), f.lacks("Maren Oduya said")}},
			},
		},
		{
			ID: "p2",
			Readings: []edition.Reading{
				a.reading(edition.Verbatim, "“"+wants+"” Oduya said at the River Authority."),
				b.reading(edition.Edited, b.Text[strings.Index(b.Text, "“We"):strings.Index(b.Text, "\n\nAbout")]),
				c.reading(edition.Edited, c.Text[strings.Index(c.Text, "“We"):strings.Index(c.Text, "\n\nThe council")]),
				f.reading(edition.Edited, f.Text[strings.Index(f.Text, "“The work"):]),
			},
			Variants: []edition.Variant{
				{Type: edition.Omission, Readings: []edition.Witness{
					a.has("We want the Corrin Barrier to close before the spring tides, but"), b.has("We want the Queen Ada Barrier to close before the spring tides, but"),
					c.has("We want the Corrin [Queen Ada] Barrier to close before the spring tides, but"), f.lacks("“"),
				}},
				{Type: edition.Substitution, InQuotation: true, Readings: []edition.Witness{a.has("Corrin", "We want the "), b.has("Queen Ada", "We want the "), c.has("Corrin [Queen Ada]")}},
				{Type: edition.Substitution, InQuotation: true, Readings: []edition.Witness{a.has("cannot"), b.has("cannot"), c.has("must not"), f.has("cannot")}},
				{Type: edition.Substitution, Readings: []edition.Witness{a.has("said", "” Oduya "), b.has("said", "” Oduya "), c.has("insisted"), f.has("said", "” Oduya ")}},
				{Type: edition.Omission, Readings: []edition.Witness{a.has("at the River Authority"), b.has("at the River Authority"), c.has("at the River Authority"), f.lacks("” Oduya said")}},
			},
		},
		{
			ID: "p3",
			Readings: []edition.Reading{
				a.reading(edition.Verbatim, "Some 12,000 people live in the streets that flooded in March."),
				b.reading(edition.Edited, "About 12,000 people live in the streets that flooded in March."),
				d.reading(edition.Verbatim, "Some 12,000 people live in the streets that flooded in March."),
			},
			Variants: []edition.Variant{{Type: edition.Substitution, Readings: []edition.Witness{a.has("Some"), b.has("About"), d.has("Some")}}},
		},
		{
			ID: "p4",
			Readings: []edition.Reading{
				a.reading(edition.Verbatim, "The replacement will cost between 40 million and 45 million marks, the authority said."),
				b.reading(edition.Verbatim, "The replacement will cost between 40 million and 45 million marks, the authority said."),
				c.reading(edition.Edited, "The replacement will cost up to 45 million marks, a sum that the council has not approved, the authority said."),
			},
			Variants: []edition.Variant{
				{Type: edition.Transposition, Readings: []edition.Witness{c.has("The replacement will cost up to 45 million marks, a sum that the council has not approved, the authority said.")}},
				{Type: edition.Substitution, Readings: []edition.Witness{a.has("between 40 million and"), b.has("between 40 million and"), c.has("up to")}},
				{Type: edition.Addition, Readings: []edition.Witness{a.lacks("45 million marks"), b.lacks("45 million marks"), c.has(", a sum that the council has not approved")}},
			},
		},
		{
			ID: "p5",
			Readings: []edition.Reading{
				a.reading(edition.Verbatim, "“"+hinge+"” she added."),
				b.reading(edition.Verbatim, "“"+hinge+"” she added."),
			},
		},
	}
}
