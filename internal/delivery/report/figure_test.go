package report

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"variorum/edition"
)

// firth is two tellings of a survey, of which one has the number in another unit and the other a hedge behind it.
func firth() (a, b *teller) {
	a = &teller{edition.Account{ID: "a", Language: "en", Outlet: "Firth Mail", Text: "The survey found between 10 and 30 seals.\n\nNo fewer than 40 tonnes of kelp were cut (some 3 km of shore), “about 5 in all” by 12 or so crews."}}
	b = &teller{edition.Account{ID: "b", Language: "en", Outlet: "Skerry News", Text: "Just over 40 kilos of kelp were cut. Dozens watched."}}
	return a, b
}

func TestFiguresKeepTheirPrintedHedges(t *testing.T) {
	a, b := firth()
	for _, c := range []struct {
		t    *teller
		r    edition.FigureReading
		want string
	}{
		{a, a.counts("10 and 30", 10, 30, edition.Exact, ""), "between 10 and 30"},
		{a, a.counts("40 tonnes", 40, 40, edition.AtLeast, "tonne"), "No fewer than 40 tonnes"},
		{a, a.counts("3 km", 3, 3, edition.About, "km"), "some 3 km"},
		{a, a.counts("5", 5, 5, edition.About, ""), "about 5"},
		{a, a.counts("12", 12, 12, edition.About, ""), "12 or so"},
		{a, a.counts("12", 12, 12, edition.AtMost, ""), "up to 12"}, // the words for it are elsewhere, so they are ours
		{b, b.counts("40 kilos", 40, 40, edition.Over, "kg"), "Just over 40 kilos"},
		{b, b.counts("Dozens", 24, 99, edition.About, ""), "Dozens"},
	} {
		w, words := newTelling(&c.t.Account, 1, 0).figureWords(c.r)
		if got := words.Printed(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
		if c.t.Text[w.Span.Start:w.Span.End] != w.Span.Text {
			t.Errorf("%q is not where it says", w.Span.Text)
		}
	}
}

func kelp(status edition.Accord, readings ...edition.FigureReading) *figureView {
	a, b := firth()
	a.Figures = []edition.Figure{{ID: "f1", Unit: "tonne"}}
	b.Figures = []edition.Figure{{ID: "f1", Unit: "kg"}}
	readings[0].Span, readings[1].Span = a.at("40 tonnes"), b.at("40 kilos")
	e := &edition.Edition{Accounts: []edition.Account{a.Account, b.Account}, Stories: []edition.Story{{
		ID: "s", Accounts: []string{"a", "b"}, Figures: []edition.Quantity{{ID: "n1", Of: "kelp", Kind: edition.Measure, Status: status, Readings: readings}},
	}}}
	return newPage(e, Options{}).Stories[0].Figures
}

func forty(account string) edition.FigureReading {
	return edition.FigureReading{Account: account, Figure: "f1", Low: 40, High: 40, Approx: edition.Exact}
}

func TestUnitsAreDrawnOnOneScale(t *testing.T) {
	f := kelp(edition.Conflict, forty("a"), forty("b"))
	r := f.Rows[0]
	if r.Scale == nil || r.Scale.Unit != "tonnes" || !strings.HasPrefix(r.Note, "The same number, another unit.") {
		t.Fatalf("scale %+v, note %q", r.Scale, r.Note)
	}
	if tonnes, kilos := percentOf(t, r.Readings[0].Drawing.X), percentOf(t, r.Readings[1].Drawing.X); tonnes-kilos < 50 {
		t.Errorf("forty tonnes at %v %%, forty kilos at %v %%", tonnes, kilos)
	}
	if f := kelp(edition.Agree, forty("a"), forty("b")); f.Rows[0].Scale != nil {
		t.Error("figures that agree need no drawing")
	}
}

// TestHeadSaysTheValuesThatConflict: of “40m”, “131 feet” and “80m” a sentence says the first and the last.
func TestHeadSaysTheValuesThatConflict(t *testing.T) {
	value := func(v float64, unit string) valueRow {
		return valueRow{FigureReading: edition.FigureReading{Low: v, High: v}, Unit: unit, Drawing: interval{Shape: "dot"}, low: v, high: v}
	}
	feet := value(131, "ft")
	feet.low, feet.high = 39.9, 39.9
	loose := value(40, "m")
	loose.Approx = edition.About
	r := figureRow{Readings: []valueRow{value(40, "m"), feet, loose, value(80, "m")}}
	if got := r.distinct(); len(got) != 2 || got[0].Low != 40 || got[1].Low != 80 {
		t.Errorf("%d values", len(got))
	}
	r.Readings[1].Drawing = interval{}
	if got := r.distinct(); len(got) != 3 {
		t.Errorf("%d values where units cannot be compared", len(got))
	}
}

func TestFiguresThatNobodyElseHasAreFolded(t *testing.T) {
	f := kelp(edition.Alone, forty("a"), forty("a"))
	if len(f.Rows) != 0 || len(f.Alone) != 1 || len(f.Alone[0].Readings[0].Witnesses) != 1 {
		t.Errorf("%+v", f)
	}
}

func percentOf(t interface{ Fatal(...any) }, x string) float64 {
	v, err := strconv.ParseFloat(strings.TrimSuffix(x, "%"), 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestScaleHoldsItsValues: whatever the values, they lie on the drawing in their order, between ticks that rise.
func TestScaleHoldsItsValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Float64Range(-1e6, 1e12).Draw(t, "a"), rapid.Float64Range(-1e6, 1e12).Draw(t, "b")
		a, b = min(a, b), max(a, b)
		s, ok := newScale(a, b, rapid.SampledFrom([]float64{0, 1}).Draw(t, "least"), "")
		if !ok {
			t.Fatal("no scale")
		}
		x, y := percentOf(t, s.at(a)), percentOf(t, s.at(b))
		if x < 0 || y > 100 || x > y {
			t.Fatalf("%v at %v, %v at %v", a, x, b, y)
		}
		if n := len(s.Ticks); n < 2 || n > 2*scaleSteps+2 {
			t.Fatalf("%d ticks", n)
		}
		for i := range s.Ticks[1:] {
			if percentOf(t, s.Ticks[i].X) >= percentOf(t, s.Ticks[i+1].X) {
				t.Fatalf("ticks %+v", s.Ticks)
			}
		}
	})
	for _, v := range []float64{math.Inf(1), math.NaN(), 1e300} {
		if _, ok := newScale(0, v, 0, ""); ok {
			t.Errorf("%v is drawn", v)
		}
	}
}

func TestTickWords(t *testing.T) {
	for _, c := range []struct {
		v, step float64
		want    string
	}{{4, 1, "4"}, {37.5, 0.5, "37.5"}, {41500, 500, "41,500"}, {62e6, 2e6, "62 million"}, {1.5e9, 5e8, "1.5 billion"}, {62000500, 500, "62,000,500"}, {-1200, 200, "-1,200"}, {0, 1e6, "0"}} {
		if got := tickWords(c.v, c.step); got != c.want {
			t.Errorf("%v: %q, want %q", c.v, got, c.want)
		}
	}
}
