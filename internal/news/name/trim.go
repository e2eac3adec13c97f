package name

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

// This file puts right what the model cannot know of a name's ends: custom, not likelihood.

// stretchOf is a name that was read: its tokens and its kind.
type stretchOf struct {
	start, end int
	kind       string
}

// longestParticle is the length of a particle, in bytes.
const longestParticle = 4

// longestAcronym is the length of an abbreviation in capitals, in bytes; longer words in capitals are shouted.
const longestAcronym = 5

// shortParty is the length of an abbreviation that a hyphen ties to a place: "R-Calif."
const shortParty = 4

// cutCompounds is an account's tokens with those cut that tie a name to another word: "Lisk-based", "R-Calif". "Jean-Marie" and
// "al-Amin" stay whole.
func cutCompounds(a *account.Account) []text.Token {
	out := make([]text.Token, 0, len(a.Tokens)+8)
	for _, t := range a.Tokens {
		w := t.Of(a.Text)
		i := -1
		if t.Kind == text.Word && !a.Pack.Table("bodies").Has(w) { // ITAR-Tass is one word
			i = compound(w)
		}
		if i < 0 {
			out = append(out, t)
			continue
		}
		_, n := utf8.DecodeRuneInString(w[i:])
		for _, part := range [][2]int{{0, i}, {i, i + n}, {i + n, len(w)}} {
			kind := text.Word
			if part[0] == i {
				kind = text.Mark
			}
			out = append(out, text.Token{Span: text.Span{Start: t.Start + part[0], End: t.Start + part[1]}, Kind: kind, Form: text.FormOf(w[part[0]:part[1]])})
		}
	}
	return out
}

// compound returns where the hyphen stands at which a word is to be cut, or -1.
func compound(w string) int {
	i := strings.IndexAny(w, "-‐‑–")
	if i <= 0 {
		return -1
	}
	last := strings.LastIndexAny(w, "-‐‑–")
	_, n := utf8.DecodeRuneInString(w[last:])
	left, right := w[:last], w[last+n:]
	if hasUpper(left) && right != "" && !hasUpper(right) && isLetters(right) {
		return last
	}
	_, n = utf8.DecodeRuneInString(w[i:])
	if left, right = w[:i], w[i+n:]; len(left) <= shortParty && upper(right) && left == strings.ToUpper(left) && strings.IndexFunc(right, unicode.IsLower) >= 0 {
		return i
	}
	return -1
}

func isLetters(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
}

// trimmed turns labels into names and sets their ends by custom.
func (p *page) trimmed(labels []int) []stretchOf {
	var out []stretchOf
	for i := 0; i < len(labels); i++ {
		if labels[i] == outsideName {
			continue
		}
		whole := p.withParticles(stretchOf{i, nameEnd(labels, i), kinds[kindOf(labels[i])]}, labels)
		i = whole.end - 1
		for _, n := range p.unjoined(whole) {
			if n = p.ended(n); p.isName(n) {
				out = append(out, n)
			}
		}
	}
	p.cutKnown(out)
	return out
}

// ended sets the ends of one name, and its kind where a table knows better.
func (p *page) ended(n stretchOf) stretchOf {
	for n.start < n.end-1 && !p.words[n.start].capital && p.words[n.start].class&isParticle == 0 {
		n.start++ // "called Radio Lisk"
	}
	if n.kind == Person {
		p.untitle(&n)
		p.cutOrigin(&n)
	}
	if w := p.words[n.start]; n.kind == Person && n.end == n.start+1 && w.class&inBody != 0 && w.class&(isGiven|isSurname) == 0 {
		n.kind = Organisation // Democrats
	}
	if p.isPlaceName(n) {
		n.kind = Place
	}
	if n.kind == Person && n.end == n.start+1 && p.isAcronym(n.start) {
		n.kind = Organisation
	}
	return n
}

// isAcronym reports whether a token is an abbreviation in capitals ("IS-K") in a text that is not in capitals.
func (p *page) isAcronym(i int) bool {
	w := p.text(i)
	if len(w) > longestAcronym || len(w) < 2 || strings.ToUpper(w) != w || p.words[i].class&(isGiven|isSurname|isShort) != 0 {
		return false
	}
	return !p.shouts(i-1) && !p.shouts(i+1)
}

// shouts reports whether a token is a word all in capitals.
func (p *page) shouts(i int) bool {
	w := p.at(i)
	return w.capital && !w.mark && strings.IndexFunc(p.text(i), unicode.IsLower) < 0
}

// withParticles goes on with a person's name behind particles: "Carla | del Ponte" is one.
func (p *page) withParticles(n stretchOf, labels []int) stretchOf {
	k := n.end
	for k < len(p.words) && p.words[k].class&isParticle != 0 && !p.words[k].capital && !p.words[k].breaks {
		k++
	}
	if k == n.end || k == len(p.words) || !p.words[k].capital || p.words[k].breaks || p.words[n.end-1].class&isGiven == 0 {
		return n
	}
	end := k + 1
	if labels[k] != outsideName {
		end = nameEnd(labels, k)
	}
	return stretchOf{n.start, end, Person}
}

