package incident_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"variorum/edition"
	"variorum/internal/house/cases"
	"variorum/internal/news/account"
	"variorum/internal/news/figure"
	"variorum/internal/news/incident"
	"variorum/internal/news/timeline"
)

// read makes an account of a text, as far as its incidents rest on it.
func read(id, day, text, lang string) *account.Account {
	published := edition.Published{Value: edition.Day(day), Earliest: edition.Day(day), Latest: edition.Day(day)}
	a := account.New(edition.Account{ID: id, Language: lang, Text: text, Published: published})
	a.Figures, _ = figure.Find(a)
	a.Times, _ = timeline.Find(a, edition.Published{})
	a.Incidents = incident.Find(a)
	return a
}

func TestFind(t *testing.T) {
	cases.Each(t, "testdata/find/*.txtar", 4, func(_ *testing.T, files []txtar.File) string {
		var b strings.Builder
		for _, i := range read("a", files[0].Name, string(files[0].Data), "en").Incidents {
			fmt.Fprintf(&b, "%s %s%s\n", i.ID, i.What, fields(i.Place, i.Date, i.Killed, i.Injured, i.By, i.ClaimedBy))
			fmt.Fprintf(&b, "\t%s:", i.Rule)
			for _, s := range i.Said {
				fmt.Fprintf(&b, " [%s %s]", s.Field, s.Text)
			}
			b.WriteString("\n")
		}
		return b.String()
	})
}

func fields(place, date string, killed, injured float64, by, claimed string) string {
	var b strings.Builder
	for _, f := range []struct{ name, value string }{{"in", place}, {"on", date}, {"killed", count(killed)}, {"injured", count(injured)}, {"by", by}, {"claimed by", claimed}} {
		if f.value != "" {
			fmt.Fprintf(&b, " | %s %s", f.name, f.value)
		}
	}
	return b.String()
}

func count(x float64) string {
	if x == 0 {
		return ""
	}
	return fmt.Sprint(x)
}

// accountsOf reads the files of a case, named by account and day.
func accountsOf(files []txtar.File) []*account.Account {
	var out []*account.Account
	for _, f := range files {
		id, day, _ := strings.Cut(f.Name, " ")
		out = append(out, read(id, day, string(f.Data), "en"))
	}
	return out
}

func TestMatch(t *testing.T) {
	cases.Each(t, "testdata/match/*.txtar", 3, func(_ *testing.T, files []txtar.File) string {
		var b strings.Builder
		for _, e := range incident.Match(accountsOf(files)) {
			fmt.Fprintf(&b, "%s %s %s%s", e.ID, e.Status, e.What, fields(e.Place, e.Date, e.Killed, e.Injured, e.By, e.ClaimedBy))
			if e.KilledLow != e.KilledHigh {
				fmt.Fprintf(&b, " (%v to %v)", e.KilledLow, e.KilledHigh)
			}
			if e.Disputed != nil {
				fmt.Fprintf(&b, " disputed %v", e.Disputed)
			}
			fmt.Fprintf(&b, " | %s\n", e.Rule)
			for _, r := range e.Readings {
				fmt.Fprintf(&b, "\t%s %s\n", r.Account, r.Incident)
			}
		}
		return b.String()
	})
}

// TestWithoutTables: a language without triggers has no incidents, and says so elsewhere.
func TestWithoutTables(t *testing.T) {
	text := "Seven people were killed in an attack in Lisk on Friday."
	if got := read("a", "2024-03-27", text, "xx").Incidents; got != nil {
		t.Errorf("found %v without tables", got)
	}
	if got := incident.Describe(read("a", "2024-03-27", text, "xx")); got.Tells() || got.Types != nil {
		t.Errorf("described %v without weights", got)
	}
}

// TestDescribe: a fictitious report of each sort, and one of peace.
func TestDescribe(t *testing.T) {
	const murder = `Unidentified gunmen murdered Judge Ansel Torvik in downtown Lisk this morning, police reported. The assassins
fired from a car as the judge was leaving his home. No group has claimed responsibility for the murder.

A bomb exploded hours later at the court building and destroyed two vehicles. The explosion injured three people.`
	report := incident.Describe(read("a", "2024-03-27", murder, "en"))
	if !report.Tells() || len(report.Types) == 0 {
		t.Errorf("a murder and a bomb are no incident: %+v", report)
	}
	if got := incident.Describe(read("a", "2024-03-27", strings.ToUpper(murder), "en")); !got.Tells() || fmt.Sprint(got.Types) != fmt.Sprint(report.Types) {
		t.Errorf("in capitals %v, not %v", got, report)
	}
	abroad := incident.Describe(read("a", "2024-03-27", "Peruvian police said gunmen murdered two judges in Lima on Friday. Peru has asked Chile for help.", "en"))
	if got := fmt.Sprint(abroad.Places); got != "[peru lima]" {
		t.Errorf("a murder in Lima was in %s", got)
	}
	peace := incident.Describe(read("a", "2024-03-27", `The ministers discussed the price of coffee in Lisk on Friday. They agreed that the tax should be lowered
next year, and praised the work of the commission. The president will present the law to the assembly in May.`, "en"))
	if peace.Tells() || len(peace.Entities) > 0 {
		t.Errorf("a meeting on coffee is an incident: %+v", peace)
	}
}

