package stemma

import (
	"slices"

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
	out := slices.Clone(only)
	for i := range out {
		out[i].Voice = voice(by[out[i].Account], out[i].Span)
	}
	return out
}

func voice(a *account.Account, s edition.Span) edition.Voice {
	covered, all := 0, 0
	spans := slices.Clone(a.Quoted)
	for _, q := range a.Quotations {
		spans = append(spans, text.Span{Start: q.Start, End: q.End})
		for _, p := range q.Parts {
			spans = append(spans, text.Span{Start: p.Start, End: p.End})
		}
		if q.Cue != nil && s.Contains(*q.Cue) && q.Speaker != nil {
			return edition.Attributed
		}
	}
	for _, t := range a.Tokens {
		if t.Start < s.Start || t.End > s.End || t.Kind == text.Mark {
			continue
		}
		all++
		if slices.ContainsFunc(spans, func(q text.Span) bool { return q.Contains(t.Span) }) {
			covered++
		}
	}
	if 2*covered >= all && all > 0 {
		return edition.Attributed
	}
	return edition.Own
}
