package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"variorum/edition"
)

// hostile is what a page may put wherever it likes, to break out of text, attribute, style or terminal.
const hostile = `"><script>window.owned=1</script><img src=x onerror="window.owned=1"></style></title>` +
	"\x1b]0;owned\x07\x1b[31m\u202egnp.exe\x00 {{.}} javascript:alert(1) ]]> --><!--"

// hostileEdition has it in each field that comes from a page, and a word of a thousand letters.
func hostileEdition() *edition.Edition {
	e := fixtureEdition()
	long := strings.Repeat("Donaudampfschiff", 64)
	for i := range e.Accounts {
		a := &e.Accounts[i]
		a.Outlet, a.Title, a.Standfirst, a.Byline, a.URL = hostile, hostile+long, hostile, hostile, "javascript:window.owned=1"
		a.Source, a.Captions, a.Furniture = long+hostile, []string{hostile}, []string{hostile, long}
		a.Doubts = []edition.Doubt{{Rule: "hostile", What: hostile}}
		a.Language = hostile
		if i > 0 {
			a.NotRun = []string{hostile}
		}
		a.Published.Conflict = &edition.DateConflict{Printed: edition.Day(hostile), Why: hostile}
		a.Published.Seen = []edition.DateSeen{{Value: edition.Day(hostile), Where: hostile, Words: hostile}, {Value: "2025-01-01"}}
		for j := range a.Quotations {
			a.Quotations[j].Verb, a.Quotations[j].To = hostile, hostile
			a.Quotations[j].Speaker = &edition.Speaker{Name: hostile}
		}
	}
	for i := range e.Stories {
		s := &e.Stories[i]
		s.Title, s.NotRun = hostile+long, []string{hostile}
		s.Related = append(s.Related, edition.Related{Story: hostile, Why: hostile})
		for j := range s.Quotations {
			s.Quotations[j].Speaker = hostile
		}
		for j := range s.Timeline {
			s.Timeline[j].What, s.Timeline[j].Value = hostile+long, hostile
		}
		if len(s.Timeline) > 0 {
			s.Timeline = append(s.Timeline, edition.Moment{Start: edition.Day(hostile), End: "9999-99-99", What: long, Readings: s.Timeline[0].Readings})
		}
		for j := range s.Figures {
			q := &s.Figures[j]
			q.Of, q.Place, q.AsOf = hostile+long, hostile, hostile
			q.Readings = append(q.Readings, edition.FigureReading{Span: edition.Span{Start: 1 << 20, End: 1, Text: hostile}, Account: s.Accounts[0], High: 1e300, Approx: edition.Approx(hostile)})
		}
		s.Names = append(s.Names, edition.Name{Name: hostile, Kind: hostile, Aliases: []edition.Alias{{Text: long, Accounts: s.Accounts, How: edition.How(hostile)}}})
	}
	e.Accounts = append(e.Accounts, edition.Account{ID: hostile, Text: hostile + "\n\n" + long, Title: long})
	e.Unread = append(e.Unread, edition.Unread{Source: hostile + long, Why: hostile})
	return e
}

func TestHostileWordsStayWords(t *testing.T) {
	page := render(t, hostileEdition())
	for _, bad := range []string{"<script", "<img", "onerror=\"", "<!-->", "javascript:window.owned=1\""} {
		if strings.Contains(page, bad) {
			t.Errorf("the page has %q", bad)
		}
	}
	if n := strings.Count(page, "</style>"); n != 1 {
		t.Errorf("the style sheet ends %d times", n)
	}
	if !strings.Contains(page, "&lt;script&gt;") {
		t.Error("the words themselves are lost")
	}
}

func TestHostileWordsCannotSteerTheTerminal(t *testing.T) {
	out := text80(t, hostileEdition(), TextOptions{Width: 60})
	for _, bad := range []string{"\x1b", "\x07", "\x00", "\u202e"} {
		if strings.Contains(out, bad) {
			t.Errorf("the text has %q", bad)
		}
	}
	if !strings.Contains(out, "<script>") {
		t.Error("the words themselves are lost")
	}
}

// manyAccounts is one story of so many tellings; every third one replaces a word.
func manyAccounts(n int) *edition.Edition {
	e := &edition.Edition{Stories: []edition.Story{{ID: "s", Title: "A mast stands crooked"}}}
	s := &e.Stories[0]
	for p := range 12 {
		s.Passages = append(s.Passages, edition.Passage{ID: fmt.Sprint("p", p), Variants: []edition.Variant{{Type: edition.Substitution}}})
	}
	for i := range n {
		word := "crooked"
		if i%3 == 2 {
			word = "bent"
		}
		t := teller{edition.Account{ID: fmt.Sprint("paper-", i), Outlet: fmt.Sprint("The Paper of Town ", i), Title: "A mast stands " + word, Published: on("2025-03-01", edition.Metadata)}}
		var told []string
		for p := range s.Passages {
			told = append(told, fmt.Sprintf("Mast number %d has stood %s since the night of the storm.", p, word))
		}
		t.Text = paragraphs(told...)
		for p := range s.Passages {
			if (i+p)%7 == 6 {
				continue
			}
			s.Passages[p].Readings = append(s.Passages[p].Readings, t.reading(edition.Edited, told[p]))
			s.Passages[p].Variants[0].Readings = append(s.Passages[p].Variants[0].Readings, t.has(word, fmt.Sprintf("number %d ", p)))
		}
		e.Accounts, s.Accounts = append(e.Accounts, t.Account), append(s.Accounts, t.ID)
	}
	return e
}

func TestOnlyFirstColumnsOfManyAreShown(t *testing.T) {
	var b bytes.Buffer
	if err := HTML(&b, manyAccounts(60)); err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(b.String(), `checked autocomplete`) - 1; n != shownColumns { // one more switch is for the marks
		t.Errorf("%d columns are shown of 60, want %d", n, shownColumns)
	}
}
