package report

import (
	"cmp"
	"slices"
	"strings"

	"variorum/edition"
	"variorum/internal/engine/text"
)

// aside is what stands beside a paragraph of an account's page: what was found there, and what the other accounts have.
type aside struct {
	at, end int
	rank    int // the order of asides on one paragraph that begin at one place

	Status string // full, altered, conflict, …: drawn with its sign; empty for none
	Label  string
	Href   string
	Beside []asideLink // further passages of which the same is to be said
	Parts  []asidePart
}

// asideLink is one more thing that an aside is about.
type asideLink struct{ Label, Href string }

// asidePart is words of ours, or an account's own, with the accounts that have them.
type asidePart struct {
	Text      string
	Close     bool     // follows without a space
	Lead      *telling // whose words they are; nil for ours
	Witnesses []witness
	Tellings  []*telling
}

func ours(s string) asidePart { return asidePart{Text: s} }

// set adds words and the accounts that have them, with a semicolon behind others. They stand against the account's own, with a semicolon between them.
func (a *aside) set(p asidePart) {
	if n := len(a.Parts); n > 0 && (len(a.Parts[n-1].Witnesses) > 0 || len(a.Parts[n-1].Tellings) > 0) {
		a.Parts = append(a.Parts, asidePart{Text: ";", Close: true})
	}
	a.Parts = append(a.Parts, p)
}

func theirs(t *telling, s string) asidePart {
	return asidePart{Text: "“" + brief(strings.Trim(s, " ,;:")) + "”", Lead: t}
}

// asidesOf are all asides on an account, in the order of its text.
func (v *storyView) asidesOf(t *telling) []aside {
	var all []aside
	for _, part := range []func(*telling) []aside{
		v.passageAsides, v.silenceAsides, v.variantAsides, v.statementAsides, v.figureAsides, v.onlyAsides, v.incidentAsides, v.nameAsides, v.timeAsides, v.doubtAsides,
	} {
		all = append(all, part(t)...)
	}
	return all
}

// letters is about how long the aside is when it is set.
func (a aside) letters() int {
	n := len(a.Label)
	for _, p := range a.Parts {
		n += len(p.Text) + 1 + 2*len(p.Witnesses) + 2*len(p.Tellings)
	}
	return n
}

// inPlace are the asides that begin in a paragraph; what conflicts stands before what does not, and then the order is the text's.
func inPlace(all []aside, p text.Span) []aside {
	var in []aside
	for _, a := range all {
		if a.at >= p.Start && a.at < max(p.End, p.Start+1) {
			in = append(in, a)
		}
	}
	slices.SortStableFunc(in, func(a, b aside) int { return cmp.Or(a.rank-b.rank, a.at-b.at) })
	return joinPassages(in)
}

// joinPassages says once what is to be said of several passages beside each other.
func joinPassages(in []aside) []aside {
	out := in[:0:0]
	for _, a := range in {
		if n := len(out); n > 0 && a.rank == rankPassage && out[n-1].rank == rankPassage && sameParts(a.Parts, out[n-1].Parts) {
			number := strings.TrimPrefix(a.Label, "Passage ")
			out[n-1].Beside = append(out[n-1].Beside, asideLink{number, a.Href})
			continue
		}
		out = append(out, a)
	}
	return out
}

func sameParts(a, b []asidePart) bool {
	return slices.EqualFunc(a, b, func(x, y asidePart) bool { return x.Text == y.Text && slices.Equal(x.Tellings, y.Tellings) })
}

// The order of asides beside one paragraph.
const (
	rankClash = iota
	rankPassage
	rankVariant
	rankFinding
)

func (v *storyView) passageAsides(t *telling) []aside {
	var out []aside
	for i := range v.Passages {
		for _, r := range v.Passages[i].Readings {
			if r.Account != t.Account.ID || r.Empty() {
				continue
			}
			a := aside{at: r.Start, end: r.End, rank: rankPassage, Label: "Passage " + itoa(i+1), Href: v.to(v.passageID(i)), Parts: []asidePart{ours(string(r.Relation))}}
			if m := v.passageMovedTo(i, t).stands(); m != "" {
				a.Parts[0].Text += ", " + m
			}
			var others []*telling
			for _, o := range v.Passages[i].Readings {
				if w := v.byID[o.Account]; w != nil && w != t && !o.Empty() && !slices.Contains(others, w) {
					others = append(others, w)
				}
			}
			a.Parts = append(a.Parts, asidePart{Text: "; also in", Close: true, Tellings: fewTellings(others)})
			out = append(out, a)
		}
	}
	return out
}

