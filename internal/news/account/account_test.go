package account

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/house/cases"
	"variorum/internal/news/chronology"
	"variorum/internal/news/extract"
	"variorum/internal/news/intake"
)

// readPage reads a page of a case. Its lines before the first blank one may say what its container said: "url: …". A page that
// begins with "<" is HTML; one with a title is the text of an article.
func readPage(t *testing.T, f txtar.File) *Account {
	t.Helper()
	p := intake.Page{ID: f.Name, Source: f.Name, Kind: intake.Plain, Body: string(f.Data)}
	fields := map[string]*string{"url": &p.URL, "outlet": &p.Outlet, "date": &p.Date, "title": &p.Title, "fetched": &p.Fetched}
	for {
		line, rest, _ := strings.Cut(p.Body, "\n")
		name, value, ok := strings.Cut(line, ": ")
		if !ok || fields[name] == nil {
			break
		}
		*fields[name], p.Body = value, rest
	}
	switch {
	case strings.HasPrefix(p.Body, "<"):
		p.Kind = intake.HTML
	case p.Title != "":
		p.Kind = intake.Article
	}
	parts, err := extract.Extract(p)
	if err != nil {
		t.Fatal(err)
	}
	return Read(p, parts)
}

const publishedCases = "testdata/published/*.txtar"

// TestPublished reads the pages of each case as accounts of one story and compares the days of publication: by each page
// alone, and where the story says more, by the story.
func TestPublished(t *testing.T) {
	cases.Each(t, publishedCases, 8, func(t *testing.T, given []txtar.File) string {
		var accounts []*Account
		for _, f := range given {
			accounts = append(accounts, readPage(t, f))
		}
		return showPublished(accounts)
	})
}

func showPublished(accounts []*Account) string {
	var b strings.Builder
	for i, p := range BoundByStory(accounts) {
		a := accounts[i]
		alone, story := showDay(a.Published), showDay(p)
		fmt.Fprintf(&b, "%s: %s\n", a.ID, alone)
		if story != alone {
			fmt.Fprintf(&b, "  by the story: %s\n", story)
		}
		for _, d := range a.Doubts {
			fmt.Fprintf(&b, "  doubt %s: %s\n", d.Rule, d.What)
		}
	}
	return b.String()
}

func showDay(p edition.Published) string {
	s := fmt.Sprintf("%s..%s %s", p.Earliest, p.Latest, p.Basis)
	if p.Value != "" {
		s = fmt.Sprintf("%s %s", p.Value, p.Basis)
	}
	if p.Conflict != nil {
		s += fmt.Sprintf("; not %s: %s", p.Conflict.Printed, p.Conflict.Why)
	}
	return s
}

// TestBoundByStoryOrder: the order of the accounts changes no account's day, and the accounts stay as they are.
func TestBoundByStoryOrder(t *testing.T) {
	for _, given := range cases.Given(t, publishedCases) {
		var accounts []*Account
		for _, f := range given {
			accounts = append(accounts, readPage(t, f))
		}
		want := map[string]string{}
		for i, p := range BoundByStory(accounts) {
			want[accounts[i].ID] = showDay(p)
		}
		rapid.Check(t, func(t *rapid.T) {
			order := rapid.Permutation(accounts).Draw(t, "order")
			for i, p := range BoundByStory(order) {
				if got := showDay(p); got != want[order[i].ID] {
					t.Fatalf("%s: %s in another order, want %s", order[i].ID, got, want[order[i].ID])
				}
			}
		})
	}
}

