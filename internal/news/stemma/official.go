package stemma

import (
	"slices"
	"strings"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
	"variorum/internal/news/language"
)

// officials finds those who are made answerable by their office and not by their name: police, a ministry, Western officials. A person
// with a name is a speaker and no source of this sort. What they cover is what they are said to have said.
func (c *citer) officials() {
	for i := range c.a.Quotations {
		q := &c.a.Quotations[i]
		mention := c.answerable(q)
		name, kind := c.office(mention)
		if name == "" {
			continue
		}
		at := text.Span{Start: mention.Start, End: mention.End}
		c.out = append(c.out, citation{account: c.account, name: name, kind: kind, span: at, rule: ruleOfficial, covers: text.Span{Start: q.Start, End: q.End}})
	}
}

// answerable is the words for who said something, when they are all that is known of him; else nothing.
func (c *citer) answerable(q *edition.Quotation) edition.Span {
	if q.Cue == nil || q.Speaker == nil || bareName(q.Speaker.Name) != bareName(q.Speaker.Mention.Text) {
		return edition.Span{}
	}
	return q.Speaker.Mention
}

// office is the name of an office in a mention, without its article, when its head noun is one that the table has; else nothing. The head is the
// last word before a preposition that ties a phrase to it: the spokesman of, officials in.
func (c *citer) office(mention edition.Span) (string, edition.SourceKind) {
	words := strings.Fields(withoutArticle(c.a.Pack, mention.Text))
	end := slices.IndexFunc(words, func(w string) bool { return isA(c.a.Pack, w, "tie") })
	if end < 0 {
		end = len(words)
	}
	if end == 0 || len(words) > maxOfficeWords {
		return "", ""
	}
	head := strings.ToLower(strings.Trim(words[end-1], ",.;"))
	row := c.a.Pack.Table("authorities")[head]
	if row == nil {
		return "", ""
	}
	return strings.Join(words, " "), edition.SourceKind(row[0])
}

// maxOfficeWords is the length of the name of an office: a longer phrase describes somebody.
const maxOfficeWords = 7

// withoutArticle is a phrase without the article that it begins with.
func withoutArticle(p *language.Pack, phrase string) string {
	if first, rest, ok := strings.Cut(phrase, " "); ok && p.Table("articles").Has(strings.ToLower(first)) {
		return rest
	}
	return phrase
}

// isA reports whether a word in lower case is one of a closed class.
func isA(p *language.Pack, low, class string) bool {
	row := p.Table("words")[low]
	return row != nil && slices.Contains(strings.Split(row[0], ","), class)
}

// cover says which words each citation within a text answers for: the sentence that it stands in. A line that credits the whole account
// covers no sentence more than another.
func cover(a *account.Account, out []citation) {
	for i := range out {
		if out[i].covers.Len() > 0 || out[i].rule == ruleCredit || out[i].rule == ruleDateline {
			continue
		}
		for _, s := range a.Sentences {
			if s.Start <= out[i].span.Start && out[i].span.Start < s.End {
				out[i].covers = s
			}
		}
	}
}
