package name

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"variorum/edition"
	"variorum/internal/house/cases"
	"variorum/internal/news/account"
	"variorum/internal/news/language"
)

// TestCases reads the names of each case's account and compares them with those that an editor expects.
func TestCases(t *testing.T) {
	cases.Each(t, "testdata/*.txtar", 1, func(_ *testing.T, given []txtar.File) string { return listed(string(given[0].Data)) })
}

func english(page string) *account.Account {
	return account.New(edition.Account{Text: page, Language: "en"})
}

func listed(page string) string {
	var b strings.Builder
	for _, m := range Find(english(page)) {
		fmt.Fprintf(&b, "%s = %s (%s)\n", m.Of(page), m.Name, strings.TrimSpace(m.Kind+" "+m.Gender))
	}
	return b.String()
}

// check holds what is true of the names of any account: they lie in it, in order, apart from each other, and have words.
func check(t interface{ Fatalf(string, ...any) }, page string) {
	last := 0
	for _, m := range Find(english(page)) {
		if m.Start < last || m.End <= m.Start || m.End > len(page) {
			t.Fatalf("name at %d:%d of %d bytes, behind one that ends at %d", m.Start, m.End, len(page), last)
		}
		if m.Name == "" {
			t.Fatalf("%q has no bearer", m.Of(page))
		}
		last = m.End
	}
}

func FuzzFind(f *testing.F) {
	for _, page := range []string{"", "R-", "A. B. C.", "Gen. Gen. Gen.", "THE MAYOR OF LISK SAID", "\"Ann\n\nLee\"", "Ann-\xff of", "ألف Ann 日本", "of the de la"} {
		f.Add(page)
	}
	f.Fuzz(func(t *testing.T, page string) { check(t, page) })
}

func TestNamesOfAnyWords(t *testing.T) {
	words := []string{"Vera", "Adler", "Lisk", "the", "of", "U.N.", "Gen", ".", ",", "\"", "said", "Berlin-based", "R-Ohio", "al-Amin", "Inc", "Germans", "North", "Korean", "\n\n", "THE"}
	rapid.Check(t, func(t *rapid.T) {
		check(t, strings.Join(rapid.SliceOf(rapid.SampledFrom(words)).Draw(t, "words"), " "))
	})
}

// TestWhatStandsInFrontShiftsNamesOnly checks that a paragraph without names in front of an account moves its names and changes nothing else.
func TestWhatStandsInFrontShiftsNamesOnly(t *testing.T) {
	page := "Harbour Minister Vera Adler told reporters in Lisk that the dam was safe. Adler left."
	front := "it rained all day.\n\n"
	if got, want := listed(front+page), listed(page); got != want || want == "" {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// TestMrsIsNoPlural checks that the title is not read as that of several men.
func TestMrsIsNoPlural(t *testing.T) {
	page := "The harbour master, Hedwine Calder, spoke. Mrs Calder left."
	if got := listed(page); !strings.Contains(got, "Calder = Hedwine Calder (person f)") {
		t.Errorf("got\n%s", got)
	}
}

// TestLearningIsRepeatable learns twice from the same samples, and finds a name that no table has by what it has learnt.
func TestLearningIsRepeatable(t *testing.T) {
	pack := language.For("en")
	var samples []Sample
	for i, place := range []string{"Vorn", "Quell", "Darp", "Mish", "Tolk", "Brun"} {
		a := english(fmt.Sprintf("He lives in %s. She spoke to Iddo Farn on day %d.", place, i))
		names := []Marked{{Span: a.Tokens[3].Span, Kind: Place}, {Span: a.Tokens[8].Span, Kind: Person}}
		names[1].End = a.Tokens[9].End
		samples = append(samples, Sample{Account: a, Names: names, Weight: 1})
	}
	one, two := Learn(pack, samples), Learn(pack, samples)
	if string(one) != string(two) {
		t.Fatal("the same samples gave other weights")
	}
	find, err := Finder(pack, one)
	if err != nil {
		t.Fatal(err)
	}
	a := english("They work in Zarn.")
	if got := find(a); len(got) != 1 || got[0].Kind != Place || got[0].Of(a.Text) != "Zarn" {
		t.Errorf("found %v", got)
	}
	if _, err := Finder(pack, one[:len(one)/2]); err == nil {
		t.Error("half of the weights were taken for all")
	}
}

func BenchmarkFind(b *testing.B) {
	a := english(strings.Repeat("Harbour Minister Vera Adler told reporters in Lisk on Monday that the old dam above the town was safe, and that nobody needed to leave it. ", 20))
	for b.Loop() {
		Find(a)
	}
}