// fewTellings are as many accounts as a note names.
func fewTellings(ts []*telling) []*telling { return ts[:min(len(ts), namedSigla)] }

// variantAsides say where the account's words are not those of most, and who has what.
func (v *storyView) variantAsides(t *telling) []aside {
	var out []aside
	for i := range v.spots {
		for _, s := range v.spots[i] {
			if s.Type == edition.Transposition || len(s.marksOf(t, "")) == 0 {
				continue
			}
			if a, ok := v.variantAside(t, s); ok {
				out = append(out, a)
			}
		}
	}
	return out
}

func (v *storyView) variantAside(t *telling, s spot) (aside, bool) {
	groups := v.agree(s.Readings)
	mine := slices.IndexFunc(groups, func(g agreed) bool {
		return slices.ContainsFunc(g.Witnesses, func(w witness) bool { return w.telling == t })
	})
	if mine < 0 {
		return aside{}, false
	}
	own := groups[mine]
	others := slices.Delete(slices.Clone(groups), mine, mine+1)
	a := aside{rank: rankVariant}
	for _, w := range own.Witnesses {
		if w.telling == t {
			a.at, a.end = w.Span.Start, w.Span.End
		}
	}
	if s.InQuotation && t.insideOrAt(a.at, a.end) {
		a.Status, a.Label, a.rank = "altered", "changed in the quotation", rankClash
	}
	switch {
	case own.Text == "":
		a.Parts = append(a.Parts, ours("left out:"))
	case s.Type == edition.Addition:
		a.Parts = append(a.Parts, ours("added:"), theirs(t, own.Text))
	default:
		a.Parts = append(a.Parts, theirs(t, own.Text))
	}
	if peers := slices.DeleteFunc(own.tellings(), func(o *telling) bool { return o == t }); len(peers) > 0 && own.Text != "" {
		a.Parts = append(a.Parts, asidePart{Text: "with", Tellings: fewTellings(peers)})
	}
	for _, g := range others {
		part := asidePart{Text: "not in", Witnesses: fewWitnesses(g)}
		if g.Text != "" {
			part = theirs(g.Witnesses[0].telling, g.Text)
			part.Witnesses = fewWitnesses(g)
		}
		a.set(part)
	}
	return a, len(others) > 0
}

func (t *telling) insideOrAt(from, to int) bool {
	if from == to {
		return t.insideQuotation(from)
	}
	return t.quotes(edition.Span{Start: from, End: to})
}

func fewWitnesses(g agreed) []witness {
	ws := onceEach(g.Witnesses)
	return ws[:min(len(ws), namedSigla)]
}

// statementAsides say who speaks, and how the words stand to the other accounts'.
func (v *storyView) statementAsides(t *telling) []aside {
	var out []aside
	for _, s := range v.Statements {
		for _, r := range s.Rows {
			for _, w := range r.Witnesses {
				if w.telling != t {
					continue
				}
				a := aside{at: w.Span.Start, end: w.Span.End, rank: rankFinding, Status: string(r.Status), Label: string(r.Status), Href: v.to(s.ID)}
				if r.Status == edition.Altered {
					a.rank = rankClash
				}
				a.Parts = append(a.Parts, saidBy(s.Speaker, r.Verb, v.stance(t, r.Verb)), ours("in "+plural(s.Accounts, "account", "accounts")))
				out = append(out, a)
			}
		}
	}
	for _, rows := range [][]aloneRow{v.Alone, v.Reported} {
		for _, r := range rows {
			if r.Witness.telling == t {
				how := "quoted"
				if r.Reported {
					how = "reported"
				}
				if !v.One() {
					how += " only here"
				}
				out = append(out, aside{at: r.Witness.Span.Start, end: r.Witness.Span.End, rank: rankFinding, Label: how, Parts: []asidePart{saidBy(r.Speaker, r.Verb, v.stance(t, r.Verb))}})
			}
		}
	}
	return out
}