// TestEachIncidentIsInOneEvent: none is lost, none counted twice, and the record is the most conservative.
func TestEachIncidentIsInOneEvent(t *testing.T) {
	sentences := []string{
		"An attack in Lisk on Monday killed three people.", "An attack in Osten on Tuesday killed four people.", "Five men died when two boats collided on Sunday.",
		"The collision off Lisk on Sunday killed four.", "A bombing in Lisk in January killed seven people.",
	}
	rapid.Check(t, func(t *rapid.T) {
		var accounts []*account.Account
		for i, s := range rapid.SliceOfN(rapid.SampledFrom(sentences), 1, 5).Draw(t, "told") {
			accounts = append(accounts, read(fmt.Sprint("a", i), "2024-03-27", s, "en"))
		}
		readings := 0
		for _, e := range incident.Match(accounts) {
			readings += len(e.Readings)
			if e.KilledLow > e.KilledHigh || e.Killed != e.KilledLow {
				t.Fatalf("the record of %v is not the most conservative", e)
			}
		}
		told := 0
		for _, a := range accounts {
			told += len(a.Incidents)
		}
		if readings != told {
			t.Fatalf("%d incidents became %d readings", told, readings)
		}
	})
}

// TestEndless: a page without end, in one sentence or in many, keeps to the limits.
func TestEndless(t *testing.T) {
	for name, text := range map[string]string{
		"one sentence":   strings.Repeat("an attack in Lisk on Monday killed 3 and injured 4 and ", 3000),
		"many sentences": strings.Repeat("An attack in Lisk on Monday killed 3. An attack in Osten on Sunday killed 4 people. ", 1500),
		"many places":    manyPlaces(400),
	} {
		a := read(name, "2024-03-27", text, "en")
		if n := len(a.Incidents); n == 0 || n > 200 {
			t.Errorf("%s: %d incidents", name, n)
		}
		b := read("other", "2024-03-27", text, "en")
		if events := incident.Match([]*account.Account{a, b}); len(events) == 0 {
			t.Errorf("%s: no events", name)
		}
	}
}

// TestOddDays: pages dated at the ends of the calendar and outside it.
func TestOddDays(t *testing.T) {
	const text = "An attack in Lisk yesterday killed 12 people. On 31 February 900000 a bombing in Osten killed 99999999999999999999 people two million years ago."
	for _, day := range []string{"0001-01-01", "1900-01-01", "2199-12-31", "9999-12-31", "no day", ""} {
		a := read("a", day, text, "en")
		if len(a.Incidents) == 0 || a.Incidents[0].Place != "Lisk" || a.Incidents[0].Killed != 12 {
			t.Fatalf("%q: %+v", day, a.Incidents)
		}
		if m := a.Incidents[0]; m.Latest < m.Earliest {
			t.Errorf("%q: the attack was from %s to %s", day, m.Earliest, m.Latest)
		}
		if a.Incidents[len(a.Incidents)-1].Killed > 1e18 {
			t.Errorf("%q: an absurd number was counted", day)
		}
		if events := incident.Match([]*account.Account{a, read("b", "2024-03-27", text, "en")}); len(events) == 0 {
			t.Errorf("%q: no events", day)
		}
	}
}

func manyPlaces(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "An attack in Lisk%c%c on Monday killed %d people. ", 'a'+i%26, 'a'+i/26%26, i+2)
	}
	return b.String()
}

func FuzzFind(f *testing.F) {
	f.Add("An attack in Lisk on Friday killed 12 people and was claimed by the Red Tide.")
	f.Add("by by in in claimed responsibility for attack of of of the the bombing killed")
	f.Add("ATTACK ON THE EMBASSY [FMLN] \"BOMB\" KILLED 3\n\nIN.")
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		a := read("a", "2024-03-27", s, "en")
		for _, i := range a.Incidents {
			for _, x := range append([]edition.Slot{{Span: i.Span}}, i.Said...) {
				if x.Start < 0 || x.End > len(s) || x.Start >= x.End || s[x.Start:x.End] != x.Text {
					t.Fatalf("%q is not at %d:%d", x.Text, x.Start, x.End)
				}
			}
		}
		incident.Describe(a)
		incident.Match([]*account.Account{a, a})
	})
}

// page is a report of some 300 words.
var page = strings.Repeat("The Red Tide claimed responsibility for Friday's attack at a ferry landing near Osten, in which 12 people were killed and 40 injured. The minister promised an inquiry, and said that nothing like it had happened since 1987. ", 8)

func BenchmarkFind(b *testing.B) {
	a := read("a", "2024-03-27", page, "en")
	for b.Loop() {
		incident.Find(a)
	}
}

func BenchmarkDescribe(b *testing.B) {
	a := read("a", "2024-03-27", page, "en")
	for b.Loop() {
		incident.Describe(a)
	}
}
