package figure

import (
	"strconv"
	"strings"
)

// amount is a number as it stands, before anything is known of what it counts.
type amount struct {
	first, next int // its words
	low, high   float64
	scale       float64 // the magnitude word's value, 1 without one
	vague       bool    // "dozens"
	fraction    bool    // "two-thirds": the value is a share in percent
	spelled     bool    // no digits
	plain       bool    // digits alone: no comma, point or magnitude
	article     bool    // begins with an article: "a dozen"
	absurd      bool    // more than any news counts
}

// at returns the amount that begins at word i, or one without words.
func (r *reader) amountAt(i int) amount {
	if i < 0 || i >= len(r.words) {
		return amount{}
	}
	w := r.words[i]
	if w.digits {
		return r.digits(i)
	}
	if w.mark || !r.mayBegin(i) {
		return amount{}
	}
	return r.spelled(i)
}

// mayBegin reports whether a number written in words may begin at word i: at a number word, or at an article in front of one.
func (r *reader) mayBegin(i int) bool {
	if n, ok := r.lex.numbers[r.words[i].low]; ok {
		switch n.role {
		case "short", "letter", "magnitude", "hundred", "dozen": // "Million Lamp March"
			return false
		}
		return true
	}
	if low := r.words[i].low; low == "a" || low == "an" {
		switch r.role(i + 1) {
		case "hundred", "magnitude", "dozen", "some", "fraction":
			return true
		case "unit", "ten":
			return false
		}
		return r.low(i+1) == "half" || r.low(i+1) == "quarter"
	}
	return false
}

// digits reads "1,600.5", "1.5 million", "7.5M".
func (r *reader) digits(i int) amount {
	w := r.words[i]
	raw := strings.ReplaceAll(w.low, ",", "")
	a := amount{first: i, next: i + 1, scale: 1, plain: raw == w.low && !strings.Contains(raw, ".")}
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil && v == 0 { // two points: a version, an address
		return amount{}
	}
	if r.role(a.next) == "vulgar" && r.words[a.next].glued {
		v += r.lex.numbers[r.low(a.next)].low
		a.next++
		a.plain = false
	}
	if next, scale := r.magnitude(a.next, true); next > a.next {
		a.next, a.scale, a.plain = next, scale, false
	}
	a.low, a.high = v*a.scale, v*a.scale
	a.absurd = !(a.low <= mostValue)
	return a
}

// magnitude reads the words "hundred thousand", "million", "bn" at i; short forms only behind digits.
func (r *reader) magnitude(i int, behindDigits bool) (next int, scale float64) {
	scale = 1
	for range 2 {
		n := r.lex.numbers[r.low(i)]
		switch {
		case n.role == "magnitude", n.role == "hundred", n.role == "dozen":
		case behindDigits && n.role == "short" && scale == 1:
		case behindDigits && n.role == "letter" && scale == 1 && r.letterMagnitude(i):
		default:
			return i, scale
		}
		scale *= n.low
		i++
	}
	return i, scale
}

// letterMagnitude reports whether the letter at i, glued to digits, is a magnitude: "$5m", "7.5M", "10k". A small m without a
// currency is a metre.
func (r *reader) letterMagnitude(i int) bool {
	w := r.words[i]
	if !w.glued || w.hyphen {
		return false
	}
	money := i >= 2 && r.lex.units.entries[r.words[i-2].low].dimension == "money"
	return money || w.capital && w.low == "m" || w.low == "k"
}

// spelled reads a number written in words.
func (r *reader) spelled(i int) amount {
	a := amount{first: i, next: i, scale: 1, spelled: true}
	if low := r.low(i); low == "a" || low == "an" {
		a.article = true
		a.next++
	}
	switch n := r.lex.numbers[r.low(a.next)]; n.role {
	case "some":
		return r.some(a, n)
	case "vague":
		return r.vague(a, n)
	case "fraction":
		return r.fraction(a, n)
	}
	total, group, last := 0.0, 0.0, ""
	if a.article {
		group = 1
	}
	for ; a.next < len(r.words); a.next++ {
		n := r.lex.numbers[r.low(a.next)]
		if !follows(last, n.role, r, a.next) {
			break
		}
		switch n.role {
		case "unit", "ten":
			group += n.low
		case "hundred", "dozen":
			group = max(group, 1) * n.low
		case "magnitude":
			total += max(group, 1) * n.low
			group, a.scale = 0, n.low
		case "":
			continue // "and"
		}
		last = n.role
		if total+group > mostValue {
			a.absurd = true
		}
	}
	a.low = total + group
	a = r.andAHalf(a)
	a.high = a.low
	return r.fractionBehind(a)
}

