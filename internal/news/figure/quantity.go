package figure

import "strings"

// quantity is an amount with its unit, or two of them as a range.
type quantity struct {
	amount
	unit  string
	dim   string
	start int // byte where its words begin, with the currency sign
	end   int
	rule  string // range or share, when it is one
}

// quantityAt reads the quantity that begins at word i: number, currency, unit and range. It has no words when none begins
// there.
func (r *reader) quantityAt(i int) quantity {
	q := r.single(i)
	if q.next == q.first {
		return q
	}
	if unit, dim := r.respectively(q); dim != "" {
		q.unit, q.dim = unit, dim
		return q
	}
	for _, read := range []func(quantity) (quantity, bool){r.share, r.rangeTo} {
		if whole, ok := read(q); ok {
			return whole
		}
	}
	return q
}

// respectively returns the unit that a bare number has from the next one: "11 and 8 percent respectively".
func (r *reader) respectively(q quantity) (symbol, dim string) {
	if q.dim != "" || q.fraction || r.low(q.next) != "and" {
		return "", ""
	}
	b := r.single(q.next + 1)
	if b.next == b.first || r.low(b.next) != "respectively" && r.low(b.next+1) != "respectively" {
		return "", ""
	}
	return b.unit, b.dim
}

// single reads one number with its currency and its unit.
func (r *reader) single(i int) quantity {
	currency, n := r.currency(i)
	a := r.amountAt(n)
	if a.next == a.first {
		return quantity{}
	}
	q := quantity{amount: a, start: r.words[i].start, end: r.words[a.next-1].end}
	q.first = i
	if currency.symbol != "" {
		q.unit, q.dim = currency.symbol, currency.dimension
		return q
	}
	return r.withUnit(q)
}

// currency reads a sign or code in front of a number.
func (r *reader) currency(i int) (unit, int) {
	u, next := longest(r, r.lex.units, i, 2)
	if next == i || u.dimension != "money" || next >= len(r.words) || !r.number(next) && r.low(next) != "half" {
		return unit{}, i
	}
	if next > i+1 && (!r.capital(i) || !r.glued(i+1)) { // "a $3 billion charge" is not Australian
		u, next = longest(r, r.lex.units, i, 1)
		if next == i || u.dimension != "money" {
			return unit{}, i
		}
	}
	last := r.words[next-1]
	if last.mark || r.words[next-1].low == "rs" && last.capital || len(last.low) == 3 && isUpper(r.text(next-1, next)) {
		return u, next
	}
	return unit{}, i
}

func isUpper(s string) bool { return strings.ToUpper(s) == s }

// withUnit adds the unit behind a number. A fraction is a share in percent, and may measure: "half a mile".
func (r *reader) withUnit(q quantity) quantity {
	from := q.next
	if q.fraction {
		return r.fractionUnit(q)
	}
	if r.low(from) == "of" && (q.vague || q.scale >= million) {
		from++ // "hundreds of kilometres"
	}
	u, next := longest(r, r.lex.units, from, 4)
	if next == from || !r.measures(q, u, from, next) {
		return q
	}
	if from == q.next+1 && u.dimension != "length" && u.dimension != "mass" && u.dimension != "money" && u.dimension != "area" && u.dimension != "volume" {
		return q
	}
	q.unit, q.dim, q.next, q.end = u.symbol, u.dimension, next, r.words[next-1].end
	if q.dim == "index" && r.polled(q) {
		q.unit, q.dim = "pp", "points"
	}
	if q.unit == "lb" && q.scale >= million && !r.glued(from) && r.low(q.next) != "of" && !r.weighs(q) {
		q.unit, q.dim = "GBP", "money" // "3 million pounds"
	}
	if u.dimension == "temperature" && (r.low(q.first-1) == "minus" || r.low(q.first-1) == "-" && r.glued(q.first) && !r.glued(q.first-1)) {
		q.low, q.high = -q.high, -q.low
	}
	if q.unit == "lb" && r.low(q.next) == "of" && r.low(q.next+1) == "thrust" {
		q.unit, q.dim = "lbf", "force"
	}
	if u.symbol == "cent" || u.symbol == "penny" {
		q.low, q.high, q.unit = q.low/100, q.high/100, map[string]string{"cent": "USD", "penny": "GBP"}[u.symbol]
	}
	return q
}

