package stemma

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"variorum/internal/engine/text"
	"variorum/internal/news/account"
	"variorum/internal/news/language"
)

// Reuse is how two accounts stand to each other.
type Reuse string

// The degrees of reuse. Verbatim accounts have the same words but for headline and house style; of edited ones the shorter is for the most
// part the other's, or both come from one text; partial ones share a passage; independent ones tell of the same event and share
// at most what was said; unrelated ones tell of different events.
const (
	Verbatim    Reuse = "verbatim"
	Edited      Reuse = "edited"
	Partial     Reuse = "partial"
	Independent Reuse = "independent"
	Unrelated   Reuse = "unrelated"
)

// Shared says what two accounts have in common, in words outside quotation marks: what both quote, neither copied.
type Shared struct {
	Reuse   Reuse
	Part    float64 // of the shorter account's words outside quotation marks: the share that stands in the other in like runs
	All     float64 // of all the shorter account's words
	Length  float64 // words of the shorter account by those of the longer
	Longest int     // words of the longest run that both have, interrupted by no more than a word or two
	Topic   float64 // how far they use the same rare words: a cosine in [0, 1]
}

// Compare says how two accounts stand to each other by what they share.
func Compare(a, b *account.Account) Shared {
	x, y := told(a), told(b)
	if len(x.forms) > len(y.forms) {
		x, y = y, x
	}
	s := tiles(x, y)
	s.Topic = topic(a, b)
	s.Reuse = s.label()
	return s
}

const (
	// verbatimShare and verbatimLength bound what is called the same text: 95 words in 100 of the shorter account stand in
	// the other, which is no more than a sixth longer. The rest is headlines, bylines and house style.
	verbatimShare, verbatimLength = 0.95, 0.85
	// editedShare is the share of the shorter account's words outside quotation marks from which it is for the most part one text.
	editedShare = 0.5
	// passageWords is the length of a shared run that is no accident and no phrase: a long sentence, as readers of reuse put it.
	passageWords = 15
	// sameTopic is the cosine of rare words from which two accounts tell of the same event.
	sameTopic = 0.4
)

func (s Shared) label() Reuse {
	switch {
	case s.All >= verbatimShare && s.Length >= verbatimLength:
		return Verbatim
	case s.Part >= editedShare:
		return Edited
	case s.Longest >= passageWords:
		return Partial
	case s.Topic >= sameTopic:
		return Independent
	}
	return Unrelated
}

// tale is the words of an account, and which of them stand in quotation marks.
type tale struct {
	forms  []uint64
	quoted []bool
}

func told(a *account.Account) tale {
	var t tale
	q, furniture, posts := 0, standing(a), posts(a)
	inside := func(spans []text.Span, k text.Token) bool {
		return slices.ContainsFunc(spans, func(p text.Span) bool { return p.Contains(k.Span) })
	}
	for _, k := range a.Tokens {
		if inside(furniture, k) {
			continue
		}
		for q < len(a.Quoted) && a.Quoted[q].End <= k.Start {
			q++
		}
		if k.Kind != text.Mark {
			t.forms = append(t.forms, k.Form)
			t.quoted = append(t.quoted, q < len(a.Quoted) && a.Quoted[q].Start <= k.Start || inside(posts, k))
		}
	}
	return t
}

// posts is the paragraphs that print what somebody posted: they end with a handle in brackets, and a day. Such words are quoted,
// though they have no marks.
func posts(a *account.Account) []text.Span {
	var out []text.Span
	for _, p := range a.Paragraphs {
		s := p.Of(a.Text)
		if at := strings.LastIndex(s, "(@"); at > 0 && len(s)-at < maxSignature && strings.Contains(s[at:], ")") {
			out = append(out, p)
		}
	}
	return out
}

// maxSignature is the length, in bytes, of the handle and the day that end a post.
const maxSignature = 60

// tile is a run of words that both texts have: where it begins in each, and how many words it has.
type tile struct{ a, b, n int }

// minTile is the least number of words of a shared run that counts: four words in a row are seldom accident.
const minTile = 4

// tiles finds the runs that the shorter text x shares with y, longest first, each word of either used once, and sums them up.
func tiles(x, y tale) Shared {
	var s Shared
	s.Length = float64(len(x.forms)) / float64(max(len(y.forms), 1))
	taken, used := make([]bool, len(x.forms)), make([]bool, len(y.forms))
	var kept []tile
	for _, t := range runs(x.forms, y.forms) {
		for i := 0; i < t.n; i++ { // what is left of it
			n := 0
			for i+n < t.n && !taken[t.a+i+n] && !used[t.b+i+n] {
				n++
			}
			if n >= minTile {
				for k := range n {
					taken[t.a+i+k], used[t.b+i+k] = true, true
				}
				kept = append(kept, tile{t.a + i, t.b + i, n})
			}
			i += n
		}
	}
	outside, shared, all := 0, 0, 0
	for i, t := range taken {
		if !x.quoted[i] {
			outside++
		}
		if t {
			all++
			if !x.quoted[i] {
				shared++
			}
		}
	}
	s.Part, s.All = float64(shared)/float64(max(outside, 1)), float64(all)/float64(max(len(taken), 1))
	s.Longest = longest(x, kept)
	return s
}