func TestDateline(t *testing.T) {
	for in, want := range map[string]string{
		"Quay City (QuayNews.example) – The harbour is shut.":        "Quay City|QuayNews.example",
		"QUAY CITY (Reuters) - The harbour is shut.":                 "QUAY CITY|Reuters",
		"QUAY CITY, March 3 (Xinhua) -- The harbour is shut.":        "QUAY CITY|Xinhua",
		"QUAY CITY, N.H., Dec 29 (Thomson Reuters) - The harbour.":   "QUAY CITY, N.H.|Reuters",
		"QUAY CITY — The harbour is shut.":                           "QUAY CITY|",
		"QUAY CITY/ISLE OF LUND (AFP) — The harbour is shut.":        "QUAY CITY/ISLE OF LUND|AFP",
		"QUAY CITY: The harbour is shut.":                            "QUAY CITY|",
		"(CNN) The harbour is shut.":                                 "|CNN",
		"Caption without a stop\n\nQUAY CITY (AP) — The harbour":     "QUAY CITY|AP",
		"The harbour – shut since Monday – will open.":               "",
		"Corvo – in words reported by Coast Radio – said so.":        "",
		"QUAY: a place where boats lie - is a word.":                 "QUAY|",
		"She said: nothing is decided.":                              "",
		"“It is shut,” she said — and left.":                         "",
		"(See below) The harbour is shut.":                           "",
		"Ines Corvo, the harbour master (and a skipper) – has gone.": "",
		"(FR) Der Hafen":          "|FR",
		"UN: aid for the islands": "",
		"Élan-sur-Mer (AFP) — Le port est fermé depuis lundi, dit-on.": "Élan-sur-Mer|AFP",
	} {
		a := New(edition.Account{Text: in, Language: "en"})
		got := ""
		if d := readDateline(a); d != nil {
			got = d.place + "|" + d.agency
		}
		if got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// TestTense: a time told as past ends in -, one announced in +; others are not listed.
func TestTense(t *testing.T) {
	for in, want := range map[string]string{
		"The report was published on 25 March 2024.":                                  "25 March 2024-",
		"In 2010, the quay had been repaired.":                                        "2010-",
		"It has been shut since mid-2020.":                                            "mid-2020-",
		"Some lived there as of August 2018.":                                         "August 2018-",
		"She is due to meet the mayor in Quay City on April 15, 2024.":                "April 15, 2024+",
		"The council will vote on April 15, 2024.":                                    "April 15, 2024+",
		"On April 15, 2024, islanders will vote.":                                     "April 15, 2024+",
		"The law, signed last week, takes effect on Jan. 1, 2025.":                    "last week-",
		"It agreed to repair the quay by September 2025.":                             "",
		"She was expected to retire in March 2023.":                                   "",
		"It would be opened on May 3, 2024.":                                          "",
		"The funds become exhausted in 2036.":                                         "",
		"Economists predict more jobs in 2025.":                                       "",
		"The United Nations in 2021":                                                  "",
		"“The quay will open on May 3, 2019,” the mayor had promised.":                "",
		"He told of plans for a vote in November 2026.":                               "",
		"Votes scheduled for March 3, 2025 were put off.":                             "",
		"Lund, who was born on 3 May 1950, sailed to the islands on 4 May 1980 alone": "3 May 1950- 4 May 1980-",
	} {
		a := New(edition.Account{Text: in, Language: "en"})
		var got []string
		for _, x := range chronology.Find(in, text.Tokenize(in), a.Pack) {
			switch tense, _ := (&teller{Account: a}).tenseAt(x); {
			case tense == tensePast:
				got = append(got, x.Of(in)+"-")
			case tense == tenseFuture && !(&teller{Account: a}).inQuotes(x.Span):
				got = append(got, x.Of(in)+"+")
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: %q, want %q", in, s, want)
		}
	}
}

func TestReadNamesOutletAndLanguage(t *testing.T) {
	body := "QUAY CITY (Coastwire) – The harbour of Quay City stayed closed on Tuesday for a third day, said the harbour master."
	for _, c := range []struct {
		page             intake.Page
		parts            extract.Parts
		outlet, language string
	}{
		{intake.Page{Outlet: "The Herald"}, extract.Parts{Outlet: "Other", Body: []string{body}}, "The Herald", "en"},
		{intake.Page{URL: "https://www.sandpiper.example/a"}, extract.Parts{Body: []string{strings.Replace(body, "Coastwire", "Reuters", 1)}}, "sandpiper.example", "en"},
		{intake.Page{}, extract.Parts{Body: []string{body}}, "Coastwire", "en"},
		{intake.Page{}, extract.Parts{Language: "en-GB", Body: []string{body}}, "Coastwire", "en-GB"},
		{intake.Page{}, extract.Parts{Language: "en", Body: []string{"Der Hafen von Kaistadt ist am Dienstag den dritten Tag in Folge geschlossen geblieben, sagte die Hafenmeisterin, und niemand weiß, wie lange noch."}}, "", "de"},
		{intake.Page{}, extract.Parts{Language: "nn", Body: []string{"Hamna i byen var stengd tysdag for tredje dagen på rad, sa hamnemeisteren, og ingen veit kor lenge det varer."}}, "", "nn"},
		{intake.Page{}, extract.Parts{Language: "ar", Body: []string{body, "It was closed when a crane fell across the channel, and has been since. She said that they would know more before the weekend."}}, "Coastwire", "en"},
		{intake.Page{}, extract.Parts{Language: "ar", Body: []string{body}}, "Coastwire", "ar"}, // too short to say so against the page
		{intake.Page{}, extract.Parts{Body: []string{"Quay."}}, "", ""},
	} {
		a := Read(c.page, c.parts)
		if a.Outlet != c.outlet || a.Language != c.language {
			t.Errorf("%v: outlet %q, language %q, want %q, %q", c.parts.Body, a.Outlet, a.Language, c.outlet, c.language)
		}
	}
}

// FuzzRead reads any page as text and as an article's text: an account's bounds never cross, and its text is its paragraphs.
func FuzzRead(f *testing.F) {
	f.Add("Friday, November 8, 2024\n\nQuay City\n\nHarbour shut\n\nQUAY CITY, March 5 (AFP) -- It was shut on 3 May 2021 and will open on May 3, 2019.", "03/04/2024")
	f.Add("(CNN) As of 2020, since 31 February 2024 — \xff", "2024-13-01")
	f.Fuzz(func(t *testing.T, body, date string) {
		for _, kind := range []intake.Kind{intake.Plain, intake.Article} {
			p := intake.Page{ID: "a", Kind: kind, Body: body, Date: date}
			parts, err := extract.Extract(p)
			if errors.Is(err, extract.ErrNoArticle) {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			a := Read(p, parts)
			d := a.Published
			if d.Earliest != "" && d.Latest != "" && d.Earliest > d.Latest || d.Value != "" && (d.Earliest != d.Value || d.Latest != d.Value) || d.Basis == "" {
				t.Fatalf("bounds %+v", d)
			}
			if len(a.Paragraphs) != len(parts.Body) {
				t.Fatalf("%d paragraphs of %d", len(a.Paragraphs), len(parts.Body))
			}
		}
	})
}
