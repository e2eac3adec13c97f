package extract

import (
	"cmp"
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"

	engine "variorum/internal/engine/text"
	"variorum/internal/news/language"
)

// Learn sets aside the paragraphs that pages share because they are furniture, though no table knows them: a standing notice,
// a paper's own advertisement, a list of links. It returns new parts in the order of all; all itself is not changed.
//
// Text that two accounts of one event share is what the program exists to show, so repeating alone proves nothing. What
// tells furniture is that pages share it which otherwise have nothing to do with each other. The pages that hold a paragraph
// are therefore put into groups: two pages are of one group when the rest of their words is alike, as it is for accounts of one
// event, for two versions of one account, and for reports on one affair that carry the same background. A paragraph is
// furniture when it stands in enough groups: fewer where the pages are of one outlet and where it looks like furniture
// (no sentence, or at the edge of each page), more where it looks like text.
//
// What is decided of a paragraph is a matter of the pages that hold it, and of no others, so who keeps pages over time may do
// as Learn does with those alone: SheetOf, Holders.Furniture, SetAside. The order of the pages plays no part.
func Learn(all []Parts) []Parts {
	sheets := make([]Sheet, len(all))
	holders := map[uint64][]*Sheet{}
	for i, p := range all {
		sheets[i] = SheetOf(p)
		for _, para := range sheets[i].Paragraphs {
			holders[para.Key] = append(holders[para.Key], &sheets[i])
		}
	}
	furniture := map[uint64]bool{}
	for key, held := range holders {
		furniture[key] = len(held) > 1 && holdersOf(key, held).Furniture()
	}
	out := slices.Clone(all)
	for i := range out {
		out[i] = SetAside(out[i], func(key uint64) bool { return furniture[key] })
	}
	return out
}

// Sheet is what is learnt from of a page. Its form in JSON is for who keeps pages.
type Sheet struct {
	Outlet     string      `json:"outlet"`     // what tells the outlet's pages from others'; empty when nothing does
	Rank       uint64      `json:"rank"`       // by its content: the order in which pages are looked at
	Words      []uint64    `json:"words"`      // the telling words of its headline and of what is too short to be learnt
	Paragraphs []Paragraph `json:"paragraphs"` // those long enough to be learnt, each once
}

// Paragraph is a paragraph of a sheet.
type Paragraph struct {
	Key   uint64   `json:"key"`   // by its letters and digits
	Edge  bool     `json:"edge"`  // it is among the first or the last of the page
	Prose bool     `json:"prose"` // it looks like text
	Words []uint64 `json:"words"` // its telling words
}

// SheetOf makes the sheet of a page. Words that every second report has tell nothing; they are known from general news, not from
// the run: in a run of one story the words of that story are the common ones, and pages compared without them would look
// unlike.
func SheetOf(p Parts) Sheet {
	s, _ := SheetWithKeys(p)
	return s
}

// SheetWithKeys is SheetOf with the key of each paragraph of the body, 0 for those too short, by which SetAsideKeys sets
// them aside.
func SheetWithKeys(p Parts) (Sheet, []uint64) {
	t := tellers.Get().(*teller)
	defer tellers.Put(t)
	t.words, t.ends = t.words[:0], t.ends[:0]
	s, keys := outline(p, t)
	all, from := slices.Clone(t.words), 0 // one piece of memory for all paragraphs
	for i, to := range t.ends {
		if from < to {
			s.Paragraphs[i].Words = all[from:to:to]
		}
		from = to
	}
	return s, keys
}

// Outline is a sheet without its words, which cost most: enough to know which pages hold a paragraph.
func Outline(p Parts) Sheet {
	s, _ := outline(p, nil)
	return s
}