// unjoined parts names that only a word in lower case joins: "Pell left Adler" for persons, "Democrats and Republicans" for bodies
// that the tables know.
func (p *page) unjoined(n stretchOf) []stretchOf {
	var out []stretchOf
	from := n.start
	for k := n.start + 1; k < n.end-1; k++ {
		w := &p.words[k]
		apart := n.kind == Person && p.joinsNone(k) ||
			n.kind != Person && w.form == formAnd && p.isKnown(from, k) && p.isKnown(k+1, n.end)
		if apart && k > from {
			out = append(out, stretchOf{from, k, n.kind})
			from = k + 1
		}
	}
	return append(out, stretchOf{from, n.end, n.kind})
}

// joinsNone reports whether token k is a word in lower case that no person's name holds: a particle that the tables do not know (Daniel
// arap Moi) is short and of no closed class.
func (p *page) joinsNone(k int) bool {
	w := &p.words[k]
	if w.mark || w.capital || w.class&isParticle != 0 || w.form == formOf || w.form == formOwns || w.form == formThe {
		return false
	}
	return w.class&isClosed != 0 || p.tokens[k].Len() > longestParticle
}

// isKnown reports whether each of the tokens is in the name of a body that the tables know.
func (p *page) isKnown(start, end int) bool {
	for _, w := range p.words[start:end] {
		if w.class&inBody == 0 {
			return false
		}
	}
	return true
}

// untitle cuts off what stands before a person's name, with the last title or office in it, and a leading word for a people; a
// particle in lower case before it is put on.
func (p *page) untitle(n *stretchOf) {
	for k := n.start; k < n.end-1; k++ {
		w := &p.words[k]
		if named := k > n.start && p.words[k-1].class&isGiven != 0; w.class&(isTitle|isRole) != 0 && w.class&isGiven == 0 && !named { // Barbara Boxer
			n.start = k + 1
		}
	}
	for n.start < n.end-1 && !p.words[n.start].capital && p.words[n.start].class&isParticle == 0 {
		if n.start++; n.end-n.start > 2 && p.words[n.start-1].form == formOf {
			n.start++ // Chief of Staff Ann Lee
		}
	}
	if n.end-n.start > 2 && n.start > 1 && p.words[n.start].class&(isCountry|isPlace) != 0 && p.words[n.start-2].class&(isTitle|isRole) != 0 {
		n.start++ // ambassador to Lisk Ann Lee
	}
	for n.end-n.start > 1 && p.words[n.start].class&inBody != 0 && p.words[n.start].class&isGiven == 0 {
		n.start++ // CNN Ann Lee
	}
	for n.end-n.start > 2 && p.words[n.start].class&isDemonym != 0 && p.words[n.start].class&isGiven == 0 {
		n.start++
	}
	for n.start > 0 && p.words[n.start-1].class&isParticle != 0 && !p.words[n.start-1].capital && !p.words[n.start].breaks {
		n.start--
	}
}

// isPlaceName reports whether a name of several words is a place's in the tables: "South Africa".
func (p *page) isPlaceName(n stretchOf) bool {
	for _, w := range p.words[n.start:n.end] {
		if w.class&inPlace == 0 || w.class&inBody != 0 {
			return false
		}
	}
	return n.end > n.start+1
}

// cutKnown cuts a person's name to the one that the account has elsewhere, when that begins it: a headline in capitals goes on
// ("Ann Lee Calls For Calm").
func (p *page) cutKnown(names []stretchOf) {
	known := map[string]bool{}
	for _, n := range names {
		if n.kind == Person && n.end-n.start == 2 {
			known[p.spelled(n)] = true
		}
	}
	for i := range names {
		if n := &names[i]; n.kind == Person && n.end-n.start > 3 && known[p.spelled(stretchOf{n.start, n.start + 2, Person})] {
			n.end = n.start + 2
		}
	}
}

// spelled is a name's own words.
func (p *page) spelled(n stretchOf) string {
	return text.Span{Start: p.tokens[n.start].Start, End: p.tokens[n.end-1].End}.Of(p.a.Text)
}

// cutOrigin cuts off where a person is from or works ("Ann Lee of the Harbour Board"; "Duke of Lisk" stays) and what somebody
// owns ("Lee's Finest Hour").
func (p *page) cutOrigin(n *stretchOf) {
	for k := n.start + 1; k < n.end; k++ {
		if f := p.words[k].form; f == formOf && k > n.start+1 || f == formOwns {
			n.end = k
			return
		}
	}
}

// isName reports whether anything of a name is left: a people, a title or an office alone is none.
func (p *page) isName(n stretchOf) bool {
	if p.isPeople(n) {
		return false
	}
	for i := n.start; i < n.end; i++ {
		if w := &p.words[i]; w.capital && w.class&isDemonym == 0 && (n.kind != Person || w.class&(isTitle|isRole) == 0 || w.class&(isGiven|isSurname) != 0) {
			return true
		}
	}
	return n.kind == Organisation && n.end > n.start+1
}

// isPeople reports whether a name of two words is one for a people: "North Korean", "Saudi Arabian".
func (p *page) isPeople(n stretchOf) bool {
	if n.end-n.start != 2 || p.words[n.end-1].class&isDemonym == 0 {
		return false
	}
	switch p.words[n.start].form {
	case formNorth, formSouth:
		return true
	}
	return p.words[n.start].class&isDemonym != 0
}
