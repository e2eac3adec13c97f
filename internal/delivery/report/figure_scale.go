package report

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"variorum/edition"
	"variorum/internal/news/language"
)

// The drawing of a quantity is as wide as its place: all that lies across is in percent of the width, so that one drawing
// serves a desk and a telephone, and dots stay round. Each value has a line of its own:
//
//	A C    ├────────┤            between 60 and 75 million
//	B           ○                about 70 million
//	D  ←────────────┤            up to 75 million
//	E      ├──────────────────→  at least 60 million
type scale struct {
	Unit  string // what values in different units are drawn in; empty when they have one unit
	Ticks []scaleTick
	from  float64
	to    float64
}

// scaleTick is a line of the scale; Text is empty where the one before leaves no room.
type scaleTick struct {
	X    string // percent of the width
	Text string
	Wide bool // on a narrow page its words have no room
}

// interval is how a value is drawn, from X to To.
type interval struct {
	Shape string // dot, ring, bar, rings, or open at an end: least, over, most, under
	X, To string
}

// End is whether the interval has a second end inside the drawing.
func (i interval) End() bool { return i.Shape == "bar" || i.Shape == "rings" }

// draw makes the drawing of a quantity whose values differ, unless they are of units that cannot be brought to one.
func (r *figureRow) draw() {
	if r.Status != edition.Conflict && r.Status != edition.Differ || len(r.Readings) < 2 {
		return
	}
	factors, unit, ok := r.factors()
	if !ok {
		return
	}
	low, high := math.Inf(1), math.Inf(-1)
	for i := range r.Readings {
		low, high = min(low, r.Readings[i].Low*factors[i]), max(high, r.Readings[i].High*factors[i])
	}
	s, ok := newScale(low, high, r.leastStep(), r.tickSign())
	if !ok {
		return
	}
	s.Unit, r.Scale = unit, s
	for i := range r.Readings {
		x := &r.Readings[i]
		x.low, x.high = x.Low*factors[i], x.High*factors[i]
		x.Drawing = interval{shapeOf(x.FigureReading), s.at(x.low), s.at(x.high)}
	}
}

// factors bring each value to the unit of the first; ok is false where one cannot be brought there.
func (r *figureRow) factors() (factors []float64, unit string, ok bool) {
	first := &r.Readings[0]
	base, baseFactor := measureOf(first.Words[0].Lead, first.Unit)
	for i := range r.Readings {
		x := &r.Readings[i]
		if x.Unit == first.Unit {
			factors = append(factors, 1)
			continue
		}
		dimension, factor := measureOf(x.Words[0].Lead, x.Unit)
		if dimension != base || dimension == "" || dimension == moneyDimension || factor == 0 || baseFactor == 0 {
			return nil, "", false
		}
		factors = append(factors, factor/baseFactor)
		unit = printedUnit(first)
	}
	return factors, unit, true
}

// leastStep keeps the scale of what is counted out to whole numbers.
func (r *figureRow) leastStep() float64 {
	if r.Kind == edition.Money || r.Kind == edition.Percent || r.Kind == edition.Measure {
		return 0
	}
	return 1
}

// tickSign is what stands behind the numbers of a scale.
func (r *figureRow) tickSign() string {
	if r.Kind == edition.Percent {
		return " %"
	}
	return ""
}

// moneyDimension is of all currencies, whose rates change by the day.
const moneyDimension = "money"

// measureOf is what a unit measures, and its factor to the base unit of that.
func measureOf(t *telling, unit string) (dimension string, factor float64) {
	for _, row := range language.For(t.Language).Table("units") {
		if row[0] == unit {
			factor, _ = strconv.ParseFloat(row[2], 64)
			return row[1], factor
		}
	}
	return "", 0
}

// printedUnit is a unit as the account writes it behind its number.
func printedUnit(x *valueRow) string {
	printed := x.Words[0].Text
	if i := strings.LastIndexFunc(printed, unicode.IsDigit); i >= 0 {
		if u := strings.TrimSpace(printed[i+1:]); u != "" {
			return u
		}
	}
	return x.Unit
}