// outline makes a sheet and the keys of all paragraphs. The words of its paragraphs are left with t; without one there are none.
func outline(p Parts, t *teller) (Sheet, []uint64) {
	s := Sheet{Outlet: outletKey(p), Rank: engine.FormOf(p.Title)}
	keys := make([]uint64, len(p.Body))
	if t != nil {
		s.Words = t.telling(nil, p.Title)
	}
	before := among(keys)
	for k, para := range p.Body {
		key := learnKey(para)
		keys[k] = key
		s.Rank = (s.Rank ^ key ^ uint64(len(para))) * 0x9e3779b97f4a7c15
		s.Rank ^= s.Rank >> 32
		if key == 0 {
			if t != nil {
				s.Words = t.telling(s.Words, para)
			}
			continue
		}
		if before(k) {
			continue
		}
		s.Paragraphs = append(s.Paragraphs, Paragraph{
			Key: key, Edge: k < learnedEdge || len(p.Body)-k <= learnedEdge, Prose: looksLikeProse(para),
		})
		if t != nil {
			t.words = t.telling(t.words, para)
			t.ends = append(t.ends, len(t.words))
		}
	}
	return s, keys
}

// among tells of the keys, asked one after the other, whether each stood before.
func among(keys []uint64) func(k int) bool {
	if len(keys) <= fewKeys {
		return func(k int) bool { return slices.Contains(keys[:k], keys[k]) }
	}
	seen := make(map[uint64]bool, len(keys))
	return func(k int) bool {
		stood := seen[keys[k]]
		seen[keys[k]] = true
		return stood
	}
}

// fewKeys is the number of paragraphs up to which looking through them is faster than a map.
const fewKeys = 100

// outletKey is what tells an outlet's pages from others': its name, or the host of the address.
func outletKey(p Parts) string {
	if p.Outlet != "" {
		return plainKey(p.Outlet)
	}
	return hostOf(p.URL)
}

// learnKey is what makes two paragraphs the same: their letters and digits. Very short ones are left alone, since a crosshead or
// a "Yes." may stand anywhere; they have 0.
func learnKey(para string) uint64 {
	h, n := uint64(14695981039346656037), 0 // FNV-1a
	for i := 0; i < len(para); {
		r, size := rune(para[i]), 1
		if r < utf8.RuneSelf {
			r = rune(keyBytes[r])
		} else if size = latin(para[i:]); size == len("—") {
			r = -1
		} else {
			r, size = utf8.DecodeRuneInString(para[i:])
			r = keyRune(r)
		}
		if i += size; r >= 0 {
			h = (h ^ uint64(r)) * 1099511628211
			n++
		}
	}
	if n < minLearned {
		return 0
	}
	return max(1, h)
}

// teller reads the telling words of paragraphs, in memory that it keeps.
type teller struct {
	tokens []engine.Token
	words  []uint64 // of the paragraphs, one after the other
	ends   []int    // of each paragraph in words
}

var tellers = sync.Pool{New: func() any { return &teller{} }}

// telling appends the forms of the words that tell what a text is about: the longer ones, and names.
func (t *teller) telling(forms []uint64, para string) []uint64 {
	t.tokens = engine.AppendTokens(t.tokens[:0], para)
	common := tooCommon()
	for _, tok := range t.tokens {
		if tok.Kind != engine.Word || !tells(tok.Of(para)) {
			continue
		}
		if _, is := common.Of(tok.Form); !is {
			forms = append(forms, tok.Form)
		}
	}
	return forms
}

// tells reports whether a word is long enough to tell what a text is about, or is a name.
func tells(w string) bool {
	if len(w) >= minTelling && (len(w) >= minTelling*utf8.UTFMax || utf8.RuneCountInString(w) >= minTelling) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(w)
	return len(w) > 1 && unicode.IsUpper(r)
}

// tooCommon are the words that every second report has.
var tooCommon = sync.OnceValue(func() *engine.FormTable {
	news, of := language.For(plainPack).Frequency(), map[uint64]int32{}
	for form := range news.Above(news.Documents() / commonShare) {
		of[form] = 1
	}
	return engine.NewFormTable(of)
})

// Holders are the pages that hold a paragraph.
type Holders struct {
	Edge  bool     // the paragraph is at the edge of each
	Prose bool     // it looks like text on one at least
	First []*Sheet // of all of them the MaxCompared of lowest rank
	// Outlets gives for each outlet that is known and has several of them the MaxCompared of lowest rank.
	Outlets func() [][]*Sheet
}

