package extract

import (
	"slices"
	"sort"
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
// The order of the pages plays no part: groups, counts and edges are the same in any order.
func Learn(all []Parts) []Parts {
	l := newLearner(all)
	out := slices.Clone(all)
	for key, at := range l.places {
		if !l.furniture(at) {
			delete(l.places, key)
		}
	}
	for i := range out {
		out[i] = l.without(i, out[i])
	}
	return out
}

// standing is where a paragraph stands.
type standing struct {
	page int
	edge bool // among the first or last paragraphs of the page
}

// learner knows the paragraphs that stand on several pages, and how the pages are alike.
type learner struct {
	pages  []learnedPage
	places map[string][]standing // by the letters of the paragraph; those of one page only are not kept
	prose  map[string]bool
}

// learnedPage is what is compared of a page.
type learnedPage struct {
	outlet string
	body   []string // keys of the paragraphs
	words  []uint64 // distinct forms of the words of paragraphs that stand on this page alone, sorted
}

func newLearner(all []Parts) *learner {
	l := &learner{pages: make([]learnedPage, len(all)), places: map[string][]standing{}, prose: map[string]bool{}}
	for i, p := range all {
		l.pages[i].outlet = outletKey(p)
		for k, para := range p.Body {
			key := learnKey(para)
			l.pages[i].body = append(l.pages[i].body, key)
			at := l.places[key]
			if key == "" || len(at) > 0 && at[len(at)-1].page == i {
				continue
			}
			l.places[key] = append(at, standing{i, k < learnedEdge || len(p.Body)-k <= learnedEdge})
			l.prose[key] = line{words: countWords(para), stops: endsLikeSentence(para)}.prose()
		}
	}
	for key, at := range l.places {
		if len(at) < 2 {
			delete(l.places, key)
		}
	}
	l.readWords(all)
	return l
}

// outletKey is what tells an outlet's pages from others': its name, or the host of the address.
func outletKey(p Parts) string {
	if p.Outlet != "" {
		return plainKey(p.Outlet)
	}
	return hostOf(p.URL)
}

// learnKey is what makes two paragraphs the same: their letters and digits. Very short ones are left alone, since a crosshead or
// a "Yes." may stand anywhere.
func learnKey(para string) string {
	key := plainKey(para)
	if utf8.RuneCountInString(key) < minLearned {
		return ""
	}
	return key
}

// readWords takes the words that each page has for itself, outside of the paragraphs that it shares. Words that every second
// report has tell nothing; they are known from general news, not from the run: in a run of one story the words of that story
// are the common ones, and pages compared without them would look unlike.
func (l *learner) readWords(all []Parts) {
	if len(l.places) == 0 {
		return
	}
	news := language.For(plainPack).Frequency()
	for i, p := range all {
		var forms []uint64
		for k, para := range append([]string{p.Title}, p.Body...) {
			if k == 0 || len(l.places[l.pages[i].body[k-1]]) == 0 {
				forms = appendTelling(forms, para, news)
			}
		}
		slices.Sort(forms)
		l.pages[i].words = slices.Compact(forms)
	}
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

// furniture reports whether the pages that hold a paragraph show it to be none of an account.
func (l *learner) furniture(at []standing) bool {
	prose, edge := false, true
	pages := make([]int, len(at))
	for k, p := range at {
		pages[k] = p.page
		edge = edge && p.edge
	}
	for _, key := range l.pages[pages[0]].body {
		if same(l.places[key], at) {
			prose = l.prose[key]
			break
		}
	}
	need := groupsInRun
	if prose && !edge {
		need = groupsInBody
	}
	if l.groups(pages) >= need {
		return true
	}
	return !(prose && !edge) && l.groupsOfOneOutlet(pages) >= groupsOfOutlet(prose, edge)
}

func same(a, b []standing) bool { return len(a) == len(b) && len(a) > 0 && &a[0] == &b[0] }

// groupsOfOneOutlet is the largest number of groups that pages of one outlet fall into.
func (l *learner) groupsOfOneOutlet(pages []int) int {
	by := map[string][]int{}
	most := 0
	for _, p := range pages {
		if o := l.pages[p].outlet; o != "" {
			by[o] = append(by[o], p)
		}
	}
	for _, own := range by {
		most = max(most, l.groups(own))
	}
	return most
}

// groups counts the groups that pages fall into: pages that are alike, directly or through others, are of one. Pages with too
// few words of their own to tell are of no group.
func (l *learner) groups(pages []int) int {
	var kept []int
	for _, p := range pages {
		if len(l.pages[p].words) >= minWordsToTell {
			kept = append(kept, p)
		}
	}
	slices.SortFunc(kept, func(p, q int) int { return slices.Compare(l.pages[p].words, l.pages[q].words) }) // not by the order of the run
	kept = kept[:min(len(kept), maxCompared)]
	group := make([]int, len(kept))
	for i := range kept {
		group[i] = i
	}
	for i := range kept {
		for j := range i {
			if group[i] != group[j] && l.alike(kept[i], kept[j]) {
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

// alike reports whether what two pages have for themselves is about the same: the shorter shares a part of its telling words.
func (l *learner) alike(p, q int) bool {
	a, b := l.pages[p].words, l.pages[q].words
	return shingle.Shared(a, b)*alikeShare >= min(len(a), len(b))
}

// without sets the learnt paragraphs of page i aside. A page is never emptied: when most of its text would go, it stays.
func (l *learner) without(i int, p Parts) Parts {
	var body, aside []string
	kept, gone := 0, 0
	for k, para := range p.Body {
		if len(l.places[l.pages[i].body[k]]) > 0 {
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