// newScale lays a scale around two values, with room on both sides for the arrows of what is open. Values that are nearly the same
// are a step apart.
func newScale(low, high, least float64, sign string) (*scale, bool) {
	if math.IsInf(low, 0) || math.IsInf(high, 0) || math.IsNaN(low) || math.IsNaN(high) || low > high || high-low > largestSpan {
		return nil, false
	}
	pad := (high - low) * scaleRoom
	if size := max(math.Abs(low), math.Abs(high)); high-low <= size*leastSpan {
		pad = max(size*scaleRoom, 1)
	}
	step := max(niceStep((high-low+2*pad)/scaleSteps), least)
	s := &scale{from: math.Floor((low-pad)/step) * step, to: math.Ceil((high+pad)/step) * step}
	if low >= 0 {
		s.from = max(s.from, 0)
	}
	n := int(math.Round((s.to - s.from) / step))
	longest := 0
	for i := range n + 1 {
		v := s.from + float64(i)*step
		t := scaleTick{X: s.at(v), Text: tickWords(v, step) + sign}
		longest = max(longest, utf8.RuneCountInString(t.Text))
		s.Ticks = append(s.Ticks, t)
	}
	s.thin(longest)
	return s, true
}

// thin takes the words off ticks whose words would touch, more of them on a narrow page.
func (s *scale) thin(longest int) {
	every := func(room int) int {
		fit := max(room/(longest*scaleLetter+scaleGap), 1)
		return max((len(s.Ticks)-1+fit-1)/fit, 1)
	}
	wide, narrow := every(scaleWide), every(scaleNarrow)
	for i := range s.Ticks {
		t := &s.Ticks[i]
		t.Wide = i%narrow != 0
		if i%wide != 0 {
			t.Text = ""
		}
	}
}

// at is where a value stands, in percent.
func (s *scale) at(v float64) string {
	share := (v - s.from) / (s.to - s.from)
	return strconv.FormatFloat(scaleEdge+share*(100-2*scaleEdge), 'f', 1, 64) + "%"
}

// niceStep is the least of 1, 2 and 5 times a power of ten that is no less than v.
func niceStep(v float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(v)))
	for _, m := range []float64{1, 2, 5} {
		if m*power >= v {
			return m * power
		}
	}
	return 10 * power
}

// tickWords writes a value of the scale: large ones by their magnitude, if the step lets them.
func tickWords(v, step float64) string {
	for _, m := range []struct {
		value float64
		sign  string
	}{{1e12, " trillion"}, {1e9, " billion"}, {1e6, " million"}} {
		if step >= m.value/10 && math.Abs(v) >= m.value {
			return decimals(v/m.value, step/m.value) + m.sign
		}
	}
	return grouped(decimals(v, step))
}

// decimals writes v with as many decimals as the step has.
func decimals(v, step float64) string {
	places := 0
	for s := step; s < 0.999 && places < 6; s *= 10 {
		places++
	}
	return strconv.FormatFloat(v, 'f', places, 64)
}

// grouped sets commas between the thousands.
func grouped(s string) string {
	whole, rest, _ := strings.Cut(s, ".")
	if rest != "" {
		rest = "." + rest
	}
	digits := strings.TrimPrefix(whole, "-")
	sign := whole[:len(whole)-len(digits)]
	var groups []string
	for len(digits) > 3 {
		groups = append(groups, digits[len(digits)-3:])
		digits = digits[:len(digits)-3]
	}
	groups = append(groups, digits)
	slices.Reverse(groups)
	return sign + strings.Join(groups, ",") + rest
}

// shapeOf is the code of the drawings: what is exact is filled, what is loose an open ring, what is open at an end an arrow.
func shapeOf(r edition.FigureReading) string {
	switch r.Approx {
	case edition.AtLeast:
		return "least"
	case edition.Over:
		return "over"
	case edition.AtMost:
		return "most"
	case edition.Under:
		return "under"
	}
	exact := r.Approx == edition.Exact || r.Approx == ""
	switch {
	case exact && r.Low < r.High:
		return "bar"
	case exact:
		return "dot"
	case r.Low < r.High:
		return "rings"
	}
	return "ring"
}