// MayBeFurniture reports whether a paragraph that so many pages hold can be furniture at all.
func MayBeFurniture(holders int) bool { return holders >= min(groupsOfOutletLine, groupsInRun) }

// Asks reports whether the answer can rest on First: whether so many holders can make enough groups.
func (h Holders) Asks(holders int) bool { return holders >= h.need() }

// AsksOutlet reports whether the answer can rest on Outlets: whether so many holders of one outlet can make enough groups.
func (h Holders) AsksOutlet(holders int) bool {
	return !h.inBody() && holders >= groupsOfOutlet(h.Prose, h.Edge)
}

// inBody reports whether the paragraph is text in the middle of a page.
func (h Holders) inBody() bool { return h.Prose && !h.Edge }

// need is the number of groups among all pages from which the paragraph is furniture.
func (h Holders) need() int {
	if h.inBody() {
		return groupsInBody
	}
	return groupsInRun
}

// holdersOf finds out how some pages hold a paragraph.
func holdersOf(key uint64, all []*Sheet) Holders {
	h := Holders{Edge: true, First: lowest(all)}
	for _, s := range all {
		for _, p := range s.Paragraphs {
			if p.Key == key {
				h.Edge, h.Prose = h.Edge && p.Edge, h.Prose || p.Prose
			}
		}
	}
	h.Outlets = func() [][]*Sheet {
		by := map[string][]*Sheet{}
		for _, s := range all {
			if s.Outlet != "" {
				by[s.Outlet] = append(by[s.Outlet], s)
			}
		}
		var out [][]*Sheet
		for _, own := range by {
			out = append(out, lowest(own))
		}
		return out
	}
	return h
}

func lowest(sheets []*Sheet) []*Sheet {
	sheets = slices.SortedFunc(slices.Values(sheets), func(a, b *Sheet) int { return cmp.Compare(a.Rank, b.Rank) })
	return sheets[:min(len(sheets), MaxCompared)]
}

// Furniture reports whether the pages that hold a paragraph show it to be none of an account.
func (h Holders) Furniture() bool {
	if h.Asks(len(h.First)) && groups(h.First) >= h.need() {
		return true
	}
	if h.inBody() {
		return false
	}
	need := groupsOfOutlet(h.Prose, h.Edge)
	return slices.ContainsFunc(h.Outlets(), func(own []*Sheet) bool { return h.AsksOutlet(len(own)) && groups(own) >= need })
}

// SetAside sets the paragraphs of a page aside that are furniture. A page is never emptied: when most of its text would go, it stays.
func SetAside(p Parts, furniture func(key uint64) bool) Parts {
	return setAside(p, func(k int) bool {
		key := learnKey(p.Body[k])
		return key != 0 && furniture(key)
	})
}

// SetAsideKeys is SetAside for who kept the keys of the body's paragraphs.
func SetAsideKeys(p Parts, keys []uint64, furniture func(key uint64) bool) Parts {
	return setAside(p, func(k int) bool { return keys[k] != 0 && furniture(keys[k]) })
}

func setAside(p Parts, furniture func(k int) bool) Parts {
	var aside []string
	kept, gone := 0, 0
	is := make([]bool, len(p.Body))
	for k, para := range p.Body {
		if is[k] = furniture(k); is[k] {
			aside = append(aside, para)
			gone += len(para)
		} else {
			kept += len(para)
		}
	}
	if gone == 0 || gone > kept {
		return p
	}
	body := make([]string, 0, len(p.Body)-len(aside))
	for k, para := range p.Body {
		if !is[k] {
			body = append(body, para)
		}
	}
	p.Body = body
	p.Furniture = append(slices.Clone(p.Furniture), aside...)
	return p
}

// groupsOfOutlet is the number of unlike groups of one outlet's pages from which a paragraph at an edge, or one that is no
// sentence, is furniture.
func groupsOfOutlet(prose, edge bool) int {
	if prose || !edge {
		return groupsOfOutletProse
	}
	return groupsOfOutletLine
}