// polled reports whether a number of points stands in a sentence on a poll: they are percentage points there.
func (r *reader) polled(q quantity) bool {
	if q.high > 100 {
		return false
	}
	for k := max(0, q.first-2*clauseWords); k < min(len(r.words), q.next+clauseWords); k++ {
		if r.class(k).is(poll) {
			return true
		}
	}
	return false
}

// weighs reports whether the words around a number of pounds tell of mass or force.
func (r *reader) weighs(q quantity) bool {
	for k := max(0, q.first-clauseWords); k < min(len(r.words), q.next+4); k++ {
		dim := r.lex.units.entries[r.low(k)].dimension
		if r.class(k).is(heavy) || (k < q.first || k >= q.next) && (dim == "mass" || dim == "force") {
			return true
		}
	}
	return false
}

// fractionUnit reads "half a mile"; all other fractions are percent.
func (r *reader) fractionUnit(q quantity) quantity {
	from := q.next
	if low := r.low(from); low == "a" || low == "an" {
		from++
	}
	if u, next := longest(r, r.lex.units, from, 3); next > from && u.factor > 0 && u.dimension != "percent" && from > q.next {
		q.low, q.high = q.low/100, q.high/100
		q.unit, q.dim, q.next, q.end, q.fraction = u.symbol, u.dimension, next, r.words[next-1].end, false
		return q
	}
	q.unit, q.dim = "%", "percent"
	return q
}

// measures reports whether words that may be a unit are one behind this number: some units are common words too.
func (r *reader) measures(q quantity, u unit, from, next int) bool {
	one := next == from+1
	low := r.low(from)
	switch {
	case u.dimension == "percent" || u.dimension == "points":
		return true
	case u.dimension == "index" && !q.spelled && r.polled(q):
		return true
	case u.dimension == "index": // "fell 200 points to 17,000"; a game's points are counted
		return r.near(q.first, change, 6) && (!q.spelled || q.scale > 1)
	case low == "stone": // "20 stone", not "20 stone walls"
		return r.closesPhrase(next) || next >= len(r.words)
	case low == "second" || low == "yard" && r.low(from+1) == "line":
		return false
	case one && (low == "points" || low == "magnitude"):
		return !q.spelled
	case one && len(low) <= 2 && !r.words[from].mark:
		return shortUnit(r, q, from)
	case low == "foot" || low == "feet" || low == "pounds" || low == "meter":
		return !q.spelled || r.low(next) != "of" || u.symbol != "ft"
	}
	return true
}

// shortUnit reports whether one or two letters behind a number are a unit: glued to it, or in a unit's own spelling.
func shortUnit(r *reader, q quantity, at int) bool {
	if q.spelled {
		return false
	}
	switch r.low(at) {
	case "c", "f":
		return r.glued(at) && !r.hyphen(at) && r.capital(at) && (r.near(q.first, weather, 2*clauseWords) || r.near(q.first, link, 4) || r.low(q.first-1) == "(")
	case "m", "g", "v", "p", "b", "ha", "mb", "gb", "tb", "hz", "mp", "pp", "pc", "kn", "hp", "mw", "gw", "kw":
		return r.words[at].glued || r.text(at, at+1) != r.low(at) || r.low(at) == "m" || r.low(at) == "ha"
	}
	return true
}

// near reports whether a word of a class stands in the n words before i.
func (r *reader) near(i int, c class, n int) bool {
	for k := i - 1; k >= max(0, i-n); k-- {
		if r.class(k).is(c) {
			return true
		}
	}
	return false
}

// million is the magnitude from which "of" may stand before a unit: "millions of dollars".
const million = 1e6

// rangeTo reads the second half of a range: "10 and 30" behind between, "5,000-7,000", "one or two".
func (r *reader) rangeTo(a quantity) (quantity, bool) {
	join, at := r.low(a.next), a.next+1
	if r.low(at) == "up" && r.low(at+1) == "to" && join == "and" {
		return a, false
	}
	switch join {
	case "to", "or", "and", "through":
	case "-":
		if !r.glued(a.next) || !r.glued(at) {
			return a, false
		}
	default:
		return a, false
	}
	if join == "or" && r.low(at) == "even" {
		at++
	}
	b := r.single(at)
	if isYear(a.amount) && a.dim == "" && b.dim != "" { // "in 2011 to $10 million in 2012"
		return a, false
	}
	if b.next == b.first || b.vague != a.vague || a.fraction != b.fraction {
		return a, false
	}
	a, b = distribute(a, b)
	if a.low >= b.low || !sameUnit(a, b) || !r.joins(join, a, b) {
		return a, false
	}
	out := b
	out.first, out.start, out.low = a.first, a.start, a.low
	out.plain, out.spelled, out.rule = a.plain && b.plain, a.spelled && b.spelled, RuleRange
	return out, true
}

