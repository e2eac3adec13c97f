package report

import (
	"fmt"
	"slices"
	"strings"

	"variorum/edition"
)

// storyView is one story, with the rows of each of its sections. A section that nothing fills is empty and not drawn.
type storyView struct {
	*edition.Story
	ID       string // its anchor
	Level    int    // of its heading
	Tellings []*telling
	Related  []relatedLink

	Summary    summary
	Things     []thing
	Stemma     *stemmaView
	Wire       []*wireRow
	Accounts   []accountRow
	Carries    carries
	Synopsis   synopsis
	Statements []statementRow
	Alone      []aloneRow
	Reported   []aloneRow
	Figures    *figureView
	Timeline   *timelineView
	Incidents  *incidentView
	Names      []nameRow
	Only       []onlyRow
	LeftOut    []leftOutRow
	Texts      []fullText
	Abridged   int // of a served page: how many accounts its tables have; 0 for all

	links   *Links // where stories and accounts stand on a server; nil in a report
	choice  Choice // of what is shown of the passages
	away    bool   // the story stands on another page than what is drawn
	byID    map[string]*telling
	figured map[*telling][]mark // see marksOfFigures
	spots   [][]spot            // the variants of each passage, with their readings put together
}

// relatedLink is another story of the thread.
type relatedLink struct {
	Why   string
	Title string
	Href  string // empty when the story is not in this edition

	story *storyView
}

func newStory(s *edition.Story, id string, accounts map[string]numbered) *storyView {
	v := &storyView{Story: s, ID: id, byID: map[string]*telling{}}
	for _, name := range s.Accounts {
		a, ok := accounts[name]
		if !ok || v.byID[name] != nil {
			continue
		}
		t := newTelling(a.account, a.number, len(v.Tellings))
		v.Tellings = append(v.Tellings, t)
		v.byID[name] = t
	}
	v.tellApart()
	return v
}

// tellApart finds the accounts whose names alone do not tell them apart.
func (v *storyView) tellApart() {
	named := map[string]int{}
	for _, t := range v.Tellings {
		named[t.Name()]++
	}
	for _, t := range v.Tellings {
		t.alike = named[t.Name()] > 1
	}
}

// linkRelated ties stories of one thread, in both directions.
func linkRelated(all []*storyView) {
	byID := map[string]*storyView{}
	for _, s := range all {
		byID[s.Story.ID] = s
	}
	for _, s := range all {
		for _, r := range s.Story.Related {
			other := byID[r.Story]
			if other == nil {
				s.Related = append(s.Related, s.elsewhere(r))
				continue
			}
			s.relate(other, r.Why)
			other.relate(s, r.Why)
		}
	}
}

// elsewhere is a related story of which this edition has no more than the id.
func (v *storyView) elsewhere(r edition.Related) relatedLink {
	if v.links == nil {
		return relatedLink{Why: r.Why, Title: r.Story}
	}
	return relatedLink{Why: r.Why, Title: v.links.title(r.Story), Href: v.links.Story(r.Story)}
}

func (v *storyView) relate(other *storyView, why string) {
	known := slices.ContainsFunc(v.Related, func(r relatedLink) bool { return r.story == other })
	if other != v && !known {
		v.Related = append(v.Related, relatedLink{Why: why, Title: other.Heading(), Href: "#" + other.ID, story: other})
	}
}

// draw fills the sections. The full texts come last, because the others say which of their words need an anchor; the
// head comes after the sections that it sums up.
func (v *storyView) draw() {
	v.spots = v.allSpots()
	v.Figures = v.figures()
	v.Accounts = v.accountRows()
	v.Carries = v.whoCarries()
	v.Synopsis = v.layOut()
	v.Statements, v.Alone, v.Reported = v.ledger()
	v.Stemma = v.newStemma()
	v.Wire = v.wireRows()
	v.Timeline = v.timeline()
	v.Incidents = v.incidents()
	v.Names = v.nameRows()
	v.Only = v.onlyRows()
	v.LeftOut = v.leftOutRows()
	v.Things = v.threeThings()
	v.Summary = v.sumUp()
	if !v.Served() {
		v.Texts = v.fullTexts()
	}
}

// Heading is the story's title; a story without one takes its first account's headline.
func (v *storyView) Heading() string {
	if v.Story.Title != "" {
		return v.Story.Title
	}
	if len(v.Tellings) > 0 {
		return v.Tellings[0].Headline()
	}
	return "Untitled"
}

// Section names the anchor of a section of this story.
func (v *storyView) Section(name string) string {
	if v.ID == "" {
		return name
	}
	return v.ID + "-" + name
}

// to leads to an anchor of the story.
func (v *storyView) to(anchor string) string {
	if v.away {
		return v.links.Story(v.Story.ID) + "#" + anchor
	}
	return "#" + anchor
}

// Below is the level of the headings of the story's sections, and Beneath of those inside them.
func (v *storyView) Below() int { return v.Level + 1 }

// Beneath is the level of the headings inside the story's sections.
func (v *storyView) Beneath() int { return v.Level + 2 }

// Told is the span of days on which the accounts were told.
func (v *storyView) Told() string {
	from, to := toldSpan(v.Tellings)
	return spanWords(from, to)
}

// Outlets names the first outlets and counts the others.
func (v *storyView) Outlets() string {
	var names []string
	for _, t := range v.Tellings {
		if !slices.Contains(names, t.Name()) {
			names = append(names, t.Name())
		}
	}
	if len(names) > namedOutlets+1 {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:namedOutlets], ", "), len(names)-namedOutlets)
	}
	return listed(names)
}

// Mixed reports whether a reader needs to be told the accounts' languages: they are several, or one that is not the
// report's own.
func (v *storyView) Mixed() bool {
	for _, t := range v.Tellings {
		if l := t.Lang(); l != "" && baseLanguage(l) != "en" {
			return true
		}
	}
	return false
}

// One reports whether only one account tells the story.
func (v *storyView) One() bool { return len(v.Tellings) == 1 }

// QuotedTitle is the heading over what stands in quotation marks in one account.
func (v *storyView) QuotedTitle() string {
	if v.One() {
		return "In quotation marks"
	}
	return "Quoted in one account only"
}

// ReportedTitle is the heading over what one account reports without quotation marks.
func (v *storyView) ReportedTitle() string {
	if v.One() {
		return "Reported"
	}
	return "Reported in one account only"
}

// TextsTitle is the heading over the full texts.
func (v *storyView) TextsTitle() string {
	if v.One() {
		return "Full text"
	}
	return "Full texts"
}

// Spoken reports whether anything is quoted or reported.
func (v *storyView) Spoken() bool { return len(v.Statements)+len(v.Alone)+len(v.Reported) > 0 }

// Served reports whether the story is drawn for a server's page, which can be asked for more.
func (v *storyView) Served() bool { return v.links != nil }

// Address is the story's own page.
func (v *storyView) Address() string { return v.links.Story(v.Story.ID) }

// Single is the account of a story that only one account tells.
func (v *storyView) Single() *telling { return v.Tellings[0] }

// passageID is the anchor of the passage with this place in the story.
func (v *storyView) passageID(i int) string { return v.Section("p" + itoa(i+1)) }

// passageNumber is the place of the passage with this id, from 0, or -1.
func (v *storyView) passageNumber(id string) int {
	return slices.IndexFunc(v.Passages, func(p edition.Passage) bool { return p.ID == id })
}
