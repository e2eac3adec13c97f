package timeline

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"variorum/edition"
	"variorum/internal/house/cases"
	"variorum/internal/news/account"
	"variorum/internal/news/chronology"
	"variorum/internal/news/collation"
)

// written reads the days of writing behind the name of a case's file: one, two or "unknown".
func publishedOn(days []string) edition.Published {
	switch {
	case len(days) == 2:
		return edition.Published{Earliest: edition.Day(days[0]), Latest: edition.Day(days[1])}
	case days[0] == "unknown":
		return edition.Published{}
	}
	return edition.Published{Value: edition.Day(days[0]), Earliest: edition.Day(days[0]), Latest: edition.Day(days[0])}
}

func newAccount(id, text string, p edition.Published) *account.Account {
	return account.New(edition.Account{ID: id, Language: "en", Text: text, Published: p})
}

// TestFind reads the sentences of each case, one a line, and shows the times that each names.
func TestFind(t *testing.T) {
	cases.Each(t, "testdata/find/*.txtar", 12, func(_ *testing.T, files []txtar.File) string {
		var b strings.Builder
		p := publishedOn(strings.Fields(files[0].Name)[1:])
		for line := range strings.Lines(string(files[0].Data)) {
			line = strings.TrimSpace(line)
			fmt.Fprintln(&b, line)
			a := newAccount("a", line, p)
			times, doubts := Find(a, edition.Published{})
			for _, x := range times {
				fmt.Fprintf(&b, "\t%s\n", show(x))
			}
			for _, d := range doubts {
				fmt.Fprintf(&b, "\tdoubt %s: %s\n", d.Rule, d.Span.Text)
			}
		}
		return b.String()
	})
}

// show writes a time as: words = value, its days when the value is no day | rule.
func show(x edition.Time) string {
	days := ""
	if x.Earliest != "" && string(x.Earliest) != x.Value {
		days = fmt.Sprintf(" (%s to %s)", x.Earliest, x.Latest)
	}
	return fmt.Sprintf("%s = %s%s | %s", x.Text, x.Value, days, x.Rule)
}

// TestMatch lays the accounts of each case side by side.
func TestMatch(t *testing.T) {
	cases.Each(t, "testdata/match/*.txtar", 2, func(_ *testing.T, files []txtar.File) string {
		var accounts []*account.Account
		for _, f := range files {
			name := strings.Fields(f.Name)
			accounts = append(accounts, newAccount(name[0], strings.TrimSpace(string(f.Data)), publishedOn(name[1:])))
		}
		var b strings.Builder
		for _, m := range laidOut(accounts) {
			fmt.Fprintf(&b, "%s %s %s\n", m.Value, m.Rule, m.What)
			for _, r := range m.Readings {
				fmt.Fprintf(&b, "\t%s: %s\n", r.Account, r.Said.Text)
			}
		}
		return b.String()
	})
}

// laidOut is what the flow does with the accounts of a story.
func laidOut(accounts []*account.Account) []edition.Moment {
	around := Around(accounts)
	for _, a := range accounts {
		a.Times, _ = Find(a, around)
	}
	w := account.Weigh(accounts)
	passages := collation.Collate(accounts, w).Passages
	for i, times := range Agree(accounts, passages, w) {
		accounts[i].Times = times
	}
	return Match(accounts, passages, w)
}

// TestOtherLanguages: without a table of times, dates with a year are read and nothing else.
func TestOtherLanguages(t *testing.T) {
	a := account.New(edition.Account{ID: "a", Language: "de", Text: "Am 27. März 2024 sank die Fähre, am Freitag im Mai.", Published: publishedOn([]string{"2024-04-02"})})
	times, _ := Find(a, edition.Published{})
	if len(times) != 1 || times[0].Value != "2024-03-27" {
		t.Errorf("read %v", times)
	}
}