// saidBy is the speaker and the verb of a quotation, as far as they are known.
func saidBy(speaker, verb, stance string) asidePart {
	words := speaker
	if words == "" {
		words = "nobody named"
	}
	if verb != "" {
		words += ", “" + verb + "”"
	}
	if stance != "" {
		words += " (" + stance + ")"
	}
	return ours(words)
}

func (v *storyView) figureAsides(t *telling) []aside {
	var out []aside
	for _, r := range v.Figures.apart() {
		for _, mine := range r.Readings {
			at := slices.IndexFunc(mine.Witnesses, func(w witness) bool { return w.telling == t })
			if at < 0 {
				continue
			}
			a := aside{at: mine.Witnesses[at].Span.Start, end: mine.Witnesses[at].Span.End, rank: rankClash, Status: string(r.Status), Label: string(r.Status), Href: v.to(r.ID)}
			for _, x := range r.Readings {
				a.set(asidePart{Text: x.Words[0].Printed(), Lead: x.Words[0].Lead, Witnesses: x.Witnesses[:min(len(x.Witnesses), namedSigla)]})
			}
			out = append(out, a)
		}
	}
	return out
}

// onlyAsides say once a paragraph what of it no other account has, and in whose voice.
func (v *storyView) onlyAsides(t *telling) []aside {
	var out []aside
	for _, row := range v.Only {
		if row.Telling != t {
			continue
		}
		for _, p := range text.Paragraphs(t.Text) {
			own, attributed, all, at := 0, 0, 0, -1
			for _, o := range row.Places {
				if o.Witness.Span.Start < p.Start || o.Witness.Span.Start >= p.End {
					continue
				}
				if at < 0 {
					at = o.Witness.Span.Start
				}
				all++
				switch o.Voice {
				case edition.Own:
					own++
				case edition.Attributed:
					attributed++
				}
			}
			if at >= 0 {
				a := aside{at: at, end: at, rank: rankFinding, Label: "Only here", Href: v.to(v.Section("only"))}
				a.Parts = append(a.Parts, ours(onlyWords(own, attributed, all)))
				out = append(out, a)
			}
		}
	}
	return out
}

// onlyWords count sentences by their voice; where no reader has told the voices apart, they are sentences.
func onlyWords(own, attributed, all int) string {
	switch {
	case own+attributed < all:
		return plural(all, "sentence", "sentences")
	case attributed == 0:
		return plural(own, "sentence", "sentences") + " in its own voice"
	case own == 0:
		return plural(attributed, "sentence", "sentences") + ", attributed"
	}
	return plural(own, "sentence", "sentences") + " in its own voice, " + itoa(attributed) + " attributed"
}

func (v *storyView) incidentAsides(t *telling) []aside {
	var out []aside
	for _, x := range t.Incidents {
		parts := []string{x.What, x.Place}
		if x.Earliest != "" {
			parts = append(parts, momentWords(&edition.Moment{Start: x.Earliest, End: x.Latest}))
		}
		for _, s := range x.Said {
			if s.Field == "killed" || s.Field == "injured" {
				parts = append(parts, tollWords(s)+" "+s.Field)
			}
		}
		if x.By != "" {
			parts = append(parts, "by "+x.By)
		}
		parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
		out = append(out, aside{at: x.Start, end: x.End, rank: rankFinding, Label: "Incident", Href: v.incidentHref(), Parts: []asidePart{ours(strings.Join(parts, ", "))}})
	}
	return out
}

func (v *storyView) incidentHref() string {
	if v.Incidents == nil {
		return ""
	}
	return v.to(v.Section("incidents"))
}

// timeAsides say which days the words for a time mean.
func (v *storyView) timeAsides(t *telling) []aside {
	var out []aside
	for _, x := range t.Times {
		if x.Earliest == "" && x.Latest == "" {
			continue
		}
		out = append(out, aside{at: x.Start, end: x.End, rank: rankFinding, Parts: []asidePart{
			theirs(t, x.Text), ours(momentWords(&edition.Moment{Start: x.Earliest, End: x.Latest})),
		}})
	}
	return out
}

func (v *storyView) doubtAsides(t *telling) []aside {
	var out []aside
	for _, d := range t.Doubts {
		if d.Span != nil {
			out = append(out, aside{at: d.Span.Start, end: d.Span.End, rank: rankClash, Label: "Doubt", Parts: []asidePart{ours(d.What)}})
		}
	}
	return out
}
