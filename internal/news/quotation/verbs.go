package quotation

import (
	"cmp"
	"slices"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

// Verbs counts by which reporting verbs each account tells each named speaker's words, accounts in their order, speakers in the
// order in which the account first quotes them. A speaker has the name that the story's statements give; one statement cut in
// paragraphs counts once. An account whose language has no table of verbs has none.
func Verbs(accounts []*account.Account, statements []edition.Statement) []edition.Verbs {
	names := speakersOf(statements)
	var out []edition.Verbs
	for _, a := range accounts {
		first := len(out)
		for i := range a.Quotations {
			q := &a.Quotations[i]
			if q.Speaker == nil || q.Verb == "" || q.Continues != "" {
				continue
			}
			speaker := cmp.Or(names[q.ID], q.Speaker.Name)
			k := slices.IndexFunc(out[first:], func(v edition.Verbs) bool { return v.Speaker == speaker })
			if k < 0 {
				k = len(out) - first
				out = append(out, edition.Verbs{Account: a.ID, Speaker: speaker})
			}
			count(&out[first+k], q.Verb, stance(a, q))
		}
		for k := range out[first:] {
			slices.SortStableFunc(out[first+k].Verbs, func(x, y edition.Verb) int { return y.Count - x.Count })
		}
	}
	return out
}

// speakersOf maps the quotations of a story to the name that its statement gives the speaker.
func speakersOf(statements []edition.Statement) map[string]string {
	out := map[string]string{}
	for _, s := range statements {
		for _, r := range s.Readings {
			out[r.Quotation] = s.Speaker
		}
	}
	return out
}

func count(v *edition.Verbs, lemma string, s edition.Stance) {
	for k := range v.Verbs {
		if v.Verbs[k].Verb == lemma {
			v.Verbs[k].Count++
			return
		}
	}
	v.Verbs = append(v.Verbs, edition.Verb{Verb: lemma, Stance: s, Count: 1})
}

// stance asks the table what a quotation's verb lets the reader think. A verb that stands in no table is neutral.
func stance(a *account.Account, q *edition.Quotation) edition.Stance {
	table := a.Pack.Table("cues")
	forms := []string{q.Verb}
	if q.Cue != nil {
		for _, t := range text.Tokenize(q.Cue.Text) {
			forms = append(forms, text.Normalize(t.Of(q.Cue.Text)))
		}
	}
	for _, form := range forms {
		if row := table[form]; len(row) > 2 && row[0] == q.Verb {
			return edition.Stance(row[2])
		}
	}
	return edition.Neutral
}