// runs returns the maximal runs that x and y share, longest first.
func runs(x, y []uint64) []tile {
	at := map[[minTile]uint64][]int{}
	for j := 0; j+minTile <= len(y); j++ {
		k := [minTile]uint64(y[j : j+minTile])
		if len(at[k]) < maxPlaces {
			at[k] = append(at[k], j)
		}
	}
	var out []tile
	for i := 0; i+minTile <= len(x); i++ {
		for _, j := range at[[minTile]uint64(x[i:i+minTile])] {
			if i > 0 && j > 0 && x[i-1] == y[j-1] {
				continue // inside a run that was found
			}
			n := minTile
			for i+n < len(x) && j+n < len(y) && x[i+n] == y[j+n] {
				n++
			}
			out = append(out, tile{i, j, n})
		}
	}
	slices.SortFunc(out, func(p, q tile) int {
		return cmp.Or(cmp.Compare(q.n, p.n), cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b))
	})
	return out
}

// maxPlaces bounds the places of one run of four words that are tried.
const maxPlaces = 16

// longest is the number of words outside quotation marks in the longest passage: tiles that follow each other in both texts with no
// more than slack words between.
func longest(x tale, kept []tile) int {
	const slack = 2
	slices.SortFunc(kept, func(p, q tile) int { return cmp.Compare(p.a, q.a) })
	most, sum := 0, 0
	for i, t := range kept {
		if i > 0 {
			last := kept[i-1]
			if gapA, gapB := t.a-last.a-last.n, t.b-last.b-last.n; gapA > slack || gapB < 0 || gapB > slack {
				sum = 0
			}
		}
		for k := range t.n {
			if !x.quoted[t.a+k] {
				sum++
			}
		}
		most = max(most, sum)
	}
	return most
}

// topic is the cosine of the rarer words of two accounts, titles among them.
func topic(a, b *account.Account) float64 {
	f := frequencyOf(a, b)
	x, y := weighed(a, f), weighed(b, f)
	dot, xx, yy := 0.0, 0.0, 0.0
	for _, w := range x {
		xx += w.weight * w.weight
	}
	for _, w := range y {
		yy += w.weight * w.weight
	}
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i].form < y[j].form:
			i++
		case x[i].form > y[j].form:
			j++
		default:
			dot += x[i].weight * y[j].weight
			i, j = i+1, j+1
		}
	}
	return dot / max(math.Sqrt(xx*yy), 1e-9)
}

func frequencyOf(a, b *account.Account) *language.Frequency {
	if a.Pack != nil {
		return a.Pack.Frequency()
	}
	return b.Pack.Frequency()
}

type weighing struct {
	form   uint64
	weight float64
}

// weighed is the words of an account and its title with their weights, sorted by form. Sums over it run in that order, so that they
// are the same in every run.
func weighed(a *account.Account, f *language.Frequency) []weighing {
	var forms []uint64
	for _, t := range slices.Concat(a.Tokens, text.Tokenize(a.Title)) {
		if t.Kind != text.Mark {
			forms = append(forms, t.Form)
		}
	}
	slices.Sort(forms)
	var out []weighing
	for i := 0; i < len(forms); {
		j := i
		for j < len(forms) && forms[j] == forms[i] {
			j++
		}
		rarity := math.Log(float64(f.Documents()+2) / float64(f.Count(forms[i])+1))
		out = append(out, weighing{forms[i], (1 + math.Log(float64(j-i))) * rarity})
		i = j
	}
	return out
}

// standing is the paragraphs of an account that stand on many pages, so that to share them says nothing: those with a sentence that
// opens as furniture does ("Thank you for subscribing"), and what follows a notice of rights.
func standing(a *account.Account) []text.Span {
	var out []text.Span
	s := 0
	for i, p := range a.Paragraphs {
		furniture, rights := false, false
		for ; s < len(a.Sentences) && a.Sentences[s].Start < p.End; s++ {
			words := strings.ToLower(a.Sentences[s].Of(a.Text))
			furniture = furniture || opensAs(a.Pack.Table("furniture"), words)
			rights = rights || furniture && strings.Contains(words, rightsReserved)
		}
		if rights && 2*i >= len(a.Paragraphs) {
			return append(out, text.Span{Start: p.Start, End: len(a.Text)})
		}
		if furniture {
			out = append(out, p)
		}
	}
	return out
}

// rightsReserved is the formula of the Buenos Aires Convention of 1910, in the one language that it is printed in.
const rightsReserved = "rights reserved"

// opensAs reports whether a sentence begins with two or more words that the table has as the opening of a line of furniture.
func opensAs(t language.Table, sentence string) bool {
	words := strings.Fields(sentence)
	for n := 2; n <= min(6, len(words)); n++ {
		if row := t[strings.TrimRight(strings.Join(words[:n], " "), ".,:;!")]; row != nil && strings.Contains(row[0], "opens") {
			return true
		}
	}
	return false
}