// distribute gives the first number of a range the magnitude and the unit that only the second has: "$2-3 million".
func distribute(a, b quantity) (quantity, quantity) {
	if a.scale == 1 && b.scale > 1 && a.low < b.low/b.scale {
		a.low, a.high = a.low*b.scale, a.high*b.scale
	}
	if a.unit != "" && b.unit == "" {
		b.unit, b.dim = a.unit, a.dim
	} else if a.unit == "" {
		a.unit, a.dim = b.unit, b.dim
	}
	return a, b
}

func sameUnit(a, b quantity) bool { return a.unit == b.unit }

// joins reports whether a word joins two numbers into one range where they stand.
func (r *reader) joins(join string, a, b quantity) bool {
	switch join {
	case "and":
		return r.between(a.first)
	case "or":
		return b.low <= 2*a.low+1 || a.vague
	case "-":
		return r.hyphenRange(a, b)
	}
	if r.between(a.first) || a.vague {
		return true
	}
	from := r.low(a.first-1) == "from"
	if (from || join == "to") && r.near(a.first, change, changeWords) {
		return false // "rose from 5 percent to 10 percent" tells two figures
	}
	if a.unit == "%" || a.plain && b.plain {
		return !r.near(a.first, score, 8) || from
	}
	return true
}

// changeWords is how far before a number a verb of change tells that "5 to 10" is a change and no range.
const changeWords = 5

func (r *reader) between(i int) bool {
	for k := i - 1; k >= max(0, i-3); k-- {
		if low := r.low(k); low == "between" || low == "ranging" || low == "range" || low == "anywhere" || low == "ranges" || low == "ranged" {
			return true
		}
	}
	return false
}

// hyphenRange reports whether two numbers around a dash are a range and no score, date or designation.
func (r *reader) hyphenRange(a, b quantity) bool {
	if a.unit != "" || !a.plain || !b.plain || a.spelled {
		return true
	}
	if r.low(b.next) == "-" && r.glued(b.next) || r.hyphen(b.next) && b.unit == "" && !r.class(b.next).is(duration) {
		return false
	}
	return !r.near(a.first, score, 8) && !isYear(a.amount)
}

// share reads "one in five", "nine out of 10", "$4 of every $5": a share in percent.
func (r *reader) share(a quantity) (quantity, bool) {
	if a.vague || a.fraction || a.dim != "" && a.dim != "money" {
		return a, false
	}
	at, loose := a.next, false
	switch {
	case r.low(at) == "out" && r.low(at+1) == "of", r.low(at) == "of" && r.low(at+1) == "every", r.low(at) == "in" && r.low(at+1) == "every":
		at += 2
	case r.low(at) == "in":
		at, loose = at+1, true
	default:
		return a, false
	}
	if low := r.low(at); low == "every" || low == "each" {
		at++
	}
	b := r.single(at)
	if b.next == b.first || b.low <= a.low || a.unit != b.unit || b.vague || b.fraction || isYear(b.amount) {
		return a, false
	}
	if a.dim == "" && !roundBase[b.low] || loose && (b.low < 3*a.low && !a.spelled || r.class(b.next).is(duration|month) || a.low > 100) {
		return a, false
	}
	out := b
	out.first, out.start = a.first, a.start
	out.low = float64(int(a.low/b.low*10000+0.5)) / 100
	out.high, out.unit, out.dim, out.fraction, out.rule = out.low, "%", "percent", true, RuleShare
	out.amount.scale, out.plain = 1, false
	return out, true
}

// roundBase are the wholes that "one in …" tells a share of.
var roundBase = map[float64]bool{3: true, 4: true, 5: true, 6: true, 7: true, 8: true, 9: true, 10: true, 12: true, 20: true, 50: true, 100: true, 1000: true, 10000: true, 100000: true, 1000000: true}
