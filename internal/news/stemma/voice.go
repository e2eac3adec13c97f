package stemma

import (
	"slices"
	"sort"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

// voices says of each sentence that one account has alone whether the outlet speaks or somebody whom it makes answerable: a
// quotation, direct or reported, that takes most of its words, or a named source that begins or ends it.
func voices(accounts []*account.Account, only []edition.Only) []edition.Only {
	by := map[string]*account.Account{}
	for _, a := range accounts {
		by[a.ID] = a
	}
	heard := map[string]*speech{}
	out := slices.Clone(only)
	for i := range out {
		id := out[i].Account
		if heard[id] == nil {
			heard[id] = speechOf(by[id])
		}
		out[i].Voice = heard[id].voice(out[i].Span)
	}
	return out
}

// speech is where an account lets others speak, made once for all its sentences.
type speech struct {
	tokens []text.Token
	words  []int       // of each token, the words before it, and of the end
	told   []int       // the same, of the words that others say
	cues   []text.Span // of statements whose speaker is named, in the order of the text
}

func speechOf(a *account.Account) *speech {
	s := &speech{tokens: a.Tokens, words: make([]int, len(a.Tokens)+1), told: make([]int, len(a.Tokens)+1)}
	depth := make([]int, len(a.Tokens)+1) // at each token how many more spans begin than end
	cover := func(x text.Span) {
		if from, to := s.within(x); from < to {
			depth[from]++
			depth[to]--
		}
	}
	for _, q := range a.Quoted {
		cover(q)
	}
	for _, q := range a.Quotations {
		cover(text.Span{Start: q.Start, End: q.End})
		for _, p := range q.Parts {
			cover(text.Span{Start: p.Start, End: p.End})
		}
		if q.Cue != nil && q.Speaker != nil {
			s.cues = append(s.cues, text.Span{Start: q.Cue.Start, End: q.Cue.End})
		}
	}
	slices.SortFunc(s.cues, func(x, y text.Span) int { return x.Start - y.Start })
	in := 0
	for k, t := range a.Tokens {
		in += depth[k]
		s.words[k+1], s.told[k+1] = s.words[k], s.told[k]
		if t.Kind != text.Mark {
			s.words[k+1]++
			s.told[k+1] += min(in, 1)
		}
	}
	return s
}

// within is the range of the tokens that stand in a span.
func (s *speech) within(x text.Span) (from, to int) {
	from = sort.Search(len(s.tokens), func(k int) bool { return s.tokens[k].Start >= x.Start })
	to = sort.Search(len(s.tokens), func(k int) bool { return s.tokens[k].End > x.End })
	return from, to
}

func (s *speech) voice(of edition.Span) edition.Voice {
	for k := sort.Search(len(s.cues), func(k int) bool { return s.cues[k].Start >= of.Start }); k < len(s.cues) && s.cues[k].Start < of.End; k++ {
		if s.cues[k].End <= of.End {
			return edition.Attributed
		}
	}
	from, to := s.within(text.Span{Start: of.Start, End: of.End})
	if to <= from {
		return edition.Own
	}
	if all, told := s.words[to]-s.words[from], s.told[to]-s.told[from]; 2*told >= all && all > 0 {
		return edition.Attributed
	}
	return edition.Own
}