// TestShiftedDays: a text written so many days later names days so many days later, whatever they are called.
func TestShiftedDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SampledFrom([]string{"yesterday", "tomorrow", "last Friday", "ten days ago", "next Tuesday", "on Sunday"}).Draw(t, "words")
		day, _ := chronology.NewDay(2001, 1, 1)
		day += chronology.Day(rapid.IntRange(0, 8000).Draw(t, "day"))
		read := func(d chronology.Day) chronology.Day {
			times, _ := Find(newAccount("a", "The boat came "+words+".", publishedOn([]string{d.String()})), edition.Published{})
			if len(times) != 1 {
				t.Fatalf("%q has %d times", words, len(times))
			}
			got, _ := chronology.ParseDay(string(times[0].Earliest))
			return got
		}
		if a, b := read(day), read(day+7); b-a != 7 {
			t.Fatalf("%q on %s is %s, a week later %s", words, day, a, b)
		}
	})
}

// TestAbsurdPages: a calendar of ten thousand dates is cut with a doubt.
func TestAbsurdPages(t *testing.T) {
	a := newAccount("a", strings.Repeat("On Friday, March 31, 2024 and in 1998, two days later. ", 3500), publishedOn([]string{"2024-03-27"}))
	times, doubts := Find(a, edition.Published{})
	if len(times) != mostTimes || len(doubts) != mostDoubts+1 || doubts[mostDoubts].Rule != ruleTooMany {
		t.Errorf("%d times and %d doubts", len(times), len(doubts))
	}
}

func FuzzFind(f *testing.F) {
	f.Add("On Friday, two days later, the third quarter of 1990; mid-October, 10 p.m. EST, Nov. 6", int32(19800))
	f.Add("each of the past 999999 years ago, the 99th century, 31 February, two thousand and a half centuries later", int32(-170000))
	f.Add("twenty thousand decades ago next quarter's last half of '80s 24:00 a.m. the year's end", int32(47000))
	f.Fuzz(func(t *testing.T, s string, day int32) {
		p := edition.Published{Value: edition.Day(chronology.Day(day % 200000).String())}
		a := newAccount("a", s, p)
		times, doubts := Find(a, edition.Published{})
		end := 0
		for _, x := range times {
			if x.Start < end || x.End <= x.Start || x.End > len(a.Text) || x.Text != a.Text[x.Start:x.End] {
				t.Fatalf("span %v after %d", x.Span, end)
			}
			end = x.End
			first, ok1 := chronology.ParseDay(string(x.Earliest))
			last, ok2 := chronology.ParseDay(string(x.Latest))
			if (x.Earliest != "" || x.Latest != "") && (!ok1 || !ok2 || last < first) {
				t.Fatalf("%q has the days %s to %s", x.Text, x.Earliest, x.Latest)
			}
			if x.Value == "" || x.Type == "" || x.Rule == "" {
				t.Fatalf("%q is read as %+v", x.Text, x)
			}
			if c := clause(a, x.Start, x.End); c.Start > x.Start || c.End < x.End || c.End > len(a.Text) {
				t.Fatalf("the clause %v does not hold %v", c, x.Span)
			}
		}
		for _, d := range doubts {
			if d.Span == nil || d.Span.End > len(a.Text) {
				t.Fatalf("doubt without its place: %+v", d)
			}
		}
	})
}

// page is a report of some 600 words with as many times as reports of accidents have.
var page = strings.Repeat(`The ferry Marguerite struck a pier in Lisk harbour early on Tuesday, the port authority said. The dock workers had left the quay an
hour before. “We heard it at 5:40 a.m.,” said Vera Adler, who has run a stall there for twenty years. The ship was built in 1987 and last repaired in October. A rescue
team from Osten arrived within 20 minutes. The minister will visit the harbour next week and promised an inquiry by June. Nothing like it had happened since the
first half of 2011, when the tug Amalie sank; two days later its crew was found, and the following year the light was moved to the other side of the channel.

`, 6)

func BenchmarkFind(b *testing.B) {
	a := newAccount("a", page, publishedOn([]string{"2024-03-27"}))
	b.ReportMetric(float64(len(strings.Fields(page))), "words")
	for b.Loop() {
		Find(a, edition.Published{})
	}
}
