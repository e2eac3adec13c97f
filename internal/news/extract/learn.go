package extract

import (
	"cmp"
	"slices"
	"sort"
	"sync"
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
// Whether a paragraph is furniture is a function of the pages that hold it alone: neither their order nor what other pages there
// are plays a part. So pages that come in over time are kept as if they had come at once, by looking again at the paragraphs
// of the new page only (OutlineOf, IsFurniture, Without).
func Learn(all []Parts) []Parts {
	outlines := make([]*Outline, len(all))
	holders := map[uint64][]*Outline{}
	for i, p := range all {
		outlines[i] = OutlineOf(p)
		for _, key := range outlines[i].Distinct() {
			holders[key] = append(holders[key], outlines[i])
		}
	}
	furniture := map[uint64]bool{}
	for key, pages := range holders {
		if len(pages) >= fewestHolders && IsFurniture(key, pages) {
			furniture[key] = true
		}
	}
	out := make([]Parts, len(all))
	for i, p := range all {
		out[i] = Without(p, outlines[i], func(key uint64) bool { return furniture[key] })
	}
	return out
}

// Outline is what a page shows of its paragraphs to tell furniture by.
type Outline struct {
	outlet     string
	rank       uint64
	paragraphs []paragraph

	title      string
	body       []string
	once       sync.Once // the words are read when the page is first compared, and most pages never are
	titleWords []uint64
}

// paragraph is what is compared of a paragraph.
type paragraph struct {
	key   uint64
	prose bool
	edge  bool     // among the first or last of the page
	words []uint64 // forms of its telling words, sorted, each once
}

// OutlineOf makes the outline of a page.
func OutlineOf(p Parts) *Outline {
	o := &Outline{outlet: outletKey(p), title: p.Title, body: p.Body, paragraphs: make([]paragraph, len(p.Body))}
	for k, para := range p.Body {
		o.paragraphs[k] = paragraph{
			key:   learnKey(para),
			prose: line{words: countWords(para), stops: endsLikeSentence(para)}.prose(),
			edge:  k < learnedEdge || len(p.Body)-k <= learnedEdge,
		}
		o.rank = (o.rank ^ o.paragraphs[k].key) * 0x9e3779b97f4a7c15
	}
	return o
}

// read reads the words of the page, once.
func (o *Outline) read() {
	o.once.Do(func() {
		news := language.For(plainPack).Frequency()
		o.titleWords = telling(o.title, news)
		for k, para := range o.body {
			o.paragraphs[k].words = telling(para, news)
		}
	})
}

// Keys are what tells the paragraphs of the page's body from others, in their order: equal for those with the same letters
// and digits, zero for those too short to be learnt.
func (o *Outline) Keys() []uint64 {
	keys := make([]uint64, len(o.paragraphs))
	for k, p := range o.paragraphs {
		keys[k] = p.key
	}
	return keys
}

// Distinct are the Keys but zero, ascending, each once.
func (o *Outline) Distinct() []uint64 {
	keys := o.Keys()
	slices.Sort(keys)
	keys = slices.Compact(keys)
	if len(keys) > 0 && keys[0] == 0 {
		keys = keys[1:]
	}
	return keys
}

// Rank is a hash of the paragraphs. Of many pages that hold a paragraph those of the lowest ranks are looked at.
func (o *Outline) Rank() uint64 { return o.rank }

// outletKey is what tells an outlet's pages from others': its name, or the host of the address.
func outletKey(p Parts) string {
	if p.Outlet != "" {
		return plainKey(p.Outlet)
	}
	return hostOf(p.URL)
}

// learnKey is what makes two paragraphs the same: their letters and digits. Very short ones are left alone, since a crosshead or
// a "Yes." may stand anywhere.
func learnKey(para string) uint64 {
	h, n := uint64(14695981039346656037), 0 // FNV-1a
	for _, r := range para {
		switch {
		case r < utf8.RuneSelf:
			if r |= 0x20; r < 'a' || r > 'z' {
				if r < '0' || r > '9' {
					continue
				}
			}
		case unicode.IsLetter(r) || unicode.IsDigit(r):
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

// telling are the forms of the words that tell what a text is about: the longer ones, and names. Words that every second report
// has tell nothing; they are known from general news, not from the run: in a run of one story the words of that story are the
// common ones, and pages compared without them would look unlike.
func telling(s string, news *language.Frequency) []uint64 {
	var forms []uint64
	for _, t := range engine.Tokenize(s) {
		w := t.Of(s)
		if t.Kind == engine.Word && (utf8.RuneCountInString(w) >= minTelling || capitalised([]string{w}) && len(w) > 1) &&
			news.Count(t.Form)*commonShare <= news.Documents() {
			forms = append(forms, t.Form)
		}
	}
	slices.Sort(forms)
	return slices.Compact(forms)
}

// IsFurniture reports whether the pages that hold a paragraph show it to be none of an account. Their order plays no part.
func IsFurniture(key uint64, holders []*Outline) bool {
	if len(holders) > maxCompared {
		holders = slices.Clone(holders)
		slices.SortFunc(holders, func(a, b *Outline) int { return cmp.Compare(a.rank, b.rank) })
		holders = holders[:maxCompared]
	}
	prose, edge := false, true
	for _, o := range holders {
		for _, p := range o.paragraphs {
			if p.key == key {
				prose, edge = p.prose, edge && p.edge
				break
			}
		}
	}
	need := groupsInRun
	if prose && !edge {
		need = groupsInBody
	}
	if len(holders) >= need && groups(key, holders) >= need {
		return true
	}
	return !(prose && !edge) && ofOneOutlet(key, holders, groupsOfOutlet(prose, edge))
}

// ofOneOutlet reports whether pages of one outlet fall into so many groups.
func ofOneOutlet(key uint64, holders []*Outline, need int) bool {
	by := map[string][]*Outline{}
	for _, o := range holders {
		if o.outlet != "" {
			by[o.outlet] = append(by[o.outlet], o)
		}
	}
	for _, own := range by {
		if len(own) >= need && groups(key, own) >= need {
			return true
		}
	}
	return false
}

// groups counts the groups that pages fall into: pages that are alike, directly or through others, are of one. Pages with too
// few words besides the paragraph to tell are of no group.
func groups(key uint64, holders []*Outline) int {
	var kept []*Outline
	for _, o := range holders {
		if len(o.beside(func(k uint64) bool { return k == key })) >= minWordsToTell {
			kept = append(kept, o)
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
	sort.Ints(group)
	return len(slices.Compact(group))
}

// alike reports whether what two pages have outside of the paragraphs that they share is about the same: the shorter shares a part
// of its telling words.
func alike(p, q *Outline) bool {
	a, b := p.beside(q.holds), q.beside(p.holds)
	return shingle.Shared(a, b)*alikeShare >= min(len(a), len(b))
}

func (o *Outline) holds(key uint64) bool {
	return key != 0 && slices.ContainsFunc(o.paragraphs, func(p paragraph) bool { return p.key == key })
}

// beside are the telling words of a page outside of some of its paragraphs, sorted, each once.
func (o *Outline) beside(left func(key uint64) bool) []uint64 {
	o.read()
	words := slices.Clone(o.titleWords)
	for _, p := range o.paragraphs {
		if !left(p.key) {
			words = append(words, p.words...)
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// Without sets the paragraphs of a page that are furniture aside. A page is never emptied: when most of its text would go, it stays.
func Without(p Parts, o *Outline, furniture func(key uint64) bool) Parts {
	var body, aside []string
	kept, gone := 0, 0
	for k, para := range p.Body {
		if key := o.paragraphs[k].key; key != 0 && furniture(key) {
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
