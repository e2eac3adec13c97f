package stemma

import (
	"strings"
	"unicode"

	"variorum/internal/engine/text"
	"variorum/internal/news/language"
)

// class is a sort of thing that happens to a text when it is passed on.
type class uint8

const (
	style    class = iota // one of two usual ways to write a thing
	word                  // another word or two
	further               // each word more that is exchanged with it
	verb                  // another verb of saying
	slip                  // a slip of the pen
	round                 // a figure made rounder
	exact                 // a figure made more exact
	cut                   // some words left out
	add                   // some words put in
	added                 // each of them that carries meaning
	lacuna                // a longer stretch left out of a sentence
	filled                // such a stretch put in
	drop                  // a run of sentences left out
	dropped               // each sentence of it but the first
	tail                  // sentences at the end left out
	regain                // a run of sentences that the model has not, and others have
	regained              // each sentence of it but the first
	lesser                // more such sentences than those that an account, its model, gave
	foreign               // such a sentence that names the outlet of another account as its own
	borrow                // a run of sentences from the second model
	anchored              // such a run, behind the same sentence as in another account that has it
	move                  // a run of sentences that stands elsewhere
	retyped               // the quotation marks are of one kind now, and were of another
	uneven                // units whose marks that cannot be said of
	visible               // the model is an account and not the lost source
	choice                // the logarithm of the number of accounts that it might be
	earlier               // the copy is dated before its model
	after                 // the logarithm of the hours between the model and the copy
	since                 // the same, of the lost source and the first account
	undated               // the dates do not tell which is the earlier
	credit                // the copy credits its model
	stranger              // the copy credits another account than its model
	second                // there is a second model
	report                // … which is lost
	classes
)

// tally counts what happened to a text.
type tally [classes]float32

// price fills the costs and the ids of the changes from each reading of a site to each other.
func (l *layer) price(s *site, columns int) {
	n := len(s.words)
	s.what, s.change, s.cost = make([][]tally, n), make([][]int32, n), make([][]float32, n)
	pack := l.pack()
	for x := range n {
		s.what[x], s.change[x], s.cost[x] = make([]tally, n), make([]int32, n), make([]float32, n)
		for y := range n {
			if x == y {
				continue
			}
			key := s.words[x] + "\x00" + s.words[y]
			id, seen := l.ids[key]
			if !seen || s.lacuna {
				id = int32(l.changes)
				l.changes++
				l.ids[key] = id
			}
			s.change[x][y] = id
			if s.lacuna {
				s.what[x][y] = lacunaOf(s.words[x])
			} else {
				s.what[x][y] = changeOf(pack, s.words[x], s.words[y])
			}
			s.cost[x][y] = s.what[x][y].cost()
		}
	}
}

// cost is what a tally comes to.
func (t *tally) cost() float32 {
	sum := float32(0)
	for c, n := range t {
		sum += n * costs[c]
	}
	return sum
}

func (t *tally) plus(o *tally, share float32) {
	for c := range t {
		t[c] += share * o[c]
	}
}

// pack is the tables of the accounts' language, by the first that has any.
func (l *layer) pack() *language.Pack {
	for _, a := range l.accounts {
		if a.Pack != nil {
			return a.Pack
		}
	}
	return nil
}

// lacunaOf is leaving out, or putting back, a longer stretch.
func lacunaOf(from string) (t tally) {
	if from != "" {
		t[lacuna] = 1
	} else {
		t[filled] = 1
	}
	return t
}

// changeOf is putting y in the place of x.
func changeOf(p *language.Pack, x, y string) (t tally) {
	xs, ys := strings.Fields(x), strings.Fields(y)
	switch {
	case y == "":
		t[cut] = 1
	case x == "":
		t[add], t[added] = 1, min(mostWords, float32(meaning(p, ys)))
	case alike(p, x, y):
		t[style] = 1
	case digits(x) > 0 && digits(y) > 0 && significant(y) >= significant(x):
		t[exact] = 1
	case digits(x) > 0 && digits(y) > 0:
		t[round] = 1
	case slips(p, x, y):
		t[slip] = 1
	case saying(p, x) && saying(p, y):
		t[verb] = 1
	default:
		t[word] = 1
		t[further] = min(mostWords, float32(max(len(xs), len(ys))-1))
		if d := len(ys) - len(xs); d > 2 { // more words than before: some of them tell more
			t[added] = min(mostWords, float32(d))
		}
	}
	return t
}

// mostWords is the number of words of one change beyond which more of them say no more.
const mostWords = 6

// meaning counts the words that are not of a closed class.
func meaning(p *language.Pack, words []string) int {
	n := 0
	for _, w := range words {
		if !p.Table("words").Has(strings.ToLower(w)) {
			n++
		}
	}
	return n
}

// alike reports whether x and y are two ways to write one thing: the same letters, names that the alias table makes one, or
// two spellings that are both words of the language.
func alike(p *language.Pack, x, y string) bool {
	lx, ly := letters(x), letters(y)
	if lx == ly {
		return true
	}
	aliases := p.Table("aliases")
	if a, b := aliases[x], aliases[y]; a != nil && b != nil && a[0] == b[0] {
		return true
	}
	return p.Frequency() != nil && near(lx, ly) && known(p, x) && known(p, y)
}

// letters is the letters and digits of some words, in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// near reports whether two words differ in one letter, or in two that changed places: "centre" and "center".
func near(x, y string) bool {
	a, b := []rune(x), []rune(y)
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) < 4 || len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	rest := func(k, l int) bool { return string(a[min(k, len(a)):]) == string(b[min(l, len(b)):]) }
	if len(a) < len(b) {
		return rest(i, i+1)
	}
	return rest(i+1, i+1) || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && rest(i+2, i+2)
}

// known reports whether every word is one of the language. Without counts of words nothing is known to be wrong.
func known(p *language.Pack, s string) bool {
	f := p.Frequency()
	if f == nil {
		return true
	}
	for _, w := range strings.Fields(s) {
		if f.Count(text.FormOf(w)) == 0 {
			return false
		}
	}
	return true
}

// slips reports whether y is x with a slip of the pen: a word that the language does not have for one that it has. Where nothing is
// known of the language's words it is another word.
func slips(p *language.Pack, x, y string) bool {
	return p.Frequency() != nil && near(letters(x), letters(y)) && known(p, x) && !known(p, y)
}

// saying reports whether some words are a verb of saying with what belongs to it ("told reporters").
func saying(p *language.Pack, s string) bool {
	first, _, _ := strings.Cut(strings.ToLower(s), " ")
	return p.Table("cues").Has(first)
}

func digits(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// significant counts the digits of a figure without the zeros at its end.
func significant(s string) int {
	var b strings.Builder
	for _, r := range s {
		if unicode.IsDigit(r) {
			b.WriteRune(r)
		}
	}
	return len(strings.TrimRight(b.String(), "0"))
}
