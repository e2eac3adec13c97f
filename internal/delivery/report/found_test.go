package report

import (
	"strings"
	"testing"

	"variorum/edition"
)

// quayStory is two accounts of a quay: one calls a bank by another name, has an incident and a sentence of its own, and leaves a passage out.
func quayStory() *edition.Edition {
	post := &teller{edition.Account{ID: "post", Outlet: "Quay Post", Language: "en", Title: "Bank shut", Published: on("2025-10-14", edition.Metadata), Text: paragraphs(
		"The Corran Bank is shut, Ada Lund said.", "Boats wait at Corranport.", "The Corran sank on Monday.")}}
	mail := &teller{edition.Account{ID: "mail", Outlet: "Island Mail", Language: "en", Title: "Slate shut", Published: on("2025-10-15", edition.Metadata), Text: paragraphs(
		"The Slate Bank is shut, Ada Lund said.", "Lund’s boat collided with a buoy. Nobody has said why Corranport is full.")}}
	mail.Incidents = []edition.Incident{{Span: mail.at("Lund’s boat collided with a buoy."), ID: "i1", What: "collision", Said: []edition.Slot{{Span: mail.at("collided"), Field: "what"}}}}
	both := func(text string, how edition.How, ids ...string) edition.Alias {
		return edition.Alias{Text: text, Accounts: ids, How: how}
	}
	return &edition.Edition{
		Accounts: []edition.Account{post.Account, mail.Account},
		Stories: []edition.Story{{
			ID: "s1", Title: "Bank shut", Accounts: []string{"post", "mail"},
			Passages: []edition.Passage{
				{ID: "p1", Readings: []edition.Reading{post.reading(edition.Verbatim, "The Corran Bank is shut, Ada Lund said."), mail.reading(edition.Edited, "The Slate Bank is shut, Ada Lund said.")}},
				{ID: "p2", Readings: []edition.Reading{post.reading(edition.Verbatim, "Boats wait at Corranport.")}},
			},
			Names: []edition.Name{
				{Name: "Corran", Aliases: []edition.Alias{both("Corran", edition.Same, "post")}},
				{Name: "Corran Bank", Kind: "place", Aliases: []edition.Alias{both("Corran Bank", edition.Same, "post"), both("Slate Bank", edition.Collated, "mail")}},
				{Name: "Ada Lund", Kind: "person", Aliases: []edition.Alias{both("Ada Lund", edition.Same, "post", "mail"), both("Lund", edition.Same, "mail")}},
				{Name: "Corranport", Kind: "place", Aliases: []edition.Alias{both("Corranport", edition.Same, "post", "mail")}},
			},
			Only: []edition.Only{
				{Span: mail.at("Lund’s boat collided with a buoy."), Account: "mail"},
				{Span: mail.at("Nobody has said why Corranport is full."), Account: "mail", Voice: edition.Own},
			},
			LeftOut: []edition.LeftOut{{Passage: "p2", Accounts: []string{"mail"}}},
		}},
	}
}

// TestFindingsInPlace: names, incidents, what no other account has and what is left out stand in the text itself.
func TestFindingsInPlace(t *testing.T) {
	for id, want := range map[string]string{
		"post": "The [named:Corran Bank] is shut, [named:Ada Lund] said.¶Boats wait at [named:Corranport].¶The [named:Corran] sank on Monday.",
		"mail": "The [named:Slate Bank] is shut, [named:Ada Lund] said.⎵¶[alone:[named:Lund]’s boat [happened:collided] with a buoy.] [alone own:Nobody has said why [named:Corranport] is full.]",
	} {
		p, ok := NewAccountPage(quayStory(), id, &Links{})
		if !ok {
			t.Fatal("no page of", id)
		}
		var got []string
		for _, par := range p.Paragraphs {
			got = append(got, outline(unanchored(par.Nodes)))
		}
		if joined := strings.Join(got, "¶"); joined != want {
			t.Errorf("%s:\n%s\nwant\n%s", id, joined, want)
		}
		if !p.Kinds.Name || p.Kinds.Incident != (id == "mail") || p.Kinds.Alone != (id == "mail") {
			t.Errorf("%s has switches for %+v", id, p.Kinds)
		}
	}
}

// unanchored takes anchors away.
func unanchored(nodes []node) []node {
	var out []node
	for _, n := range nodes {
		n.Kids = unanchored(n.Kids)
		if n.Class == "" && n.ID != "" {
			out = append(out, n.Kids...)
			continue
		}
		out = append(out, n)
	}
	return out
}

// TestFindingsAreExplained: beside the text stands who calls a thing otherwise, and what is left out.
func TestFindingsAreExplained(t *testing.T) {
	p, _ := NewAccountPage(quayStory(), "mail", &Links{})
	var notes []string
	for _, par := range p.Paragraphs {
		for _, a := range par.Asides {
			s := a.Label
			for _, part := range a.Parts {
				s += " " + part.Text
				for _, w := range part.Tellings {
					s += " " + w.Siglum
				}
			}
			notes = append(notes, s)
		}
	}
	all := strings.Join(notes, "\n")
	for _, want := range []string{"Name “Slate Bank” “Corran Bank” A", "Passage 2 left out: Boats wait at Corranport A", "Only here 2 sentences"} {
		if !strings.Contains(all, want) {
			t.Errorf("no note %q in\n%s", want, all)
		}
	}
	if strings.Contains(all, "own voice") {
		t.Errorf("a sentence whose voice nobody has read is given one:\n%s", all)
	}
	if strings.Contains(all, "“Ada Lund”") || strings.Contains(all, "“Lund”") {
		t.Errorf("a short form is called another name:\n%s", all)
	}
}
