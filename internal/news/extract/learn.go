package extract

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"

	"variorum/internal/engine/shingle"
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
	news := language.For(plainPack).Frequency()
	s := Outline(p)
	s.Words = appendTelling(nil, p.Title, news)
	at := 0
	for _, para := range p.Body {
		switch key := learnKey(para); {
		case key == 0:
			s.Words = appendTelling(s.Words, para, news)
		case at < len(s.Paragraphs) && s.Paragraphs[at].Key == key: // else it stood before
			s.Paragraphs[at].Words = appendTelling(nil, para, news)
			at++
		}
	}
	return s
}

// Outline is a sheet without its words, which cost most: enough to know which pages hold a paragraph.
func Outline(p Parts) Sheet {
	s := Sheet{Outlet: outletKey(p), Rank: engine.FormOf(p.Title)}
	seen := map[uint64]bool{}
	for k, para := range p.Body {
		key := learnKey(para)
		s.Rank = (s.Rank ^ key ^ uint64(len(para))) * 0x9e3779b97f4a7c15
		s.Rank ^= s.Rank >> 32
		if key == 0 || seen[key] {
			continue
		}
		seen[key] = true
		s.Paragraphs = append(s.Paragraphs, Paragraph{
			Key: key, Edge: k < learnedEdge || len(p.Body)-k <= learnedEdge,
			Prose: line{words: countWords(para), stops: endsLikeSentence(para)}.prose(),
		})
	}
	return s
}

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
	for _, r := range para {
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
		case 'A' <= r && r <= 'Z':
			r += 'a' - 'A'
		case r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			r = unicode.ToLower(r)
		default:
			continue
		}
		h = (h ^ uint64(r)) * 1099511628211
		n++
	}
	if n < minLearned {
		return 0
	}
	return max(1, h)
}

// appendTelling appends the forms of the words that tell what a text is about: the longer ones, and names.
func appendTelling(forms []uint64, para string, news *language.Frequency) []uint64 {
	for _, t := range engine.Tokenize(para) {
		w := t.Of(para)
		if t.Kind == engine.Word && (utf8.RuneCountInString(w) >= minTelling || capitalised([]string{w}) && len(w) > 1) &&
			news.Count(t.Form)*commonShare <= news.Documents() {
			forms = append(forms, t.Form)
		}
	}
	return forms
}

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

// need is the number of groups among all pages from which the paragraph is furniture.
func (h Holders) need() int {
	if h.Prose && !h.Edge {
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
	if h.Prose && !h.Edge {
		return false
	}
	need := groupsOfOutlet(h.Prose, h.Edge)
	return slices.ContainsFunc(h.Outlets(), func(own []*Sheet) bool { return len(own) >= need && groups(own) >= need })
}

// groups counts the groups that pages fall into: pages that are alike, directly or through others, are of one. Pages with too
// few words of their own to tell are of no group.
func groups(sheets []*Sheet) int {
	held := map[uint64]int{}
	for _, s := range sheets {
		for _, p := range s.Paragraphs {
			held[p.Key]++
		}
	}
	var kept [][]uint64
	for _, s := range sheets {
		if words := s.own(held); len(words) >= minWordsToTell {
			kept = append(kept, words)
		}
	}
	group := make([]int, len(kept))
	for i := range kept {
		group[i] = i
		for j := range i {
			if group[i] != group[j] && alike(kept[i], kept[j]) {
				from, to := group[i], group[j]
				for k := range group[:i+1] {
					if group[k] == from {
						group[k] = to
					}
				}
			}
		}
	}
	slices.Sort(group)
	return len(slices.Compact(group))
}

// own are the words that a page has for itself, outside of the paragraphs that it shares: sorted, each once.
func (s *Sheet) own(held map[uint64]int) []uint64 {
	words := slices.Clone(s.Words)
	for _, p := range s.Paragraphs {
		if held[p.Key] < 2 {
			words = append(words, p.Words...)
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// alike reports whether what two pages have for themselves is about the same: the shorter shares a part of its telling words.
func alike(a, b []uint64) bool { return shingle.Shared(a, b)*alikeShare >= min(len(a), len(b)) }

// SetAside sets the paragraphs of a page aside that are furniture. A page is never emptied: when most of its text would go, it stays.
func SetAside(p Parts, furniture func(key uint64) bool) Parts {
	var body, aside []string
	kept, gone := 0, 0
	for _, para := range p.Body {
		if key := learnKey(para); key != 0 && furniture(key) {
			aside = append(aside, para)
			gone += len(para)
		} else {
			body = append(body, para)
			kept += len(para)
		}
	}
	if gone == 0 || gone > kept {
		return p
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
