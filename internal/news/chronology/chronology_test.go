package chronology

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"variorum/internal/engine/text"
	"variorum/internal/news/language"
)

func show(s string, pack *language.Pack) string {
	var out []string
	for _, t := range Find(s, text.Tokenize(s), pack) {
		line := t.Of(s)
		if iv, ok := t.Interval(); ok {
			line += "=" + iv.First.String()
			if iv.Last != iv.First {
				line += ".." + iv.Last.String()
			}
		} else if iv, ok := t.On(dayOf(2024, 3, 27), false); ok {
			line += "~" + iv.First.String()
			if iv.Last != iv.First {
				line += ".." + iv.Last.String()
			}
		}
		if t.WrongWeekday() {
			line += "!weekday"
		}
		out = append(out, line)
	}
	return strings.Join(out, " | ")
}

// The texts with an "~" depend on the day they were written, which is taken to be Wednesday, 27 March 2024.
func TestFind(t *testing.T) {
	en := language.For("en")
	for in, want := range map[string]string{
		"Wednesday, March 27, 2024":                   "Wednesday, March 27, 2024=2024-03-27",
		"Friday, March 27, 2024":                      "Friday, March 27, 2024=2024-03-27!weekday",
		"posted 2024-03-27T10:15:00Z ok":              "2024-03-27T10=2024-03-27",
		"27.03.2024 and 5.7.1998.":                    "27.03.2024=2024-03-27 | 5.7.1998=1998-07-05",
		"03/04/2024, 25/12/2023, 12/25/2023":          "03/04/2024=2024-03-04..2024-04-03 | 25/12/2023=2023-12-25 | 12/25/2023=2023-12-25",
		"Mar. 27, 2024 10:15 PM EDT":                  "Mar. 27, 2024=2024-03-27",
		"the 27th of March, 2024":                     "27th of March, 2024=2024-03-27",
		"31 February 2024; February 29, 2023; 32 May": "February=.",
		"am 27. März 2024 in Köln":                    "27. März 2024=2024-03-27",
		"le mercredi 27 mars 2024":                    "mercredi 27 mars 2024=2024-03-27",
		"el 27 de marzo de 2024":                      "27 de marzo de 2024=2024-03-27",
		"27 марта 2024 г.":                            "27 марта 2024=2024-03-27",
		"الأربعاء 27 مارس 2024":                       "الأربعاء 27 مارس 2024=2024-03-27",
		"27 Mart 2024 Çarşamba":                       "27 Mart 2024=2024-03-27",
		"2024年3月27日":                                  "2024年3月27日=2024-03-27",
		"since mid-2020 and mid-October":              "mid-2020=2020-06-01..2020-07-31 | mid-October~2023-10-11..2023-10-20",
		"in late January, late January 2021":          "late January~2024-01-21..2024-01-31 | late January 2021=2021-01-21..2021-01-31",
		"the first half of 2023":                      "first half of 2023=2023-01-01..2023-06-30",
		"last August, next month, on Friday":          "last August~2023-08-01..2023-08-31 | next month~2024-04-01..2024-04-30 | Friday~2024-03-22",
		"Friday's attack in 2014 on April 15":         "Friday~2024-03-22 | 2014=2014-01-01..2014-12-31 | April 15~2023-04-15",
		"two weeks ago and yesterday":                 "two weeks ago~2024-03-11..2024-03-17 | yesterday~2024-03-26",
		"They may march 5 miles in May with 2014 men": "May~2023-05-01..2023-05-31",
		"3 set, 10 mag, 5 mar":                        "",
		"On 5 Wednesday, at 10:15, scored 3-2-2":      "Wednesday~2024-03-27",
		"Dec. 31 deadline, December 2017":             "Dec. 31~2023-12-31 | December 2017=2017-12-01..2017-12-31",
	} {
		if strings.HasSuffix(want, "=.") {
			want = "" // no such day
		}
		if got := show(in, en); got != want {
			t.Errorf("%q\n got %s\nwant %s", in, got, want)
		}
	}
}

func TestFindWithoutLanguage(t *testing.T) {
	in := "Am 27. März 2024, im März 2023, on Friday, last August"
	if got, want := show(in, nil), "27. März 2024=2024-03-27 | März 2023=2023-03-01..2023-03-31"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestNamesRejects(t *testing.T) {
	for name, table := range map[string]string{
		"out of order":   "b\tmonth\t1\ten\tx\na\tmonth\t2\ten\tx",
		"without source": "a\tmonth\t1\ten\t",
		"no number":      "a\tmonth\tone\ten\tx",
	} {
		if _, err := parseNames(table); err == nil {
			t.Errorf("a table %s was accepted", name)
		}
	}
}

// TestWrittenDates writes random days in several habits and reads them back.
func TestWrittenDates(t *testing.T) {
	forms := []string{"2006-01-02", "January 2, 2006", "Monday, 2 January 2006", "2 Jan. 2006", "02.01.2006", "Mon, Jan 2, 2006"}
	rapid.Check(t, func(t *rapid.T) {
		d := Day(rapid.IntRange(-150000, 40000).Draw(t, "day"))
		y, m, dd := d.Date()
		form := rapid.SampledFrom(forms).Draw(t, "form")
		s := time.Date(y, time.Month(m), dd, 0, 0, 0, 0, time.UTC).Format(form)
		got := Dates("Seen on " + s + ", said she.")
		if len(got) != 1 {
			t.Fatalf("%q: %d dates", s, len(got))
		}
		iv, _ := got[0].Interval()
		if iv.First != d || iv.Last != d || got[0].WrongWeekday() {
			t.Fatalf("%q read as %v", s, iv)
		}
		if back, ok := ParseDay(d.String()); !ok || back != d {
			t.Fatalf("%s read as %s", d, back)
		}
		if before := d.Before(d.Weekday()); d-before != 7 {
			t.Fatalf("%d days to the same weekday", d-before)
		}
	})
}

func FuzzFind(f *testing.F) {
	f.Add("Wednesday, March 27, 2024 mid-2020 03/04/2024 last August 2024年3月27日")
	f.Add("1.1.1.1. 2024-02-30 the first half of May, 5 ago")
	en := language.For("en")
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, x := range Find(s, text.Tokenize(s), en) {
			if x.Start < end || x.End <= x.Start || x.End > len(s) {
				t.Fatalf("span %v after %d", x.Span, end)
			}
			end = x.End
			for _, future := range []bool{false, true} {
				if iv, ok := x.On(dayOf(2024, 2, 29), future); ok && iv.Last < iv.First {
					t.Fatal(fmt.Sprint("empty interval ", x))
				}
			}
		}
	})
}