// follows reports whether a number word of a role may follow one of another inside one number.
func follows(last, role string, r *reader, i int) bool {
	switch role {
	case "unit":
		return last == "" || last == "ten" && r.words[i].hyphen || last == "hundred" || last == "magnitude"
	case "ten":
		return last == "" || last == "hundred" || last == "magnitude"
	case "hundred", "dozen":
		return last == "" || last == "unit" || last == "ten"
	case "magnitude":
		return true
	}
	if last != "hundred" && last != "magnitude" || r.low(i) != "and" {
		return false
	}
	next := r.role(i + 1)
	return next == "unit" || next == "ten"
}

// andAHalf reads the rest of "two and a half million".
func (r *reader) andAHalf(a amount) amount {
	if a.next == a.first {
		return amount{}
	}
	half, skip := r.low(a.next) == "and" && r.low(a.next+1) == "a" && (r.low(a.next+2) == "half" || r.low(a.next+2) == "quarter"), 3
	if !half {
		return a
	}
	share := r.lex.numbers[r.low(a.next+2)].low / 100
	a.next += skip
	a.low += share * a.scale
	if next, scale := r.magnitude(a.next, false); next > a.next {
		a.low, a.next, a.scale = a.low*scale, next, scale
	}
	return a
}

// some reads "several hundred", "a few dozen"; several and few alone are no figures.
func (r *reader) some(a amount, n numeral) amount {
	next := a.next + 1
	if r.low(next) == "of" && n.low == 2 {
		next++
	}
	end, scale := r.magnitude(next, false)
	if end == next {
		return amount{}
	}
	a.low, a.high, a.vague, a.scale, a.next = n.low*scale, 10*scale-scale/scale, true, scale, end
	if scale == dozen {
		a.high = vagueDozens
	}
	return a
}

// vague reads "dozens", "tens of thousands".
func (r *reader) vague(a amount, n numeral) amount {
	a.low, a.high, a.vague = n.low, n.high, true
	a.next++
	if r.low(a.next) == "of" {
		if m := r.lex.numbers[r.low(a.next+1)]; m.role == "vague" && m.low > n.low {
			unit := m.low / 2
			a.low, a.high = n.low*unit, (n.high+1)*unit-1
			a.next += 2
		}
	}
	return a
}

// fraction reads "half", "a third", "half a million".
func (r *reader) fraction(a amount, n numeral) amount {
	a.next++
	from := a.next
	if low := r.low(from); low == "a" || low == "an" {
		from++
	}
	if next, scale := r.magnitude(from, false); next > from {
		a.low = n.low / 100 * scale
		a.high, a.next, a.scale = a.low, next, scale
		return a
	}
	a.low, a.high, a.fraction = n.low, n.low, true
	return r.ofMagnitude(a)
}

// ofMagnitude reads the rest of "a quarter of a million", which is a number and no share.
func (r *reader) ofMagnitude(a amount) amount {
	if low := r.low(a.next + 1); r.low(a.next) != "of" || low != "a" && low != "an" {
		return a
	}
	next, scale := r.magnitude(a.next+2, false)
	if next == a.next+2 {
		return a
	}
	a.low, a.fraction, a.next, a.scale = a.low/100*scale, false, next, scale
	a.high = a.low
	return a
}

// fractionBehind reads "two-thirds", "three quarters": a small number and the name of a part.
func (r *reader) fractionBehind(a amount) amount {
	n := r.lex.numbers[r.low(a.next)]
	if n.role != "fraction" || a.low > n.low || a.low == 0 || a.low >= 100/n.low {
		return a
	}
	if r.low(a.next) == "half" || a.low > 1 && !strings.HasSuffix(r.low(a.next), "s") {
		return a
	}
	if a.low == 1 && !r.words[a.next].hyphen && r.low(a.next+1) != "of" {
		return a
	}
	a.low = float64(int(a.low*100/float64(int(100/n.low+0.5))*100+0.5)) / 100
	a.high, a.fraction = a.low, true
	a.next++
	return r.ofMagnitude(a)
}
