package extract

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"variorum/internal/news/intake"
)

var updatePlain = flag.Bool("update-plain", false, "write the results into the cases of plain pages")

// TestPlain reads each page of testdata/plain and compares what became of its lines. A case is a sentence of why, the page,
// and the parts; "article" instead of "page" is the text of an article whose headline, the first line, is known.
func TestPlain(t *testing.T) {
	files, err := filepath.Glob("testdata/plain/*.txtar")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d cases, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			in, want := ar.Files[0], ""
			for _, f := range ar.Files[1:] {
				want += "-- " + f.Name + " --\n" + string(f.Data)
			}
			got := showParts(readCase(in))
			if got == want {
				return
			}
			if !*updatePlain {
				t.Fatalf("got\n%s\nwant\n%s", got, want)
			}
			out := txtar.Parse([]byte(got)).Files
			ar.Files = append([]txtar.File{in}, out...)
			if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func readCase(f txtar.File) Parts {
	if f.Name == "article" {
		title, body, _ := strings.Cut(string(f.Data), "\n")
		return fromArticle(intake.Page{Kind: intake.Article, Title: title, Body: body})
	}
	return fromPlain(intake.Page{Kind: intake.Plain, Body: string(f.Data)})
}

func showParts(p Parts) string {
	var b strings.Builder
	section := func(name string, lines ...string) {
		if lines = slices.DeleteFunc(lines, func(s string) bool { return s == "" }); len(lines) > 0 {
			fmt.Fprintf(&b, "-- %s --\n%s\n", name, strings.Join(lines, "\n"))
		}
	}
	section("title", p.Title)
	section("standfirst", p.Standfirst)
	section("byline", p.Byline)
	section("outlet", p.Outlet)
	var dates, doubts []string
	for _, d := range p.Dates {
		dates = append(dates, fmt.Sprintf("%s %s: %s", d.Value, d.Where, d.Words))
	}
	for _, d := range p.Doubts {
		doubts = append(doubts, d.Rule+": "+d.What)
	}
	section("dates", dates...)
	section("doubts", doubts...)
	section("captions", p.Captions...)
	section("furniture", p.Furniture...)
	section("body", p.Body...)
	return b.String()
}

// pageLines are lines of the sorts that pages have, for random pages.
var pageLines = []string{
	"Quay reopens after storm as ferries wait", "The harbour master said the eastern quay was safe to use again.", "By Ines Corvo",
	"Tuesday, 5 March 2024", "Updated: 6 March 2024 10:15", "News Desk - The Quay Herald", "Share this article", "Photo: Ines Corvo",
	"Ferries wait outside the harbour of Quay City on Monday (AFP)", "Related Articles", "Leave a Reply", "The Quay Herald", "“We waited all night,”",
	"‘A long night’", "* * *", "Quay City (Reuters) - Ferries left the harbour on Tuesday, officials said.", "ALSO READ: Ferry fares to rise in May",
	"© 2024 The Quay Herald. All rights reserved.", "17:42", "東京で地震がありました。", "«On attend», dit-il.", "03/04/2024", "Quay City", "",
}

func drawPage(t *rapid.T) string {
	lines := rapid.SliceOfN(rapid.SampledFrom(pageLines), 0, 30).Draw(t, "lines")
	sep := rapid.SampledFrom([]string{"\n", "\n\n"}).Draw(t, "break")
	return strings.Join(lines, sep)
}

// TestPlainLosesNothing: each word of a page stands in its title, standfirst, byline, body, captions or furniture.
func TestPlainLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkNothingLost(t, drawPage(t)) })
}

func checkNothingLost(t interface{ Fatalf(string, ...any) }, body string) {
	p := fromPlain(intake.Page{Kind: intake.Plain, Body: body})
	have := map[string]int{}
	for _, part := range slices.Concat([]string{p.Title, p.Standfirst, p.Byline}, p.Body, p.Captions, p.Furniture) {
		for _, w := range strings.Fields(part) {
			have[w]++
		}
	}
	for _, w := range strings.Fields(tidyLines(body)) {
		if have[w]--; have[w] < 0 {
			t.Fatalf("lost %q of\n%s\nin\n%s", w, body, showParts(p))
		}
	}
}

func tidyLines(body string) string {
	var out []string
	for _, l := range cutLines(body) {
		out = append(out, l.text)
	}
	return strings.Join(out, "\n")
}

// TestPlainFurnitureInFront: furniture put in front of a page changes what is set aside and nothing else.
func TestPlainFurnitureInFront(t *testing.T) {
	front := "Skip to content\n\nSubscribe to our newsletter\n\nShare this article\n\n"
	files, _ := filepath.Glob("testdata/plain/*.txtar")
	for _, file := range files {
		ar, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if ar.Files[0].Name != "page" {
			continue
		}
		body := string(ar.Files[0].Data)
		was := fromPlain(intake.Page{Body: body})
		is := fromPlain(intake.Page{Body: front + body})
		if is.Title != was.Title || is.Standfirst != was.Standfirst || is.Byline != was.Byline || is.Outlet != was.Outlet || !slices.Equal(is.Body, was.Body) ||
			!slices.Equal(is.Captions, was.Captions) || len(is.Furniture) != len(was.Furniture)+3 {
			t.Errorf("%s: furniture in front changes\n%sto\n%s", file, showParts(was), showParts(is))
		}
	}
}

func FuzzPlain(f *testing.F) {
	f.Add(strings.Join(pageLines, "\n\n"))
	f.Add(strings.Join(pageLines, "\n"))
	f.Add("Photo: (AP\n(\n[]\n—\n©\nBy\nreports \n…reports X")
	f.Fuzz(func(t *testing.T, body string) {
		checkNothingLost(t, body)
		fromArticle(intake.Page{Kind: intake.Article, Title: "Quay reopens", Body: body, Date: "2024-03-05"})
	})
}

// TestPlainWithoutArticle checks that a headline alone, or furniture alone, is no article and is not given for one.
func TestPlainWithoutArticle(t *testing.T) {
	for _, body := range []string{"Ferry back in service\n", "x", "Share this article\n\nAdvertisement\n"} {
		if p, err := Extract(intake.Page{Kind: intake.Plain, Body: body}); !errors.Is(err, ErrNoArticle) {
			t.Errorf("%q: body %q, error %v, want %v", body, p.Body, err, ErrNoArticle)
		}
	}
}
